package sampling

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"gonum.org/v1/gonum/mathext"
)

// gain returns the root mean square error of P90 of exp(0.2·Σz) over 12 inputs
// in percent, and how often the 95 % interval from the replicates holds the
// truth.
func gain(d Design, seeds int) (rmse, coverage float64) {
	truth := math.Exp(0.2 * math.Sqrt(12) * mathext.NormalQuantile(0.9))
	u := make([]float64, d.Points)
	for seed := range seeds {
		d.Seed = uint64(seed)
		var all, each []float64
		for replicate := range d.Replicates {
			values := make([]float64, d.Points)
			for input := range 12 {
				d.Column(fmt.Sprint("input ", input)).Fill(u, replicate, 0)
				for i := range u {
					values[i] += mathext.NormalQuantile(u[i])
				}
			}
			all = append(all, values...)
			each = append(each, math.Exp(0.2*p90(values)))
		}
		off := math.Exp(0.2*p90(all))/truth - 1
		rmse += off * off / float64(seeds)
		if mean, half := HalfWidth(each); math.Abs(mean-truth) <= half {
			coverage += 1 / float64(seeds)
		}
	}
	return 100 * math.Sqrt(rmse), coverage
}

func p90(values []float64) float64 {
	slices.Sort(values)
	rank := 0.9 * float64(len(values)-1)
	k := int(rank)
	return values[k] + (values[k+1]-values[k])*(rank-float64(k))
}

// leading returns the design of the package comment in which n of the 12 inputs
// of gain lead.
func leading(n int) Design {
	d := Design{Replicates: 16, Points: 1024}
	for i := range n {
		d.Lead = append(d.Lead, fmt.Sprint("input ", i))
	}
	return d
}

// Sobol' points keep their promise, and so do the error bars.
func TestGain(t *testing.T) {
	const seeds = 100
	measured := map[string]float64{}
	for name, d := range map[string]Design{
		"random": {Method: Random, Replicates: 16, Points: 1024},
		"lhs":    {Method: LatinHypercube, Replicates: 16, Points: 1024},
		"sobol":  leading(12),
	} {
		rmse, coverage := gain(d, seeds)
		t.Logf("%-6s %.2f %%, coverage %.2f", name, rmse, coverage)
		measured[name] = rmse
		if coverage < 0.88 {
			t.Errorf("%s: the 95 %% interval holds the truth in %.2f of the runs", name, coverage)
		}
	}
	if measured["sobol"] > 0.85*measured["lhs"] || measured["lhs"] > 0.9*measured["random"] {
		t.Errorf("the order is wrong: %v", measured)
	}
	lhs, sobol := Design{Method: LatinHypercube, Replicates: 2, Points: 64}, Design{Replicates: 2, Points: 64}
	if !slices.Equal(lhs.column("a", 1), sobol.column("a", 1)) {
		t.Error("an input that does not lead is not a Latin hypercube column")
	}
}

// BenchmarkGain measures the column "product" of the table in the package
// comment: run it with -benchtime 1x.
func BenchmarkGain(b *testing.B) {
	for _, n := range []int{0, 4, 8, 12} {
		b.Run(fmt.Sprint(n, " lead"), func(b *testing.B) {
			for b.Loop() {
				rmse, coverage := gain(leading(n), 400)
				b.ReportMetric(rmse, "%-error")
				b.ReportMetric(coverage, "coverage")
			}
		})
	}
}
