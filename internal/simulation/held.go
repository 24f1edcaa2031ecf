package simulation

import (
	"math"
	"slices"
)

// This file keeps what a plan costs in the futures in which it holds: what is not
// served costs nothing, so that all futures together may look too cheap.

// Held lists the results that are kept over the futures in which the plan holds
// too: the cost of the last month and that of all, as far as they are kept.
func Held() []string { return []string{"cost.effective", "total.effective"} }

// keepHeld finds the columns that are kept a second time; none where nothing can
// fall short. It comes before the sums are made.
func (o *Outcome) keepHeld() {
	if !o.Scenario.MayFallShort() {
		return
	}
	for _, name := range Held() {
		if c := o.column(name, o.Scenario.Months()); c >= 0 {
			o.held = append(o.held, c)
		}
	}
}

// Holding is the probability that the plan does not hold, ever and by month; false
// when nothing in it can fall short.
func (o *Outcome) Holding() (Odds, bool) {
	if !o.Scenario.MayFallShort() {
		return Odds{}, false
	}
	return o.Odds(len(o.Limits) - 1), true
}

// HeldQuantiles are the [Levels] of one of the results [Held] over the futures in
// which the plan holds, in the last month. ok is false when it was not kept, or the
// plan never holds.
func (o *Outcome) HeldQuantiles(name string) (q [levels]Estimate, ok bool) {
	k := slices.Index(o.held, o.column(name, o.Scenario.Months()))
	if k < 0 {
		return q, false
	}
	c := o.width() - len(o.held) + k
	f := o.figures(c)
	if f.n == 0 {
		return q, false
	}
	for i, v := range f.quantiles {
		q[i] = Estimate{v, o.half(func(r *replicate) float64 { return r.quantiles[c][i] })}
	}
	return q, true
}

// hold takes down the held columns of the last run, the future at a place of the
// block, once its watches have looked: whether the plan holds is the last of them.
func (r *recorder) hold(place int) {
	starves := r.watches[len(r.watches)-1].now
	first := r.strip.width
	for k, source := range r.sources {
		v := math.NaN()
		if !starves {
			v = r.column(source)[r.filled+place]
		}
		r.column(first + k)[r.filled+place] = v
	}
}

// findSources finds where on the sheet the columns are that are held: in the strip, or
// behind it if another one keeps them, where noteSources writes them.
func (r *recorder) findSources() {
	r.sources = r.sources[:0]
	if !r.strip.first() {
		return
	}
	for k, c := range r.job.out.held {
		if c >= r.strip.width {
			c = r.strip.total() + k
		}
		r.sources = append(r.sources, c)
	}
}

// noteSources takes down what is held and not in the strip.
func (r *recorder) noteSources(place int) {
	for k, at := range r.sources {
		if at < r.strip.width {
			continue
		}
		c := r.job.out.held[k]
		for i := range r.gauges[r.strip.to:] {
			g, n := &r.gauges[r.strip.to+i], r.columnsOf(r.strip.to+i)
			if c >= g.first && c < g.first+n {
				r.column(at)[place] = g.Read()[g.from+c-g.first]
			}
		}
	}
}
