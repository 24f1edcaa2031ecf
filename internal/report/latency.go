package report

import (
	"github.com/talimat/talimat-plan/internal/metric"
	"github.com/talimat/talimat-plan/internal/objective"
	"github.com/talimat/talimat-plan/internal/plan"
)

// LatencySeries is the 95th percentile of the response time by month, in seconds.
type LatencySeries struct {
	Regions   []RegionLatency // in the order of the scenario; one without a name where there are none
	Slowest   []float64       // the slowest call of any user
	Objective *float64        // response time that is promised
	Missed    *int            // first month in which Slowest is above Objective
	Service   string          // that is slowest in month Missed, or in the last month
	Region    string          // from which it is called; "" in a plan without regions
}

// RegionLatency is the slowest call of users in a region.
type RegionLatency struct {
	Name   string    // of the region
	Values []float64 // seconds by month
	Opens  int       // month in which the region opens; before, every call crosses the network
}

// latencySeries is nil when the plan states no response times.
func latencySeries(r *plan.Result) *LatencySeries {
	s, times := r.Scenario, r.Responses()
	if _, stated := metric.Find(s, "latency.p95"); !stated {
		return nil
	}
	l := &LatencySeries{Slowest: r.Series("latency.p95")}
	for i := range s.Regions {
		region := &s.Regions[i]
		if region.Users == 0 {
			continue
		}
		one := RegionLatency{Name: region.Name, Opens: region.From.Or(0)}
		for m := range l.Slowest {
			times.In(m, objective.P95)
			one.Values = append(one.Values, times.SlowestFrom(i).Seconds())
		}
		l.Regions = append(l.Regions, one)
	}
	if len(l.Regions) == 0 {
		l.Regions = []RegionLatency{{Values: l.Slowest}}
	}
	month := r.Months()
	if t := s.Objectives.LatencyP95; t != nil {
		promised := float64(*t)
		l.Objective = &promised
		l.Missed = firstMonth(l.Slowest, func(m int) bool { return !(l.Slowest[m] <= promised*(1+1e-9)) })
		if l.Missed != nil {
			month = *l.Missed
		}
	}
	times.In(month, objective.P95)
	call := times.Slowest()
	l.Service, l.Region = call.Service, call.Region
	return l
}
