// Package gate judges plans: it holds limits, objectives, claims and findings
// against a policy, compares with what an earlier forecast passed, and says for
// each broken limit what would mend it.
package gate

import (
	"github.com/talimat/talimat-plan/internal/diag"
	"github.com/talimat/talimat-plan/internal/model"
	"github.com/talimat/talimat-plan/internal/plan"
	"github.com/talimat/talimat-plan/internal/unit"
)

// Status is what came out of a check. The statuses are in order: the worst one
// of its checks is that of a scenario, the worst one of its scenarios that of a
// verdict.
type Status uint8

// The statuses, best first.
const (
	Passed  Status = iota // it holds
	Noted                 // worth knowing, and tolerated by the policy
	Skipped               // not looked at, for a reason that is said
	Known                 // broken, as it was in the baseline
	Warned                // broken, and it only warns
	Denied                // broken, and it denies
	Failed                // could not be looked at
)

// String is the word of the reports.
func (s Status) String() string {
	return [...]string{"pass", "note", "skip", "known", "warn", "deny", "error"}[s]
}

// Broken reports whether a check found what must not be.
func (s Status) Broken() bool { return s == Known || s == Warned || s == Denied }

// Kind is what a check is about.
type Kind string

// The kinds of checks.
const (
	Limit     Kind = "limit"
	Objective Kind = "objective"
	Claim     Kind = "claim"
	Finding   Kind = "finding"
)

// Check is one thing that was held against a plan.
type Check struct {
	Kind     Kind      // what it is about
	Name     string    // of the limit, objective or claim; the code of a finding
	Level    string    // deny, warn or, of a finding, its severity
	Status   Status    // what came out
	Text     string    // what must hold: "cost.effective <= $3,700"
	Path     string    // of what states it
	Pos      diag.Pos  // of Path in the scenario
	Metric   string    // the result that it is about; "" for findings
	Measures unit.Kind // of the values below
	Month    *int      // first month that breaks it
	Date     string    // calendar month of Month; ""
	Actual   *float64  // the value in that month, or the one nearest to the bound while it holds
	Bound    *float64  // in that month
	Worst    *float64  // the value furthest beyond the bound
	From, To int       // months that were looked at
	Series   bool      // whether there is one value for each month
	Absent   bool      // whether the result has no value in some months, which were left out for the Reason
	Missing  string    // of a broken check: which of the figures it compares does not exist; "" when all do
	Never    bool      // whether what does not exist is a month that is not reached
	Reason   string    // why it has its status, where the values alone do not say
	Detail   string    // arithmetic of a finding
	Remedy   string    // what would mend it, in words
	Usage    bool      // whether what failed is for the caller to mend: a flag, not the program
	Advice   *Advice   // what to change; nil unless a limit is broken

	condition *plan.LimitCheck
}

// Over is by how much the value exceeds its bound, or falls short of it; nil
// when one of them does not exist.
func (c *Check) Over() *float64 {
	if c.Actual == nil || c.Bound == nil {
		return nil
	}
	over := *c.Actual - *c.Bound
	return &over
}

// Subject is one scenario that was judged, or could not be.
type Subject struct {
	File     string            // as the user gave it
	Name     string            // of the scenario
	Currency string            // ISO 4217 code of its amounts
	Start    string            // calendar month of month 0
	Horizon  int               // last month
	SHA256   string            // of its text
	Baseline string            // what it was compared with; "" for nothing
	Error    string            // why it could not be judged; then there are no checks
	Usage    bool              // whether Error is for the caller to mend: the scenario, not the program
	Problems []diag.Diagnostic // errors and warnings about the scenario itself
	Checks   []Check           // limits, objectives, claims and findings, in this order
}

// Status is the worst status of a scenario; what is only noted, skipped or known
// passes.
func (s *Subject) Status() Status {
	worst := Passed
	if s.Error != "" {
		worst = Failed
	}
	for i := range s.Checks {
		worst = max(worst, s.Checks[i].Status)
	}
	if worst <= Known {
		return Passed
	}
	return worst
}

// Policy says what a gate lets through.
type Policy struct {
	MaxSeverity string // the worst severity of a finding that passes: high, medium, low or none
	OnlyNew     bool   // whether what the baseline broke as well passes
	NewFile     bool   // whether the scenario is new, so that limits against a baseline have none
}

// Plan is a scenario to judge, with its result.
type Plan struct {
	Result   *plan.Result               // of the run
	Inputs   model.Inputs               // of the scenario, for advice
	Locate   func(path string) diag.Pos // place of an input
	Baseline *Baseline                  // an earlier forecast; nil without one
	Odds     plan.Odds                  // probabilities; nil when nobody computes them
}

// Judge holds everything that a plan promises against it.
func Judge(p *Plan, policy Policy) []Check {
	j := &judge{Plan: p, policy: policy}
	j.limits()
	j.objectives()
	j.claims()
	j.findings()
	for i := range j.checks {
		c := &j.checks[i]
		c.Pos = p.Locate(c.Path)
		if c.Month != nil {
			c.Date = p.Result.Scenario.Start.Add(*c.Month).String()
		}
	}
	j.advise()
	return j.checks
}

type judge struct {
	*Plan
	policy Policy
	checks []Check
}

// settle is the status of a broken check: known when the baseline broke it too
// and only news count.
func (j *judge) settle(c *Check, broken Status, passedBefore, known bool) {
	c.Status = broken
	if j.policy.OnlyNew && j.Baseline != nil && known && !passedBefore {
		c.Status, c.Reason = Known, "the baseline breaks it too"
	}
}
