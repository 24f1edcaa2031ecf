package model

import "slices"

// StatesAvailability reports whether a scenario says how available any part of it is.
func (s *Scenario) StatesAvailability() bool {
	return s.Objectives.Dependencies != nil || s.Database != nil && s.Database.Availability != nil || s.Nodes.Availability != nil ||
		slices.ContainsFunc(s.Stores, func(st Store) bool { return st.Availability != nil && st.Caches == "" }) ||
		slices.ContainsFunc(s.Services, func(v Service) bool { return v.Outside && v.Availability != nil }) ||
		slices.ContainsFunc(s.Pools, func(p Pool) bool { return p.Availability != nil })
}
