package model

// OpenTime is how long a call of a service is open, in seconds: its own time, which is
// its stated latency or else its CPU or GPU time, and that of the calls that it waits
// for, but for those that a cache in front answers. Calls of one are made one after the
// other.
//
// The room has a place for each service and saves the work where calls meet again; nil
// makes one.
func (s *Scenario) OpenTime(svc *Service, room []float64) float64 {
	if room == nil {
		room = make([]float64, len(s.Services))
	}
	for i := range room {
		room[i] = unknown
	}
	return s.openTime(svc, room)
}

// unknown is the time of a service that has not been worked out.
const unknown = -1

func (s *Scenario) openTime(svc *Service, room []float64) float64 {
	own := max(float64(svc.Latency), float64(svc.CPU))
	if svc.GPU != nil {
		own = max(own, float64(*svc.GPU))
	}
	for i := range svc.Uses {
		u := &svc.Uses[i]
		used := s.Service(u.Name)
		if used < 0 || u.Calls == nil {
			continue
		}
		if room[used] == unknown {
			room[used] = s.openTime(&s.Services[used], room)
		}
		own += float64(float64(*u.Calls) * (1 - s.Answered(u.Name)) * room[used])
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
