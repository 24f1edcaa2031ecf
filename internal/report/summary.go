package report

import (
	"fmt"
	"math"
	"strings"

	"github.com/talimat/talimat-plan/internal/document"
	"github.com/talimat/talimat-plan/internal/model"
	"github.com/talimat/talimat-plan/internal/plan"
	"github.com/talimat/talimat-plan/internal/unit"
	"github.com/talimat/talimat-plan/internal/words"
)

// summary is the table of the main figures: a row each, a column for each moment.
func (v *view) summary() Table {
	s := v.result.Scenario
	t := Table{Name: "summary", Title: "Summary", Columns: []Column{{Title: "", Align: Left}}}
	for i, m := range v.moments {
		t.Columns = append(t.Columns, Column{Title: v.title(m), Align: Right, Rank: v.rank(i)})
	}
	if name := plan.CountedSeries(s); name != "" {
		t.add(capitalised(v.unit().Name), each(v.pick(name), func(n float64) string { return words.Decimal(n, 0) }))
	}
	if s.Load.Brings() {
		t.add("Requests/s, average", each(v.pick("average_rps"), words.Rate))
		t.add("Requests/s, peak", each(v.pick("peak_rps"), words.Rate))
	}
	if s.Drivers.Database != nil {
		t.add("Data in the database", v.sizes("database_bytes"))
	}
	if s.Drivers.Files != nil {
		t.add("Files", v.sizes("file_bytes"))
	}
	t.add("Replicas at peak", each(v.moments, func(m moment) string { return words.Decimal(replicas(v.result, m.month), 0) }))
	t.add("Nodes at peak", words.Numbers(v.pick("nodes")))
	if s.Database != nil {
		t.add("Database", each(v.moments, func(m moment) string { return v.database(m.month) }))
	}
	for _, row := range []struct{ label, metric string }{
		{"Cost per month, baseline", "cost.baseline"}, {"Cost per month, list", "cost.list"},
		{"Cost per month, effective", "cost.effective"}, {"Cost per month, billed", "cost.billed"},
		{"Saved per month", "cost.saved"},
	} {
		t.add(row.label, each(v.pick(row.metric), v.money.Exact))
	}
	if v.result.Series("margin") != nil {
		t.add("Revenue per month", each(v.pick("revenue"), v.money.Exact))
		t.add("Margin per month", each(v.pick("margin"), v.money.Exact))
	}
	t.add("Cost per "+v.unit().One+" and month", each(v.moments, func(m moment) string { return v.perUser(m.month) }))
	if v.walled() {
		t.Notes = append(t.Notes, v.wallNote())
	}
	return t
}

// pick is a result at each moment.
func (v *view) pick(name string) []float64 {
	series := v.result.Series(name)
	values := make([]float64, len(v.moments))
	for i, m := range v.moments {
		values[i] = series[m.month]
	}
	return values
}

func (v *view) sizes(name string) []string {
	return each(v.pick(name), func(b float64) string { return words.Quantity(unit.KindBytes, b, v.money) })
}

// unit is what totals are divided by.
func (v *view) unit() model.Unit {
	u := v.result.Scenario.Counted()
	if u.Name == "" {
		return model.Unit{Name: "nothing", One: "nothing"}
	}
	return u
}

// perUser is the effective cost for one of what totals are divided by; it does not exist
// without any.
func (v *view) perUser(month int) string {
	each := math.NaN()
	if series := v.result.Series(v.result.Scenario.PerUnit()); series != nil {
		each = series[month]
	}
	if math.IsNaN(each) {
		return words.None
	}
	return v.money.Fine(each)
}

// verdicts are the lines that judge the plan.
func (v *view) verdicts() []Line {
	lines := append(v.holds(), v.targets()...)
	lines = append(lines, v.peak())
	lines = append(lines, v.finance()...)
	lines = append(lines, v.limitLine(), v.claimLine(), v.findingLine())
	kept := lines[:0]
	for _, l := range lines {
		if l.Text != "" {
			kept = append(kept, l)
		}
	}
	return kept
}

// peak names the dearest month, when it is not the last.
func (v *view) peak() Line {
	series, worst := v.result.Bill.Effective, 0
	for m, c := range series {
		if c > series[worst] {
			worst = m
		}
	}
	if worst == v.result.Months() || series[worst] <= series[0] {
		return Line{}
	}
	return document.Say("Dearest", v.money.Exact(series[worst])+" (effective) in "+v.when(worst))
}

// targets says when the drivers reach their targets.
func (v *view) targets() []Line {
	d := &v.result.Scenario.Drivers
	var lines []Line
	if t := d.Users.Target; t != nil {
		lines = append(lines, document.Say("Target", v.target(words.Decimal(float64(*t), 0)+" users", v.result.Reached.Users, v.result.Demand.Users, float64(*t))))
	}
	if d.Database != nil && d.Database.Target != nil {
		size := words.Quantity(unit.KindBytes, float64(*d.Database.Target), v.money)
		lines = append(lines, document.Say("", v.target(size+" in the database", v.result.Reached.Database, v.result.Demand.DatabaseBytes, float64(*d.Database.Target))))
	}
	if len(lines) > 0 {
		lines[0].Label = "Target"
	}
	return lines
}

func (v *view) target(what string, month *int, series []float64, target float64) string {
	if month == nil {
		return what + " not within " + words.Months(v.result.Months())
	}
	text := what + " in " + v.when(*month)
	if lost := plan.Lost(series, *month, target); lost != nil {
		text += ", for a season: fewer again in " + v.when(*lost)
	}
	return text
}

// phases says over which phases the investment is spread.
func (v *view) phases(last int) string {
	n, first, end := 0, 0, 0
	for i := range v.result.Scenario.Phases {
		p := &v.result.Scenario.Phases[i]
		if p.Investment == 0 || p.Months.First > last {
			continue
		}
		if n == 0 || p.Months.First < first {
			first = p.Months.First
		}
		n, end = n+1, max(end, p.Months.Last)
	}
	if n == 1 {
		return fmt.Sprintf(" in one phase, paid in month %d", first)
	}
	return fmt.Sprintf(" in %d phases, %s", n, period{first, end}.span())
}

func (v *view) limitLine() Line {
	var broken []string
	n, open := len(v.result.Limits), 0
	for _, l := range v.result.Limits {
		if l.Open != "" {
			open++
			continue
		}
		if l.Holds {
			continue
		}
		text := l.Name + " (" + l.Level + ")"
		if l.Month != nil {
			text += " from " + v.when(*l.Month)
		}
		broken = append(broken, text)
	}
	if n == 0 {
		return Line{}
	}
	text := counted(n-open-len(broken), "holds", "hold")
	if open > 0 {
		text += ", " + counted(open, "is open", "are open") + " (see check)"
	}
	if len(broken) > 0 {
		text += ", " + counted(len(broken), "is broken", "are broken") + ": " + strings.Join(broken, "; ")
	}
	return document.Say("Limits", text)
}

func (v *view) claimLine() Line {
	hold := 0
	for _, c := range v.result.Claims {
		if c.Pass {
			hold++
		}
	}
	n := len(v.result.Claims)
	if n == 0 {
		return Line{}
	}
	return document.Say("Claims", counted(hold, "holds", "hold")+", "+counted(n-hold, "fails", "fail"))
}

func (v *view) findingLine() Line {
	count := map[string]int{}
	for _, f := range v.result.Findings {
		count[f.Severity.String()]++
	}
	var parts []string
	for _, severity := range []string{"high", "medium", "low"} {
		if n := count[severity]; n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", n, severity))
		}
	}
	if len(parts) == 0 {
		parts = []string{"none"}
	}
	return document.Say("Findings", strings.Join(parts, ", "))
}

// counted is "1 holds", "2 hold", "none hold".
func counted(n int, one, many string) string {
	switch n {
	case 0:
		return "none " + many
	case 1:
		return "1 " + one
	default:
		return fmt.Sprintf("%d %s", n, many)
	}
}
