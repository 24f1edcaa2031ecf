package capacity

// Weight is how many servers of a tier one replica of a service would fill by
// itself, unrounded: by the CPU or by the memory that it requests, whichever
// fills more. The larger of the two is the dominant resource of Ghodsi et al.,
// "Dominant Resource Fairness", NSDI 2011. It is read from the scenario: sizing
// may leave memory out where it never binds (see memoryMayBind).
func (m *Model) Weight(service, tier int) float64 {
	m.enter(m.groundOf[service])
	defer m.enter(0)
	n, t, replica := m.nodes, m.tiers[tier], &m.scenario.Services[service].Replica
	usable := Usable(n)
	gpus := 0.0
	if t.GPU != nil && *t.GPU > 0 {
		gpus = replica.GPUs() / float64(*t.GPU)
	}
	return max(float64(replica.CPU)/(float64(t.CPU)*usable), float64(replica.Memory)/(float64(t.Memory)*usable), gpus)
}
