package replay

import (
	"math"

	"github.com/talimat/talimat-plan/internal/autoscale"
)

// take gives a part the autoscaler that its service has. Metrics of pods, objects and
// external ones are taken to count calls per second; what the plan cannot say how it
// follows the load is left out.
func (p *part) take(own autoscale.Spec, target float64) {
	p.setup.Spec.Bounds, p.simple.Spec.Bounds = own.Bounds, own.Bounds
	if own.Behavior != nil && p.setup.Spec.Behavior == nil {
		b := *own.Behavior
		p.setup.Spec.Behavior = &b
	}
	var played, known []autoscale.Metric
	for _, m := range own.Metrics {
		calls := m.Source == autoscale.PodMetric || m.Source == autoscale.Object || m.Source == autoscale.External
		work := float64(p.service.CPU)
		switch {
		case calls && work > 0:
			m.Rate = int64(math.Round(1 / work))
		case calls:
			p.left = append(p.left, p.service.Name+": the metric "+m.Name+", for the plan has no CPU time of a call")
			continue
		case m.Name != "cpu":
			p.left = append(p.left, p.service.Name+": the metric "+m.Name+", for the plan does not say how it follows the load")
			continue
		}
		played = append(played, m)
		if m.Kind != autoscale.OfTotal && m.Source != autoscale.Object {
			known = append(known, m)
		}
	}
	if len(played) > 0 {
		p.setup.Spec.Metrics = played
	}
	if len(known) > 0 {
		p.simple.Spec.Metrics = append([]autoscale.Metric(nil), known...)
	}
	for _, s := range []*autoscale.Setup{&p.setup, &p.simple} {
		if m := utilization(&s.Spec); m != nil && target > 0 {
			m.Target = max(int64(math.Round(target*100)), 1)
		}
	}
}

// utilization is the metric of CPU utilisation; nil without one.
func utilization(s *autoscale.Spec) *autoscale.Metric {
	for i := range s.Metrics {
		if m := &s.Metrics[i]; m.Name == "cpu" && m.Kind == autoscale.OfRequest {
			return m
		}
	}
	return nil
}
