package pattern_test

import (
	"testing"

	"github.com/talimat/talimat-plan/internal/pattern"
)

func TestLazy(t *testing.T) {
	broken := pattern.Lazy("(") // not compiled, so no panic yet
	months := pattern.Lazy(`^month [0-9]+$`)
	if months().MatchString("month") || !months().MatchString("month 12") {
		t.Error("the pattern does not match what it says")
	}
	if first := months(); months() != first {
		t.Error("the pattern is compiled twice")
	}
	defer func() {
		if recover() == nil {
			t.Error("a text that is no pattern was compiled")
		}
	}()
	broken()
}
