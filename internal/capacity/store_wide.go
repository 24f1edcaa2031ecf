package capacity

// A wide store splits its keys over machines, each key in several copies. A key that is
// asked for much is a wall: only its copies serve it, however many machines there are.
//
//	s·h·w ≤ writes of a machine,   s·h·r ≤ copies · reads of a machine
//
// with h the share of the calls at that key and s the share that is served. What a
// machine takes is what was measured.
func wide(s *storeModel, q *storeLoad) storeNeed {
	n := s.base(q)
	if s.Hottest == nil || s.PerNode == nil {
		return n
	}
	hot := float64(*s.Hottest)
	least := func(has, asked float64) {
		if share := carried(has, asked); share < n.served {
			n.served, n.short = share, HotKey
		}
	}
	if s.PerNode.Write != nil {
		least(float64(*s.PerNode.Write), q.writes*hot)
	}
	if s.PerNode.Read != nil {
		least(float64(*s.PerNode.Read)*s.CopiesOf(), q.reads*hot)
	}
	return n
}
