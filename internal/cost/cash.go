package cost

import "math"

// The functions of this file judge a series of cash flows, flows[0] today and
// one flow a month after it. Their definitions are the textbook ones, as in
// spreadsheets and numpy-financial; results are floats, NaN-free for finite input.

// NPV is the net present value Σ flows[t]/(1+rate)^t; flows[0] is not discounted.
func NPV(rate float64, flows []float64) float64 {
	value, factor, month := 0.0, 1.0, 1/(1+rate)
	for _, f := range flows {
		value += float64(f * factor)
		factor *= month
	}
	return value
}

// Payback is the first period from which the cumulative flow, discounted at
// rate (0 for the simple payback), stays at or above zero: the first of all when
// it is never below. ok is false when it is below at the end, or nothing flows.
func Payback(rate float64, flows []float64) (period int, ok bool) {
	cumulative, factor, month, moved, below := 0.0, 1.0, 1/(1+rate), 0.0, -1
	for t, f := range flows {
		cumulative += float64(f * factor)
		moved += math.Abs(f * factor)
		factor *= month
		if cumulative < -1e-12*moved { // below zero by more than the sum's own rounding
			below = t
		}
	}
	if below+1 >= len(flows) {
		return 0, false
	}
	return below + 1, true
}
