package capacity

import "slices"

// Hourly is in how many parts of the week servers are told apart while they are sized,
// for the commitments of the scenario: none where nothing is committed, and one where
// nothing follows the load.
func (m *Model) Hourly() int {
	s := m.scenario
	switch {
	case !s.Commits():
		return 0
	case s.Savings.Autoscaling == nil || s.Savings.Autoscaling.Claimed != nil:
		return 1
	}
	return len(m.week.hours) + 1
}

// MayInterrupt reports whether there are replicas that may be interrupted, and spot
// capacity for them.
func (m *Model) MayInterrupt() bool {
	return slices.ContainsFunc(m.grounds[0].load, func(l regionLoad) bool { return l.apart != nil })
}

// Times appends the shares of the week of the parts that servers were last told apart
// in, the peak first, and reports whether none of them ever has more servers than the
// one before it.
func (m *Model) Times(times []float64) (all []float64, ordered bool) {
	if m.Hourly() == 1 {
		return append(times, 1), true
	}
	times, ordered = append(times, m.week.top), !m.tide.there
	last := 1.0
	for k, share := range m.week.load {
		if share != 1 {
			times = append(times, m.week.hours[k])
			ordered, last = ordered && share <= last, share
		}
	}
	return times, ordered
}

// Hours are the servers of a region over the week: how many run in each part of the
// time. Spot capacity is not among them.
type Hours struct {
	Time  []float64   // share of the week of each part, the peak first
	Nodes [][]float64 // by part and month
}

// Hours tells the hours of region r apart in a plan that Size has filled, and that no
// run has changed since. The greatest of a month is its servers at peak, the mean its
// average and the least its base.
func (m *Model) Hours(r int, p *Plan) Hours {
	h := Hours{}
	h.Time, _ = m.Times(nil)
	for range h.Time {
		h.Nodes = append(h.Nodes, make([]float64, m.months+1))
	}
	end := m.months + 1
	if m.load[r].apart == nil {
		m.tell(&group{region: r, to: end}, p, &h)
		return h
	}
	m.tell(&group{region: r, to: m.spotting}, p, &h)
	m.tell(&group{region: r, kind: Steady, from: m.spotting, to: end}, p, &h)
	return h
}

// tell fills the hours of a group, tier by tier.
func (m *Model) tell(g *group, p *Plan, h *Hours) {
	out := &m.regionsOf(p)[g.region].Servers
	still := min(max(m.scaling, g.from), g.to)
	for month := g.from; month < still; month++ {
		for k := range h.Nodes {
			h.Nodes[k][month] = out.Nodes[month]
		}
	}
	if still >= g.to {
		return
	}
	room := &m.other
	for t := range m.servers {
		var at asked
		m.request(&at, g, t, p)
		at.from, at.to = still, g.to
		for k := range h.Nodes {
			m.hour(&at, k)
			m.carry(&at, room.nodes, room.base, room.average)
			for month := still; month < g.to; month++ {
				if out.Tier[month] == t {
					h.Nodes[k][month] = room.nodes[month]
				}
			}
		}
	}
}

// hour asks for what runs in one part of the week, the peak being the first.
func (m *Model) hour(at *asked, part int) {
	m.parts, m.terms = m.parts[:0], m.terms[:0]
	if part == 0 {
		m.part(at, &at.load.top, 1, 1)
		return
	}
	for k, share := range m.week.load {
		if share != 1 {
			if part--; part == 0 {
				at.segment = k
				m.part(at, &at.load.week[k], share, 1)
				at.segment = -1
			}
		}
	}
}
