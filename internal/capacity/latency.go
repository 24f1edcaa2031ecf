package capacity

import (
	"math"

	"github.com/talimat/talimat-plan/internal/elementary"
	"github.com/talimat/talimat-plan/internal/forecast"
	"github.com/talimat/talimat-plan/internal/model"
	"github.com/talimat/talimat-plan/internal/queueing"
)

// This file says how long calls take in a replica: by themselves, and waiting for its
// CPU. See package queueing for the equations. A balancer knows nothing of queues, so
// each replica has a line of its own, before ⌈cores⌉ servers.

// stated is the share of the calls that a stated time in a service is not exceeded by.
const stated = 0.95

// variability of arrivals and work: a Poisson process, and exponential times.
const variability = 1

// pace is what a call takes in a replica.
type pace struct {
	servers int     // that the cores of a replica are
	service float64 // mean time on one of them, in seconds
	work    float64 // mean time in the service without waiting for its CPU
	known   bool    // whether a replica has cores at all
}

// paceOf is the pace of a service's calls that take so many seconds of CPU: what the
// service says they take at low load, else their CPU time alone.
func paceOf(svc *model.Service, seconds float64) pace {
	servers, slower, ok := queueing.Cores(float64(svc.Replica.CPU))
	if !ok {
		servers, slower = 1, 1
	}
	p := pace{servers: servers, service: seconds * slower, work: seconds * slower, known: ok}
	if svc.Latency > 0 {
		p.work = max(float64(svc.Latency), seconds) / -elementary.Log(1-stated)
	}
	return p
}

// Outside is how long calls to a service that somebody else runs take: as it says.
func Outside(svc *model.Service) queueing.Response {
	return queueing.Response{Work: paceOf(svc, 0).work}
}

// CallSeconds is the CPU time of a call of a service in a month, complexity included.
func CallSeconds(svc *model.Service, complexity float64) float64 {
	return float64(svc.CPU) * grow(complexity, float64(svc.ComplexityShare))
}

// Least is the 95th percentile of the time that a call of a service takes without any wait.
func Least(svc *model.Service, complexity float64) float64 {
	return queueing.Floor(paceOf(svc, CallSeconds(svc, complexity)).work, stated)
}

// Response is how long calls take in deployment i at the peak of a month, waiting for
// its CPU included and the network not. It is false where replicas get more than they can
// do: there is no end to the wait then.
func (m *Model) Response(i int, d *forecast.Demand, p *Plan, month int) (queueing.Response, bool) {
	svc := &m.scenario.Services[m.deployments[i].service]
	pace := paceOf(svc, CallSeconds(svc, d.Complexity[month]))
	r := queueing.Response{Work: pace.work}
	cores := m.cores(i, d, month)
	if cores == 0 || !pace.known {
		return r, true
	}
	used := cores / (p.Deployments[i].Replicas[month] * float64(svc.Replica.CPU))
	line, ok := queueing.Line(pace.servers, used*float64(pace.servers), pace.service, variability)
	r.Waits, r.Wait = line.Waits, line.Wait
	return r, ok
}

// cores is the CPU that the calls of deployment i take at the peak of a month.
func (m *Model) cores(i int, d *forecast.Demand, month int) float64 {
	service := m.deployments[i].service
	units := m.units(service, d)[month] * m.Called(i, month)
	_, cores, _ := m.rates[service].asked(units, d.Complexity[month], 0)
	return cores
}

// Serving is the deployment that answers calls to a service made in a region in a month;
// −1 for a service outside.
func (m *Model) Serving(service, region, month int) int {
	return m.placed[service][m.epochs[m.epochOf[month]].serving[service][region]]
}

// hurry is how many calls per second a replica answers within the target for the response
// time, as last computed.
type hurry struct {
	within  float64 // target, in seconds; 0 for none
	latency float64 // stated at low load
	seconds float64 // of CPU for a call
	cores   float64 // of a replica
	calls   float64 // per second; infinite where no number of replicas meets the target
}

// within is how many calls of so many seconds a replica answers within the target. It is
// the same whatever the number of calls, and is not computed again while nothing changes.
func (r *rates) within(svc *model.Service, seconds float64) float64 {
	next := hurry{within: float64(*svc.Targets.Latency), latency: float64(svc.Latency), seconds: seconds, cores: r.cpu, calls: r.hurry.calls}
	if next == r.hurry {
		return next.calls
	}
	pace := paceOf(svc, seconds)
	load, ok := queueing.Capacity(pace.servers, pace.work, pace.service, variability, queueing.Goal{Share: stated, Within: next.within})
	if next.calls = math.Inf(1); ok {
		next.calls = load / pace.service
	}
	r.hurry = next
	return next.calls
}

// hasten raises the needs to those of the response time.
func (r *rates) hasten(svc *model.Service, needs, units, complexity []float64, called float64) {
	calls := called * r.calls
	for month := range needs {
		grown := 1.0
		if complexity != nil {
			grown = complexity[month]
		}
		if need := r.hurried(svc, units[month]*calls, grown); need > needs[month] {
			needs[month] = min(need, forecast.Ceiling)
		}
	}
}

// hurried is the replicas that the target for the response time asks for; 0 without one.
func (r *rates) hurried(svc *model.Service, calls, complexity float64) float64 {
	if svc.Targets.Latency == nil {
		return 0
	}
	return calls / r.within(svc, CallSeconds(svc, complexity))
}
