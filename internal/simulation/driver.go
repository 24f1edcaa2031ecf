package simulation

import "github.com/talimat/talimat-plan/internal/histogram"

// Driver is what hangs on one source of uncertainty: an input, or a risk, whose
// highest tenth is that in which it happens soonest.
type Driver struct {
	Source string   // path of the input, or "risks.NAME"
	Share  float64  // of the variance of the target (of its logarithm where all futures have one) that it explains by itself
	Broken []Tenths // of each condition of Limits
}

// Tenths is the share of the futures that break a limit, by tenth of a source.
type Tenths [10]float64

// Lowest is the share with the source in its lowest tenth.
func (t Tenths) Lowest() float64 { return t[0] }

// Highest is the share with the source in its highest tenth.
func (t Tenths) Highest() float64 { return t[9] }

// Spread is how far the tenths lie apart.
func (t Tenths) Spread() float64 {
	least, most := t[0], t[0]
	for _, share := range t {
		least, most = min(least, share), max(most, share)
	}
	return most - least
}

// Drivers returns what hangs on each of the Sources, in their order; nothing
// unless Options.Effects asked for it.
func (o *Outcome) Drivers() []Driver {
	all := make([]Driver, o.effects)
	for i, source := range o.Sources[:o.effects] {
		e := o.effect(i)
		all[i] = Driver{Source: source, Share: e.share()}
		for _, broken := range e.broken {
			var t Tenths
			for d, n := range broken {
				if e.futures[d] > 0 {
					t[d] = float64(n) / float64(e.futures[d])
				}
			}
			all[i].Broken = append(all[i].Broken, t)
		}
	}
	return all
}

// effect adds up the effect of a source over the replicates, in their order.
func (o *Outcome) effect(source int) effect {
	total := effect{broken: make([][10]uint32, len(o.Limits))}
	for i := range o.replicates {
		if o.replicates[i].done {
			total.merge(&o.replicates[i].effects[source])
		}
	}
	return total
}

// Share is the share of the variance of the target that a source explains by
// itself, as [Driver.Share], with its interval.
func (o *Outcome) Share(source int) Estimate {
	e := o.effect(source)
	return Estimate{e.share(), o.half(func(r *replicate) float64 { return r.effects[source].share() })}
}

// Rest is the share of the variance of the target that no source explains by
// itself: what the paths of volatile drivers do, and what sources do only
// together. It means nothing for sources that depend on each other.
func (o *Outcome) Rest() Estimate {
	value := 1.0
	for i := range o.effects {
		value -= o.Share(i).Value
	}
	return Estimate{max(value, 0), o.half(func(r *replicate) float64 {
		rest := 1.0
		for i := range r.effects {
			rest -= r.effects[i].share()
		}
		return rest
	})}
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
