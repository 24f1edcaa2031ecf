package autoscale

import (
	"math"
	"slices"
)

// Need is how many replicas carry demand at the targets, within the bounds: the largest
// that any metric of CPU or of pods asks for. Metrics of totals, and of memory, ask for
// what cannot be known beforehand and do not count.
func (s *Setup) Need(demand int64) int32 {
	most := int64(0)
	for i := range s.Spec.Metrics {
		m := &s.Spec.Metrics[i]
		switch {
		case m.Target <= 0:
		case m.cpu() && m.Kind == OfRequest && s.Plant.Request > 0:
			most = max(most, over(demand*100, s.Plant.Request*m.Target))
		case m.cpu() && m.Kind == OfPod:
			most = max(most, over(demand, m.Target))
		case m.Source == PodMetric || m.Source == External && m.Kind == OfPod:
			most = max(most, over(demand*m.Rate, m.Target))
		}
	}
	return int32(min(max(most, int64(s.Spec.Min)), int64(s.Spec.Max), math.MaxInt32))
}

// over is ⌈a/b⌉ for a ≥ 0 and b > 0.
func over(a, b int64) int64 { return (a + b - 1) / b }

// Static is how many replicas carry the highest demand.
func (s *Setup) Static(demand []int64) int32 {
	if len(demand) == 0 {
		return s.Need(0)
	}
	return s.Need(slices.Max(demand))
}

// Perfect is what a follower without any delay takes, in replica-syncs.
func (s *Setup) Perfect(demand []int64, each int) (sum int64) {
	for _, d := range demand {
		sum += int64(s.Need(d)) * int64(each)
	}
	return sum
}
