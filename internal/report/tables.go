package report

import (
	"fmt"
	"slices"

	"github.com/talimat/talimat-plan/internal/capacity"
	"github.com/talimat/talimat-plan/internal/document"
	"github.com/talimat/talimat-plan/internal/metric"
	"github.com/talimat/talimat-plan/internal/plan"
	"github.com/talimat/talimat-plan/internal/words"
)

// cents is the magnitude from which a table of totals shows whole amounts; in
// the wide table of months that is wideCents.
const (
	cents     = 1e7
	wideCents = 1e3
)

// months is the table of periods. The ranks say what leaves first when it is
// too wide: what follows from another column before what does not.
func (v *view) months(ps []period, o Options) *document.Table {
	r := v.result
	t := &document.Table{Name: "months", Title: periodTitle(o.By), For: document.People, Empty: "No month of the plan is selected."}
	over := func(name string) []float64 { return v.over(ps, name) }
	whole := document.Decimals(0)
	t.Put(right("Month", 0), spelledAll(each(ps, period.String))...)
	t.Put(left("Date", 5), spelledAll(each(ps, func(p period) string { return v.date(p.last) }))...)
	if v.counts() {
		t.Put(right(capitalised(v.unit().Name), 3), numbers(whole, over(plan.CountedSeries(r.Scenario)))...)
	}
	if r.Scenario.Load.Brings() {
		t.Put(right("Peak\nreq/s", 9), numbers(whole, over("peak_rps"))...)
	}
	t.Put(right("Replicas", 4), each(ps, func(p period) document.Cell { return document.Number(whole, p.mostReplicas(r)) })...)
	t.Put(right("Nodes", 8), numbers(plainly(over("nodes"), 1), over("nodes"))...)
	if r.Scenario.Database != nil {
		t.Put(left("Database", 2), spelledAll(each(ps, func(p period) string { return v.database(p.last) }))...)
	}
	if r.Scenario.Drivers.Database != nil {
		data, suffix := sizes(over("database_bytes"))
		t.Put(right("Data\n"+suffix, 10), data...)
	}
	footer := make([]document.Cell, len(t.Columns))
	footer[0] = document.Word("Total")
	for _, c := range []struct {
		title, name string
		rank        int
	}{{"Effective\ncost", "cost.effective", 1}, {"Saved", "cost.saved", 6}} {
		amounts := v.column(append(over(c.name), v.total(c.name)), wideCents)
		footer = append(footer, amounts[len(ps)])
		t.Put(right(c.title, c.rank), amounts[:len(ps)]...)
	}
	if v.counts() {
		t.Put(right("Per\n"+v.unit().One, 7), each(ps, func(p period) document.Cell { return v.perUser(p.last) })...)
		footer = append(footer, document.Cell{})
	}
	if len(ps) > 1 && len(o.Months) == 0 && o.From == nil && o.To == nil {
		t.Footer = footer
	}
	t.Notes = v.monthNotes(ps, o, t.Footer != nil)
	return t
}

// monthNotes say how the table of periods is read.
func (v *view) monthNotes(ps []period, o Options, summed bool) (notes []string) {
	if summed {
		notes = append(notes, "Totals are of "+period{1, v.result.Months()}.span()+", summed before rows are rounded; month 0 is today.")
	}
	if periodMonths(o.By) > 1 {
		notes = append(notes, "Cost and saving are sums over the period; requests, replicas and nodes are those of its highest month, everything else of its last.")
	}
	if slices.ContainsFunc(ps, func(p period) bool { return v.result.Capacity.Database.Replicas[p.last] > 0 }) {
		notes = append(notes, "+n: with n read replicas.")
	}
	if v.walled() && v.result.Scenario.Database != nil {
		notes = append(notes, v.wallNote())
	}
	return notes
}

// over is a result by period.
func (v *view) over(ps []period, name string) []float64 {
	m, _ := metric.Find(v.result.Scenario, name)
	series := v.result.Series(name)
	values := make([]float64, len(ps))
	for i, p := range ps {
		values[i] = p.value(m, series)
	}
	return values
}

func periodTitle(by string) string {
	switch by {
	case "quarter":
		return "Quarter by quarter"
	case "year":
		return "Year by year"
	default:
		return "Month by month"
	}
}

// replicas counts the replicas of all services at peak.
func replicas(r *plan.Result, month int) float64 {
	total := 0.0
	for i := range r.Services {
		total += r.Services[i].Replicas[month]
	}
	return total
}

// mostReplicas counts them in the month of the period that has the most.
func (p period) mostReplicas(r *plan.Result) float64 {
	most := 0.0
	for m := p.first; m <= p.last; m++ {
		most = max(most, replicas(r, m))
	}
	return most
}

// tier is the name of the database tier; empty without a database.
func tier(r *plan.Result, month int) string {
	tiers := r.Engine().Sizing().Databases()
	if r.Scenario.Database == nil || len(tiers) == 0 {
		return ""
	}
	return tiers[r.Capacity.Database.Tier[month]].Name
}

// database is "large+3": the tier, its read replicas, and a star at the wall.
func (v *view) database(month int) string {
	d := &v.result.Capacity.Database
	text := tier(v.result, month)
	if n := d.Replicas[month]; n > 0 {
		text += "+" + words.Decimal(n, 0)
	}
	if d.Wall[month] != capacity.Idle {
		text += "*"
	}
	return text
}

func (v *view) walled() bool {
	return slices.ContainsFunc(v.result.Capacity.Database.Wall, func(b capacity.Binding) bool { return b != capacity.Idle })
}

// wallNote says when no database tier carries the plan any more, and for what.
func (v *view) wallNote() string {
	wall := v.result.Capacity.Database.Wall
	at := slices.IndexFunc(wall, func(b capacity.Binding) bool { return b != capacity.Idle })
	return fmt.Sprintf("* no database tier carries the %s, from %s on.", words.Phrase(wall[at].String()), v.when(at))
}
