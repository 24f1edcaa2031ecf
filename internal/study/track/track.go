// Package track holds a plan against what happened: month by month and line by line, with
// how wrong it was, what the drivers that drift do to the bill, and what becomes of the
// limits when the plan goes on from where reality is.
package track

import (
	"errors"
	"math"
	"strings"

	"github.com/talimat/talimat-plan/internal/history"
	"github.com/talimat/talimat-plan/internal/metric"
	"github.com/talimat/talimat-plan/internal/model"
	"github.com/talimat/talimat-plan/internal/plan"
	"github.com/talimat/talimat-plan/internal/simulation"
)

// Question is a plan and what happened.
type Question struct {
	Scenario  *model.Scenario    // the plan
	Inputs    model.Inputs       // its inputs
	Actuals   []*history.Monthly // what happened
	Names     map[string]string  // metric, driver or category of the plan by heading or category of a bill; nil for the usual ones
	Basis     history.Basis      // of bills
	Tolerance float64            // share by which the cost and the drivers may be off; 0.12 is 12 %

	// Band simulates the plan, for the band around it; nil for none. It is not asked
	// where nothing in the plan is uncertain.
	Band func(metrics []string) (*simulation.Outcome, error)
}

// Answer is the plan held against what happened.
type Answer struct {
	Scenario  *model.Scenario    // the plan
	Result    *plan.Result       // as it stands
	Imports   []*history.Monthly // what was read
	Lines     []Line             // the cost first, then drivers, then the rest, then categories
	Unknown   []string           // headings that the plan has nothing for
	Outside   int                // values before month 0 or behind the horizon
	From, To  int                // first and last month with anything to compare
	Banded    bool               // whether there is a band
	Tolerance float64            // of the question
	Drift     []Drift            // what each driver does to the bill, the largest first
	Refit     *Refit             // the plan from where reality is; nil where no driver was measured
}

// Line is one result of the plan beside what happened.
type Line struct {
	Metric   metric.Metric // the result
	Driver   string        // of a driver its name
	Gate     bool          // whether it may break the tolerance: the bill as a whole, and the drivers
	Source   string        // where the actual values are from
	Months   []Month       // with both values, in order
	Plan     float64       // of a flow the sum, else the last month's
	Actual   float64       // the same
	Variance float64       // actual − plan
	MAPE     float64       // mean of |actual − plan| ÷ |actual|, over the months with an actual value that is not 0
	Bias     float64       // mean of (actual − plan) ÷ |actual|, over the same: above 0 the plan is too low
	Inside   int           // months with the actual value inside the band
	Banded   int           // months with a band
}

// Month is a month of a line.
type Month struct {
	Month     int      // of the plan
	Plan      float64  // as planned
	Actual    float64  // as it was
	Low, High *float64 // P5 and P95 of the futures of the plan; nil without a band
}

// Share is the variance over the plan; false where that is 0.
func (l *Line) Share() (float64, bool) {
	if l.Plan == 0 {
		return 0, false
	}
	return l.Variance / math.Abs(l.Plan), true
}

// Off reports whether the line breaks a tolerance.
func (l *Line) Off(tolerance float64) bool {
	share, ok := l.Share()
	return l.Gate && (ok && math.Abs(share) > tolerance || !ok && l.Variance != 0)
}

// Off are the lines that break the tolerance.
func (a *Answer) Off() (lines []*Line) {
	for i := range a.Lines {
		if a.Lines[i].Off(a.Tolerance) {
			lines = append(lines, &a.Lines[i])
		}
	}
	return lines
}

// Track holds the plan against what happened. It refuses actual values that the plan has
// nothing for, and a bill in a currency that it has no rate for.
func Track(q Question) (*Answer, error) {
	a := &Answer{Scenario: q.Scenario, Result: plan.Run(q.Scenario), Imports: q.Actuals, Tolerance: q.Tolerance}
	m := matcher{question: &q, answer: a}
	if err := m.match(); err != nil {
		return nil, err
	}
	if len(a.Lines) == 0 {
		return nil, m.nothing()
	}
	if err := a.band(&q); err != nil {
		return nil, err
	}
	for i := range a.Lines {
		a.Lines[i].measure()
	}
	a.drift(&q)
	a.refit(&q)
	return a, nil
}

// measure works out how wrong the plan was.
func (l *Line) measure() {
	wrong, bias, n := 0.0, 0.0, 0
	for _, m := range l.Months {
		if l.Metric.Flow() {
			l.Plan += m.Plan
			l.Actual += m.Actual
		} else {
			l.Plan, l.Actual = m.Plan, m.Actual
		}
		if m.Actual != 0 {
			wrong += math.Abs(m.Actual-m.Plan) / math.Abs(m.Actual)
			bias += (m.Actual - m.Plan) / math.Abs(m.Actual)
			n++
		}
		if m.Low != nil {
			l.Banded++
			if *m.Low <= m.Actual && m.Actual <= *m.High {
				l.Inside++
			}
		}
	}
	l.Variance = l.Actual - l.Plan
	if n > 0 {
		l.MAPE, l.Bias = wrong/float64(n), bias/float64(n)
	}
}

// band sets the band of each month.
func (a *Answer) band(q *Question) error {
	if q.Band == nil || len(q.Inputs.Uncertain()) == 0 {
		return nil
	}
	var names []string
	for i := range a.Lines {
		names = append(names, a.Lines[i].Metric.Name)
	}
	outcome, err := q.Band(names)
	if errors.Is(err, simulation.ErrCertain) {
		return nil
	}
	if err != nil {
		return err
	}
	low, high := quantile(0.05), quantile(0.95)
	for i := range a.Lines {
		l := &a.Lines[i]
		for k := range l.Months {
			if all, ok := outcome.Quantiles(l.Metric.Name, l.Months[k].Month); ok {
				p5, p95 := all[low].Value, all[high].Value
				l.Months[k].Low, l.Months[k].High, a.Banded = &p5, &p95, true
			}
		}
	}
	return nil
}

// quantile is the place of a level among those of a simulation.
func quantile(level float64) int {
	for i, l := range simulation.Levels() {
		if math.Abs(l-level) < 1e-9 {
			return i
		}
	}
	return 0
}

// nothing says that no column is one of the plan's.
func (m *matcher) nothing() error {
	switch {
	case m.answer.Outside > 0:
		return errors.New("all actual values lie before month 0 or behind the horizon of the plan")
	case len(m.answer.Unknown) > 0:
		return errors.New("the plan has nothing of the name " + strings.Join(m.answer.Unknown, ", ") +
			"; head the columns with drivers, metrics or categories, or say what they are with --column HEADING=METRIC")
	}
	return errors.New("there are no actual values")
}
