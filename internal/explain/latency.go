package explain

import (
	"math"
	"slices"
	"strings"

	"github.com/talimat/talimat-plan/internal/capacity"
	"github.com/talimat/talimat-plan/internal/elementary"
	"github.com/talimat/talimat-plan/internal/model"
	"github.com/talimat/talimat-plan/internal/objective"
	"github.com/talimat/talimat-plan/internal/plan"
	"github.com/talimat/talimat-plan/internal/queueing"
	"github.com/talimat/talimat-plan/internal/words"
)

// shareOf is the share of the calls that a word such as latency_p95 is about.
func shareOf(word string) float64 {
	switch word[strings.LastIndexByte(word, 'p')+1:] {
	case "50":
		return objective.Median
	case "99":
		return objective.P99
	}
	return objective.P95
}

// latency explains the slowest call of any user.
func (x *explainer) latency(word string) {
	share := shareOf(word)
	times := x.result.Responses()
	times.In(x.month, share)
	slowest := times.Slowest()
	if slowest.Service == "" {
		x.nothing(word, seconds(0), "nobody waits for any service")
		return
	}
	service := x.scenario.Service(slowest.Service)
	if slowest.Endless {
		x.missing(word, "%s, or a service that it uses, gets more calls than its replicas can do: the wait has no end", slowest.Service)
		return
	}
	region := slices.IndexFunc(x.result.Engine().Sizing().Regions(), func(r model.Region) bool { return r.Name == slowest.Region })
	parts := []term{x.composed(service, region, slowest.Inside, share, times)}
	if slowest.Network > 0 {
		r := &x.scenario.Regions[region]
		trip := in(x, "round trip from "+r.Name, "regions."+r.Name+".rtt", &r.RTT)
		if n := slowest.Network / float64(r.RTT); math.Abs(n-1) > 1e-9 {
			trip = product(x.is("round trips", count(n)), trip)
			x.note("a call crosses the network once if the service runs elsewhere, and else for each statement that a replica in the region does not answer, at least once")
		}
		parts = append(parts, trip)
	}
	x.step(word, seconds(slowest.Seconds()), sum(parts...))
}

// composed is the time of a call in a service and in those that it uses.
func (x *explainer) composed(service, region int, value, share float64, times *objective.Responses) term {
	svc, sizing := &x.scenario.Services[service], x.result.Engine().Sizing()
	at, own := sizing.Serving(service, region, x.month), capacity.Outside(svc)
	if at >= 0 {
		own, _ = sizing.Response(at, x.result.Demand, x.result.Capacity, x.month)
	}
	inside := x.inside(svc, at, own, share)
	means, squares, others := []term{x.is("mean in "+svc.Name, seconds(own.Mean()))}, []term{}, false
	over := inside.value - own.Mean()
	squares = append(squares, power(x.is("beyond it", seconds(over)), constant("2", 2)))
	for k := range svc.Uses {
		use := &svc.Uses[k]
		callee := x.scenario.Service(use.Name)
		if callee < 0 || use.Calls == nil || *use.Calls == 0 || !x.scenario.Services[callee].Awaited() {
			continue
		}
		from := region
		if at >= 0 {
			from = x.result.Capacity.Deployments[at].Region
		}
		mean, beyond := times.Spread(from, callee)
		calls := in(x, "calls to "+use.Name, "services."+svc.Name+".uses."+use.Name, use.Calls)
		means = append(means, product(calls, x.is("mean in "+use.Name, seconds(mean))))
		squares = append(squares, product(calls, power(x.is("beyond it in "+use.Name, seconds(beyond)), constant("2", 2))))
		others = true
	}
	if !others {
		return inside
	}
	x.note("percentiles do not add up: means and squares of what lies beyond them do")
	return x.step("time in "+svc.Name+" and what it uses", seconds(value), sum(sum(means...), power(sum(squares...), constant("0.5", 0.5))))
}

// inside is the time in a service: what the call takes by itself, and what waiting for CPU
// adds to it.
func (x *explainer) inside(svc *model.Service, at int, own queueing.Response, share float64) term {
	alone := x.alone(svc, at, own, share)
	value := own.Percentile(share)
	if own.Waits == 0 || value <= alone.value {
		return alone
	}
	x.note("at its load %s of the calls of %s wait for CPU, %s on the average (M/M/c, a line for each replica)",
		words.Percent(own.Waits), svc.Name, words.Milliseconds(own.Wait))
	return x.step("time in "+svc.Name+" at its load", seconds(value), sum(alone, x.is("waiting for CPU", seconds(value-alone.value))))
}

// alone is the time in a service at low load: as stated, or its CPU time where that is more;
// without a statement, with a long tail.
func (x *explainer) alone(svc *model.Service, at int, own queueing.Response, share float64) term {
	path := "services." + svc.Name
	value := queueing.Floor(own.Work, share)
	tail := -elementary.Log(1 - share)
	if svc.Latency == 0 {
		work := append([]term{in(x, "cpu of a call of "+svc.Name, path+".cpu", &svc.CPU)}, x.heavier(path, &svc.ComplexityShare)...)
		_, slower, _ := queueing.Cores(float64(svc.Replica.CPU))
		x.note("%s states no latency: its CPU time on what a replica has, with a long tail, stands for it", svc.Name)
		return x.step("time in "+svc.Name+" at low load", seconds(value), product(append(work, x.is("slower than a core", factor(slower)), x.is("tail", factor(tail)))...))
	}
	stated := in(x, "time in "+svc.Name, path+".latency", &svc.Latency)
	if at >= 0 {
		if busy := capacity.CallSeconds(svc, x.result.Demand.Complexity[x.month]); busy > stated.value {
			x.note("a call of %s takes at least its CPU time", svc.Name)
			work := append([]term{in(x, "cpu of a call of "+svc.Name, path+".cpu", &svc.CPU)}, x.heavier(path, &svc.ComplexityShare)...)
			stated = x.step("cpu of a call", seconds(busy), greatest(stated, product(work...)))
		}
	}
	if share == objective.P95 {
		return stated
	}
	return x.step("time in "+svc.Name+" at low load", seconds(value), product(stated, x.is("of its 95th percentile", ratio(tail/-elementary.Log(1-objective.P95)))))
}

// responseTime explains the time in a service in the region where it is longest.
func (x *explainer) responseTime(v *plan.Service, word string) {
	share := shareOf(word)
	svc := &x.scenario.Services[x.scenario.Service(v.Name)]
	if svc.Outside {
		x.step(word, seconds(x.result.Series("services." + v.Name + "." + word)[x.month]), x.alone(svc, -1, capacity.Outside(svc), share))
		return
	}
	value := x.result.Series("services." + v.Name + "." + word)[x.month]
	if math.IsNaN(value) {
		x.missing(word, "the replicas get more calls than they can do: the wait has no end")
		return
	}
	sizing := x.result.Engine().Sizing()
	var regions []term
	for _, i := range v.Deployments {
		own, _ := sizing.Response(i, x.result.Demand, x.result.Capacity, x.month)
		x.place = sizing.Regions()[x.result.Capacity.Deployments[i].Region].Name
		one := x.inside(svc, i, own, share)
		one.name = x.here(one.name)
		regions = append(regions, one)
		x.place = ""
	}
	x.step(word, seconds(value), greatest(regions...))
}

// within is the constraint of the target for the response time.
func (d *deployment) within() term {
	x, svc := d.explainer, d.service
	target := in(x, "latency target", d.path+".targets.latency", svc.Targets.Latency)
	in(x, "latency", d.path+".latency", &svc.Latency)
	carries := d.work.Calls / d.work.Latency
	if d.work.Latency == 0 {
		return d.step("latency", things("replica")(0), absent("nothing to do, or no number of replicas meets "+target.figure))
	}
	x.note("%s calls a second of %s in a replica take %s, 95th percentile (M/M/c, a line for each replica)", words.Number(carries), svc.Name, target.figure)
	return d.step("latency", things("replica")(d.work.Latency), quotient(d.is("calls", rate(d.work.Calls)), d.is("calls of a replica within "+target.figure, rate(carries))))
}
