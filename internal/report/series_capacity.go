package report

import (
	"math"
	"slices"

	"github.com/talimat/talimat-plan/internal/capacity"
	"github.com/talimat/talimat-plan/internal/plan"
)

// ReplicaSpan is one service by month: over all regions or, where each region has
// a maximum of its own, in the one in which it comes nearest to it.
type ReplicaSpan struct {
	Name     string    // of the service
	Region   string    // in which it is shown; "" for all together
	Need     []float64 // replicas that demand requires at peak
	Replicas []float64 // provisioned at peak
	Total    float64   // provisioned in all regions at the horizon
	Max      *float64  // most replicas that are allowed; nil without a maximum
	Short    *int      // first month in which Replicas carry less than the peak load
}

// replicaSpan is the service of an index, with the shortages of the plan.
func replicaSpan(r *plan.Result, index int, shortages []plan.Shortage) ReplicaSpan {
	s := &r.Services[index]
	span := ReplicaSpan{Name: s.Name, Need: s.Need, Replicas: s.Replicas, Total: s.Replicas[r.Months()]}
	short := slices.IndexFunc(shortages, func(x plan.Shortage) bool { return x.Service == s.Name })
	if short >= 0 {
		span.Short = &shortages[short].First.Month
		span.Region = shortages[short].Region
	}
	if most := r.Scenario.Services[index].Replicas.Max; most != nil {
		allowed := float64(*most)
		span.Max = &allowed
		span.Region = busiest(r, s, span.Region)
	}
	if span.Region != "" {
		d := deployed(r, s, span.Region)
		span.Replicas, span.Need = d.Replicas, make([]float64, len(d.Need))
		for m, need := range d.Need {
			span.Need[m] = math.Ceil(need * (1 - 1e-9)) // as replicas are counted
		}
	}
	return span
}

// busiest is the region in which a service needs most, unless one is given; ""
// where there is one region.
func busiest(r *plan.Result, s *plan.Service, given string) string {
	regions := r.Engine().Sizing().Regions()
	if given != "" || len(regions) < 2 {
		return given
	}
	most := -1.0
	for _, i := range s.Deployments {
		d := &r.Capacity.Deployments[i]
		if need := largest(d.Need); need > most {
			most, given = need, regions[d.Region].Name
		}
	}
	return given
}

// deployed is a service in a region.
func deployed(r *plan.Result, s *plan.Service, region string) *capacity.Deployment {
	regions := r.Engine().Sizing().Regions()
	for _, i := range s.Deployments {
		if d := &r.Capacity.Deployments[i]; regions[d.Region].Name == region {
			return d
		}
	}
	return &r.Capacity.Deployments[s.Deployments[0]]
}
