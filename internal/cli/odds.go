package cli

import (
	"errors"
	"sync"

	"github.com/talimat/talimat-plan/internal/metric"
	"github.com/talimat/talimat-plan/internal/model"
	"github.com/talimat/talimat-plan/internal/plan"
	"github.com/talimat/talimat-plan/internal/sampling"
	"github.com/talimat/talimat-plan/internal/scenario"
	"github.com/talimat/talimat-plan/internal/simulation"
)

// oddsOf answers limits on probabilities by the simulation that "simulate" runs
// when nothing is said; it runs when the first of them asks. Without anything
// uncertain a probability is 0 or 1, as the forecast says.
func oddsOf(f *scenario.File, r *plan.Result) plan.Odds {
	simulate := sync.OnceValues(func() (*simulation.Outcome, error) {
		design := sampling.Design{Seed: usualSeed, Replicates: usualReplicates, Points: usualFutures / usualReplicates}
		return simulation.Run(f.Scenario, f.Inputs, simulation.Options{Design: design, Metrics: []string{}})
	})
	return func(c *model.Condition, from, to int) (probability, halfWidth float64) {
		outcome, err := simulate()
		if errors.Is(err, simulation.ErrCertain) {
			return certain(r, c, from, to), 0
		}
		if err != nil { // not for a scenario that is valid, and options of ours
			panic(err)
		}
		e, ok := outcome.Probability(c)
		if !ok {
			panic("no simulation counts " + c.Text)
		}
		return e.Value, e.Half
	}
}

// certain is 1 when the comparison comes true in a forecast, else 0.
func certain(r *plan.Result, c *model.Condition, from, to int) float64 {
	m, _ := metric.Find(r.Scenario, c.Metric)
	comparison := *c
	comparison.Chance = nil
	if !c.Upper() { // true in any month: not false in every one
		comparison.Op = map[string]string{">": "<=", ">=": "<"}[c.Op]
	}
	check := plan.LimitCheck{Metric: c.Metric, Kind: m.Kind, Series: m.Series, Condition: &comparison, From: from, To: to}
	if holds := check.Again(r, plan.Against{}).Holds; holds == c.Upper() {
		return 1
	}
	return 0
}
