package explain

import (
	"fmt"
	"strings"

	"github.com/talimat/talimat-plan/internal/cost"
	"github.com/talimat/talimat-plan/internal/unit"
)

// judgement is one verdict on the investment with what it is held against.
type judgement struct {
	*explainer
	verdict *cost.Verdict
	name    string        // of what the reference spends
	against cost.Spending // the reference; empty when the saving is stated
}

// finance explains how the investment is judged, against what would be done
// without the project or, of "baseline.…", against the baseline.
func (x *explainer) finance(figure string) {
	f, bill := &x.result.Finance, x.result.Bill
	j := judgement{x, &f.Verdict, "cost.baseline", cost.Spending{Effective: bill.Baseline, Billed: bill.Baseline}}
	if rest, ok := strings.CutPrefix(figure, "baseline."); ok {
		j.verdict, figure = &f.Baseline, rest
	} else if without := x.result.Without; without != nil {
		j.name, j.against = "billed without the project", cost.Spending{Effective: without.Effective, Billed: without.Billed}
	}
	x.period()
	if figure == "investment" {
		x.investment()
		return
	}
	if figure == "residual" {
		x.residual()
		return
	}
	j.figure(figure)
}

// figure explains a figure of the verdict.
func (j *judgement) figure(figure string) {
	v := j.verdict
	switch figure {
	case "monthly_savings":
		saved := j.savings()
		j.step(figure, money(v.MonthlySavings), quotient(saved, j.is("months", count(float64(j.result.Finance.Months)))))
	case "payback":
		j.payback(figure, constant("0", 0), v.Payback)
	case "discounted_payback":
		j.payback(figure, j.discountRate(), v.DiscountedPayback)
	case "npv":
		j.npv()
	case "irr":
		j.irr()
	case "mirr":
		j.mirr()
	case "cash_need", "cash_need_month":
		j.cashNeed(figure)
	case "tco":
		j.tco()
	case "roi":
		investment := j.investment()
		saved := j.savings()
		if v.ROI == nil {
			j.missing(figure, "nothing is invested")
			return
		}
		j.step(figure, ratio(*v.ROI), quotient(difference(saved, investment), investment))
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
func (j *judgement) savings() term {
	f, bill := &j.result.Finance, j.result.Bill
	total := money(j.verdict.MonthlySavings * float64(f.Months))
	if f.Reference == cost.Stated {
		j.note("the saving is the scenario's own figure, not modelled")
		first := j.earns()
		if first > 1 {
			j.note("it begins in month %d, with the first phase that is paid", first)
		}
		return j.step("savings of the period", total, product(
			in(j.explainer, "savings", "finance.savings", j.scenario.Finance.Savings), j.is("months", count(float64(f.Months-first+1)))))
	}
	switch {
	case j.name != "cost.baseline":
		j.note("without the project: the same demand with commitments, and the levers that begin with no phase; cost.reference is its effective cost")
	case f.Reference == cost.Unlevered:
		j.note("no lever begins with a phase, so that the reference is the baseline without any")
	}
	return j.step("savings of the period", total, difference(
		j.spent(j.name, j.against), j.spent("cost.billed", cost.Spending{Effective: bill.Effective, Billed: bill.Billed})))
}

// earns is the month in which a stated saving begins.
func (x *explainer) earns() int {
	first := 0
	for i := range x.scenario.Phases {
		p := &x.scenario.Phases[i]
		if p.Investment > 0 && p.Months.First <= x.result.Finance.Months && (first == 0 || p.Months.First < first) {
			first = p.Months.First
		}
	}
	return max(first, 1)
}

// spent is what a way of running costs over the period: the cash, with what is paid
// in month 0 for later months and less what is prepaid and unused at the end.
func (x *explainer) spent(name string, s cost.Spending) term {
	last, billed := x.result.Finance.Months, 0.0
	for _, v := range s.Billed[1 : last+1] {
		billed += v
	}
	cash := x.is("Σ "+name, money(billed))
	digits := unit.MinorDigits(x.scenario.Currency)
	opening, unused := unit.RoundMinor(s.Prepaid(0), digits), unit.RoundMinor(s.Prepaid(last), digits)
	if opening == 0 && unused == 0 {
		return cash
	}
	parts := []term{cash}
	if opening != 0 {
		parts = append(parts, x.is("prepaid in month 0", money(opening)))
	}
	return x.derive("spent, "+name, difference(sum(parts...), x.is("prepaid and unused", money(unused))), money)
}

// residual is what is prepaid and unused at the end of the period.
func (x *explainer) residual() {
	bill, f := x.result.Bill, &x.result.Finance
	var billed, effective float64
	for m := range f.Months + 1 {
		billed += bill.Billed[m]
		effective += bill.Effective[m]
	}
	x.note("month 0 counts here: what is paid in it for later months is among what is used up")
	x.step("residual", money(f.Residual), difference(x.is("Σ cost.billed", money(billed)), x.is("Σ cost.effective", money(effective))))
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
func (j *judgement) cumulative(rate term, month int) term {
	name := fmt.Sprintf("cumulative flow, month %d", month)
	if rate.value != 0 {
		value := cost.NPV(rate.value, j.verdict.Flows[:month+1])
		return j.derive(name, j.discounted(rate, month), func(float64) quantity { return money(value) })
	}
	var saved, invested float64
	for m := range month + 1 {
		saved += j.verdict.Flows[m] + j.result.Finance.Invested[m]
		invested += j.result.Finance.Invested[m]
	}
	return j.derive(name, difference(j.is("savings", money(saved)), j.is("investment", money(invested))), money)
}

// discounted adds up the discounted flows until a month, by year.
func (j *judgement) discounted(rate term, last int) term {
	var parts []term
	for from := 0; from <= last; {
		until := min(max(from+11, 12), last)
		total, factor := 0.0, 1.0
		for m := range until + 1 {
			if m >= from {
				total += float64(j.verdict.Flows[m] * factor)
			}
			factor /= 1 + rate.value
		}
		parts = append(parts, j.is(fmt.Sprintf("Σ flow ÷ (1 + monthly rate)^month, months %d to %d", from, until), money(total)))
		from = until + 1
	}
	return sum(parts...)
}

// payback shows the cumulative flow before and in the month that pays back.
func (j *judgement) payback(figure string, rate term, month *int) {
	if investment := j.investment(); investment.value == 0 {
		j.missing(figure, "nothing is invested")
		return
	}
	j.savings()
	if month == nil {
		j.cumulative(rate, j.result.Finance.Months)
		j.missing(figure, "the cumulative flow is still below zero in month %d", j.result.Finance.Months)
		return
	}
	if *month == 0 {
		j.note("the cumulative flow never falls below zero: the investment is paid back at once")
	} else {
		j.cumulative(rate, *month-1)
	}
	j.cumulative(rate, *month)
	period, _ := cost.Payback(rate.value, j.verdict.Flows)
	j.step(figure, months(float64(*month)), term{
		name: "first month from which the cumulative flow stays at or above zero", figure: fmt.Sprintf("month %d", *month), value: float64(period),
	})
}

func (j *judgement) npv() {
	j.investment()
	j.savings()
	j.note("the flow of a month is its saving less its investment")
	if j.result.Finance.Residual != 0 {
		j.note("what is prepaid and unused at the end is a flow of the last month")
	}
	j.step("npv", money(j.verdict.NPV), j.discounted(j.discountRate(), j.result.Finance.Months))
}

// irr shows the monthly rate at which the net present value is zero.
func (j *judgement) irr() {
	if investment := j.investment(); investment.value == 0 {
		j.missing("irr", "nothing is invested")
		return
	}
	j.savings()
	rates := cost.IRRs(j.verdict.Flows)
	switch len(rates) {
	case 0:
		j.missing("irr", "the net present value is zero at no rate between a loss of 99%% and a gain of 1,000%% a month")
		return
	case 1:
	default:
		var all []string
		for _, rate := range rates {
			all = append(all, j.text(ratio(rate)))
		}
		j.missing("irr", "the net present value is zero at several rates a month: %s", strings.Join(all, ", "))
		return
	}
	monthly := rates[0]
	j.say("monthly rate", "rate at which Σ flow ÷ (1 + rate)^month is zero", fmt.Sprintf("months 0 to %d", j.result.Finance.Months), j.text(ratio(monthly)))
	j.step("irr", ratio(*j.verdict.IRR), difference(power(sum(one(), j.is("monthly rate", ratio(monthly))), constant("12", 12)), one()))
}

// mirr shows what flows out and in, each at its worth, and the rate between them.
func (j *judgement) mirr() {
	if investment := j.investment(); investment.value == 0 {
		j.missing("mirr", "nothing is invested")
		return
	}
	j.savings()
	rate := j.discountRate()
	monthly, ok := cost.MIRR(j.verdict.Flows, rate.value, rate.value)
	if !ok {
		j.missing("mirr", "no month has more coming in than going out, or the reverse")
		return
	}
	paid, received := 0.0, 0.0
	last := j.result.Finance.Months
	for month, f := range j.verdict.Flows {
		if f < 0 {
			paid -= cost.NPV(rate.value, append(make([]float64, month), f))
		} else {
			received += cost.NPV(1/(1+rate.value)-1, append(make([]float64, last-month), f))
		}
	}
	out := j.is("Σ outflow ÷ (1 + monthly rate)^month", money(paid))
	in := j.is(fmt.Sprintf("Σ inflow × (1 + monthly rate)^(%d − month)", last), money(received))
	j.say("rate of a month", fmt.Sprintf("(inflows ÷ outflows)^(1 ÷ %d) − 1", last), in.figure+" ÷ "+out.figure, j.text(ratio(monthly)))
	j.step("mirr", ratio(cost.YearlyRate(monthly)), difference(power(sum(one(), j.is("rate of a month", ratio(monthly))), constant("12", 12)), one()))
}

// cashNeed shows the month in which most money is out.
func (j *judgement) cashNeed(figure string) {
	j.investment()
	j.savings()
	need, month := cost.DeepestNeed(j.verdict.Flows)
	switch {
	case need == 0 && figure == "cash_need":
		j.nothing(figure, money(0), "the cumulative flow is never below zero")
	case need == 0:
		j.missing(figure, "the cumulative flow is never below zero")
	case figure == "cash_need":
		j.step(figure, money(need), difference(constant("0", 0), j.cumulative(constant("0", 0), month)))
	default:
		j.cumulative(constant("0", 0), month)
		j.step(figure, months(float64(month)), term{name: "first month in which the cumulative flow is least", figure: fmt.Sprintf("month %d", month), value: float64(month)})
	}
}

// tco adds what the plan costs and what is invested.
func (j *judgement) tco() {
	effective := 0.0
	for _, v := range j.result.Bill.Effective[1 : j.result.Finance.Months+1] {
		effective += v
	}
	j.step("tco", money(cost.Sum(effective+j.result.Finance.Investment)), sum(j.is("Σ cost.effective", money(effective)), j.investment()))
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
	brought := x.step("revenue", at("revenue"), product(x.driverMetric(x.scenario.Counted().Name),
		in(x, "revenue per user", "finance.revenue", x.scenario.Finance.Revenue)))
	if name == "margin" {
		x.step("margin", at("margin"), difference(brought, x.metric("cost.effective")))
	}
}
