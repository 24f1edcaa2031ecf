package simulation

import "github.com/talimat/talimat-plan/internal/histogram"

// Share is the share of the variance of the target that a source explains by
// itself, as [Driver.Share], with its interval.
func (o *Outcome) Share(source int) Estimate {
	e := o.effect(source)
	return Estimate{e.share(), o.half(func(r *replicate) float64 { return r.effects[source].share() })}
}

// Logarithmic reports whether shares are of the variance of the logarithm of the
// target: it is above 0 in every future.
func (o *Outcome) Logarithmic() bool {
	for i := range o.replicates {
		r := &o.replicates[i]
		if r.done && len(r.effects) > 0 && int(r.effects[0].positive) != o.Design.Points {
			return false
		}
	}
	return true
}

// TargetByTenth is the distribution of the target over the futures with a source
// in one of its tenths, the lowest being 0.
func (o *Outcome) TargetByTenth(source, tenth int) *histogram.Histogram {
	return &o.sums.deciles[source][tenth]
}

// BrokenByTenth counts, by tenth of a source, the futures and those among them
// that break a condition of Limits.
func (o *Outcome) BrokenByTenth(source, condition int) (broken, futures [10]uint32) {
	e := o.effect(source)
	return e.broken[condition], e.futures
}

// BrokenIn is the probability of breaking a condition of Limits with a source in
// one of its tenths.
func (o *Outcome) BrokenIn(source, condition, tenth int) Estimate {
	rate := func(e *effect) float64 { return float64(e.broken[condition][tenth]) / float64(e.futures[tenth]) }
	e := o.effect(source)
	return Estimate{rate(&e), o.half(func(r *replicate) float64 { return rate(&r.effects[source]) })}
}
