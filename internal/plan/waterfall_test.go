package plan_test

import (
	"math"
	"strings"
	"testing"

	"github.com/talimat/talimat-plan/internal/metric"
	"github.com/talimat/talimat-plan/internal/plan"
	"github.com/talimat/talimat-plan/internal/unit"
)

// The bill is a waterfall from the baseline by way of the levers, the contracts and spot
// capacity to what is effective, and with what is paid ahead to what is billed: to the
// cent in every month of every scenario, and line by line.
func TestWaterfall(t *testing.T) {
	forAll(t, func(t *testing.T, w *world) {
		s := w.scenario(t)
		r := plan.Run(s)
		cents := math.Pow(10, float64(unit.MinorDigits(s.Currency)))
		minor := func(name string, m int) float64 { return math.Round(r.Series(name)[m] * cents) }
		sum := func(family string, m int) (total float64) {
			for _, of := range metric.Of(s) {
				if of.Family == family {
					total += minor(of.Name, m)
				}
			}
			return total
		}
		for m := range r.Months() + 1 {
			effective, list := minor("cost.effective", m), minor("cost.list", m)
			if effective > 1e13 {
				continue // beyond the last bit of a cent
			}
			committed, spot := minor("cost.savings.reserved", m), minor("cost.savings.spot", m)
			for what, got := range map[string]float64{
				"baseline less savings":         minor("cost.baseline", m) - sum("cost.savings.*", m),
				"list less contracts and spot":  list - committed - spot,
				"categories":                    sum("cost.categories.*", m),
				"lines of sizes and of charges": sum("cost.lines.*", m) + sum("charges.*.cost", m),
			} {
				if got != effective {
					t.Fatalf("month %d: %s are %.0f, effective %.0f", m, what, got, effective)
				}
			}
			// Each commitment is rounded by itself, and so is what is paid ahead.
			ahead, off := 0.0, 2.0
			for _, name := range s.Committed() {
				prefix := "commitments." + name + "."
				ahead += minor(prefix+"paid", m) - minor(prefix+"used", m) - minor(prefix+"unused", m)
				off += 3
			}
			if billed := minor("cost.billed", m); len(s.Lines()) == 0 && math.Abs(billed-effective-ahead) > off {
				t.Fatalf("month %d: billed %.0f, effective %.0f and %.0f ahead", m, billed, effective, ahead)
			}
		}
	})
}

// What commitments come to by name is what the bill has of them, and all of it: what is
// used and unused is what they cost, what they save is the lever's saving.
func TestCommitmentsAddUp(t *testing.T) {
	several := 0
	forAll(t, func(t *testing.T, w *world) {
		s := w.scenario(t)
		if !s.Commits() {
			return
		}
		r := plan.Run(s)
		for m := range r.Months() + 1 {
			all := r.Engine().Pricing().Committed("", m)
			saved, fees, unused := 0.0, 0.0, 0.0
			for _, name := range s.Committed() {
				c := r.Engine().Pricing().Committed(name, m)
				saved, fees, unused = saved+c.Saved(), fees+c.Fees, unused+c.Unused
				if c.InForce > 0 {
					several++
				}
				if c.Used < 0 || c.Used > c.InForce*(1+1e-9) || c.Unused < 0 || c.Unused > c.Fees*(1+1e-9) || c.Owed < 0 || c.Prepaid < 0 {
					t.Fatalf("month %d: %s: %+v", m, name, c)
				}
			}
			tolerance := 1e-9 * (1 + r.Bill.Baseline[m])
			if math.Abs(saved-all.Saved()) > tolerance || math.Abs(fees-all.Fees) > tolerance || math.Abs(unused-all.Unused) > tolerance {
				t.Fatalf("month %d: saved %g at %g, of which %g unused; all of them %+v", m, saved, fees, unused, all)
			}
			if lever := r.Bill.Savings[3][m]; len(s.Lines()) == 0 && math.Abs(lever-saved) > 0.01+tolerance {
				t.Fatalf("month %d: commitments save %g, the bill says %g", m, saved, lever)
			}
		}
	})
	if several < 1000 {
		t.Errorf("%d months only have a commitment", several)
	}
}

// Every result of commitments is about one of the scenario.
func TestCommitmentsAreNamed(t *testing.T) {
	s := read("../../testdata/scenario/ok/commitments.yaml").scenario(t)
	names := map[string]bool{}
	for _, m := range metric.Of(s) {
		if strings.HasPrefix(m.Name, "commitments.") {
			names[m.Part] = true
		}
	}
	if len(names) != 5 || !names["reserved"] {
		t.Errorf("got %v", names)
	}
}
