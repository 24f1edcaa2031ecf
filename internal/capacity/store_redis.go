package capacity

// Redis keeps everything in memory, on masters with one core each, and their replicas.
//
//	masters  max( D · overhead / (1 − reserve) / memory,
//	              (r·cpu_read + w·cpu_write) / utilization,
//	              r / reads of a machine + w / writes of one )
//	machines masters · (1 + replicas)
//
// More than one master are at least three, so that a majority can vote (Redis cluster
// specification). With popularity as in popularity.go a cache that holds a part x of
// what is worth caching answers h·x^e.
func masters(s *storeModel, q *storeLoad) storeNeed {
	n := storeNeed{groups: 1 + s.replicas(), quorum: 3, served: 1, counted: Rate}
	if s.Nodes == nil || s.Caches == "" { // what does not fit a cache of a fixed size, it does not answer
		n.memory = q.bytes * s.DiskPerByte()
	}
	busy := (float64(q.reads*float64(s.CPU.Read)) + float64(q.writes*float64(s.CPU.Write))) * q.heavier / float64(s.Utilization)
	if n.machines = s.measured(q.reads, q.writes); busy > n.machines {
		n.machines, n.counted = busy, CPU
	}
	return n
}

func (s *storeModel) replicas() float64 {
	if s.Replicas == nil {
		return 0
	}
	return float64(*s.Replicas)
}

// hits is the hit ratio while what is worth caching fits.
func (s *storeModel) hits() float64 {
	if s.HitRatio == nil {
		return 0
	}
	return float64(*s.HitRatio)
}

// hot is the share of the bytes behind a cache that is worth caching.
func (s *storeModel) hot() float64 {
	if s.Hot == nil {
		return 0
	}
	return float64(*s.Hot)
}

// fitting is the factor of the hit ratio when the cache has a number of machines of its
// own and less of the hot data fits.
func (s *storeModel) fitting(behind float64) float64 {
	most := s.most()
	if most != most || most > 1e9 || len(s.machines) == 0 {
		return 1
	}
	fits := 0.0
	for i := range s.machines {
		fits = max(fits, *s.machines[i].Memory)
	}
	fits *= most / (1 + s.replicas()) / s.DiskPerByte()
	wanted := s.hot() * behind
	if wanted <= fits {
		return 1
	}
	skew := 0.8
	if s.Skew != nil {
		skew = float64(*s.Skew)
	}
	s.popular.read(skew)
	return s.popular.kept(fits / wanted)
}
