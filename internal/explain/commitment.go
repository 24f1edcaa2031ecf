package explain

import (
	"fmt"

	"github.com/talimat/talimat-plan/internal/capacity"
	"github.com/talimat/talimat-plan/internal/cost"
	"github.com/talimat/talimat-plan/internal/model"
	"github.com/talimat/talimat-plan/internal/unit"
)

// covering is the commitments on a part of the bill; nil where nothing is committed.
func (b *bill) covering(on cost.Committable) *cost.Covering {
	return b.result.Engine().Pricing().Covering(on, b.month)
}

// committed is what the contracts on a part of the bill save: the list price of what
// runs under them, less their fees, used or not.
func (b *bill) committed(on cost.Committable) term {
	c := b.covering(on)
	return b.line("saved by contracts on "+on.String(), c.Covered-c.Fees, func() term {
		return difference(b.covered(on), b.fees(on))
	})
}

// covered is what runs under contracts, at list price.
func (b *bill) covered(on cost.Committable) term {
	c, name := b.covering(on), "covered on "+on.String()
	return b.line(name, c.Covered, func() term {
		var parts []term
		inForce := b.contracted(on)
		for k, time := range c.Times {
			if time == 0 {
				continue
			}
			part := least(b.runs(on, c, k), inForce)
			if time != 1 {
				part = product(b.is(partOf("share of the week", k, len(c.Times)), ratio(time)), part)
			}
			parts = append(parts, part)
		}
		return b.indexed(sum(parts...))
	})
}

// spared is what contracts cover of spot capacity, at list price: what they leave over
// of what must not be interrupted.
func (b *bill) spared() term {
	c := b.covering(cost.OnServers)
	return b.line("covered of spot capacity", c.Spared, func() term {
		var parts []term
		inForce := b.contracted(cost.OnServers)
		for k, time := range c.Times {
			if time == 0 {
				continue
			}
			all := b.runs(cost.OnServers, c, k)
			steady := b.is(partOf("what must not be interrupted", k, len(c.Times)), money(c.Steady[k]))
			part := greatest(difference(least(all, inForce), steady), constant("0", 0))
			if time != 1 {
				part = product(b.is(partOf("share of the week", k, len(c.Times)), ratio(time)), part)
			}
			parts = append(parts, part)
		}
		return b.indexed(sum(parts...))
	})
}

// runs is what runs on a part of the bill in a part of the week, at the list price of
// month 0.
func (b *bill) runs(on cost.Committable, c *cost.Covering, k int) term {
	return b.line(partOf("what runs on "+on.String(), k, len(c.Times)), c.Runs[k], func() term {
		if on == cost.OnDatabase {
			minus := b.claim(cost.Caching, nil)
			if b.Missing > 0 {
				minus = append(minus, b.missing())
			}
			return b.unindexed(difference(b.database(), minus...))
		}
		list := b.perRegion(func(r *capacity.Region) (float64, int) { return r.Hours[k][b.month], r.Tier[b.month] })
		if b.spotting() {
			list = sum(list, b.perRegion(func(r *capacity.Region) (float64, int) {
				if r.Spot.Tier == nil {
					return 0, 0
				}
				return r.Spot.Hours[k][b.month], r.Spot.Tier[b.month]
			}))
		}
		if cut := b.claim(cost.Autoscaling, nil); len(cut) > 0 {
			list = quotient(product(list, b.charged()), b.servers())
		}
		return b.unindexed(list)
	})
}

// unindexed takes the drift of all prices off, where there is one.
func (b *bill) unindexed(t term) term {
	b.indexed(t)
	if index, ok := b.known["price index"]; ok {
		return quotient(t, index)
	}
	return t
}

// partOf names a part of the week: the first is its peak.
func partOf(name string, k, of int) string {
	switch {
	case of == 1:
		return name
	case k == 0:
		return name + " at the peak"
	}
	return fmt.Sprintf("%s at level %d", name, k)
}

// contracted is what is in force on a part of the bill, at the list price of month 0.
func (b *bill) contracted(on cost.Committable) term {
	c := b.covering(on)
	return b.line("in force on "+on.String(), c.InForce, func() term {
		var parts []term
		for i := range c.Contracts {
			if k := &c.Contracts[i]; k.InForce > 0 {
				parts = append(parts, b.boughtOf(on, k))
			}
		}
		if len(parts) == 0 {
			return absent("nothing is in force")
		}
		return sum(parts...)
	})
}

// boughtOf is what is in force of a commitment: what was bought before and still runs,
// and what is bought this month.
func (b *bill) boughtOf(on cost.Committable, k *cost.Contracted) term {
	name := fmt.Sprintf("%s on %s", k.Name, on)
	b.terms(k)
	return b.line("in force of "+name, k.InForce, func() term {
		kept := b.is("bought before", money(k.Kept))
		if k.Bought == 0 {
			return kept
		}
		if k.Kept == 0 {
			return b.purchase(on, k)
		}
		return sum(kept, b.purchase(on, k))
	})
}

// purchase is what a commitment buys this month.
func (b *bill) purchase(on cost.Committable, k *cost.Contracted) term {
	name := fmt.Sprintf("bought of %s on %s", k.Name, on)
	if !k.Policy {
		return b.is(name, money(k.Bought))
	}
	return b.line(name, k.Bought, func() term {
		path, cover, _ := b.policy(k.Name)
		minus := []term{b.is("bought before", money(k.Kept))}
		if k.Others > 0 {
			minus = append(minus, b.is("in force of other commitments", money(k.Others)))
		}
		worth := b.is("worth a contract", money(k.Worth))
		return difference(product(in(b.explainer, "cover", path+".cover", cover.share), worth), minus...)
	})
}

// fees are what contracts on a part cost, spread over their terms.
func (b *bill) fees(on cost.Committable) term {
	c := b.covering(on)
	return b.line("fees of contracts on "+on.String(), c.Fees, func() term {
		var parts []term
		for i := range c.Contracts {
			k := &c.Contracts[i]
			if k.InForce == 0 {
				continue
			}
			b.terms(k)
			if k.KeptFees > 0 || k.Bought == 0 {
				parts = append(parts, b.is("fees of what "+k.Name+" bought before", money(k.KeptFees)))
			}
			if k.Bought > 0 {
				parts = append(parts, b.feesNow(on, k))
			}
		}
		if len(parts) == 0 {
			return absent("nothing is in force")
		}
		return sum(parts...)
	})
}

// feesNow are the fees of what is bought this month.
func (b *bill) feesNow(on cost.Committable, k *cost.Contracted) term {
	bought := b.is(fmt.Sprintf("bought of %s on %s", k.Name, on), money(k.Bought))
	path, _, discount := b.policy(k.Name)
	if discount == nil {
		return product(bought, b.is("fee of a unit", factor(k.Fee)))
	}
	return b.indexed(product(bought, difference(one(), in(b.explainer, "discount", path+".discount", discount))))
}

// discount appends what contracts take off a part of the bill.
func (b *bill) discount(on cost.Committable, minus []term) []term {
	if b.covering(on) == nil {
		return minus
	}
	return append(minus, b.committed(on))
}

// prepaid is what upfront payments move between months, if anything.
func (b *bill) prepaid(on cost.Committable) []term {
	c := b.covering(on)
	moved := c.Paid - c.Fees
	upfront := false
	for i := range c.Contracts {
		k := &c.Contracts[i]
		upfront = upfront || k.Upfront > 0
	}
	if !upfront {
		b.note("contracts on %s are paid month by month", on)
		return nil
	}
	var parts []term
	for i := range c.Contracts {
		k := &c.Contracts[i]
		if k.Upfront == 0 || k.InForce == 0 {
			continue
		}
		b.terms(k)
		fees := b.is("fees of "+k.Name, money(k.Fees))
		part := difference(absent("nothing is bought"), fees)
		if k.Bought > 0 {
			now := b.is("fees of what is bought this month", money(k.Bought*k.Fee))
			part = difference(product(b.is("term", count(float64(k.Term))), now), fees)
		}
		parts = append(parts, product(b.is("upfront", ratio(k.Upfront)), part))
	}
	if len(parts) == 0 {
		return nil
	}
	return []term{b.step(fmt.Sprintf("paid upfront for %s less its share of the month", on), money(moved), sum(parts...))}
}

// rule is what a commitment says of its purchases.
type rule struct {
	share           *unit.Ratio // nil of a contract
	term, looksBack *unit.Months
	from            model.When
}

// terms records what a commitment says, and how it decides.
func (b *bill) terms(k *cost.Contracted) {
	path, p, _ := b.policy(k.Name)
	in(b.explainer, "term", path+".term", p.term)
	b.when(path+".from", p.from)
	if p.share == nil {
		return
	}
	in(b.explainer, "looks back", path+".looks_back", p.looksBack)
	before := "the month"
	if n := int(*p.looksBack); n > 1 {
		before = fmt.Sprintf("the %d months", n)
	}
	b.note("%s sees the past only: a unit is worth a contract that ran in more than 1 − discount of the hours of %s before, in month 0 of what runs today; an hour of what may be interrupted counts at the price it would have without a contract", k.Name, before)
}

// policy is where a commitment is written, and what it says.
func (b *bill) policy(name string) (path string, r rule, discount *unit.Ratio) {
	s := b.scenario
	for i := range s.Commitments {
		if c := &s.Commitments[i]; c.Name == name {
			return "commitments." + name, rule{c.Cover, &c.Term, &c.LooksBack, c.From}, c.Discount
		}
	}
	if c := s.Savings.Reserved; c != nil && name == model.ReservedName {
		return "savings.reserved", rule{&c.Cover, &c.Term, &c.LooksBack, c.From}, &c.Discount
	}
	return "", rule{}, nil
}
