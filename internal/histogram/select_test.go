package histogram

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

func TestSelect(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 3000).Draw(t, "n")
		distinct := rapid.IntRange(1, 3000).Draw(t, "distinct")
		random := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 1))
		values := make([]float64, n)
		for i := range values {
			values[i] = float64(random.IntN(distinct)) - 100
		}
		sorted := slices.Sorted(slices.Values(values))
		p := rapid.SliceOfN(rapid.Float64Range(0, 1), 1, 5).Draw(t, "p")
		p = append(p, 0.9, 0.1, 0.5, 0, 1)
		for i, got := range Select(values, p...) {
			if want := exact(sorted, p[i]); math.Abs(got-want) > 1e-9 {
				t.Fatalf("quantile %v of %d values: got %v, want %v", p[i], n, got, want)
			}
		}
		slices.Sort(values)
		if !slices.Equal(values, sorted) {
			t.Fatal("values changed, not just their order")
		}
	})
}

func TestSelectEdges(t *testing.T) {
	nan := math.NaN()
	if got := Select([]float64{10, 9, 8, 7, 6, 5, 4, 3, 2, 1}, 0.9, -1, 2); got[0] != 9.1 || got[1] != 1 || got[2] != 10 {
		t.Errorf("got %v", got)
	}
	for _, got := range [][]float64{Select(nil, 0.5), Select([]float64{1, nan}, 0.5), Select([]float64{1}, nan)} {
		if !math.IsNaN(got[0]) {
			t.Errorf("got %v, want NaN", got)
		}
	}
	if got := Select([]float64{3}); len(got) != 0 {
		t.Errorf("got %v", got)
	}
	inf := math.Inf(1)
	if got := Select([]float64{1, inf, -inf}, 0.5); got[0] != 1 {
		t.Errorf("got %v", got)
	}
}

// Three quantiles of 16,384 values, the usual number; sorting them is the other
// way.
func BenchmarkSelect(b *testing.B) {
	for _, n := range []int{1 << 14, 1 << 16} {
		values := sample(n, 1)
		scratch := make([]float64, n)
		for name, f := range map[string]func(){
			"select": func() { Select(scratch, 0.1, 0.5, 0.9) },
			"sort":   func() { slices.Sort(scratch) },
		} {
			b.Run(fmt.Sprint(name, " ", n), func(b *testing.B) {
				for b.Loop() {
					copy(scratch, values)
					f()
				}
				b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(n), "ns/value")
			})
		}
	}
}
