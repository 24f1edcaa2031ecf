// Package finding is the plan's own linter: it looks for contradictions between
// what a scenario states and what the engine computed from it.
package finding

import (
	"cmp"
	"slices"

	"github.com/talimat/talimat-plan/internal/capacity"
	"github.com/talimat/talimat-plan/internal/cost"
	"github.com/talimat/talimat-plan/internal/forecast"
	"github.com/talimat/talimat-plan/internal/model"
)

// Severity says how much a finding matters.
type Severity uint8

// The severities, worst first.
const (
	High   Severity = iota // the plan does not hold
	Medium                 // the plan holds, but not what it promises
	Low                    // worth knowing
)

// String returns "high", "medium" or "low".
func (s Severity) String() string { return [...]string{"high", "medium", "low"}[s] }

// Finding is one contradiction.
type Finding struct {
	Code       string // stable, kebab-case: "replica-cap"
	Severity   Severity
	Month      *int   // first month that it concerns; nil when it concerns none or lies beyond the horizon
	Path       string // of the input that causes it
	Message    string // what is wrong, one sentence
	Arithmetic string // the figures behind it
	Remedy     string // what would mend it
}

// Evidence is what the rules look at. They change nothing in it.
type Evidence struct {
	Scenario    *model.Scenario
	Demand      *forecast.Demand
	Capacity    *capacity.Plan
	Sizing      *capacity.Model
	Bill        *cost.Bill
	Finance     *cost.Finance
	TargetMonth *int // in which the users reach their target
}

// rule looks for one kind of contradiction.
type rule func(*Evidence) []Finding

// Find applies every rule and sorts what they find: worst first, then by
// month, code and path.
func Find(e *Evidence) []Finding {
	var all []Finding
	for _, r := range rules() {
		all = append(all, r(e)...)
	}
	slices.SortStableFunc(all, func(a, b Finding) int {
		return cmp.Or(
			cmp.Compare(a.Severity, b.Severity),
			cmp.Compare(monthOrLast(a.Month), monthOrLast(b.Month)),
			cmp.Compare(a.Code, b.Code), cmp.Compare(a.Path, b.Path),
		)
	})
	return all
}

func monthOrLast(m *int) int {
	if m == nil {
		return model.MaxHorizon + 1
	}
	return *m
}

func rules() []rule { return nil }
