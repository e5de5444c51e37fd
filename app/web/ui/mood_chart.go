package ui

import (
	"fmt"
	"strconv"
	"strings"
)

// MoodPoint is the mood after one turn. Low marks a turn that cost something.
type MoodPoint struct {
	Turn, Mood int
	Low        bool
}

// MoodSeries is somebody's mood over a conversation.
type MoodSeries struct {
	Who    string
	Points []MoodPoint
}

// The drawing of a mood chart, in units of its view box.
const (
	chartWidth  = 460
	chartHeight = 190
	chartLeft   = 92 // where the words for the moods end
	chartTop    = 20
	chartStep   = 35 // between two moods
	chartEdge   = 16 // between the frame and the first and last point
	chartLabels = 12 // most turns that are numbered
)

// x returns where the i-th of n points stands.
func (s MoodSeries) x(i int) int {
	first, last := chartLeft+chartEdge, chartWidth-chartEdge*2
	if len(s.Points) < 2 {
		return (first + last) / 2
	}
	return first + (last-first)*i/(len(s.Points)-1)
}

func moodY(mood int) int { return chartTop + chartStep*(bestMood-clampMood(mood)) }

// line returns the path through all points.
func (s MoodSeries) line() string {
	var b strings.Builder
	for i, p := range s.Points {
		fmt.Fprintf(&b, "%c%d %d", "ML"[min(i, 1)], s.x(i), moodY(p.Mood))
	}
	return b.String()
}

// grid returns the path of the five lines behind.
func chartGrid() string {
	var b strings.Builder
	for mood := worstMood; mood <= bestMood; mood++ {
		fmt.Fprintf(&b, "M%d %dH%d", chartLeft+4, moodY(mood), chartWidth-chartEdge)
	}
	return b.String()
}

// numbered reports whether the i-th point has its number below: all of them, or every second, third, …
func (s MoodSeries) numbered(i int) bool {
	every := (len(s.Points) + chartLabels - 1) / chartLabels
	return i%max(every, 1) == 0
}

// summary says the chart in words.
func (s MoodSeries) summary(c Context) string {
	words := make([]string, len(s.Points))
	for i, p := range s.Points {
		words[i] = strconv.Itoa(p.Turn) + " " + c.Mood(p.Mood)
	}
	return c.T("mood.chart", "Name", s.Who, "Points", strings.Join(words, ", "))
}
