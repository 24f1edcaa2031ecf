package replay

import (
	"math"

	"github.com/talimat/talimat-plan/internal/autoscale"
	"github.com/talimat/talimat-plan/internal/capacity"
	"github.com/talimat/talimat-plan/internal/profile"
)

// endless is the most replicas of a service without a maximum.
const endless = 1_000_000

// most is the largest demand that is played, in thousandths of a core.
const most = 1e12

// part prepares a deployment for a month; false where nothing runs.
func (q *Question) part(dep *capacity.Deployment, month int) (*part, bool) {
	s := q.Result.Scenario
	svc := &s.Services[dep.Service]
	need := dep.Need[month]
	if svc.Outside || need <= 0 || dep.Replicas[month] <= 0 {
		return nil, false
	}
	p := &part{service: svc, dep: dep}
	if len(s.Regions) > 0 {
		p.region = s.Regions[dep.Region].Name
	}
	request := math.Round(float64(svc.Replica.CPU) * 1000)
	peak := dep.CPU[month] * dep.Replicas[month] * request
	target := float64(svc.Targets.CPU)
	if q.Scaling.Target > 0 {
		target = q.Scaling.Target
	}
	p.setup = q.setup(request, target)
	p.setup.Spec.Bounds = autoscale.Bounds{Min: int32(max(svc.Replicas.Min, 1)), Max: endless}
	if svc.Replicas.Max != nil {
		p.setup.Spec.Max = int32(max(*svc.Replicas.Max, 1))
	}
	p.setup.Spec.Min = min(p.setup.Spec.Min, p.setup.Spec.Max)
	if !(peak > 0) { // nothing but the count of its replicas is known
		peak = need * request * target
	}
	p.other(need, peak, request*float64(svc.Targets.CPU))
	p.simple = p.setup
	if own, ok := q.Specs[svc.Name]; ok {
		p.take(own, q.Scaling.Target)
	}
	plain := q.plain(dep, month)
	p.week = Shape{plain.Name, plain.Peak(), quarters(&plain)}
	week := q.week(plain)
	p.load(&week, peak)
	p.setup.Nodes = q.nodes(dep, month)
	p.setup.Start = p.simple.Need(p.demand[0])
	return p, true
}

// setup is the autoscaler of a service without bounds.
func (q *Question) setup(request, target float64) autoscale.Setup {
	pods := &q.Pods
	s := autoscale.Setup{Config: autoscale.Shipped(), Tick: pods.Tick}
	s.Spec.Metrics = []autoscale.Metric{{
		Source: autoscale.Resource, Name: "cpu", Kind: autoscale.OfRequest, Target: max(int64(math.Round(target*100)), 1),
	}}
	s.Plant = autoscale.Plant{
		Request: int64(request), Limit: int64(math.Round(request * pods.Limit)), Boot: int64(math.Round(request * pods.Boot)),
		Pending: pods.Pending, Ready: pods.Ready, Scrape: pods.Scrape, Window: pods.Window, Lag: pods.Lag,
	}
	if b := q.Scaling.Behavior; b != nil {
		own := *b
		if w := q.Scaling.Window; w != nil {
			own.Down.Window = *w
		}
		s.Spec.Behavior = &own
	} else if w := q.Scaling.Window; w != nil {
		s.Config.Window = *w
	}
	return s
}

// other adds a metric of the pods where something else than CPU asks for most replicas:
// millionths of a replica, of which a pod has one.
func (p *part) other(need, peak, each float64) {
	if need <= peak/each*(1+1e-9) {
		return
	}
	const replica = 1e6
	p.setup.Spec.Metrics = append(p.setup.Spec.Metrics, autoscale.Metric{
		Source: autoscale.PodMetric, Kind: autoscale.OfPod, Target: replica, Rate: int64(math.Round(need * replica / peak)),
	})
}

// load is the demand by the minute.
func (p *part) load(w *profile.Week, peak float64) {
	each := profile.Minutes / len(w.Load)
	p.demand = make([]int64, 0, profile.Minutes)
	for _, load := range w.Load {
		d := int64(math.Round(min(load*peak, most)))
		for range each {
			p.demand = append(p.demand, d)
		}
	}
}

// quarters is the largest growth from a quarter of an hour to the next.
func quarters(w *profile.Week) float64 {
	means := profile.Week{Load: make([]float64, profile.Quarters)}
	for i := range profile.Minutes {
		means.Load[i/15] += w.Load[i*len(w.Load)/profile.Minutes] / 15
	}
	return means.Growth()
}
