package plan_test

import (
	"testing"

	"github.com/talimat/talimat-plan/internal/cost"
	"github.com/talimat/talimat-plan/internal/metric"
	"github.com/talimat/talimat-plan/internal/plan"
	"github.com/talimat/talimat-plan/internal/unit"
)

// What would be done without the project is the forecast of the scenario from
// which the levers that begin with a phase are taken by hand, month by month; its
// commitments stay, although they begin with a phase too.
func TestReferenceIsTheForecastWithoutThePhasedLevers(t *testing.T) {
	r := plan.Run(read(claude).scenario(t))
	without := read(claude).scenario(t)
	without.Cache, without.CDN = nil, nil
	without.Savings.Autoscaling, without.Savings.Caching, without.Savings.CDN, without.Savings.Spot = nil, nil, nil, nil
	want := plan.Run(without)
	difference := 0.0
	for m := range want.Bill.Effective {
		if r.Without.Effective[m] != want.Bill.Effective[m] || r.Without.Billed[m] != want.Bill.Billed[m] || abs(want.Bill.Baseline[m]-r.Bill.Baseline[m]) > 0.05 { // sums of savings that are rounded by themselves
			t.Fatalf("month %d: %g, by hand %g; baseline %g and %g", m, r.Without.Effective[m], want.Bill.Effective[m], r.Bill.Baseline[m], want.Bill.Baseline[m])
		}
		if m > 0 {
			difference += want.Bill.Effective[m] - r.Bill.Effective[m]
		}
	}
	f := &r.Finance
	if saved := f.MonthlySavings * float64(f.Months); f.Reference != cost.Unphased || unit.RoundMinor(saved-difference, 2) != 0 {
		t.Errorf("saved %g against %v, by hand %g", saved, f.Reference, difference)
	}
	if f.Baseline.NPV <= f.NPV || *f.Baseline.ROI <= *f.ROI {
		t.Errorf("the baseline without any lever spends more: ROI %g and %g", *f.Baseline.ROI, *f.ROI)
	}
}

// The reference is of the same future: what changes between two runs changes it too.
func TestReferenceFollowsItsInputs(t *testing.T) {
	w := read(claude)
	s := w.scenario(t)
	e := plan.Compile(s)
	m, _ := metric.Find(s, "cost.reference")
	g := e.Gauge(m)
	e.Run()
	before := g.Read()[36]
	s.Drivers.Users.Now *= 2
	s.Prices.LoadBalancer *= 3
	s.Savings.Reserved.Discount /= 2
	e.Run()
	after := g.Read()[36]
	fresh := plan.Compile(s)
	again := fresh.Gauge(m)
	fresh.Run()
	if want := again.Read()[36]; after != want || after == before {
		t.Errorf("got %g after %g, want %g", after, before, want)
	}
}

// Where nothing begins with a phase the scenario does not say what its project
// brings: the reference is the baseline.
func TestWithoutPhasedLeversTheBaselineIsTheReference(t *testing.T) {
	r := plan.Run(read(tp36).scenario(t))
	if f := &r.Finance; r.Without != nil || f.Reference != cost.Unlevered || f.NPV != f.Baseline.NPV {
		t.Errorf("reference %v, NPV %g and %g", f.Reference, f.NPV, f.Baseline.NPV)
	}
	if _, ok := metric.Find(r.Scenario, "cost.reference"); ok {
		t.Error("cost.reference without a phase that begins anything")
	}
}

// At an equal discount the payment option changes no undiscounted saving.
func TestPaymentOptionChangesNoUndiscountedSaving(t *testing.T) {
	forAll(t, func(t *testing.T, w *world) {
		var saved, bare []float64
		for _, upfront := range []string{"none", "partial", "all"} {
			s := w.scenario(t)
			if s.Savings.Reserved == nil {
				return
			}
			s.Savings.Reserved.Upfront = upfront
			f := plan.Run(s).Finance
			saved, bare = append(saved, f.MonthlySavings*float64(f.Months)), append(bare, f.Baseline.MonthlySavings*float64(f.Months))
		}
		for i := range saved { // cents of a month are rounded by what is billed and what is effective
			if slack := 0.01*float64(2*40) + 1e-9*abs(saved[0]); abs(saved[i]-saved[0]) > slack || abs(bare[i]-bare[0]) > slack {
				t.Errorf("saved %v against the reference, %v against the baseline", saved, bare)
			}
		}
	})
}

func abs(v float64) float64 { return max(v, -v) }
