package capacity

import (
	"math"

	"github.com/talimat/talimat-plan/internal/row"
)

// Servers hold whole replicas, so that a service asks for at least its replicas ÷
// the replicas that a server holds, however much of each is left over. What is
// left over holds replicas of other services. So the bound decides only where a
// service is almost all that runs: where it fills more of its servers in vain
// than all others together fill. This file finds out whether that may be.

// accompany sets, for each service, by how many times its users each other one
// answers calls of at least, wherever it answers calls: 0 where that is not so.
func (m *Model) accompany() {
	for s := range m.beside {
		for other := range m.beside[s] {
			m.beside[s][other] = math.Inf(1)
		}
	}
	for i := range m.deployments {
		dep := &m.deployments[i]
		for e, share := range dep.share {
			if share == 0 {
				continue
			}
			times := m.times
			clear(times)
			for k := range m.deployments {
				if other := &m.deployments[k]; other.region == dep.region {
					times[other.service] = other.share[e] / share
				}
			}
			for other, t := range times {
				m.beside[dep.service][other] = min(m.beside[dep.service][other], t)
			}
		}
	}
}

// crowds reports whether a service that leaves such a part of a server empty for
// each of its replicas may leave more empty than the services beside it fill: all
// others, or those of its kind.
//
// With u units of its driver it has n ≤ u·most + few replicas, and each of the
// others n ≥ (low + u·least) ÷ 2, as it has no fewer than either. So it never
// leaves more empty if that holds for the parts that grow with u and for those
// that do not.
func (m *Model) crowds(s int, empty float64, server *serverRate, apart bool) bool {
	r := &m.rates[s]
	lowest, highest := m.complexities()
	most := r.each(highest, 0)
	few := 1 + r.bounds.spare + r.bounds.low + r.bounds.now
	var grows, stays float64
	for other, times := range m.beside[s] {
		if other == s || times == 0 || apart && m.separate(s, other) {
			continue
		}
		o := &m.rates[other]
		stays += float64(o.bounds.low * o.cpu)
		if m.drivers[other] == m.drivers[s] && math.IsInf(o.bounds.high, 1) {
			grows += float64(o.each(lowest, 1) * times * o.cpu)
		}
	}
	half := server.perCore / 2
	return most*empty > grows*half || few*empty > stays*half
}

// separate reports whether two services are of different kinds.
func (m *Model) separate(s, other int) bool {
	services := m.scenario.Services
	return services[s].Interruptible != services[other].Interruptible
}

// complexities are the least and the greatest complexity of the plan.
func (m *Model) complexities() (lowest, highest float64) {
	c := m.scenario.Load.Complexity
	if c == nil {
		return 1, 1
	}
	return float64(min(c.Now, c.Target)), float64(max(c.Now, c.Target))
}

// each is how many replicas a unit of the driver asks for, at such a complexity
// and share of the reads that the cache answers.
func (r *rates) each(complexity, hit float64) float64 {
	calls, cores, busy := r.asked(1, complexity, hit)
	return max(cores*r.perCore, r.perUser, calls*r.perCall, r.perActive, busy*r.perBusy)
}

// aside raises the servers of a tier, unrounded, to what each service asks for by
// itself.
func (m *Model) aside(nodes []float64, at *asked) {
	sole := m.loadFor(&at.group).sole
	for i := range m.deployments {
		dep := &m.deployments[i]
		f := &at.server.fits[dep.service]
		each := f.each(at.kind)
		if each == 0 || !m.within(&at.group, dep) {
			continue
		}
		if sole {
			row.Raise(nodes, at.load.cpu, each/m.rates[dep.service].cpu)
			continue
		}
		if first, last := decided(nodes, f.loose); first < last {
			row.Raise(nodes[first:last], m.count(i, at, at.from+first, at.from+last), each)
		}
	}
}

// each is how many servers a replica asks for on those of a kind, where whole
// replicas may ask for more of them than their sum.
func (f *fit) each(kind Kind) float64 {
	if kind == Together {
		return f.alone
	}
	return f.apart
}

// decided is the span of months in which so many times the servers would be one
// more: a service fills no more than all, so that its whole replicas decide nothing
// in other months.
func decided(nodes []float64, loose float64) (first, last int) {
	for first < len(nodes) && row.Ceil(nodes[first]) == row.Ceil(nodes[first]*loose) {
		first++
	}
	for last = len(nodes); last > first && row.Ceil(nodes[last-1]) == row.Ceil(nodes[last-1]*loose); {
		last--
	}
	return first, last
}

// count is the replicas of a deployment in a span of months, at a share of the
// peak or when nothing scales. The row is valid until the next call.
func (m *Model) count(i int, at *asked, from, to int) []float64 {
	dep, out := &m.deployments[i], &at.plan.Deployments[i]
	if at.share == 1 && !at.still {
		return out.Replicas[from:to]
	}
	for e := range m.epochs {
		first, last := m.span(e)
		first, last = max(first, from), min(last, to)
		if first >= last {
			continue
		}
		replicas := m.running[first:last]
		if dep.share[e] == 0 {
			clear(replicas)
			continue
		}
		b := m.rates[dep.service].bounds
		if at.still {
			b = m.today(dep, e)
		}
		c := b.count(0)
		c.Add(out.Need[first:last], replicas, m.mean[first:last], []row.Level{{Share: at.share, Requested: m.unused[first:last]}})
	}
	return m.running[from:to]
}

// today are the bounds of a deployment while at least as many replicas run as
// today, where they run today: they are given up with the users that a region
// takes over that opens later, and none of them runs there.
func (m *Model) today(dep *deployment, e int) bounds {
	b := m.rates[dep.service].bounds
	b.now = m.present(dep, e)
	return b.today()
}

// present is how many of today's replicas of a deployment are still there.
func (m *Model) present(dep *deployment, e int) float64 {
	if dep.share[0] == 0 {
		return 0
	}
	return remaining(m.rates[dep.service].bounds.now, dep.share[0], dep.share[e])
}
