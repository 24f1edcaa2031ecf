package sampling

import (
	"math"
	"testing"

	"gonum.org/v1/gonum/stat/distuv"
)

// Student's t for 15 and 1 degrees of freedom is 2.1314 and 12.7062 in every
// table.
func TestHalfWidth(t *testing.T) {
	values := make([]float64, 16)
	for i := range values {
		values[i] = float64(i % 2 * 2) // mean 1, variance 16/15
	}
	mean, half := HalfWidth(values)
	if want := 2.131449546 * math.Sqrt(16.0/15/16); mean != 1 || math.Abs(half-want) > 1e-9 {
		t.Errorf("got %v ± %v, want 1 ± %v", mean, half, want)
	}
	if mean, half := HalfWidth([]float64{1, 3}); mean != 2 || math.Abs(half-12.70620474) > 1e-8 {
		t.Errorf("two values: got %v ± %v", mean, half)
	}
	if mean, half := HalfWidth([]float64{5}); mean != 5 || !math.IsInf(half, 1) {
		t.Errorf("one value: got %v ± %v", mean, half)
	}
	if mean, half := HalfWidth(nil); !math.IsNaN(mean) || !math.IsNaN(half) {
		t.Errorf("no value: got %v ± %v", mean, half)
	}
}

// Gonum inverts the incomplete beta function instead.
func TestStudent(t *testing.T) {
	for n := 1; n < MaxReplicates; n += 1 + n/3 {
		want := distuv.StudentsT{Mu: 0, Sigma: 1, Nu: float64(n)}.Quantile(0.975)
		if got := student975(n); math.Abs(got/want-1) > 1e-10 {
			t.Errorf("%d degrees of freedom: got %v, want %v", n, got, want)
		}
	}
}

func BenchmarkHalfWidth(b *testing.B) {
	values := []float64{3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8, 9, 7, 9, 3}
	for b.Loop() {
		HalfWidth(values)
	}
}
