package autoscale

// Trigger lets an alert rule scale. Prometheus does not say what a firing rule does to
// replicas, so this does: while the rule fires it asks for a step more than what runs,
// and again each time its cooldown is over; in between it asks for what runs. That joins
// the largest of the proposals: replicas go down only when no rule fires and no metric
// objects.
type Trigger struct {
	Rule     Rule  // on the CPU of the ready pods as a percentage of their requests
	Step     int32 // replicas
	Percent  bool  // or percent of what runs, rounded up
	Cooldown Span  // from step to step

	stepped bool
	last    Span // its last step
}

// ask is what the trigger proposes at a sync, 0 for nothing.
func (t *Trigger) ask(percent float64, present bool, now Span, current int32) int64 {
	if t.Rule.Evaluate(percent, present, now) != Firing {
		return 0
	}
	if t.stepped && now-t.last < t.Cooldown {
		return int64(current)
	}
	t.stepped, t.last = true, now
	if t.Percent {
		return int64(ceil(float64(current) * (1 + float64(t.Step)/100)))
	}
	return int64(current) + int64(t.Step)
}
