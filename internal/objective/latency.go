package objective

import (
	"math"
	"slices"

	"github.com/talimat/talimat-plan/internal/capacity"
	"github.com/talimat/talimat-plan/internal/forecast"
	"github.com/talimat/talimat-plan/internal/model"
	"github.com/talimat/talimat-plan/internal/queueing"
)

// The shares of the calls for which response times are told.
const (
	Median = 0.50
	P95    = 0.95
	P99    = 0.99
)

// Responses says how long calls take in a plan, month by month: what they take in a
// service and in those that it uses, waiting for CPU included, and the round trips of
// the network on the way.
//
// Percentiles do not add up, means and variances do. With mean M and percentile P of
// each part, n times each in a call, the parts independent of each other,
//
//	P of all = Σ n·M + √(Σ n·(P − M)²)
//
// which is exact for one part and for normal ones, and 2 to 3 % too long for two to
// four exponential ones. Round trips are taken as constant.
type Responses struct {
	scenario *model.Scenario
	demand   *forecast.Demand
	plan     *capacity.Plan
	sizing   *capacity.Model
	order    []int  // services, each after those that it uses
	parts    []part // by service and region in which it is called
	month    int
	share    float64
}

// part is how long a call takes with all that it waits for.
type part struct {
	mean    float64 // without the network
	square  float64 // of the percentile less the mean, with its sign
	network float64
	endless bool // whether something on the way gets more than it can do
}

// NewResponses has room for the response times of a plan. They are read from the demand
// and the plan anew by [Responses.In].
func NewResponses(s *model.Scenario, d *forecast.Demand, p *capacity.Plan, sizing *capacity.Model) *Responses {
	return &Responses{
		scenario: s, demand: d, plan: p, sizing: sizing,
		order: usedFirst(s), parts: make([]part, len(s.Services)*len(sizing.Regions())),
	}
}

// usedFirst is the services, each after those that it uses.
func usedFirst(s *model.Scenario) (order []int) {
	seen := make([]bool, len(s.Services))
	var visit func(i int)
	visit = func(i int) {
		if seen[i] {
			return
		}
		seen[i] = true
		for k := range s.Services[i].Uses {
			if callee := s.Service(s.Services[i].Uses[k].Name); callee >= 0 && s.Services[i].Uses[k].Calls != nil {
				visit(callee)
			}
		}
		order = append(order, i)
	}
	for i := range s.Services {
		visit(i)
	}
	return order
}

// In computes the response times of a month that a share of the calls does not exceed.
// It allocates nothing.
func (r *Responses) In(month int, share float64) {
	r.month, r.share = month, share
	regions := r.sizing.Regions()
	for _, i := range r.order {
		for from := range regions {
			r.parts[i*len(regions)+from] = r.call(i, from)
		}
	}
}

// call is a call to a service from a region.
func (r *Responses) call(service, from int) part {
	svc, regions := &r.scenario.Services[service], r.sizing.Regions()
	at, own := from, queueing.Response{}
	all := part{network: float64(r.trips(svc, from) * float64(regions[from].RTT))}
	if i := r.sizing.Serving(service, from, r.month); i >= 0 {
		var ok bool
		own, ok = r.sizing.Response(i, r.demand, r.plan, r.month)
		at, all.endless = r.plan.Deployments[i].Region, !ok
	} else {
		own = capacity.Outside(svc)
	}
	all.mean = own.Mean()
	all.square = signed(own.Percentile(r.share) - all.mean)
	for k := range svc.Uses {
		callee := r.scenario.Service(svc.Uses[k].Name)
		if callee < 0 || svc.Uses[k].Calls == nil || !r.scenario.Services[callee].Awaited() {
			continue
		}
		n, p := float64(*svc.Uses[k].Calls), &r.parts[callee*len(regions)+at]
		all.mean += float64(n * p.mean)
		all.square += float64(n * p.square)
		all.network += float64(n * p.network)
		all.endless = all.endless || n > 0 && p.endless
	}
	return all
}

// signed is a square that keeps its sign: the median lies below the mean.
func signed(v float64) float64 { return v * math.Abs(v) }

// inside is how long a call takes but for the network.
func (p *part) inside() float64 {
	return p.mean + math.Copysign(math.Sqrt(math.Abs(p.square)), p.square)
}

// trips is how often a call from a region crosses the network to where the primary of the
// database is: once if the service runs elsewhere, and else for each statement that
// writes, which travels to the primary; for each one that reads too where no replica
// stands. One that may write does so at least once. Before the region opens, every call
// from it crosses once.
func (r *Responses) trips(svc *model.Service, region int) float64 {
	from := &r.sizing.Regions()[region]
	if svc.Outside || from.RTT == 0 {
		return 0
	}
	if !Runs(from, svc.Name) || r.month < from.From.Or(0) {
		return 1
	}
	reads, writes, uses := r.statements(svc)
	if !uses || r.sizing.PrimaryIn(region, r.month) {
		return 0
	}
	if r.sizing.ReadsIn(region, r.month) {
		reads = 0
	}
	return reads + writes
}

// statements is what a call of a service that reads and writes the database asks of it,
// one at least of each. In the short form these are the services that hold connections,
// and the queries of a request are spread over their calls.
func (r *Responses) statements(svc *model.Service) (reads, writes float64, uses bool) {
	db := r.scenario.Database
	if db == nil {
		return 0, 0, false
	}
	reads, writes = svc.Queries("database")
	switch {
	case reads > 0 || writes > 0:
	case svc.Connections == 0:
		return 0, 0, false
	default:
		calls := 0.0
		for i := range r.scenario.Services {
			if other := &r.scenario.Services[i]; other.Connections > 0 && other.Driver == svc.Driver {
				calls += float64(other.Calls)
			}
		}
		reads, writes = float64(db.Reads)/max(calls, 1), max(float64(db.Writes)/max(calls, 1), 1)
	}
	return atLeastOne(reads), atLeastOne(writes), true
}

// atLeastOne is a number of statements in a call that makes some.
func atLeastOne(n float64) float64 {
	if n > 0 {
		return max(n, 1)
	}
	return 0
}

// From is a call of a user in a region to a service in the month of [Responses.In].
func (r *Responses) From(region, service int) Call {
	regions := r.sizing.Regions()
	p := &r.parts[service*len(regions)+region]
	c := Call{Region: regions[region].Name, Service: r.scenario.Services[service].Name, Inside: p.inside(), Network: p.network, Endless: p.endless}
	if p.endless {
		c.Inside = 0
	}
	return c
}

// Spread is the mean of a call from a region to a service, but for the network, and how far
// the percentile of [Responses.In] lies beyond it.
func (r *Responses) Spread(region, service int) (mean, beyond float64) {
	p := &r.parts[service*len(r.sizing.Regions())+region]
	return p.mean, p.inside() - p.mean
}

// Slowest is the slowest call of any user in the month of [Responses.In].
func (r *Responses) Slowest() Call {
	var worst Call
	for i := range r.scenario.Services {
		for region := range r.sizing.Regions() {
			if r.sizing.Regions()[region].Users != 0 && r.asked(i) {
				worst = worst.or(r.From(region, i))
			}
		}
	}
	return worst
}

// SlowestFrom is the slowest call of the users in a region in the month of [Responses.In].
func (r *Responses) SlowestFrom(region int) Call {
	var worst Call
	for i := range r.scenario.Services {
		if r.asked(i) {
			worst = worst.or(r.From(region, i))
		}
	}
	return worst
}

// asked reports whether users wait for a service: not for one that only others call, nor,
// unless it says how long a call takes, for one that only reads logs or does what may wait.
// See [model.Service.Awaited] for what else nobody waits for.
func (r *Responses) asked(service int) bool {
	svc := &r.scenario.Services[service]
	if !svc.Awaited() || svc.Called && len(svc.Serves) == 0 {
		return false
	}
	return svc.Latency > 0 || len(svc.Serves) == 0 || slices.ContainsFunc(svc.Serves, func(s model.Serving) bool {
		stream := r.scenario.Load.Stream(s.Name)
		return stream >= 0 && r.scenario.Load.Streams[stream].Deadline == nil || stream < 0 && s.Name == model.Requests
	})
}
