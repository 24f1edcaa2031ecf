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

// A quota of a charge grants a share of what is asked at peak: 3,000 · 8 % · 6/h · 5 calls
// at peak of each of two, 300 a call, 7 % more each month, of which 2,000/s are granted.
func TestQuotaOfACharge(t *testing.T) {
	s := read("../../testdata/scenario/ok/quota.yaml").scenario(t)
	r := plan.Run(s)
	for m := range r.Months() + 1 {
		asked := 3000 * .08 * 6 / 3600 * 5 * math.Pow(1.07, float64(m)) * 2 * 300
		want := min(1, 2000/asked)
		for _, name := range []string{"charges.completion.served", "served"} {
			if got := r.Series(name)[m]; math.Abs(got-want) > 1e-9 {
				t.Errorf("month %d: %s is %g, want %g", m, name, got, want)
			}
		}
		bill := asked / 5 * 3600 * 730 * 10e-6
		if got := r.Series("charges.completion.cost")[m]; math.Abs(got-bill) > 0.0051 {
			t.Errorf("month %d: the bill is %g of all that is asked, want %g", m, got, bill)
		}
	}
	if all := r.Shortages(); len(all) != 1 || all[0].Charge != "completion" || all[0].First.Month != 8 || !s.MayFallShort() {
		t.Errorf("the shortages are %+v", all)
	}
}
