package capacity

import (
	"math"

	"github.com/talimat/talimat-plan/internal/model"
)

// week is the load-duration curve of a week: shares of the time at shares of
// the weekly peak. The first level is the peak itself.
type week struct {
	hours []float64 // share of the week, adding up to 1
	shape []float64 // load as a share of the peak, before bending
	load  []float64 // the same, bent so that the mean is 1/peak factor
	peak  float64   // peak factor that load is bent for
}

func compileWeek(w *model.Week) week {
	var c week
	for _, l := range w.Curve() {
		c.hours = append(c.hours, float64(l.Hours))
		c.shape = append(c.shape, float64(l.Load))
	}
	var total, highest float64
	for i := range c.hours {
		total += c.hours[i]
		highest = max(highest, c.shape[i])
	}
	for i := range c.hours {
		c.hours[i] /= total
		if highest > 0 {
			c.shape[i] /= highest
		}
	}
	c.load = make([]float64, len(c.shape))
	return c
}

// bend raises the shape to the power that makes its mean 1/peak, so that the
// week has the peak factor the scenario asks for. A peak that no power reaches
// (a flat week has none) takes the nearest one.
func (w *week) bend(peak float64) {
	if peak == w.peak {
		return
	}
	w.peak = peak
	low, high := 0.0, 1024.0
	for range 60 {
		g := (low + high) / 2
		if w.mean(g) > 1/peak {
			low = g
		} else {
			high = g
		}
	}
	w.mean((low + high) / 2)
}

// mean sets load to the shape raised to g and returns its mean over the week.
func (w *week) mean(g float64) float64 {
	var mean float64
	for i, s := range w.shape {
		w.load[i] = math.Pow(s, g)
		mean += w.hours[i] * w.load[i]
	}
	return mean
}
