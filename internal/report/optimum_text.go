package report

import (
	"fmt"
	"io"
	"math"
	"slices"
	"strings"

	"github.com/talimat/talimat-plan/internal/optimize"
	"github.com/talimat/talimat-plan/internal/pattern"
	"github.com/talimat/talimat-plan/internal/unit"
)

// Text writes the optimum for a terminal.
func (x *Optimum) Text(w io.Writer) error { return x.brief().text(w, x.options) }

// Markdown writes the optimum in GitHub's flavour.
func (x *Optimum) Markdown(w io.Writer) error {
	return x.brief().markdown(w, "**"+escape(x.Verdict)+"**", x.frame())
}

// frame is what the verdict is about, on one line.
func (x *Optimum) frame() string {
	s := x.answer.Question.Scenario
	return fmt.Sprintf("%s · %s from %s · %s", s.Name, months(s.Months()), s.Start, s.Currency)
}

func (x *Optimum) brief() *brief {
	b := &brief{head: []string{x.Verdict, "", x.frame()}, verdicts: x.lines(), tables: []Table{x.inputs(), x.figures()}}
	if x.weighed != nil {
		v := choices{Table: x.weighed, money: x.money}
		b.tables = append(b.tables, x.plans(), v.totals(), v.holds())
	}
	return b
}

// lines are what the verdict rests on.
func (x *Optimum) lines() []Line {
	a := x.answer
	var lines []Line
	if len(x.Set) > 0 {
		lines = append(lines, Line{"To set", strings.Join(each(x.Set, func(s string) string { return "--set " + quoted(s) }), " ")})
	}
	tried := fmt.Sprintf("all %s combinations of the values", decimal(float64(a.Combinations), 0))
	if more := a.Candidates - a.Combinations; more > 0 {
		tried += fmt.Sprintf(", and %d plans between the best of them", more)
	}
	if !a.All {
		tried = fmt.Sprintf("%s plans of %s combinations: one input after the other, from today's values and from others spread over the ranges",
			decimal(float64(a.Candidates), 0), decimal(float64(a.Combinations), 0))
	}
	lines = append(lines, Line{"Tried", tried})
	if a.Invalid > 0 {
		lines = append(lines, Line{"Left out", fmt.Sprintf("%s that are not valid, the first because: %s", decimal(float64(a.Invalid), 0), a.Fault)})
	}
	if a.Ruled > 0 {
		lines = append(lines, Line{"Ruled out", fmt.Sprintf("%s that break a limit that today's plan keeps", decimal(float64(a.Ruled), 0))})
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
		return none
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
		change := none
		if r.Today != nil && r.Best != nil {
			change = x.write(r.kind, *r.Best-*r.Today)
		}
		t.Rows = append(t.Rows, []string{r.label, optional(r.kind, r.Today, x.money), optional(r.kind, r.Best, x.money), change})
	}
	return t
}

// write writes a figure or a difference; none has a sign of its own.
func (x *Optimum) write(kind unit.Kind, v float64) string { return quantity(kind, v, x.money) }

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

// objective names the figure: "the total", "cost.effective in month 24".
func (x *Optimum) objective() string {
	o := &x.answer.Question.Objective
	switch {
	case o.Total:
		return "the total"
	case o.Month != nil:
		return fmt.Sprintf("%s in month %d", o.Metric.Name, *o.Month)
	}
	return o.Metric.Name
}

// chosen says what is set: "a to 1 and b to 2".
func (x *Optimum) chosen() string {
	a := x.answer
	var parts []string
	for _, i := range a.Changed(&a.Best) {
		parts = append(parts, a.Axes[i].Path+" to "+x.value(i, &a.Best).Label)
	}
	if n := len(parts) - 1; n > 0 {
		return strings.Join(parts[:n], ", ") + " and " + parts[n]
	}
	return parts[0]
}

// verdict is the answer in a sentence.
func (x *Optimum) verdict() string {
	a := x.answer
	today, best := &a.Today, &a.Best
	switch {
	case x.weighed != nil:
		return x.weighedVerdict()
	case len(x.Set) == 0 && a.Flat:
		return fmt.Sprintf("It cannot be told: %s is %s with all values that were tried, so today's may stay.", x.objective(), x.figure(today.Figure))
	case len(x.Set) == 0:
		least := "least"
		if a.Question.Objective.Maximize {
			least = "greatest"
		}
		return fmt.Sprintf("Today's values are the best that were found: %s is %s with them at %s.", x.objective(), least, x.figure(today.Figure)) + x.held(best)
	}
	return fmt.Sprintf("Set %s: %s.", x.chosen(), x.gain()) + x.held(best)
}

// gain says what the best values do to the objective.
func (x *Optimum) gain() string {
	a := x.answer
	from, to := a.Today.Figure, a.Best.Figure
	if math.IsNaN(from) || math.IsNaN(to) {
		return fmt.Sprintf("%s is %s instead of %s", x.objective(), x.figure(to), x.figure(from))
	}
	verb := "falls"
	if to > from {
		verb = "rises"
	}
	if to == from {
		return fmt.Sprintf("%s stays at %s", x.objective(), x.figure(to))
	}
	by := x.figure(math.Abs(to - from))
	if share := math.Abs(to-from) / math.Abs(from); a.Question.Objective.Metric.Kind == unit.KindMoney && from != 0 {
		by += " (" + percent(share) + ")"
	}
	text := fmt.Sprintf("%s %s by %s to %s", x.objective(), verb, by, x.figure(to))
	if a.Question.Objective.Total {
		n := a.Question.Scenario.Months()
		text += fmt.Sprintf(", %s a month over %s", x.figure(math.Abs(to-from)/float64(n)), months(n))
	}
	return text
}

// held says which limits there are to break.
func (x *Optimum) held(best *optimize.Trial) string {
	switch now, then := x.answer.Today.Count(), best.Count(); {
	case then < now:
		return fmt.Sprintf(" It breaks %s instead of %d.", limitCount(then), now)
	case then > 0:
		return fmt.Sprintf(" It still breaks %s, as every plan that was found.", limitCount(then))
	}
	return ""
}

func limitCount(n int) string {
	switch n {
	case 0:
		return "no limit"
	case 1:
		return "1 limit"
	}
	return fmt.Sprintf("%d limits", n)
}

// weighedVerdict is the answer of the futures.
func (x *Optimum) weighedVerdict() string {
	c := &x.weighed.Choice
	v := choices{Table: x.weighed, money: x.money}
	if len(x.Set) > 0 {
		place := 1 + slices.IndexFunc(x.answer.Finalists, func(t optimize.Trial) bool { return slices.Equal(t.At, x.answer.Best.At) })
		p := v.Between(place, 0)
		text := fmt.Sprintf("Set %s: over %s that is expected to cost %s less", x.chosen(), months(v.Months), v.amount(p.Total.Mean))
		if p.Total.Mean.Value < 0 {
			p.Total.Mean.Value = -p.Total.Mean.Value
			text = fmt.Sprintf("Set %s: over %s that is expected to cost %s more", x.chosen(), months(v.Months), v.amount(p.Total.Mean))
		}
		if len(x.weighed.Limits) > 0 {
			text += fmt.Sprintf(", and breaks limits in %s of the futures, today's in %s", chance(v.Standings[place].Fails.Value), chance(v.Standings[0].Fails.Value))
		}
		if c.Take < 0 {
			text += "; whether others are cheaper still cannot be told"
		}
		return text + "."
	}
	if c.Take < 0 {
		other := c.Tied[0]
		if other == 0 {
			other = c.Tied[1]
		}
		return fmt.Sprintf("It cannot be told whether another plan is cheaper than today's: %s costs %s more over %s, and that interval includes 0.",
			v.name(other), v.amount(v.Between(0, other).Total.Mean), months(v.Months))
	}
	return fmt.Sprintf("Today's values are the best of %d plans that were weighed in the same futures.", len(v.Variants))
}

// figure writes a value of the objective.
func (x *Optimum) figure(v float64) string {
	kind := x.answer.Question.Objective.Metric.Kind
	return optional(kind, maybe(kind, &v), x.money)
}
