package report

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/talimat/talimat-plan/internal/cost"
	"github.com/talimat/talimat-plan/internal/document"
	"github.com/talimat/talimat-plan/internal/pattern"
	"github.com/talimat/talimat-plan/internal/plan"
	"github.com/talimat/talimat-plan/internal/study/decision"
	"github.com/talimat/talimat-plan/internal/study/optimize"
	"github.com/talimat/talimat-plan/internal/unit"
	"github.com/talimat/talimat-plan/internal/words"
)

// optimum is an answer with the forecasts that it is told by.
type optimum struct {
	answer      *optimize.Answer
	today, best *plan.Result
	weighed     *choices // the finalists in the same futures; nil when they were not weighed
	money       words.Currency
	set         []string // "PATH=VALUE" of each input that changes
}

// Optimum is the best values of some inputs: from an answer, the forecasts of
// today's plan and of the best one, and the table of the finalists, nil when they
// were not weighed.
func Optimum(a *optimize.Answer, today, best *plan.Result, weighed *decision.Table, o Options) *document.Document {
	s := a.Question.Scenario
	d := answer("optimum", s, o)
	x := &optimum{answer: a, today: today, best: best, money: d.Currency, set: []string{}}
	for _, i := range a.Changed(&a.Best) {
		x.set = append(x.set, a.Axes[i].Path+"="+x.value(i, &a.Best).Text)
	}
	if weighed != nil {
		x.weighed = newChoices(weighed)
	}
	d.Verdict, d.Records = x.verdict(), []string{"inputs", "results"}
	d.Frame = []string{fmt.Sprintf("%s · %s from %s · %s", s.Name, words.Months(s.Months()), s.Start, s.Currency)}
	d.Add(x.about(), &document.Command{Words: x.paste()}, &document.Lines{Lines: x.lines()}, x.inputs(), x.figures())
	if weighed != nil {
		d.Add(x.weighed.forMachines(x.origins(o))...)
		d.Add(x.plans(), x.weighed.totals(), x.weighed.holds())
	}
	return d
}

// about is the answer for machines.
func (x *optimum) about() *document.Fields {
	a := x.answer
	o := &a.Question.Objective
	return &document.Fields{Fields: []document.Field{
		{Key: "objective", Cell: document.Word(objectiveName(o))},
		{Key: "objective_month", Cell: document.MaybeCount(o.Month)},
		{Key: "objective_unit", Cell: document.Word(document.Of(o.Metric.Kind, x.money).Unit())},
		{Key: "maximize", Cell: document.Truth(o.Maximize, "", "")},
		{Key: "set", Cell: document.Words(x.set)},
		{Key: "candidates", Cell: document.Count(a.Candidates)},
		{Key: "combinations", Cell: document.Count(a.Combinations)},
		{Key: "all_run", Cell: document.Truth(a.All, "", "")},
		{Key: "invalid", Cell: document.Count(a.Invalid)},
		{Key: "ruled_out", Cell: document.Count(a.Ruled)},
		{Key: "starving", Cell: document.Count(a.Starving)},
		{Key: "holds", Cell: document.Truth(!a.Best.Starves, "", "")},
		{Key: "unjudged", Cell: document.Words(a.Unjudged)},
		{Key: "weighed", Cell: document.Truth(x.weighed != nil, "", "")},
	}}
}

// origins are where the plans that were weighed come from.
func (x *optimum) origins(o Options) []Origin {
	var origins []Origin
	for _, t := range append([]optimize.Trial{x.answer.Today}, x.answer.Finalists...) {
		var set []string
		for _, s := range x.answer.Settings(&t) {
			set = append(set, s.Path+"="+s.Text)
		}
		origins = append(origins, Origin{File: o.File, InputHash: o.InputHash, Set: set})
	}
	return origins
}

func objectiveName(o *optimize.Objective) string {
	if o.Total {
		return "total"
	}
	return o.Metric.Name
}

// value is what an input is in a candidate.
func (x *optimum) value(axis int, t *optimize.Trial) optimize.Value {
	return x.answer.Axes[axis].Values[t.At[axis]]
}

// figures are what the plan comes to, today and with the best values.
func (x *optimum) figures() *document.Table {
	a, s := x.answer, x.answer.Question.Scenario
	o := &a.Question.Objective
	t := &document.Table{Name: "results", Title: "Results in the forecast", Columns: []document.Column{
		{Title: "Figure", For: document.People}, {Key: "name", For: document.Machines, About: "of the figure"},
		{Title: "Today", Key: "today", Mixed: true, Align: document.Right, About: "with the values of today"},
		{Title: "Best", Key: "best", Mixed: true, Align: document.Right, About: "with the best ones"},
		{Title: "Change", Key: "change", Mixed: true, Align: document.Right, Rank: 1, About: "of the one from the other"},
	}}
	add := func(name, label string, kind unit.Kind, today, best *float64) {
		f := document.Of(kind, x.money)
		change := document.None(words.None)
		if today != nil && best != nil {
			change = document.Number(f, *best-*today)
		}
		t.Add(document.Word(label), document.Word(name), figure(f, today), figure(f, best), change)
	}
	series := func(r *plan.Result) *float64 { v := r.Series("cost.effective")[s.Months()]; return &v }
	total := func(r *plan.Result) *float64 { v := r.Total(); return &v }
	if !o.Total {
		add(objectiveName(o), x.objective(), o.Metric.Kind, &a.Today.Figure, &a.Best.Figure)
	}
	what := "total"
	if g, ok := plan.Rate(s); ok {
		what = "present value at " + discounted(g)
	}
	add("total", what+" of "+period{1, s.Months()}.span(), unit.KindMoney, total(x.today), total(x.best))
	add("cost.effective", "cost.effective in month "+strconv.Itoa(s.Months()), unit.KindMoney, series(x.today), series(x.best))
	if from, to := baseline(x.today), baseline(x.best); *from != *to { // savings are counted against it
		add("cost.baseline", "baseline of "+period{1, s.Months()}.span(), unit.KindMoney, from, to)
	}
	if x.today.Finance.Investment > 0 || x.best.Finance.Investment > 0 {
		add("finance.investment", "finance.investment", unit.KindMoney, &x.today.Finance.Investment, &x.best.Finance.Investment)
		if o.Metric.Name != "finance.npv" {
			add("finance.npv", "finance.npv", unit.KindMoney, &x.today.Finance.NPV, &x.best.Finance.NPV)
		}
	}
	count := func(n int) *float64 { v := float64(n); return &v }
	if len(a.Limits) > 0 {
		add("limits_broken", "limits broken, of "+strconv.Itoa(len(a.Limits)), unit.KindCount, count(a.Today.Count()), count(a.Best.Count()))
	}
	add("findings", "findings", unit.KindCount, count(len(x.today.Findings)), count(len(x.best.Findings)))
	return t
}

// figure is a result that may not exist, or come.
func figure(f document.Form, v *float64) document.Cell {
	if v == nil || document.Number(f, *v).Absent() {
		return document.None(words.Optional(f.Kind, nil, f.Currency))
	}
	return document.Number(f, *v)
}

// baseline is what the plan costs without any saving, month 1 to the horizon.
func baseline(r *plan.Result) *float64 {
	sum := 0.0
	for _, v := range r.Series("cost.baseline")[1:] {
		sum += v
	}
	sum = cost.Sum(sum)
	return &sum
}

// paste is the flags that set the best values.
func (x *optimum) paste() []string {
	return each(x.set, func(s string) string { return "--set " + quoted(s) })
}

// lines are what the verdict rests on.
func (x *optimum) lines() []document.Line {
	a := x.answer
	var lines []document.Line
	tried := fmt.Sprintf("all %s combinations of the values", words.Decimal(float64(a.Combinations), 0))
	if more := a.Candidates - a.Combinations; more > 0 {
		tried += fmt.Sprintf(", and %d plans between the best of them", more)
	}
	if !a.All {
		tried = fmt.Sprintf("%s plans of %s combinations: one input after the other, from today's values and from others spread over the ranges",
			words.Decimal(float64(a.Candidates), 0), words.Decimal(float64(a.Combinations), 0))
	}
	lines = append(lines, document.Say("Tried", tried))
	if a.Invalid > 0 {
		lines = append(lines, document.Say("Left out", fmt.Sprintf("%s that are not valid, the first because: %s", words.Decimal(float64(a.Invalid), 0), a.Fault)))
	}
	if a.Ruled > 0 {
		lines = append(lines, document.Say("Ruled out", fmt.Sprintf("%s that break a limit that today's plan keeps", words.Decimal(float64(a.Ruled), 0))))
	}
	if a.Starving > 0 {
		lines = append(lines, document.Say("Starving", fmt.Sprintf("%s that do not hold: they leave load unserved, and cost the less for it", words.Decimal(float64(a.Starving), 0))))
	}
	if a.Unjudged != nil {
		lines = append(lines, document.Say("Not judged", "a forecast cannot be held against "+strings.Join(a.Unjudged, "; ")))
	}
	if from, to := baseline(x.today), baseline(x.best); strings.HasPrefix(a.Question.Objective.Metric.Name, "finance.") && *from != *to {
		lines = append(lines, document.Say("Careful", "these values move the baseline too, which savings are counted against: what costs more may seem to save more"))
	}
	if fresh := x.fresh(); fresh != nil {
		lines = append(lines, document.Say("New", "findings that today's plan does not have: "+strings.Join(fresh, "; ")))
	}
	if x.weighed != nil {
		lines = append(lines, document.Say("Futures", drawn(&x.weighed.Design, x.weighed.Design.Futures())), document.Say("Weighed", x.weighed.answer()))
	}
	return lines
}

// fresh are the findings of the best plan that today's does not have.
func (x *optimum) fresh() (all []string) {
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
func (x *optimum) inputs() *document.Table {
	t := &document.Table{Name: "inputs", Title: "Inputs", Columns: []document.Column{
		{Title: "Input", Key: "path", About: "of the input"},
		{Title: "Today", Key: "today", Align: document.Right, About: "as the scenario has it"},
		{Title: "Best", Key: "best", Align: document.Right, About: "the value to take"},
		{Title: "Tried", Rank: 2, For: document.People},
		{Title: "Within 1%\nof the best", Rank: 1, For: document.People},
		{Key: "today_value", For: document.Machines, About: "today in the input's base unit; null of a choice"},
		{Key: "best_value", For: document.Machines, About: "best in the input's base unit; null of a choice"},
		{Key: "tried", For: document.Machines, About: "all values: of numbers ascending"},
		{Key: "near", For: document.Machines, About: "those with which the figure is within 1 % of the best, the others at their best"},
		{Key: "median", For: document.Machines, About: "whether today's value is the median of an uncertain one"},
	}, Notes: []string{"Within 1% of the best: with the other inputs at their best."}}
	a := x.answer
	for i := range a.Axes {
		axis := &a.Axes[i]
		label := func(v int) string { return axis.Values[v].Label }
		tried, near := each(axis.Ascending(), label), each(axis.Near, label)
		from, to := document.Empty(), document.Empty()
		if axis.Input != nil {
			form := document.Form{Kind: axis.Input.Kind, Currency: x.money, Exact: true}
			from, to = document.Number(form, axis.Values[a.Today.At[i]].Number), document.Number(form, axis.Values[a.Best.At[i]].Number)
		}
		t.Add(document.Word(axis.Path), document.Word(x.value(i, &a.Today).Label), document.Word(x.value(i, &a.Best).Label),
			document.Word(extent(axis, tried)), document.Word(extent(axis, near)),
			from, to, document.Words(tried), document.Words(near), document.Truth(axis.Uncertain, "", ""))
	}
	return t
}

// extent writes values of an input: the ends of numbers, or all choices.
func extent(axis *optimize.Axis, values []string) string {
	switch {
	case len(values) == 0:
		return words.None
	case axis.Input == nil:
		return words.Shorten(strings.Join(values, ", "), 40)
	case len(values) == 1:
		return values[0]
	}
	return values[0] + " to " + values[len(values)-1]
}

// plans is the table of the plans that were weighed.
func (x *optimum) plans() *document.Table {
	t := &document.Table{Name: "plans", Title: "Plans that were weighed in the same futures", For: document.People, Columns: []document.Column{{Title: "Plan"}}}
	for i := range x.answer.Axes {
		t.Columns = append(t.Columns, document.Column{Title: heading(x.answer.Axes[i].Path), Align: document.Right})
	}
	for i, trial := range append([]optimize.Trial{x.answer.Today}, x.answer.Finalists...) {
		row := []document.Cell{document.Word(x.weighed.name(i))}
		for axis := range x.answer.Axes {
			row = append(row, document.Word(x.value(axis, &trial).Label))
		}
		t.Add(row...)
	}
	return t
}
