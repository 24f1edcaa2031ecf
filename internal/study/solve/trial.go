package solve

import (
	"math"

	"github.com/talimat/talimat-plan/internal/model"
	"github.com/talimat/talimat-plan/internal/plan"
	"github.com/talimat/talimat-plan/internal/unit"
)

// trier holds the goal against the plan with the input at a value.
type trier interface {
	try(at float64) (Trial, error)
	// forgive lets a plan that does not hold meet the goal.
	forgive()
}

// forecast tries with all other inputs at their medians. What it sees is what a
// forecast shows: money in cents.
type forecast struct {
	answer  *Answer
	engine  *plan.Engine
	at      *float64
	lenient bool // whether a plan that does not hold may meet the goal
}

func newForecast(a *Answer) *forecast {
	s, inputs := model.Clone(a.Question.Scenario, a.Question.Inputs)
	s.Limits = []model.Limit{*a.Question.Goal}
	return &forecast{answer: a, engine: plan.Compile(s), at: inputs.Find(a.Input.Path).At}
}

func (f *forecast) forgive() { f.lenient = true }

func (f *forecast) try(at float64) (Trial, error) {
	*f.at = at
	r := f.engine.Project()
	t := f.judge(at, r)
	t.Starves = !f.lenient && !f.engine.Holds()
	t.Holds = t.Holds && !t.Starves
	return t, nil
}

// judge holds the goal against a result.
func (f *forecast) judge(at float64, r *plan.Result) Trial {
	c := f.answer.Question.Goal.Deny
	switch {
	case c.Fold != model.FoldNone:
		return folded(at, &plan.CheckLimits(r, plan.Against{})[0])
	case f.answer.Metric.Series:
		return f.answer.judge(at, r.Series(c.Metric), nil)
	}
	row := []float64{math.NaN()}
	if v := r.Figure(c.Metric); v != nil {
		row[0] = *v
	}
	return f.answer.judge(at, row, nil)
}

// folded is the trial of a condition on several months at once.
func folded(at float64, l *plan.LimitCheck) Trial {
	value := func(v *float64) float64 {
		if v == nil {
			return math.NaN()
		}
		return *v
	}
	if l.Holds {
		return Trial{At: at, Holds: true, Figure: value(l.Seen), Breaks: value(l.Seen)}
	}
	return Trial{At: at, Figure: value(l.Worst), First: l.Month, Breaks: value(l.Actual)}
}

// judge holds a result by month, or a single figure, against the bound in each
// month of the goal. A month that never comes lies beyond every other; any other
// figure that does not exist satisfies nothing.
func (a *Answer) judge(at float64, row, half []float64) Trial {
	c := a.Question.Goal.Deny
	t := Trial{At: at, Holds: true, row: append([]float64(nil), row...)}
	least := math.Inf(1)
	for month := a.From; month <= a.To; month++ {
		v := t.row[month]
		if math.IsNaN(v) && a.Kind == unit.KindMonths {
			v = math.Inf(1)
			t.row[month] = v
		}
		bound := c.Bound(month-a.From, 0)
		if !c.Holds(v, bound) && t.Holds {
			t.Holds, t.First, t.Breaks = false, a.month(month), v
		}
		slack := v - bound
		if c.Upper() {
			slack = bound - v
		}
		if math.IsNaN(slack) {
			slack = math.Inf(-1)
		}
		if slack < least || month == a.From {
			least, t.slack, t.Figure, t.Month = slack, slack, v, a.month(month)
			if half != nil {
				t.Half = half[month]
			}
		}
	}
	if t.Holds {
		t.Breaks = t.Figure
	}
	return t
}

// month is a month of a series; nil of a single figure.
func (a *Answer) month(month int) *int {
	if !a.Metric.Series {
		return nil
	}
	return &month
}

// in is the figure that was judged in the month in which another trial breaks.
func (t *Trial) in(other *Trial) float64 {
	switch {
	case other.First != nil && t.row != nil:
		return t.row[*other.First]
	case len(t.row) == 1:
		return t.row[0]
	}
	return t.Figure
}
