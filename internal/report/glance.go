package report

import (
	"fmt"
	"strings"

	"github.com/talimat/talimat-plan/internal/cost"
	"github.com/talimat/talimat-plan/internal/document"
	"github.com/talimat/talimat-plan/internal/metric"
	"github.com/talimat/talimat-plan/internal/plan"
	"github.com/talimat/talimat-plan/internal/words"
)

// answer says whether the plan holds and which limits it breaks.
func (v *view) answer() []Line {
	lines := v.holds()
	for _, l := range v.result.Limits {
		if l.Holds || l.Open != "" || l.Level != "deny" {
			continue
		}
		text := l.Name + ": " + l.Text
		write := func(x float64) string { return metric.As(l.Metric, l.Kind).Text(x, string(v.money)) }
		if l.Actual != nil {
			text += ": it is " + write(*l.Actual)
		}
		if l.Month != nil {
			text += " in " + v.when(*l.Month)
		}
		if l.Worst != nil && l.Actual != nil && *l.Worst != *l.Actual {
			text += ", at worst " + write(*l.Worst)
		}
		lines = append(lines, document.Say("BROKEN", text))
	}
	return lines
}

// glance is the figures that everybody asks for first.
func (v *view) glance() *document.Table {
	t := &document.Table{Name: "glance", For: document.People, Columns: append([]document.Column{{}}, v.momentColumns()...)}
	t.Columns = append(t.Columns, right("Total\n"+period{1, v.result.Months()}.span(), 3))
	add := func(label string, cells ...document.Cell) {
		row := append([]document.Cell{document.Word(label)}, cells...)
		t.Rows = append(t.Rows, append(row, make([]document.Cell, len(t.Columns)-len(row))...))
	}
	if name := plan.CountedSeries(v.result.Scenario); name != "" {
		add(capitalised(v.unit().Name), numbers(document.Decimals(0), v.pick(name))...)
	}
	if v.result.Scenario.Load.Brings() {
		add("Peak req/s", rates(v.pick("peak_rps"))...)
	}
	add("Cost", v.column(v.amounts("cost.effective"), wideCents)...)
	if v.counts() {
		add("  per "+v.unit().One, each(v.moments, func(m moment) document.Cell { return v.perUser(m.month) })...)
	}
	if v.result.Series("margin") != nil {
		add("Margin", v.column(v.amounts("margin"), wideCents)...)
	}
	return t
}

// pays says whether the investment pays, and how many claims hold.
func (v *view) pays() []Line {
	f := &v.result.Finance
	var lines []Line
	if f.Investment > 0 {
		lines = append(lines, document.Say("Investment", v.worth(f)))
	}
	if line := v.claimLine(); line.Text != "" {
		lines = append(lines, line)
	}
	return lines
}

// worth is what an investment saves, in one sentence.
func (v *view) worth(f *cost.Finance) string {
	saved := f.MonthlySavings * float64(f.Months)
	amounts := v.money.Column([]float64{f.Investment, saved}, wideCents)
	text := fmt.Sprintf("%s saves %s in %s", amounts[0], amounts[1], words.Months(f.Months))
	var parts []string
	if f.ROI != nil {
		parts = append(parts, "ROI "+words.Percent(*f.ROI))
	}
	parts = append(parts, "payback "+v.payback(f.Payback))
	return text + ", against what would be done without it: " + strings.Join(parts, ", ")
}
