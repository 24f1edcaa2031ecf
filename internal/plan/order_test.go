package plan_test

import (
	"math/rand/v2"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/talimat/talimat-plan/internal/plan"
)

// A future is the same to the last bit whatever futures its engine has run
// before: what a run may leave out, the next one does not take from the last.
func TestRunsDoNotRememberEachOther(t *testing.T) {
	forAll(t, func(t *testing.T, w *world) {
		f := w.decode()
		var given []float64
		for _, in := range f.Inputs {
			given = append(given, *in.At)
		}
		e := plan.Compile(f.Scenario)
		again(e)
		want := rows(e)
		rng := rand.New(rand.NewPCG(12, 13))
		for range 3 {
			for _, in := range f.Inputs {
				if rng.IntN(4) == 0 {
					*in.At = in.Legal(*in.At * (0.5 + rng.Float64()))
				}
			}
			again(e)
			for i, in := range f.Inputs {
				*in.At = given[i]
			}
			again(e)
			if diff := cmp.Diff(want, rows(e)); diff != "" {
				t.Fatal(diff)
			}
		}
	})
}
