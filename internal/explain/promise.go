package explain

import (
	"fmt"

	"github.com/talimat/talimat-plan/internal/cost"
	"github.com/talimat/talimat-plan/internal/objective"
	"github.com/talimat/talimat-plan/internal/plan"
	"github.com/talimat/talimat-plan/internal/words"
)

// availability explains what the stated parts allow together.
func (x *explainer) availability() {
	var parts []term
	if d := x.scenario.Objectives.Dependencies; d != nil {
		number := in(x, "third parties", "objectives.dependencies.count", &d.Count)
		if d.Critical != nil {
			number = product(number, in(x, "critical", "objectives.dependencies.critical", d.Critical))
		}
		parts = append(parts, power(in(x, "availability of each", "objectives.dependencies.availability", &d.Availability), number))
	}
	for _, p := range objective.Parts(x.scenario, x.result.Capacity) {
		stated := in(x, p.Name, p.Path, p.Of)
		switch {
		case p.All > 0:
			where := ""
			if p.Region != "" {
				where = " in " + p.Region
			}
			x.note("in month %d %d of the %d servers%s of %s carry the load, each up %s of the time", p.Month, p.Most, p.All, where, p.Name, words.Percent(float64(*p.Of)))
			stated = x.is(fmt.Sprintf("%d of %d servers of %s%s", p.Most, p.All, p.Name, where), ratio(p.Value))
		case p.Share < 1:
			stated = difference(one(), product(x.is("share of the calls that need "+p.Name, ratio(p.Share)), difference(one(), stated)))
		}
		parts = append(parts, stated)
	}
	x.step("availability", ratio(*x.result.Figure("availability")), product(parts...))
}

// memory explains the memory that the replicas of a service use where they use most.
func (x *explainer) memory(v *plan.Service) {
	value := ratio(x.result.Series("services." + v.Name + ".memory_utilization")[x.month])
	var parts []term
	x.deployments(v, func(d *deployment) {
		if d.Replicas[x.month] <= 0 {
			return
		}
		units := objective.Units(x.scenario, x.result.Demand, d.service, x.month) * d.Share[x.month]
		base := in(x, "base", d.path+".memory.base", &d.service.Memory.Base)
		each := in(x, "per user", d.path+".memory.per_user", &d.service.Memory.PerUser)
		request := in(x, "memory request", d.path+".replica.memory", &d.service.Replica.Memory)
		replicas := x.is("replicas", count(d.Replicas[x.month]))
		used := sum(base, quotient(product(each, x.is("users", count(units))), replicas))
		parts = append(parts, x.step("memory", ratio(objective.Memory(x.scenario, x.result.Demand, d.Deployment, x.month)), quotient(used, request)))
	})
	if len(parts) == 0 {
		x.nothing("memory_utilization", value, "no replica runs")
		return
	}
	x.step("memory_utilization", value, greatest(parts...))
}

// region explains what the servers and load balancers of a region cost.
func (b *bill) region(name string) {
	value := money(b.result.Series("cost.regions." + name)[b.month])
	var own term
	var all []term
	for i := range b.scenario.Regions {
		list := b.is("list price of "+b.scenario.Regions[i].Name, money(b.result.ListOf(i, b.month)))
		if all = append(all, list); b.scenario.Regions[i].Name == name {
			own = list
		}
	}
	if sum(all...).value == 0 {
		b.nothing(name, value, "nothing runs in any region")
		return
	}
	infrastructure := b.step("servers and load balancers", money(b.result.Bill.Categories[cost.Infrastructure][b.month]), b.lines(cost.Infrastructure))
	b.step(name, value, quotient(product(infrastructure, own), sum(all...)))
}
