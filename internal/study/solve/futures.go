package solve

import (
	"errors"
	"fmt"
	"math"
	"slices"

	"github.com/talimat/talimat-plan/internal/model"
	"github.com/talimat/talimat-plan/internal/sampling"
	"github.com/talimat/talimat-plan/internal/simulation"
	"github.com/talimat/talimat-plan/internal/unit"
)

// The designs of simulations: coarse ones to search with, and finer ones for
// every figure that is stated.
const (
	searchReplicates, searchPoints   = 8, 256
	confirmReplicates, confirmPoints = 16, 1024
)

// futures tries in a simulation. The input is certain at its trial value, what
// else is uncertain stays so, and every trial sees the same futures of it.
type futures struct {
	answer   *Answer
	lenient  *bool              // whether a plan that does not hold often enough may meet the goal; shared by both
	options  simulation.Options // with no more than what the goal is judged by
	level    int                // index into the levels of an outcome
	scenario *model.Scenario
	inputs   model.Inputs
	varied   *model.Input
}

// newFutures returns the coarse and the fine simulations of a question.
func newFutures(a *Answer) (search, confirm *futures, err error) {
	q := &a.Question
	level := 0
	if q.Goal.Deny.Chance == nil {
		if level = slices.Index(simulation.Levels(), q.Level); level < 0 {
			return nil, nil, fmt.Errorf("no quantile %g is kept", q.Level)
		}
	}
	s, inputs := model.Clone(q.Scenario, q.Inputs)
	options := simulation.Options{Metrics: []string{a.Metric.Name}, Target: simulation.Target{Metric: a.Metric.Name, Month: a.To}}
	if s.Limits = nil; q.Goal.Deny.Chance != nil {
		s.Limits, options.Metrics = []model.Limit{*q.Goal}, []string{}
	}
	if a.From == s.Months() {
		options.Monthly = []string{}
	}
	varied := inputs.Find(q.Path)
	varied.Distribution = nil
	options.Design = sampling.Design{Seed: q.Seed, Replicates: searchReplicates, Points: searchPoints}
	search = &futures{a, new(bool), options, level, s, inputs, varied}
	fine := *search
	fine.options.Design.Replicates, fine.options.Design.Points = confirmReplicates, confirmPoints
	return search, &fine, nil
}

func (f *futures) forgive() { *f.lenient = true }

// allowed is the share of the futures in which a plan need not hold: that in which
// the goal itself need not, and no more than a limit of the scenario on what is
// served allows. A plan that leaves load unserved costs less than it should, so that
// its quantile is not the figure that is asked for.
func allowed(q *Question) float64 {
	most := 1 - q.Level
	if c := q.Goal.Deny; c.Chance != nil {
		most = tolerated(c)
	} else if !c.Upper() {
		most = q.Level
	}
	for i := range q.Scenario.Limits {
		if c := q.Scenario.Limits[i].Deny; c != nil && c.Metric == model.Holding && c.Chance != nil {
			most = min(most, tolerated(c))
		}
	}
	return most
}

// tolerated is the share of the futures in which a condition on a probability lets
// happen what should not.
func tolerated(c *model.Condition) float64 {
	if c.Chance.Op == ">" || c.Chance.Op == ">=" {
		return 1 - c.Chance.Probability
	}
	return c.Chance.Probability
}

// try is a trial. A plan that does not hold in more futures than are allowed does not
// meet the goal, whatever its figure.
func (f *futures) try(at float64) (Trial, error) {
	t, o, err := f.figure(at)
	if err != nil {
		return t, err
	}
	if odds, ok := o.Holding(); ok {
		t.Short = odds.Ever
		t.Starves = !*f.lenient && t.Short.Value > f.answer.Allowed
		t.Holds = t.Holds && !t.Starves
	}
	return t, nil
}

// figure holds the goal against the figure that the futures come to.
func (f *futures) figure(at float64) (Trial, *simulation.Outcome, error) {
	*f.varied.At = at
	c := f.answer.Question.Goal.Deny
	o, err := simulation.Run(f.scenario, f.inputs, f.options)
	switch {
	case errors.Is(err, simulation.ErrCertain):
		return Trial{}, nil, fmt.Errorf("nothing but %s is uncertain here, so that all futures are one: leave the quantile or the probability out", f.varied.Path)
	case err != nil:
		return Trial{}, nil, err
	case c.Chance != nil:
		p, _ := o.Probability(c)
		return Trial{At: at, Holds: c.Chance.Holds(p.Value), Figure: p.Value, Breaks: p.Value, Half: p.Half, slack: p.Value - c.Chance.Probability}, o, nil
	}
	row, half := make([]float64, f.answer.To+1), make([]float64, f.answer.To+1)
	for month := f.answer.From; month <= f.answer.To; month++ {
		q, ok := o.Quantiles(c.Metric, month)
		switch {
		case !ok:
			row[month] = math.NaN()
		case f.answer.Kind == unit.KindMonths && q[f.level].Never():
			row[month] = math.Inf(1)
		default:
			row[month], half[month] = q[f.level].Value, q[f.level].Half
		}
	}
	return f.answer.judge(at, row, half), o, nil
}
