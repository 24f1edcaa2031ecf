package queueing

import (
	"math"

	"github.com/talimat/talimat-plan/internal/elementary"
)

// Response is how long calls take: Work, an exponential time, and for the share
// Waits of them before it a wait, exponential too. Times are in one unit, such as
// seconds.
type Response struct {
	Work  float64 // mean time that a call takes by itself, ≥ 0
	Waits float64 // share of the calls that wait, 0 to 1
	Wait  float64 // mean wait of those that wait, ≥ 0
}

// shortest and longest are the times that are computed with; less is 0. Nothing takes
// as long as forever.
const shortest, longest, forever = 1e-150, 1e150, 1e200

// Line is the response of one line before like servers: see the package for the
// symbols. It is false where no equilibrium exists, because the load is not below
// the number of servers, or where a number is none: negative, infinite or not a number.
func Line(servers int, load, service, variability float64) (Response, bool) {
	if !(load >= 0) || !carries(servers, load) || !(service >= 0 && service <= longest) || !(variability >= 0 && variability <= longest) {
		return Response{}, false
	}
	r := Response{Work: service, Waits: Waits(servers, load)}
	if r.Waits > 0 {
		r.Wait = float64(variability*service) / (float64(servers) - load)
	}
	return r, r.Wait <= longest
}

// Cores is a replica of so many cores as servers: how many there are, and how long
// work of a second of one core takes on one of them. It is false for none, and for
// more than a billion.
func Cores(cores float64) (servers int, slower float64, ok bool) {
	if !(cores >= shortest && cores <= most) {
		return 0, 0, false
	}
	c := math.Ceil(cores * (1 - 1e-9))
	return int(max(c, 1)), max(c, 1) / cores, true
}

// Mean is the mean response time.
func (r Response) Mean() float64 { return r.Work + float64(r.Waits*r.Wait) }

// WaitsLonger is the share of the calls that wait longer than t.
func (r Response) WaitsLonger(t float64) float64 {
	switch {
	case !(t >= 0):
		return 1
	case r.Wait < shortest || t > forever:
		return 0
	}
	return r.Waits * elementary.Exp(-t/r.Wait)
}

// Longer is the share of the calls that take longer than t.
func (r Response) Longer(t float64) float64 {
	switch {
	case !(t >= 0):
		return 1
	case t > forever:
		return 0
	case r.Work < shortest:
		return r.WaitsLonger(t)
	case r.Wait < shortest || r.Waits == 0:
		return elementary.Exp(-t / r.Work)
	}
	alone := elementary.Exp(-t / r.Work)
	return alone + float64(r.Waits*max(r.both(t, alone)-alone, 0))
}

// both is the share of the calls that wait which take longer than t, where that of
// those that do not is alone. Of the sum of two exponential times the longer one, b,
// shapes the tail: e^(−t/b)·(1 + (1 − e^(−t·δ))/(b·δ)), δ = 1/(the shorter) − 1/b.
func (r Response) both(t, alone float64) float64 {
	shorter, b := min(r.Work, r.Wait), max(r.Work, r.Wait)
	gap, tail := (b-shorter)/shorter, alone // b·δ, e^(−t/b)
	if b != r.Work {
		tail = elementary.Exp(-t / b)
	}
	switch {
	case gap > 1e-3:
		return tail + (tail-elementary.Exp(-t/shorter))/gap
	case gap > 1e-12:
		return tail * (1 - elementary.Expm1(-t/b*gap)/gap)
	}
	return tail * (1 + t/b)
}

// Percentile is the time that the share p of the calls do not exceed, 0 < p < 1;
// else it is 0.
func (r Response) Percentile(p float64) float64 {
	if !(p > 0 && p < 1) {
		return 0
	}
	rest := 1 - p
	low := float64(r.Work * -elementary.Log(rest))
	if r.Waits == 0 || r.Wait < shortest {
		return low
	}
	if r.Work < shortest {
		return float64(r.Wait * max(0, elementary.Log(r.Waits/rest)))
	}
	aim := elementary.Log(rest) // the logarithm of the tail is nearly straight
	if t, ok := r.step(low, aim, rest); ok {
		return t
	}
	// No more than half of the rest can be slow by itself, and half wait long.
	high := float64(r.Work*elementary.Log(2/rest)) + float64(r.Wait*max(0, elementary.Log(2*r.Waits/rest)))
	return between(low, high, func(t float64) float64 { return elementary.Log(r.Longer(t)) - aim })
}

// step finds a percentile from a good guess by Newton's steps on the logarithm of the tail;
// false where they do not come to rest above low.
func (r Response) step(low, aim, rest float64) (float64, bool) {
	// As if work and wait were far from their means by themselves.
	work, wait := low-r.Work, float64(r.Wait*(max(0, elementary.Log(r.Waits/rest))-r.Waits))
	t := max(low, r.Mean()+math.Sqrt(float64(work*work)+float64(wait*wait)))
	for range 12 {
		longer, density := r.tail(t)
		off := elementary.Log(longer) - aim
		if math.Abs(off) <= 1e-14 {
			return t, true
		}
		by := off * longer / density
		if t += by; !(t >= low && t <= forever) {
			return 0, false
		}
		if math.Abs(by) <= 2e-16*t {
			return t, true
		}
	}
	return 0, false
}

// tail is the share of the calls that take longer than t, and its density there, where both
// work and wait take time.
func (r Response) tail(t float64) (longer, density float64) {
	shorter, b := min(r.Work, r.Wait), max(r.Work, r.Wait)
	long, short := elementary.Exp(-t/b), elementary.Exp(-t/shorter)
	alone := long
	if b != r.Work {
		alone = short
	}
	both, ends := 0.0, 0.0 // of those that wait
	if gap := (b - shorter) / shorter; gap > 1e-3 {
		both, ends = long+(long-short)/gap, (long-short)/(b-shorter)
	} else {
		both, ends = r.both(t, alone), long*t/b/b
	}
	return alone + float64(r.Waits*max(both-alone, 0)), float64((1-r.Waits)*alone/r.Work) + float64(r.Waits*ends)
}

// between is where a falling function with values of different sign at two ends is
// 0, by the rule of false position: an end that stays twice counts half as much, so
// that it moves too (M. Dowell and P. Jarratt, "A Modified Regula Falsi Method for
// Computing the Root of an Equation", BIT 11, 1971: Illinois' variant).
func between(low, high float64, f func(float64) float64) float64 {
	fl, fh, last := f(low), f(high), 0
	switch {
	case fl <= 0:
		return low
	case !(fh < 0):
		return high
	}
	for range 200 {
		t := low + float64((high-low)*(fl/(fl-fh)))
		if !(t > low && t < high) {
			t = low + float64((high-low)/2)
		}
		v := f(t)
		if math.Abs(v) <= 1e-14 || high-low <= 4e-15*high {
			return t
		}
		if v > 0 {
			low, fl = t, v
			if last > 0 {
				fh /= 2
			}
			last = 1
		} else {
			high, fh = t, v
			if last < 0 {
				fl /= 2
			}
			last = -1
		}
	}
	return high
}
