package capacity

import "github.com/talimat/talimat-plan/internal/row"

// memoryMayBind reports whether there is a service whose replicas fill the memory
// of a server before its CPU. If there is none, no sum of services does.
func (m *Model) memoryMayBind(server *serverRate) bool {
	for i := range m.rates {
		if r := &m.rates[i]; m.on(i) && r.memory*server.perByte > r.cpu*server.perCore {
			return true
		}
	}
	return false
}

// remember fills the rows of the memory that replicas request and of their number,
// which sizing reads only where one of them may bind.
func (m *Model) remember(p *Plan) {
	for k := range m.grounds {
		for r := range m.grounds[k].load {
			m.grounds[k].load[r].forget()
		}
	}
	for i := range m.deployments {
		dep, out := &m.deployments[i], &p.Deployments[i]
		r, l := &m.rates[dep.service], m.loadOf(i)
		row.Add(l.top.memory, out.Replicas, r.memory)
		row.Add(l.top.replicas, out.Replicas, 1)
		for e := range m.epochs {
			if from, to := m.span(e); dep.share[e] > 0 {
				if m.tide.there {
					l.rememberTidal(r, m.present(dep, e), out, &m.tide, from, to, min(max(m.scaling, from), to))
					continue
				}
				l.remember(r, m.present(dep, e), out, &m.week, from, to, min(max(m.scaling, from), to))
			}
		}
	}
}

// forget empties the rows that are not always filled.
func (l *regionLoad) forget() {
	l.top.forget()
	l.static.forget()
	for _, level := range l.week {
		level.forget()
	}
	for i := range l.apart {
		l.apart[i].forget()
	}
}

func (r *requests) forget() {
	clear(r.memory)
	clear(r.replicas)
}

// remember adds the memory and the number of a deployment's replicas, of which so
// many run today and which follow the load from a month on.
func (l *regionLoad) remember(r *rates, now float64, out *Deployment, w *week, from, to, scaling int) {
	l.rememberToday(r, now, out, from, to)
	c := r.bounds.count(r.memory)
	for k, share := range w.load {
		if running := l.running[scaling:to]; share < 1 {
			c.Add(out.Need[scaling:to], running, running, []row.Level{{Share: share, Requested: l.week[k].memory[scaling:to]}})
			c.Each = 1
			c.Add(out.Need[scaling:to], running, running, []row.Level{{Share: share, Requested: l.week[k].replicas[scaling:to]}})
			c.Each = r.memory
		}
	}
}

// rememberToday adds what today's replicas would take if nothing scaled.
func (l *regionLoad) rememberToday(r *rates, now float64, out *Deployment, from, to int) {
	if l.today {
		for month, n := range out.Replicas[from:to] {
			l.static.memory[from+month] += float64(max(n, now) * r.memory)
			l.static.replicas[from+month] += max(n, now)
		}
	}
}

// rememberTidal is remember where each service has its own share of the time.
func (l *regionLoad) rememberTidal(r *rates, now float64, out *Deployment, t *tide, from, to, scaling int) {
	l.rememberToday(r, now, out, from, to)
	c := r.bounds.count(r.memory)
	for k := range t.segment {
		for month := scaling; month < to; month++ {
			n := c.Units(out.Need[month] * t.share[out.Service][k][month])
			l.week[k].memory[month] += float64(n * r.memory)
			l.week[k].replicas[month] += n
		}
	}
}
