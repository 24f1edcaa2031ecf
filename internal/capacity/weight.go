package capacity

// Weight is how many servers of a tier one replica of a service would fill by
// itself, unrounded: by the CPU or by the memory that it requests, whichever
// fills more. The larger of the two is the dominant resource of Ghodsi et al.,
// "Dominant Resource Fairness", NSDI 2011. It is read from the scenario: sizing
// may leave memory out where it never binds (see memoryMayBind).
func (m *Model) Weight(service, tier int) float64 {
	n, t, replica := &m.scenario.Nodes, m.tiers[tier], &m.scenario.Services[service].Replica
	usable := Usable(n)
	return max(float64(replica.CPU)/(float64(t.CPU)*usable), float64(replica.Memory)/(float64(t.Memory)*usable))
}
