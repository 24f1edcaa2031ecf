package finding

import (
	"fmt"

	"github.com/talimat/talimat-plan/internal/capacity"
	"github.com/talimat/talimat-plan/internal/objective"
	"github.com/talimat/talimat-plan/internal/words"
)

// latencyBelowCPU: a call is said to take less time than its CPU time alone.
func latencyBelowCPU(e *Evidence) []Finding {
	var all []Finding
	for i := range e.Scenario.Services {
		svc := &e.Scenario.Services[i]
		said := float64(svc.Latency)
		if said == 0 {
			continue
		}
		for month := 0; month <= e.Scenario.Months(); month++ {
			needs := capacity.CallSeconds(svc, e.Demand.Complexity[month])
			if needs <= said*(1+1e-9) {
				continue
			}
			all = append(all, Finding{
				Code: "latency-below-cpu", Severity: High, Month: &month, Path: "services." + svc.Name + ".latency",
				Message:    fmt.Sprintf("%s states a latency of %s, and a call takes %s of CPU time", svc.Name, words.Milliseconds(said), words.Milliseconds(needs)),
				Arithmetic: fmt.Sprintf("%s of CPU%s > %s; the response time counts with the CPU time", words.Milliseconds(needs), e.complexityOf(float64(svc.CPU), needs), words.Milliseconds(said)),
				Remedy:     "state the 95th percentile that was measured, or the CPU time of one call",
			})
			break
		}
	}
	return all
}

// complexityOf says by how much complexity has made a call heavier, if it has.
func (e *Evidence) complexityOf(now, then float64) string {
	if then == now {
		return ""
	}
	return fmt.Sprintf(" (%s today, heavier by the complexity)", words.Milliseconds(now))
}

// responses are how long calls take in the plan.
func (e *Evidence) responses() *objective.Responses {
	return objective.NewResponses(e.Scenario, e.Demand, e.Capacity, e.Sizing)
}

// slowUnderLoad: calls that meet the objective at low load wait for CPU at the peak until
// they miss it.
func slowUnderLoad(e *Evidence) []Finding {
	limit := e.Scenario.Objectives.LatencyP95
	if limit == nil {
		return nil
	}
	var all []Finding
	for i := range e.Scenario.Services {
		if svc := &e.Scenario.Services[i]; svc.Latency > 0 && !svc.Outside && float64(svc.Latency) <= float64(*limit) {
			if f, found := e.slowed(i, float64(*limit)); found {
				all = append(all, f)
			}
		}
	}
	return all
}

// slowed is the first month in which a service alone takes longer than the objective because
// of its load.
func (e *Evidence) slowed(service int, limit float64) (Finding, bool) {
	svc := &e.Scenario.Services[service]
	for month := 0; month <= e.Scenario.Months(); month++ {
		for i := range e.Capacity.Deployments {
			if e.Capacity.Deployments[i].Service != service {
				continue
			}
			r, ok := e.Sizing.Response(i, e.Demand, e.Capacity, month)
			alone := r
			alone.Waits = 0
			if !ok || alone.Percentile(objective.P95) > limit || r.Percentile(objective.P95) <= limit {
				continue
			}
			return Finding{
				Code: "slow-under-load", Severity: Medium, Month: &month, Path: "services." + svc.Name + ".targets",
				Message: fmt.Sprintf("calls of %s wait for CPU at the peak and take %s, the objective is %s", svc.Name, words.Milliseconds(r.Percentile(objective.P95)), words.Milliseconds(limit)),
				Arithmetic: fmt.Sprintf("%s at low load; %s of the calls wait, %s on the average, for %s on what a replica has", words.Milliseconds(alone.Percentile(objective.P95)),
					words.Percent(r.Waits), words.Milliseconds(r.Wait), words.Milliseconds(capacity.CallSeconds(svc, e.Demand.Complexity[month]))),
				Remedy: "write targets.latency, which adds replicas until the wait is short enough, or give a replica more cores",
			}, true
		}
	}
	return Finding{}, false
}

// latencyTarget: no number of replicas meets the target of a service for its response time.
func latencyTarget(e *Evidence) []Finding {
	var all []Finding
	for i := range e.Scenario.Services {
		svc := &e.Scenario.Services[i]
		if svc.Targets.Latency == nil {
			continue
		}
		for month := 0; month <= e.Scenario.Months(); month++ {
			least := capacity.Least(svc, e.Demand.Complexity[month])
			if least*(1+1e-9) < float64(*svc.Targets.Latency) {
				continue
			}
			all = append(all, Finding{
				Code: "latency-target", Severity: High, Month: &month, Path: "services." + svc.Name + ".targets.latency",
				Message:    fmt.Sprintf("no number of replicas of %s meets a response time of %s", svc.Name, words.Milliseconds(float64(*svc.Targets.Latency))),
				Arithmetic: fmt.Sprintf("a call takes %s without any wait, 95th percentile", words.Milliseconds(least)),
				Remedy:     "make a call take less, give a replica more cores, or promise more time",
			})
			break
		}
	}
	return all
}
