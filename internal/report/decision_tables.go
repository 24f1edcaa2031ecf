package report

import (
	"fmt"
	"math"

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
func (v *choices) totals() Table {
	what := "Total"
	if v.Rate.Rate != 0 {
		what = "Present value at " + discounted(v.Rate)
	}
	return v.costs("totals", what+" of "+v.span()+", by the share of the futures that cost less", func(s *decision.Standing) []decision.Estimate {
		return []decision.Estimate{s.Total.P10, s.Total.P50, s.Total.P90, s.TotalMean, {Value: s.TotalMean.Half}, s.Shortfall}
	}, true)
}

// last is the table of what each variant costs in the last month.
func (v *choices) last() Table {
	month := fmt.Sprintf("month %d (%s)", v.Months, v.Variants[0].Scenario.Start.Add(v.Months))
	return v.costs("last_month", "Effective cost of "+month, func(s *decision.Standing) []decision.Estimate {
		return []decision.Estimate{s.Last.P10, s.Last.P50, s.Last.P90, s.LastMean, {Value: s.LastMean.Half}}
	}, false)
}

func (v *choices) costs(name, title string, of func(*decision.Standing) []decision.Estimate, shortfall bool) Table {
	t := Table{Name: name, Title: title, Columns: []Column{
		{Title: "Variant"}, {Title: "P10", Align: Right}, {Title: "P50", Align: Right}, {Title: "P90", Align: Right},
		{Title: "Expected", Align: Right}, {Title: "±", Align: Right, Rank: 2},
	}}
	if shortfall {
		t.Columns = append(t.Columns, Column{Title: "Dearest\n5%", Align: Right, Rank: 1})
		t.Notes = []string{"Dearest 5%: mean of that share of the futures (expected shortfall)."}
	}
	rows := make([][]float64, len(v.Standings))
	for i := range v.Standings {
		t.Rows = append(t.Rows, []string{v.name(i)})
		for _, e := range of(&v.Standings[i]) {
			rows[i] = append(rows[i], e.Value)
		}
	}
	v.fill(&t, rows)
	return t
}

// fill writes amounts behind the labels of a table, by one rule for each column;
// what is not finite has none.
func (v *choices) fill(t *Table, rows [][]float64) {
	for column := range rows[0] {
		var values, known []float64
		for _, row := range rows {
			values = append(values, row[column])
			known = append(known, row[column])
		}
		for i, cell := range v.money.Column(finite(known), 100) {
			if math.IsInf(values[i], 0) || math.IsNaN(values[i]) {
				cell = words.None
			}
			t.Rows[i] = append(t.Rows[i], cell)
		}
	}
}

// totalPairs is the table of every two variants by their total.
func (v *choices) totalPairs() Table {
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
func (v *choices) lastPairs() Table {
	return v.versus("last_month_differences", fmt.Sprintf("In the same future, month %d", v.Months), func(p *decision.Pair) *decision.Difference { return &p.Last })
}

// versus is the table of every two variants that a figure tells apart.
func (v *choices) versus(name, title string, of func(*decision.Pair) *decision.Difference) Table {
	t := Table{Name: name, Title: title, Columns: []Column{
		{Title: "Variant against another"}, {Title: "Cheaper\nin", Align: Right}, {Title: "Costs\nmore by", Align: Right},
		{Title: "±", Align: Right, Rank: 1}, {Title: "P10", Align: Right, Rank: 3}, {Title: "P90", Align: Right, Rank: 2},
		{Title: "Narrower\nby pairing", Align: Right, Rank: 4},
	}}
	var rows [][]float64
	var narrower []string
	for i := range v.Pairs {
		p := &v.Pairs[i]
		d := of(p)
		if d.Equal.Value == 1 {
			continue
		}
		narrower = append(narrower, times(d.Narrower()))
		t.Rows = append(t.Rows, []string{v.short(p.Second) + " – " + v.short(p.First), chance(d.Dearer.Value)})
		rows = append(rows, []float64{d.Mean.Value, d.Mean.Half, d.Spread.P10.Value, d.Spread.P90.Value})
	}
	if rows == nil {
		return t
	}
	v.fill(&t, rows)
	for i := range t.Rows {
		t.Rows[i] = append(t.Rows[i], narrower[i])
	}
	t.Notes = []string{"a – b: what a costs more than b in the same future; the interval is so many times narrower than with futures of each variant's own."}
	if left := len(v.Pairs) - len(t.Rows); left > 0 {
		t.Notes = append(t.Notes, fmt.Sprintf("Left out: %d of %d pairs, which cost the same in every future.", left, len(v.Pairs)))
	}
	return t
}

// short is a name for where two stand side by side, in the room that every table
// leaves to its first column: with the variant's number when what is left of it is
// also left of another's.
func (v *choices) short(i int) string {
	const dash = len(" - ")
	longest := 0
	for _, p := range v.Pairs {
		longest = max(longest, columns(v.name(p.First))+dash+columns(v.name(p.Second)))
	}
	if longest <= nameWidth {
		return v.name(i)
	}
	const width = (nameWidth - dash) / 2
	name := truncate(v.name(i), width)
	for k := range v.Variants {
		if k != i && truncate(v.name(k), width) == name {
			number := fmt.Sprintf("#%d", i+1)
			return truncate(name, width-len(number)) + number
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
func (v *choices) holds() Table {
	t := Table{Name: "feasibility", Title: "Limits that deny, and the investment", Columns: []Column{
		{Title: "Variant"}, {Title: "Breaks\nlimits in", Align: Right}, {Title: "Where another\nholds", Align: Right},
		{Title: "Above the cheapest\nwhere both hold", Align: Right, Rank: 1}, {Title: "Payback\nP50, month", Align: Right, Rank: 3}, {Title: "NPV\nP50", Align: Right, Rank: 2},
	}}
	var extra, npv []float64
	invests := false
	for i := range v.Standings {
		s := &v.Standings[i]
		if s.Shared.Value == 0 {
			extra = append(extra, math.NaN())
		} else {
			extra = append(extra, s.Extra.Value)
		}
		npv = append(npv, s.NPV.Value)
		invests = invests || s.Invests
	}
	extras, npvs := v.money.Column(finite(append([]float64(nil), extra...)), 100), v.money.Column(npv, 100)
	for i := range v.Standings {
		s := &v.Standings[i]
		if math.IsNaN(extra[i]) {
			extras[i] = words.None
		}
		payback := words.None
		if s.Invests {
			if payback = fmt.Sprintf("%.0f", s.Payback.Value); s.Payback.Never() {
				payback = "never"
			}
		}
		t.Rows = append(t.Rows, []string{v.name(i), chance(s.Fails.Value), chance(s.Regret.Value), extras[i], payback, npvs[i]})
	}
	if len(v.Limits) == 0 {
		t.Title = "Regret, and the investment"
		t.remove("Breaks")
		t.remove("Where another")
		t.Columns[1].Title = "Above the cheapest\nof each future"
	} else {
		t.Notes = []string{"Where another holds: it breaks limits though another variant breaks none of its own (regret)."}
		if hopeless := v.Standings[0].Fails.Value - v.Standings[0].Regret.Value; hopeless > 0 {
			t.Notes = append(t.Notes, fmt.Sprintf("In %s of the futures every variant breaks a limit.", chance(hopeless)))
		}
	}
	if !invests {
		t.remove("Payback")
		if largest(npv) == 0 {
			t.remove("NPV")
		}
	}
	return t
}

// odds is the table of each limit.
func (v *choices) odds() Table {
	t := Table{Name: "limits", Title: "Share of the futures that break each limit", Columns: []Column{
		{Title: "Limit"}, {Title: "Variant"}, {Title: "Broken in", Align: Right}, {Title: "±", Align: Right, Rank: 2},
	}}
	for l, limit := range v.Limits {
		label := limit.Text
		for i := range v.Standings {
			if e := v.Standings[i].Broken[l]; e != nil {
				t.Rows = append(t.Rows, []string{label, truncate(v.name(i), 24), chance(e.Value), points(e.Half)})
				label = ""
			}
		}
	}
	return t
}

// finite replaces what does not exist by 0, for what is written together with it.
func finite(values []float64) []float64 {
	for i, v := range values {
		if math.IsInf(v, 0) || math.IsNaN(v) {
			values[i] = 0
		}
	}
	return values
}
