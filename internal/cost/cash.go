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

// PaybackWithin is the moment at which the cumulative flow, discounted at rate,
// crosses zero for the last time if each flow comes evenly over its period: 27.34
// is a third of the way through period 28. ok is false as in [Payback].
func PaybackWithin(rate float64, flows []float64) (moment float64, ok bool) {
	period, ok := Payback(rate, flows)
	if !ok || period == 0 {
		return 0, ok
	}
	before := NPV(rate, flows[:period])
	after := NPV(rate, flows[:period+1])
	if after <= before { // it rose from just below zero by rounding only
		return float64(period), true
	}
	return float64(period-1) + min(max(-before/(after-before), 0), 1), true
}

// MIRR is the modified rate of return per period: the rate at which the outflows,
// discounted at one rate, grow to the inflows, reinvested at another, over the
// periods between the first flow and the last (Excel and numpy-financial: MIRR). It
// is one where IRR has several; ok is false without an outflow or without an inflow.
func MIRR(flows []float64, finance, reinvest float64) (rate float64, ok bool) {
	out, in := make([]float64, len(flows)), make([]float64, len(flows))
	paid, received := false, false
	for t, f := range flows {
		if f < 0 {
			out[t], paid = f, true
		} else if f > 0 {
			in[t], received = f, true
		}
	}
	n := float64(len(flows) - 1)
	if !paid || !received || n < 1 {
		return 0, false
	}
	future := NPV(reinvest, in) * elementary.Pow(1+reinvest, n)
	return elementary.Pow(future/-NPV(finance, out), 1/n) - 1, true
}

// DeepestNeed is the most money that is ever out, and the first period in which it
// is: the least cumulative flow, positive. It is 0 in period 0 if none ever is.
func DeepestNeed(flows []float64) (amount float64, period int) {
	cumulative := 0.0
	for t, f := range flows {
		if cumulative += f; -cumulative > amount {
			amount, period = -cumulative, t
		}
	}
	return amount, period
}
