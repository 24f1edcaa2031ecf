package plan

import (
	"math"

	"github.com/talimat/talimat-plan/internal/cost"
	"github.com/talimat/talimat-plan/internal/metric"
	"github.com/talimat/talimat-plan/internal/model"
	"github.com/talimat/talimat-plan/internal/unit"
)

// LimitCheck is a limit held against the result.
type LimitCheck struct {
	Name   string   // of the limit
	Path   string   // of the limit in the scenario
	Level  string   // "deny" or "warn"
	Text   string   // the condition as written
	Metric string   // the result it bounds
	Limit  float64  // its bound, in the metric's base unit
	Holds  bool     // in every month it applies to
	Month  *int     // first month that breaks it; nil for single figures or when it holds
	Actual *float64 // the value that breaks it first; nil also when the figure does not exist
	Worst  *float64 // the value furthest beyond it
}

func checkLimits(r *Result) []LimitCheck {
	var checks []LimitCheck
	for i := range r.Scenario.Limits {
		l := &r.Scenario.Limits[i]
		level, c := "deny", l.Deny
		if c == nil {
			level, c = "warn", l.Warn
		}
		check := LimitCheck{
			Name: l.Name, Path: "limits." + l.Name, Level: level, Text: c.Text, Metric: c.Metric, Limit: c.Value, Holds: true,
		}
		check.evaluate(r, l, c)
		checks = append(checks, check)
	}
	return checks
}

func (check *LimitCheck) evaluate(r *Result, l *model.Limit, c *model.Condition) {
	m, ok := metric.Find(r.Scenario, c.Metric)
	if !ok {
		return
	}
	if !m.Series {
		v := r.Figure(c.Metric)
		if v == nil {
			// Never is later than any month; what else does not exist satisfies nothing.
			check.Holds = m.Kind == unit.KindMonths && (c.Op == ">" || c.Op == ">=")
		} else if !c.Holds(*v) {
			check.Holds, check.Actual, check.Worst = false, v, v
		}
		return
	}
	series := r.Series(c.Metric)
	for month := l.From.Or(0); month <= min(l.To.Or(r.Months()), r.Months()); month++ {
		v := series[month]
		if c.Holds(v) {
			continue
		}
		if check.Holds {
			check.Holds, check.Month, check.Actual, check.Worst = false, &month, &v, &v
		}
		if math.Abs(v-c.Value) > math.Abs(*check.Worst-c.Value) {
			check.Worst = &v
		}
	}
}

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
	return &month, &v
}
