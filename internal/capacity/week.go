package capacity

import (
	"math"
	"slices"

	"github.com/talimat/talimat-plan/internal/elementary"
	"github.com/talimat/talimat-plan/internal/model"
)

// week is the load-duration curve of a week: shares of the time at shares of
// the weekly peak. At least one level is the peak itself, with a load of 1.
type week struct {
	levels []model.WeekLevel // as last read
	hours  []float64         // share of the week, adding up to 1
	steep  []float64         // −ln of the load as a share of the peak, before bending; 0 at the peak
	load   []float64         // load as a share of the peak, bent so that the mean is 1/peak factor
	top    float64           // share of the week at the peak itself
	low    int               // the level with the least load
	peak   float64           // peak factor that load is bent for
	slope  int               // the only level between idle and the peak, or −1
	least  float64           // load of that level at the steepest power
	knots  [knots]float64    // ln of the mean, by the power at each knot; without a slope
}

func compileWeek(w *model.Week) week {
	n := len(w.Curve())
	c := week{levels: make([]model.WeekLevel, n), hours: make([]float64, n), steep: make([]float64, n), load: make([]float64, n)}
	c.read(w.Curve())
	return c
}

// read takes the levels of the scenario, unless they are those it has.
func (w *week) read(levels []model.WeekLevel) {
	if slices.Equal(levels, w.levels) {
		return
	}
	copy(w.levels, levels)
	var total, highest float64
	for i := range levels {
		total += float64(levels[i].Hours)
		highest = max(highest, float64(levels[i].Load))
	}
	for i := range levels {
		w.hours[i], w.steep[i] = float64(levels[i].Hours)/total, math.Inf(1)
		if highest > 0 {
			w.steep[i] = -elementary.Log(float64(levels[i].Load) / highest)
		}
	}
	w.peak, w.slope = 0, w.onlySlope()
	if w.slope >= 0 {
		w.least = elementary.Exp(-steepest * w.steep[w.slope])
		return
	}
	for k := range w.knots {
		mean, _, _ := w.raise(knot(k))
		w.knots[k] = elementary.Log(mean)
	}
}

// onlySlope is the only level that bends, neither idle nor the peak; −1 when
// there is none or more than one.
func (w *week) onlySlope() int {
	only := -1
	for i, steep := range w.steep {
		if steep > 0 && !math.IsInf(steep, 1) {
			if only >= 0 {
				return -1
			}
			only = i
		}
	}
	return only
}

// steepest is the greatest power a week is raised to, for peaks beyond reach.
const steepest = 1024

// knots are the powers between which the power of a peak is looked for: 0, then
// from 1/16 on each twice the one before, up to the steepest.
const knots = 16

func knot(k int) float64 {
	if k == 0 {
		return 0
	}
	return math.Ldexp(steepest, k-knots+1)
}

// bend raises the shape to the power that makes its mean 1/peak, so that the
// week has the peak factor the scenario asks for. A peak that no power reaches
// (a flat week has none) takes the nearest one.
func (w *week) bend(peak float64) {
	if peak == w.peak {
		return
	}
	w.peak = peak
	if w.slope >= 0 {
		w.share(peak)
	} else {
		w.solve(peak)
	}
	w.top, w.low = 0, 0
	for i, load := range w.load {
		if load == 1 {
			w.top += w.hours[i]
		}
		if load < w.load[w.low] {
			w.low = i
		}
	}
}

// share needs no power: the only level that bends takes what the peak leaves of
// the mean.
func (w *week) share(peak float64) {
	left := 1 / peak
	for i, steep := range w.steep {
		w.load[i] = 0
		if steep <= 0 {
			w.load[i] = 1
			left -= w.hours[i]
		}
	}
	w.load[w.slope] = min(max(left/w.hours[w.slope], w.least), 1)
}

// solve finds the power. The logarithm of the mean falls with it and is convex, so
// that Halley's steps, from the chord between two knots, are few; a step out of
// what is left between them is replaced by halving it.
func (w *week) solve(peak float64) {
	want, k := -elementary.Log(peak), 0
	for k < knots && w.knots[k] > want {
		k++
	}
	if k == 0 || k == knots {
		w.raise(knot(min(k, knots-1)))
		return
	}
	left, right, above := knot(k-1), knot(k), w.knots[k-1]
	power := left + (right-left)*(above-want)/(above-w.knots[k])
	for range 64 {
		mean, slope, curve := w.raise(power)
		excess := elementary.Log(mean) - want
		if excess > 0 {
			left = power
		} else {
			right = power
		}
		slope, curve = slope/mean, curve/mean
		step := 2 * excess * slope / (float64(2*slope*slope) - float64(excess*(curve-float64(slope*slope))))
		next := power - step
		if !(next >= left && next <= right) {
			next = (left + right) / 2
		} else if math.Abs(step) < 1e-4*power { // the next step is less than the third power of this one
			w.raise(next)
			return
		}
		power = next
	}
}

// raise sets load to the shape raised to a power, and returns its mean over the
// week and the first two derivatives of the mean by the power.
func (w *week) raise(power float64) (mean, slope, curve float64) {
	for i, steep := range w.steep {
		load := 1.0
		switch {
		case math.IsInf(steep, 1):
			load, steep = 0, 0 // idle hours stay idle, at power 0 too
		case steep > 0:
			load = elementary.Exp(-power * steep)
		}
		w.load[i] = load
		part := float64(w.hours[i] * load)
		mean += part
		slope -= float64(part * steep)
		curve += float64(part * steep * steep)
	}
	return mean, slope, curve
}
