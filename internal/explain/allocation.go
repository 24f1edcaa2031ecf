package explain

import (
	"github.com/talimat/talimat-plan/internal/capacity"
	"github.com/talimat/talimat-plan/internal/cost"
	"github.com/talimat/talimat-plan/internal/plan"
)

// allocation is what a service pays of the servers in one month.
type allocation struct {
	*bill
	service *plan.Service
	claimed []term // what a claim leaves of the price of servers, as a factor; empty without one
	parts   []term // of the servers, by region
	spot    []term // of the parts, what is meant for spot capacity
}

// costOf explains what a service costs.
func (x *explainer) costOf(v *plan.Service) {
	a := &allocation{bill: x.bill(), service: v}
	value := money(x.result.Series("services." + v.Name + ".cost")[x.month])
	if v.Average[x.month] == 0 {
		x.nothing("cost", value, "no replica runs")
		return
	}
	if x.scenario.Prices.Trend.Rate != 0 {
		a.indexed(one()) // a step that is about no region
	}
	if cut := a.claim(cost.Autoscaling, nil); len(cut) > 0 && a.Servers > 0 {
		a.claimed = []term{quotient(difference(a.servers(), cut...), a.servers())}
	}
	x.deployments(v, a.region)
	x.note("the weight of a service is the servers that its average replicas would fill by themselves; idle and spare servers go along with it")
	x.note("average replicas are those of services.%s.average_replicas", v.Name)
	x.note("load balancers belong to no service, and the cost of each service is rounded by itself")
	part := a.together("part of the servers", a.parts)
	if len(a.spot) == 0 {
		x.step("cost", value, difference(part, a.saved(part)...))
		return
	}
	spot := a.together("meant for spot capacity", a.spot)
	var saved []term
	if steady := difference(part, spot); steady.value > 1e-9*part.value {
		saved = a.saved(steady)
	} else {
		a.note("all of the part is meant for spot capacity: no commitment covers it")
	}
	if a.spotting() {
		saved = append(saved, a.onSpot(spot))
	}
	x.step("cost", value, difference(part, saved...))
}

// together adds up an amount of all regions.
func (a *allocation) together(name string, parts []term) term {
	if len(parts) == 1 {
		return parts[0]
	}
	return a.derive(name, sum(parts...), money)
}

// region explains the part of the service in the servers of a region.
func (a *allocation) region(d *deployment) {
	r := &a.result.Capacity.Regions[d.Region]
	if d.Average[a.month] == 0 {
		return
	}
	own, others := a.weight(d, r), a.weights(d, r, false)
	interruptible := a.weights(d, r, true)
	all := sum(append(others, interruptible...)...)
	part := a.derive("part", quotient(product(a.price(d, r), own), all), money)
	part.name = a.here(part.name)
	a.parts = append(a.parts, part)
	if a.scenario.Savings.Spot != nil && len(interruptible) > 0 {
		a.meant(d, part, a.is("interruptible share", ratio(r.Interruptible[a.month])), all, sum(interruptible...), sum(others...))
	}
}

// weight is the servers that the replicas of a service would fill by themselves.
func (a *allocation) weight(d *deployment, r *capacity.Region) term {
	g := &region{explainer: a.explainer, Region: r, index: d.Region}
	usable := g.room(g.tier())
	memory := in(a.explainer, "memory request", d.path+".replica.memory", &d.service.Replica.Memory)
	each := greatest(quotient(d.request(), usable.cpu), quotient(memory, usable.memory))
	replicas := a.is("average replicas", count(d.Average[a.month]))
	weight := a.step("weight", things("server")(a.weightOf(d.Deployment, r)), product(replicas, each))
	weight.name = "weight of " + a.service.Name
	return weight
}

// weightOf is the weight of any service.
func (a *allocation) weightOf(d *capacity.Deployment, r *capacity.Region) float64 {
	return d.Average[a.month] * a.result.Engine().Sizing().Weight(d.Service, r.Tier[a.month])
}

// weights are those of the services of a region that may be interrupted, or of
// those that may not.
func (a *allocation) weights(d *deployment, r *capacity.Region, interruptible bool) (all []term) {
	for i := range a.result.Capacity.Deployments {
		other := &a.result.Capacity.Deployments[i]
		svc := &a.scenario.Services[other.Service]
		if other.Region == d.Region && other.Average[a.month] > 0 && svc.Interruptible == interruptible {
			all = append(all, a.is("weight of "+svc.Name, count(a.weightOf(other, r))))
		}
	}
	return all
}

// price is what the servers of a region cost on the average over the month.
func (a *allocation) price(d *deployment, r *capacity.Region) term {
	x, tier := a.explainer, a.result.Engine().Sizing().Tiers()[r.Tier[a.month]]
	list := product(x.is("average servers", count(r.Average[a.month])), x.serverPrice(tier))
	if x.regional() && x.scenario.Regions[d.Region].Price != 1 {
		home := &x.scenario.Regions[d.Region]
		list = product(list, in(x, "price factor", "regions."+home.Name+".price", &home.Price))
	}
	return x.derive("price of the servers", product(append([]term{a.indexed(list)}, a.claimed...)...), money)
}

// meant explains how much of a part is meant for spot capacity: of what may be
// interrupted as far as there is some, of the rest what that leaves.
func (a *allocation) meant(d *deployment, part, share, all, interruptible, others term) {
	var of term
	spot := product(share, all)
	switch beyond := spot.value - interruptible.value; {
	case d.service.Interruptible:
		a.word(d.path+".interruptible", "true")
		of = least(one(), quotient(spot, interruptible))
	case beyond > 1e-9*all.value:
		a.note("more of the servers is meant for spot capacity than the part of the services that may be interrupted: the others have the rest")
		of = quotient(difference(spot, interruptible), others)
	default:
		return
	}
	meant := a.derive("meant for spot capacity", product(part, of), money)
	meant.name = a.here(meant.name)
	a.spot = append(a.spot, meant)
}

// onSpot is what spot capacity saves of an amount.
func (a *allocation) onSpot(spot term) term {
	s := a.scenario.Savings.Spot
	a.when("savings.spot.from", s.From)
	return a.derive("saved by spot", product(spot, in(a.explainer, "discount", "savings.spot.discount", &s.Discount),
		difference(one(), in(a.explainer, "fallback", "savings.spot.fallback", &s.Fallback))), money)
}

// saved is what commitments save of an amount: as much as of everything else that
// is not meant for spot capacity.
func (a *allocation) saved(own term) []term {
	rest := a.charged()
	if a.scenario.Savings.Spot != nil {
		rest = product(rest, difference(one(), a.spotShare()))
	}
	if !a.committing(0) || rest.value <= 0 {
		return nil
	}
	all := a.committed(0)
	return []term{a.derive("saved by commitments", quotient(product(all, own), rest), money)}
}
