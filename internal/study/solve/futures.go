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
	search = &futures{a, options, level, s, inputs, varied}
	fine := *search
	fine.options.Design.Replicates, fine.options.Design.Points = confirmReplicates, confirmPoints
	return search, &fine, nil
}

func (f *futures) try(at float64) (Trial, error) {
	*f.varied.At = at
	c := f.answer.Question.Goal.Deny
	o, err := simulation.Run(f.scenario, f.inputs, f.options)
	switch {
	case errors.Is(err, simulation.ErrCertain):
		return Trial{}, fmt.Errorf("nothing but %s is uncertain here, so that all futures are one: leave the quantile or the probability out", f.varied.Path)
	case err != nil:
		return Trial{}, err
	case c.Chance != nil:
		p, _ := o.Probability(c)
		return Trial{At: at, Holds: c.Chance.Holds(p.Value), Figure: p.Value, Breaks: p.Value, Half: p.Half, slack: p.Value - c.Chance.Probability}, nil
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
	return f.answer.judge(at, row, half), nil
}
