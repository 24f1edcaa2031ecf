package fit

import (
	"math"

	"github.com/talimat/talimat-plan/internal/elementary"
	"github.com/talimat/talimat-plan/internal/special"
)

// The levels that widths are measured at, and their quantiles of the normal distribution.
const (
	z80 = 1.2815515655446004
	z95 = 1.959963984540054
)

// width is how far the intervals of 80 % and 95 % reach, in standard deviations of the
// model. What lies between and beyond follows az + bz³, the cubic through both.
type width struct{ eighty, ninetyFive float64 }

// at is the quantile that stands in place of z.
func (w width) at(z float64) float64 {
	b := (w.ninetyFive/z95 - w.eighty/z80) / (float64(z95*z95) - float64(z80*z80))
	b = max(0, b) // tails are never thinner than those of the normal distribution
	a := w.ninetyFive/z95 - float64(b*z95*z95)
	if a < 0 {
		return w.ninetyFive / z95 * z
	}
	return float64(z * (a + float64(b*z*z)))
}

// Quantile is the value at a step ahead, 1 to the horizon, that reality stays below
// with probability p, in (0, 1).
func (r *Result) Quantile(step int, p float64) float64 {
	i := step - 1
	v := r.Mean[i] + float64(r.spread[i]*r.widths[i].at(special.NormalQuantile(p)))
	return max(v, r.floor)
}

// Interval holds reality at a step with probability level, the half of what is left on
// either side.
func (r *Result) Interval(step int, level float64) (low, high float64) {
	return r.Quantile(step, (1-level)/2), r.Quantile(step, (1+level)/2)
}

// Deviation is the standard deviation of the model at a step, before it is widened.
func (r *Result) Deviation(step int) float64 { return r.spread[step-1] }

// doubt sets the spread of the forecast: what smoothing says of errors h steps ahead
// (Hyndman et al. 2008, equation 6.1: σ²(1 + Σc²)), and how far parts are from each
// other.
func (r *Result) doubt(f *family, flat []float64, period int, parts [][]float64) {
	h, n := len(r.Mean), len(flat)
	r.spread, r.widths, r.shocks = make([]float64, h), make([]width, h), make([]float64, h)
	sigma := f.shocked(r.shocks, r.Mean)
	if len(f.members) == 0 {
		sigma = wandering(flat, r.shocks)
	}
	sum := 1.0
	for i := range r.spread {
		v := float64(sigma[min(i, len(sigma)-1)] * sigma[min(i, len(sigma)-1)] * sum)
		sum += float64(r.shocks[i] * r.shocks[i])
		r.spread[i] = math.Sqrt(v + apart(parts, i))
		r.widths[i] = widthOf(period, n, i+1)
	}
}

// apart is the variance of parts at a step.
func apart(parts [][]float64, i int) float64 {
	if len(parts) < 2 {
		return 0
	}
	mean, squares := 0.0, 0.0
	for _, p := range parts {
		mean += p[i] / float64(len(parts))
	}
	for _, p := range parts {
		squares += float64((p[i] - mean) * (p[i] - mean))
	}
	return squares / float64(len(parts)-1)
}

// shocked sets what an error does to later steps, c of Hyndman et al. 2008, table 6.1,
// and returns σ by step: of relative errors it is in proportion to the forecast.
func (f *family) shocked(shocks, mean []float64) []float64 {
	sigma := make([]float64, len(mean))
	for k := range f.members {
		m, share := &f.members[k], f.shares[k]
		slope, damp := 0.0, 1.0
		for i := range mean {
			damp = float64(damp * m.phi)
			slope += damp
			c := m.alpha + float64(m.beta*slope)
			if m.season != noSeason && (i+1)%m.period == 0 {
				c += m.gamma
			}
			shocks[i] += float64(share * c)
			s := m.sigma
			if m.relative {
				s = float64(s * math.Abs(mean[i]))
			}
			sigma[i] += float64(share * s)
		}
	}
	return sigma
}

// wandering is the spread of a walk whose steps are those between the values: what
// there is to say of a handful of them. Of one value nothing is known: half of it.
func wandering(y, shocks []float64) []float64 {
	for i := range shocks {
		shocks[i] = 1
	}
	if len(y) < 2 {
		return []float64{math.Abs(y[0]) / 2}
	}
	squares := 0.0
	for i := 1; i < len(y); i++ {
		squares += float64((y[i] - y[i-1]) * (y[i] - y[i-1]))
	}
	return []float64{math.Sqrt(squares / float64(len(y)-1))}
}

// Paths are whole futures: by path the value at each step. Errors of one step live on
// in the next as smoothing has it, so that totals and first dates come out right, and
// the values at a step spread as its intervals say. The same seed gives the same paths.
func (r *Result) Paths(count int, seed uint64) [][]float64 {
	h := len(r.Mean)
	out, shocks := make([][]float64, count), make([]float64, h)
	for p := range out {
		for i := range shocks {
			if p%2 == 1 { // each path has its mirror image
				shocks[i] = -shocks[i]
			} else {
				shocks[i] = normal(&seed)
			}
		}
		out[p] = make([]float64, h)
		for i := range h {
			e, size := shocks[i], 1.0
			for j := range i {
				e += float64(r.shocks[j] * shocks[i-1-j])
				size += float64(r.shocks[j] * r.shocks[j])
			}
			z := e / math.Sqrt(size)
			out[p][i] = max(r.floor, r.Mean[i]+float64(r.spread[i]*r.widths[i].at(z)))
		}
	}
	return out
}

// normal is the next number of a normal distribution: SplitMix64 (Steele, Lea, Flood,
// OOPSLA 2014) through the polar method of Marsaglia and Bray.
func normal(seed *uint64) float64 {
	for {
		u, v := uniform(seed), uniform(seed)
		if s := float64(u*u) + float64(v*v); s > 0 && s < 1 {
			return float64(u * math.Sqrt(-2*elementary.Log(s)/s))
		}
	}
}

// uniform is the next number in (-1, 1).
func uniform(seed *uint64) float64 {
	*seed += 0x9e3779b97f4a7c15
	x := *seed
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	x ^= x >> 31
	return float64(float64(x>>11)/(1<<52)) - 1
}
