package report

import (
	"math"
	"slices"
	"strings"

	"github.com/talimat/talimat-plan/internal/document"
	"github.com/talimat/talimat-plan/internal/model"
	terminal "github.com/talimat/talimat-plan/internal/render/text"
	"github.com/talimat/talimat-plan/internal/study/solve"
	"github.com/talimat/talimat-plan/internal/unit"
	"github.com/talimat/talimat-plan/internal/words"
)

// solution is an answer with what its texts have in common.
type solution struct {
	answer *solve.Answer
	money  words.Currency
}

// Solution is what an input may be for a goal to hold.
func Solution(a *solve.Answer, o Options) *document.Document {
	d := answer("solution", a.Question.Scenario, o)
	x := &solution{a, d.Currency}
	d.Verdict = x.verdict()
	d.Records = []string{"trials"}
	d.Add(x.input(), x.condition(), &document.Lines{Lines: x.lines()}, x.edges(), x.trials(), x.futures())
	return d
}

// value is a value of the input, exact, with its words.
func (x *solution) value(v float64) document.Cell {
	return document.Number(document.Form{Kind: x.answer.Input.Kind, Currency: x.money, Exact: true}, v).Reads(x.answer.Label(v))
}

// input says what was varied, and where.
func (x *solution) input() *document.Fields {
	a := x.answer
	return &document.Fields{Name: "input", Fields: []document.Field{
		{Key: "path", Cell: document.Word(a.Input.Path)},
		{Key: "unit", Cell: document.Word(document.Of(a.Input.Kind, x.money).Unit())},
		{Key: "per_months", Cell: document.Number(document.Form{}, a.Input.Per)},
		{Key: "now", Cell: x.value(a.Present.At)},
		{Key: "now_text", Cell: document.Word(a.Label(a.Present.At))},
		{Key: "from", Cell: x.value(a.Range.Low)},
		{Key: "to", Cell: x.value(a.Range.High)},
		{Key: "trial_count", Cell: document.Count(a.Count)},
		{Key: "moves", Cell: document.Truth(!a.Flat, "", "")},
	}}
}

// condition is the goal as it was judged.
func (x *solution) condition() *document.Fields {
	a := x.answer
	level, from, to := document.Empty(), document.Empty(), document.Empty()
	if a.Question.Level > 0 {
		level = document.Number(document.Of(unit.KindRatio, ""), a.Question.Level)
	}
	if a.Metric.Series {
		from, to = document.Count(a.From), document.Count(a.To)
	}
	return &document.Fields{Name: "goal", Fields: []document.Field{
		{Key: "text", Cell: document.Word(a.Question.Goal.Deny.Text)},
		{Key: "metric", Cell: document.Word(a.Metric.Name)},
		{Key: "unit", Cell: document.Word(document.Of(a.Kind, x.money).Unit())},
		{Key: "quantile", Cell: level},
		{Key: "from_month", Cell: from},
		{Key: "to_month", Cell: to},
		{Key: "holds_now", Cell: document.Truth(a.Present.Holds, "", "")},
	}}
}

// edges are the places where the goal begins to hold or to break, ascending.
func (x *solution) edges() *document.Table {
	a := x.answer
	of := document.Form{Kind: a.Input.Kind, Currency: x.money, Exact: true}
	figures := document.Of(a.Kind, x.money)
	t := &document.Table{Name: "edges", For: document.Machines, Columns: []document.Column{
		{Key: "holds", Form: of, About: "the value nearest to the edge with which the goal holds"},
		{Key: "breaks", Form: of, Interval: true, About: "the one with which it breaks, with the interval of the edge"},
		{Key: "holds_text", About: "a value with few digits on the side that holds"},
		{Key: "breaks_text", About: "and one on the side that breaks"},
		{Key: "breaks_above", About: "whether it holds below the edge and breaks above"},
		{Key: "jump", About: "whether the figure leaps over its bound"},
		{Key: "figure_below", Form: figures, About: "the figure just below"},
		{Key: "figure_above", Form: figures, Interval: true, About: "and just above, in the month that breaks"},
		{Key: "month", About: "first month that breaks; null for a single figure"},
	}}
	for i := range a.Edges {
		e := &a.Edges[i]
		sides, holds := [2]*solve.Trial{&e.Below, &e.Above}, 0
		if !e.Below.Holds {
			holds = 1
		}
		breaks, half := 1-holds, math.NaN()
		if e.Half > 0 {
			half = e.Half
		}
		t.Add(
			x.value(sides[holds].At), x.value(sides[breaks].At).Within(half),
			document.Word(a.Label(e.Shown[holds].At)), document.Word(a.Label(e.Shown[breaks].At)),
			document.Truth(e.Below.Holds, "", ""), document.Truth(e.Jump, "", ""),
			document.Number(figures, e.From), x.sampled(document.Number(figures, e.To), sides[breaks]), document.MaybeCount(sides[breaks].First),
		)
	}
	return t
}

// sampled is a figure with the interval of a trial, unless it is of a forecast.
func (x *solution) sampled(c document.Cell, t *solve.Trial) document.Cell {
	if x.answer.Search == nil {
		return c
	}
	return c.Within(t.Half)
}

// trials is the figure along the range.
func (x *solution) trials() *document.Table {
	a := x.answer
	t := &document.Table{Name: "trials", Title: "Along the range", Columns: []document.Column{
		{Title: heading(a.Input.Path), Key: "value", Form: document.Form{Kind: a.Input.Kind, Currency: x.money}, Align: document.Right, About: "of the input"},
		{Key: "text", For: document.Machines, About: "the same in words"},
		{Title: heading(x.what()), Key: "figure", Form: document.Of(a.Kind, x.money), Interval: true, Align: document.Right, About: "nearest to its bound, or furthest beyond it"},
		{Title: "Month", Key: "month", Align: document.Right, Rank: 3, About: "that of the figure"},
		{Title: "Breaks from", Key: "first_month", Align: document.Right, Rank: 1, About: "first month that breaks"},
		{Title: "Goal", Key: "holds", About: "whether the goal does"},
		{Key: "mark", About: "now, edge, both or empty"},
	}}
	several := func(at func(*markedTrial) *int) document.Audience {
		if a.To > a.From && slices.ContainsFunc(marked(a), func(m markedTrial) bool { return at(&m) != nil }) {
			return document.Everyone
		}
		return document.Machines
	}
	t.Columns[3].For = several(func(m *markedTrial) *int { return m.Month })
	t.Columns[4].For = several(func(m *markedTrial) *int { return m.First })
	for _, m := range marked(a) {
		holds := document.Truth(m.Holds, "holds", "broken")
		if !m.Holds {
			holds = holds.As(document.Bad)
		}
		t.Add(x.value(m.At), document.Word(a.Label(m.At)), x.sampled(x.measured(m.Figure), &m.Trial),
			document.MaybeCount(m.Month), document.MaybeCount(m.First), holds, document.Word(m.mark))
	}
	return t
}

// measured is a figure of the goal.
func (x *solution) measured(v float64) document.Cell {
	kind := x.answer.Kind
	switch {
	case math.IsInf(v, 0) && kind == unit.KindMonths:
		return document.None("never")
	case kind == unit.KindRatio:
		return document.Number(document.Form{Kind: kind, Rule: document.AtMost, Places: 2}, v)
	}
	return document.Number(document.Of(kind, x.money), v)
}

// futures says how the futures of every trial were sampled.
func (x *solution) futures() *document.Fields {
	a := x.answer
	if a.Search == nil {
		return &document.Fields{Name: "sampled", Absent: true}
	}
	return &document.Fields{Name: "sampled", Fields: []document.Field{
		{Key: "seed", Cell: document.Seed(a.Question.Seed)},
		{Key: "search_futures", Cell: document.Count(a.Search.Futures())},
		{Key: "confirm_futures", Cell: document.Count(a.Confirm.Futures())},
	}}
}

// markedTrial is a trial and what there is to it.
type markedTrial struct {
	solve.Trial
	mark string
}

// marked is the trials along the range and those beside the edges, ascending.
func marked(a *solve.Answer) []markedTrial {
	var all []markedTrial
	add := func(t solve.Trial, mark string) {
		i := slices.IndexFunc(all, func(m markedTrial) bool { return m.At == t.At })
		switch {
		case i < 0:
			all = append(all, markedTrial{t, mark})
		case mark != "" && all[i].mark != "":
			all[i].mark += ", " + mark
		case mark != "":
			all[i] = markedTrial{t, mark}
		}
	}
	for _, t := range a.Trials {
		add(t, "")
	}
	add(a.Present, "now")
	for i := range a.Edges {
		for _, t := range a.Edges[i].Shown {
			add(t, "edge")
		}
	}
	slices.SortFunc(all, func(x, y markedTrial) int {
		switch {
		case x.At < y.At:
			return -1
		case x.At > y.At:
			return 1
		}
		return 0
	})
	return all
}

// heading breaks a long name behind a dot or a space, so that its column is not
// wider than what is in it.
func heading(name string) string {
	const wide = 20
	at := strings.LastIndexAny(name[:min(len(name), max(len(name)*2/3, wide))], ". ")
	if terminal.Columns(name) <= wide || at < 0 {
		return name
	}
	return strings.TrimSpace(name[:at+1]) + "\n" + heading(name[at+1:])
}

// what names the figure of the goal: "P90 of cost.effective", "peak(users)", "P(…)".
func (x *solution) what() string {
	c := x.answer.Question.Goal.Deny
	switch {
	case c.Chance != nil:
		return "probability"
	case x.answer.Question.Level > 0:
		return "P" + words.Short(x.answer.Question.Level*100, 0) + " of " + c.Metric
	case c.Fold != model.FoldNone:
		return c.Left()
	}
	return c.Metric
}
