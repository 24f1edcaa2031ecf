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
}

// costOf explains what a service costs.
func (x *explainer) costOf(v *plan.Service) {
	a := &allocation{bill: x.bill(), service: v}
	value := money(x.result.Series("services." + v.Name + ".cost")[x.month])
	if v.Average[x.month] == 0 {
		x.nothing("cost", value, "no replica runs")
		return
	}
	if x.result.Engine().Sizing().PoolOf(x.result.Capacity.Deployments[v.Deployments[0]].Service) >= 0 {
		x.note("the cost of the pool is split by the servers that the average replicas of each service would fill by themselves")
		a.poolPart(v, value)
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
	part := a.allRegions("part of the servers", a.parts)
	service := x.result.Capacity.Deployments[v.Deployments[0]].Service
	if a.scenario.Services[service].Interruptible && a.spotting() {
		a.word("services."+v.Name+".interruptible", "true")
		x.step("cost", value, difference(part, a.onSpot(part)))
		return
	}
	x.step("cost", value, difference(part, a.saved(part)...))
}

// allRegions adds up an amount of all regions.
func (a *allocation) allRegions(name string, parts []term) term {
	if len(parts) == 1 {
		return parts[0]
	}
	return a.derive(name, sum(parts...), money)
}

// region explains the part of the service in the servers of a region.
func (a *allocation) region(d *deployment) {
	if d.Average[a.month] == 0 {
		return
	}
	for _, g := range a.kinds(d.Region) {
		if !g.has(d.Deployment) {
			continue
		}
		own := a.weight(d, g)
		part := a.derive("part", quotient(product(a.price(g), own), sum(a.weights(g)...)), money)
		part.name = a.here(part.name)
		a.parts = append(a.parts, part)
	}
}

// weight is the servers that the replicas of a service would fill by themselves.
func (a *allocation) weight(d *deployment, g *region) term {
	usable := g.room(g.tier())
	memory := in(a.explainer, "memory request", d.path+".replica.memory", &d.service.Replica.Memory)
	each := greatest(quotient(d.request(), usable.cpu), quotient(memory, usable.memory))
	replicas := a.is("average replicas", count(d.Average[a.month]))
	weight := a.step("weight", things("server")(a.weightOf(d.Deployment, g)), product(replicas, each))
	weight.name = "weight of " + a.service.Name
	return weight
}

// weightOf is the weight of any service.
func (a *allocation) weightOf(d *capacity.Deployment, g *region) float64 {
	return d.Average[a.month] * a.result.Engine().Sizing().Weight(d.Service, g.Tier[a.month])
}

// weights are those of the services that share servers.
func (a *allocation) weights(g *region) (all []term) {
	for i := range a.result.Capacity.Deployments {
		if other := &a.result.Capacity.Deployments[i]; g.has(other) && other.Average[a.month] > 0 {
			all = append(all, a.is("weight of "+a.scenario.Services[other.Service].Name, count(a.weightOf(other, g))))
		}
	}
	return all
}

// price is what servers cost on the average over the month.
func (a *allocation) price(g *region) term {
	x := a.explainer
	list := product(x.is("average servers", count(g.Average[a.month])), x.serverPrice(g.tier()))
	if x.regional() && x.scenario.Regions[g.index].Price != 1 {
		home := &x.scenario.Regions[g.index]
		list = product(list, in(x, "price factor", "regions."+home.Name+".price", &home.Price))
	}
	return x.derive("price of the servers", product(append([]term{a.indexed(list)}, a.claimed...)...), money)
}

// onSpot is what spot capacity saves of an amount, and contracts that cover some of it.
func (a *allocation) onSpot(spot term) term {
	s := a.scenario.Savings.Spot
	a.when("savings.spot.from", s.From)
	discount := product(in(a.explainer, "discount", "savings.spot.discount", &s.Discount),
		difference(one(), in(a.explainer, "fallback", "savings.spot.fallback", &s.Fallback)))
	if c := a.covering(cost.OnServers); c != nil && c.Spared > 0 {
		saved := sum(product(a.uncovered(), discount), difference(a.spared(), a.feesFor(a.spared())))
		return a.derive("saved by spot and contracts", quotient(product(saved, spot), a.interruptible()), money)
	}
	return a.derive("saved by spot", product(spot, discount), money)
}

// feesFor are the fees of contracts on servers for a part of what they cover.
func (a *allocation) feesFor(part term) term {
	return quotient(product(a.fees(cost.OnServers), part), a.covered(cost.OnServers))
}

// saved is what contracts save of an amount: as much as of everything else that is not
// spot capacity.
func (a *allocation) saved(own term) []term {
	rest, c := a.steady(), a.covering(cost.OnServers)
	if c == nil || rest.value <= 0 {
		return nil
	}
	all := a.committed(cost.OnServers)
	if c.Spared > 0 {
		steady := a.derive("covered of other servers", difference(a.covered(cost.OnServers), a.spared()), money)
		all = difference(steady, a.feesFor(steady))
	}
	return []term{a.derive("saved by contracts", quotient(product(all, own), rest), money)}
}
