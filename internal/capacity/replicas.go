package capacity

import "github.com/talimat/talimat-plan/internal/row"

// This file turns the need of a deployment into replicas, and adds what they
// request to the load of its region: row by row, as package row does it best.

// regionLoad is what the replicas of one region request, by month.
type regionLoad struct {
	top     requests    // at peak
	static  requests    // when nothing scales; the rows of top unless today's replicas count
	week    []requests  // at each level of the week but the peak itself
	mean    []float64   // cores, on the average over the month; nil with one tier of servers
	network []float64   // bits per second at peak
	running []float64   // scratch: replicas of a deployment, and their mean
	levels  []row.Level // those of the week from a month on; empty before they are asked for
	from    int         // first month of levels

	today bool // whether a service says how many replicas run today
	sole  bool // whether they are of one service only

	// What must not be interrupted and what may be, where spot capacity is used: the
	// rows above are their sum then (see merge). Nil elsewhere.
	apart []regionLoad
}

// requests is what replicas request of servers, by month.
type requests struct {
	cpu, memory, replicas []float64 // the last two only where they may bind
}

func newRequests(months int) requests {
	return requests{make([]float64, months), make([]float64, months), make([]float64, months)}
}

// newRegionLoad has rows for the services of region r.
func (m *Model) newRegionLoad(r int) regionLoad {
	months := m.months + 1
	floats := func() []float64 { return make([]float64, months) }
	l := regionLoad{top: newRequests(months), network: floats(), running: floats()}
	if len(m.tiers) > 1 {
		l.mean = floats()
	}
	services := 0
	for _, dep := range m.deployments {
		if dep.region == r && m.on(dep.service) {
			services++
			l.today = l.today || m.scenario.Services[dep.service].Replicas.Now != nil
		}
	}
	l.sole = services == 1
	l.static, l.levels = l.top, make([]row.Level, len(m.week.hours)+1)
	if l.today {
		l.static = newRequests(months)
	}
	for range m.week.hours {
		l.week = append(l.week, newRequests(months))
	}
	m.split(r, &l)
	return l
}

// loadOf is the load that deployment i adds to.
func (m *Model) loadOf(i int) *regionLoad {
	dep := &m.deployments[i]
	l := &m.grounds[m.groundOf[dep.service]].load[dep.region]
	switch {
	case l.apart == nil:
		return l
	case m.scenario.Services[dep.service].Interruptible:
		return &l.apart[1]
	}
	return &l.apart[0]
}

// clear empties the rows that deployments add to.
func (l *regionLoad) clear(w *week) {
	if l.today {
		clear(l.static.cpu)
	}
	if l.apart != nil { // those of both kinds are their sum
		l.apart[0].empty(w)
		l.apart[1].empty(w)
		return
	}
	l.empty(w)
}

// empty is clear for the rows of one kind.
func (l *regionLoad) empty(w *week) {
	l.levels = l.levels[:0]
	clear(l.top.cpu)
	clear(l.mean)
	for k, share := range w.load {
		if share < 1 {
			clear(l.week[k].cpu)
		}
	}
}

// keep sizes months in which nothing scales: the peak, but not less than so many of
// today's, all the time.
func (l *regionLoad) keep(r *rates, now float64, out *Deployment, from, to int) {
	if from == to {
		return
	}
	c, replicas := r.bounds.today(now).count(r.cpu), out.Replicas[from:to]
	c.Add(out.Need[from:to], replicas, out.Average[from:to], []row.Level{{Share: 1, Part: 1, Requested: l.top.cpu[from:to]}})
	if l.today {
		row.Add(l.static.cpu[from:to], replicas, r.cpu)
	}
}

// follow sizes months in which replicas follow the load: at its peak, and their
// mean over the levels of the week. So many of today's would be kept if nothing
// scaled.
func (l *regionLoad) follow(r *rates, now float64, out *Deployment, w *week, from, to int) {
	if from == to {
		return
	}
	need, average := out.Need[from:to], out.Average[from:to]
	c := r.bounds.count(r.cpu)
	c.Add(need, out.Replicas[from:to], average, l.at(w, from, to))
	if l.today {
		row.AddRaised(l.static.cpu[from:to], out.Replicas[from:to], now, r.cpu)
	}
}

// at is the levels of the week in a span of months, the peak first. All services
// of a region ask for the same.
func (l *regionLoad) at(w *week, from, to int) []row.Level {
	if len(l.levels) > 0 && l.from == from && len(l.levels[0].Requested) == to-from {
		return l.levels
	}
	l.from, l.levels = from, l.levels[:1]
	l.levels[0].Share, l.levels[0].Part, l.levels[0].Requested = 1, w.top, l.top.cpu[from:to]
	for k, share := range w.load {
		if share < 1 {
			n := len(l.levels)
			l.levels = l.levels[:n+1]
			l.levels[n].Share, l.levels[n].Part, l.levels[n].Requested = share, w.hours[k], l.week[k].cpu[from:to]
		}
	}
	return l.levels
}
