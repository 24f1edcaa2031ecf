package model

import (
	"slices"

	"github.com/talimat/talimat-plan/internal/unit"
)

// Commitment is capacity that is paid for over a term, used or not, at less than the
// price on demand: a contract, whose quantity is known, or a policy, which buys month
// by month and sees the past only.
type Commitment struct {
	Name      string              `yaml:"-"` // its key in the file
	Of        []string            `yaml:"of" enum:"infrastructure|database" doc:"What it is for: infrastructure, database; of a policy both when absent, of a contract what its tier is, else infrastructure."`
	Quantity  *unit.Count         `yaml:"quantity,certain" above:"0" doc:"A contract for so many machines of tier, used or not."`
	Tier      string              `yaml:"tier" default:"" doc:"Server or database tier of a contract; it may be left out where there is only one."`
	Spend     *unit.MoneyPerMonth `yaml:"spend,certain" above:"0" doc:"A contract for so much money, used or not, as savings plans are written: $5/hour; it covers what that pays for at the discount."`
	Cover     *unit.Ratio         `yaml:"cover" min:"0" max:"1" doc:"A policy: each month it tops up to this share of what ran in more than 1 − discount of the hours that it looks back at."`
	LooksBack unit.Months         `yaml:"looks_back,whole" default:"1 month" min:"1" max:"36" doc:"Months before a purchase that a policy looks at; in month 0 what runs today."`
	Discount  *unit.Ratio         `yaml:"discount" min:"0" max:"1" doc:"Discount on the list price of the day of the purchase."`
	Price     *unit.MoneyPerMonth `yaml:"price" min:"0" doc:"Price of one machine of a contract, in place of a discount."`
	Term      unit.Months         `yaml:"term,whole" default:"1 year" min:"1" max:"240" doc:"Length of a contract."`
	Upfront   string              `yaml:"upfront" default:"none" enum:"none|partial|all" doc:"Paid at the purchase: none, half (partial) or all."`
	From      When                `yaml:"from,past" default:"" doc:"Phase, month or date of the purchase, or of a policy's first; a date before the start runs already, at today's list price unless it has a price of its own."`
	Renews    bool                `yaml:"renews" default:"false" doc:"Whether a contract is bought again when it ends, at the price of that day."`
}

// Policy reports whether it buys by a rule.
func (c *Commitment) Policy() bool { return c.Quantity == nil && c.Spend == nil }

// Parts are what it is for: the parts of the bill that a policy buys for, or the one
// that a contract is of.
func (c *Commitment) Parts(s *Scenario) []string {
	both := []string{"infrastructure", "database"}
	switch {
	case len(c.Of) > 0:
		return c.Of
	case c.Policy():
		return both
	case s.Database != nil && c.Tier != "" && slices.Contains(s.Database.Tiers, c.Tier) && !slices.Contains(s.Nodes.Tiers, c.Tier):
		return both[1:]
	}
	return both[:1]
}

// Commits reports whether anything is committed in the scenario.
func (s *Scenario) Commits() bool { return s.Savings.Reserved != nil || len(s.Commitments) > 0 }

// ReservedName is the name of the policy that savings.reserved is the short form of.
const ReservedName = "reserved"

// Committed are the names of all commitments, that of savings.reserved last.
func (s *Scenario) Committed() (names []string) {
	for i := range s.Commitments {
		names = append(names, s.Commitments[i].Name)
	}
	if s.Savings.Reserved != nil {
		names = append(names, ReservedName)
	}
	return names
}

// UpfrontShare is the share of a contract that is paid at the purchase.
func UpfrontShare(option string) float64 {
	switch option {
	case "all":
		return 1
	case "partial":
		return 0.5
	}
	return 0
}
