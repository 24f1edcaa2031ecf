package simulation

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/talimat/talimat-plan/internal/model"
	"github.com/talimat/talimat-plan/internal/plan"
)

// A value that is plainly off its bound is judged as the closer look would.
func TestJudgeIsACloserLookAtEach(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	special := []float64{0, 1, -1, math.Inf(1), math.Inf(-1), math.NaN(), math.MaxFloat64, -math.MaxFloat64, 1 << 46, 5e-324}
	random := func() float64 {
		if rng.IntN(2) == 0 {
			return special[rng.IntN(len(special))]
		}
		return (rng.Float64() - 0.5) * math.Pow(10, float64(rng.IntN(12)))
	}
	broken := 0
	for range 2000 {
		w := watch{comes: rng.IntN(2) == 0, condition: &model.Condition{Op: []string{"<", "<=", ">", ">="}[rng.IntN(4)]}, gauge: &plan.Gauge{}, money: rng.IntN(2) == 0, digits: rng.IntN(5)}
		if rng.IntN(2) == 0 {
			w.condition.Chance = &model.Chance{}
		}
		var values []float64
		for range 40 {
			bound, v := random(), random()
			if math.IsNaN(bound) {
				bound = 1
			}
			if rng.IntN(2) == 0 { // near the bound, within a few quanta or a few of the last digits
				v = bound*(1+1e-8*(rng.Float64()-0.5)) + 5*math.Pow(10, -float64(w.digits))*(rng.Float64()-0.5)
			}
			w.bounds, values = append(w.bounds, bound), append(values, v)
		}
		w.prepare()
		ever := w.judge(values)
		for m, v := range values {
			want := uint32(0)
			if absent := math.IsNaN(v) && !w.comes; !absent && w.closer(m, v) {
				want = 1
				broken++
			}
			if w.months[m] != want {
				t.Fatalf("%v %s %v (%+v): counted %d times", v, w.condition.Op, w.bounds[m], w, w.months[m])
			}
			if want == 1 && !ever {
				t.Fatalf("%v %s %v: broken, but not noticed", v, w.condition.Op, w.bounds[m])
			}
		}
	}
	if broken == 0 {
		t.Error("no bound was broken")
	}
}
