package fit

import (
	"math"

	"github.com/talimat/talimat-plan/internal/elementary"
)

// naive repeats the last value.
func naive(y []float64, horizon int) []float64 { return level(y[len(y)-1], 0, horizon) }

// seasonalNaive repeats the last period.
func seasonalNaive(y []float64, period, horizon int) []float64 {
	if period < 1 || len(y) < period {
		period = 1
	}
	out := make([]float64, horizon)
	for i := range out {
		out[i] = y[len(y)-period+i%period]
	}
	return out
}

// drift goes on as the last value less the first did.
func drift(y []float64, horizon int) []float64 {
	n := len(y)
	slope := 0.0
	if n > 1 {
		slope = (y[n-1] - y[0]) / float64(n-1)
	}
	return level(y[n-1], slope, horizon)
}

// level is a straight line from a level on.
func level(from, slope float64, horizon int) []float64 {
	out := make([]float64, horizon)
	for i := range out {
		out[i] = from + float64(slope*float64(i+1))
	}
	return out
}

// ses is simple exponential smoothing whose first level is free: errors are linear in
// it, so that the least squares choose it for each α, and α alone is searched for.
// It returns the last level and α.
func ses(y []float64) (last, alpha float64) {
	cost := func(a float64) (squares, end float64) {
		l, d, rr, rd, dd := 0.0, 1.0, 0.0, 0.0, 0.0
		for _, v := range y { // with a first level of 0; d is what one of 1 would add
			r := v - l
			rr += float64(r * r)
			rd += float64(r * d)
			dd += float64(d * d)
			l += float64(a * r)
			d -= float64(a * d)
		}
		first := rd / dd
		return rr - float64(rd*first), l + float64(first*d)
	}
	best := math.Inf(1)
	for i := range 21 {
		a := 1e-4 + float64(float64(i)*0.99980/20)
		if c, _ := cost(a); c < best {
			best, alpha = c, a
		}
	}
	low, high := max(1e-4, alpha-0.05), min(0.9999, alpha+0.05)
	const golden = 0.6180339887498949
	for high-low > 1e-5 {
		left, right := high-float64(golden*(high-low)), low+float64(golden*(high-low))
		l, _ := cost(left)
		r, _ := cost(right)
		if l <= r {
			high = right
		} else {
			low = left
		}
	}
	alpha = (low + high) / 2
	_, last = cost(alpha)
	return last, alpha
}

// theta is the method of Assimakopoulos and Nikolopoulos with lines 0 and 2, as the M4
// competition ran it: half the straight line, half the smoothing of 2y - line.
func theta(y []float64, horizon int) []float64 {
	a, b := line(y)
	twice := make([]float64, len(y))
	for i, v := range y {
		twice[i] = float64(2*v) - (a + float64(b*float64(i+1)))
	}
	last, _ := ses(twice)
	out := make([]float64, horizon)
	for i := range out {
		out[i] = (last + a + float64(b*float64(len(y)+i+1))) / 2
	}
	return out
}

// anchored is the least squares line moved to the last smoothed level.
func anchored(y []float64, horizon int) []float64 {
	_, slope := line(y)
	last, _ := ses(y)
	return level(last, slope, horizon)
}

// holt is smoothing with a trend, damped or not, with absolute errors.
func holt(y []float64, horizon int, t trend) []float64 {
	f := smoother{trend: t}.fit(y, Season{})
	return f.forecast(horizon)
}

// inLogarithms runs a method on the logarithms of a series, so that what it takes for a
// slope is growth; where not all values are positive it runs on the values.
func inLogarithms(run func([]float64, int) []float64, y []float64, horizon int) []float64 {
	if !positive(y) {
		return run(y, horizon)
	}
	logs := make([]float64, len(y))
	most := math.Inf(-1)
	for i, v := range y {
		logs[i] = elementary.Log(v)
		most = max(most, logs[i])
	}
	out := run(logs, horizon)
	limit := most + max(0, most-logs[0]) + 2 // no further than history went, and e² times
	for i, v := range out {
		out[i] = elementary.Exp(max(-700, min(v, limit, 700)))
	}
	return out
}

// smooth repeats the last level of simple exponential smoothing.
func smooth(y []float64, horizon int) []float64 {
	last, _ := ses(y)
	return level(last, 0, horizon)
}
