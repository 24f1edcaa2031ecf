package model

// Room is the memory of a replica, in bytes, that its users may take below a
// memory target: request × target − base. At or below zero no number of replicas
// meets the target.
func (s *Service) Room(target float64) float64 {
	return float64(float64(s.Replica.Memory)*target) - float64(s.Memory.Base)
}

// Runaway reports that the memory target of a service asks for more replicas
// however many there are, because each is above it by its base alone: an
// autoscaler goes to the maximum and stays there. See the algorithm of the
// Kubernetes Horizontal Pod Autoscaler: desired = ⌈current × use ÷ target⌉.
func (s *Service) Runaway() bool {
	if s.Targets.Memory == nil {
		return false
	}
	room := s.Room(float64(*s.Targets.Memory))
	return room < 0 || room == 0 && s.Memory.PerUser > 0
}

// Awaited reports whether somebody waits for a call: what may be interrupted works
// off a queue, unless it says how long a call takes.
func (s *Service) Awaited() bool { return !s.Interruptible || s.Latency > 0 }
