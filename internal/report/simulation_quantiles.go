package report

import (
	"fmt"
	"slices"

	"github.com/talimat/talimat-plan/internal/document"
	"github.com/talimat/talimat-plan/internal/metric"
	"github.com/talimat/talimat-plan/internal/simulation"
	"github.com/talimat/talimat-plan/internal/unit"
	"github.com/talimat/talimat-plan/internal/words"
)

// Quantiles is every result of a simulation that was kept, for machines: a row for each month of a
// series, then one for each single figure, then those over the futures in which the
// plan holds, whose names begin with "held.".
func Quantiles(out *simulation.Outcome) *document.Table {
	v := newFutures(out)
	t := &document.Table{Name: "quantiles", For: document.Machines, Columns: []document.Column{
		{Key: "metric", About: "name of the result"},
		{Key: "month", About: "0 is today; null of a single figure"},
		{Key: "date", About: "calendar month"},
	}}
	for _, level := range simulation.Levels() {
		t.Columns = append(t.Columns, document.Column{Key: fmt.Sprintf("p%.0f", level*100), Interval: true, About: "so many percent of the futures have less; null when it is never reached"})
	}
	t.Columns = append(t.Columns,
		document.Column{Key: "missing_ratio", About: "share of the futures in which it does not exist, or the month never comes"},
		document.Column{Key: "unit", About: "of its numbers"})
	t.Stream = func(yield func([]document.Cell) bool) {
		for _, m := range v.out.Metrics {
			if !m.Series {
				if q, ok := v.out.Quantiles(m.Name, 0); ok && !yield(v.record(m.Name, m, nil, v.out.Missing(m.Name), q)) {
					return
				}
				continue
			}
			for month := range v.scenario.Months() + 1 {
				if q, ok := v.out.Quantiles(m.Name, month); ok && !yield(v.record(m.Name, m, &month, v.out.MissingIn(m.Name, month), q)) {
					return
				}
			}
		}
		v.recordHeld(yield)
	}
	t.Notes = []string{fmt.Sprintf("Quantiles over %s. ± is the half width of the 95%% confidence interval. A quantile that is empty is never reached.", drawn(&v.out.Design, v.out.Futures()))}
	return t
}

// recordHeld makes the rows over the futures in which the plan holds, and before them
// that of their share, "held.ratio", whose number stands below P50.
func (v *futures) recordHeld(yield func([]document.Cell) bool) {
	odds, ok := v.out.Holding()
	if !ok {
		return
	}
	ratio := document.Of(unit.KindRatio, "")
	share := slices.Repeat([]document.Cell{document.Empty()}, 3+len(simulation.Levels()))
	share[0], share[3+median] = document.Word("held.ratio"), chance(complement(odds.Ever))
	if !yield(append(share, document.Number(ratio, 0), document.Word(ratio.Unit()))) {
		return
	}
	for _, name := range simulation.Held() {
		q, ok := v.out.HeldQuantiles(name)
		if !ok {
			continue
		}
		m, _ := metric.Find(v.scenario, name)
		var month *int
		if last := v.scenario.Months(); m.Series {
			month = &last
		}
		if !yield(v.record("held."+name, m, month, odds.Ever.Value, q)) {
			return
		}
	}
}

// record is a row of quantiles.
func (v *futures) record(name string, m metric.Metric, month *int, missing float64, q [7]simulation.Estimate) []document.Cell {
	form, date := document.Of(m.Kind, v.money), document.Empty()
	if month != nil {
		date = document.Word(v.date(*month))
	}
	row := []document.Cell{document.Word(name), document.MaybeCount(month), date}
	for _, e := range q {
		row = append(row, reached(form, m.Kind, e))
	}
	return append(row, document.Number(document.Of(unit.KindRatio, ""), missing), document.Word(form.Unit()))
}

// reached is an estimate with its interval; a month that never comes does not exist.
func reached(f document.Form, kind unit.Kind, e simulation.Estimate) document.Cell {
	if kind == unit.KindMonths && e.Never() {
		return document.None("never")
	}
	return document.Number(f, e.Value).Within(e.Half)
}

// cells are the quantiles of a result as people read them, by one rule.
func (v *futures) cells(m metric.Metric, q [7]simulation.Estimate) []document.Cell {
	form := v.form(m, each(q[:], func(e simulation.Estimate) float64 { return e.Value }))
	return each(q[:], func(e simulation.Estimate) document.Cell { return reached(form, m.Kind, e) })
}

// form is how people read some values of a result.
func (v *futures) form(m metric.Metric, values []float64) document.Form {
	switch m.Kind {
	case unit.KindMoney:
		form := document.Uniform(v.money, 100, values...)
		if form.Places > 0 {
			form.Places = m.Digits(string(v.money))
		}
		return form
	case unit.KindCount:
		if document.Largest(values) >= 10 {
			return document.Form{Kind: m.Kind, Rule: document.Fixed}
		}
		return document.Form{Kind: m.Kind, Rule: document.AtMost, Places: 1}
	case unit.KindMonths:
		return document.Form{Kind: m.Kind, Rule: document.Fixed, Bare: true}
	}
	return document.Of(m.Kind, v.money)
}

// held is how likely the plan holds, for machines; absent when nothing can fall short.
func (v *futures) held() *document.Fields {
	odds, ok := v.out.Holding()
	if !ok {
		return &document.Fields{Name: "holding", Absent: true}
	}
	return &document.Fields{Name: "holding", Fields: []document.Field{{Key: "ratio", Cell: chance(complement(odds.Ever)), Interval: true}}}
}

// complement is the chance that something does not happen.
func complement(e simulation.Estimate) simulation.Estimate {
	return simulation.Estimate{Value: 1 - e.Value, Half: e.Half}
}

// chance is an estimated share of the futures.
func chance(e simulation.Estimate) document.Cell { return probability(e.Value).Within(e.Half) }

// probability is a share of the futures without its interval.
func probability(p float64) document.Cell {
	return document.Number(document.Form{Kind: unit.KindRatio, Rule: document.Chance}, p)
}

// limitMonths is how likely each limit is broken by month of its window, for machines;
// what is judged as a whole has none.
func (v *futures) limitMonths() *document.Table {
	t := &document.Table{Name: "limit_months", For: document.Machines, Columns: []document.Column{
		{Key: "text", About: "the condition as written"}, {Key: "month"}, {Key: "date"},
		{Key: "broken_ratio", Interval: true, About: "share of the futures that break it in this month"},
	}}
	for i, c := range v.out.Limits {
		odds := v.out.Odds(i)
		if len(odds.Months) < 2 {
			continue
		}
		for k, e := range odds.Months {
			t.Add(document.Word(c.Text), document.Count(odds.From+k), document.Word(v.date(odds.From+k)), chance(e))
		}
	}
	return t
}

// drivers is what hangs on each uncertain input and risk, for machines.
func (v *futures) drivers() *document.Table {
	t := &document.Table{Name: "drivers", For: document.Machines, Columns: []document.Column{
		{Key: "source", About: "path of the input, or risks.NAME"},
		{Key: "variance_share_ratio", About: "of the variance of the cost (of its logarithm where all futures have one) that it explains by itself"},
	}}
	for _, c := range v.out.Limits {
		for _, end := range []string{"lowest_ratio", "highest_ratio"} {
			t.Columns = append(t.Columns, document.Column{Path: []string{"broken", c.Text, end}, About: "share of the futures that break the limit with the input in that tenth"})
		}
	}
	ratio := func(r float64) document.Cell { return document.Number(document.Of(unit.KindRatio, ""), r) }
	for _, d := range v.out.Drivers() {
		row := []document.Cell{document.Word(d.Source), ratio(d.Share)}
		for _, b := range d.Broken {
			row = append(row, ratio(b.Lowest()), ratio(b.Highest()))
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// existing says of how many futures the quantiles of a figure are, where that is
// not all of them. A month that never comes is a value of its own.
func (v *futures) existing(m metric.Metric, name string, month int) []string {
	missing := v.out.MissingIn(m.Name, month)
	if missing == 0 || m.Kind == unit.KindMonths {
		return nil
	}
	return []string{fmt.Sprintf("%s does not exist in %s of the futures; its quantiles are those of the others.", name, words.Chance(missing))}
}
