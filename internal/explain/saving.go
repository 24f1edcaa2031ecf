package explain

import (
	"fmt"

	"github.com/talimat/talimat-plan/internal/cost"
	"github.com/talimat/talimat-plan/internal/metric"
	"github.com/talimat/talimat-plan/internal/model"
)

// lever is the lever of the scenario that is modelled or claimed, nil for the others.
func (b *bill) lever(l cost.Lever) *model.Lever {
	s := &b.scenario.Savings
	return [cost.Levers]*model.Lever{cost.Autoscaling: s.Autoscaling, cost.Caching: s.Caching, cost.Offload: s.CDN}[l]
}

// claimed reports whether a lever is taken at its word.
func claimed(l *model.Lever) bool { return l != nil && l.Claimed != nil }

// saving is what a lever saves in the month.
func (b *bill) saving(l int) term {
	lever, value := cost.Lever(l), money(b.result.Bill.Savings[l][b.month])
	return b.step(metric.Levers()[l]+" saves", value, b.unrounded(lever))
}

// unrounded is the formula of a lever's saving, with its steps: what it saves on the
// lines that it acts on, and on the charges that follow from them.
func (b *bill) unrounded(l cost.Lever) term {
	parts := []term{b.onLines(l)}
	for i, line := range b.scenario.Lines() {
		if saved := b.chargeOf(i).Saved[l]; saved != 0 {
			parts = append(parts, b.is("less "+line.Name, money(saved)))
		}
	}
	return sum(parts...)
}

// onLines is the formula of what a lever saves on the lines that it acts on.
func (b *bill) onLines(l cost.Lever) term {
	if cut, ok := b.claimedCut(l); ok {
		switch l {
		case cost.Caching:
			return difference(cut, b.cacheNodes())
		case cost.Offload:
			return difference(cut, b.cdn())
		}
		return cut
	}
	s := &b.scenario.Savings
	switch l {
	case cost.Autoscaling:
		if s.Autoscaling == nil {
			b.note("the scenario has no savings.autoscaling")
		} else {
			b.when("savings.autoscaling.from", s.Autoscaling.From)
		}
		return difference(sum(b.static(), b.monitoringStatic()), b.pooled(), b.monitoringPooled())
	case cost.Caching:
		return difference(b.uncached(), b.database(), b.cacheNodes())
	case cost.Offload:
		return difference(b.egressAll(), b.egress(), b.cdn())
	case cost.Spot:
		return b.spot()
	}
	var parts []term
	for on := range cost.Committables {
		if b.covering(on) != nil {
			parts = append(parts, b.committed(on))
		}
	}
	if len(parts) == 0 {
		return absent("the scenario has no commitments")
	}
	return sum(parts...)
}

// claimedCut is what a lever that is taken at its word in this month takes off
// the cost it acts on, before what the lever itself costs.
func (b *bill) claimedCut(l cost.Lever) (term, bool) {
	lever := b.lever(l)
	if !claimed(lever) || b.month < lever.From.Or(0) {
		return term{}, false
	}
	name, path := metric.Levers()[l], "savings."+metric.Levers()[l]
	b.note("what %s saves is claimed, not modelled", name)
	b.when(path+".from", lever.From)
	return product(in(b.explainer, "claimed", path+".claimed", lever.Claimed), b.actsOn(l)), true
}

// claim appends what a claimed lever takes off its category.
func (b *bill) claim(l cost.Lever, minus []term) []term {
	cut, ok := b.claimedCut(l)
	if !ok {
		return minus
	}
	return append(minus, b.derive("claimed saving of "+metric.Levers()[l], cut, money))
}

// actsOn is the cost that a lever acts on.
func (b *bill) actsOn(l cost.Lever) term {
	switch l {
	case cost.Autoscaling:
		if lever := b.lever(l); claimed(lever) && b.month >= lever.From.Or(0) {
			return b.static()
		}
		return sum(b.static(), b.monitoringStatic())
	case cost.Caching:
		return b.uncached()
	case cost.Offload:
		return b.egressAll()
	case cost.Spot:
		return b.uncovered()
	}
	var parts []term
	for on := range cost.Committables {
		if b.covering(on) != nil {
			parts = append(parts, b.covered(on))
		}
	}
	return sum(parts...)
}

// savingsRate is a saving as a share of what the lever acts on.
func (b *bill) savingsRate(i int) {
	l, name := cost.Lever(i), metric.Levers()[i]
	value := ratio(b.result.Series("cost.savings_rate." + name)[b.month])
	saved := b.step(name+" saves", money(b.statement.Savings[i][b.month]), b.unrounded(l))
	acts := b.step(name+" acts on", money(b.statement.ActsOn[i][b.month]), b.actsOn(l))
	if acts.value <= 0 {
		b.nothing("savings_rate", value, "there is nothing that the lever acts on")
		return
	}
	b.step("savings_rate", value, quotient(saved, acts))
}

// charged is what the servers cost after a claimed saving of autoscaling.
func (b *bill) charged() term {
	return difference(b.servers(), b.claim(cost.Autoscaling, nil)...)
}

// spotting reports whether spot capacity is used in the month.
func (b *bill) spotting() bool {
	s := b.scenario.Savings.Spot
	return s != nil && b.month >= s.From.Or(0)
}

// interruptible is what spot capacity is charged before its discount.
func (b *bill) interruptible() term {
	if !b.spotting() {
		return absent("no spot capacity is used")
	}
	if len(b.claim(cost.Autoscaling, nil)) == 0 {
		return b.spotServers()
	}
	charged := product(b.charged(), quotient(b.spotServers(), b.servers()))
	return b.line("spot servers after the claim", charged.value, func() term { return charged })
}

// steady is what is charged for servers that are not spot capacity.
func (b *bill) steady() term {
	if !b.spotting() {
		return b.charged()
	}
	return difference(b.charged(), b.interruptible())
}

// uncovered is what spot capacity is charged that no contract covers.
func (b *bill) uncovered() term {
	if c := b.covering(cost.OnServers); c != nil && c.Spared > 0 {
		return difference(b.interruptible(), b.spared())
	}
	return b.interruptible()
}

// spotDiscount is what spot capacity costs less than its list price.
func (b *bill) spotDiscount() term {
	s := b.scenario.Savings.Spot
	b.when("savings.spot.from", s.From)
	return b.line("discount of spot capacity", b.uncovered().value*float64(s.Discount)*(1-float64(s.Fallback)), func() term {
		return product(b.uncovered(), in(b.explainer, "discount", "savings.spot.discount", &s.Discount),
			difference(one(), in(b.explainer, "fallback", "savings.spot.fallback", &s.Fallback)))
	})
}

// spot is what spot capacity saves: its discount, less what it costs that two kinds
// of replicas share no servers.
func (b *bill) spot() term {
	s := b.scenario.Savings.Spot
	if s == nil {
		return absent("the scenario has no savings.spot")
	}
	b.when("savings.spot.from", s.From)
	if !b.spotting() {
		return absent(fmt.Sprintf("spot capacity is used from month %d", s.From.Or(0)))
	}
	return b.line("saved by spot", b.savedOnLines(cost.Spot), func() term {
		b.note("what two kinds of servers cost more than one that all replicas share is taken off what spot capacity saves")
		shared := difference(b.pooled(), b.claim(cost.Autoscaling, nil)...)
		return difference(sum(b.spotDiscount(), shared, b.monitoringPooled()), b.charged(), b.monitoring())
	})
}

// savedOnLines is what a lever saves on the lines that it acts on.
func (b *bill) savedOnLines(l cost.Lever) float64 {
	saved := b.statement.Savings[l][b.month]
	for i := range b.scenario.Lines() {
		saved -= b.chargeOf(i).Saved[l]
	}
	return saved
}
