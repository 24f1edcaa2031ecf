package explain

import (
	"fmt"

	"github.com/talimat/talimat-plan/internal/cost"
)

// finance explains how the investment is judged.
func (x *explainer) finance(figure string) {
	f := &x.result.Finance
	x.period()
	switch figure {
	case "investment":
		x.investment()
	case "monthly_savings":
		saved := x.savings()
		x.step(figure, money(f.MonthlySavings), quotient(saved, x.is("months", count(float64(f.Months)))))
	case "payback":
		x.payback(figure, constant("0", 0), f.Payback)
	case "discounted_payback":
		x.payback(figure, x.discountRate(), f.DiscountedPayback)
	case "npv":
		x.npv()
	case "irr":
		x.irr()
	case "roi":
		investment := x.investment()
		saved := x.savings()
		if f.ROI == nil {
			x.missing(figure, "nothing is invested")
			return
		}
		x.step(figure, ratio(*f.ROI), quotient(difference(saved, investment), investment))
	}
}

// period records the evaluation period.
func (x *explainer) period() {
	in(x, "horizon", "horizon", &x.scenario.Horizon)
	if t := x.scenario.Finance; t != nil && t.Evaluate != nil {
		in(x, "evaluate", "finance.evaluate", t.Evaluate)
	}
	x.note("the period is months 1 to %d", x.result.Finance.Months)
}

// investment adds up the phases that begin within the period.
func (x *explainer) investment() term {
	f := &x.result.Finance
	var parts []term
	for i := range x.scenario.Phases {
		p := &x.scenario.Phases[i]
		if p.Months.First > f.Months {
			x.note("%s begins after the period and is left out", p.Name)
			continue
		}
		if p.Investment > 0 {
			parts = append(parts, in(x, p.Name, "phases."+p.Name+".investment", &p.Investment))
		}
	}
	if len(parts) == 0 {
		return x.nothing("investment", money(f.Investment), "no phase within the period has an investment")
	}
	return x.step("investment", money(f.Investment), sum(parts...))
}

// savings is the saving of all months of the period.
func (x *explainer) savings() term {
	f := &x.result.Finance
	total := money(f.MonthlySavings * float64(f.Months))
	if f.Stated {
		x.note("the saving is the scenario's own figure, not modelled")
		return x.step("savings of the period", total, product(
			in(x, "savings", "finance.savings", x.scenario.Finance.Savings), x.is("months", count(float64(f.Months)))))
	}
	b := x.result.Bill
	var baseline, billed float64
	for m := 1; m <= f.Months; m++ {
		baseline += b.Baseline[m]
		billed += b.Billed[m]
	}
	return x.step("savings of the period", total, difference(
		x.is("Σ cost.baseline", money(baseline)), x.is("Σ cost.billed", money(billed))))
}

// discountRate is the monthly rate that the yearly one comes to.
func (x *explainer) discountRate() term {
	if x.scenario.Finance == nil {
		x.note("without finance.discount_rate nothing is discounted")
		return constant("0", 0)
	}
	return x.derive("monthly rate", difference(x.grown("finance.discount_rate", &x.scenario.Finance.DiscountRate, one()), one()), ratio)
}

// cumulative is the sum of the flows until a month, discounted at a monthly rate.
func (x *explainer) cumulative(rate term, month int) term {
	f := &x.result.Finance
	name := fmt.Sprintf("cumulative flow, month %d", month)
	if rate.value != 0 {
		value := cost.NPV(rate.value, f.Flows[:month+1])
		return x.derive(name, x.discounted(rate, month), func(float64) quantity { return money(value) })
	}
	var saved, invested float64
	for m := range month + 1 {
		saved += f.Flows[m] + f.Invested[m]
		invested += f.Invested[m]
	}
	return x.derive(name, difference(x.is("savings", money(saved)), x.is("investment", money(invested))), money)
}

// discounted adds up the discounted flows until a month, by year.
func (x *explainer) discounted(rate term, last int) term {
	flows := x.result.Finance.Flows
	var parts []term
	for from := 0; from <= last; {
		until := min(max(from+11, 12), last)
		total, factor := 0.0, 1.0
		for m := range until + 1 {
			if m >= from {
				total += flows[m] * factor
			}
			factor /= 1 + rate.value
		}
		parts = append(parts, x.is(fmt.Sprintf("Σ flow ÷ (1 + monthly rate)^month, months %d to %d", from, until), money(total)))
		from = until + 1
	}
	return sum(parts...)
}

// payback shows the cumulative flow before and in the month that pays back.
func (x *explainer) payback(figure string, rate term, month *int) {
	f := &x.result.Finance
	if investment := x.investment(); investment.value == 0 {
		x.missing(figure, "nothing is invested")
		return
	}
	x.savings()
	if month == nil {
		end := x.cumulative(rate, f.Months)
		if end.value < 0 {
			x.missing(figure, "the cumulative flow is still below zero in month %d", f.Months)
		} else {
			x.missing(figure, "the cumulative flow is never below zero")
		}
		return
	}
	x.cumulative(rate, *month-1)
	x.cumulative(rate, *month)
	period, _ := cost.Payback(rate.value, f.Flows)
	x.step(figure, months(float64(*month)), term{
		name: "first month from which the cumulative flow stays at or above zero", figure: fmt.Sprintf("month %d", *month), value: float64(period),
	})
}

func (x *explainer) npv() {
	f := &x.result.Finance
	x.investment()
	x.savings()
	x.note("the flow of a month is its saving less its investment")
	x.step("npv", money(f.NPV), x.discounted(x.discountRate(), f.Months))
}

// irr shows the monthly rate at which the net present value is zero.
func (x *explainer) irr() {
	f := &x.result.Finance
	if investment := x.investment(); investment.value == 0 {
		x.missing("irr", "nothing is invested")
		return
	}
	x.savings()
	monthly, _ := cost.IRR(f.Flows)
	if f.IRR == nil {
		x.missing("irr", "the net present value is zero at no rate, or at more than one")
		return
	}
	x.say("monthly rate", "rate at which Σ flow ÷ (1 + rate)^month is zero", fmt.Sprintf("months 0 to %d", f.Months), x.text(ratio(monthly)))
	x.step("irr", ratio(*f.IRR), difference(power(sum(one(), x.is("monthly rate", ratio(monthly))), constant("12", 12)), one()))
}

// reached explains when a driver reaches its target.
func (x *explainer) reached(figure string) {
	switch figure {
	case "wall":
		x.wall()
		return
	case "shortage":
		x.shortage()
		return
	}
	path, name := "drivers.users", "users"
	month, series := x.result.Reached.Users, x.result.Demand.Users
	var goal term
	var set bool
	if figure == "database" {
		path, name = "drivers.database", "database_bytes"
		month, series = x.result.Reached.Database, x.result.Demand.DatabaseBytes
		if d := x.scenario.Drivers.Database; d != nil && d.Target != nil {
			goal, set = in(x, "target", path+".target", d.Target), true
		}
	} else if t := x.scenario.Drivers.Users.Target; t != nil {
		goal, set = in(x, "target", path+".target", t), true
	}
	if !set {
		x.missing(figure, "the scenario has no %s.target", path)
		return
	}
	as := count
	if figure == "database" {
		as = bytes
	}
	if month == nil {
		last := x.result.Months()
		in(x, "horizon", "horizon", &x.scenario.Horizon)
		x.nothing(fmt.Sprintf("%s, month %d", name, last), as(series[last]), "at the horizon")
		x.missing(figure, "the target of %s is not reached by month %d", goal.figure, last)
		return
	}
	for m := max(*month-1, 0); m <= *month; m++ {
		x.nothing(fmt.Sprintf("%s, month %d", name, m), as(series[m]), "explained by "+name)
	}
	x.step(figure, months(float64(*month)), term{
		name: "first month with " + name + " ≥ target", figure: fmt.Sprintf("%s ≥ %s", x.text(as(series[*month])), goal.figure), value: float64(*month),
	})
}

// wall explains when the largest database tier stops carrying the load.
func (x *explainer) wall() {
	tiers := x.result.Engine().Sizing().Databases()
	if len(tiers) == 0 {
		x.missing("wall", "the scenario has no database")
		return
	}
	month, largest := x.result.Reached.Wall, tiers[len(tiers)-1].Name
	if month == nil {
		x.missing("wall", "%s, the largest tier, carries the load in every month", largest)
		return
	}
	what := x.result.Capacity.Database.Wall[*month].String()
	x.note("database.read_replicas and database.disk_bytes explain what the database needs")
	x.step("wall", months(float64(*month)), term{
		name: "first month in which " + largest + " does not carry the " + what, figure: what + " beyond " + largest, value: float64(*month),
	})
}

// revenue is what users bring in, and what is left of it after the cost.
func (x *explainer) revenue(name string) {
	at := func(metric string) quantity { return money(x.result.Series(metric)[x.month]) }
	brought := x.step("revenue", at("revenue"), product(x.metric("users"),
		in(x, "revenue per user", "finance.revenue", x.scenario.Finance.Revenue)))
	if name == "margin" {
		x.step("margin", at("margin"), difference(brought, x.metric("cost.effective")))
	}
}
