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
	"github.com/talimat/talimat-plan/internal/unit"
)

// Severity says how much a finding matters.
type Severity uint8

// The severities, worst first.
const (
	High   Severity = iota // the plan does not hold, or a verdict of it is wrong
	Medium                 // the plan holds, but not what it promises
	Low                    // worth knowing
)

// String returns "high", "medium" or "low".
func (s Severity) String() string { return [...]string{"high", "medium", "low"}[s] }

// Finding is one contradiction.
type Finding struct {
	Code       string   // stable, kebab-case: "replica-cap"
	Severity   Severity // how much it matters
	Month      *int     // first month that it concerns; nil when it concerns none or lies beyond the horizon
	Path       string   // of the input that causes it
	Message    string   // what is wrong, one sentence
	Arithmetic string   // the figures behind it
	Remedy     string   // what would mend it
}

// Evidence is what the rules look at. They change nothing in it.
type Evidence struct {
	Scenario    *model.Scenario  // what is stated
	Demand      *forecast.Demand // what users ask
	Capacity    *capacity.Plan   // what is provisioned
	Sizing      *capacity.Model  // names regions and tiers
	Bill        *cost.Bill       // what it costs
	Finance     *cost.Finance    // whether it pays
	Claims      []Claim          // stated figures and what the engine makes of them
	TargetMonth *int             // in which the users reach their target
}

// Claim is a stated figure that was held against the result.
type Claim struct {
	Name     string        // of the claim
	Metric   string        // the result it is about
	Kind     unit.Kind     // of the figure
	Given    []model.Given // inputs that the claim sets for itself
	Claimed  float64       // in base units
	Computed *float64      // nil when the result does not exist
	Pass     bool          // whether they are near enough
	Finance  *cost.Finance // with the inputs of the claim
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

// rules lists every rule; a rule's findings carry codes of its own.
func rules() []rule {
	return []rule{
		replicaCap, activeUsersAtTarget, memoryTarget, connectionBudget, connectionTarget, targetAboveObjective, throughput,
		serviceNowhere, remoteCalls, writeLatency, staleReads, primaryMoves, latencyBelowCPU, slowUnderLoad, latencyTarget,
		databaseWall, databaseTarget, singlePrimary, databaseMemory, cacheSize, workMemory, poolerTooLarge, poolerTooSmall, cacheTooSmall,
		dependencies, alertAfterObjective,
		todayIdle, todayOverloaded, smallReplicas,
		leverCosts, notPaidBack, savingsBeforeInvestment, savingAboveBill, spotDearer, claimArithmetic, claimsFail,
		targetNotReached, ceilings, driverGone, cdnRequests, stalePrices, reviewOverdue, retentionIdle, growthClamped,
	}
}
