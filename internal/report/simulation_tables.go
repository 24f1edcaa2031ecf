package report

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/talimat/talimat-plan/internal/metric"
	"github.com/talimat/talimat-plan/internal/simulation"
	"github.com/talimat/talimat-plan/internal/unit"
	"github.com/talimat/talimat-plan/internal/words"
)

// bands is the table of the cost by month.
func (v *futures) bands(periods []period) Table {
	return v.bandTable("bands", "Effective cost of a month, by the share of the futures that cost less", "cost.effective", periods)
}

func (v *futures) bandTable(name, title, metricName string, periods []period) Table {
	t := Table{Name: name, Title: title, Columns: []Column{{Title: "Month", Align: Right}, {Title: "Date", Rank: 9}}}
	t.Columns = append(t.Columns, quantileColumns()...)
	var rows [][7]simulation.Estimate
	var all []float64
	for _, p := range periods {
		q, ok := v.out.Quantiles(metricName, p.last)
		if !ok {
			continue
		}
		rows = append(rows, q)
		for _, e := range q {
			all = append(all, e.Value)
		}
		t.Rows = append(t.Rows, []string{fmt.Sprint(p.last), v.date(p.last)})
	}
	places := v.money.Places()
	if largest(all) >= 100 {
		places = 0
	}
	for i, q := range rows {
		t.Rows[i] = append(t.Rows[i], each(q[:], func(e simulation.Estimate) string {
			return v.money.Amount(e.Value, places) + spread(e, func(h float64) string { return v.money.Amount(h, places) })
		})...)
	}
	t.Notes = append(t.Notes, "± is the half width of the 95% confidence interval.")
	if len(periods) < v.scenario.Months()+1 {
		t.Notes = append(t.Notes, "Each row is the last month of its period: quantiles of sums are not sums of quantiles.")
	}
	return t
}

// spread writes the interval behind an estimate: nothing where there is none, or
// none to see.
func spread(e simulation.Estimate, write func(half float64) string) string {
	if math.IsInf(e.Half, 0) || math.IsNaN(e.Half) {
		return ""
	}
	half := write(e.Half)
	if strings.Trim(half, "0.,$€₺£¥% "+capitals) == "" {
		return ""
	}
	half = strings.TrimLeft(half, "$€₺£¥")
	if code := strings.TrimRight(half, capitals); len(half)-len(code) == 3 { // of a currency without a sign
		half = strings.TrimRight(code, " ")
	}
	return " ±" + half
}

const capitals = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"

// quantileColumns are the headings of the quantiles: P50 and P90 stay, P10
// leaves last.
func quantileColumns() []Column {
	var all []Column
	ranks := []int{5, 1, 7, 0, 6, 0, 3}
	for i, p := range simulation.Levels() {
		all = append(all, Column{Title: fmt.Sprintf("P%.0f", p*100), Align: Right, Rank: ranks[i]})
	}
	return all
}

// horizon is the table of everything that was kept, in the last month.
func (v *futures) horizon() Table {
	last := v.scenario.Months()
	t := Table{Name: "horizon", Title: "In " + v.when(last), Columns: append([]Column{{Title: ""}}, quantileColumns()...)}
	for _, m := range v.out.Metrics {
		q, ok := v.out.Quantiles(m.Name, last)
		if !m.Series || !ok || q[len(q)-1].Value == 0 && q[0].Value == 0 {
			continue
		}
		t.Rows = append(t.Rows, append([]string{label(m.Name)}, v.quantiles(m, q)...))
		t.Notes = append(t.Notes, v.existing(m, label(m.Name), last)...)
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

// label is what a table calls a metric.
func label(name string) string {
	switch name {
	case "cost.effective":
		return "cost"
	case "cost.per_user":
		return "cost per user"
	case "total.effective":
		return "cost in all"
	}
	for _, prefix := range []string{"cost.categories.", "services.", "cost."} {
		if rest, ok := strings.CutPrefix(name, prefix); ok {
			name = rest
		}
	}
	return words.Phrase(strings.Replace(name, ".", " ", 1))
}

// quantiles writes the quantiles of a metric by one rule, with their intervals.
func (v *futures) quantiles(m metric.Metric, q [7]simulation.Estimate) []string {
	values := make([]float64, len(q))
	for i, e := range q {
		values[i] = e.Value
	}
	write := func(x float64) string { return m.Text(x, string(v.money)) }
	switch m.Kind {
	case unit.KindMoney:
		places := m.Digits(string(v.money))
		if largest(values) >= 100 {
			places = 0
		}
		write = func(x float64) string { return v.money.Amount(x, places) }
	case unit.KindCount:
		write = func(x float64) string { return words.Short(x, 1) }
		if largest(values) >= 10 {
			write = func(x float64) string { return words.Decimal(x, 0) }
		}
	}
	return each(q[:], func(e simulation.Estimate) string { return write(e.Value) + spread(e, write) })
}

// figures is the table of single figures: payback, returns, when targets come.
func (v *futures) figures() Table {
	t := Table{Name: "figures", Title: "Over the whole plan", Columns: append([]Column{{Title: ""}}, quantileColumns()...)}
	t.Columns = append(t.Columns, Column{Title: "Never", Align: Right, Rank: 2})
	for _, m := range v.out.Metrics {
		if m.Series {
			continue
		}
		q, ok := v.out.Quantiles(m.Name, 0)
		if !ok {
			continue
		}
		row := v.quantiles(m, q)
		missing := ""
		if m.Kind == unit.KindMonths {
			missing = words.Chance(v.out.Missing(m.Name))
			for i, e := range q {
				row[i] = fmt.Sprintf("%.0f", e.Value) + spread(e, func(h float64) string { return words.Short(h, 1) })
				if e.Never() {
					row[i] = "never"
				}
			}
		}
		name := label(strings.TrimPrefix(m.Name, "finance."))
		if m.Kind == unit.KindMonths {
			name += ", month"
		}
		t.Rows = append(t.Rows, append(append([]string{name}, row...), missing))
		t.Notes = append(t.Notes, v.existing(m, name, 0)...)
	}
	return t
}

// limits is the table of the chance to break each limit.
func (v *futures) limits() Table {
	t := Table{Name: "limits", Title: "Limits", Columns: []Column{
		{Title: "Limit"}, {Title: "Broken\nin any month", Align: Right}, {Title: "±", Align: Right, Rank: 3},
		{Title: "Worst\nmonth", Align: Right, Rank: 2}, {Title: "Broken\nthen", Align: Right, Rank: 1},
	}}
	for i, c := range v.out.Limits {
		odds := v.out.Odds(i)
		month, worst := "", ""
		if len(odds.Months) > 1 {
			at := 0
			for m := range odds.Months {
				if odds.Months[m].Value > odds.Months[at].Value {
					at = m
				}
			}
			month, worst = fmt.Sprint(odds.From+at), words.Chance(odds.Months[at].Value)
		}
		t.Rows = append(t.Rows, []string{c.Text, words.Chance(odds.Ever.Value), points(odds.Ever.Half), month, worst})
	}
	return t
}

// breaking is what the futures that break the first limit have in common.
func (v *futures) breaking() Table {
	for i, c := range v.out.Limits {
		odds := v.out.Odds(i).Ever.Value
		if odds <= 0.005 || odds >= 0.995 {
			continue
		}
		drivers := v.out.Drivers()
		slices.SortStableFunc(drivers, func(a, b simulation.Driver) int {
			return cmp.Compare(b.Broken[i].Spread(), a.Broken[i].Spread())
		})
		t := Table{Name: "breaking", Title: "What decides over " + c.Text, Columns: []Column{
			{Title: "Input"}, {Title: "Broken when in\nits lowest tenth", Align: Right}, {Title: "in its\nhighest", Align: Right},
			{Title: "Its share of the\nvariance of cost", Align: Right, Rank: 1},
		}}
		for _, d := range drivers[:min(len(drivers), 8)] {
			t.Rows = append(t.Rows, []string{d.Source, words.Chance(d.Broken[i].Lowest()), words.Chance(d.Broken[i].Highest()), words.Percent(round3(d.Share))})
		}
		return t
	}
	return Table{}
}
