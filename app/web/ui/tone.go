package ui

import "understudy/app/conduct"

// Tone is the mood of a notice or a chip. Words and an icon always say the same, so that nothing depends
// on colour.
type Tone string

// The tones.
const (
	Neutral Tone = ""
	Good    Tone = "good"
	Info    Tone = "info"
	Warn    Tone = "warn"
	Bad     Tone = "bad"
)

func (t Tone) icon() IconName {
	switch t {
	case Good:
		return IconCheck
	case Warn:
		return IconClock
	case Bad:
		return IconWarn
	default:
		return IconInfo
	}
}

// IconName names an icon that this program draws; see the constants.
type IconName string

func (i IconName) directed() bool { return i == IconArrow || i == IconChevron || i == IconBack }

// ValueIcon returns the icon of a value, a plain dot for one of an organisation's own.
func ValueIcon(id conduct.ValueID) IconName {
	switch id {
	case "cheerfulness":
		return IconSun
	case "empathy":
		return IconHeart
	case "responsiveness":
		return IconZap
	case "respect":
		return IconHandshake
	case "honesty":
		return IconScale
	default:
		return IconDot
	}
}

// ValueClass returns the class that gives an element and what is inside it the hue of a value.
func ValueClass(id conduct.ValueID) string {
	switch id {
	case "cheerfulness", "empathy", "responsiveness", "respect", "honesty":
		return "v-" + string(id)
	default:
		return "v-other"
	}
}
