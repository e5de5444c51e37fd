package i18n

import "testing"

func TestSimplePlacesAreFilledAsTheTemplateEngineDoes(t *testing.T) {
	catalogue, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	args := []any{"Name", "Ana <Lee>", "Count", 1234, "At", 7, "Total", 34, "Day", "2 March", "Title", "T & T", "Other", 1.5}
	for code, tongue := range catalogue.tongues {
		own := Printer{code: code, own: tongue}
		engine := own
		engine.own.pieces = nil
		for key := range tongue.pieces {
			if got, want := own.T(key, args...), engine.T(key, args...); got != want {
				t.Errorf("%s: %s becomes %q, and %q by the engine", code, key, got, want)
			}
		}
		if len(tongue.pieces) == 0 {
			t.Errorf("%s has no text with simple places", code)
		}
	}
}
