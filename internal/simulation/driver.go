package simulation

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
