package report

import (
	"io"
	"strconv"

	"github.com/talimat/talimat-plan/internal/cost"
	"github.com/talimat/talimat-plan/internal/plan"
	"github.com/talimat/talimat-plan/internal/study/decision"
	"github.com/talimat/talimat-plan/internal/study/optimize"
	"github.com/talimat/talimat-plan/internal/unit"
	"github.com/talimat/talimat-plan/internal/words"
)

// Optimum is the report on the best values of some inputs; its JSON form is
// published. Numbers are in base units; what does not exist is null.
type Optimum struct {
	SchemaVersion string            `json:"schema_version"` // version of these keys
	Tool          string            `json:"tool"`           // program and version
	Scenario      Scenario          `json:"scenario"`       // what it is about
	Currency      string            `json:"currency"`       // of every amount
	Verdict       string            `json:"verdict"`        // the answer in a sentence
	Objective     BestBy            `json:"objective"`      // what was made best
	Set           []string          `json:"set"`            // "PATH=VALUE" of each input that changes
	Inputs        []ChosenInput     `json:"inputs"`         // in the order given
	Results       []ChosenResult    `json:"results"`        // today and with the best values
	Candidates    int               `json:"candidates"`     // how many were run
	Combinations  int               `json:"combinations"`   // of the values chosen at first
	All           bool              `json:"all_run"`        // whether all of these were run
	Invalid       int               `json:"invalid"`        // candidates left out because they are not valid
	Ruled         int               `json:"ruled_out"`      // candidates that hold, and break a limit that today's plan keeps
	Starving      int               `json:"starving"`       // candidates that do not hold, and are never chosen
	Holds         bool              `json:"holds"`          // whether the plan holds with the best values
	Unjudged      []string          `json:"unjudged"`       // limits that a forecast cannot be held against
	Finalists     []Finalist        `json:"finalists"`      // that were weighed in the same futures; empty without
	Futures       *DecisionDocument `json:"futures"`        // how; null without

	answer      *optimize.Answer
	today, best *plan.Result
	weighed     *decision.Table
	money       words.Currency
	options     Options
}

// BestBy is the figure that was to be least or greatest.
type BestBy struct {
	Figure   string `json:"figure"`   // a result, or "total"
	Month    *int   `json:"month"`    // of a series
	Unit     string `json:"unit"`     // of its values
	Maximize bool   `json:"maximize"` // whether more is better
}

// ChosenInput is an input that was varied.
type ChosenInput struct {
	Path   string   `json:"path"`        // of the input
	Today  string   `json:"today"`       // as the scenario has it
	Best   string   `json:"best"`        // the value to take
	From   *float64 `json:"today_value"` // the same in base units; null of a choice
	To     *float64 `json:"best_value"`  // the same in base units; null of a choice
	Tried  []string `json:"tried"`       // all values: of numbers ascending
	Near   []string `json:"near"`        // those with which the figure is within 1 % of the best, the others at their best
	Median bool     `json:"median"`      // whether today's value is the median of an uncertain one
}

// ChosenResult is a figure today and with the best values.
type ChosenResult struct {
	Name  string   `json:"name"`  // of the figure
	Unit  string   `json:"unit"`  // of its values
	Today *float64 `json:"today"` // with the values of today
	Best  *float64 `json:"best"`  // with the best ones

	kind  unit.Kind
	label string
}

// Finalist is a plan that was weighed.
type Finalist struct {
	Name string   `json:"name"` // in "futures"
	Set  []string `json:"set"`  // what it sets
}

// NewOptimum arranges an answer, the forecasts of today's plan and of the best one,
// and the table of the finalists, nil when they were not weighed.
func NewOptimum(a *optimize.Answer, today, best *plan.Result, weighed *decision.Table, o Options) *Optimum {
	s := a.Question.Scenario
	x := &Optimum{
		SchemaVersion: SchemaVersion, Tool: o.Tool, Currency: s.Currency,
		Scenario:  NewScenario(s, o),
		Objective: BestBy{objectiveName(&a.Question.Objective), a.Question.Objective.Month, measure(s, a.Question.Objective.Metric.Kind), a.Question.Objective.Maximize},
		Set:       []string{}, Candidates: a.Candidates, Combinations: a.Combinations, All: a.All, Invalid: a.Invalid, Ruled: a.Ruled, Starving: a.Starving, Holds: !a.Best.Starves,
		Unjudged: append([]string{}, a.Unjudged...), Finalists: []Finalist{},
		answer: a, today: today, best: best, weighed: weighed, money: words.Currency(s.Currency), options: o,
	}
	for _, i := range a.Changed(&a.Best) {
		x.Set = append(x.Set, a.Axes[i].Path+"="+x.value(i, &a.Best).Text)
	}
	for i := range a.Axes {
		axis := &a.Axes[i]
		in := ChosenInput{Path: axis.Path, Today: x.value(i, &a.Today).Label, Best: x.value(i, &a.Best).Label, Near: []string{}, Median: axis.Uncertain}
		if axis.Input != nil {
			in.From, in.To = &axis.Values[a.Today.At[i]].Number, &axis.Values[a.Best.At[i]].Number
		}
		for _, v := range axis.Ascending() {
			in.Tried = append(in.Tried, axis.Values[v].Label)
		}
		for _, v := range axis.Near {
			in.Near = append(in.Near, axis.Values[v].Label)
		}
		x.Inputs = append(x.Inputs, in)
	}
	x.Results = x.results()
	if weighed != nil {
		x.weigh()
	}
	x.Verdict = x.verdict()
	return x
}

// weigh adds what the futures say.
func (x *Optimum) weigh() {
	var origins []Origin
	for i, t := range append([]optimize.Trial{x.answer.Today}, x.answer.Finalists...) {
		set := []string{}
		for _, s := range x.answer.Settings(&t) {
			set = append(set, s.Path+"="+s.Text)
		}
		x.Finalists = append(x.Finalists, Finalist{x.weighed.Variants[i].Name, set})
		origins = append(origins, Origin{File: x.options.File, InputHash: x.options.InputHash, Set: set})
	}
	x.Futures = Decide(x.weighed, origins, x.options).Document
}

func objectiveName(o *optimize.Objective) string {
	if o.Total {
		return "total"
	}
	return o.Metric.Name
}

// value is what an input is in a candidate.
func (x *Optimum) value(axis int, t *optimize.Trial) optimize.Value {
	return x.answer.Axes[axis].Values[t.At[axis]]
}

// results are the figures to look at beside the objective.
func (x *Optimum) results() []ChosenResult {
	a, s := x.answer, x.answer.Question.Scenario
	o := &a.Question.Objective
	var all []ChosenResult
	add := func(name, label string, kind unit.Kind, today, best *float64) {
		all = append(all, ChosenResult{name, measure(s, kind), x.money.RoundOptional(kind, today), x.money.RoundOptional(kind, best), kind, label})
	}
	series := func(r *plan.Result) *float64 { v := r.Series("cost.effective")[s.Months()]; return &v }
	total := func(r *plan.Result) *float64 {
		v := r.Total()
		return &v
	}
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
	broken := func(t *optimize.Trial) *float64 { v := float64(t.Count()); return &v }
	if len(a.Limits) > 0 {
		add("limits_broken", "limits broken, of "+strconv.Itoa(len(a.Limits)), unit.KindCount, broken(&a.Today), broken(&a.Best))
	}
	findings := func(r *plan.Result) *float64 { v := float64(len(r.Findings)); return &v }
	add("findings", "findings", unit.KindCount, findings(x.today), findings(x.best))
	return all
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

// JSON writes the optimum for machines.
func (x *Optimum) JSON(w io.Writer) error { return encode(w, x) }

// CSV writes a row for each input, and for each figure in base units.
func (x *Optimum) CSV(w io.Writer) error {
	rows := [][]string{{"kind", "name", "unit", "today", "best", "tried_from", "tried_to", "near_from", "near_to"}}
	ends := func(list []string) []string {
		if len(list) == 0 {
			return []string{"", ""}
		}
		return []string{list[0], list[len(list)-1]}
	}
	for _, in := range x.Inputs {
		row := append([]string{"input", in.Path, "", in.Today, in.Best}, ends(in.Tried)...)
		rows = append(rows, append(row, ends(in.Near)...))
	}
	figure := func(v *float64) string {
		if v == nil {
			return ""
		}
		return strconv.FormatFloat(*v, 'f', -1, 64)
	}
	for _, r := range x.Results {
		rows = append(rows, []string{"result", r.Name, r.Unit, figure(r.Today), figure(r.Best), "", "", "", ""})
	}
	return WriteCSV(w, rows)
}
