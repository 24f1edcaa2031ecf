package capacity

// memoryMayBind reports whether there is a service whose replicas fill the memory
// of a server before its CPU. If there is none, no sum of services does.
func (m *Model) memoryMayBind(server *serverRate) bool {
	for i := range m.rates {
		if r := &m.rates[i]; r.memory*server.perByte > r.cpu*server.perCore {
			return true
		}
	}
	return false
}

// remember fills the rows of the memory that replicas request.
func (m *Model) remember(p *Plan) {
	for r := range m.load {
		l := &m.load[r]
		clear(l.top.memory)
		clear(l.static.memory)
		for _, level := range l.week {
			clear(level.memory)
		}
	}
	for i := range m.deployments {
		dep, out := &m.deployments[i], &p.Deployments[i]
		r, l := &m.rates[dep.service], &m.load[dep.region]
		add(l.top.memory, out.Replicas, r.memory)
		for e := range m.epochs {
			from, to := m.span(e)
			if dep.share[e] == 0 {
				continue
			}
			if l.today {
				for month := from; month < to; month++ {
					l.static.memory[month] += max(out.Replicas[month], r.bounds.now) * r.memory
				}
			}
			for k, share := range m.week.load {
				for month := max(from, m.scaling); month < to && share < 1; month++ {
					l.week[k].memory[month] += r.bounds.count(out.Need[month]*share) * r.memory
				}
			}
		}
	}
}
