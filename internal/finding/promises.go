package finding

import (
	"fmt"

	"github.com/talimat/talimat-plan/internal/elementary"
	"github.com/talimat/talimat-plan/internal/forecast"
	"github.com/talimat/talimat-plan/internal/objective"
	"github.com/talimat/talimat-plan/internal/unit"
	"github.com/talimat/talimat-plan/internal/words"
)

// dependencies: third parties in series are less available than the objective.
func dependencies(e *Evidence) []Finding {
	d, asked := e.Scenario.Objectives.Dependencies, e.Scenario.Objectives.Availability
	if d == nil || asked == nil {
		return nil
	}
	n, has := objective.InSeries(d)
	if has >= float64(*asked) {
		return nil
	}
	return []Finding{{
		Code: "dependencies", Severity: Medium, Path: "objectives.dependencies",
		Message:    fmt.Sprintf("third-party services in the path of a request allow %s, the objective is %s", words.Percent(has), words.Percent(float64(*asked))),
		Arithmetic: fmt.Sprintf("%s ^ %s critical of %s = %s, %s", words.Percent(float64(d.Availability)), words.Number(n), words.Count(float64(d.Count)), words.Percent(has), downtime(has)),
		Remedy:     "make them asynchronous or optional, with time-outs and fallbacks",
	}}
}

// alertAfterObjective: an alert on the response time comes when the objective
// has long been missed.
func alertAfterObjective(e *Evidence) []Finding {
	limit := e.Scenario.Objectives.LatencyP95
	if limit == nil {
		return nil
	}
	var all []Finding
	for i := range e.Scenario.Alerts {
		a := &e.Scenario.Alerts[i]
		if a.When.Metric == "response_time" && (a.When.Op == ">" || a.When.Op == ">=") && a.When.Value > float64(*limit) {
			all = append(all, Finding{
				Code: "alert-after-objective", Severity: Medium, Path: "alerts." + a.Name,
				Message:    fmt.Sprintf("%s is raised at %s, when the objective of %s has long been missed", a.Name, words.Milliseconds(a.When.Value), words.Milliseconds(float64(*limit))),
				Arithmetic: fmt.Sprintf("%s ÷ %s = %s times the objective, for %s s", words.Milliseconds(a.When.Value), words.Milliseconds(float64(*limit)), words.Number(a.When.Value/float64(*limit)), words.Number(float64(a.For))),
				Remedy:     "alert below the objective, or on the rate at which the error budget is used",
			})
		}
	}
	return all
}

// targetNotReached: a driver does not reach its target within the horizon.
func targetNotReached(e *Evidence) []Finding {
	var all []Finding
	last := e.Scenario.Months()
	users := &e.Scenario.Drivers.Users
	if t := users.Target; t != nil && e.TargetMonth == nil {
		all = append(all, Finding{
			Code: "target-not-reached", Severity: Medium, Path: "drivers.users.target",
			Message:    fmt.Sprintf("the target of %s users is not reached within %d months", words.Count(float64(*t)), last),
			Arithmetic: fmt.Sprintf("%s users in month %d%s", words.Count(e.Demand.Users[last]), last, beyond(float64(users.Now), float64(*t), users.Growth.Compound)),
			Remedy:     "lengthen the horizon, or review target and growth",
		})
	}
	data := e.Scenario.Drivers.Database
	if data != nil && data.Target != nil && e.Demand.DatabaseBytes[last] < float64(*data.Target)*(1-1e-9) {
		growth := data.Growth
		if data.Ingest != nil {
			growth = nil
		}
		all = append(all, Finding{
			Code: "target-not-reached", Severity: Low, Path: "drivers.database.target",
			Message:    fmt.Sprintf("the target of %s in the database is not reached within %d months", words.Bytes(float64(*data.Target)), last),
			Arithmetic: fmt.Sprintf("%s in month %d%s", words.Bytes(e.Demand.DatabaseBytes[last]), last, beyond(e.Demand.DatabaseBytes[0], float64(*data.Target), growth)),
			Remedy:     "nothing to mend: what the target needs lies after this plan",
		})
	}
	return all
}

// beyond says when compound growth reaches a value: months = per · ln(target/now) / ln(1+rate).
func beyond(now, target float64, g *unit.Growth) string {
	if g == nil || g.Rate <= 0 || now <= 0 {
		return ""
	}
	months := g.Per * elementary.Log(target/now) / elementary.Log1p(g.Rate)
	return fmt.Sprintf("; at this growth it takes %s months", words.Number(months))
}

// growthClamped: growth so large that the engine stops counting.
func growthClamped(e *Evidence) []Finding {
	for _, s := range []struct {
		path   string
		series []float64
	}{{"drivers.users.growth", e.Demand.Users}, {"drivers.database.growth", e.Demand.DatabaseBytes}, {"drivers.files.growth", e.Demand.FileBytes}} {
		for month, v := range s.series {
			if v >= forecast.Ceiling {
				return []Finding{{
					Code: "growth-clamped", Severity: High, Month: &month, Path: s.path,
					Message:    fmt.Sprintf("growth leaves every sensible range in month %d and is held there", month),
					Arithmetic: "the engine counts to " + words.Digits(forecast.Ceiling, 1),
					Remedy:     "check the rate and its period",
				}}
			}
		}
	}
	return nil
}
