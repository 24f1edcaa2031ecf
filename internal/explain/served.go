package explain

import (
	"fmt"

	"github.com/talimat/talimat-plan/internal/capacity"
	"github.com/talimat/talimat-plan/internal/plan"
	"github.com/talimat/talimat-plan/internal/words"
)

// carried is the share of a need that what is provisioned carries; all of it
// where nothing is needed.
func carried(provisioned, need term) (term, bool) {
	if need.value <= 0 {
		return one(), false
	}
	return least(constant("1", 1), quotient(provisioned, need)), true
}

// served explains what share of its peak load a service carries, in the region
// where it is least: what is provisioned there, and what is needed.
func (x *explainer) served(v *plan.Service) {
	var regions []term
	x.deployments(v, func(d *deployment) {
		need := d.need()
		replicas := d.replicas()
		part, asked := carried(replicas, need)
		if !asked {
			return
		}
		if capacity.Whole(need.value) <= replicas.value {
			part = constant("1", 1) // the last bit of a need rounds up to no replica
		}
		regions = append(regions, x.step("share carried", ratio(d.Served[x.month]), part))
	})
	value := ratio(v.Served[x.month])
	if len(regions) == 0 {
		x.nothing("served", value, "nothing is asked of "+v.Name)
		return
	}
	x.step("served", value, least(regions...))
}

// servedByAll explains the least share that any part of the plan carries.
func (x *explainer) servedByAll() {
	var parts []term
	for i := range x.result.Services {
		parts = append(parts, x.metric("services."+x.result.Services[i].Name+".served"))
	}
	if x.scenario.Database != nil {
		parts = append(parts, x.metric("database.served"))
	}
	for i := range x.scenario.Pools {
		parts = append(parts, x.metric("pools."+x.scenario.Pools[i].Name+".served"))
	}
	for _, i := range x.result.Engine().Pricing().Limited() {
		parts = append(parts, x.metric("charges."+x.scenario.Charges[i].Name+".served"))
	}
	for i := range x.scenario.Stores {
		parts = append(parts, x.metric("stores."+x.scenario.Stores[i].Name+".served"))
	}
	value := ratio(x.result.Series("served")[x.month])
	if len(parts) == 0 {
		x.nothing("served", value, "nothing carries any load")
		return
	}
	x.step("served", value, least(parts...))
	for _, p := range parts {
		if p.value == value.value && p.value < 1 {
			x.note("%s explains what is needed and provisioned there", p.name)
		}
	}
}

// served explains what share of its peak load the database carries. Of a share s
// the primary does all writes and n read replicas replay them and help with the
// reads: s·(r + w + n·replay·w) ≤ (1 + n)·h.
func (l *databaseLoad) served(p *capacity.Database) {
	x, db, t := l.explainer, l.db, l.tier
	path := "prices.databases." + t.Name
	n := x.is("read replicas for reads", count(p.Added[x.month]))
	fleet := sum(one(), n)
	replay := in(x, "replay", "database.replay", &db.Replay)
	var parts []term
	add := func(resource string, have, need term) {
		if part, asked := carried(have, need); asked {
			parts = append(parts, x.derive("share by "+resource, part, ratio))
		}
	}
	all := func(reads, writes term) term {
		return sum(reads, product(writes, sum(one(), product(n, replay))))
	}
	add("writes", l.planned(t), l.writeCPU)
	add("reads and writes", product(fleet, l.planned(t)), all(l.readCPU, l.writeCPU))
	if t.IOPS != nil {
		iops := in(x, t.Name+" iops", path+".iops", t.IOPS)
		add("disk operations of writes", iops, l.writeIO)
		add("disk operations", product(fleet, iops), all(l.readIO, l.writeIO))
	}
	add("disk", in(x, t.Name+" storage", path+".storage", &t.Storage), l.disk)
	add("memory", in(x, t.Name+" memory", path+".memory", &t.Memory), l.memory)
	if c := &db.Connections; c.Pooler == nil && c.Max != nil {
		room := greatest(constant("0", 0), difference(in(x, "max connections", "database.connections.max", c.Max),
			in(x, "reserved", "database.connections.reserved", &c.Reserved)))
		add("connections", room, x.metric("database.connections"))
	}
	value := ratio(p.Served[x.month])
	if len(parts) == 0 {
		x.nothing("served", value, "nothing is asked of the database")
		return
	}
	x.step("served", value, least(parts...))
	if short := p.Short[x.month]; short != capacity.Idle {
		x.because("for want of %s", shortOf(short))
	}
}

// shortOf is what a database lacks, in words.
func shortOf(b capacity.Binding) string {
	switch b {
	case capacity.Writes:
		return "a primary that carries the writes"
	case capacity.Reads:
		return "cpu"
	case capacity.DatabaseConnections:
		return "connections"
	case capacity.Storage:
		return "disk"
	case capacity.IOPS:
		return "disk operations"
	}
	return words.Phrase(b.String())
}

// shortage explains from when on the plan falls short.
func (x *explainer) shortage() {
	month := x.result.Reached.Shortage
	if month == nil {
		x.missing("shortage", "everything carries its peak load in every month")
		return
	}
	share := x.result.Series("served")[*month]
	x.note("explain served --month %d says of which part", *month)
	x.step("shortage", months(float64(*month)), term{
		name: "first month with served < 100%", figure: fmt.Sprintf("%s < 100%%", x.text(ratio(share))), value: float64(*month),
	})
}
