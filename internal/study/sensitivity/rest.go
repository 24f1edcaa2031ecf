package sensitivity

import (
	"github.com/talimat/talimat-plan/internal/model"
	"github.com/talimat/talimat-plan/internal/simulation"
)

// Volatile reports whether a driver of the scenario or an exchange rate strays from its growth by
// chance. Such a path has no low and no high, and so no bar and no tenths.
func Volatile(s *model.Scenario) bool {
	if v := s.Drivers.Users.Volatility; v != nil {
		return true
	}
	for i := range s.Drivers.Other {
		if s.Drivers.Other[i].Volatility != nil {
			return true
		}
	}
	for _, r := range s.Moving() {
		if r.Volatility != nil {
			return true
		}
	}
	return false
}

// rest is what the shares of the sources leave of the variance: with independent
// sources the part of the volatility, and of what sources do only together. It is
// nil without volatility, with sources that depend on each other, whose shares
// overlap, and where nothing is left.
func (a *Analysis) rest(inputs model.Inputs) *simulation.Estimate {
	if !Volatile(a.Scenario) || CheckIndependent(a.Scenario, inputs) != nil {
		return nil
	}
	if rest := a.Outcome.Rest(); rest.Value > 0 {
		return &rest
	}
	return nil
}
