package chart

import (
	"math"

	"github.com/talimat/talimat-plan/internal/unit"
)

// axis is a scale with ticks at nice steps, linear unless it has marks.
type axis struct {
	low, high, step float64
	marks           []float64 // ticks of a logarithmic scale, from low to high
	label           func(v float64) string
}

// newAxis spans low to high with about so many nice steps. Equal ends become a
// span.
func newAxis(low, high float64, steps int, whole bool) axis {
	if !(high > low) {
		high = low + max(math.Abs(low)*0.2, 1)
	}
	step := unit.NiceStep((high-low)/float64(max(steps, 1)), whole)
	return axis{low: math.Floor(low/step+1e-9) * step, high: math.Ceil(high/step-1e-9) * step, step: step}
}

// ticks are the values at the steps.
func (a axis) ticks() []float64 {
	if a.marks != nil {
		return a.marks
	}
	n := int(math.Round((a.high - a.low) / a.step))
	values := make([]float64, 0, n+1)
	for i := range n + 1 {
		v := a.low + float64(i)*a.step
		if math.Abs(v) < a.step*1e-9 {
			v = 0
		}
		values = append(values, v)
	}
	return values
}

// share is how far up a value lies, from 0 at low to 1 at high.
func (a axis) share(v float64) float64 {
	if a.marks != nil {
		return math.Log(v/a.low) / math.Log(a.high/a.low)
	}
	return (v - a.low) / (a.high - a.low)
}

// has reports whether a value lies on the axis.
func (a axis) has(v float64) bool {
	slack := (a.high - a.low) * 1e-9
	return v >= a.low-slack && v <= a.high+slack
}

// span is the least and the largest of some series; both 0 without a value.
func span(series ...[]float64) (low, high float64) {
	first := true
	for _, values := range series {
		for _, v := range values {
			if first {
				low, high, first = v, v, false
			}
			low, high = min(low, v), max(high, v)
		}
	}
	return low, high
}
