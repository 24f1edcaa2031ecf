package model

import (
	"slices"

	"github.com/talimat/talimat-plan/internal/unit"
)

// Holding is the name of the condition under which a plan holds: that of the
// result it is about, and of the objective that may ask for less.
const Holding = "served"

// LeastServed is the share of its peak load that every part of the plan must
// carry for the plan to hold: all of it, unless the scenario allows a shortage.
func (s *Scenario) LeastServed() float64 {
	if o := s.Objectives.Served; o != nil {
		return float64(*o)
	}
	return 1
}

// Holding is the condition under which a plan holds, as a limit that denies in
// every month. What judges plans treats it as one more limit of the scenario: a
// load that is not carried costs nothing, so that a plan which breaks it is not
// cheap but too small.
func (s *Scenario) Holding() *Limit {
	least := s.LeastServed()
	text := Holding + " >= " + unit.Display(unit.KindRatio, unit.Value{Number: least})
	return &Limit{Name: Holding, Deny: &Condition{Text: text, Metric: Holding, Op: ">=", Value: least}}
}

// MayFallShort reports whether anything can carry less than its load: a service
// with a maximum of replicas, or one whose replicas fill more than half of a server
// and so might fit none, a quota, a pool with a maximum, a database or another store.
func (s *Scenario) MayFallShort() bool {
	for i := range s.Services {
		if s.Services[i].Quota != nil || s.Services[i].Replicas.Max != nil || s.large(&s.Services[i].Replica) {
			return true
		}
	}
	for i := range s.Charges {
		if s.Charges[i].Quota != nil {
			return true
		}
	}
	for i := range s.Pools {
		if s.Pools[i].Max != nil {
			return true
		}
	}
	return s.Database != nil || len(s.Stores) > 0
}

// large reports whether a replica fills more than half of a server of any tier.
func (s *Scenario) large(r *Replica) bool {
	half := (1 - float64(s.Nodes.System)) * (1 - float64(s.Nodes.Headroom)) / 2
	for i := range s.Prices.Servers {
		t := &s.Prices.Servers[i]
		if slices.Contains(s.Nodes.Tiers, t.Name) && (float64(r.CPU) > float64(t.CPU)*half || float64(r.Memory) > float64(t.Memory)*half) {
			return true
		}
	}
	return false
}
