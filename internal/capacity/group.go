package capacity

import (
	"slices"

	"github.com/talimat/talimat-plan/internal/row"
)

// Replicas that may be interrupted run on spot capacity, all others must not: so
// from the month on in which it is used both have servers of their own, each kind
// of the tier that is cheapest for it, and neither is packed on what the other
// leaves over. Before that, and for the baseline, they share servers.

// Kind says which replicas share servers.
type Kind uint8

// The kinds of servers.
const (
	Together      Kind = iota // all replicas of a region
	Steady                    // those that must not be interrupted
	Interruptible             // those that may be, on spot capacity
)

// group is the replicas of a region that share servers in a span of months.
type group struct {
	region   int
	kind     Kind
	from, to int
	discount float64 // on the list price of their servers
	static   bool    // whether to count, in all months, what runs when nothing scales
}

// load is what the replicas of a group request.
func (m *Model) loadFor(g *group) *regionLoad {
	l := &m.load[g.region]
	if g.kind == Together {
		return l
	}
	return &l.apart[g.kind-Steady]
}

// within reports whether a deployment belongs to a group.
func (m *Model) within(g *group, dep *deployment) bool {
	return dep.region == g.region && m.on(dep.service) &&
		(g.kind == Together || m.scenario.Services[dep.service].Interruptible == (g.kind == Interruptible))
}

// Apart reports whether the replicas of a region that may be interrupted are on
// servers of their own in a month.
func (m *Model) Apart(r, month int) bool { return m.load[r].apart != nil && month >= m.spotting }

// Ground is the servers that deployment i runs on in a month.
func (m *Model) Ground(p *Plan, i, month int) *Servers {
	dep := &m.deployments[i]
	if k := m.groundOf[dep.service]; k > 0 {
		return &p.Pools[k-1].Regions[dep.region].Servers
	}
	r := &p.Regions[dep.region]
	if m.Apart(dep.region, month) && m.scenario.Services[dep.service].Interruptible {
		return &r.Spot
	}
	return &r.Servers
}

// spottingFrom is the first month in which spot capacity is used; beyond the
// horizon when it never is.
func (m *Model) spottingFrom() int {
	if s := m.scenario.Savings.Spot; s != nil {
		return min(s.From.Or(0), m.months+1)
	}
	return m.months + 1
}

// split gives a region rows for both kinds of replicas, if it has any that may be
// interrupted. Its traffic is that of what must not be, which users wait for;
// where there is nothing else, of what may be.
func (m *Model) split(r int, l *regionLoad) {
	if m.ground.index > 0 {
		return
	}
	interruptible := func(dep deployment) bool {
		return dep.region == r && m.on(dep.service) && m.scenario.Services[dep.service].Interruptible
	}
	if m.scenario.Savings.Spot == nil || !slices.ContainsFunc(m.deployments, interruptible) {
		return
	}
	months := m.months + 1
	for range 2 {
		part := regionLoad{top: newRequests(months), network: make([]float64, months), running: l.running, today: l.today}
		if l.mean != nil {
			part.mean = make([]float64, months)
		}
		part.static, part.levels = part.top, make([]row.Level, len(m.week.hours)+1)
		if l.today {
			part.static = l.static
		}
		for range m.week.hours {
			part.week = append(part.week, newRequests(months))
		}
		l.apart = append(l.apart, part)
	}
	var services [2]int
	for _, dep := range m.deployments {
		switch {
		case interruptible(dep):
			services[1]++
		case dep.region == r && m.on(dep.service):
			services[0]++
		}
	}
	carrier := 0
	if services[0] == 0 {
		carrier = 1
	}
	l.apart[carrier].network = l.network
	l.apart[0].sole, l.apart[1].sole = services[0] == 1, services[1] == 1
}

// merge fills the rows of a region with the sum of both kinds of replicas: at
// peak, and at the levels of the week in a span of months.
func (m *Model) merge(l *regionLoad, from, to int) {
	steady, spot := &l.apart[0], &l.apart[1]
	l.top.sum(&steady.top, &spot.top, 0, m.months+1, m.memory)
	if l.mean != nil {
		row.Sum(l.mean[from:to], steady.mean[from:to], spot.mean[from:to])
	}
	if from = max(from, m.scaling); from >= to {
		return
	}
	for k, share := range m.week.load {
		if share < 1 {
			l.week[k].sum(&steady.week[k], &spot.week[k], from, to, m.memory)
		}
	}
}

// sum is what two kinds of replicas request, with their memory and number where
// these may bind.
func (q *requests) sum(one, two *requests, from, to int, memory bool) {
	row.Sum(q.cpu[from:to], one.cpu[from:to], two.cpu[from:to])
	if memory {
		row.Sum(q.memory[from:to], one.memory[from:to], two.memory[from:to])
		row.Sum(q.replicas[from:to], one.replicas[from:to], two.replicas[from:to])
	}
}

// Pool completes a plan that Size has filled, and that no run has changed since,
// with the servers that there would be if replicas that may be interrupted shared
// those of the others: what spot capacity saves is saved against them. It
// allocates nothing.
func (m *Model) Pool(p *Plan) {
	for r := range m.load {
		if l := &m.load[r]; l.apart != nil && m.spotting <= m.months {
			m.merge(l, m.spotting, m.months+1)
			m.choose(&group{region: r, from: m.spotting, to: m.months + 1}, p, &p.Regions[r].Pooled)
		}
	}
}
