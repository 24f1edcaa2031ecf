// Package objective computes what the plan makes of what it promises: response
// times, throughput, availability and utilization. It is arithmetic on what the
// scenario states and the engine sized. How long calls wait in a replica comes from
// package queueing; here they are composed along the services that a call passes.
package objective

import (
	"math"
	"slices"

	"github.com/talimat/talimat-plan/internal/capacity"
	"github.com/talimat/talimat-plan/internal/forecast"
	"github.com/talimat/talimat-plan/internal/model"
)

// Runs reports whether a service runs in a region of the scenario.
func Runs(r *model.Region, service string) bool {
	return slices.Contains(r.Services, "all") || slices.Contains(r.Services, service)
}

// Call is a call to a service from a region.
type Call struct {
	Region  string  // where the user is; "" in a plan without regions
	Service string  // that answers
	Inside  float64 // seconds in the service and those that it uses; 0 where there is no end to them
	Network float64 // seconds of the round trips that it takes, 0 when it stays in its region
	Endless bool    // whether it waits for what gets more than it can do
}

// Seconds is how long the call takes; not a number where there is no end to it.
func (c Call) Seconds() float64 {
	if c.Endless {
		return math.NaN()
	}
	return c.Inside + c.Network
}

// or is the slower of two calls, the first when they take as long.
func (c Call) or(other Call) Call {
	if c.Service == "" || !c.Endless && (other.Endless || other.Seconds() > c.Seconds()) {
		return other
	}
	return c
}

// Bottleneck is what is full first as the requests grow.
type Bottleneck struct {
	RPS        float64              // user requests per second, of all users, at which it is full
	Deployment *capacity.Deployment // that is full; nil for the database
}

// Carried is what is full first in a month; false when nothing limits the
// requests. What falls short of the planned peak is full below it. Nobody waits
// for what may be interrupted.
func Carried(s *model.Scenario, d *forecast.Demand, p *capacity.Plan, sizing *capacity.Model, month int) (first Bottleneck, limited bool) {
	for i := range p.Deployments {
		dep := &p.Deployments[i]
		svc := &s.Services[dep.Service]
		if dep.Need[month] <= 0 || svc.Driver != "users" || svc.Interruptible {
			continue
		}
		if c := d.PeakRPS[month] * dep.Replicas[month] / dep.Need[month]; !limited || c < first.RPS {
			first, limited = Bottleneck{c, dep}, true
		}
	}
	if s.Database == nil {
		return first, limited
	}
	if room := sizing.DatabaseRoom(d, p, month); !math.IsInf(room, 1) {
		if c := d.PeakRPS[month] * room; !limited || c < first.RPS {
			first, limited = Bottleneck{RPS: c}, true
		}
	}
	return first, limited
}

// DatabaseCPU is the CPU that the primary uses in a month as a share of what it
// has: on the average while the database carries its peak, for it serves that
// load within the week; at the peak once it does not, for what it cannot do then
// waits for the hours that come.
func DatabaseCPU(s *model.Scenario, p *capacity.Plan, month int) float64 {
	use := p.Database.Utilization[month]
	if p.Database.Served[month] < 1 {
		return use
	}
	return use / s.Load.PeakFactor()
}

// Memory is the memory that the replicas of a deployment use in a month, as a
// share of what they request: (base + per user × users ÷ replicas) ÷ request.
func Memory(s *model.Scenario, d *forecast.Demand, dep *capacity.Deployment, month int) float64 {
	if dep.Replicas[month] <= 0 {
		return 0
	}
	svc := &s.Services[dep.Service]
	each := Units(s, d, svc, month) * dep.Share[month] / dep.Replicas[month]
	return (float64(svc.Memory.Base) + float64(float64(svc.Memory.PerUser)*each)) / float64(svc.Replica.Memory)
}

// Units is how many active units of its driver a service has in a month: of the drivers
// whose streams it serves, where it serves some.
func Units(s *model.Scenario, d *forecast.Demand, svc *model.Service, month int) float64 {
	if len(svc.Serves) == 0 && !svc.Called {
		return of(s, d, svc.Driver, month)
	}
	total := 0.0
	for i := range svc.Serves {
		k := s.Load.Stream(svc.Serves[i].Name)
		if k < 0 && svc.Serves[i].Name == model.Requests {
			total += of(s, d, "users", month)
		} else if k >= 0 && s.Load.Streams[k].Total == nil {
			name, _ := s.Load.Streams[k].Driver()
			if name == "" {
				name = s.OnlyDriver()
			}
			total += of(s, d, name, month)
		}
	}
	return total
}

// of is the active units of a driver in a month.
func of(s *model.Scenario, d *forecast.Demand, name string, month int) float64 {
	for i := range s.Drivers.Other {
		if other := &s.Drivers.Other[i]; other.Name == name {
			return d.Other[i][month] * float64(other.Share())
		}
	}
	return d.Users[month] * float64(s.Drivers.Users.Share())
}

// MeanCPU is the CPU that the replicas of a deployment use on the average of a
// month, as a share of what they request: use at peak × replicas at peak ÷
// (peak factor × replicas on the average), with the peak factor of the calls of the service.
func MeanCPU(s *model.Scenario, dep *capacity.Deployment, month int) float64 {
	if dep.Average[month] <= 0 {
		return 0
	}
	if dep.Mean != nil {
		return dep.CPU[month] * dep.Replicas[month] * dep.Mean[month] / dep.Average[month]
	}
	return dep.CPU[month] * dep.Replicas[month] / (s.Load.PeakFactor() * dep.Average[month])
}
