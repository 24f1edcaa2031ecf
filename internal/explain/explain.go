// Package explain takes a result of a plan apart: which formula yields it, with
// which figures, from which inputs of the scenario. Every figure is one that the
// engine computed; where a step repeats its arithmetic, a test holds the two
// against each other.
package explain

import (
	"fmt"
	"math"
	"strings"

	"github.com/talimat/talimat-plan/internal/capacity"
	"github.com/talimat/talimat-plan/internal/metric"
	"github.com/talimat/talimat-plan/internal/model"
	"github.com/talimat/talimat-plan/internal/plan"
	"github.com/talimat/talimat-plan/internal/unit"
)

// Explanation is the arithmetic behind one result in one month.
type Explanation struct {
	Word   *Word         // the word of the reports that was asked for, which Metric leads to; nil for a figure
	Metric metric.Metric // what is explained
	Month  *int          // nil for single figures
	Value  *float64      // in the metric's base unit; nil when it does not exist, then Steps say why
	Steps  []Step        // in reading order; the last one yields Value
	Inputs []Input       // of the scenario, in order of first use, each once
	Notes  []string      // what the figures alone do not say
}

// Step is one line of arithmetic. Where there is nothing to compute, Formula is
// a sentence and Figures is empty.
type Step struct {
	Name    string // what it yields: "cpu in europe-east"
	Formula string // in words: "cores ÷ (cpu request × cpu target)"
	Figures string // the same with numbers: "1.234 ÷ (250m × 70%)"
	Result  string // with its unit: "7.051 replicas"

	value *quantity // Result as the engine has it; nil for words
	again float64   // the value of Formula
}

// Input is a part of the scenario that an explanation uses.
type Input struct {
	Path    string   // in the scenario
	Text    string   // current value in words
	Default bool     // whether the scenario leaves it to the default; known after Resolve
	At      *float64 // where the number lives, as in model.Input; nil for words and names
}

// UnknownError says that a scenario yields no result of that name.
type UnknownError struct {
	Name    string // as asked for
	Nearest string // the most similar name, or empty
}

// Error names the result, and the one that may have been meant.
func (e *UnknownError) Error() string {
	if e.Nearest == "" {
		return fmt.Sprintf("unknown result %q", e.Name)
	}
	return fmt.Sprintf("unknown result %q; did you mean %q?", e.Name, e.Nearest)
}

// MonthError says that a plan does not have that month.
type MonthError struct {
	Month, Last int // as asked for; last month of the plan
}

// Error names the month and the range.
func (e *MonthError) Error() string {
	return fmt.Sprintf("month %d is outside of the plan, which has months 0 to %d", e.Month, e.Last)
}

// Word is a result in words, such as the tier of the database.
type Word struct {
	Name string // as asked for: database.tier
	Says string // in the month that is explained: "db-2"; "none" when nothing binds or stops
}

// Words are the words that can be explained; a * stands for a service.
func Words() []string {
	return []string{"database.tier", "database.binding", "database.wall", "services.*.binding", "stores.*.tier", "stores.*.binding"}
}

// behind is the figure whose arithmetic leads to a word of the reports: a tier
// and what binds come out of the same steps as the size they belong to.
func behind(name string) string {
	switch name {
	case "database.tier", "database.binding", "database.wall":
		return "database.read_replicas"
	}
	if store, ok := strings.CutSuffix(name, ".tier"); ok {
		return store + ".nodes"
	}
	if store, ok := strings.CutSuffix(name, ".binding"); ok && strings.HasPrefix(name, "stores.") {
		return store + ".nodes"
	}
	if service, ok := strings.CutSuffix(name, ".binding"); ok {
		return service + ".replicas"
	}
	return name
}

// word is what a word says in a month.
func word(r *plan.Result, name string, month int) *Word {
	says := "none"
	of := func(b capacity.Binding) {
		if b != capacity.Idle {
			says = b.String()
		}
	}
	db := &r.Capacity.Database
	switch {
	case strings.HasPrefix(name, "stores."):
		for i := range r.Scenario.Stores {
			out, prefix := &r.Capacity.Stores[i], "stores."+r.Scenario.Stores[i].Name
			switch tier := r.Engine().Sizing().Machine(i, out.Tier[month]); name {
			case prefix + ".binding":
				of(out.Binding[month])
			case prefix + ".tier":
				if tier != "" {
					says = tier
				}
			}
		}
	case !strings.HasPrefix(name, "database."):
		for i := range r.Services {
			if name == "services."+r.Services[i].Name+".binding" {
				of(r.Services[i].Binding[month])
			}
		}
	case r.Scenario.Database == nil:
	case name == "database.tier":
		says = r.Engine().Sizing().Databases()[db.Tier[month]].Name
	case name == "database.binding":
		of(db.Binding[month])
	default:
		of(db.Wall[month])
	}
	return &Word{name, says}
}

// Explain takes a result apart; a word such as database.tier, by the figure
// behind it. For single figures the month does not count. An
// error is an *UnknownError or a *MonthError. The result is not changed, but
// its engine's scratch is used: one goroutine at a time.
func Explain(r *plan.Result, name string, month int) (*Explanation, error) {
	asked := name
	name = behind(name)
	m, ok := metric.Find(r.Scenario, name)
	if !ok {
		var names []string
		for _, m := range metric.Of(r.Scenario) {
			names = append(names, m.Name)
		}
		return nil, &UnknownError{name, unit.Nearest(name, names)}
	}
	out := &Explanation{Metric: m}
	if m.Series {
		if month < 0 || month > r.Months() {
			return nil, &MonthError{month, r.Months()}
		}
		value := r.Series(name)[month]
		if out.Month = &month; !math.IsNaN(value) {
			out.Value = &value
		}
		if asked != name {
			out.Word = word(r, asked, month)
		}
	} else {
		out.Value = r.Figure(name)
	}
	x := &explainer{result: r, scenario: r.Scenario, month: month, out: out}
	x.explain(name)
	out.Steps[len(out.Steps)-1].Name = name
	return out, nil
}

// Resolve replaces the paths and texts of inputs by those of the file, where it
// writes them in another form: growth for growth.compound, 0.5 ms for 500 µs, an
// interval for its median. Words keep theirs.
func (e *Explanation) Resolve(in model.Inputs) {
	at := map[*float64]*model.Input{}
	for i := range in {
		at[in[i].At] = &in[i]
	}
	for i := range e.Inputs {
		if found := at[e.Inputs[i].At]; found != nil && e.Inputs[i].At != nil {
			e.Inputs[i].Path, e.Inputs[i].Default = found.Path, found.Default
			if found.Distribution != nil {
				e.Inputs[i].Text = found.Text + ", median " + e.Inputs[i].Text
			} else {
				e.Inputs[i].Text = found.Text
			}
		}
	}
}

// explainer writes one explanation.
type explainer struct {
	result   *plan.Result
	scenario *model.Scenario
	month    int
	out      *Explanation
	place    string // region that the steps are about, "" for all
}

// explain writes the steps of a metric by the first part of its name.
func (x *explainer) explain(name string) {
	root, rest, _ := strings.Cut(name, ".")
	switch root {
	case "services":
		x.service(rest)
	case "nodes", "average_nodes":
		x.servers(root == "average_nodes")
	case "database":
		x.database(rest)
	case "served":
		x.servedByAll()
	case "cache":
		x.hitRatio()
	case "cost":
		x.cost(rest)
	case "charges":
		x.charges(rest)
	case "fx":
		r := x.scenario.MovingIn(rest)
		x.step(name, count(x.result.Series(name)[x.month]), product(in(x, "worth", "fx.rates."+rest+".worth", &r.Worth), x.moved(r)))
	case "commitments":
		x.commitment(rest)
	case "committed":
		x.committed(rest)
	case "pools":
		x.pools(rest)
	case "stores":
		x.stores(rest)
	case "load":
		x.streams(rest)
	case "finance":
		x.finance(rest)
	case "revenue", "margin":
		x.revenue(root)
	case "total":
		x.total()
	case "reached":
		x.reached(rest)
	case "latency":
		x.latency(rest)
	case "availability":
		x.availability()
	default:
		x.demand(root, rest)
	}
}

// step adds a line of arithmetic whose value the engine computed, and returns
// that value for further lines.
func (x *explainer) step(name string, value quantity, formula term) term {
	x.out.Steps = append(x.out.Steps, Step{
		Name: x.here(name), Formula: formula.name, Figures: formula.figure, Result: x.text(value),
		value: &value, again: formula.value,
	})
	return x.is(name, value)
}

// derive adds a line whose value the engine does not keep.
func (x *explainer) derive(name string, formula term, as func(float64) quantity) term {
	return x.step(name, as(formula.value), formula)
}

// because adds the reason to the result of the last step.
func (x *explainer) because(format string, args ...any) {
	last := &x.out.Steps[len(x.out.Steps)-1]
	last.Result += ", " + fmt.Sprintf(format, args...)
}

// say adds a line of words.
func (x *explainer) say(name, formula, figures, result string) {
	x.out.Steps = append(x.out.Steps, Step{Name: x.here(name), Formula: formula, Figures: figures, Result: result})
}

// nothing adds a line that says why a value is what it is without arithmetic.
func (x *explainer) nothing(name string, value quantity, reason string) term {
	x.out.Steps = append(x.out.Steps, Step{Name: x.here(name), Formula: reason, Result: x.text(value), value: &value, again: value.value})
	return x.is(name, value)
}

// missing adds a line that says why a figure does not exist.
func (x *explainer) missing(name, format string, args ...any) {
	x.say(name, fmt.Sprintf(format, args...), "", "does not exist")
}

// here is the name of a step with the region that it is about.
func (x *explainer) here(name string) string {
	if x.place == "" {
		return name
	}
	return name + " in " + x.place
}

// note adds a note once.
func (x *explainer) note(format string, args ...any) {
	text := fmt.Sprintf(format, args...)
	for _, n := range x.out.Notes {
		if n == text {
			return
		}
	}
	x.out.Notes = append(x.out.Notes, text)
}

// metric is another result of the month, as a figure of a formula.
func (x *explainer) metric(name string) term {
	m, _ := metric.Find(x.scenario, name)
	return x.is(name, quantity{value: x.result.Series(name)[x.month], kind: m.Kind})
}
