package explain

import (
	"github.com/talimat/talimat-plan/internal/cost"
	"github.com/talimat/talimat-plan/internal/objective"
	"github.com/talimat/talimat-plan/internal/plan"
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
	if db := x.scenario.Database; db != nil && db.Availability != nil {
		parts = append(parts, in(x, "write primary", "database.availability", db.Availability))
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
