// Package optimize finds the values of some inputs that make a plan cheapest, or
// best by another figure, without breaking more limits: how much to commit, how
// many cache nodes, which database tier to begin with.
//
// A plan is a candidate for each combination of values. Every candidate is the
// engine itself, in the forecast. A candidate that does not hold does not count, for
// load that is not served costs nothing, unless today's does not either and leaves
// exactly as much unserved. Nor does one that breaks a limit that today's plan keeps,
// unless today's does not hold; of the others those that hold go before those that
// do not, and fewer broken limits before the figure.
// While all combinations are few they are all tried; else the inputs are improved
// one after the other, from today's values and from others spread over the ranges,
// until none of them alone improves the plan. Results are steps more often than
// curves, so each input is scanned before it is narrowed down. Whatever wins is
// read again as the scenario would have it, and counts only if it is valid.
//
// [Answer.Weigh] then weighs the best candidates, and today's plan, in the same
// futures by the rule of package decision.
package optimize

import (
	"math"

	"github.com/talimat/talimat-plan/internal/elementary"
	"github.com/talimat/talimat-plan/internal/metric"
	"github.com/talimat/talimat-plan/internal/model"
	"github.com/talimat/talimat-plan/internal/plan"
	"github.com/talimat/talimat-plan/internal/unit"
)

// Most is how many inputs are varied at most.
const Most = 6

// Combinations is up to how many combinations are all tried.
const Combinations = 8192

// Question is what to vary and what makes a plan good.
type Question struct {
	Scenario  *model.Scenario // today's plan, valid; it is not changed
	Inputs    model.Inputs    // of the scenario
	Axes      []Axis          // what is varied, from 1 to Most
	Objective Objective       // what makes a plan good
	Finalists int             // how many of the best candidates are kept; 0 for none but the best
	Workers   int             // how many candidates run at a time; one for each processor when 0

	// Read reads the scenario with some of its values set. It says why it is not
	// valid then.
	Read func(set []Setting) (*model.Scenario, model.Inputs, error)
	// Progress, when set, is told how many candidates were run.
	Progress func(candidates int)
}

// Setting is a value of an input, as the scenario may have it.
type Setting struct {
	Path string // of the input
	Text string // of the value
}

// Objective is the figure that is to be least, or greatest.
type Objective struct {
	Metric   metric.Metric // total.effective for the total
	Total    bool          // whether it is the total with investments, at present value where there is a rate
	Month    *int          // of a series; nil for single figures
	Maximize bool          // whether more is better
}

// TheTotal is the effective cost of month 1 to the horizon with the investments
// that begin until then or, at a discount rate, the present value of both, as
// package decision has it.
func TheTotal(s *model.Scenario) Objective {
	m, _ := metric.Find(s, "total.effective")
	return Objective{Metric: m, Total: true}
}

// of reads the objective of a result, rounded so that plans which differ by the
// last bits of a sum are the same; NaN when it does not exist.
func (o *Objective) of(r *plan.Result) float64 {
	v := math.NaN()
	if o.Total {
		v = r.Total()
	} else if o.Month != nil {
		v = r.Series(o.Metric.Name)[*o.Month]
	} else if f := r.Figure(o.Metric.Name); f != nil {
		v = *f
	}
	if o.Metric.Kind == unit.KindMoney {
		return unit.RoundMinor(v, unit.FineDigits(r.Scenario.Currency))
	}
	if v == 0 || math.IsNaN(v) || math.IsInf(v, 0) {
		return v
	}
	scale := elementary.Pow(10, 11-math.Floor(elementary.Log10(math.Abs(v))))
	return math.Round(v*scale) / scale
}

// Trial is a candidate that was run.
type Trial struct {
	At     []int   // by axis, the index of its value
	Figure float64 // the objective; NaN when it does not exist
	Broken []bool  // by Answer.Limits

	Starves  bool    // whether the plan does not hold: it leaves load unserved that must be served
	Carried  float64 // the least share of its peak load that any part carries in any month
	Unserved float64 // the sum over all parts and months of the shares that are not carried
}

// Count is how many limits a candidate breaks.
func (t *Trial) Count() int {
	n := 0
	for _, broken := range t.Broken {
		if broken {
			n++
		}
	}
	return n
}

// Answer is what a question comes to.
type Answer struct {
	Question  Question // that was asked
	Axes      []Axis   // with all values that were tried, and how flat the figure is
	Limits    []string // conditions that deny and that a forecast can be held against
	Unjudged  []string // those that it cannot: of a probability, or against a baseline
	Today     Trial    // with every input as it is
	Best      Trial    // the best candidate; Today when none is better
	Finalists []Trial  // the best ones that lie well apart, best first, without today

	Candidates   int   // how many were run, today's included
	Combinations int   // of the values that were given or chosen at first
	All          bool  // whether all of these were run
	Flat         bool  // whether all candidates came to the same figure
	Invalid      int   // candidates left out because they are not valid; those that are no better are not looked at
	Fault        error // why the first of them is not
	Ruled        int   // candidates that hold, and break a limit that today's plan keeps
	Starving     int   // candidates that do not hold: they leave load unserved
	Most         Trial // that which carries most; of equals the best

	search *search
}

// Optimize answers a question. Its errors are faults of the question, in words for
// whoever asked.
func Optimize(q Question) (*Answer, error) {
	s, err := newSearch(q)
	if err != nil {
		return nil, err
	}
	if err := s.run(); err != nil {
		return nil, err
	}
	return s.answer, nil
}

// InvalidError says that no candidate but today's plan is valid.
type InvalidError struct {
	Err error // why the first is not
}

// Error says that nothing is left.
func (e *InvalidError) Error() string {
	return "none of the values makes a valid scenario: " + e.Err.Error()
}

// Unwrap is why the first candidate is not valid.
func (e *InvalidError) Unwrap() error { return e.Err }

// Settings are what a candidate sets: what differs from today's plan, and what is
// uncertain there and is certain here.
func (a *Answer) Settings(t *Trial) []Setting {
	var set []Setting
	for i := range a.Axes {
		x := &a.Axes[i]
		if t.At[i] != x.Today || x.Uncertain {
			set = append(set, Setting{x.Path, x.Values[t.At[i]].Text})
		}
	}
	return set
}

// Changed are the indices of the axes on which a candidate differs from today.
func (a *Answer) Changed(t *Trial) (changed []int) {
	for i := range a.Axes {
		if t.At[i] != a.Axes[i].Today {
			changed = append(changed, i)
		}
	}
	return changed
}
