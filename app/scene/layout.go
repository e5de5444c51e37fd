package scene

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// Spot is where a scene stands in the picture of a scenario, in pixels from the start's usual place.
type Spot struct{ X, Y int }

// Layout says where the scenes of a scenario stand in the visual editor. It lives in a file of its own, so
// that moving a scene about is no change of the scenario. The zero Layout places nothing.
type Layout struct {
	spots map[string]Spot
}

// What a layout may hold, and how scenes are placed that nobody has moved.
const (
	maxCoordinate = 100_000
	columnWidth   = 320
	rowHeight     = 160
)

// LayoutName returns the name of the layout beside a scenario.
func LayoutName(name string) string { return strings.TrimSuffix(name, ".scene") + ".layout.json" }

// Spot returns where a scene stands, and whether it has been placed.
func (l Layout) Spot(scene string) (Spot, bool) {
	spot, placed := l.spots[scene]
	return spot, placed
}

// Move returns a layout in which a scene stands somewhere else, no further out than a layout may hold.
func (l Layout) Move(scene string, to Spot) Layout {
	spots := maps.Clone(l.spots)
	if spots == nil {
		spots = map[string]Spot{}
	}
	spots[scene] = Spot{bounded(to.X), bounded(to.Y)}
	return Layout{spots}
}

func bounded(n int) int { return max(-maxCoordinate, min(maxCoordinate, n)) }

// Print writes a layout in its scenario's order, a scene a line: the same layout gives the same bytes.
// Scenes that the scenario does not have are left out.
func (l Layout) Print(s *Scenario) string {
	var b strings.Builder
	b.WriteString("{\n  \"version\": 1,\n  \"scenes\": {")
	comma := ""
	for _, id := range s.sceneIDs() {
		if spot, placed := l.spots[id]; placed {
			fmt.Fprintf(&b, "%s\n    \"%s\": {\"x\": %d, \"y\": %d}", comma, id, spot.X, spot.Y)
			comma = ","
		}
	}
	if comma != "" {
		b.WriteString("\n  ")
	}
	b.WriteString("}\n}\n")
	return b.String()
}

// sceneIDs returns the ids of the scenes in their order, each once. An id is a word, which needs no escape.
func (s *Scenario) sceneIDs() []string {
	var out []string
	seen := map[string]bool{}
	for _, sc := range s.Scenes {
		if sc.ID != "" && !seen[sc.ID] {
			seen[sc.ID] = true
			out = append(out, sc.ID)
		}
	}
	return out
}

// For returns a layout of exactly the scenes of a scenario. Scenes that are gone are dropped, and new ones
// are placed: as many columns to the right as it takes turns to get there, at the first free row.
func (l Layout) For(s *Scenario) Layout {
	out := Layout{map[string]Spot{}}
	for _, id := range s.sceneIDs() {
		if spot, placed := l.spots[id]; placed {
			out.spots[id] = spot
		}
	}
	columns := s.depths()
	for _, id := range s.sceneIDs() {
		if _, placed := out.spots[id]; !placed {
			out.spots[id] = out.free(columns[id] * columnWidth)
		}
	}
	return out
}

// free returns the first spot of a column that no scene overlaps.
func (l Layout) free(x int) Spot {
	var taken []int
	for _, spot := range l.spots {
		if spot.X > x-columnWidth && spot.X < x+columnWidth {
			taken = append(taken, spot.Y)
		}
	}
	slices.Sort(taken)
	y := 0
	for _, other := range taken {
		if other > y-rowHeight && other < y+rowHeight {
			y = other + rowHeight
		}
	}
	return Spot{bounded(x), bounded(y)}
}

// depths returns the fewest turns from the start to each scene, whatever the conditions say. What no way
// leads to stands one column beyond the rest.
func (s *Scenario) depths() map[string]int {
	out := map[string]int{}
	scenes := map[string]*Scene{}
	for _, sc := range slices.Backward(s.Scenes) {
		scenes[sc.ID] = sc
	}
	var queue []*Scene
	if len(s.Scenes) > 0 {
		queue = append(queue, s.Scenes[0])
		out[s.Scenes[0].ID] = 0
	}
	last := 0
	for ; len(queue) > 0; queue = queue[1:] {
		last = out[queue[0].ID]
		for r := range queue[0].rows {
			id := targetOf(r)
			if _, met := out[id]; !met && scenes[id] != nil {
				out[id] = last + 1
				queue = append(queue, scenes[id])
			}
		}
	}
	for _, id := range s.sceneIDs() {
		if _, met := out[id]; !met {
			out[id] = last + 1
		}
	}
	return out
}
