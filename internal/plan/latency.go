package plan

import (
	"math"

	"github.com/talimat/talimat-plan/internal/capacity"
	"github.com/talimat/talimat-plan/internal/objective"
)

// responseTimes are how long calls take at the peak of a month.
func responseTimes() map[string]registration {
	all := map[string]registration{}
	for word, share := range map[string]float64{"p50": objective.Median, "p95": objective.P95, "p99": objective.P99} {
		all["services.*.latency_"+word] = registration{month: func(s *source, i int) func(int) float64 {
			return func(m int) float64 { return s.inside(i, m, share) }
		}}
		if share != objective.Median {
			all["latency."+word] = registration{month: func(s *source, _ int) func(int) float64 {
				r := s.Responses()
				return func(m int) float64 {
					r.In(m, share)
					return r.Slowest().Seconds()
				}
			}}
		}
	}
	return all
}

// Responses says how long calls take in the last run, whichever that is when it is asked.
func (e *Engine) Responses() *objective.Responses {
	return objective.NewResponses(e.Scenario, e.Demand, e.Capacity, e.capacity)
}

// Responses says how long calls take in the plan.
func (r *Result) Responses() *objective.Responses { return r.engine.Responses() }

// inside is how long calls take in a service in the region where they take longest; NaN
// where there is no end to it.
func (e *Engine) inside(service, month int, share float64) float64 {
	if svc := &e.Scenario.Services[service]; svc.Outside {
		return capacity.Outside(svc).Percentile(share)
	}
	longest := 0.0
	for i := range e.Capacity.Deployments {
		if e.Capacity.Deployments[i].Service != service {
			continue
		}
		r, ok := e.capacity.Response(i, e.Demand, e.Capacity, month)
		if !ok {
			return math.NaN()
		}
		longest = max(longest, r.Percentile(share))
	}
	return longest
}
