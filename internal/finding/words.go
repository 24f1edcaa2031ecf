package finding

import (
	"github.com/talimat/talimat-plan/internal/metric"
	"github.com/talimat/talimat-plan/internal/unit"
	"github.com/talimat/talimat-plan/internal/words"
)

// This file puts into words what findings say and nothing else does; figures are
// those of package words.

// downtime is what an availability leaves in a year, in minutes.
func downtime(availability float64) string {
	return words.Number((1-availability)*365*24*60) + " min a year"
}

// money writes an amount of the plan.
func (e *Evidence) money(v float64) string { return words.Currency(e.Scenario.Currency).Exact(v) }

// result writes a value of a result.
func (e *Evidence) result(name string, kind unit.Kind, v float64) string {
	return metric.As(name, kind).Text(v, e.Scenario.Currency)
}

// term writes a share that something is multiplied by or divided by, so that a
// reader comes out where the sentence does.
func term(share float64) string { return words.Precise(unit.KindRatio, share, "") }

// place names a region behind a service; a plan without regions has none to name.
func place(region string) string {
	if region == "" {
		return ""
	}
	return " in " + region
}

// plural picks the form for one or for many.
func plural(n int, one, many string) string {
	if n == 1 {
		return one
	}
	return many
}
