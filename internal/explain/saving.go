package explain

import (
	"fmt"
	"math"
	"slices"

	"github.com/talimat/talimat-plan/internal/cost"
	"github.com/talimat/talimat-plan/internal/metric"
	"github.com/talimat/talimat-plan/internal/model"
)

// pools are the parts of the bill that commitments are bought for.
func pools() []string { return []string{"infrastructure", "database"} }

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
	for pool := range pools() {
		if b.committing(pool) {
			parts = append(parts, b.committed(pool))
		}
	}
	if len(parts) == 0 {
		return absent("the scenario has no savings.reserved")
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
		return b.interruptible()
	}
	var parts []term
	for pool := range pools() {
		if b.committing(pool) {
			parts = append(parts, b.inForce(pool))
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

// steady is what of it is charged for servers that are not spot capacity.
func (b *bill) steady() term {
	if !b.spotting() {
		return b.charged()
	}
	return difference(b.charged(), b.interruptible())
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
	return b.line("spot servers after the claim", b.statement.ActsOn[cost.Spot][b.month], func() term {
		return product(b.charged(), quotient(b.spotServers(), b.servers()))
	})
}

// spotDiscount is what spot capacity costs less than its list price.
func (b *bill) spotDiscount() term {
	s := b.scenario.Savings.Spot
	b.when("savings.spot.from", s.From)
	return b.line("discount of spot capacity", b.interruptible().value*float64(s.Discount)*(1-float64(s.Fallback)), func() term {
		return product(b.interruptible(), in(b.explainer, "discount", "savings.spot.discount", &s.Discount),
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

// committing reports whether commitments are bought for a part of the bill.
func (b *bill) committing(pool int) bool {
	r := b.scenario.Savings.Reserved
	return r != nil && (len(r.Parts) == 0 || slices.Contains(r.Parts, pools()[pool]))
}

// commitBase is the cost that always runs and may be committed.
func (b *bill) commitBase(pool int) term {
	if pool == 1 {
		return b.line("database to commit", max(b.Database-b.claimedOf(cost.Caching)-b.Missing, 0), func() term {
			if b.Missing == 0 {
				return difference(b.database(), b.claim(cost.Caching, nil)...)
			}
			return greatest(constant("0", 0), difference(b.database(), b.claim(cost.Caching, []term{b.missing()})...))
		})
	}
	base := least(b.base(), b.steady())
	return b.line("servers to commit", base.value, func() term { return base })
}

// claimedOf is what a claimed lever takes off the cost it acts on in the month,
// 0 for a modelled one.
func (b *bill) claimedOf(l cost.Lever) float64 {
	lever := b.lever(l)
	if !claimed(lever) || b.month < lever.From.Or(0) {
		return 0
	}
	return float64(*lever.Claimed) * b.statement.ActsOn[l][b.month]
}

// bought is what was committed in each month: what is in force, less what is
// still in force of the month before.
func (b *bill) bought(pool int) (bought []float64, kept float64) {
	inForce, term := b.statement.Committed[pool], b.term()
	bought = make([]float64, b.month+1)
	for m := range bought {
		kept = 0
		if m > 0 {
			kept = inForce[m-1]
		}
		if m >= term {
			kept = max(kept-bought[m-term], 0)
		}
		bought[m] = inForce[m] - kept
	}
	return bought, kept
}

// term is the length of a commitment in months.
func (b *bill) term() int { return max(int(math.Round(float64(b.scenario.Savings.Reserved.Term))), 1) }

// inForce is the commitment of a part of the bill, at list price.
func (b *bill) inForce(pool int) term {
	r, part := b.scenario.Savings.Reserved, pools()[pool]
	if t, ok := b.known["committed on "+part]; ok {
		return t
	}
	in(b.explainer, "term", "savings.reserved.term", &r.Term)
	b.when("savings.reserved.from", r.From)
	_, kept := b.bought(pool)
	formula := b.is("still in force", money(kept))
	if b.month >= r.From.Or(0) {
		formula = greatest(formula, product(b.lasting(pool), in(b.explainer, "cover", "savings.reserved.cover", &r.Cover)))
	} else {
		b.note("commitments are bought from month %d", r.From.Or(0))
	}
	return b.line("committed on "+part, b.statement.Committed[pool][b.month], func() term { return formula })
}

// lasting is what will run for the whole term of a contract bought now.
func (b *bill) lasting(pool int) term {
	in(b.explainer, "term", "savings.reserved.term", &b.scenario.Savings.Reserved.Term)
	last := min(b.month+b.term()-1, b.result.Months())
	if last == b.month {
		return b.commitBase(pool)
	}
	name := fmt.Sprintf("least %s of months %d to %d", []string{"servers to commit", "database to commit"}[pool], b.month, last)
	return b.is(name, money(cost.Lasting(b.statement.Base[pool], b.month, b.term())))
}

// committed is what the commitments on a part of the bill save.
func (b *bill) committed(pool int) term {
	name := "saved by commitments on " + pools()[pool]
	if t, ok := b.known[name]; ok {
		return t
	}
	inForce := b.inForce(pool)
	discount := in(b.explainer, "discount", "savings.reserved.discount", &b.scenario.Savings.Reserved.Discount)
	saved := product(discount, inForce)
	t := b.derive(name, saved, money)
	b.known[name] = t
	return t
}

// discount appends what commitments take off a part of the bill.
func (b *bill) discount(pool int, minus []term) []term {
	if !b.committing(pool) {
		return minus
	}
	return append(minus, b.committed(pool))
}

// prepaid is what the upfront option moves between months, if anything.
func (b *bill) prepaid(pool int) []term {
	r := b.scenario.Savings.Reserved
	b.word("savings.reserved.upfront", r.Upfront)
	upfront, ok := map[string]float64{"all": 1, "partial": 0.5}[r.Upfront]
	if !ok {
		b.note("commitments are paid month by month: upfront is %s", r.Upfront)
		return nil
	}
	bought, _ := b.bought(pool)
	months := in(b.explainer, "term", "savings.reserved.term", &r.Term)
	moved := difference(product(months, b.is("bought this month", money(bought[b.month]))), b.inForce(pool))
	paid := difference(one(), in(b.explainer, "discount", "savings.reserved.discount", &r.Discount))
	name := fmt.Sprintf("paid upfront for %s less its share of the month", pools()[pool])
	return []term{b.derive(name, product(b.is("upfront", ratio(upfront)), paid, moved), money)}
}

// savedOnLines is what a lever saves on the lines that it acts on.
func (b *bill) savedOnLines(l cost.Lever) float64 {
	saved := b.statement.Savings[l][b.month]
	for i := range b.scenario.Lines() {
		saved -= b.chargeOf(i).Saved[l]
	}
	return saved
}
