package autoscale

// Reading is what the source of a metric says at a sync.
type Reading struct {
	Fault  Fault  // why it says nothing
	Census Census // of a metric of pods
	Total  int64  // of an Object or External metric, thousandths
}

// State is what a controller knows of an autoscaler between syncs.
type State struct {
	Begun    bool   // the history has begun
	Memory   Memory // its wishes
	Up, Down Events // its changes, with a behavior stanza
	AtZero   bool   // the autoscaler itself scaled to zero
}

// Scale is what the autoscaler changes.
type Scale struct {
	Spec   int32 // replicas that are asked for
	Status int32 // and that exist
}

// Target are the pods of a scale, as metrics of totals count them.
type Target struct {
	Pods    int   // all of them
	Serving int64 // those that run and are ready
}

// Decision is what a sync came to.
type Decision struct {
	Replicas   int32   // what runs from now on
	Rescaled   bool    // that is a change
	Fault      Fault   // that of the first metric that failed
	Failed     int     // the metric, where Fault is not Sound
	Path       Path    // how it was found
	Wish       int32   // the largest proposal
	Stabilized int32   // the wish that the windows left
	Limit      Limit   // what held that back
	Proposals  []Asked // one a metric, on the path over metrics
}

// Asked is what became of a metric.
type Asked struct {
	Proposal
	Fault Fault // why there is no proposal
}

// Path is the way through a sync.
type Path uint8

// Paths.
const (
	ByMetrics Path = iota
	Broken         // too many metrics failed
	Off            // 0 replicas that the autoscaler did not choose
	FromAbove      // more than the maximum
	FromBelow      // less than the minimum
)

// Sync is one sync of a controller. The decision is written into d, whose memory it
// takes again.
func (c *Config) Sync(x *Spec, s *State, now Span, scale Scale, target Target, readings []Reading, d *Decision) {
	if !s.Begun {
		s.Begun = true
		s.Memory.Note(Wish{now, scale.Spec})
	}
	*d = Decision{Replicas: scale.Spec, Failed: -1, Proposals: d.Proposals[:0]}
	switch {
	case scale.Spec == 0 && !(c.ToZero && s.AtZero):
		d.Path = Off
		return
	case scale.Spec > x.Max:
		d.Path, d.Replicas = FromAbove, x.Max
	case scale.Spec < x.Min:
		d.Path, d.Replicas = FromBelow, x.Min
	default:
		d.ask(x, c.tolerance(x.Behavior), scale, target, readings)
		if d.Path == Broken {
			return
		}
		d.Stabilized, d.Replicas, d.Limit = c.normalize(x, s, now, d.Wish, scale.Spec)
	}
	d.Rescaled = d.Replicas != scale.Spec
	if d.Rescaled {
		Record(x.Behavior, &s.Up, &s.Down, scale.Spec, d.Replicas, now)
		s.AtZero = c.ToZero && d.Replicas == 0
	}
}

// normalize stabilises a wish and limits it.
func (c *Config) normalize(x *Spec, s *State, now Span, wish, current int32) (stabilized, replicas int32, limit Limit) {
	if b := x.Behavior; b != nil {
		stabilized = s.Memory.StabilizeBoth(wish, current, now, b.Up.Window, b.Down.Window)
		replicas, limit = x.Rate(stabilized, current, now, b, s.Up, s.Down)
		return stabilized, replicas, limit
	}
	stabilized = s.Memory.Stabilize(wish, now, c.Window)
	replicas, limit = x.Clamp(stabilized, current, c.Factor, c.Least)
	return stabilized, replicas, limit
}

// ask takes the largest proposal of the metrics (H: 378–427).
func (d *Decision) ask(x *Spec, t Tolerance, scale Scale, target Target, readings []Reading) {
	failed := 0
	for i := range x.Metrics {
		d.Proposals = append(d.Proposals, Asked{})
		p := &d.Proposals[i]
		p.propose(&x.Metrics[i], &readings[i], t, scale, target)
		if p.Fault != Sound {
			if failed++; failed == 1 {
				d.Fault, d.Failed = p.Fault, i
			}
			continue
		}
		d.Wish = max(d.Wish, p.Replicas)
	}
	if failed == len(x.Metrics) || failed > 0 && d.Wish < scale.Spec {
		d.Path = Broken
	}
}

// propose asks a metric with a reading.
func (p *Asked) propose(m *Metric, r *Reading, t Tolerance, scale Scale, target Target) {
	switch {
	case r.Fault != Sound:
		p.Fault = r.Fault
	case m.Source == Unknown:
		p.Fault = NotAMetric
	case m.Source == Alarm:
		p.Replicas = clip(r.Total)
	case (m.Source == Object || m.Source == External) && m.Kind == OfPod:
		p.Fault = p.each(r.Total, m.Target, t, scale.Status)
	case m.Source == Object || m.Source == External:
		p.Fault = p.value(r.Total, m.Target, target, t, scale.Spec)
	case m.Kind == OfRequest:
		p.Fault = p.utilization(&r.Census, m.Target, t, scale.Spec)
	default:
		p.Fault = p.average(&r.Census, m.Target, t, scale.Spec)
	}
}
