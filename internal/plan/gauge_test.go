package plan_test

import (
	"math"
	"testing"

	"github.com/talimat/talimat-plan/internal/metric"
	"github.com/talimat/talimat-plan/internal/plan"
	"github.com/talimat/talimat-plan/internal/unit"
)

// What a gauge reads is what the result says, but for the rounding to the cent:
// each rounded line may be half a cent off, and totals add up a dozen lines in
// each of up to 240 months.
func TestGaugesAgreeWithTheResult(t *testing.T) {
	forAll(t, func(t *testing.T, w *world) {
		s := w.scenario(t)
		e, r := plan.Compile(s), plan.Run(s)
		for _, m := range metric.Of(s) {
			g := e.Gauge(m)
			e.Run() // so that each gauge completes the run by itself
			got := g.Read()
			want := r.Series(m.Name)
			if !m.Series {
				want = []float64{math.NaN()}
				if v := r.Figure(m.Name); v != nil {
					want[0] = *v
				}
			}
			if len(got) != len(want) {
				t.Errorf("%s: %d values, want %d", m.Name, len(got), len(want))
				continue
			}
			if m.Kind == unit.KindMonths && onEdge(r.Finance.Flows) {
				continue
			}
			slack := 0.0
			if m.Kind == unit.KindMoney {
				slack = 0.1
				if !m.Series {
					slack *= float64(r.Months())
				}
			}
			for i := range want {
				if math.IsNaN(want[i]) != math.IsNaN(got[i]) || math.Abs(got[i]-want[i]) > slack+1e-3*math.Abs(want[i]) {
					t.Errorf("%s, month %d: %g, want %g", m.Name, i, got[i], want[i])
					break
				}
			}
		}
	})
}

// onEdge reports whether cents decide when an investment is paid back.
func onEdge(flows []float64) bool {
	cumulative := 0.0
	for _, f := range flows[1:] {
		if cumulative += f; math.Abs(cumulative) < 1 {
			return true
		}
	}
	return false
}

// Reading the metrics of a simulation allocates nothing.
func TestGaugesAllocateNothing(t *testing.T) {
	s := read(claude).scenario(t)
	e := plan.Compile(s)
	e.Run()
	for _, name := range []string{
		"users", "nodes", "cost.effective", "cost.per_user", "cost.categories.database", "cost.savings.spot",
		"services.frontend.replicas", "services.frontend.cost", "finance.payback", "finance.npv", "finance.roi", "reached.users", "total.effective",
	} {
		m, ok := metric.Find(s, name)
		if !ok {
			t.Fatalf("no metric %s", name)
		}
		g := e.Gauge(m)
		if n := testing.AllocsPerRun(5, func() { e.Run(); g.Read() }); n != 0 {
			t.Errorf("%s: %g allocations", name, n)
		}
	}
}
