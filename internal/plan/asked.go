package plan

import (
	"github.com/talimat/talimat-plan/internal/cost"
	"github.com/talimat/talimat-plan/internal/model"
)

// Asked reports whether the month that a figure looks for may come at all: a target
// is reached where there is one, and what nobody invests is never paid back.
func Asked(s *model.Scenario, name string) bool {
	switch name {
	case "reached.users":
		return s.Drivers.Users.Target != nil
	case "reached.database":
		return s.Drivers.Database != nil && s.Drivers.Database.Target != nil
	case "reached.wall":
		return s.Database != nil
	case "finance.payback", "finance.discounted_payback", "finance.baseline.payback", "finance.baseline.discounted_payback":
		return cost.Invests(s)
	}
	return true
}
