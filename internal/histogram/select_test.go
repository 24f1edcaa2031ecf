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

// Orders that mislead a choice of pivots.
func TestSelectShapes(t *testing.T) {
	const n = 5000
	for name, at := range map[string]func(i int) int{
		"ascending":  func(i int) int { return i },
		"descending": func(i int) int { return -i },
		"constant":   func(int) int { return 7 },
		"organ pipe": func(i int) int { return min(i, n-i) },
		"saw":        func(i int) int { return i % 100 },
		"two values": func(i int) int { return i / (n / 2) },
	} {
		values := make([]float64, n)
		for i := range values {
			values[i] = float64(at(i))
		}
		sorted := slices.Sorted(slices.Values(values))
		p := []float64{0.01, 0.1, 0.5, 0.9, 0.99}
		for i, got := range Select(values, p...) {
			if want := exact(sorted, p[i]); math.Abs(got-want) > 1e-9 {
				t.Errorf("%s: quantile %v: got %v, want %v", name, p[i], got, want)
			}
		}
	}
}

// Three quantiles of a usual number of values, and of the most that are kept;
// sorting is the other way.
func BenchmarkSelect(b *testing.B) {
	for _, n := range []int{1 << 14, 1 << 16} {
		values := sample(n, 1)
		scratch := make([]float64, n)
		run := func(name string, f func()) {
			b.Run(fmt.Sprint(name, " ", n), func(b *testing.B) {
				for b.Loop() {
					copy(scratch, values)
					f()
				}
				b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(n), "ns/value")
			})
		}
		run("select", func() { Select(scratch, 0.1, 0.5, 0.9) })
		run("sort", func() { slices.Sort(scratch) })
	}
}
