package fit

import (
	"math"

	"github.com/talimat/talimat-plan/internal/elementary"
)

// pass moves the states over a series and returns the sum of its squared errors and,
// with relative errors, that of the logarithms of its forecasts.
func (s smoother) pass(y []float64, period int, w weights, at *states) (squares, logarithms float64) {
	l, b, product := at.level, at.slope, 1.0
	step := 0
	for i, v := range y {
		base := l + float64(w.phi*b)
		f, e, share := base, 0.0, 1.0
		switch s.season {
		case additiveSeason:
			f += at.season[step]
			e = v - f
			at.season[step] += float64(w.gamma * e)
		case multiplicativeSeason:
			factor := at.season[step]
			f = float64(f * factor)
			e = v - f
			share = factor
			at.season[step] += float64(w.gamma*e) / base
		default:
			e = v - f
		}
		if step++; step == period {
			step = 0
		}
		if s.relative {
			if f <= 0 || base <= 0 {
				return math.Inf(1), 0
			}
			r := e / f
			squares += float64(r * r)
			if product = float64(product * f); i&7 == 7 || product > 1e200 || product < 1e-200 {
				logarithms += elementary.Log(product)
				product = 1
			}
		} else {
			squares += float64(e * e)
		}
		if s.season == multiplicativeSeason {
			if share <= 0 {
				return math.Inf(1), 0
			}
			e /= share
		}
		l = base + float64(w.alpha*e)
		b = float64(w.phi*b) + float64(w.beta*e)
	}
	at.level, at.slope = l, b
	if s.relative {
		logarithms += elementary.Log(product)
	}
	return squares, logarithms
}

// backward runs the smoother from the end of a series to its beginning, and turns its
// states into those before the first value: the first states are not searched for but
// cast back (Box, Jenkins), which takes as many dimensions out of the search as there
// are steps in a season.
func (s smoother) backward(y []float64, period int, w weights, at *states) {
	if s.trend == noTrend {
		at.slope = 0
	}
	l, b := at.level, -at.slope
	step := 0
	if period > 0 {
		step = len(y) % period
	}
	for i := len(y) - 1; i >= 0; i-- {
		if step--; step < 0 {
			step = period - 1
		}
		base := l + float64(w.phi*b)
		e := 0.0
		switch s.season {
		case additiveSeason:
			e = y[i] - base - at.season[step]
			at.season[step] += float64(w.gamma * e)
		case multiplicativeSeason:
			factor := at.season[step]
			e = y[i] - float64(base*factor)
			if base > 0 {
				at.season[step] += float64(w.gamma*e) / base
			}
			e /= max(factor, 1e-3)
		default:
			e = y[i] - base
		}
		l = base + float64(w.alpha*e)
		b = float64(w.phi*b) + float64(w.beta*e)
	}
	if s.trend == noTrend {
		at.level, at.slope = l, 0
		return
	}
	at.level, at.slope = l+float64(w.phi*b), -b
}
