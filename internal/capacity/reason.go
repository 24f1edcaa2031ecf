package capacity

import (
	"github.com/talimat/talimat-plan/internal/forecast"
	"github.com/talimat/talimat-plan/internal/row"
)

// This file says why a size is what it is. Sizing itself needs no reasons, so
// that what runs it thousands of times leaves them out.

// Work is the demand constraints of one service in one region at peak, as the
// number of replicas that each asks for; 0 where a target is not set.
type Work struct {
	CPU                 float64 // by CPU time
	Memory              float64 // by memory per user
	RequestRate         float64 // by calls per second
	Concurrency         float64 // by calls that are open at once
	ActiveUsers         float64 // by users
	DatabaseConnections float64 // by busy connections
	GPU                 float64 // by GPU time
	Latency             float64 // by response time

	Calls float64 // per second
	Cores float64 // of CPU time
	Users float64 // units of the driver that are served here
}

// Work computes the constraints of deployment i in a month, one by one.
func (m *Model) Work(i int, d *forecast.Demand, p *Plan, month int) Work {
	dep := &m.deployments[i]
	r := &m.rates[dep.service]
	users := m.units(dep.service, d)[month] * dep.share[m.epochOf[month]]
	calls, cores, busy := r.asked(m.units(dep.service, d)[month]*m.Called(i, month), d.Complexity[month], p.HitRatio[month])
	hurried := r.hurried(&m.scenario.Services[dep.service], calls, d.Complexity[month])
	if m.flow.composed[dep.service] {
		users = m.flow.people[dep.service][month] * dep.share[m.epochOf[month]]
		return Work{
			Users: users, Calls: calls, Cores: cores,
			CPU: cores * r.perCore, Memory: users * r.byMemory, RequestRate: calls * r.perRate, Concurrency: calls * r.perOpen,
			ActiveUsers: users * r.byPeople, DatabaseConnections: busy * r.perBusy, GPU: r.computed(calls, d.Complexity[month]), Latency: hurried,
		}
	}
	return Work{
		Users: users * m.shareOf(dep.service), Calls: calls, Cores: cores,
		CPU: cores * r.perCore, Memory: users * r.perUser, RequestRate: calls * r.perRate, Concurrency: calls * r.perOpen,
		ActiveUsers: users * r.perActive, DatabaseConnections: busy * r.perBusy, GPU: r.computed(calls, d.Complexity[month]), Latency: hurried,
	}
}

// computed is the replicas that GPU time asks for.
func (r *rates) computed(calls, complexity float64) float64 {
	return calls * r.computing * grow(complexity, r.heavier)
}

// largest is the constraint that asks for most; the first of equals.
func (w *Work) largest() Binding {
	need, binding := w.CPU, CPU
	if w.Memory > need {
		need, binding = w.Memory, Memory
	}
	if w.RequestRate > need {
		need, binding = w.RequestRate, RequestRate
	}
	if w.Concurrency > need {
		need, binding = w.Concurrency, Concurrency
	}
	if w.ActiveUsers > need {
		need, binding = w.ActiveUsers, ActiveUsers
	}
	if w.DatabaseConnections > need {
		need, binding = w.DatabaseConnections, DatabaseConnections
	}
	if w.GPU > need {
		need, binding = w.GPU, GPU
	}
	if w.Latency > need {
		binding = Latency
	}
	return binding
}

// Reason completes a plan that Size has filled from the same demand, and that no
// run has changed since, with what bound each size, how far it is used and what
// share of the load it carries.
func (m *Model) Reason(d *forecast.Demand, p *Plan) {
	m.Serve(d, p)
	for i := range p.Deployments {
		m.reasonDeployment(i, d, p)
	}
	for k := range m.grounds {
		m.grounds[k].memory = true
	}
	m.remember(p)
	for r := range m.load {
		m.traffic(r, d)
		if l := &m.load[r]; l.apart != nil {
			m.merge(l, 0, m.months+1)
		}
	}
	if len(m.ladder.tiers) > 0 {
		m.reasonDatabase(d, p, &p.Database, p.HitRatio)
		m.reasonDatabase(d, p, &p.Uncached, nil)
	}
}

// reasonDatabase sets what bound the tier of the database or its read replicas:
// what the next smaller tier cannot carry, or what none can.
func (m *Model) reasonDatabase(d *forecast.Demand, p *Plan, out *Database, hit []float64) {
	for month, tier := range out.Tier {
		missing := 1.0
		if hit != nil {
			missing = 1 - hit[month]
		}
		q, t, rd := m.queries(d, p, month, missing), &m.ladder.holds[tier], &m.epochs[m.epochOf[month]].readers
		out.Added[month], out.Binding[month], out.Wall[month] = out.Replicas[month]-out.Fixed[month], Minimum, Idle
		if tier > m.smallest {
			if b := m.ladder.holds[tier-1].exceeds(&q); b != Idle {
				out.Binding[month] = b
			}
		}
		if out.Added[month] > rd.regions {
			out.Binding[month] = Reads
			if row.Over(q.readIO+q.writeIO, t.ops) {
				out.Binding[month] = IOPS
			}
		}
		if out.lacks[month] {
			if _, out.Wall[month] = m.queried(d, p, out, month, missing); out.Wall[month] != Idle {
				out.Binding[month] = out.Wall[month]
			}
		}
		// All writes, and as many of the reads as leave the planned utilization.
		used := q.writeCPU + min(q.readCPU*(1-rd.sum), max(t.cpu-q.writeCPU, 0))
		out.Utilization[month] = used / float64(m.ladder.tiers[tier].CPU)
	}
}

func (m *Model) reasonDeployment(i int, d *forecast.Demand, p *Plan) {
	dep, out := &m.deployments[i], &p.Deployments[i]
	r := &m.rates[dep.service]
	for month, replicas := range out.Replicas {
		out.Share[month] = dep.share[m.epochOf[month]]
		out.Driver[month], out.Binding[month], out.CPU[month], out.GPU[month] = Idle, Idle, 0, 0
		if out.Share[month] == 0 {
			continue
		}
		if out.Mean != nil {
			out.Mean[month] = m.meanShare(dep.service, month)
		}
		work := m.Work(i, d, p, month)
		out.Driver[month] = work.largest()
		out.Binding[month] = r.bounds.binding(out.Need[month], out.Driver[month])
		if c := r.bounds.count(r.cpu); month < m.scaling && m.present(dep, m.epochOf[month]) > c.Units(out.Need[month]) {
			out.Binding[month] = Today
		}
		if replicas > 0 {
			out.CPU[month] = work.Cores / (replicas * r.cpu)
			if r.computing > 0 {
				out.GPU[month] = work.GPU / replicas * float64(m.scenario.Services[dep.service].Targets.GPU)
			}
		}
	}
}

// binding is what sets the replicas for a need: a bound, or the driver behind it.
func (b *bounds) binding(need float64, driver Binding) Binding {
	switch n := row.Ceil(need) + b.spare; {
	case n > b.high:
		return Maximum
	case b.runaway:
		return Memory
	case n <= b.low:
		return Minimum
	}
	return driver
}
