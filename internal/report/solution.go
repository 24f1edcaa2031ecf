package report

import (
	"io"
	"math"
	"strconv"
	"strings"

	"github.com/talimat/talimat-plan/internal/model"
	"github.com/talimat/talimat-plan/internal/study/solve"
	"github.com/talimat/talimat-plan/internal/unit"
	"github.com/talimat/talimat-plan/internal/words"
)

// Solution is the report on what an input may be for a goal to hold; its JSON
// form is published. Values of the input are exact, in its base unit; a figure
// that does not exist, or a month that never comes, is null.
type Solution struct {
	SchemaVersion string   `json:"schema_version"` // version of these keys
	Tool          string   `json:"tool"`           // program and version
	Scenario      Scenario `json:"scenario"`       // what it is about
	Currency      string   `json:"currency"`       // of every amount
	Verdict       string   `json:"verdict"`        // the answer in a sentence
	Varied        Varied   `json:"input"`          // what was varied
	Goal          Goal     `json:"goal"`           // what was to hold
	Flat          bool     `json:"flat"`           // whether the input moves nothing
	Edges         []Edge   `json:"edges"`          // where the goal begins to hold or to break, ascending
	Trials        []Trial  `json:"trials"`         // the figure along the range, ascending
	Sampled       *Sampled `json:"sampled"`        // how futures were sampled; null in a forecast

	answer  *solve.Answer
	money   words.Currency
	options Options
}

// Varied is the input and where it was varied.
type Varied struct {
	Path       string  `json:"path"`        // of the input
	Unit       string  `json:"unit"`        // of all its values, "month" of a period
	PerMonths  float64 `json:"per_months"`  // months in the period of a growth rate; else 0
	Now        float64 `json:"now"`         // as the scenario has it
	Text       string  `json:"now_text"`    // the same in words
	From       float64 `json:"from"`        // first value that was looked at
	To         float64 `json:"to"`          // last value
	TrialCount int     `json:"trial_count"` // how many values were tried
}

// Goal is the condition, as it was judged.
type Goal struct {
	Text      string   `json:"text"`       // as written
	Metric    string   `json:"metric"`     // the result that it bounds
	Unit      string   `json:"unit"`       // of every figure
	Level     *float64 `json:"quantile"`   // that was judged; null in a forecast and for probabilities
	FromMonth *int     `json:"from_month"` // null for a single figure
	ToMonth   *int     `json:"to_month"`   // null for a single figure
	HoldsNow  bool     `json:"holds_now"`  // with the input as it is
}

// Edge is a place where the goal begins to hold or to break.
type Edge struct {
	Holds     float64  `json:"holds"`            // the value nearest to the edge with which it holds
	Breaks    float64  `json:"breaks"`           // the one with which it breaks
	HoldsText string   `json:"holds_text"`       // a value with few digits on the side that holds
	BreakText string   `json:"breaks_text"`      // and one on the side that breaks
	ValueHalf *float64 `json:"value_half_width"` // of the 95 % interval around the edge; null in a forecast, at a jump and when unknown
	Rising    bool     `json:"breaks_above"`     // whether it holds below the edge and breaks above
	Jump      bool     `json:"jump"`             // whether the figure leaps over its bound
	Below     *float64 `json:"figure_below"`     // the figure just below
	Above     *float64 `json:"figure_above"`     // and just above, in the month that breaks
	Half      *float64 `json:"half_width"`       // of the 95 % interval around it; null in a forecast
	Month     *int     `json:"month"`            // first month that breaks; null for a single figure
}

// Trial is the goal with the input at one value.
type Trial struct {
	Value  float64  `json:"value"`       // of the input
	Text   string   `json:"text"`        // the same in words
	Figure *float64 `json:"figure"`      // nearest to its bound, or furthest beyond it
	Half   *float64 `json:"half_width"`  // of the 95 % interval around it; null in a forecast
	Month  *int     `json:"month"`       // that of the figure
	First  *int     `json:"first_month"` // first month that breaks
	Holds  bool     `json:"holds"`       // whether the goal does
	Mark   string   `json:"mark"`        // "now", "edge", both or empty
}

// Sampled is how the futures of every trial were sampled.
type Sampled struct {
	Seed    uint64 `json:"seed"`            // of all of them
	Search  int    `json:"search_futures"`  // each value of the scan
	Confirm int    `json:"confirm_futures"` // edges, the ends of the range and the present value
}

// NewSolution arranges the answer to a question.
func NewSolution(a *solve.Answer, o Options) *Solution {
	s := a.Question.Scenario
	x := &Solution{
		SchemaVersion: SchemaVersion, Tool: o.Tool, Currency: s.Currency,
		Scenario: Scenario{s.Name, s.Description, o.File, strings.TrimPrefix(o.InputHash, "sha256:")},
		Varied: Varied{
			Path: a.Input.Path, Unit: measure(s, a.Input.Kind), PerMonths: a.Input.Per, Now: a.Present.At, Text: a.Label(a.Present.At),
			From: a.Range.Low, To: a.Range.High, TrialCount: a.Count,
		},
		Goal: Goal{Text: a.Question.Goal.Deny.Text, Metric: a.Metric.Name, Unit: measure(s, a.Kind), HoldsNow: a.Present.Holds},
		Flat: a.Flat, Edges: []Edge{}, answer: a, money: words.Currency(s.Currency), options: o,
	}
	if a.Question.Level > 0 {
		x.Goal.Level = &a.Question.Level
	}
	if a.Metric.Series {
		x.Goal.FromMonth, x.Goal.ToMonth = &a.From, &a.To
	}
	if a.Search != nil {
		x.Sampled = &Sampled{a.Question.Seed, a.Search.Futures(), a.Confirm.Futures()}
	}
	for i := range a.Edges {
		x.Edges = append(x.Edges, x.edge(&a.Edges[i]))
	}
	for _, row := range marked(a) {
		t := row.Trial
		x.Trials = append(x.Trials, Trial{t.At, a.Label(t.At), x.money.RoundOptional(a.Kind, &t.Figure), x.half(&t), t.Month, t.First, t.Holds, row.mark})
	}
	x.Verdict = x.verdict()
	return x
}

func (x *Solution) edge(e *solve.Edge) Edge {
	holds, breaks := 0, 1
	if !e.Below.Holds {
		holds, breaks = 1, 0
	}
	sides := [2]*solve.Trial{&e.Below, &e.Above}
	out := Edge{
		Holds: sides[holds].At, Breaks: sides[breaks].At,
		HoldsText: x.answer.Label(e.Shown[holds].At), BreakText: x.answer.Label(e.Shown[breaks].At),
		Rising: e.Below.Holds, Jump: e.Jump, Below: x.money.RoundOptional(x.answer.Kind, &e.From), Above: x.money.RoundOptional(x.answer.Kind, &e.To),
		Half: x.half(sides[breaks]), Month: sides[breaks].First,
	}
	if e.Half > 0 {
		out.ValueHalf = &e.Half
	}
	return out
}

// half is the half width of an interval; nil in a forecast or when unknown.
func (x *Solution) half(t *solve.Trial) *float64 {
	if x.answer.Search == nil {
		return nil
	}
	return x.money.RoundOptional(x.answer.Kind, &t.Half)
}

// figure writes a figure of the goal.
func (x *Solution) figure(v float64) string {
	kind := x.answer.Kind
	switch {
	case math.IsNaN(v), math.IsInf(v, 0) && kind != unit.KindMonths:
		return words.None
	case math.IsInf(v, 0):
		return "never"
	case kind == unit.KindRatio:
		return words.Short(v*100, 2) + "%"
	}
	return words.Quantity(kind, v, x.money)
}

// width writes the half width of an interval around a figure.
func (x *Solution) width(half float64) string {
	if x.answer.Kind == unit.KindMonths && !math.IsInf(half, 0) {
		return words.Short(half, 1)
	}
	return x.figure(half)
}

// JSON writes the solution for machines.
func (x *Solution) JSON(w io.Writer) error { return encode(w, x) }

// CSV writes one row for each trial, in base units. What does not exist is empty.
func (x *Solution) CSV(w io.Writer) error {
	number := func(v *float64) string {
		if v == nil {
			return ""
		}
		return strconv.FormatFloat(*v, 'f', -1, 64)
	}
	month := func(m *int) string {
		if m == nil {
			return ""
		}
		return strconv.Itoa(*m)
	}
	rows := [][]string{{x.Varied.Path, "text", x.Goal.Metric, "half_width", "month", "first_month", "holds", "mark"}}
	for _, t := range x.Trials {
		rows = append(rows, []string{
			number(&t.Value), t.Text, number(t.Figure), number(t.Half), month(t.Month), month(t.First), strconv.FormatBool(t.Holds), t.Mark,
		})
	}
	return WriteCSV(w, rows)
}

// what names the figure of the goal: "P90 of cost.effective", "peak(users)", "P(…)".
func (x *Solution) what() string {
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
