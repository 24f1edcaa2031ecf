package fit

import (
	"math"

	"github.com/talimat/talimat-plan/internal/elementary"
)

// family is exponential smoothing with all its members that a series allows, and how
// much each of them counts.
type family struct {
	members []fitted
	shares  []float64 // exp(-ΔAICc/2), sum 1
}

// starts are where the search for the weights of smoothing begins, the better first.
var starts = [][dimensions]float64{{0.3, 0.1, 0.1, 0.9}, {0.7, 0.1, 0.1, 0.9}}

// members are the models that a series allows, those of R's ets: factors only with
// relative errors, those only where all values are positive, a season only where there
// is one that fits into the states, and never more numbers than the data can choose.
func members(y []float64, season Season) []smoother {
	var out []smoother
	relative := positive(y)
	for _, r := range []bool{false, true} {
		for _, s := range []seasonality{noSeason, additiveSeason, multiplicativeSeason} {
			for _, t := range []trend{noTrend, additiveTrend, dampedTrend} {
				m := smoother{r, t, s}
				switch {
				case r && !relative, !r && s == multiplicativeSeason:
				case s != noSeason && season.Period == 0:
				case s == noSeason && season.Period > 0: // the test has found one
				case len(y)-m.size(season.Period)-1 <= 0:
				default:
					out = append(out, m)
				}
			}
		}
	}
	return out
}

// smoothed fits the family to a series of which the season is known. Of a season that
// is too long for states the caller has taken it out.
func smoothed(y []float64, season Season) family {
	var f family
	least := math.Inf(1)
	for _, s := range members(y, season) {
		m := s.fit(y, season)
		if math.IsInf(m.aicc, 0) || math.IsNaN(m.aicc) {
			continue
		}
		f.members = append(f.members, m)
		least = min(least, m.aicc)
	}
	sum := 0.0
	for _, m := range f.members {
		share := elementary.Exp((least - m.aicc) / 2)
		f.shares = append(f.shares, share)
		sum += share
	}
	for i := range f.shares {
		f.shares[i] /= sum
	}
	return f
}

// fit searches a model from both starts.
func (s smoother) fit(y []float64, season Season) fitted {
	far := s.far(y, season)
	best, at := s.search(y, season.Period, &far, starts[0], 50*s.dimensions())
	if second, there := s.search(y, season.Period, &far, starts[1], 50*s.dimensions()); there.cost < at.cost {
		best = second
	}
	return best
}

// far are the states from which the backward pass begins: the line through the last
// values without their season, and the factors of the classical decomposition.
func (s smoother) far(y []float64, season Season) states {
	var at states
	flat := y
	if s.season != noSeason {
		d := decompose(y, season.Period, s.season == multiplicativeSeason)
		copy(at.season[:], d.Factors)
		flat = d.without(y)
	}
	tail := flat[max(0, len(flat)-max(10, 2*season.Period)):]
	a, b := line(tail)
	at.level = a + float64(b*float64(len(tail)))
	at.slope = b
	if s.trend == noTrend {
		at.level, at.slope = average(tail), 0
	}
	return at
}

// forecast is the mean of the members' forecasts by their shares.
func (f *family) forecast(horizon int) []float64 {
	out := make([]float64, horizon)
	for i := range f.members {
		if f.shares[i] < 1e-3 {
			continue
		}
		for j, v := range f.members[i].forecast(horizon) {
			out[j] += float64(f.shares[i] * v)
		}
	}
	return out
}

// line is the least squares line a + b·t through values at t = 1, 2, ….
func line(y []float64) (a, b float64) {
	n := float64(len(y))
	if n < 2 {
		return average(y), 0
	}
	mean, center, product := average(y), float64((n+1)/2), 0.0
	for i, v := range y {
		product += float64((float64(i+1) - center) * (v - mean))
	}
	b = product / (n * (float64(n*n) - 1) / 12)
	return mean - float64(b*center), b
}
