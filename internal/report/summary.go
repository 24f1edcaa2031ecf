package report

import (
	"fmt"
	"strings"

	"github.com/talimat/talimat-plan/internal/document"
	"github.com/talimat/talimat-plan/internal/model"
	"github.com/talimat/talimat-plan/internal/plan"
	"github.com/talimat/talimat-plan/internal/unit"
	"github.com/talimat/talimat-plan/internal/words"
)

// summary is the table of the main figures: a row each, a column for each moment.
func (v *view) summary() *document.Table {
	s := v.result.Scenario
	t := &document.Table{Name: "summary", Title: "Summary", For: document.People, Columns: append([]document.Column{{}}, v.momentColumns()...)}
	add := func(label string, cells []document.Cell) {
		t.Add(append([]document.Cell{document.Word(label)}, cells...)...)
	}
	whole := document.Decimals(0)
	if name := plan.CountedSeries(s); name != "" {
		add(capitalised(v.unit().Name), numbers(whole, v.pick(name)))
	}
	if s.Load.Brings() {
		add("Requests/s, average", rates(v.pick("average_rps")))
		add("Requests/s, peak", rates(v.pick("peak_rps")))
	}
	if s.Drivers.Database != nil {
		add("Data in the database", numbers(document.Of(unit.KindBytes, ""), v.pick("database_bytes")))
	}
	if s.Drivers.Files != nil {
		add("Files", numbers(document.Of(unit.KindBytes, ""), v.pick("file_bytes")))
	}
	add("Replicas at peak", each(v.moments, func(m moment) document.Cell { return document.Number(whole, replicas(v.result, m.month)) }))
	add("Nodes at peak", numbers(plainly(v.pick("nodes"), 1), v.pick("nodes")))
	if s.Database != nil {
		add("Database", each(v.moments, func(m moment) document.Cell { return document.Word(v.database(m.month)) }))
	}
	rows := []struct{ label, metric string }{
		{"Cost per month, baseline", "cost.baseline"}, {"Cost per month, list", "cost.list"},
		{"Cost per month, effective", "cost.effective"}, {"Cost per month, billed", "cost.billed"},
		{"Saved per month", "cost.saved"}, {"Revenue per month", "revenue"}, {"Margin per month", "margin"},
	}
	if v.result.Series("margin") == nil {
		rows = rows[:5]
	}
	for _, row := range rows {
		add(row.label, numbers(document.Money(v.money), v.pick(row.metric)))
	}
	if v.counts() {
		add("Cost per "+v.unit().One+" and month", each(v.moments, func(m moment) document.Cell { return v.perUser(m.month) }))
	}
	if v.walled() {
		t.Notes = append(t.Notes, v.wallNote())
	}
	return t
}

// momentColumns are the headings of the moments.
func (v *view) momentColumns() (columns []document.Column) {
	for i, m := range v.moments {
		columns = append(columns, right(v.title(m), v.rank(i)))
	}
	return columns
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

// counts reports whether there is something that totals are divided by.
func (v *view) counts() bool { return plan.CountedSeries(v.result.Scenario) != "" }

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
func (v *view) perUser(month int) document.Cell {
	series := v.result.Series(v.result.Scenario.PerUnit())
	if series == nil {
		return document.None(words.None)
	}
	return document.Number(document.Form{Kind: unit.KindMoney, Currency: v.money, Rule: document.Fixed, Places: unit.FineDigits(string(v.money))}, series[month])
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
