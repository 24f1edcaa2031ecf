package cost

import (
	"math"

	"github.com/talimat/talimat-plan/internal/elementary"
)

// The functions of this file judge a series of cash flows, flows[0] today and
// one flow a month after it. Their definitions are the textbook ones, as in
// spreadsheets and numpy-financial; results are floats, NaN-free for finite input.

// NPV is the net present value Σ flows[t]/(1+rate)^t; flows[0] is not discounted.
func NPV(rate float64, flows []float64) float64 {
	value, factor, month := 0.0, 1.0, 1/(1+rate)
	for _, f := range flows {
		value += f * factor
		factor *= month
	}
	return value
}

// Payback is the first period from which the cumulative flow, discounted at
// rate (0 for the simple payback), stays at or above zero after having been
// below it; ok is false when it is below at the end, or never was.
func Payback(rate float64, flows []float64) (period int, ok bool) {
	cumulative, factor, month, moved, below := 0.0, 1.0, 1/(1+rate), 0.0, false
	for t, f := range flows {
		cumulative += f * factor
		moved += math.Abs(f * factor)
		factor *= month
		switch {
		case cumulative < -1e-12*moved: // below zero by more than the sum's own rounding
			below, ok = true, false
		case below && !ok:
			period, ok = t, true
		}
	}
	return period, ok
}

// IRR is the rate per period at which NPV is zero. ok is false when the flows
// never change sign, or when NPV is zero at more than one rate between −99 %
// and 1,000 %: then the figure means nothing. For long series the lower end
// rises so far that (1+rate)^−t stays finite.
func IRR(flows []float64) (rate float64, ok bool) {
	const high, cells = 10, 400
	low := math.Max(0.01, elementary.Pow(10, -250/float64(len(flows)))) - 1
	roots := 0
	width := elementary.Log((1+high)/(1+low)) / cells
	left, leftValue := low, NPV(low, flows)
	for i := 1; i <= cells; i++ {
		right := (1+low)*elementary.Exp(width*float64(i)) - 1
		rightValue := NPV(right, flows)
		if leftValue == 0 || leftValue*rightValue < 0 {
			roots++
			rate = bisect(flows, left, right, leftValue)
		}
		left, leftValue = right, rightValue
	}
	return rate, roots == 1
}

// bisect halves an interval in which NPV changes sign once.
func bisect(flows []float64, left, right, leftValue float64) float64 {
	for range 80 {
		middle := (left + right) / 2
		if v := NPV(middle, flows); (v < 0) == (leftValue < 0) && v != 0 {
			left = middle
		} else {
			right = middle
		}
	}
	return (left + right) / 2
}
