package capacity

import "github.com/talimat/talimat-plan/internal/row"

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

// remember fills the rows of the memory that replicas request, which sizing reads
// only where memory may bind.
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
		row.Add(l.top.memory, out.Replicas, r.memory)
		for e := range m.epochs {
			if from, to := m.span(e); dep.share[e] > 0 {
				l.remember(r, out, &m.week, from, to, min(max(m.scaling, from), to))
			}
		}
	}
}

// remember adds the memory of a deployment, of which the replicas follow the
// load from a month on.
func (l *regionLoad) remember(r *rates, out *Deployment, w *week, from, to, scaling int) {
	if l.today {
		for month, n := range out.Replicas[from:to] {
			l.static.memory[from+month] += max(n, r.bounds.now) * r.memory
		}
	}
	c := r.bounds.count(r.memory)
	for k, share := range w.load {
		if running := l.running[scaling:to]; share < 1 {
			c.Add(out.Need[scaling:to], running, running, []row.Level{{Share: share, Requested: l.week[k].memory[scaling:to]}})
		}
	}
}
