package track

import (
	"cmp"
	"errors"
	"math"
	"slices"

	"github.com/talimat/talimat-plan/internal/fit"
	"github.com/talimat/talimat-plan/internal/history"
	"github.com/talimat/talimat-plan/internal/model"
	"github.com/talimat/talimat-plan/internal/plan"
	"github.com/talimat/talimat-plan/internal/study/learn"
	"github.com/talimat/talimat-plan/internal/unit"
)

// Drift is what one driver does to the bill of the months that have passed.
type Drift struct {
	Driver string  // its name
	Cost   float64 // of the plan with the driver as it was, less that of the plan, over the months of the bill
}

// Refit is the plan from where reality is: drivers that were measured pass through their
// values, and grow from the last one as their history says.
type Refit struct {
	Result  *plan.Result // from month 0 on
	Drivers []Refitted   // those that were measured
	Limits  []Moved      // limits that break in another month than before, or no longer
	Holds   Moved        // whether and until when the plan holds
}

// Refitted is a driver with the growth that was learned.
type Refitted struct {
	Driver  string         // its name
	Month   int            // the last that was measured
	Value   float64        // in it
	Planned float64        // what the plan has there
	Growth  *learn.Planned // nil where it is kept
	Kept    string         // why
}

// Moved is when a limit breaks, before and after; nil is never.
type Moved struct {
	Name   string // of the limit
	Before *int   // month in the plan as it stands
	After  *int   // month in the plan from where reality is
	Same   bool   // whether nothing has changed
}

// drift works out what each measured driver does to the bill.
func (a *Answer) drift(q *Question) {
	bill := a.bill()
	if bill == nil {
		return
	}
	for i := range a.Lines {
		l := &a.Lines[i]
		if l.Driver == "" {
			continue
		}
		s, _ := model.Clone(q.Scenario, q.Inputs)
		if !l.follow(s, nil) {
			continue
		}
		r := plan.Run(s)
		cost := 0.0
		series := r.Series(bill.Metric.Name)
		for _, m := range bill.Months {
			cost += series[m.Month] - m.Plan
		}
		a.Drift = append(a.Drift, Drift{l.Driver, cost})
	}
	slices.SortStableFunc(a.Drift, func(x, y Drift) int { return cmp.Compare(math.Abs(y.Cost), math.Abs(x.Cost)) })
}

// bill is the line of the bill as a whole, or nil.
func (a *Answer) bill() *Line {
	for i := range a.Lines {
		if l := &a.Lines[i]; l.Gate && l.Driver == "" {
			return l
		}
	}
	return nil
}

// follow lets the driver of a line pass through its actual values, and grow at a rate from
// the last one on; with nil as the plan does from there. It is false for a driver that
// follows another.
func (l *Line) follow(s *model.Scenario, then *unit.Growth) bool {
	d := s.DriverNamed(l.Driver)
	if d == nil || d.Of != "" {
		return false
	}
	base, planned := factors(d.Seasonality, s.Start.Month), plan.Run(s).Series(l.Metric.Name)
	var points []model.Point
	add := func(month int, v float64) {
		if f := base(month); f > 0 {
			v /= f
		}
		count := unit.Count(v)
		points = append(points, model.Point{Month: model.When{Month: month, Set: true}, Value: model.Extent{Count: &count}})
	}
	for _, m := range l.Months {
		if m.Month == 0 {
			d.Now = unit.Count(m.Actual)
			continue
		}
		add(m.Month, m.Actual)
	}
	last := l.Months[len(l.Months)-1]
	if then == nil { // as the plan goes on, from another level
		scale := 1.0
		if last.Plan > 0 {
			scale = last.Actual / last.Plan
		}
		for m := last.Month + 1; m < len(planned); m++ {
			add(m, planned[m]*scale)
		}
	}
	d.Growth = model.Growth{Points: points, Then: then}
	if len(points) == 0 {
		d.Growth = model.Growth{Compound: cmp.Or(then, &unit.Growth{Per: 1})}
	}
	return true
}

// factors are those of a season by month of the plan, over that of month 0.
func factors(s *model.Seasonality, start int) func(month int) float64 {
	if s == nil {
		return func(int) float64 { return 1 }
	}
	all := s.Factors()
	first := float64(all[(start+11)%12])
	if first <= 0 {
		return func(int) float64 { return 1 }
	}
	return func(month int) float64 { return float64(all[(start-1+month)%12]) / first }
}

// refit runs the plan from where reality is.
func (a *Answer) refit(q *Question) {
	s, _ := model.Clone(q.Scenario, q.Inputs)
	out := &Refit{}
	for i := range a.Lines {
		l := &a.Lines[i]
		if l.Driver == "" || q.Scenario.DriverNamed(l.Driver).Of != "" {
			continue
		}
		last := l.Months[len(l.Months)-1]
		again := Refitted{Driver: l.Driver, Month: last.Month, Value: last.Actual, Planned: last.Plan}
		var then *unit.Growth
		planned, err := learnFrom(q, l)
		if err != nil {
			again.Kept = err.Error()
		} else {
			again.Growth = planned
			then = &unit.Growth{Rate: planned.Rate, Per: planned.Per.Months()}
		}
		if l.follow(s, then) {
			out.Drivers = append(out.Drivers, again)
		}
	}
	if len(out.Drivers) == 0 {
		return
	}
	out.Result = plan.Run(s)
	for i := range a.Result.Limits {
		before, after := &a.Result.Limits[i], &out.Result.Limits[i]
		if before.Open == "" && after.Open == "" {
			out.Limits = append(out.Limits, moved(before, after))
		}
	}
	before, after := a.Result.HoldingCheck(), out.Result.HoldingCheck()
	out.Holds = moved(&before, &after)
	a.Refit = out
}

func moved(before, after *plan.LimitCheck) Moved {
	m := Moved{Name: before.Name, Before: before.Month, After: after.Month}
	same := (m.Before == nil) == (m.After == nil) && (m.Before == nil || *m.Before == *m.After)
	m.Same = same && before.Holds == after.Holds
	return m
}

// leastMonths is how many months it takes to learn from.
const leastMonths = 3

// short is how many months a history has at least before the usual forecast tells growth
// from chance. With fewer it says that nothing grows, which nobody believes of a driver
// that was planned to.
const short = 15

// learnFrom learns the growth of a driver from all that was measured of it, also before
// the plan, for the rest of the plan.
func learnFrom(q *Question, l *Line) (*learn.Planned, error) {
	i := l.history(q)
	if len(i.Points) < leastMonths {
		return nil, errShort
	}
	step := history.Month
	last := i.Points[len(i.Points)-1].At
	p := learn.Plan{Import: i, Start: last, Months: max(1, q.Scenario.Months()-l.Months[len(l.Months)-1].Month), By: &step}
	if len(i.Points) < short {
		p.Method = fit.Exponential
	}
	return learn.ForPlan(p)
}

// history is all that was measured of a line, by month, from all sources.
func (l *Line) history(q *Question) *history.Import {
	m := matcher{question: q, answer: &Answer{}}
	i := &history.Import{Source: l.Source, Column: l.Driver}
	for _, source := range q.Actuals {
		for k := range source.Columns {
			c := &source.Columns[k]
			if found, _, ok := m.find(c, source.Bill); !ok || found.Name != l.Metric.Name {
				continue
			}
			for _, cell := range c.Cells {
				i.Points = append(i.Points, history.Point{At: cell.Month, Value: cell.Mean()})
			}
		}
	}
	slices.SortFunc(i.Points, func(a, b history.Point) int { return a.At.Compare(b.At) })
	i.Read, i.Used = len(i.Points), len(i.Points)
	return i
}

var errShort = errors.New("less than three months were measured")
