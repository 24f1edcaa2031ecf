package model

// Without fills reference with the scenario as it would be without its project:
// the same demand, with its commitments, which need no project, and with the
// levers that begin with no phase. It shares all lists and what is optional with
// the scenario, so that numbers of it which change later change there too once it
// is filled again. It reports whether anything of the scenario begins with a
// phase: if nothing does, the scenario does not say what its project brings.
func (s *Scenario) Without(reference *Scenario) (phased bool) {
	*reference = *s
	with := func(w When) bool {
		begins := w.Set && s.Phase(w.Text) != nil
		phased = phased || begins
		return begins
	}
	lever := func(l *Lever) bool { return l != nil && with(l.From) }
	v, without := &s.Savings, &reference.Savings
	if lever(v.Autoscaling) {
		without.Autoscaling = nil
	}
	// A section and the lever that names it are one: neither is there without the other.
	if s.Cache != nil && with(s.Cache.From) || lever(v.Caching) {
		reference.Cache, without.Caching = nil, nil
	}
	if s.CDN != nil && with(s.CDN.From) || lever(v.CDN) {
		reference.CDN, without.CDN = nil, nil
	}
	if v.Spot != nil && with(v.Spot.From) {
		without.Spot = nil
	}
	if v.Reserved != nil {
		with(v.Reserved.From)
	}
	return phased
}
