package capacity

import (
	"math"

	"github.com/talimat/talimat-plan/internal/forecast"
	"github.com/talimat/talimat-plan/internal/model"
	"github.com/talimat/talimat-plan/internal/row"
)

// Whole is a need rounded up to whole units, as every size of a plan is.
func Whole(need float64) float64 { return row.Ceil(need) }

// rates is what one unit of a service's driver asks for, hoisted out of the
// loop over the months: numbers of the scenario and nothing that depends on time.
type rates struct {
	calls   float64 // per second and unit, at peak
	seconds float64 // of CPU per call
	heavier float64 // share of them that grows with the complexity

	perCore, perUser, perCall float64   // replicas by CPU, by memory and by calls: the larger of the next two
	open                      []float64 // scratch
	perRate, perOpen          float64   // replicas for a call per second by request rate, and by calls that are open at once
	perActive                 float64   // replicas per user
	people                    float64   // replicas per active unit of the streams it serves, where its units are calls:
	byMemory, byPeople        float64   // the larger of these two
	reading, writing          float64   // seconds of a database connection per call, before the cache
	queries                   float64   // share of them that grows with the complexity
	perBusy                   float64   // replicas per busy connection

	cpu, memory float64 // request of a replica
	gpu         float64 // the same
	computing   float64 // replicas for a call per second by its GPU time
	bounds      bounds
	hurry       hurry
	least, most float64 // replicas that a unit asks for, over all months; where these are of interest
}

// read takes a service's numbers; peak is the peak factor of the week, and active the
// share of the units that is there at the same time.
func (r *rates) read(s *model.Scenario, svc *model.Service, peak, active float64) {
	t, requests := &svc.Targets, s.Load.Requests
	if svc.Requests != nil {
		requests = *svc.Requests
	}
	r.calls = float64(requests) * peak * float64(svc.Calls)
	if active != 1 {
		r.calls *= active
	}
	r.seconds, r.heavier = float64(svc.CPU), float64(svc.ComplexityShare)
	r.cpu, r.memory = float64(svc.Replica.CPU), float64(svc.Replica.Memory)
	r.bounds.read(svc)
	r.perCore = 1 / (r.cpu * float64(t.CPU))
	r.gpu, r.computing = svc.Replica.GPUs(), 0
	if svc.GPU != nil && r.gpu > 0 {
		r.computing = float64(*svc.GPU) / (r.gpu * float64(t.GPU))
	}
	if t.Memory != nil {
		r.perUser = 0
		if svc.Memory.PerUser > 0 {
			// Without room below the target, replicas fill their whole request. The
			// decoder refuses those without any, but a sample may leave none; then a
			// byte stands for it, so that the need is huge, not infinite.
			room := svc.Room(float64(*t.Memory))
			if room <= 0 && svc.Replicas.Max != nil {
				room = svc.Room(1)
			}
			r.perUser = float64(svc.Memory.PerUser) / max(room, 1)
		}
	}
	if t.RequestsPerSecond != nil {
		r.perRate = 1 / float64(*t.RequestsPerSecond)
	}
	if t.Concurrency != nil {
		if r.open == nil {
			r.open = make([]float64, len(s.Services))
		}
		r.perOpen = s.OpenTime(svc, r.open) / float64(*t.Concurrency) // Little's law: open = calls per second × time
	}
	r.perCall = max(r.perRate, r.perOpen)
	if t.ActiveUsers != nil {
		r.perActive = 1 / float64(*t.ActiveUsers)
	}
	if active != 1 {
		r.perUser, r.perActive = r.perUser*active, r.perActive*active
	}
	if db := s.Database; db != nil && t.DatabaseConnections != nil {
		reads, writes := svc.Queries("database")
		if reads == 0 && writes == 0 && !svc.Called && len(svc.Serves) == 0 {
			reads, writes = float64(db.Reads), float64(db.Writes)
		}
		r.reading, r.writing = reads*float64(db.CPU.Read), writes*float64(db.CPU.Write)
		r.queries, r.perBusy = float64(db.ComplexityShare), 1/float64(*t.DatabaseConnections)
	}
}

// compose makes one call of the service the unit: its calls follow from streams and other
// services.
func (r *rates) compose() {
	r.calls, r.people = 1, row.Larger(r.perUser, r.perActive)
	r.byMemory, r.byPeople = r.perUser, r.perActive
	r.perUser, r.perActive = 0, 0
}

// shareOf is the share of the units of a service's own driver that is active.
func (m *Model) shareOf(service int) float64 {
	if i := m.drivers[service]; i >= 0 {
		return float64(m.scenario.Drivers.Other[i].Share())
	}
	return float64(m.scenario.Drivers.Users.Share())
}

// asked is what reaches a deployment at peak, when the calls of so many units of
// the driver do: calls per second, cores and busy connections.
func (r *rates) asked(callers, complexity, hit float64) (calls, cores, busy float64) {
	calls = callers * r.calls
	cores = calls * r.seconds * grow(complexity, r.heavier)
	// Little's law: connections in use = queries per second × time of a query.
	busy = calls * (float64(r.reading*(1-hit)) + r.writing) * grow(complexity, r.queries)
	return calls, cores, busy
}

// need fills needs with the replicas that the largest constraint asks for, in
// months in which a share of the units is served here, and a share of their calls
// answered. All constraints are proportional to the units. Without complexity the
// work of a call is constant.
func (r *rates) need(needs, units, complexity, hit []float64, share, called float64) {
	fixed := row.Larger(share*row.Larger(r.perUser, r.perActive), called*r.calls*r.perCall)
	cpu := called * r.calls * row.Larger(r.seconds*r.perCore, r.computing)
	if complexity == nil {
		row.Scale(needs, units, row.Larger(cpu, fixed))
	} else {
		row.Grow(needs, units, complexity, float64(cpu*(1-r.heavier)), float64(cpu*r.heavier), fixed, forecast.Ceiling)
	}
	if r.perBusy > 0 {
		r.busy(needs, units, complexity, hit, called)
	}
	if r.perBusy == 0 && (complexity != nil || cpu <= 1 && fixed <= 1) {
		return // bounded, or no unit fills a replica, so that no need passes the ceiling of units
	}
	for month, need := range needs {
		if need > forecast.Ceiling {
			needs[month] = forecast.Ceiling
		}
	}
}

// busy raises the needs to those of the database connections.
func (r *rates) busy(needs, units, complexity, hit []float64, called float64) {
	queries := r.calls * r.perBusy * called
	for month := range needs {
		busy := queries * (float64(r.reading*(1-hit[month])) + r.writing)
		if complexity != nil {
			busy *= grow(complexity[month], r.queries)
		}
		if need := units[month] * busy; need > needs[month] {
			needs[month] = need
		}
	}
}

// grow is the work multiplier when only a share of the work follows the complexity.
func grow(complexity, share float64) float64 { return 1 + float64(share*(complexity-1)) }

// sizeDeployment sets the replicas of deployment i in every month, and adds what
// they request to the load of their region's servers.
func (m *Model) sizeDeployment(i int, d *forecast.Demand, p *Plan) {
	dep, out := &m.deployments[i], &p.Deployments[i]
	svc := &m.scenario.Services[dep.service]
	r, load := &m.rates[dep.service], m.loadOf(i)
	units := m.units(dep.service, d)
	for e := range m.epochs {
		from, to := m.span(e)
		if dep.share[e] == 0 {
			clear(out.Need[from:to])
			clear(out.Replicas[from:to])
			clear(out.Average[from:to])
			continue
		}
		spared := to // first month in which the CDN answers some of the calls
		if m.answered > 0 {
			spared = min(max(m.answers, from), to)
		}
		m.asks(r, out, d, p, units, from, spared, dep.share[e], dep.share[e])
		m.asks(r, out, d, p, units, spared, to, dep.share[e], m.called(dep, e))
		still, now := min(max(m.scaling, from), to), m.present(dep, e)
		load.keep(r, now, out, from, still)
		if m.tide.there {
			load.tidal(r, now, out, &m.tide, still, to)
		} else {
			load.follow(r, now, out, &m.week, still, to)
		}
	}
	if load.mean != nil {
		row.Add(load.mean, out.Average, r.cpu)
	}
	if held := float64(svc.Connections); held > 0 {
		row.Add(p.Connections, out.Replicas, held)
	}
}

// asks fills the needs of a deployment in a span of months.
func (m *Model) asks(r *rates, out *Deployment, d *forecast.Demand, p *Plan, units []float64, from, to int, share, called float64) {
	if from == to {
		return
	}
	var complexity []float64
	if m.scenario.Load.Complexity != nil {
		complexity = d.Complexity[from:to]
	}
	r.need(out.Need[from:to], units[from:to], complexity, p.HitRatio[from:to], share, called)
	if svc := &m.scenario.Services[out.Service]; svc.Targets.Latency != nil {
		r.hasten(svc, out.Need[from:to], units[from:to], complexity, called)
	}
	if service := out.Service; r.people > 0 && m.flow.composed[service] {
		row.Raise(out.Need[from:to], m.flow.people[service][from:to], r.people*share)
	}
}

// units is what a service's driver counts, by month; its calls at peak where they follow
// from streams and other services.
func (m *Model) units(service int, d *forecast.Demand) []float64 {
	if m.flow.composed[service] {
		return m.flow.peak[service]
	}
	if other := m.drivers[service]; other >= 0 {
		return d.Other[other]
	}
	return d.Users
}

// bounds are the limits on a service's replicas in one region.
type bounds struct {
	low, high, spare, now float64
	runaway               bool // whether an unreachable memory target keeps replicas at high
}

// read takes a service's bounds.
func (b *bounds) read(svc *model.Service) {
	b.low, b.high, b.spare, b.now, b.runaway = float64(svc.Replicas.Min), math.Inf(1), float64(svc.Replicas.Spare), 0, false
	if svc.Replicas.Max != nil {
		b.high = float64(*svc.Replicas.Max)
		if svc.Runaway() {
			b.low, b.runaway = b.high, true
		}
	}
	if svc.Replicas.Now != nil {
		b.now = float64(*svc.Replicas.Now)
	}
}

// today are the bounds while at least so many replicas run as today.
func (b bounds) today(now float64) bounds {
	b.low, b.high = max(b.low, now), max(b.high, now)
	return b
}

// count is how replicas that request so much each are counted.
func (b bounds) count(each float64) row.Count {
	return row.Count{Spare: b.spare, Low: b.low, High: b.high, Each: each}
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
