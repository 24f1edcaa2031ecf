package explain

import (
	"fmt"

	"github.com/talimat/talimat-plan/internal/capacity"
	"github.com/talimat/talimat-plan/internal/model"
)

// servers explains the servers at peak, or their average over the month.
func (x *explainer) servers(average bool) {
	sizing := x.result.Engine().Sizing()
	name := "nodes"
	if average {
		name = "average_nodes"
	}
	var parts []term
	for r := range x.result.Capacity.Regions {
		for _, g := range x.kinds(r) {
			x.place = g.place(sizing.Regions()[r].Name)
			part := g.nodes
			if average {
				part = g.average
			}
			if t := part(); t.value > 0 {
				t.name = x.here(t.name)
				parts = append(parts, t)
			}
			x.place = ""
		}
	}
	parts = append(parts, x.poolNodes(average)...)
	value := quantity{value: x.result.Series(name)[x.month], noun: "server", kind: count(0).kind}
	switch {
	case len(parts) == 0:
		x.nothing(name, value, "no replicas need servers")
	case len(parts) > 1 || x.regional() || len(x.scenario.Pools) > 0:
		x.step(name, value, sum(parts...))
	}
}

// region is the servers of a region, or those of one kind of replicas in it, for
// one month.
type region struct {
	*explainer
	*capacity.Servers
	index int
	kind  capacity.Kind
}

// kinds are the servers of a region: two kinds of them where spot capacity is used.
func (x *explainer) kinds(r int) []*region {
	all := &x.result.Capacity.Regions[r]
	if !x.result.Engine().Sizing().Apart(r, x.month) {
		return []*region{{explainer: x, Servers: &all.Servers, index: r}}
	}
	x.when("savings.spot.from", x.scenario.Savings.Spot.From)
	x.note("replicas that may be interrupted are on spot servers, all others on servers of their own")
	return []*region{
		{explainer: x, Servers: &all.Servers, index: r, kind: capacity.Steady},
		{explainer: x, Servers: &all.Spot, index: r, kind: capacity.Interruptible},
	}
}

// place names the servers that steps are about.
func (g *region) place(name string) string {
	switch {
	case g.kind != capacity.Interruptible:
		return name
	case name == "":
		return "spot capacity"
	}
	return "spot capacity of " + name
}

// has reports whether replicas of a service are on these servers.
func (g *region) has(d *capacity.Deployment) bool {
	return d.Region == g.index && g.result.Engine().Sizing().PoolOf(d.Service) < 0 && (g.kind == capacity.Together ||
		g.scenario.Services[d.Service].Interruptible == (g.kind == capacity.Interruptible))
}

// tier is the server tier in use.
func (g *region) tier() *model.ServerTier {
	return g.result.Engine().Sizing().Tiers()[g.Tier[g.month]]
}

// nodes are the servers at peak.
func (g *region) nodes() term {
	if g.Nodes[g.month] == 0 {
		return constant("0", 0)
	}
	sizing := g.result.Engine().Sizing()
	peak, _ := sizing.Requests(g.index, g.kind, g.month)
	request := g.request(&peak)
	g.choice()
	names, needs := request.needs(g.usable())
	for i := range needs {
		needs[i] = g.derive("servers for "+names[i], needs[i], things("server"))
	}
	needs = append(needs, g.alone(1, -1)...)
	servers := g.carry(needs)
	if now := g.scenario.Nodes.Now; now != nil && g.index == 0 && g.kind != capacity.Interruptible && !sizing.Autoscales(g.month) {
		servers = greatest(servers, g.left(in(g.explainer, "now", "nodes.now", now), sizing.Residents(0, 0), sizing.Residents(0, g.month)))
	}
	return g.step("servers", things("server")(g.Nodes[g.month]), servers)
}

// left is how many of today's units are left when the regions whose users they
// serve have become fewer.
func (x *explainer) left(now term, before, after []int) term {
	if len(after) >= len(before) {
		return now
	}
	users := func(homes []int) term {
		var parts []term
		for _, r := range homes {
			home := &x.scenario.Regions[r]
			x.when("regions."+home.Name+".from", home.From)
			parts = append(parts, in(x, "users near "+home.Name, "regions."+home.Name+".users", &home.Users))
		}
		return sum(parts...)
	}
	x.note("what runs today is given up with the users that a later region takes over")
	return ceiling(product(now, quotient(users(after), users(before))))
}

// alone are the servers that the whole replicas of one service ask for at a share
// of the peak, where these may be more than all replicas would fill.
func (g *region) alone(share float64, level int) []term {
	sizing := g.result.Engine().Sizing()
	most, ok := sizing.Alone(g.result.Capacity, g.index, g.kind, g.Tier[g.month], g.month, share, level)
	if !ok {
		return nil
	}
	v := &g.scenario.Services[most.Service]
	return []term{g.derive("servers for whole replicas of "+v.Name,
		quotient(g.is(v.Name, count(most.Replicas)), g.is("replicas of "+v.Name+" on a server", count(most.PerServer))), things("server"))}
}

// requested is what the replicas of a region ask for, as terms.
type requested struct{ cpu, memory, network, replicas term }

// request adds up what the replicas ask for at peak.
func (g *region) request(peak *capacity.Request) requested {
	x := g.explainer
	var cpu, memory, all []term
	for i := range x.result.Capacity.Deployments {
		d := &x.result.Capacity.Deployments[i]
		if !g.has(d) || d.Replicas[x.month] == 0 {
			continue
		}
		v := &x.scenario.Services[d.Service]
		replicas, path := x.is(v.Name, count(d.Replicas[x.month])), "services."+v.Name+".replica"
		cpu = append(cpu, product(replicas, in(x, "cpu request", path+".cpu", &v.Replica.CPU)))
		all = append(all, replicas)
		memory = append(memory, product(replicas, in(x, "memory request", path+".memory", &v.Replica.Memory)))
	}
	return requested{
		cpu:     g.step("cpu", cores(peak.CPU), sum(cpu...)),
		memory:  g.step("memory", bytes(peak.Memory), sum(memory...)),
		network: g.network(peak.Network), replicas: sum(all...),
	}
}

// network is the traffic of the region's users that the CDN leaves.
func (g *region) network(value float64) term {
	x := g.explainer
	if value == 0 {
		return constant("0", 0) // the traffic is that of the other servers
	}
	factors := []term{x.metric("peak_rps")}
	if x.regional() {
		var users []term
		for _, r := range x.result.Engine().Sizing().Residents(g.index, x.month) {
			home := &x.scenario.Regions[r]
			x.when("regions."+home.Name+".from", home.From)
			users = append(users, in(x, "users near "+home.Name, "regions."+home.Name+".users", &home.Users))
		}
		factors = append(factors, sum(users...))
	}
	factors = append(factors, in(x, "bytes", "load.bytes", &x.scenario.Load.Bytes), constant("8", 8))
	if c := x.scenario.CDN; x.result.Capacity.CDNShare[x.month] > 0 && x.result.Engine().Sizing().Regions()[g.index].CDN {
		x.when("cdn.from", c.From)
		factors = append(factors, difference(one(), in(x, "offload", "cdn.offload", &c.Offload)))
	}
	return x.step("network", bits(value), product(factors...))
}

// choice explains the tier: of those that hold a replica of everything, the one
// that is billed least for the month.
func (g *region) choice() {
	x, sizing := g.explainer, g.result.Engine().Sizing()
	var prices []term
	var paid float64
	for t, tier := range sizing.Tiers() {
		if g.refused(tier) {
			continue
		}
		_, average := sizing.Servers(x.result.Capacity, g.index, g.kind, t, x.month)
		bill := product(x.is(tier.Name, count(average)), g.billed(tier))
		prices = append(prices, bill)
		if t == g.Tier[x.month] {
			paid = bill.value
		}
	}
	if len(prices) > 0 {
		g.step("cheapest tier", money(paid), least(prices...))
		g.because("%s", g.tier().Name)
	}
}

// refused says of a tier that a replica does not fit it, if one does not.
func (g *region) refused(t *model.ServerTier) bool {
	x := g.explainer
	for i := range x.result.Capacity.Deployments {
		d := &x.result.Capacity.Deployments[i]
		v := &x.scenario.Services[d.Service]
		if !g.has(d) || d.Replicas[x.month] == 0 || capacity.PerServer(&x.scenario.Nodes, t, &v.Replica) > 0 {
			continue
		}
		u, path := g.room(t), "services."+v.Name+".replica"
		need, has := in(x, v.Name+" cpu request", path+".cpu", &v.Replica.CPU), u.cpu
		if memory := in(x, v.Name+" memory request", path+".memory", &v.Replica.Memory); memory.value > u.memory.value {
			need, has = memory, u.memory
		}
		x.say("tier "+t.Name, need.name+" > "+has.name, need.figure+" > "+has.figure, "too small")
		return true
	}
	return false
}

// billed is what a server of a tier is billed, at the prices of month 0.
func (g *region) billed(t *model.ServerTier) term {
	x := g.explainer
	price := x.serverPrice(t)
	if x.regional() && x.scenario.Regions[g.index].Price != 1 {
		home := &x.scenario.Regions[g.index]
		price = product(price, in(x, "price factor of "+home.Name, "regions."+home.Name+".price", &home.Price))
	}
	if s := x.scenario.Savings.Spot; g.kind == capacity.Interruptible {
		price = product(price, difference(one(), product(in(x, "discount", "savings.spot.discount", &s.Discount),
			difference(one(), in(x, "fallback", "savings.spot.fallback", &s.Fallback)))))
	}
	price = x.shared("infrastructure", price)
	if each := &x.scenario.Prices.Monitoring.PerNode; *each > 0 {
		price = sum(price, x.shared("monitoring", in(x, "monitoring per server", "prices.monitoring.per_node", each)))
	}
	if charges := x.result.Engine().Sizing().Burden(x.month); charges != 0 {
		price = sum(price, x.is("charges per server", money(charges)))
	}
	return price
}

// shared is what a price comes to with the charges that are a share of its category.
func (x *explainer) shared(category string, price term) term {
	servers, watched := x.result.Engine().Sizing().Shares()
	share := map[string]float64{"infrastructure": servers, "monitoring": watched}[category]
	if share == 1 {
		return price
	}
	return product(price, x.is("with the charges that are a share of it", factor(share)))
}

// serverPrice is the list price of a server tier.
func (x *explainer) serverPrice(t *model.ServerTier) term {
	return in(x, t.Name+" price", "prices.servers."+t.Name+".price", &t.Price)
}

// usable is what a server of the tier in use has for replicas, and its bandwidth.
func (g *region) usable() requested {
	t := g.tier()
	u := g.room(t)
	if t.Network > 0 {
		u.network = in(g.explainer, t.Name+" network", "prices.servers."+t.Name+".network", &t.Network)
	}
	if most := g.scenario.Nodes.ReplicasPerNode; most != nil {
		u.replicas = in(g.explainer, "replicas per node", "nodes.replicas_per_node", most)
	}
	return u
}

// room is what a server of a tier has for replicas.
func (g *region) room(t *model.ServerTier) requested {
	x, n := g.explainer, &g.scenario.Nodes
	path := "prices.servers." + t.Name
	free := func(all term) term {
		return product(all, difference(one(), in(x, "system", "nodes.system", &n.System)),
			difference(one(), in(x, "headroom", "nodes.headroom", &n.Headroom)))
	}
	return requested{
		cpu:    x.derive("usable cpu", free(in(x, t.Name+" cpu", path+".cpu", &t.CPU)), cores),
		memory: x.derive("usable memory", free(in(x, t.Name+" memory", path+".memory", &t.Memory)), bytes),
	}
}

// needs are the servers that each resource asks for, with their names.
func (q *requested) needs(usable requested) (names []string, needs []term) {
	names, needs = []string{"cpu", "memory"}, []term{quotient(q.cpu, usable.cpu), quotient(q.memory, usable.memory)}
	if usable.network.value > 0 {
		names, needs = append(names, "network"), append(needs, quotient(q.network, usable.network))
	}
	if usable.replicas.value > 0 {
		names, needs = append(names, "replicas"), append(needs, quotient(q.replicas, usable.replicas))
	}
	return names, needs
}

// carry rounds the largest need up and adds the spare servers, of which spot
// capacity has none.
func (g *region) carry(needs []term) term {
	servers := ceiling(greatest(needs...))
	if spare := &g.scenario.Nodes.Spare; *spare > 0 && g.kind != capacity.Interruptible {
		servers = sum(servers, in(g.explainer, "spare", "nodes.spare", spare))
	}
	return servers
}

// average is the mean over the week where replicas follow the load.
func (g *region) average() term {
	x, sizing := g.explainer, g.result.Engine().Sizing()
	if g.Average[x.month] == 0 {
		return constant("0", 0)
	}
	x.when("savings.autoscaling.from", x.scalingFrom())
	if !sizing.Autoscales(x.month) {
		x.note("autoscaling does not act in this month: what the peak needs runs all the time")
		return g.nodes()
	}
	peak, levels := sizing.Requests(g.index, g.kind, x.month)
	g.request(&peak)
	g.choice()
	x.week()
	x.note("the replicas behind each level of the week are those of services.*.average_replicas")
	hours, load := sizing.Week()
	usable, parts := g.usable(), []term{}
	for k, q := range levels {
		level := fmt.Sprintf(" at level %d", k+1)
		at := requested{
			cpu: x.is("cpu"+level, cores(q.CPU)), memory: x.is("memory"+level, bytes(q.Memory)),
			network:  product(x.is("network", bits(peak.Network)), x.is("load", ratio(load[k]))),
			replicas: x.is("replicas"+level, count(q.Replicas)),
		}
		_, needs := at.needs(usable)
		needs = append(needs, g.alone(load[k], k)...)
		carried := x.step("servers"+level, things("server")(sizing.ServersAt(x.result.Capacity, g.index, g.kind, g.Tier[x.month], x.month, k)), g.carry(needs))
		parts = append(parts, product(x.is("share of the week"+level, ratio(hours[k])), carried))
	}
	return g.step("average servers", things("server")(g.Average[x.month]), sum(parts...))
}
