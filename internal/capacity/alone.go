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
	if m.tide.there {
		return empty > 0 // the others may be at another share of their peaks
	}
	r := &m.rates[s]
	few := 1 + r.bounds.spare + r.bounds.low + r.bounds.now
	var grows, stays float64
	for other, times := range m.beside[s] {
		if other == s || times == 0 || m.groundOf[other] != m.groundOf[s] || apart && m.separate(s, other) {
			continue
		}
		o := &m.rates[other]
		stays += float64(o.bounds.low * o.cpu)
		if !m.flow.composed[s] && !m.flow.composed[other] && m.drivers[other] == m.drivers[s] && math.IsInf(o.bounds.high, 1) {
			grows += float64(o.least * times * o.cpu)
		}
	}
	half := server.perCore / 2
	return r.most*empty > grows*half || few*empty > stays*half
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

// extremes says how many replicas a unit of each service's driver asks for at least
// and at most.
func (m *Model) extremes() {
	lowest, highest := m.complexities()
	for i := range m.rates {
		r := &m.rates[i]
		r.least, r.most = r.each(lowest, 1), r.each(highest, 0)
	}
}

// each is how many replicas a unit of the driver asks for, at such a complexity
// and share of the reads that the cache answers.
func (r *rates) each(complexity, hit float64) float64 {
	calls, cores, busy := r.asked(1, complexity, hit)
	return max(cores*r.perCore, r.computed(calls, complexity), r.perUser, calls*r.perCall, r.perActive, busy*r.perBusy)
}

// lone finds out which services of a group may ask for more servers of a tier than
// all do together.
func (m *Model) lone(at *asked) {
	for _, i := range m.located[at.region] {
		dep := &m.deployments[i]
		each := at.server.fits[dep.service].each(at.kind)
		m.alone[i] = false
		if each == 0 || !m.within(&at.group, dep) {
			continue
		}
		r := &m.rates[dep.service]
		if at.load.sole {
			at.perCore = max(at.perCore, each/r.cpu)
			continue
		}
		if r.gpu > 0 && at.server.fits[dep.service].whole > 0 { // GPUs are filled by replicas that have some, whatever CPU they leave
			m.alone[i], at.crowded = true, true
			continue
		}
		if empty := each/at.server.perCore - r.cpu; empty > m.filled[i] {
			if m.overflows(at, i, empty) {
				m.alone[i], at.crowded = true, true
			} else {
				m.filled[i] = empty
			}
		}
	}
}

// overflows reports whether a deployment that leaves so many cores empty for each of
// its replicas may leave more empty than the replicas beside it request.
//
// At a share s of the peak, at which it has N replicas, a service has no fewer than
// low and than s·(N − 1 − spare) of them, and so at least half of the sum; and no
// more than low + s·N + 1 + spare, or its maximum. So both what is empty and what is
// filled are at a distance from a line in s, and nothing overflows if nothing does
// at both of its ends. While nothing scales, today's replicas come on top.
func (m *Model) overflows(at *asked, i int, empty float64) bool {
	if m.tide.there {
		return empty > 0
	}
	dep := &m.deployments[i]
	r, replicas, cores := &m.rates[dep.service], at.plan.Deployments[i].Replicas, at.load.top.cpu
	empty *= 1 + 1e-6 // of what the last bits say, nothing hangs on
	few, slope := 1+r.bounds.low+r.bounds.spare+r.bounds.now, empty
	if !math.IsInf(r.bounds.high, 1) {
		few, slope = r.bounds.high+r.bounds.now, 0
	}
	first, last := at.from, at.to
	if at.static {
		first, last = 0, m.months+1
	}
	for e := range m.epochs {
		from, to := m.span(e)
		if from, to = max(from, first), min(to, last); from >= to || dep.share[e] == 0 {
			continue
		}
		least, most := m.besides(at, i, e)
		if empty*few > least/2 {
			return true
		}
		rest, each := float64(most/2)-float64(empty*few), slope+float64(r.cpu/2)
		replicas, cores := replicas[from:to], cores[from:to]
		for month, n := range replicas {
			if float64(n*each)-float64(cores[month]/2) > rest {
				return true
			}
		}
	}
	return false
}

// besides is what the other replicas of a group request at least in an epoch, and
// what is to be added to that at peak: Σ low and Σ (low − 1 − spare), in cores.
func (m *Model) besides(at *asked, i, e int) (least, most float64) {
	for _, k := range m.located[at.region] {
		dep := &m.deployments[k]
		if k == i || dep.share[e] == 0 || !m.within(&at.group, dep) {
			continue
		}
		r := &m.rates[dep.service]
		least += float64(r.bounds.low * r.cpu)
		most += float64((r.bounds.low - 1 - r.bounds.spare) * r.cpu)
	}
	return least, most
}

// aside is what those services ask for by themselves at a share of the peak, by
// month: servers, unrounded.
func (m *Model) aside(at *asked, share float64) []float64 {
	need := m.asides[len(m.parts)][at.from:at.to]
	clear(need)
	for _, i := range m.located[at.region] {
		if r := &m.rates[m.deployments[i].service]; m.alone[i] && r.gpu > 0 && at.server.fits[m.deployments[i].service].whole > 0 {
			row.Add(need, m.count(i, at, share), at.server.gpus(r.gpu))
		}
	}
	for _, i := range m.located[at.region] {
		if m.alone[i] {
			row.Raise(need, m.count(i, at, share), at.server.fits[m.deployments[i].service].each(at.kind))
		}
	}
	return need
}

// each is how many servers a replica asks for on those of a kind, where whole
// replicas may ask for more of them than their sum.
func (f *fit) each(kind Kind) float64 {
	if kind == Together {
		return f.alone
	}
	return f.apart
}

// count is the replicas of a deployment at a share of the peak or when nothing
// scales. The row is valid until the next call.
func (m *Model) count(i int, at *asked, share float64) []float64 {
	dep, out := &m.deployments[i], &at.plan.Deployments[i]
	if m.tide.there && at.segment >= 0 {
		return m.countSegment(dep, out, at)
	}
	if share == 1 && !at.still {
		return out.Replicas[at.from:at.to]
	}
	for e := range m.epochs {
		first, last := m.span(e)
		first, last = max(first, at.from), min(last, at.to)
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
			b = b.today(m.present(dep, e))
		}
		c := b.count(0)
		c.Add(out.Need[first:last], replicas, m.mean[first:last], []row.Level{{Share: share, Requested: m.unused[first:last]}})
	}
	return m.running[at.from:at.to]
}

// countSegment is the replicas of a deployment in a segment of the time.
func (m *Model) countSegment(dep *deployment, out *Deployment, at *asked) []float64 {
	c := m.rates[dep.service].bounds.count(0)
	share := m.tide.share[dep.service][at.segment]
	for month := at.from; month < at.to; month++ {
		if m.running[month] = 0; dep.share[m.epochOf[month]] > 0 {
			m.running[month] = c.Units(out.Need[month] * share[month])
		}
	}
	return m.running[at.from:at.to]
}

// present is how many of today's replicas of a deployment are still there: they are
// given up with the users that a region takes over that opens later, and where none
// are today none run.
func (m *Model) present(dep *deployment, e int) float64 {
	now := m.rates[dep.service].bounds.now
	switch {
	case now == 0 || dep.share[e] >= dep.share[0]:
		if dep.share[0] == 0 {
			return 0
		}
		return now
	}
	return remaining(now, dep.share[0], dep.share[e])
}
