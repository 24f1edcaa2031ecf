package report

import (
	"fmt"
	"math"
	"unicode/utf8"

	"github.com/talimat/talimat-plan/internal/document"
	"github.com/talimat/talimat-plan/internal/study/decision"
	"github.com/talimat/talimat-plan/internal/unit"
	"github.com/talimat/talimat-plan/internal/words"
)

// span says which months a total is of.
func (v *choices) span() string {
	text := period{1, v.Months}.span()
	for i := range v.Standings {
		if v.Standings[i].Invests {
			return text + " with investments"
		}
	}
	return text
}

// over says how long totals are of, and that they are discounted.
func (v *choices) over() string {
	if v.Rate.Rate == 0 {
		return words.Months(v.Months)
	}
	return words.Months(v.Months) + " at present value (" + discounted(v.Rate) + ")"
}

// discounted is a discount rate as it would be written.
func discounted(g unit.Growth) string {
	return unit.Display(unit.KindGrowth, unit.Value{Number: g.Rate, Per: g.Per})
}

// totals is the table of what each variant costs in total.
func (v *choices) totals() *document.Table {
	what := "Total"
	if v.Rate.Rate != 0 {
		what = "Present value at " + discounted(v.Rate)
	}
	t := v.costs("totals", what+" of "+v.span(), func(s *decision.Standing) (decision.Spread, decision.Estimate) { return s.Total, s.TotalMean })
	dearest := v.column(func(i int) float64 { return v.Standings[i].Shortfall.Value })
	if len(t.Columns) > 2 {
		t.Put(document.Column{Title: "Dearest\n5%", Align: document.Right, Rank: 1}, dearest...)
		t.Notes = []string{"Dearest 5%: mean of that share of the futures (expected shortfall)."}
	}
	return t
}

// last is the table of what each variant costs in the last month.
func (v *choices) last() *document.Table {
	return v.costs("last_months", "Effective cost of "+words.When(v.Months, v.Variants[0].Scenario.Start),
		func(s *decision.Standing) (decision.Spread, decision.Estimate) { return s.Last, s.LastMean })
}

// costs is a figure by variant: over the futures, or the one that all of them have.
func (v *choices) costs(name, title string, of func(*decision.Standing) (decision.Spread, decision.Estimate)) *document.Table {
	t := &document.Table{Name: name, Title: title, For: document.People}
	t.Put(document.Column{Title: "Variant"}, each(v.Variants, func(v decision.Variant) document.Cell { return document.Word(v.Name) })...)
	spread := func(i int) decision.Spread { s, _ := of(&v.Standings[i]); return s }
	if !v.all(func(i int) bool { return certain(spread(i)) }) {
		t.Title += ", by the share of the futures that cost less"
		t.Put(document.Column{Title: "P10", Align: document.Right}, v.column(func(i int) float64 { return spread(i).P10.Value })...)
		t.Put(document.Column{Title: "P50", Align: document.Right}, v.column(func(i int) float64 { return spread(i).P50.Value })...)
		t.Put(document.Column{Title: "P90", Align: document.Right}, v.column(func(i int) float64 { return spread(i).P90.Value })...)
	}
	mean := v.column(func(i int) float64 { _, m := of(&v.Standings[i]); return m.Value })
	for i := range mean {
		_, m := of(&v.Standings[i])
		mean[i] = mean[i].Within(m.Half)
	}
	t.Put(document.Column{Title: "Expected", Align: document.Right}, mean...)
	return t
}

// all says whether something is so of all variants.
func (v *choices) all(is func(i int) bool) bool {
	for i := range v.Variants {
		if !is(i) {
			return false
		}
	}
	return true
}

// column is amounts of the variants by one rule.
func (v *choices) column(amount func(i int) float64) []document.Cell {
	values := make([]float64, len(v.Variants))
	for i := range values {
		values[i] = amount(i)
	}
	return v.amounts(values)
}

// amounts are amounts by one rule; what is not finite does not exist.
func (v *choices) amounts(values []float64) []document.Cell {
	form := document.Uniform(v.money, 100, values...)
	return each(values, func(x float64) document.Cell { return document.Number(form, x) })
}

// totalPairs is the table of every two variants by their total.
func (v *choices) totalPairs() *document.Table {
	return v.versus("total_differences", "In the same future, over "+v.span()+v.discounted(), func(p *decision.Pair) *decision.Difference { return &p.Total })
}

// discounted says at which rate totals are worth what they are, if at any.
func (v *choices) discounted() string {
	if v.Rate.Rate == 0 {
		return ""
	}
	return ", present value at " + discounted(v.Rate)
}

// lastPairs is that by the cost of the last month.
func (v *choices) lastPairs() *document.Table {
	return v.versus("last_month_differences", fmt.Sprintf("In the same future, month %d", v.Months), func(p *decision.Pair) *decision.Difference { return &p.Last })
}

// versus is the table of every two variants that a figure tells apart.
func (v *choices) versus(name, title string, of func(*decision.Pair) *decision.Difference) *document.Table {
	t := &document.Table{Name: name, Title: title, For: document.People}
	var told []*decision.Pair
	sure := true
	for i := range v.Pairs {
		if d := of(&v.Pairs[i]); d.Equal.Value != 1 {
			told = append(told, &v.Pairs[i])
			sure = sure && certain(d.Spread)
		}
	}
	if told == nil {
		return t
	}
	amounts := func(amount func(d *decision.Difference) float64) []document.Cell {
		return v.amounts(each(told, func(p *decision.Pair) float64 { return amount(of(p)) }))
	}
	more := amounts(func(d *decision.Difference) float64 { return d.Mean.Value })
	for i, p := range told {
		more[i] = more[i].Within(of(p).Mean.Half)
	}
	t.Put(document.Column{Title: "Variant against another"}, each(told, func(p *decision.Pair) document.Cell {
		return document.Word(v.short(p.Second) + " – " + v.short(p.First))
	})...)
	t.Put(document.Column{Title: "Cheaper\nin", Align: document.Right}, each(told, func(p *decision.Pair) document.Cell { return chance(of(p).Dearer).Within(math.NaN()) })...)
	t.Put(document.Column{Title: "Costs\nmore by", Align: document.Right}, more...)
	t.Notes = []string{"a – b: what a costs more than b in the same future."}
	if !sure {
		t.Put(document.Column{Title: "P10", Align: document.Right, Rank: 3}, amounts(func(d *decision.Difference) float64 { return d.Spread.P10.Value })...)
		t.Put(document.Column{Title: "P90", Align: document.Right, Rank: 2}, amounts(func(d *decision.Difference) float64 { return d.Spread.P90.Value })...)
		t.Put(document.Column{Title: "Narrower\nby pairing", Align: document.Right, Rank: 4}, each(told, func(p *decision.Pair) document.Cell { return document.Word(times(of(p).Narrower())) })...)
		t.Notes = []string{"a – b: what a costs more than b in the same future; the interval is so many times narrower than with futures of each variant's own."}
	}
	if left := len(v.Pairs) - len(told); left > 0 {
		t.Notes = append(t.Notes, fmt.Sprintf("Left out: %d of %d pairs, which cost the same in every future.", left, len(v.Pairs)))
	}
	return t
}

// pairWidth is the room that tables leave to a first column for certain.
const pairWidth = 24

// short is a name for where two stand side by side, in the room that every table
// leaves to its first column: with the variant's number when what is left of it is
// also left of another's.
func (v *choices) short(i int) string {
	const dash = len(" - ")
	longest := 0
	for _, p := range v.Pairs {
		longest = max(longest, utf8.RuneCountInString(v.name(p.First))+dash+utf8.RuneCountInString(v.name(p.Second)))
	}
	if longest <= pairWidth {
		return v.name(i)
	}
	const width = (pairWidth - dash) / 2
	name := words.Shorten(v.name(i), width)
	for k := range v.Variants {
		if k != i && words.Shorten(v.name(k), width) == name {
			number := fmt.Sprintf("#%d", i+1)
			return words.Shorten(name, width-len(number)) + number
		}
	}
	return name
}

// times writes how many times narrower an interval is.
func times(factor float64) string {
	if math.IsInf(factor, 0) {
		return "exact"
	}
	return words.Rate(factor) + "x"
}

// holds is the table of how often each variant breaks limits, and what it returns.
func (v *choices) holds() *document.Table {
	t := &document.Table{Name: "feasibility", Title: "Limits that deny, and the investment", For: document.People}
	sure := func(e decision.Estimate) document.Cell { return chance(e).Within(math.NaN()) }
	cells := func(cell func(s *decision.Standing) document.Cell) []document.Cell {
		return each(v.Standings, func(s decision.Standing) document.Cell { return cell(&s) })
	}
	t.Put(document.Column{Title: "Variant"}, each(v.Variants, func(v decision.Variant) document.Cell { return document.Word(v.Name) })...)
	above := "Above the cheapest\nwhere both hold"
	if len(v.Limits) == 0 {
		t.Title, above = "Regret, and the investment", "Above the cheapest\nof each future"
	} else {
		t.Put(document.Column{Title: "Breaks\nlimits in", Align: document.Right}, cells(func(s *decision.Standing) document.Cell { return sure(s.Fails) })...)
		t.Put(document.Column{Title: "Where another\nholds", Align: document.Right}, cells(func(s *decision.Standing) document.Cell { return sure(s.Regret) })...)
		t.Notes = []string{"Where another holds: it breaks limits though another variant breaks none of its own (regret)."}
		if hopeless := v.Standings[0].Fails.Value - v.Standings[0].Regret.Value; hopeless > 0 {
			t.Notes = append(t.Notes, fmt.Sprintf("In %s of the futures every variant breaks a limit.", words.Chance(hopeless)))
		}
	}
	t.Put(document.Column{Title: above, Align: document.Right, Rank: 1}, v.column(func(i int) float64 {
		if v.Standings[i].Shared.Value == 0 {
			return math.NaN()
		}
		return v.Standings[i].Extra.Value
	})...)
	invests := !v.all(func(i int) bool { return !v.Standings[i].Invests })
	if invests {
		t.Put(document.Column{Title: "Payback\nP50, month", Align: document.Right, Rank: 3}, cells(payback)...)
	}
	if invests || !v.all(func(i int) bool { return v.Standings[i].NPV.Value == 0 }) {
		t.Put(document.Column{Title: "NPV\nP50", Align: document.Right, Rank: 2}, v.column(func(i int) float64 { return v.Standings[i].NPV.Value })...)
	}
	return t
}

// payback is the month in which the investment of a variant has paid.
func payback(s *decision.Standing) document.Cell {
	switch {
	case !s.Invests:
		return document.None(words.None)
	case s.Payback.Never():
		return document.None("never")
	}
	return document.Count(int(math.Round(s.Payback.Value)))
}

// odds is the table of each limit.
func (v *choices) odds() *document.Table {
	t := &document.Table{Name: "limit_odds", Title: "Share of the futures that break each limit", For: document.People, Columns: []document.Column{
		{Title: "Limit"}, {Title: "Variant"}, {Title: "Broken in", Align: document.Right},
	}}
	for l, limit := range v.Limits {
		label := limit.Text
		for i := range v.Standings {
			if e := v.Standings[i].Broken[l]; e != nil {
				t.Add(document.Word(label), document.Word(v.name(i)), chance(*e))
				label = ""
			}
		}
	}
	return t
}
