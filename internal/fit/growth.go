package fit

import (
	"math"

	"github.com/talimat/talimat-plan/internal/elementary"
)

// Growth is by how much the level grows in a number of steps, 0.1 for 10 %, when it goes
// from where it is to the quantile p of the last step of the forecast at one rate. ok is
// false where a level is not above zero: then there is no rate.
func (r *Result) Growth(steps, p float64) (rate float64, ok bool) {
	h := len(r.Mean)
	return r.rate(r.Flat(h, r.Quantile(h, p)), steps)
}

// MeanGrowth is the growth that goes to the forecast itself.
func (r *Result) MeanGrowth(steps float64) (rate float64, ok bool) {
	h := len(r.Mean)
	return r.rate(r.Flat(h, r.Mean[h-1]), steps)
}

// Level is where the series is now, smoothed and without its season.
func (r *Result) Level() float64 { return r.level }

// Flat is a value of a step ahead, 1 to the horizon, without the season.
func (r *Result) Flat(step int, v float64) float64 {
	switch s := r.Season; {
	case s.Period == 0:
		return v
	case s.Multiplicative:
		return v / s.at(r.length+step-1)
	default:
		return v - s.at(r.length+step-1)
	}
}

func (r *Result) rate(end, steps float64) (float64, bool) {
	if r.level <= 0 || end <= 0 {
		return 0, false
	}
	rate := elementary.Expm1(steps / float64(len(r.Mean)) * elementary.Log(end/r.level))
	return rate, !math.IsInf(rate, 0)
}
