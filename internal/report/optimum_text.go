package report

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/talimat/talimat-plan/internal/pattern"
	"github.com/talimat/talimat-plan/internal/study/optimize"
	"github.com/talimat/talimat-plan/internal/unit"
	"github.com/talimat/talimat-plan/internal/words"
)

// Text writes the optimum for a terminal.
func (x *Optimum) Text(w io.Writer) error { return x.brief().text(w, x.options) }

// Markdown writes the optimum in GitHub's flavour.
func (x *Optimum) Markdown(w io.Writer) error {
	b := x.brief()
	if len(x.Set) > 0 {
		b.verdicts = append([]Line{{"To set", strings.Join(x.flags(), " ")}}, b.verdicts...)
	}
	return b.markdown(w, "**"+escape(x.Verdict)+"**", x.frame())
}

// frame is what the verdict is about, on one line.
func (x *Optimum) frame() string {
	s := x.answer.Question.Scenario
	return fmt.Sprintf("%s · %s from %s · %s", s.Name, words.Months(s.Months()), s.Start, s.Currency)
}

func (x *Optimum) brief() *brief {
	b := &brief{head: slices.Concat([]string{x.Verdict, ""}, x.paste(), []string{x.frame()}), verdicts: x.lines(), tables: []Table{x.inputs(), x.figures()}}
	if x.weighed != nil {
		v := choices{Table: x.weighed, money: x.money}
		b.tables = append(b.tables, x.plans(), v.totals(), v.holds())
	}
	return b
}

// flags are what sets the best values.
func (x *Optimum) flags() []string {
	return each(x.Set, func(s string) string { return "--set " + quoted(s) })
}

// paste is these flags as they may be pasted behind a command, in lines that a
// shell joins, and an empty line.
func (x *Optimum) paste() (lines []string) {
	const end = ` \`
	width := max(x.options.Width, leastWidth)
	if x.options.Width == 0 {
		width = defaultWidth
	}
	for _, flag := range x.flags() {
		last := len(lines) - 1
		switch {
		case last < 0:
			lines = append(lines, flag)
		case columns(lines[last])+1+columns(flag)+len(end) <= width:
			lines[last] += " " + flag
		default:
			lines[last] += end
			lines = append(lines, flag)
		}
	}
	if lines != nil {
		lines = append(lines, "")
	}
	return lines
}

// lines are what the verdict rests on.
func (x *Optimum) lines() []Line {
	a := x.answer
	var lines []Line
	tried := fmt.Sprintf("all %s combinations of the values", words.Decimal(float64(a.Combinations), 0))
	if more := a.Candidates - a.Combinations; more > 0 {
		tried += fmt.Sprintf(", and %d plans between the best of them", more)
	}
	if !a.All {
		tried = fmt.Sprintf("%s plans of %s combinations: one input after the other, from today's values and from others spread over the ranges",
			words.Decimal(float64(a.Candidates), 0), words.Decimal(float64(a.Combinations), 0))
	}
	lines = append(lines, Line{"Tried", tried})
	if a.Invalid > 0 {
		lines = append(lines, Line{"Left out", fmt.Sprintf("%s that are not valid, the first because: %s", words.Decimal(float64(a.Invalid), 0), a.Fault)})
	}
	if a.Ruled > 0 {
		lines = append(lines, Line{"Ruled out", fmt.Sprintf("%s that break a limit that today's plan keeps", words.Decimal(float64(a.Ruled), 0))})
	}
	if a.Starving > 0 {
		lines = append(lines, Line{"Starving", fmt.Sprintf("%s that do not hold: they leave load unserved, and cost the less for it", words.Decimal(float64(a.Starving), 0))})
	}
	if a.Unjudged != nil {
		lines = append(lines, Line{"Not judged", "a forecast cannot be held against " + strings.Join(a.Unjudged, "; ")})
	}
	if from, to := baseline(x.today), baseline(x.best); strings.HasPrefix(a.Question.Objective.Metric.Name, "finance.") && *from != *to {
		lines = append(lines, Line{"Careful", "these values move the baseline too, which savings are counted against: what costs more may seem to save more"})
	}
	if fresh := x.fresh(); fresh != nil {
		lines = append(lines, Line{"New", "findings that today's plan does not have: " + strings.Join(fresh, "; ")})
	}
	if x.weighed != nil {
		v := choices{Table: x.weighed, money: x.money}
		lines = append(lines, Line{"Futures", drawn(&x.weighed.Design, x.weighed.Design.Futures())}, Line{"Weighed", v.answer()})
	}
	return lines
}

// fresh are the findings of the best plan that today's does not have.
func (x *Optimum) fresh() (all []string) {
	known := map[string]int{} // by code: what a finding is about may move
	for _, f := range x.today.Findings {
		known[f.Code]++
	}
	for _, f := range x.best.Findings {
		if known[f.Code]--; known[f.Code] < 0 {
			all = append(all, fmt.Sprintf("%s (%s): %s", f.Code, f.Severity, f.Message))
		}
	}
	return all
}

// unquoted is what a shell takes as it is.
var unquoted = pattern.Lazy(`^[A-Za-z0-9_./:=%,+@-]+$`)

// quoted is a word for a shell.
func quoted(word string) string {
	if unquoted().MatchString(word) {
		return word
	}
	return "'" + strings.ReplaceAll(word, "'", `'\''`) + "'"
}

// inputs is the table of what was varied.
func (x *Optimum) inputs() Table {
	t := Table{Name: "inputs", Title: "Inputs", Columns: []Column{
		{Title: "Input"}, {Title: "Today", Align: Right}, {Title: "Best", Align: Right},
		{Title: "Tried", Rank: 2}, {Title: "Within 1%\nof the best", Rank: 1},
	}}
	for i, in := range x.Inputs {
		axis := &x.answer.Axes[i]
		t.Rows = append(t.Rows, []string{in.Path, in.Today, in.Best, extent(axis, in.Tried), extent(axis, in.Near)})
	}
	t.Notes = []string{"Within 1% of the best: with the other inputs at their best."}
	return t
}

// extent writes values of an input: the ends of numbers, or all choices.
func extent(axis *optimize.Axis, values []string) string {
	switch {
	case len(values) == 0:
		return words.None
	case axis.Input == nil:
		return truncate(strings.Join(values, ", "), 40)
	case len(values) == 1:
		return values[0]
	}
	return values[0] + " to " + values[len(values)-1]
}

// figures is the table of what the plan comes to.
func (x *Optimum) figures() Table {
	t := Table{Name: "results", Title: "Results in the forecast", Columns: []Column{
		{Title: "Figure"}, {Title: "Today", Align: Right}, {Title: "Best", Align: Right}, {Title: "Change", Align: Right, Rank: 1},
	}}
	for _, r := range x.Results {
		change := words.None
		if r.Today != nil && r.Best != nil {
			change = x.write(r.kind, *r.Best-*r.Today)
		}
		t.Rows = append(t.Rows, []string{r.label, words.Optional(r.kind, r.Today, x.money), words.Optional(r.kind, r.Best, x.money), change})
	}
	return t
}

// write writes a figure or a difference; none has a sign of its own.
func (x *Optimum) write(kind unit.Kind, v float64) string { return words.Quantity(kind, v, x.money) }

// plans is the table of the plans that were weighed.
func (x *Optimum) plans() Table {
	t := Table{Name: "plans", Title: "Plans that were weighed in the same futures", Columns: []Column{{Title: "Plan"}}}
	for i := range x.answer.Axes {
		t.Columns = append(t.Columns, Column{Title: heading(x.answer.Axes[i].Path), Align: Right})
	}
	for i, trial := range append([]optimize.Trial{x.answer.Today}, x.answer.Finalists...) {
		row := []string{x.weighed.Variants[i].Name}
		for axis := range x.answer.Axes {
			row = append(row, x.value(axis, &trial).Label)
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}
