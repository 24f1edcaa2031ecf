package finding

import (
	"fmt"
	"slices"

	"github.com/talimat/talimat-plan/internal/cost"
	"github.com/talimat/talimat-plan/internal/metric"
	"github.com/talimat/talimat-plan/internal/model"
	"github.com/talimat/talimat-plan/internal/unit"
	"github.com/talimat/talimat-plan/internal/words"
)

// leverCosts: a lever costs more than it saves over the whole plan, or still
// does so at its end.
func leverCosts(e *Evidence) []Finding {
	var all []Finding
	last := e.Scenario.Months()
	for l, name := range metric.Levers() {
		row := e.Bill.Savings[l]
		first, total := -1, 0.0
		for month, v := range row {
			if month > 0 { // as all totals do: month 0 is today
				total += v
			}
			if v < 0 && first < 0 {
				first = month
			}
		}
		if first < 0 || total >= 0 && row[last] >= 0 {
			continue
		}
		all = append(all, Finding{
			Code: "lever-costs", Severity: Medium, Month: &first, Path: leverPath(e, cost.Lever(l)),
			Message:    fmt.Sprintf("%s costs more than it saves", name),
			Arithmetic: fmt.Sprintf("%s in month %d, %s in month %d, %s in months 1 to %d", e.money(row[first]), first, e.money(row[last]), last, e.money(total), last),
			Remedy:     "begin later, or make it smaller: it pays only once what it relieves is large enough",
		})
	}
	return all
}

// leverPath is the section of the scenario that a lever comes from.
func leverPath(e *Evidence, l cost.Lever) string {
	switch {
	case l == cost.Caching && e.Scenario.Cache != nil:
		return "cache"
	case l == cost.Offload && e.Scenario.CDN != nil:
		return "cdn"
	default:
		return "savings." + metric.Levers()[l]
	}
}

// notPaidBack: the investment is not recovered within the evaluation period.
func notPaidBack(e *Evidence) []Finding {
	f := e.Finance
	if f.Investment == 0 || f.Payback != nil {
		return nil
	}
	return []Finding{{
		Code: "not-paid-back", Severity: High, Path: "finance",
		Message:    fmt.Sprintf("the investment of %s is not paid back within %d months", e.money(f.Investment), f.Months),
		Arithmetic: fmt.Sprintf("%d × %s saved a month = %s", f.Months, e.money(f.MonthlySavings), e.money(f.MonthlySavings*float64(f.Months))),
		Remedy:     "invest less, later, or in what saves more",
	}}
}

// savingsBeforeInvestment: levers already act today, so that the return on the
// investment counts what it did not bring.
func savingsBeforeInvestment(e *Evidence) []Finding {
	saved := e.Bill.Baseline[0] - e.Bill.Effective[0]
	if e.Finance.Investment == 0 || e.Finance.Reference != cost.Unlevered || saved <= 0 {
		return nil
	}
	return []Finding{{
		Code: "savings-before-investment", Severity: Medium, Month: new(int), Path: "savings",
		Message:    fmt.Sprintf("levers that act today already save %s a month, and ROI and payback count it", e.money(saved)),
		Arithmetic: fmt.Sprintf("baseline %s − effective %s in month 0", e.money(e.Bill.Baseline[0]), e.money(e.Bill.Effective[0])),
		Remedy:     "give a lever that the investment brings its phase (from), or leave out the investment",
	}}
}

// savingAboveBill: somebody states a saving larger than what is spent today.
func savingAboveBill(e *Evidence) []Finding {
	bill := e.Bill.Effective[0]
	for _, c := range e.Claims {
		if c.Metric != "finance.monthly_savings" || c.Claimed <= bill {
			continue
		}
		return []Finding{{
			Code: "saving-above-bill", Severity: High, Month: new(int), Path: "claims." + c.Name,
			Message:    fmt.Sprintf("a saving of %s a month is more than today's whole bill", e.money(c.Claimed)),
			Arithmetic: fmt.Sprintf("%s > %s in month 0: it can only be saved on costs that growth has yet to bring", e.money(c.Claimed), e.money(bill)),
			Remedy:     "say against which costs, and from which month on, the saving counts",
		}}
	}
	return nil
}

// claimArithmetic: a claim does not follow even from the inputs that its author states.
func claimArithmetic(e *Evidence) []Finding {
	var all []Finding
	for _, c := range e.Claims {
		if c.Pass || len(c.Given) == 0 {
			continue
		}
		computed := "it does not exist"
		if c.Computed != nil {
			computed = "it is " + e.result(c.Metric, c.Kind, *c.Computed)
		}
		var given []string
		for _, g := range c.Given {
			given = append(given, g.Name+" = "+g.Value)
		}
		f := Finding{
			Code: "claim-arithmetic", Severity: High, Path: "claims." + c.Name,
			Message:    fmt.Sprintf("%s of %s does not follow from its own inputs: %s", c.Metric, e.result(c.Metric, c.Kind, c.Claimed), computed),
			Arithmetic: "given " + words.List(given),
			Remedy:     "correct the claim or its inputs",
		}
		if c.Metric == "finance.roi" && c.Computed != nil {
			invested, months := c.Finance.Investment, c.Finance.Months
			saved := c.Finance.MonthlySavings * float64(months)
			f.Arithmetic += fmt.Sprintf(": (%s − %s) ÷ %s over %d months", e.money(saved), e.money(invested), e.money(invested), months)
			f.Remedy += e.instead(c.Claimed, invested, saved, months)
		}
		all = append(all, f)
	}
	return all
}

// instead says what would have to be true for a claimed return: another saving,
// another investment, or more time. With s the savings of n months and I what is
// invested, ROI = (s − I) ÷ I.
func (e *Evidence) instead(claimed, invested, saved float64, months int) string {
	back := 1 + claimed // what comes back for one that is invested
	if back <= 0 || invested <= 0 || saved <= 0 {
		return ""
	}
	n := float64(months)
	return fmt.Sprintf("; it would take %s saved a month, or an investment of %s, or %s months of this saving",
		e.money(invested*back/n), e.money(saved/back), words.Number(invested*back/(saved/n)))
}

// claimsFail: stated figures that the model does not arrive at, in one finding
// that counts as the table of claims does. Of those with inputs of their own
// claimArithmetic says more.
func claimsFail(e *Evidence) []Finding {
	var names []string
	path := ""
	for _, c := range e.Claims {
		if c.Pass {
			continue
		}
		if path == "" {
			path = "claims." + c.Name
		}
		names = append(names, c.Name)
	}
	if len(names) == 0 {
		return nil
	}
	return []Finding{{
		Code: "claims-fail", Severity: Medium, Path: path,
		Message:    fmt.Sprintf("%d of the %d claims about this plan do not match what it yields", len(names), len(e.Claims)),
		Arithmetic: words.List(names),
		Remedy:     "see the claims, and explain for the arithmetic behind each result",
	}}
}

// spotDearer: spot capacity saves less than the commitment that the same servers
// could have, because some hours pay the list price.
func spotDearer(e *Evidence) []Finding {
	r, s := e.Scenario.Savings.Reserved, e.Scenario.Savings.Spot
	if r == nil || s == nil || len(r.Parts) > 0 && !slices.Contains(r.Parts, "infrastructure") {
		return nil
	}
	net := float64(s.Discount) * (1 - float64(s.Fallback))
	month := max(r.From.Or(0), s.From.Or(0))
	interruptible := slices.ContainsFunc(e.Scenario.Services, func(s model.Service) bool { return s.Interruptible })
	if !interruptible || net >= float64(r.Discount) || month > e.Scenario.Months() {
		return nil
	}
	return []Finding{{
		Code: "spot-dearer", Severity: Medium, Month: &month, Path: "savings.spot",
		Message:    fmt.Sprintf("spot capacity saves %s, a commitment %s of the same servers", words.Percent(net), words.Percent(float64(r.Discount))),
		Arithmetic: fmt.Sprintf("%s × (1 − %s fallback) = %s < %s", term(float64(s.Discount)), term(float64(s.Fallback)), term(net), term(float64(r.Discount))),
		Remedy:     "leave out savings.spot: what runs for most of the time is committed in its place already",
	}}
}

// staleAfter is from how many months on a price list is old: those of clouds change
// several times a year.
const staleAfter = 12

// stalePrices: prices were taken from a book that is old where the plan begins.
func stalePrices(e *Evidence) []Finding {
	b := e.Scenario.Prices.Book
	if b == nil || len(b.Oldest) < len("2026-01") {
		return nil
	}
	oldest, err := unit.ParseDate(b.Oldest[:len("2026-01")])
	if err != nil {
		return nil
	}
	start, month := e.Scenario.Start, 0
	age := (start.Year-oldest.Year)*12 + start.Month - oldest.Month
	if age <= staleAfter {
		return nil
	}
	return []Finding{{
		Code: "stale-prices", Severity: Low, Month: &month, Path: "prices.book",
		Message:    fmt.Sprintf("a price of %s is %s old where the plan begins", b.File, words.Months(age)),
		Arithmetic: fmt.Sprintf("%s is %s before %s", b.Oldest, words.Months(age), start),
		Remedy:     "import the price list again",
	}}
}
