package replay

import (
	"math"

	"github.com/talimat/talimat-plan/internal/autoscale"
	"github.com/talimat/talimat-plan/internal/capacity"
	"github.com/talimat/talimat-plan/internal/model"
	"github.com/talimat/talimat-plan/internal/queueing"
)

// Run is a week of a service in a region.
type Run struct {
	Service string            // its name
	Region  string            // empty without regions
	Month   int               // of the plan
	Week    Shape             // its load
	Binding capacity.Binding  // what asks for most replicas at peak
	Request float64           // cores of a replica
	Peak    float64           // cores at the highest minute
	Static  int32             // replicas that carry it
	Perfect int64             // replica-syncs of a follower without delay
	Outcome autoscale.Outcome // what the autoscaler did
	Planned *float64          // the saving that the forecast has; nil where nothing scales
	Slow    *int64            // syncs in which the service alone misses the latency objective; nil without one
	Samples []Sample          // by the quarter of an hour
	Told    string            // what happened at the sync that was asked about
}

// Shape is what there is to know about a week of load, without noise and spikes.
type Shape struct {
	Name   string  // of the week
	Peak   float64 // over the mean
	Growth float64 // the largest in a quarter of an hour
}

// Sample is the state at the end of a quarter of an hour.
type Sample struct {
	Minute   int     // from Monday 00:00
	Demand   float64 // cores
	Ready    int64   // replicas that serve
	Replicas int32   // that are asked for
}

// Mean is the mean number of replicas over the week.
func (r *Run) Mean() float64 { return float64(r.Outcome.Held) / float64(max(r.Outcome.Ticks, 1)) }

// Nodes is the mean number of servers, each of this service alone; nil where they do not
// follow.
func (r *Run) Nodes() *float64 {
	if r.Outcome.NodesHeld == 0 {
		return nil
	}
	mean := float64(r.Outcome.NodesHeld) / float64(max(r.Outcome.Ticks, 1))
	return &mean
}

// Saving is the share of the static peak that is not run.
func (r *Run) Saving() float64 { return r.less(r.Outcome.Held) }

// Best is that of a follower without delay.
func (r *Run) Best() float64 { return r.less(r.Perfect) }

func (r *Run) less(held int64) float64 {
	all := int64(r.Static) * int64(r.Outcome.Ticks)
	if all == 0 {
		return 0
	}
	return 1 - float64(held)/float64(all)
}

// Short is the share of the syncs with demand above what the ready pods can do.
func (r *Run) Short() float64 { return share(r.Outcome.Over, int64(r.Outcome.Ticks)) }

// Unserved is the share of the work that is above it.
func (r *Run) Unserved() float64 { return share(r.Outcome.Unserved, r.Outcome.Demand) }

// Late is the share of the syncs that miss the latency objective; nil without one.
func (r *Run) Late() *float64 {
	if r.Slow == nil {
		return nil
	}
	late := share(*r.Slow, int64(r.Outcome.Ticks))
	return &late
}

func share(part, all int64) float64 {
	if all == 0 {
		return 0
	}
	return float64(part) / float64(all)
}

// part is a service in a region that is played.
type part struct {
	service *model.Service
	region  string
	dep     *capacity.Deployment
	demand  []int64 // thousandths of a core, by the minute
	week    Shape
	setup   autoscale.Setup
	simple  autoscale.Setup // the same with metrics of which it is known beforehand how many replicas they ask for
	left    []string        // metrics that are not played, and why
}

// play runs the week of a part.
func (q *Question) play(p *part, month int) Run {
	r := Run{
		Service: p.service.Name, Region: p.region, Month: month, Week: p.week, Binding: p.dep.Driver[month],
		Request: float64(p.setup.Plant.Request) / 1000,
		Static:  p.simple.Static(p.demand), Perfect: p.simple.Perfect(p.demand, q.each()),
	}
	for _, d := range p.demand {
		r.Peak = max(r.Peak, float64(d)/1000)
	}
	if q.Result.Engine().Sizing().Autoscales(month) && p.dep.Replicas[month] > 0 {
		planned := 1 - p.dep.Average[month]/p.dep.Replicas[month]
		r.Planned = &planned
	}
	slowest, limited := q.carries(p)
	slow := int64(0)
	quarter := 15 * q.each()
	r.Outcome = autoscale.NewLoop(p.setup).Run(p.demand, q.each(), func(x autoscale.Stretch) {
		last := x.Tick + x.Ticks - 1
		if limited && x.Demand > 0 && float64(x.Demand) > float64(x.Ready)*slowest {
			slow += int64(x.Ticks)
		}
		for k := x.Tick / quarter * quarter; k <= last; k += quarter {
			if end := k + quarter - 1; x.Tick <= end && end <= last {
				r.Samples = append(r.Samples, Sample{(k / quarter) * 15, float64(x.Demand) / 1000, x.Ready, x.Replicas})
			}
		}
		if x.Tick <= q.Explain && q.Explain <= last {
			r.Told = x.Decision.Explain(&p.setup.Spec)
		}
	})
	if limited {
		r.Slow = &slow
	}
	return r
}

// carries is how much demand, in thousandths of a core, a replica can have before 95 %
// of the calls of the service alone no longer meet the objective on response times: each
// replica is a line of its own (package queueing). ok is false where nothing is promised,
// calls have no CPU time, or the service works off a queue: it may be interrupted and
// states no time.
func (q *Question) carries(p *part) (milli float64, ok bool) {
	promised := q.Result.Scenario.Objectives.LatencyP95
	work := float64(p.service.CPU)
	if queued := p.service.Interruptible && p.service.Latency == 0; promised == nil || work == 0 || queued {
		return 0, false
	}
	servers, slower, ok := queueing.Cores(float64(p.setup.Plant.Limit) / 1000)
	if !ok {
		return 0, false
	}
	load, ok := queueing.Capacity(servers, work*slower, work*slower, 1, queueing.Goal{Share: 0.95, Within: float64(*promised)})
	if !ok {
		return 0, true
	}
	return math.Min(load/slower*1000, float64(p.setup.Plant.Limit)), true
}

// each is how many syncs a minute has.
func (q *Question) each() int { return int(60 * autoscale.Second / q.Pods.Tick) }
