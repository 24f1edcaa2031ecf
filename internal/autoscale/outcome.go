package autoscale

// Outcome sums up a run.
type Outcome struct {
	Ticks     int   // syncs
	Held      int64 // Σ replicas after each sync: replica-syncs
	NodesHeld int64 // Σ nodes, ordered ones included: node-syncs; 0 without nodes
	Ups       int64 // syncs that scaled up
	Downs     int64 // and down
	Errors    int64 // syncs with a metric that failed
	OverAsked int64 // syncs with demand above the requests of the ready pods
	Over      int64 // syncs with demand above their limits
	Unserved  int64 // Σ of what demand was above the limits, thousandths of a core × syncs
	Demand    int64 // Σ of demand, the same
	Most      int64 // replicas after a sync
	Least     int64 // replicas after a sync
}

// add counts a stretch.
func (o *Outcome) add(x *Stretch, s *Setup) {
	n := int64(x.Ticks)
	o.Held += n * int64(x.Replicas)
	switch {
	case int64(x.Replicas) > x.Existing:
		o.Ups++
	case int64(x.Replicas) < x.Existing:
		o.Downs++
	}
	if x.Decision.Fault != Sound {
		o.Errors += n
	}
	if x.Demand > x.Ready*s.Plant.Request {
		o.OverAsked += n
	}
	if lacking := x.Demand - x.Ready*s.Plant.Limit; lacking > 0 {
		o.Over += n
		o.Unserved += n * lacking
	}
	o.Demand += n * x.Demand
	o.Most = max(o.Most, int64(x.Replicas))
	o.Least = min(o.Least, int64(x.Replicas))
}
