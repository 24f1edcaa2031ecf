package capacity

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
	h := Hours{Time: []float64{m.week.top}}
	for k, share := range m.week.load {
		if share != 1 {
			h.Time = append(h.Time, m.week.hours[k])
		}
	}
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
