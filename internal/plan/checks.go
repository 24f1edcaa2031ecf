package plan

import (
	"math"

	"github.com/talimat/talimat-plan/internal/cost"
	"github.com/talimat/talimat-plan/internal/metric"
	"github.com/talimat/talimat-plan/internal/model"
)

// ClaimCheck is a stated figure held against the result.
type ClaimCheck struct {
	Name     string        // of the claim
	Path     string        // of the claim in the scenario
	Metric   metric.Metric // the result it is about
	Month    *int          // month of a series; nil for single figures, and when the target is not reached
	Given    []model.Given // inputs set for this claim only
	Claimed  float64       // in the metric's base unit
	Computed *float64      // nil when the result does not exist
	Pass     bool          // whether it is near enough

	finance *cost.Finance // with the inputs of the claim
}

func checkClaims(r *Result) []ClaimCheck {
	var checks []ClaimCheck
	for i := range r.Scenario.Claims {
		c := &r.Scenario.Claims[i]
		m, _ := metric.Find(r.Scenario, c.Of)
		check := ClaimCheck{Name: c.Name, Path: "claims." + c.Name, Metric: m, Given: c.Given, Claimed: c.Value}
		world := r
		if c.World != nil {
			world = project(c.World)
		}
		check.finance = &world.Finance
		check.Month, check.Computed = claimed(world, c, m)
		if check.Computed != nil {
			off := math.Abs(*check.Computed - c.Value)
			check.Pass = off <= float64(c.Within)*math.Abs(c.Value)*(1+1e-9)
		}
		checks = append(checks, check)
	}
	return checks
}

// claimed is the month and the value that a claim is about.
func claimed(r *Result, c *model.Claim, m metric.Metric) (*int, *float64) {
	if !m.Series {
		return nil, r.Figure(c.Of)
	}
	month := c.When.Month
	switch c.At {
	case "target":
		if r.Reached.Users == nil {
			return nil, nil
		}
		month = *r.Reached.Users
	case "horizon":
		month = r.Months()
	}
	v := r.Series(c.Of)[month]
	if math.IsNaN(v) {
		return &month, nil
	}
	return &month, &v
}
