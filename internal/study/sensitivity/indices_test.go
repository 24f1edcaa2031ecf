package sensitivity_test

import (
	"errors"
	"fmt"
	"math"
	"reflect"
	"strings"
	"testing"

	"github.com/talimat/talimat-plan/internal/sampling"
	"github.com/talimat/talimat-plan/internal/simulation"
	"github.com/talimat/talimat-plan/internal/study/sensitivity"
)

// factors are n of them, one argument each.
func factors(n int) []simulation.Factor {
	var all []simulation.Factor
	for i := range n {
		all = append(all, simulation.Factor{Name: fmt.Sprint("x", i+1), Width: 1})
	}
	return all
}

func design(seed uint64, replicates, points int) sampling.Design {
	return sampling.Design{Seed: seed, Replicates: replicates, Points: points}
}

func plain(f sensitivity.Function) func() (sensitivity.Function, error) {
	return func() (sensitivity.Function, error) { return f, nil }
}

// ishigami is the function of T. Ishigami and T. Homma (1990), a = 7, b = 0.1.
func ishigami(u []float64) float64 {
	x := func(i int) float64 { return math.Pi * (2*u[i] - 1) }
	sin := math.Sin(x(1))
	return math.Sin(x(0)) + 7*sin*sin + 0.1*math.Pow(x(2), 4)*math.Sin(x(0))
}

// sobolG is the G function of I. Sobol'. Its indices follow from the variances
// Vi = 1/(3(1+ai)²) of its factors.
func sobolG(a []float64) sensitivity.Function {
	return func(u []float64) float64 {
		g := 1.0
		for i := range a {
			g *= (math.Abs(4*u[i]-2) + a[i]) / (1 + a[i])
		}
		return g
	}
}

func indicesOfG(a []float64) (first, total []float64) {
	all := 1.0
	for _, ai := range a {
		all *= 1 + 1/(3*(1+ai)*(1+ai))
	}
	for _, ai := range a {
		v := 1 / (3 * (1 + ai) * (1 + ai))
		first = append(first, v/(all-1))
		total = append(total, v*all/(1+v)/(all-1))
	}
	return first, total
}

// The indices of functions whose true ones are known, with the tolerance that 20
// seeds of a single replicate of 4096 points kept, a hundredth.
func TestSobolKnowsFunctions(t *testing.T) {
	a := []float64{0, 1, 4.5, 9, 99, 99, 99, 99}
	firstG, totalG := indicesOfG(a)
	if want := []float64{0.716192, 0.179048, 0.023676, 0.007162}; math.Abs(firstG[0]-want[0])+math.Abs(firstG[2]-want[2]) > 1e-6 {
		t.Errorf("G: first-order indices are %v", firstG)
	}
	// V = 1/2 + a²/8 + bπ⁴/5 + b²π⁸/18 and its parts.
	pi4 := math.Pow(math.Pi, 4)
	v1, v2, v13 := math.Pow(1+0.1*pi4/5, 2)/2, 49.0/8, 0.01*pi4*pi4*8/225
	v := v1 + v2 + v13
	for _, c := range []struct {
		name         string
		f            sensitivity.Function
		first, total []float64
		tolerance    float64
	}{
		{"Ishigami", ishigami, []float64{v1 / v, v2 / v, 0}, []float64{(v1 + v13) / v, v2 / v, v13 / v}, 0.01},
		{"G", sobolG(a), firstG, totalG, 0.01},
	} {
		worst := 0.0
		for seed := range uint64(20) {
			// A constant far from 0 and minus a large scale: neither may matter.
			got, err := sensitivity.Sobol(design(seed, 1, 4096), factors(len(c.first)), plain(func(u []float64) float64 { return 1e3*c.f(u) - 1e6 }), 1)
			if err != nil {
				t.Fatal(err)
			}
			if got.Logarithmic || got.Runs != 4096*(len(c.first)+2) {
				t.Errorf("%s: logarithmic %t, %d runs", c.name, got.Logarithmic, got.Runs)
			}
			for i, index := range got.All {
				worst = max(worst, math.Abs(index.First.Value-c.first[i]), math.Abs(index.Total.Value-c.total[i]))
			}
		}
		if worst > c.tolerance {
			t.Errorf("%s: an index is off by %.4f", c.name, worst)
		}
	}
}

// Intervals from eight scrambles hold the true index about as often as they say.
func TestSobolIntervals(t *testing.T) {
	first, total := indicesOfG([]float64{0, 1, 4.5, 9})
	held, all := 0, 0
	for seed := range uint64(40) {
		got, err := sensitivity.Sobol(design(seed, 8, 256), factors(4), plain(func(u []float64) float64 { return sobolG([]float64{0, 1, 4.5, 9})(u) - 1 }), 1)
		if err != nil {
			t.Fatal(err)
		}
		for i, index := range got.All {
			all += 2
			for _, c := range []struct {
				e    simulation.Estimate
				want float64
			}{{index.First, first[i]}, {index.Total, total[i]}} {
				if math.Abs(c.e.Value-c.want) <= c.e.Half {
					held++
				}
			}
		}
	}
	if share := float64(held) / float64(all); share < 0.89 || share > 0.99 {
		t.Errorf("intervals of 95%% hold the index in %.3f of %d cases", share, all)
	}
}

// A factor may have several arguments; a factor that does nothing has no part;
// the logarithm of a product is a sum.
func TestSobolFactors(t *testing.T) {
	wide := []simulation.Factor{{Name: "two", Width: 2}, {Name: "none", Width: 1}, {Name: "one", Width: 1}}
	got, err := sensitivity.Sobol(design(1, 4, 1024), wide, plain(func(u []float64) float64 { return math.Exp(u[0] + u[1] + u[3]) }), 1)
	if err != nil {
		t.Fatal(err)
	}
	if !got.Logarithmic || got.Runs != 4096*5 {
		t.Errorf("logarithmic %t, %d runs", got.Logarithmic, got.Runs)
	}
	for i, want := range []float64{2.0 / 3, 0, 1.0 / 3} {
		index := got.All[i]
		if index.Factor != wide[i] || math.Abs(index.First.Value-want) > 0.01 || math.Abs(index.Total.Value-want) > 0.01 {
			t.Errorf("%+v, want both %.3f", index, want)
		}
	}
}

// However many workers there are, the result is the same to the last bit.
func TestSobolWorkers(t *testing.T) {
	var want *sensitivity.Indices
	for _, workers := range []int{1, 2, 3, 7} {
		got, err := sensitivity.Sobol(design(3, 8, 64), factors(3), plain(ishigami), workers)
		if err != nil {
			t.Fatal(err)
		}
		if want == nil {
			want = got
		}
		if !reflect.DeepEqual(got, want) {
			t.Errorf("%d workers: %+v\nwant %+v", workers, got, want)
		}
	}
}

// More factors than there are Sobol' dimensions, and every way to sample.
func TestSobolManyFactors(t *testing.T) {
	const n = 50
	for _, method := range []sampling.Method{sampling.Sobol, sampling.LatinHypercube, sampling.Random} {
		d := design(1, 4, 512)
		d.Method = method
		got, err := sensitivity.Sobol(d, factors(n), plain(func(u []float64) float64 { return 10*u[0] + u[n-1] - 20 }), 2)
		if err != nil {
			t.Fatal(err)
		}
		if a, b := got.All[0].Total.Value, got.All[n-1].Total.Value; math.Abs(a-100.0/101) > 0.08 || math.Abs(b-1.0/101) > 0.01 {
			t.Errorf("%s: totals %.4f and %.4f", method, a, b)
		}
	}
}

func TestSobolRefuses(t *testing.T) {
	failure := errors.New("no function")
	for _, c := range []struct {
		name string
		d    sampling.Design
		f    func() (sensitivity.Function, error)
		want string
	}{
		{"points", design(1, 4, 100), plain(ishigami), "power of two"},
		{"runs", design(1, 64, 1<<24), plain(ishigami), "too many"},
		{"constant", design(1, 4, 64), plain(func([]float64) float64 { return 7 }), "the same at all points"},
		{"nothing", design(1, 4, 64), plain(func([]float64) float64 { return math.NaN() }), "does not exist"},
		{"function", design(1, 4, 64), func() (sensitivity.Function, error) { return nil, failure }, "no function"},
	} {
		if _, err := sensitivity.Sobol(c.d, factors(3), c.f, 2); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %q", c.name, err, c.want)
		}
	}
}
