package model

// OpenTime is how long a call of a service is open, in seconds: its own time, which is
// its stated latency or else its CPU or GPU time, and that of the calls that it waits
// for, but for those that a cache in front answers. Calls of one are made one after the
// other.
func (s *Scenario) OpenTime(svc *Service) float64 {
	own := max(float64(svc.Latency), float64(svc.CPU))
	if svc.GPU != nil {
		own = max(own, float64(*svc.GPU))
	}
	for i := range svc.Uses {
		u := &svc.Uses[i]
		if used := s.Service(u.Name); used >= 0 && u.Calls != nil {
			own += float64(float64(*u.Calls) * (1 - s.Answered(u.Name)) * s.OpenTime(&s.Services[used]))
		}
	}
	return own
}

// Answered is the share of the calls of a service that a cache in front of it is said to
// answer.
func (s *Scenario) Answered(service string) float64 {
	for i := range s.Stores {
		if c := &s.Stores[i]; c.Caches == service && c.HitRatio != nil {
			return float64(*c.HitRatio)
		}
	}
	return 0
}
