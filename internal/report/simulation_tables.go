package report

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/talimat/talimat-plan/internal/document"
	"github.com/talimat/talimat-plan/internal/simulation"
	"github.com/talimat/talimat-plan/internal/unit"
	"github.com/talimat/talimat-plan/internal/words"
)

// quantileTable is a table of quantiles for people, with the columns that stand before those.
func quantileTable(name, title string, columns ...document.Column) *document.Table {
	t := &document.Table{Name: name, Title: title, For: document.People, Columns: columns}
	ranks := []int{5, 1, 7, 0, 6, 0, 3} // P50 and P90 stay, P10 leaves last
	for i, p := range simulation.Levels() {
		t.Columns = append(t.Columns, document.Column{Title: fmt.Sprintf("P%.0f", p*100), Align: document.Right, Rank: ranks[i]})
	}
	return t
}

// bands is the table of the cost by period.
func (v *futures) bands(periods []period) *document.Table {
	t := quantileTable("bands", "Effective cost of a month, by the share of the futures that cost less",
		document.Column{Title: "Month", Align: document.Right}, document.Column{Title: "Date", Rank: 9})
	var rows [][7]simulation.Estimate
	var months []int
	var all []float64
	for _, p := range periods {
		if q, ok := v.out.Quantiles("cost.effective", p.last); ok {
			rows, months = append(rows, q), append(months, p.last)
			all = append(all, each(q[:], func(e simulation.Estimate) float64 { return e.Value })...)
		}
	}
	form := document.Uniform(v.money, 100, all...)
	for i, q := range rows {
		row := []document.Cell{document.Count(months[i]), document.Word(v.date(months[i]))}
		t.Add(append(row, each(q[:], func(e simulation.Estimate) document.Cell { return document.Number(form, e.Value).Within(e.Half) })...)...)
	}
	if len(periods) < v.scenario.Months()+1 {
		t.Notes = []string{"Each row is the last month of its period: quantiles of sums are not sums of quantiles."}
	}
	return t
}

// horizon is the table of everything that was kept, in the last month.
func (v *futures) horizon() *document.Table {
	last := v.scenario.Months()
	t := quantileTable("horizon", "In "+v.when(last), document.Column{})
	for _, m := range v.out.Metrics {
		q, ok := v.out.Quantiles(m.Name, last)
		if !m.Series || !ok || q[len(q)-1].Value == 0 && q[0].Value == 0 {
			continue
		}
		t.Add(append([]document.Cell{document.Word(label(m.Name))}, v.cells(m, q)...)...)
		t.Notes = append(t.Notes, v.existing(m, label(m.Name), last)...)
	}
	return t
}

// figures is the table of single figures: payback, returns, when targets come.
func (v *futures) figures() *document.Table {
	t := quantileTable("figures", "Over the whole plan", document.Column{})
	t.Columns = append(t.Columns, document.Column{Title: "Never", Align: document.Right, Rank: 2})
	for _, m := range v.out.Metrics {
		q, ok := v.out.Quantiles(m.Name, 0)
		if m.Series || !ok {
			continue
		}
		name, missing := label(strings.TrimPrefix(m.Name, "finance.")), document.Empty()
		if m.Kind == unit.KindMonths {
			name, missing = name+", month", probability(v.out.Missing(m.Name))
		}
		t.Add(append(append([]document.Cell{document.Word(name)}, v.cells(m, q)...), missing)...)
		t.Notes = append(t.Notes, v.existing(m, name, 0)...)
	}
	return t
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

// limits is the chance to break each limit; the last row is that of the plan not
// holding, where anything can fall short.
func (v *futures) limits() *document.Table {
	t := &document.Table{Name: "limits", Title: "Limits", Columns: []document.Column{
		{Title: "Limit", Key: "text", About: "the condition as written"},
		{Title: "Broken\nin any month", Key: "ever_ratio", Interval: true, Align: document.Right, About: "share of the futures that break it in any month"},
		{Title: "Worst\nmonth", Key: "worst_month", Align: document.Right, Rank: 2, About: "in which most futures break it; null of what is judged as a whole"},
		{Title: "Broken\nthen", Key: "worst_ratio", Align: document.Right, Rank: 1, About: "share that break it then"},
	}}
	for i, c := range v.out.Limits {
		odds, month, worst := v.out.Odds(i), document.Empty(), document.Empty()
		if len(odds.Months) > 1 {
			at := 0
			for m := range odds.Months {
				if odds.Months[m].Value > odds.Months[at].Value {
					at = m
				}
			}
			month, worst = document.Count(odds.From+at), probability(odds.Months[at].Value)
		}
		t.Add(document.Word(c.Text), chance(odds.Ever), month, worst)
	}
	return t
}

// breaking is what the futures that break the first limit have in common.
func (v *futures) breaking() *document.Table {
	t := &document.Table{Name: "breaking", For: document.People, Columns: []document.Column{
		{Title: "Input"}, {Title: "Broken when in\nits lowest tenth", Align: document.Right}, {Title: "in its\nhighest", Align: document.Right},
		{Title: "Its share of the\nvariance of cost", Align: document.Right, Rank: 1},
	}}
	for i, c := range v.out.Limits {
		if odds := v.out.Odds(i).Ever.Value; odds <= 0.005 || odds >= 0.995 {
			continue
		}
		drivers := v.out.Drivers()
		slices.SortStableFunc(drivers, func(a, b simulation.Driver) int {
			return cmp.Compare(b.Broken[i].Spread(), a.Broken[i].Spread())
		})
		t.Title = "What decides over " + c.Text
		for _, d := range drivers[:min(len(drivers), 8)] {
			t.Add(document.Word(d.Source), probability(d.Broken[i].Lowest()), probability(d.Broken[i].Highest()),
				share(simulation.Estimate{Value: d.Share, Half: math.NaN()}))
		}
		break
	}
	return t
}
