package sensitivity

import (
	"fmt"
	"math"

	"github.com/talimat/talimat-plan/internal/elementary"
	"github.com/talimat/talimat-plan/internal/sampling"
	"github.com/talimat/talimat-plan/internal/simulation"
)

// MaxRuns bounds the runs of a study, whose results are all kept: 1 GiB.
const MaxRuns = 1 << 27

// Index is the part that a factor has in the variance of a function.
type Index struct {
	Factor simulation.Factor   // what it is about
	First  simulation.Estimate // explained by it alone
	Total  simulation.Estimate // explained by it with all that it does together with others
}

// Indices are the Sobol' indices of a function.
type Indices struct {
	All         []Index // by factor
	Logarithmic bool    // of the function's logarithm, because it is above 0 at every point
	Runs        int     // of the function: N·(factors + 2), N the points of all replicates
}

// Function has as many arguments in (0,1) as its factors are wide together.
type Function func(u []float64) float64

// Sobol estimates first-order indices by A. Saltelli et al., "Variance based
// sensitivity analysis of model output", Computer Physics Communications 181,
// 2010, table 2 (b), and total ones by M. Jansen, "Analysis of variance designs
// for model output", Computer Physics Communications 117, 1999:
//
//	first = mean fB·(fABi − fA) / V    total = ½·mean (fA − fABi)² / V
//
// A and B are the halves of a scrambled Sobol' sequence in twice as many
// dimensions as the function has, and ABi is A with the factor's columns of B.
// Outputs are centred first, without which the first would be noise for means
// far from 0. Factors must be independent.
//
// Each replicate of the design is scrambled by itself; intervals come from
// Student's t over them. Lead is filled in. Each worker has a function of its own
// from newFunction. Results are the same to the last bit for any number of workers.
func Sobol(d sampling.Design, factors []simulation.Factor, newFunction func() (Function, error), workers int) (*Indices, error) {
	if err := d.Validate(); err != nil {
		return nil, err
	}
	if runs := d.Futures() * (len(factors) + 2); runs > MaxRuns {
		return nil, fmt.Errorf("%d runs for Sobol' indices are too many: at most %d", runs, MaxRuns)
	}
	s := newStudy(d, factors)
	if err := s.evaluate(newFunction, workers); err != nil {
		return nil, err
	}
	return s.indices()
}

// indices are computed from all values in one order.
func (s *study) indices() (*Indices, error) {
	replicates := len(s.values)
	out := &Indices{Logarithmic: true, Runs: replicates * s.points * (len(s.factors) + 2)}
	least, most := math.Inf(1), math.Inf(-1)
	for _, values := range s.values {
		for _, v := range values {
			least, most = min(least, v), max(most, v)
			if math.IsNaN(v) || math.IsInf(v, 0) {
				return nil, fmt.Errorf("it does not exist at some of the points that Sobol' indices take")
			}
			out.Logarithmic = out.Logarithmic && v > 0
		}
	}
	if !(most-least > 1e-9*max(math.Abs(most), math.Abs(least))) {
		return nil, fmt.Errorf("it is the same at all points that Sobol' indices take")
	}
	firsts, totals := make([][]float64, replicates), make([][]float64, replicates)
	variances, variance := make([]float64, replicates), 0.0
	for r, values := range s.values {
		if out.Logarithmic {
			for i, v := range values {
				values[i] = elementary.Log(v)
			}
		}
		firsts[r], totals[r], variances[r] = s.parts(values)
		variance += variances[r]
	}
	for i, f := range s.factors {
		estimate := func(parts [][]float64) simulation.Estimate {
			sum, each := 0.0, make([]float64, replicates)
			for r := range parts {
				sum += parts[r][i]
				each[r] = parts[r][i] / variances[r]
			}
			_, half := sampling.HalfWidth(each)
			return simulation.Estimate{Value: sum / variance, Half: half}
		}
		out.All = append(out.All, Index{f, estimate(firsts), estimate(totals)})
	}
	return out, nil
}

// parts are the numerators and the denominator of the indices of a replicate.
func (s *study) parts(values []float64) (firsts, totals []float64, variance float64) {
	n := s.points
	a, b := values[:n], values[n:2*n]
	mean := 0.0
	for i := range n {
		mean += a[i] + b[i]
	}
	mean /= float64(2 * n)
	for i := range n {
		variance += (float64((a[i]-mean)*(a[i]-mean)) + float64((b[i]-mean)*(b[i]-mean))) / float64(2*n)
	}
	for f := range s.factors {
		ab := values[(2+f)*n:][:n]
		first, total := 0.0, 0.0
		for i := range n {
			first += (b[i] - mean) * (ab[i] - a[i]) / float64(n)
			total += (a[i] - ab[i]) * (a[i] - ab[i]) / float64(2*n)
		}
		firsts, totals = append(firsts, first), append(totals, total)
	}
	return firsts, totals, variance
}
