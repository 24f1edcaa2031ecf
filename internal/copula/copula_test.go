package copula

import (
	"errors"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"gonum.org/v1/gonum/stat"
)

func must(t testing.TB, pairs ...Pair) *Copula {
	t.Helper()
	c, err := New(pairs)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// draw returns n draws of the variables, by variable.
func draw(c *Copula, variables, n int) [][]float64 {
	rng := rand.New(rand.NewPCG(1, 2))
	all, u := make([][]float64, variables), make([]float64, variables)
	for range n {
		for i := range u {
			u[i] = rng.Float64()
		}
		c.Transform(u)
		for i, x := range u {
			all[i] = append(all[i], x)
		}
	}
	return all
}

// ranks of a sample without ties.
func ranks(x []float64) []float64 {
	order := make([]int, len(x))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int {
		if x[a] < x[b] {
			return -1
		}
		return 1
	})
	r := make([]float64, len(x))
	for rank, i := range order {
		r[i] = float64(rank)
	}
	return r
}

const draws = 100_000

// The rank correlation of a sample of n has a standard deviation below 1/√n
// around the true one: 0.003, a third of the tolerance.
func TestRankCorrelation(t *testing.T) {
	for _, rank := range []float64{-0.95, -0.6, -0.1, 0, 0.3, 0.6, 0.9} {
		x := draw(must(t, Pair{0, 1, rank}), 2, draws)
		if got := stat.Correlation(ranks(x[0]), ranks(x[1]), nil); math.Abs(got-rank) > 0.01 {
			t.Errorf("asked for %v, got %.4f", rank, got)
		}
	}
}

// Several variables, not side by side and in no order: those that are named
// have their correlations, the others none.
func TestMatrix(t *testing.T) {
	pairs := []Pair{{4, 1, 0.7}, {1, 6, -0.4}, {3, 4, 0.2}}
	x := draw(must(t, pairs...), 7, draws)
	for a := range x {
		for b := range a {
			want := 0.0
			for _, p := range pairs {
				if p.A == a && p.B == b || p.A == b && p.B == a {
					want = p.Rank
				}
			}
			if got := stat.Correlation(ranks(x[a]), ranks(x[b]), nil); math.Abs(got-want) > 0.01 {
				t.Errorf("%d and %d: want %v, got %.4f", a, b, want, got)
			}
		}
	}
}

// Each variable stays uniform: the Kolmogorov–Smirnov distance of a sample of n
// is above 1.95/√n with a probability of 0.1 %.
func TestMarginals(t *testing.T) {
	for i, x := range draw(must(t, Pair{0, 1, 0.8}, Pair{1, 2, -0.5}), 4, draws) {
		slices.Sort(x)
		distance := 0.0
		for k, u := range x {
			distance = max(distance, math.Abs(u-float64(k)/draws), math.Abs(u-float64(k+1)/draws))
		}
		if distance > 1.95/math.Sqrt(draws) {
			t.Errorf("variable %d: the distance from the uniform is %.5f", i, distance)
		}
	}
}

// The factor times its transpose is the matrix: two ways to the same figures.
func TestFactor(t *testing.T) {
	pairs := []Pair{{0, 1, 0.5}, {0, 2, -0.3}, {1, 2, 0.4}, {2, 3, 0.6}}
	c := must(t, pairs...)
	want := (&Copula{at: c.at}).matrix(pairs)
	for i := range c.at {
		for j := range i + 1 {
			sum := 0.0
			for k := range j + 1 {
				sum += c.l[triangle(i)+k] * c.l[triangle(j)+k]
			}
			if math.Abs(sum-want[triangle(i)+j]) > 1e-15 {
				t.Errorf("row %d, column %d: %v, want %v", i, j, sum, want[triangle(i)+j])
			}
		}
	}
}

// Three variables that are all correlated by r are impossible from r = -1/2 on,
// the eigenvalue 1 + 2r being 0 there; ρ = 6/π·asin(r/2) = -0.4826.
func TestImpossible(t *testing.T) {
	edge := 6 / math.Pi * math.Asin(-0.5/2)
	three := func(rank float64) []Pair {
		return []Pair{{2, 5, rank}, {5, 9, rank}, {2, 9, rank}, {0, 1, 0.9}, {30, 31, 0.1}}
	}
	must(t, three(edge+1e-6)...)
	for _, rank := range []float64{edge, edge - 1e-6, -0.9} {
		_, err := New(three(rank))
		var fault *ImpossibleError
		if !errors.As(err, &fault) || !slices.Equal(fault.Variables, []int{2, 5, 9}) {
			t.Errorf("%v: got %v, %+v", rank, err, fault)
		}
	}
	if _, err := New([]Pair{{0, 1, 0.9}, {1, 2, 0.9}, {0, 2, -0.9}}); err == nil {
		t.Error("two who agree with a third cannot be opposed")
	}
}

// Nothing to do, and the ends of the range.
func TestEdges(t *testing.T) {
	u := []float64{0, 1, 0.3}
	must(t).Transform(u)
	if !slices.Equal(u, []float64{0, 1, 0.3}) {
		t.Errorf("a copula of nothing changes %v", u)
	}
	c := must(t, Pair{0, 1, 0.999})
	for _, v := range [][]float64{{0, 0}, {1, 1}, {0, 1}, {1, 0}, {math.NaN(), 0.5}} {
		given := slices.Clone(v)
		c.Transform(v)
		for _, x := range v {
			if !(x > 0 && x < 1) && !math.IsNaN(given[0]) {
				t.Errorf("%v becomes %v", given, v)
			}
		}
	}
	u = []float64{0.2, 0.7}
	c = must(t, Pair{0, 1, 0})
	c.Transform(u)
	if math.Abs(u[0]-0.2) > 1e-12 || math.Abs(u[1]-0.7) > 1e-12 {
		t.Errorf("without correlation, u stays: %v", u)
	}
}

func TestTransformAllocatesNothing(t *testing.T) {
	c := must(t, Pair{0, 3, 0.5}, Pair{3, 2, 0.2})
	u := []float64{0.1, 0.2, 0.3, 0.4}
	if got := testing.AllocsPerRun(100, func() { c.Transform(u) }); got != 0 {
		t.Errorf("%v allocations", got)
	}
}

func BenchmarkTransform(b *testing.B) {
	c := must(b, Pair{0, 1, 0.5}, Pair{2, 3, 0.5}, Pair{3, 4, 0.2})
	u := make([]float64, 40)
	for b.Loop() {
		for i := range u {
			u[i] = 0.3
		}
		c.Transform(u)
	}
}
