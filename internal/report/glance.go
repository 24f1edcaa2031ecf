package report

import (
	"fmt"
	"strings"

	"github.com/talimat/talimat-plan/internal/cost"
	"github.com/talimat/talimat-plan/internal/document"
	"github.com/talimat/talimat-plan/internal/metric"
	"github.com/talimat/talimat-plan/internal/plan"
	terminal "github.com/talimat/talimat-plan/internal/render/text"
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

// answerLines writes the answer, the verdict first. What is longer than two lines
// ends in an ellipsis: forecast --show summary has it whole.
func (f *Forecast) answerLines(width int) []string {
	label := 0
	for _, l := range f.Answer {
		label = max(label, terminal.Columns(l.Label)+len(gap))
	}
	var lines []string
	for _, l := range f.Answer {
		part := terminal.Hang(fmt.Sprintf("%-*s", label, l.Label), l.Text, width)
		if len(part) > answerEach {
			part = part[:answerEach]
			part[answerEach-1] = terminal.Truncate(part[answerEach-1]+" …", width)
		}
		lines = append(lines, part...)
	}
	return lines
}

// glance is the figures that everybody asks for first.
func (v *view) glance() Table {
	t := Table{Name: "glance", Columns: []Column{{Align: Left}}}
	for i, m := range v.moments {
		t.Columns = append(t.Columns, Column{Title: v.title(m), Align: Right, Rank: v.rank(i)})
	}
	t.Columns = append(t.Columns, Column{Title: "Total\n" + period{1, v.result.Months()}.span(), Align: Right, Rank: 3})
	row := func(label string, cells []string, total string) {
		t.Rows = append(t.Rows, append(append([]string{label}, cells...), total))
	}
	if name := plan.CountedSeries(v.result.Scenario); name != "" {
		row(capitalised(v.unit().Name), each(v.pick(name), func(n float64) string { return words.Decimal(n, 0) }), "")
	}
	if v.result.Scenario.Load.Brings() {
		row("Peak req/s", each(v.pick("peak_rps"), words.Rate), "")
	}
	costs := v.money.Column(append(v.pick("cost.effective"), v.total("cost.effective")), wideCents)
	row("Cost", costs[:len(v.moments)], costs[len(v.moments)])
	row("  per "+v.unit().One, each(v.moments, func(m moment) string { return v.perUser(m.month) }), "")
	if v.result.Series("margin") != nil {
		margins := v.money.Column(append(v.pick("margin"), v.total("margin")), wideCents)
		row("Margin", margins[:len(v.moments)], margins[len(v.moments)])
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
