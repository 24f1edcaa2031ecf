package explain

import (
	"fmt"
	"strings"

	"github.com/talimat/talimat-plan/internal/cost"
	"github.com/talimat/talimat-plan/internal/metric"
)

// commitment explains what one commitment comes to in a month, such as "plan.unused".
func (x *explainer) commitment(rest string) {
	b, name, word := x.bill(), "", ""
	for _, n := range x.scenario.Committed() {
		if w, ok := strings.CutPrefix(rest, n+"."); ok && !strings.Contains(w, ".") {
			name, word = n, w
		}
	}
	var sums [4]term // fees, units used, units in force, units that run
	var parts [4][]term
	for on := range cost.Committables {
		c := b.covering(on)
		if c == nil {
			continue
		}
		for i := range c.Contracts {
			if k := &c.Contracts[i]; k.Name == name {
				parts[0] = append(parts[0], b.feesOf(on, k))
				parts[1] = append(parts[1], b.usedOf(on, c, k))
				parts[2] = append(parts[2], b.boughtOf(on, k))
				parts[3] = append(parts[3], b.runsOn(on, c))
			}
		}
	}
	for i := range sums {
		sums[i] = sum(parts[i]...)
	}
	fees, used, inForce, runs := sums[0], sums[1], sums[2], sums[3]
	value := x.result.Series("commitments." + rest)[x.month]
	switch word {
	case "used", "unused":
		b.split(word, value, parts)
	case "paid":
		b.cashOf(name, value, fees)
	case "owed", "prepaid":
		b.leftOf(name, word, value)
	case "coverage":
		b.shareOf(word, value, used, runs, "nothing runs")
	case "utilization":
		b.shareOf(word, value, used, inForce, "nothing is in force")
	case "savings_rate":
		if runs.value <= 0 {
			x.nothing(word, ratio(value), "nothing runs")
			return
		}
		x.step(word, ratio(value), quotient(difference(b.indexed(used), fees), b.indexed(runs)))
	}
}

// shareOf is a part of a whole.
func (b *bill) shareOf(word string, value float64, part, whole term, none string) {
	if whole.value <= 0 {
		b.nothing(word, ratio(value), none)
		return
	}
	b.step(word, ratio(value), quotient(part, whole))
}

// split is what the fees of a commitment pay for: what runs under it, or what does not.
func (b *bill) split(word string, value float64, parts [4][]term) {
	var used, fees []term
	for i, fee := range parts[0] {
		fees = append(fees, fee)
		if parts[2][i].value > 0 {
			used = append(used, quotient(product(fee, parts[1][i]), parts[2][i]))
		}
	}
	of := sum(used...)
	if word == "unused" {
		of = difference(sum(fees...), used...)
	}
	b.step(word, money(value), of)
}

// feesOf is what a commitment on a part of the bill costs, spread over its terms.
func (b *bill) feesOf(on cost.Committable, k *cost.Contracted) term {
	return b.line(fmt.Sprintf("fees of %s on %s", k.Name, on), k.Fees, func() term {
		var parts []term
		if k.KeptFees > 0 || k.Bought == 0 {
			parts = append(parts, b.is("fees of what "+k.Name+" bought before", money(k.KeptFees)))
		}
		if k.Bought > 0 {
			b.boughtOf(on, k)
			parts = append(parts, b.feesNow(on, k))
		}
		return sum(parts...)
	})
}

// usedOf is what runs under a commitment: what is covered with it, less what those
// before it cover.
func (b *bill) usedOf(on cost.Committable, c *cost.Covering, k *cost.Contracted) term {
	return b.line(fmt.Sprintf("runs under %s on %s", k.Name, on), k.Covered, func() term {
		inForce := b.boughtOf(on, k)
		others := b.is("in force of other commitments", money(k.Others))
		var parts []term
		for i, time := range c.Times {
			if time == 0 {
				continue
			}
			runs := b.runs(on, c, i)
			part := least(runs, inForce)
			if k.Others > 0 {
				part = difference(least(runs, sum(others, inForce)), least(runs, others))
			}
			if time != 1 {
				part = product(b.is(partOf("share of the week", i, len(c.Times)), ratio(time)), part)
			}
			parts = append(parts, part)
		}
		return sum(parts...)
	})
}

// runsOn is what runs on a part of the bill, on the average.
func (b *bill) runsOn(on cost.Committable, c *cost.Covering) term {
	mean := 0.0
	for i, time := range c.Times {
		mean += float64(time * c.Runs[i])
	}
	return b.line("runs on "+on.String(), mean, func() term {
		var parts []term
		for i, time := range c.Times {
			part := b.runs(on, c, i)
			if time != 1 {
				part = product(b.is(partOf("share of the week", i, len(c.Times)), ratio(time)), part)
			}
			parts = append(parts, part)
		}
		return sum(parts...)
	})
}

// cashOf is the cash of a commitment: its fees, with upfront payments in the month of
// the purchase in place of their share in every month.
func (b *bill) cashOf(name string, value float64, fees term) {
	_, _, upfront, bought := b.purchases(name)
	if upfront == 0 {
		b.step("paid", money(value), fees)
		return
	}
	now := difference(product(bought, b.is("upfront", ratio(upfront))), product(fees, b.is("upfront", ratio(upfront))))
	b.step("paid", money(value), sum(fees, now))
}

// purchases are what a commitment has left after the month before, as owed and prepaid,
// the share that is paid at the purchase, and all fees of what is bought this month.
func (b *bill) purchases(name string) (owed, prepaid, upfront float64, bought term) {
	var now float64
	all := b.result.Engine().Pricing().Bought(name)
	for i := range all {
		p := &all[i]
		o, pre := p.Left(b.month - 1)
		owed, prepaid, upfront = owed+o, prepaid+pre, p.Upfront
		if p.Month == b.month {
			now += float64(p.Units * p.Fee * float64(p.Term))
		}
	}
	return owed, prepaid, upfront, b.is("all fees of what is bought this month", money(now))
}

// leftOf is what is owed, or prepaid: what was the month before, and of what is bought,
// less the share of the month.
func (b *bill) leftOf(name, word string, value float64) {
	owed, prepaid, upfront, bought := b.purchases(name)
	before, part := prepaid, b.is("upfront", ratio(upfront))
	if word == "owed" {
		before, part = owed, difference(one(), part)
	}
	fees := 0.0
	for on := range cost.Committables {
		if c := b.covering(on); c != nil {
			for i := range c.Contracts {
				if c.Contracts[i].Name == name {
					fees += c.Contracts[i].Fees
				}
			}
		}
	}
	if b.scenario.PricesIn != "" {
		b.step(word, money(value), b.is(word+" of all purchases, at the exchange rate of the month", money(value)))
		return
	}
	b.step(word, money(value), sum(b.is(word+" the month before", money(before)), product(difference(bought, b.is("fees of the month", money(fees))), part)))
}

// committed explains what all commitments come to over the plan.
func (x *explainer) committed(word string) {
	m, _ := metric.Find(x.scenario, "committed."+word)
	value := x.result.Figure(m.Name)
	all := x.result.Commitment("")
	covered, fees := x.is("list price of what runs under them", money(all.Covered)), x.is("fees", money(all.Fees))
	runs := x.is("list price of what runs", money(all.Runs))
	x.note("months 1 to %d: each as commitments.*, of all of them", x.result.Months())
	q := func() quantity { return quantity{value: *value, kind: m.Kind} }
	switch {
	case value == nil && word == "break_even":
		x.missing(word, "at the horizon commitments have cost more cash than they have spared, or nothing is in force")
	case value == nil:
		x.missing(word, "nothing runs, or nothing is in force")
	case word == "saved":
		x.step(word, q(), difference(covered, fees))
	case word == "savings_rate":
		x.step(word, q(), quotient(difference(covered, fees), runs))
	case word == "coverage":
		x.step(word, q(), quotient(covered, runs))
	case word == "utilization":
		x.step(word, q(), quotient(x.is("units that run, by month", money(all.Used)), x.is("units in force, by month", money(all.InForce))))
	case word == "break_even":
		x.breakEven(q())
	default:
		x.ofEach(word, q())
	}
}

// ofEach adds an amount of every commitment up: at the horizon, or of all months.
func (x *explainer) ofEach(word string, value quantity) {
	var parts []term
	for _, name := range x.scenario.Committed() {
		all := x.result.Commitment(name)
		amount := map[string]float64{"unused": all.Unused, "owed": all.Owed, "prepaid": all.Prepaid}[word]
		parts = append(parts, x.is(word+" of "+name, money(amount)))
	}
	x.step(word, value, sum(parts...))
}

// breakEven is the month before which the cumulative cash of commitments was last below
// zero.
func (x *explainer) breakEven(value quantity) {
	month, sum := int(value.value), 0.0
	pricing := x.result.Engine().Pricing()
	for m := range month {
		c := pricing.Committed("", m)
		sum += c.Covered - c.Paid
	}
	if month > 0 {
		x.say("spared so far", fmt.Sprintf("Σ list price of what runs under them − cash, months 0 to %d", month-1), "", x.text(money(sum)))
	}
	c := pricing.Committed("", month)
	x.derive("spared", difference(x.is("spared before", money(sum)), x.is("cash of the month", money(c.Paid)), x.is("less what runs under them", money(-c.Covered))), money)
	x.nothing("break_even", value, "first month from which it is never below zero again")
}
