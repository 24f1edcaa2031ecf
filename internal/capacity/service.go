package capacity

import (
	"math"

	"github.com/talimat/talimat-plan/internal/forecast"
	"github.com/talimat/talimat-plan/internal/model"
)

// epsilon is subtracted, relatively, before rounding up, so that the last bit
// of a float never buys a replica.
const epsilon = 1e-9

// ceil rounds a need up to whole units. Beyond 2⁵³ there are no fractions left.
func ceil(need float64) float64 {
	need -= need * epsilon
	if need <= 0 {
		return 0
	}
	if need >= 1<<53 {
		return need
	}
	whole := float64(int64(need))
	if whole < need {
		whole++
	}
	return whole
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

// Need is the largest constraint and which one it is.
func (w *Work) Need() (float64, Binding) {
	need, binding := w.CPU, CPU
	if w.Memory > need {
		need, binding = w.Memory, Memory
	}
	if w.RequestRate > need {
		need, binding = w.RequestRate, RequestRate
	}
	if w.ActiveUsers > need {
		need, binding = w.ActiveUsers, ActiveUsers
	}
	if w.DatabaseConnections > need {
		need, binding = w.DatabaseConnections, DatabaseConnections
	}
	return need, binding
}

// Work computes the constraints of deployment i in a month.
func (m *Model) Work(i int, d *forecast.Demand, p *Plan, month int) Work {
	dep := &m.deployments[i]
	svc := &m.scenario.Services[dep.service]
	share := dep.share[m.epochOf[month]]
	units, calls := m.units(svc, d, month)
	w := Work{Users: units * share, Calls: calls * share}
	w.Cores = w.Calls * float64(svc.CPU) * grow(d.Complexity[month], float64(svc.ComplexityShare))
	t := &svc.Targets
	w.CPU = w.Cores / (float64(svc.Replica.CPU) * float64(t.CPU))
	if t.Memory != nil && svc.Memory.PerUser > 0 {
		room := float64(svc.Replica.Memory)*float64(*t.Memory) - float64(svc.Memory.Base)
		w.Memory = w.Users * float64(svc.Memory.PerUser) / room
	}
	if t.RequestsPerSecond != nil {
		w.RequestRate = w.Calls / float64(*t.RequestsPerSecond)
	}
	if t.ActiveUsers != nil {
		w.ActiveUsers = w.Users / float64(*t.ActiveUsers)
	}
	if db := m.scenario.Database; db != nil && t.DatabaseConnections != nil {
		// Little's law: connections in use = queries per second × time of a query.
		perCall := float64(db.Reads)*(1-p.HitRatio[month])*float64(db.CPU.Read) + float64(db.Writes)*float64(db.CPU.Write)
		w.DatabaseConnections = w.Calls * perCall * grow(d.Complexity[month], float64(db.ComplexityShare)) / float64(*t.DatabaseConnections)
	}
	return w
}

// units is a service's driver and the calls per second it makes at peak.
func (m *Model) units(svc *model.Service, d *forecast.Demand, month int) (units, calls float64) {
	if svc.Requests == nil {
		return d.Users[month], d.PeakRPS[month] * float64(svc.Calls)
	}
	for i := range m.scenario.Drivers.Other {
		if m.scenario.Drivers.Other[i].Name == svc.Driver {
			units = d.Other[i][month]
		}
	}
	return units, units * float64(*svc.Requests) * float64(svc.Calls) * float64(m.scenario.Load.Peak)
}

// grow is the work multiplier when only a share of the work follows the complexity.
func grow(complexity, share float64) float64 { return 1 + share*(complexity-1) }

// sizeDeployment sets the replicas of deployment i in a month.
func (m *Model) sizeDeployment(i int, d *forecast.Demand, p *Plan, month int) {
	dep, out := &m.deployments[i], &p.Deployments[i]
	svc := &m.scenario.Services[dep.service]
	share := dep.share[m.epochOf[month]]
	out.Share[month] = share
	if share == 0 {
		out.idle(month)
		return
	}
	w := m.Work(i, d, p, month)
	need, driver := w.Need()
	out.Need[month], out.Driver[month] = need, driver

	b := boundsOf(svc)
	scaled, binding := b.replicas(need, driver)
	static, staticBinding := scaled, binding
	if now := b.now; now > static {
		static, staticBinding = now, Today
	}
	out.static[month] = static
	if m.autoscales(month) {
		out.Replicas[month], out.Binding[month] = scaled, binding
		var average float64
		for k, hours := range m.week.hours {
			r, _ := b.replicas(need*m.week.load[k], driver)
			average += hours * r
		}
		out.Average[month] = average
	} else {
		out.Replicas[month], out.Binding[month] = static, staticBinding
		out.Average[month] = static
	}
	out.CPU[month] = 0
	if r := out.Replicas[month]; r > 0 {
		out.CPU[month] = w.Cores / (r * float64(svc.Replica.CPU))
	}
}

func (d *Deployment) idle(month int) {
	d.Need[month], d.Replicas[month], d.Average[month], d.CPU[month], d.static[month] = 0, 0, 0, 0, 0
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

// autoscales reports whether replicas follow the load in that month.
func (m *Model) autoscales(month int) bool {
	a := m.scenario.Savings.Autoscaling
	return a != nil && a.Claimed == nil && month >= a.From.Or(0)
}
