package explain

import (
	"strings"

	"github.com/talimat/talimat-plan/internal/model"
	"github.com/talimat/talimat-plan/internal/plan"
	"github.com/talimat/talimat-plan/internal/unit"
)

// pools explains a figure of a pool, such as "gpu.nodes".
func (x *explainer) pools(rest string) {
	for i := range x.scenario.Pools {
		of := &x.scenario.Pools[i]
		figure, ok := strings.CutPrefix(rest, of.Name+".")
		value := x.result.Series("pools." + of.Name + "." + figure)
		switch {
		case !ok:
		case figure == "cost":
			b := x.bill()
			x.step(figure, money(value[x.month]), sum(b.derived(func(line *model.Charge) bool { return line.Pool == of.Name })...))
		case figure == "served":
			x.poolServed(i, value[x.month])
		default:
			x.poolServers(i, figure, value[x.month])
		}
	}
}

// derived are some lines of the bill.
func (b *bill) derived(some func(line *model.Charge) bool) (parts []term) {
	for i, line := range b.scenario.Lines() {
		if some(&line) {
			parts = append(parts, b.storeLine(i))
		}
	}
	return parts
}

// poolServers are the servers of a pool, with what its replicas request.
func (x *explainer) poolServers(pool int, figure string, value float64) {
	of, sizing := &x.scenario.Pools[pool], x.result.Engine().Sizing()
	path := "pools." + of.Name
	for r := range x.result.Capacity.Pools[pool].Regions {
		servers := &x.result.Capacity.Pools[pool].Regions[r].Servers
		if servers.Nodes[x.month] == 0 {
			continue
		}
		x.place = sizing.Regions()[r].Name
		asked, tier := sizing.PoolRequests(pool, r, x.month), sizing.PoolTiers(pool)[servers.Tier[x.month]]
		usable := product(difference(one(), in(x, "system", path+".system", &of.System)), difference(one(), in(x, "headroom", path+".headroom", &of.Headroom)))
		x.derive("servers by cpu", quotient(x.is("cpu requests", cores(asked.CPU)), product(x.is("cpu of "+tier.Name, cores(float64(tier.CPU))), usable)), count)
		x.derive("servers by memory", quotient(x.is("memory requests", bytes(asked.Memory)), product(x.is("memory of "+tier.Name, bytes(float64(tier.Memory))), usable)), count)
		x.place = ""
	}
	x.note("servers hold whole replicas, and as many of them as their GPUs and limits allow; spare ones come on top")
	x.nothing(figure, quantity{value: value, kind: unit.KindCount, noun: "server"}, "the most that CPU, memory, GPUs and whole replicas ask for, rounded up in each region, with the spare ones")
}

// poolServed is the share of the servers of a pool that there may be.
func (x *explainer) poolServed(pool int, value float64) {
	of := &x.scenario.Pools[pool]
	need := x.is("servers that are needed", count(x.result.Capacity.Pools[pool].Need[x.month]))
	if of.Max == nil || need.value == 0 {
		x.nothing("served", ratio(value), of.Name+" has no maximum, or nothing runs there")
		return
	}
	part, asked := carried(in(x, "max", "pools."+of.Name+".max", of.Max), need)
	if !asked {
		part = one()
	}
	x.step("served", ratio(value), part)
}

// poolNodes are the servers of all pools by name, as parts of a sum.
func (x *explainer) poolNodes(average bool) (parts []term) {
	for i := range x.scenario.Pools {
		name := "pools." + x.scenario.Pools[i].Name + ".nodes"
		if average {
			name = "pools." + x.scenario.Pools[i].Name + ".average_nodes"
		}
		if n := x.result.Series(name)[x.month]; n > 0 {
			parts = append(parts, x.metric(name))
		}
	}
	return parts
}

// gpus is the GPU time used as a share of what is requested, in the region where it is
// highest.
func (x *explainer) gpus(v *plan.Service) {
	value := x.result.Series("services." + v.Name + ".gpu_utilization")[x.month]
	var regions []term
	x.deployments(v, func(d *deployment) {
		if d.service.GPU == nil || d.service.Replica.GPU == nil || d.Replicas[x.month] == 0 {
			return
		}
		calls := d.calls()
		busy := product(append([]term{calls, in(x, "gpu", d.path+".gpu", d.service.GPU)}, d.heavier(d.path, &d.service.ComplexityShare)...)...)
		regions = append(regions, x.derive("gpu use", quotient(busy, product(d.is("replicas", count(d.Replicas[x.month])), in(x, "gpu request", d.path+".replica.gpu", d.service.Replica.GPU))), ratio))
	})
	if len(regions) == 0 {
		x.nothing("gpu_utilization", ratio(value), "the service has no GPU time, or no replica runs")
		return
	}
	x.step("gpu_utilization", ratio(value), greatest(regions...))
}

// poolPart is what a service pays of the servers of its pool.
func (a *allocation) poolPart(v *plan.Service, value quantity) {
	sizing, service := a.result.Engine().Sizing(), a.result.Capacity.Deployments[v.Deployments[0]].Service
	pool := sizing.PoolOf(service)
	own, all := 0.0, 0.0
	for i := range a.result.Capacity.Deployments {
		d := &a.result.Capacity.Deployments[i]
		if sizing.PoolOf(d.Service) != pool {
			continue
		}
		weight := float64(d.Average[a.month] * sizing.Weight(d.Service, a.result.Capacity.Pools[pool].Regions[d.Region].Tier[a.month]))
		if all += weight; d.Service == service {
			own += weight
		}
	}
	name := a.scenario.Pools[pool].Name
	servers := 0.0 // as the engine has it: the line of the bill is rounded
	for i, line := range a.scenario.Lines() {
		if line.Name == "pools."+name+".nodes" {
			a.storeLine(i)
			servers = a.chargeOf(i).Effective
		}
	}
	a.step("cost", value, product(a.is("servers of "+name, money(servers)), quotient(a.is("weight of "+v.Name, count(own)), a.is("weights of all services of "+name, count(all)))))
}
