package autoscale

import "math"

// Setup is an autoscaler, its controller, and what it scales.
type Setup struct {
	Spec     Spec      // the autoscaler
	Config   Config    // of its controller
	Plant    Plant     // what it scales
	Tick     Span      // from sync to sync
	Start    int32     // replicas at the start, created an hour before
	Nodes    *Nodes    // under the pods; nil is room for all of them
	Triggers []Trigger // alert rules that scale too
}

// Stretch are syncs in which everything stays as it is after the first of them.
type Stretch struct {
	Tick, Ticks int       // the first, and how many
	Demand      int64     // thousandths of a core
	Ready       int64     // pods that serve, before the sync
	Existing    int64     // pods before the sync
	Replicas    int32     // after it
	Decision    *Decision // of the first sync
}

// Loop plays an autoscaler and its pods. It reuses its memory from run to run.
type Loop struct {
	setup    Setup
	metrics  []Metric
	pods     cohorts
	nodes    fleet
	memory   windows
	state    State
	readings []Reading
	past     []load // of the last syncs, as many as samples are late
	late     load   // what samples speak of
	steady   int    // the first sync of those whose load is the same
	current  int32
	decision Decision
}

// load is demand, the pods that serve it, and the CPU that each of them takes.
type load struct{ demand, ready, use int64 }

// NewLoop prepares a run. The tick must be above 0.
func NewLoop(s Setup) *Loop {
	l := &Loop{setup: s}
	l.metrics = append(l.metrics, s.Spec.Metrics...)
	for range s.Triggers {
		l.metrics = append(l.metrics, Metric{Source: Alarm})
	}
	l.setup.Spec.Metrics = l.metrics
	l.setup.Triggers = append([]Trigger(nil), s.Triggers...)
	l.readings = make([]Reading, len(l.metrics))
	l.decision.Proposals = make([]Asked, 0, len(l.metrics))
	l.past = make([]load, s.Plant.Lag+1)
	return l
}

// reset goes back to the start.
func (l *Loop) reset() {
	s := &l.setup
	l.pods.reset(s.Plant.ages(s.Config.Patience, s.Tick), int64(s.Start))
	l.nodes.reset(s.Nodes, int64(s.Start))
	l.memory.reset(&s.Spec, &s.Config, s.Tick)
	l.state = State{Memory: &l.memory, Up: l.state.Up[:0], Down: l.state.Down[:0], AtZero: s.Start == 0}
	l.current, l.steady = s.Start, 0
	for i := range s.Triggers {
		t := &s.Triggers[i]
		t.Rule = Rule{Compare: t.Rule.Compare, Threshold: t.Rule.Threshold, For: t.Rule.For, Keep: t.Rule.Keep}
		t.stepped, t.last = false, 0
	}
}

// Run plays demand, in thousandths of a core, each value for a number of syncs. Where
// watch is not nil it sees each stretch; its decision is valid until it returns.
func (l *Loop) Run(demand []int64, each int, watch func(Stretch)) Outcome {
	l.reset()
	o := Outcome{Least: math.MaxInt32}
	for tick, end := 0, len(demand)*each; tick < end; {
		d := demand[tick/each]
		now := Span(tick) * l.setup.Tick
		l.pods.advance(now)
		l.nodes.advance(now)
		x := Stretch{Tick: tick, Demand: d, Ready: l.pods.older[atReady], Existing: l.pods.all}
		l.read(tick, d)
		l.sync(now)
		x.Replicas, x.Decision = l.current, &l.decision
		x.Ticks = l.until(tick, min(end, (tick/each+1)*each)) - tick
		o.add(&x, &l.setup)
		o.NodesHeld += int64(x.Ticks) * l.nodes.all()
		if watch != nil {
			watch(x)
		}
		tick += x.Ticks
	}
	o.Ticks = len(demand) * each
	return o
}

// sync lets the controller decide, and pods come and go.
func (l *Loop) sync(now Span) {
	s := &l.setup
	scale := Scale{Spec: l.current, Status: clip(l.pods.all)}
	target := Target{Pods: int(l.pods.all), Serving: l.pods.older[atReady]}
	s.Config.Sync(&s.Spec, &l.state, now, scale, target, l.readings, &l.decision)
	if l.decision.Replicas != l.current {
		l.current = l.decision.Replicas
		l.resize(int64(l.current), now)
	}
}

// resize creates pods, once there are nodes for them, or removes the youngest.
func (l *Loop) resize(to int64, now Span) {
	f := &l.nodes
	for l.pods.all < to {
		more, born := to-l.pods.all, now
		if f.Pods > 0 {
			node := l.pods.all / f.Pods
			more, born = min(more, (node+1)*f.Pods-l.pods.all), f.born(node, now)
		}
		l.pods.create(more, born)
	}
	l.pods.remove(to)
	f.fill(to, now)
}

// until is the first sync after this one at which something may be different: load,
// pods, an outage, a window, a policy; at most end.
func (l *Loop) until(tick, end int) int {
	if l.decision.Rescaled || len(l.setup.Triggers) > 0 || tick-l.steady < l.setup.Plant.Lag {
		return tick + 1
	}
	s := &l.setup
	end = s.Plant.Outage.next(tick, s.Plant.ExternalOutage.next(tick, end))
	soonest := min(l.pods.next, l.nodes.next())
	remembers := l.decision.Path == ByMetrics
	if remembers {
		soonest = l.memory.leaves(soonest)
		if b := s.Spec.Behavior; b != nil && l.decision.Stabilized != l.current {
			now := Span(tick) * s.Tick
			for _, r := range [...]*Rules{&b.Up, &b.Down} {
				soonest = l.state.Up.next(now, r, l.state.Down.next(now, r, soonest))
			}
		}
	}
	if soonest < math.MaxInt64-s.Tick {
		end = min(end, int((soonest+s.Tick-1)/s.Tick))
	}
	end = max(end, tick+1)
	if remembers {
		l.memory.repeat(Span(end-1) * s.Tick)
	}
	return end
}
