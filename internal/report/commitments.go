package report

import (
	"fmt"
	"strings"

	"github.com/talimat/talimat-plan/internal/contract"
	"github.com/talimat/talimat-plan/internal/document"
	"github.com/talimat/talimat-plan/internal/study/commit"
	"github.com/talimat/talimat-plan/internal/unit"
	"github.com/talimat/talimat-plan/internal/words"
)

// commitments is an answer with what its texts have in common.
type commitments struct {
	answer *commit.Answer
	money  words.Currency
	start  unit.Date
}

// Commitments is which commitments to buy, and when.
func Commitments(a *commit.Answer, o Options) *document.Document {
	s := a.Question.Scenario
	d := answer("commitments", s, o)
	x := &commitments{a, d.Currency, s.Start}
	how := "One forecast, with every input at its median."
	if a.Futures > 0 {
		how = "Decided once for " + words.Count(float64(a.Futures)) + " futures together; what it costs and saves are medians over them."
	}
	entitle(d, fmt.Sprintf("Commitments over months 1–%d", s.Months()), how)
	d.Verdict = x.verdict()
	d.Records = []string{"purchases"}
	d.Add(x.purchases(), x.ways(), x.shifted(), x.products(), x.months(), &document.Lines{Lines: x.notes()})
	return d
}

// verdict is what the calendar saves, in a sentence or two.
func (x *commitments) verdict() string {
	w := &x.answer.Ways[0]
	if len(x.answer.Buy) == 0 {
		return "Nothing is worth committing to: every purchase would cost more than it saves."
	}
	n := len(x.answer.Buy)
	text := fmt.Sprintf("%s %s %s of %s on demand, %s: they cover %s of what runs, and %s of what they pay for runs.",
		words.Count(float64(n)), plural(float64(n), "purchase saves", "purchases save"), x.money.Exact(w.Saved), x.money.Exact(w.Alone), words.Percent(w.Share),
		nearly().Write(w.Account.Coverage()), nearly().Write(w.Account.Utilization()))
	if x.answer.Futures > 0 {
		text += fmt.Sprintf(" Nine of ten futures save more than %s; in %s they lose.", x.money.Exact(w.Low), words.Chance(w.Loses))
		text += x.adaptive()
	}
	return text
}

// adaptive says whether a rule that waits and sees does better than any calendar.
func (x *commitments) adaptive() string {
	calendar := &x.answer.Ways[0]
	for i := range x.answer.Ways {
		if w := &x.answer.Ways[i]; w.Name == "follow" && w.Mean < calendar.Mean {
			return " To follow what ran costs less on average than any calendar: the futures differ by more than one can allow for."
		}
	}
	return ""
}

// when is a month of the plan as people read it.
func (x *commitments) when(month int) string { return x.start.Add(month).String() }

// purchases are what to buy, a row each.
func (x *commitments) purchases() *document.Table {
	money := document.Money(x.money)
	t := &document.Table{Name: "purchases", Title: "What to buy", Empty: "Nothing.", Columns: []document.Column{
		{Title: "When", Key: "date", About: "calendar month of the purchase"},
		{Key: "month", For: document.Machines, About: "the same as a month of the plan"},
		{Title: "For", Key: "family", About: "what it is for: infrastructure or database"},
		{Title: "Product", Key: "product", About: "what is bought"},
		{Title: "Covers", Key: "covers", Form: money, Align: document.Right, About: "what it stands for at the list price of its month, a month"},
		{Title: "An hour", Key: "hourly", Align: document.Right, Rank: 2, About: "commitment an hour in the currency of the plan, as savings plans are written"},
		{Title: "A month", Key: "monthly", Form: money, Align: document.Right, About: "paid each month of the term"},
		{Title: "Upfront", Key: "upfront", Form: money, Align: document.Right, Rank: 1, About: "paid at the purchase"},
		{Title: "Until", Key: "until", About: "last calendar month of the term"},
	}}
	for i := range x.answer.Buy {
		b := &x.answer.Buy[i]
		fee := b.Units * b.Fee
		t.Add(document.Word(x.when(b.Month)), document.Count(b.Month), document.Word(b.Family), document.Word(b.Offer),
			document.Number(money, b.Units*b.Price), document.Number(document.Form{}, fee/x.answer.Hours).Reads(x.money.Amount(fee/x.answer.Hours, 4)),
			document.Number(money, fee*(1-b.Upfront)), document.Number(money, fee*b.Upfront*float64(b.Term)), document.Word(x.when(b.Month+b.Term-1)))
	}
	return t
}

// ways are the ways to pay for the same, the calendar first.
func (x *commitments) ways() *document.Table {
	money, ratio := document.Uniform(x.money, 1000, x.answer.Ways[0].Alone), document.Of(unit.KindRatio, "")
	t := &document.Table{Name: "ways", Title: "Ways to pay for it", Columns: []document.Column{
		{Title: "Way", Key: "way", About: "how what runs is paid for"},
		{Key: "about", For: document.Machines, About: "what it does"},
		{Title: "Cost", Key: "cost", Form: money, Align: document.Right, About: "over the plan, fees beyond it by the rule of the horizon, at its worth today"},
		{Title: "Saved", Key: "saved", Form: money, Align: document.Right, About: "against everything on demand"},
		{Title: "Share", Key: "saved_share", Form: ratio, Align: document.Right, About: "of what everything on demand costs"},
		{Title: "Coverage", Key: "coverage", Form: nearly(), Align: document.Right, About: "share of what runs that is covered, in the forecast"},
		{Title: "Used", Key: "utilization", Form: nearly(), Align: document.Right, About: "share of what is committed that runs, in the forecast"},
		{Title: "Unused", Key: "unused", Form: money, Align: document.Right, Rank: 1, About: "paid for what does not run, in the forecast"},
		{Title: "Even by", Key: "break_even", About: "calendar month from which on it has cost no more than on demand, in cash; null when there is none"},
		{Key: "owed", Form: money, For: document.Machines, About: "still to be paid after the horizon"},
		{Key: "prepaid", Form: money, For: document.Machines, About: "paid until the horizon for months after it"},
		{Title: "P10 saved", Key: "saved_p10", Form: money, Align: document.Right, Rank: 2, For: x.sampled(), About: "saving that nine of ten futures exceed; null in a forecast"},
		{Title: "Loses", Key: "loses", Form: document.Form{Kind: unit.KindRatio, Rule: document.Chance}, Align: document.Right, Rank: 1, For: x.sampled(), About: "share of the futures in which it costs more than on demand; null in a forecast"},
	}}
	for i := range x.answer.Ways {
		x.way(t, &x.answer.Ways[i], money)
	}
	for i := range x.answer.Ways {
		if w := &x.answer.Ways[i]; w.Name != "on demand" {
			t.Notes = append(t.Notes, w.Name+": "+w.About+".")
		}
	}
	return t
}

// sampled is who reads what only futures have.
func (x *commitments) sampled() document.Audience {
	if x.answer.Futures > 0 {
		return document.Everyone
	}
	return document.Machines
}

func (x *commitments) way(t *document.Table, w *commit.Way, money document.Form) {
	ratio := document.Of(unit.KindRatio, "")
	covered, used, unused, even, owed, prepaid, low, loses := document.Empty(), document.Empty(), document.Empty(), document.Empty(), document.Empty(), document.Empty(), document.Empty(), document.Empty()
	if a := w.Account; a != nil {
		covered, unused = document.Number(nearly(), a.Coverage()), document.Number(money, a.Wasted())
		owed, prepaid = document.Number(money, a.Owed), document.Number(money, a.Prepaid)
		if a.Coverage() > 0 {
			used = document.Number(nearly(), a.Utilization())
		}
	}
	if w.BreakEven != nil {
		even = document.Word(x.when(*w.BreakEven))
	}
	if x.answer.Futures > 0 {
		low, loses = document.Number(money, w.Low), document.Number(t.Columns[12].Form, w.Loses)
	}
	t.Add(document.Word(w.Name), document.Word(w.About), document.Number(money, w.Cost), document.Number(money, w.Saved), document.Number(ratio, w.Share),
		covered, used, unused, even, owed, prepaid, low, loses)
}

// shifted is the calendar if less or more runs.
func (x *commitments) shifted() *document.Table {
	money, ratio := document.Uniform(x.money, 1000, x.answer.Ways[0].Alone), document.Of(unit.KindRatio, "")
	t := &document.Table{Name: "demand", Title: "If less or more runs than is planned", Columns: []document.Column{
		{Title: "What runs", Key: "factor", Form: ratio, Align: document.Right, About: "share of the forecast"},
		{Title: "With these purchases", Key: "cost", Form: money, Align: document.Right, About: "what it costs then"},
		{Title: "On demand", Key: "on_demand", Form: money, Align: document.Right, About: "what everything on demand costs then"},
		{Title: "Saved", Key: "saved", Form: money, Align: document.Right, About: "the difference"},
		{Title: "Best for it", Key: "best", Form: money, Align: document.Right, About: "with the calendar that fits it"},
		{Title: "Regret", Key: "regret", Form: money, Align: document.Right, About: "what is lost against that"},
	}}
	for _, s := range x.answer.Demand {
		t.Add(document.Number(ratio, s.Factor), document.Number(money, s.Cost), document.Number(money, s.Alone), document.Number(money, s.Alone-s.Cost),
			document.Number(money, s.Best), document.Number(money, s.Cost-s.Best))
	}
	return t
}

// products are what could be bought.
func (x *commitments) products() *document.Table {
	ratio := document.Of(unit.KindRatio, "")
	t := &document.Table{Name: "products", For: document.Machines, Columns: []document.Column{
		{Key: "product", About: "name"},
		{Key: "term", Form: document.Of(unit.KindMonths, ""), About: "months"},
		{Key: "discount", Form: ratio, About: "on the list price of the day of the purchase"},
		{Key: "upfront", Form: ratio, About: "share that is paid at the purchase"},
		{Key: "break_even_hours", Form: document.Decimals(1), About: "of a month, from which on a level is worth it"},
	}}
	for _, p := range x.answer.Question.Products {
		t.Add(document.Word(p.Name), document.Number(document.Of(unit.KindMonths, ""), float64(p.Term)), document.Number(ratio, p.Discount), document.Number(ratio, p.Upfront),
			document.Number(document.Decimals(1), x.answer.Hours*(1-p.Discount)))
	}
	return t
}

// months is how the calendar does, month by month, in the forecast.
func (x *commitments) months() *document.Table {
	money := document.Money(x.money)
	t := &document.Table{Name: "months", For: document.Machines, Columns: []document.Column{
		{Key: "month", About: "of the plan"},
		{Key: "fees", Form: money, About: "of the contracts in force, upfront parts spread over their terms"},
		{Key: "paid", Form: money, About: "cash for contracts"},
		{Key: "unused", Form: money, About: "of the fees, for what does not run"},
		{Key: "on_demand", Form: money, About: "what runs beyond the contracts"},
		{Key: "alone", Form: money, About: "what everything on demand would cost"},
	}}
	a := x.answer.Account
	for m := range a.Fees {
		t.Add(document.Count(m+1), document.Number(money, a.Fees[m]), document.Number(money, a.Paid[m]), document.Number(money, a.Unused[m]), document.Number(money, a.Rest[m]), document.Number(money, a.All[m]))
	}
	return t
}

// notes say what the figures rest on.
func (x *commitments) notes() []document.Line {
	var products []string
	for _, p := range x.answer.Question.Products {
		text := p.Name + " at " + words.Percent(p.Discount) + " off"
		if p.Upfront > 0 {
			text += ", " + words.Percent(p.Upfront) + " upfront"
		}
		products = append(products, text)
	}
	lines := []document.Line{
		document.Say("Products", strings.Join(products, "; ")+". A contract keeps the price of its month."),
		document.Say("Horizon", horizonWords(x.answer.Question.Horizon)),
	}
	if x.answer.Rate != 0 {
		lines = append(lines, document.Say("Discounted", "at "+x.rate()+", as finance.discount_rate says."))
	}
	if a := x.answer.Account; a.Owed > 0 || a.Prepaid > 0 {
		lines = append(lines, document.Say("At the end", fmt.Sprintf("%s are still owed after the horizon, and %s are prepaid for months after it.", x.money.Exact(a.Owed), x.money.Exact(a.Prepaid))))
	}
	return lines
}

// rate is the discount rate as the scenario has it.
func (x *commitments) rate() string {
	r := x.answer.Question.Scenario.Finance.DiscountRate
	return unit.Display(unit.KindGrowth, unit.Value{Number: r.Rate, Per: r.Per})
}

// nearly is the form of a share that may be nearly all.
func nearly() document.Form {
	return document.Form{Kind: unit.KindRatio, Rule: document.AtMost, Places: 1}
}

// horizonWords say how fees beyond the last month count.
func horizonWords(h contract.Horizon) string {
	switch h {
	case contract.Full:
		return "fees beyond the last month count in full, as if nothing ran afterwards (--horizon full)."
	case contract.Residual:
		return "fees beyond the last month count less what their use is worth if the last month goes on (--horizon residual)."
	}
	return "fees count up to the last month, and what is prepaid beyond is an asset (--horizon horizon)."
}
