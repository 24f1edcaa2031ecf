// Package solve finds the values of one input at which a goal begins to hold or
// to break: the growth that exceeds a budget, the users that fit under it.
//
// Results are neither smooth nor monotone: replicas are whole, tiers are steps.
// So the whole range is looked at in some dozens of places, and between two
// neighbours of which one holds and the other breaks an edge is found, to 1e-9 of its
// value in a forecast and 1e-4 in futures; whole numbers exactly. Where the figure of
// three neighbours turns near its bound, the turning point is looked for as well; what
// else crosses twice between two neighbours is not seen. Package line, which searches,
// says what that finds. Every trial is the engine itself, in the forecast or, for a quantile
// or a probability, in a simulation that sees the same futures each time.
package solve

import (
	"fmt"
	"math"
	"strings"

	"github.com/talimat/talimat-plan/internal/metric"
	"github.com/talimat/talimat-plan/internal/model"
	"github.com/talimat/talimat-plan/internal/sampling"
	"github.com/talimat/talimat-plan/internal/simulation"
	"github.com/talimat/talimat-plan/internal/study/line"
	"github.com/talimat/talimat-plan/internal/unit"
)

// Question is what to vary and what to hold.
type Question struct {
	Scenario *model.Scenario // valid; it is not changed
	Inputs   model.Inputs    // of the scenario
	Path     string          // the input that is varied
	Goal     *model.Limit    // whose Deny must hold
	Between  *Range          // where to look; nil is around the present value
	Level    float64         // the quantile to judge by, one of simulation.Levels; 0 is the forecast
	Seed     uint64          // of the simulation

	// Fits says why the scenario is not valid with the input at a value, written as
	// the scenario may have it; nil when it is. Without it every legal value fits.
	Fits func(text string) error
	// Progress, when set, is told after each trial how many there were.
	Progress func(trials int)
}

// Range is a closed range of an input.
type Range = line.Range

// Trial is the goal held against the plan with the input at one value. Figures
// that do not exist are NaN; a month that never comes is +Inf.
type Trial struct {
	At     float64 // the input, in base units
	Holds  bool    // whether the goal does, and the plan
	Figure float64 // nearest to its bound while the goal holds, else furthest beyond it
	Half   float64 // half width of the 95 % confidence interval around Figure; 0 in a forecast
	Month  *int    // that of Figure; nil of single figures and of what is folded
	First  *int    // first month that breaks; nil as Month, and while the goal holds
	Breaks float64 // the figure in First; while the goal holds, Figure

	Starves bool                // whether the plan does not hold, in futures in more of them than are allowed: it leaves load unserved, so that whatever the figure the goal is not met
	Short   simulation.Estimate // share of the futures in which it does not; 0 in a forecast

	row   []float64 // what was judged, by month; nil of what is folded
	slack float64   // how far Figure is from its bound; 0 of what is folded
}

// Spot is the trial as a search sees it.
func (t Trial) Spot() line.Spot { return line.Spot{At: t.At, Yes: t.Holds, Off: t.slack} }

// Edge is where the goal changes between holding and breaking.
type Edge struct {
	Below, Above Trial    // neighbours on its two sides, as near as they come
	Shown        [2]Trial // the nearest values with few digits, below and above, that are on their sides too
	Jump         bool     // whether the figure leaps there, from From to To, instead of crossing its bound
	From, To     float64  // the figure below and above, in the month that breaks
	Half         float64  // half width of the 95 % confidence interval around the edge: that of the figure by its slope; 0 when it is not known
}

// Answer is what a question comes to.
type Answer struct {
	Question Question      // that was asked
	Input    model.Input   // the varied one
	Metric   metric.Metric // of the goal
	Kind     unit.Kind     // of all figures
	From, To int           // months that the goal is about
	Range    Range         // where it was looked for
	Guessed  bool          // whether nobody said where to look
	Unfit    error         // why values beyond the range do not fit; nil when they would

	Present Trial   // with the input as it is
	Trials  []Trial // some along the range with both of its ends, ascending
	Edges   []Edge  // ascending
	Allowed float64 // share of the futures in which the plan need not hold; 0 in a forecast
	Starves bool    // whether the plan does not hold with any of the trials, so that the figure alone was judged
	Flat    bool    // whether all trials came to the same figure
	Count   int     // trials, all told
	Scanned int     // of them, those that the range was scanned with

	Search, Confirm *sampling.Design // of the scan, and of edges, ends and present; nil in a forecast
}

// Solve answers a question. Its errors are faults of the question, in words for
// whoever asked.
func Solve(q Question) (*Answer, error) {
	s, err := newSearch(q)
	if err != nil {
		return nil, err
	}
	if err := s.run(); err != nil {
		return nil, err
	}
	return s.answer, nil
}

// newSearch checks the question and finds out where to look.
func newSearch(q Question) (*search, error) {
	in := q.Inputs.Find(q.Path)
	switch {
	case in == nil:
		return nil, fmt.Errorf("the scenario has no number %q", q.Path)
	case Fixed(q.Path):
		return nil, fmt.Errorf("%s decides how the scenario is read, so that it cannot be solved for; try values with --set", q.Path)
	}
	c := q.Goal.Deny
	m, ok := metric.Find(q.Scenario, c.Metric)
	switch {
	case !ok:
		return nil, fmt.Errorf("unknown result %q", c.Metric)
	case c.Margin != model.MarginNone:
		return nil, fmt.Errorf("%q compares with an earlier forecast; write the figure itself", c.Text)
	case c.Currency != "":
		return nil, fmt.Errorf("the rate of %s moves; write the figure of %q in %s", c.Currency, c.Text, q.Scenario.Currency)
	case c.Of != "":
		return nil, fmt.Errorf("%q compares two results; write the figure itself", c.Text)
	case c.Chance != nil && q.Level != 0:
		return nil, fmt.Errorf("%q is about all futures already, not about one quantile of them", c.Text)
	case c.Fold != model.FoldNone && q.Level != 0:
		return nil, fmt.Errorf("no quantile is kept of %s; ask for its probability, as in P(%s %s …) <= 10%%", c.Left(), c.Left(), ">")
	}
	a := &Answer{Question: q, Input: *in, Metric: m, Kind: m.Kind}
	if c.Fold == model.FoldGrowth || c.Chance != nil {
		a.Kind = unit.KindRatio
	}
	if m.Series {
		a.From, a.To = c.Window(q.Goal, q.Scenario.Months())
	}
	s := &search{answer: a, present: *in.At}
	return s, s.within(q.Between)
}

// Fixed reports whether an input acts only while a scenario is read, or shapes
// it, so that the engine cannot vary it.
func Fixed(path string) bool {
	return path == "horizon" || path == "assumptions.hours_per_month" || strings.HasPrefix(path, "fx.rates.") && !strings.HasSuffix(path, ".growth") && !strings.HasSuffix(path, ".volatility")
}

// same reports whether two figures are one, to nine digits.
func same(a, b float64) bool {
	if a == b || math.IsNaN(a) && math.IsNaN(b) {
		return true
	}
	return math.Abs(a-b) <= 1e-9*max(math.Abs(a), math.Abs(b))
}
