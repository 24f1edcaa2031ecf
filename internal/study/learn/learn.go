// Package learn answers what a history says about the future: by how much it grows, how
// sure that is, and how wrong the same forecast would have been before.
package learn

import (
	"time"

	"github.com/talimat/talimat-plan/internal/fit"
	"github.com/talimat/talimat-plan/internal/history"
)

// Question is a history and what to learn from it.
type Question struct {
	Import  *history.Import // what was read
	By      *history.Step   // length of a step; nil is the one that the history has
	Horizon int             // steps ahead; 0 is a year of months, quarters or weeks, 90 days, two days of hours
	Method  fit.Method      // the combination by default
}

// Answer is what was learned.
type Answer struct {
	Import   *history.Import // the history as it was read
	Grid     *history.Grid   // the history at equal steps
	Result   *fit.Result     // the forecast
	Method   fit.Method      // that was asked for
	Backtest *fit.Backtest   // of the last steps; nil where the history is too short
	Unusual  []fit.Anomaly   // by time
	Per      history.Step    // growth is a share of so long a time
	Growth   *Growth         // nil where the series may reach zero, or has less than two months: then there is no rate
}

// Growth is compound growth a step of Answer.Per, over the horizon. 0.1 is 10 %.
type Growth struct {
	Mean float64    // that goes to the forecast
	In80 [2]float64 // low and high of 80 %
	In95 [2]float64 // low and high of 95 %
}

// usual are the horizons and the lengths of the backtest by step, of hours on.
var usual = []struct{ ahead, back int }{{48, 24}, {90, 28}, {52, 26}, {12, 12}, {4, 4}, {3, 3}}

// Learn answers a question. It refuses a history that cannot be put into steps, and a
// horizon that is none.
func Learn(q Question) (*Answer, error) {
	step := q.Import.Spacing()
	if q.By != nil {
		step = *q.By
	}
	g, err := q.Import.Grid(step)
	if err != nil {
		return nil, err
	}
	s := fit.Series{Values: g.Values, Period: step.Period()}
	ahead := q.Horizon
	if ahead == 0 {
		ahead = min(usual[step].ahead, max(1, len(g.Values)))
	}
	r, err := fit.Forecast(s, fit.Options{Horizon: ahead, Method: q.Method})
	if err != nil {
		return nil, err
	}
	a := &Answer{Import: q.Import, Grid: g, Result: r, Method: q.Method, Unusual: fit.Anomalies(s), Per: max(step, history.Month)}
	if b, ok := fit.Try(s, q.Method, min(usual[step].back, len(g.Values)/3)); ok {
		a.Backtest = &b
	}
	a.grow()
	return a, nil
}

// grow sets the growth, where there is a rate.
func (a *Answer) grow() {
	steps := a.perSteps()
	g := &Growth{}
	if a.tooShort() {
		return
	}
	ok := true
	for _, v := range []struct {
		p  float64
		to *float64
	}{{0.1, &g.In80[0]}, {0.9, &g.In80[1]}, {0.025, &g.In95[0]}, {0.975, &g.In95[1]}} {
		rate, exists := a.Result.Growth(steps, v.p)
		*v.to, ok = rate, ok && (exists || v.p == 0.025)
		if !exists {
			*v.to = -1 // all of it may go
		}
	}
	mean, exists := a.Result.MeanGrowth(steps)
	if g.Mean = mean; ok && exists {
		a.Growth = g
	}
}

// tooShort reports a history of less than two months: two weeks say nothing of a month.
func (a *Answer) tooShort() bool { return float64(len(a.Grid.Values))*a.Grid.Step.Months() < 1.9 }

// perSteps is how many steps there are in the time that growth is a share of.
func (a *Answer) perSteps() float64 {
	if a.Per == a.Grid.Step {
		return 1
	}
	return a.Per.Months() / a.Grid.Step.Months()
}

// At is the beginning of a step of the history, or, from its length on, of the forecast.
func (a *Answer) At(step int) time.Time { return a.Grid.Step.Add(a.Grid.Start, step) }
