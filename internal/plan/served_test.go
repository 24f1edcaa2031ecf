package plan_test

import (
	"math"
	"strings"
	"testing"

	"github.com/talimat/talimat-plan/internal/metric"
	"github.com/talimat/talimat-plan/internal/plan"
)

// What looks only where something can fall short finds the same as what asks
// every part in every month, in every scenario and regime.
func TestLeastServed(t *testing.T) {
	short := 0
	for _, w := range worlds() {
		r := plan.Run(w.scenario(t))
		for month, got := range r.Series("served") {
			want := 1.0
			for _, m := range metric.Of(r.Scenario) {
				if strings.HasSuffix(m.Family, ".*.served") || m.Name == "database.served" {
					want = min(want, r.Series(m.Name)[month])
				}
			}
			if got != want {
				t.Errorf("%s, month %d: served %g, its parts %g", w, month, got, want)
			}
			if got < 0 || got > 1 || math.IsNaN(got) {
				t.Errorf("%s, month %d: served %g", w, month, got)
			}
			if got < 1 {
				short++
			}
		}
	}
	if short == 0 {
		t.Error("no plan falls short: the test shows nothing")
	}
}
