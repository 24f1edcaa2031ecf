package capacity

import (
	"math"

	"github.com/talimat/talimat-plan/internal/forecast"
	"github.com/talimat/talimat-plan/internal/model"
)

// epsilon is what a need may exceed a whole number by, relatively and
// absolutely, without being rounded up: the last bit of a float never buys a
// replica, and a billionth of a replica is none.
const epsilon = 1e-9

// ceil rounds a need up to whole units. Beyond 2⁵³ there are no fractions left.
func ceil(need float64) float64 {
	if need >= 1<<53 {
		return need
	}
	return float64(int64(need*(1-epsilon) + (1 - epsilon)))
}

// Whole is a need rounded up to whole units, as every size of a plan is.
func Whole(need float64) float64 { return ceil(need) }

// Work is the demand constraints of one service in one region at peak, as the
// number of replicas that each asks for; 0 where a target is not set.
type Work struct {
	CPU                 float64 // by CPU time
	Memory              float64 // by memory per user
	RequestRate         float64 // by calls per second
	ActiveUsers         float64 // by users
	DatabaseConnections float64 // by busy connections

	Calls float64 // per second
	Cores float64 // of CPU time
	Users float64 // units of the driver that are served here
}

// rates is what one unit of a service's driver asks for, hoisted out of the
// loop over the months: numbers of the scenario and nothing that depends on time.
type rates struct {
	units   []float64 // the driver by month
	calls   float64   // per second and unit, at peak
	seconds float64   // of CPU per call
	heavier float64   // share of them that grows with the complexity

	perCore, perUser, perCall float64 // replicas by CPU, by memory and by request rate
	perActive                 float64 // replicas per user
	reading, writing          float64 // seconds of a database connection per call, before the cache
	queries                   float64 // share of them that grows with the complexity
	perBusy                   float64 // replicas per busy connection

	cpu, memory   float64 // request of a replica
	interruptible bool
	bounds        bounds
}

// rate reads a service's numbers.
func (m *Model) rate(svc *model.Service, d *forecast.Demand) rates {
	load, t := &m.scenario.Load, &svc.Targets
	r := rates{
		units: d.Users, calls: float64(load.Requests) * float64(load.Peak) * float64(svc.Calls),
		seconds: float64(svc.CPU), heavier: float64(svc.ComplexityShare),
		cpu: float64(svc.Replica.CPU), memory: float64(svc.Replica.Memory),
		interruptible: svc.Interruptible, bounds: boundsOf(svc),
	}
	if svc.Requests != nil {
		r.calls = float64(*svc.Requests) * float64(load.Peak) * float64(svc.Calls)
		for i := range m.scenario.Drivers.Other {
			if m.scenario.Drivers.Other[i].Name == svc.Driver {
				r.units = d.Other[i]
			}
		}
	}
	r.perCore = 1 / (r.cpu * float64(t.CPU))
	if t.Memory != nil {
		// The decoder refuses replicas without room for users, but a sample may
		// leave none; then a byte stands for it, so that the need is huge, not infinite.
		room := r.memory*float64(*t.Memory) - float64(svc.Memory.Base)
		r.perUser = float64(svc.Memory.PerUser) / max(room, 1)
	}
	if t.RequestsPerSecond != nil {
		r.perCall = 1 / float64(*t.RequestsPerSecond)
	}
	if t.ActiveUsers != nil {
		r.perActive = 1 / float64(*t.ActiveUsers)
	}
	if db := m.scenario.Database; db != nil && t.DatabaseConnections != nil {
		r.reading, r.writing = float64(db.Reads)*float64(db.CPU.Read), float64(db.Writes)*float64(db.CPU.Write)
		r.queries, r.perBusy = float64(db.ComplexityShare), 1/float64(*t.DatabaseConnections)
	}
	return r
}

// asked is what reaches a deployment at peak, when a share of the driver's
// units is served there: units, calls per second, cores and busy connections.
func (r *rates) asked(share, complexity, hit float64, month int) (users, calls, cores, busy float64) {
	users = r.units[month] * share
	calls = users * r.calls
	cores = calls * r.seconds * grow(complexity, r.heavier)
	// Little's law: connections in use = queries per second × time of a query.
	busy = calls * (r.reading*(1-hit) + r.writing) * grow(complexity, r.queries)
	return users, calls, cores, busy
}

// need is the replicas that the largest constraint asks for, and which it is.
func (r *rates) need(users, calls, cores, busy float64) (float64, Binding) {
	need, binding := cores*r.perCore, CPU
	if n := users * r.perUser; n > need {
		need, binding = n, Memory
	}
	if n := calls * r.perCall; n > need {
		need, binding = n, RequestRate
	}
	if n := users * r.perActive; n > need {
		need, binding = n, ActiveUsers
	}
	if n := busy * r.perBusy; n > need {
		need, binding = n, DatabaseConnections
	}
	if need > forecast.Ceiling {
		need = forecast.Ceiling
	}
	return need, binding
}

// Work computes the constraints of deployment i in a month, one by one.
func (m *Model) Work(i int, d *forecast.Demand, p *Plan, month int) Work {
	dep := &m.deployments[i]
	r := m.rate(&m.scenario.Services[dep.service], d)
	users, calls, cores, busy := r.asked(dep.share[m.epochOf[month]], d.Complexity[month], p.HitRatio[month], month)
	return Work{
		Users: users, Calls: calls, Cores: cores,
		CPU: cores * r.perCore, Memory: users * r.perUser, RequestRate: calls * r.perCall,
		ActiveUsers: users * r.perActive, DatabaseConnections: busy * r.perBusy,
	}
}

// grow is the work multiplier when only a share of the work follows the complexity.
func grow(complexity, share float64) float64 { return 1 + share*(complexity-1) }

// sizeDeployment sets the replicas of deployment i in every month, and adds what
// they request to the load of their region's servers.
func (m *Model) sizeDeployment(i int, d *forecast.Demand, p *Plan) {
	dep, out := &m.deployments[i], &p.Deployments[i]
	r, load := &dep.rates, &m.load[dep.region]
	n := m.months + 1
	complexity, hit, epochs := d.Complexity[:n], p.HitRatio[:n], m.epochOf[:n]
	connections, held := p.Connections[:n], float64(m.scenario.Services[dep.service].Connections)
	for month := range n {
		share := dep.share[epochs[month]]
		out.Share[month] = share
		if share == 0 {
			out.idle(month)
			continue
		}
		users, calls, cores, busy := r.asked(share, complexity[month], hit[month], month)
		need, driver := r.need(users, calls, cores, busy)
		replicas, binding := r.bounds.replicas(need, driver)
		static, average := replicas, replicas
		if now := r.bounds.now; now > static {
			static = now
			if month < m.scaling {
				replicas, average, binding = static, static, Today
			}
		}
		l := &load.months[month]
		l.static.add(static, r.cpu, r.memory)
		l.peak.add(replicas, r.cpu, r.memory)
		if month >= m.scaling {
			average = m.follow(r, load, month, need, replicas, binding)
		}
		l.average += average * r.cpu
		if r.interruptible {
			l.spot += average * r.cpu
		}
		connections[month] += replicas * held
		out.Need[month], out.Driver[month] = need, driver
		out.Replicas[month], out.Binding[month], out.Average[month] = replicas, binding, average
		out.CPU[month] = 0
		if replicas > 0 {
			out.CPU[month] = cores / (replicas * r.cpu)
		}
	}
}

// follow adds the replicas at each level of the week to the load, and returns
// their mean.
func (m *Model) follow(r *rates, load *regionLoad, month int, need, replicas float64, binding Binding) float64 {
	if binding == Minimum { // at peak, so at every level
		load.months[month].floor.add(replicas, r.cpu, r.memory)
		return replicas
	}
	hours := m.week.hours
	shares, levels := m.week.load[:len(hours)], load.levels(month)[:len(hours)]
	average := 0.0
	for k, h := range hours {
		n := r.bounds.count(need * shares[k])
		average += h * n
		levels[k].add(n, r.cpu, r.memory)
	}
	return average
}

func (d *Deployment) idle(month int) {
	d.Need[month], d.Replicas[month], d.Average[month], d.CPU[month] = 0, 0, 0, 0
	d.Driver[month], d.Binding[month] = Idle, Idle
}

// bounds are the limits on a service's replicas in one region.
type bounds struct{ low, high, spare, now float64 }

func boundsOf(svc *model.Service) bounds {
	b := bounds{low: float64(svc.Replicas.Min), high: math.Inf(1), spare: float64(svc.Replicas.Spare)}
	if svc.Replicas.Max != nil {
		b.high = float64(*svc.Replicas.Max)
	}
	if svc.Replicas.Now != nil {
		b.now = float64(*svc.Replicas.Now)
	}
	return b
}

// replicas rounds a need up, adds the spare ones and keeps the bounds.
func (b *bounds) replicas(need float64, driver Binding) (float64, Binding) {
	n := ceil(need) + b.spare
	if n > b.high {
		return b.high, Maximum
	}
	if n <= b.low {
		return b.low, Minimum
	}
	return n, driver
}

// count is replicas without the constraint behind it.
func (b *bounds) count(need float64) float64 {
	n := ceil(need) + b.spare
	if n > b.high {
		return b.high
	}
	if n < b.low {
		return b.low
	}
	return n
}

// scalingFrom is the first month in which replicas follow the load; beyond the
// horizon when they never do.
func (m *Model) scalingFrom() int {
	a := m.scenario.Savings.Autoscaling
	if a == nil || a.Claimed != nil {
		return m.months + 1
	}
	return a.From.Or(0)
}
