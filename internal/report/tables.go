package report

import (
	"fmt"
	"slices"
	"strings"

	"github.com/talimat/talimat-plan/internal/capacity"
	"github.com/talimat/talimat-plan/internal/metric"
	"github.com/talimat/talimat-plan/internal/model"
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
func (v *view) months(ps []period, o Options) Table {
	r := v.result
	column := func(name string) []float64 { return v.over(ps, name) }
	data, suffix := words.Sizes(column("database_bytes"))
	effective := v.money.Column(append(column("cost.effective"), v.total("cost.effective")), wideCents)
	saved := v.money.Column(append(column("cost.saved"), v.total("cost.saved")), wideCents)
	t := newTable("months", periodTitle(o.By),
		cells{Column{Title: "Month", Align: Right}, each(ps, period.String)},
		cells{Column{Title: "Date", Align: Left, Rank: 5}, each(ps, func(p period) string { return v.date(p.last) })},
		cells{Column{Title: capitalised(v.unit().Name), Align: Right, Rank: 3}, each(column(plan.CountedSeries(r.Scenario)), func(n float64) string { return words.Decimal(n, 0) })},
		cells{Column{Title: "Peak\nreq/s", Align: Right, Rank: 9}, each(column("peak_rps"), func(n float64) string { return words.Decimal(n, 0) })},
		cells{Column{Title: "Replicas", Align: Right, Rank: 4}, each(ps, func(p period) string { return words.Decimal(p.mostReplicas(r), 0) })},
		cells{Column{Title: "Nodes", Align: Right, Rank: 8}, words.Numbers(column("nodes"))},
		cells{Column{Title: "Database", Align: Left, Rank: 2}, each(ps, func(p period) string { return v.database(p.last) })},
		cells{Column{Title: "Data\n" + suffix, Align: Right, Rank: 10}, data},
		cells{Column{Title: "Effective\ncost", Align: Right, Rank: 1}, effective[:len(ps)]},
		cells{Column{Title: "Saved", Align: Right, Rank: 6}, saved[:len(ps)]},
		cells{Column{Title: "Per\n" + v.unit().One, Align: Right, Rank: 7}, each(ps, func(p period) string { return v.perUser(p.last) })},
	)
	if r.Scenario.Database == nil {
		t.remove("Database")
	}
	if r.Scenario.Drivers.Database == nil {
		t.remove("Data")
	}
	if len(ps) > 1 && len(o.Months) == 0 && o.From == nil && o.To == nil {
		t.foot("Total", map[string]string{"Effective": effective[len(ps)], "Saved": saved[len(ps)]})
		t.Notes = append(t.Notes, "Totals are of "+period{1, r.Months()}.span()+", summed before rows are rounded; month 0 is today.")
	}
	if periodMonths(o.By) > 1 {
		t.Notes = append(t.Notes, "Cost and saving are sums over the period; requests, replicas and nodes are those of its highest month, everything else of its last.")
	}
	if slices.ContainsFunc(ps, func(p period) bool { return strings.Contains(v.database(p.last), "+") }) {
		t.Notes = append(t.Notes, "+n: with n read replicas.")
	}
	if v.walled() && r.Scenario.Database != nil {
		t.Notes = append(t.Notes, v.wallNote())
	}
	return t
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

// categories is the table of the effective cost by category.
func (v *view) categories() Table {
	t := Table{Name: "categories", Title: "Cost by category", Columns: v.moneyColumns("Effective cost")}
	var rows [][]float64
	for _, c := range v.result.Scenario.Categories() {
		if name := "cost.categories." + c; largest(v.result.Series(name)) > 0 {
			t.Rows = append(t.Rows, []string{c})
			rows = append(rows, v.amounts(name))
		}
	}
	rows = append(rows, v.amounts("cost.effective"))
	t.Rows = append(t.Rows, []string{"effective"})
	v.fill(&t, rows)
	return t
}

// savings is the waterfall from baseline to effective, by lever. It is empty
// when no lever ever acts.
func (v *view) savings() Table {
	t := Table{Name: "savings", Title: "Savings", Columns: v.moneyColumns("From baseline\nto effective")}
	rows := [][]float64{v.amounts("cost.baseline")}
	t.Rows = append(t.Rows, []string{"baseline"})
	acts, negative := false, false
	for _, lever := range metric.Levers() {
		if lever == "reserved" {
			t.Rows = append(t.Rows, []string{"list"})
			rows = append(rows, v.amounts("cost.list"))
		}
		series := v.result.Series("cost.savings." + lever)
		if largest(series) == 0 {
			continue
		}
		amounts := v.amounts("cost.savings." + lever)
		acts, negative = true, negative || slices.Min(amounts) < 0
		t.Rows = append(t.Rows, []string{"less " + lever + v.claimed(lever)})
		rows = append(rows, amounts)
	}
	if !acts {
		return Table{}
	}
	t.Rows = append(t.Rows, []string{"effective"})
	v.fill(&t, append(rows, v.amounts("cost.effective")))
	if negative {
		t.Notes = append(t.Notes, "A lever with a negative saving costs more than it saves.")
	}
	return t
}

// claimed labels a lever that is taken at its word.
func (v *view) claimed(lever string) string {
	s := &v.result.Scenario.Savings
	if l := map[string]*model.Lever{"autoscaling": s.Autoscaling, "caching": s.Caching, "cdn": s.CDN}[lever]; l != nil && l.Claimed != nil {
		return " (claimed)"
	}
	return ""
}

// moneyColumns are a label, the moments and the total of all months.
func (v *view) moneyColumns(label string) []Column {
	columns := []Column{{Title: label, Align: Left}}
	for i, m := range v.moments {
		columns = append(columns, Column{Title: v.title(m), Align: Right, Rank: 2 + v.rank(i)})
	}
	return append(columns, Column{Title: "Total,\n" + period{1, v.result.Months()}.span(), Align: Right, Rank: 1})
}

// amounts is a flow of money at each moment and in total.
func (v *view) amounts(name string) []float64 { return append(v.pick(name), v.total(name)) }

// fill adds the amounts to the labels of a table, by one rule for each column,
// and makes its last row the footer.
func (v *view) fill(t *Table, rows [][]float64) {
	for column := range rows[0] {
		values := make([]float64, len(rows))
		for i, row := range rows {
			values[i] = row[column]
		}
		for i, cell := range v.money.Column(values, cents) {
			t.Rows[i] = append(t.Rows[i], cell)
		}
	}
	last := len(t.Rows) - 1
	t.Rows, t.Footer = t.Rows[:last], t.Rows[last]
}

// limits is the table of limits.
func (v *view) limits() Table {
	t := Table{Name: "limits", Title: "Limits", Columns: []Column{
		{Title: "Limit", Align: Left}, {Title: "Level", Align: Left, Rank: 3}, {Title: "Condition", Align: Left, Rank: 4},
		{Title: "Verdict", Align: Left, Rank: 1, Verdict: true}, {Title: "From\nmonth", Align: Right, Rank: 2},
		{Title: "Value\nthen", Align: Right, Rank: 6}, {Title: "Worst\nvalue", Align: Right, Rank: 5},
	}}
	for _, l := range v.result.Limits {
		verdict, first := "holds", words.None
		switch {
		case l.Open != "":
			verdict = "open"
		case !l.Holds:
			verdict = "broken"
		}
		if l.Month != nil {
			first = fmt.Sprint(*l.Month)
		}
		actual, worst := words.None, words.None
		if !l.Holds && l.Open == "" {
			m := metric.As(l.Metric, l.Kind)
			actual, worst = m.TextOptional(l.Actual, string(v.money)), m.TextOptional(l.Worst, string(v.money))
		}
		t.Rows = append(t.Rows, []string{l.Name, l.Level, l.Text, verdict, first, actual, worst})
	}
	return t
}

// claims is the table of stated figures; what a claim assumes stands below it.
func (v *view) claims() Table {
	t := Table{Name: "claims", Title: "Claims", Columns: []Column{
		{Title: "Claim", Align: Left}, {Title: "Result", Align: Left, Rank: 6}, {Title: "Month", Align: Right, Rank: 4},
		{Title: "Claimed", Align: Right, Rank: 3}, {Title: "Within", Align: Right, Rank: 5}, {Title: "Computed", Align: Right, Rank: 2},
		{Title: "Verdict", Align: Left, Rank: 1, Verdict: true},
	}}
	for i, c := range v.result.Claims {
		verdict, month := "fails", ""
		if c.Pass {
			verdict = "holds"
		}
		if c.Month != nil {
			month = fmt.Sprint(*c.Month)
		} else if c.Metric.Series {
			month = words.None
		}
		t.Rows = append(t.Rows, []string{
			c.Name, c.Metric.Name, month, c.Metric.Text(c.Claimed, string(v.money)),
			words.Percent(float64(v.result.Scenario.Claims[i].Within)), c.Metric.TextOptional(c.Computed, string(v.money)), verdict,
		})
	}
	t.Notes = given(v.result.Claims)
	return t
}

// given says which inputs claims set for themselves, a note for each set of inputs.
func given(claims []plan.ClaimCheck) []string {
	var sets []string
	names := map[string][]string{}
	for _, c := range claims {
		if len(c.Given) == 0 {
			continue
		}
		set := strings.Join(each(c.Given, func(g model.Given) string { return g.Name + " = " + g.Value }), ", ")
		if names[set] == nil {
			sets = append(sets, set)
		}
		names[set] = append(names[set], c.Name)
	}
	return each(sets, func(set string) string { return strings.Join(names[set], ", ") + ": given " + set + "." })
}
