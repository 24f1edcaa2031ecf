package cli

import (
	"strings"
	"testing"
)

// Parts by another program are strangers, whatever its version says.
func TestPartsOfOtherPrograms(t *testing.T) {
	base := partHeader{Tool: "talimat-plan 1", Source: "abc", Engine: strings.Repeat("1", 64), Input: "x"}
	for want, change := range map[string]func(*partHeader){
		"": func(h *partHeader) { h.Source = "" }, // built without git
		"program: talimat-plan 1 and talimat-plan 2":     func(h *partHeader) { h.Tool = "talimat-plan 2" },
		"revision of the program: abc and abc, modified": func(h *partHeader) { h.Source = "abc, modified" },
		"engine: 111111111111 and 222222222222":          func(h *partHeader) { h.Engine = strings.Repeat("2", 64) },
		"input: x and y":                                 func(h *partHeader) { h.Input = "y" },
	} {
		other := base
		change(&other)
		if got := base.stranger(&other); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
	first, err := engineRevision()
	second, _ := engineRevision()
	if err != nil || first != second || len(first) != 64 {
		t.Errorf("the engine is %s, then %s: %v", first, second, err)
	}
}
