package explain

import (
	"strings"

	"github.com/talimat/talimat-plan/internal/capacity"
	"github.com/talimat/talimat-plan/internal/model"
	"github.com/talimat/talimat-plan/internal/unit"
)

// database explains a figure of the database, such as "disk_bytes".
func (x *explainer) database(figure string) {
	p, m := &x.result.Capacity.Database, x.month
	if figure == "connections" {
		x.connections()
		return
	}
	if x.scenario.Database == nil {
		value := quantity{value: x.result.Series("database." + figure)[m], kind: x.out.Metric.Kind}
		x.nothing(figure, value, "the scenario has no database")
		return
	}
	switch figure {
	case "disk_bytes":
		x.disk()
	case "served":
		load := x.databaseLoad()
		load.served(p)
	case "cpu_utilization":
		load := x.databaseLoad()
		load.utilization(p)
	case "read_replicas":
		load := x.databaseLoad()
		load.replicas(p)
	}
}

// connections are what the replicas of the services hold.
func (x *explainer) connections() {
	var parts []term
	for i := range x.result.Services {
		v, s := &x.result.Services[i], &x.scenario.Services[i]
		if s.Connections > 0 {
			parts = append(parts, product(x.is(v.Name+" replicas", count(v.Replicas[x.month])),
				in(x, v.Name+" connections", "services."+v.Name+".connections", &s.Connections)))
		}
	}
	value := things("connection")(x.result.Capacity.Connections[x.month])
	if len(parts) == 0 {
		x.nothing("connections", value, "no service holds database connections")
		return
	}
	x.step("connections", value, sum(parts...))
}

// disk is the highest volume so far with its overhead, as files do not shrink
// when rows are deleted.
func (x *explainer) disk() term {
	db := x.scenario.Database
	month, highest := 0, 0.0
	for m, v := range x.result.Demand.DatabaseBytes[:x.month+1] {
		if v > highest {
			month, highest = m, v
		}
	}
	volume := x.is("database_bytes", bytes(highest))
	if month != x.month {
		volume.name = "highest database_bytes"
		x.note("the data was largest in month %d; files do not shrink when rows are deleted", month)
	}
	return x.step("disk", bytes(x.result.Capacity.Database.Disk[x.month]), quotient(
		product(volume, in(x, "overhead", "database.overhead", &db.Overhead)),
		difference(one(), in(x, "free space", "database.free_space", &db.FreeSpace))))
}

// databaseLoad is the work of the database in one month, with its steps.
type databaseLoad struct {
	*explainer
	db                *model.Database
	work              capacity.DatabaseWork
	tier              *model.DatabaseTier // in use
	readCPU, writeCPU term
	readIO, writeIO   term
	memory, disk      term
}

// databaseLoad explains what the services ask of the database and which tier
// carries it.
func (x *explainer) databaseLoad() *databaseLoad {
	sizing, p := x.result.Engine().Sizing(), x.result.Capacity
	l := &databaseLoad{
		explainer: x, db: x.scenario.Database, work: sizing.DatabaseWork(x.result.Demand, p, x.month),
		tier: sizing.Databases()[p.Database.Tier[x.month]],
	}
	l.queries()
	l.memory = l.memoryNeed()
	l.disk = x.disk()
	l.tiers()
	return l
}

// queries explains reads and writes, their CPU and their disk operations.
func (l *databaseLoad) queries() {
	x, db := l.explainer, l.db
	peak := x.metric("peak_rps")
	asked := product(peak, in(x, "reads", "database.reads", &db.Reads))
	if x.scenario.Cache != nil {
		asked = product(asked, difference(one(), x.metric("cache.hit_ratio")))
	}
	reads := x.derive("reads", asked, rate)
	writes := x.derive("writes", product(peak, in(x, "writes", "database.writes", &db.Writes)), rate)
	heavier := x.heavier("database", &db.ComplexityShare)
	cpu := func(queries, each term) term { return product(append([]term{queries, each}, heavier...)...) }
	l.readCPU = x.step("read cpu", cores(l.work.ReadCPU), cpu(reads, in(x, "cpu per read", "database.cpu.read", &db.CPU.Read)))
	l.writeCPU = x.step("write cpu", cores(l.work.WriteCPU), cpu(writes, in(x, "cpu per write", "database.cpu.write", &db.CPU.Write)))
	l.readIO = x.step("read io", rate(l.work.ReadIO), product(reads, in(x, "io per read", "database.io.read", &db.IO.Read)))
	l.writeIO = x.step("write io", rate(l.work.WriteIO), product(writes, in(x, "io per write", "database.io.write", &db.IO.Write)))
}

// memoryNeed is the working set and the connections.
func (l *databaseLoad) memoryNeed() term {
	x, c := l.explainer, &l.db.Connections
	held := x.metric("database.connections")
	if c.Pooler != nil {
		held = in(x, "pooler", "database.connections.pooler", c.Pooler)
	}
	if c.Max != nil {
		held = least(held, in(x, "max connections", "database.connections.max", c.Max))
	}
	return x.step("memory", bytes(l.work.Memory), sum(
		product(in(x, "working set", "database.working_set", &l.db.WorkingSet), x.metric("database_bytes")),
		product(held, in(x, "memory per connection", "database.connections.memory", &c.Memory))))
}

// tiers says of every tier up to the one in use whether it carries the work.
func (l *databaseLoad) tiers() {
	x := l.explainer
	sizing, used := x.result.Engine().Sizing(), x.result.Capacity.Database.Tier[x.month]
	x.word("database.min", l.db.Min)
	for t, tier := range sizing.Databases() {
		if t < l.work.Smallest || t > used {
			continue
		}
		exceeded := l.work.Exceeds[t]
		need, limit := l.against(tier, exceeded)
		switch exceeded {
		case capacity.Idle:
			l.fits(tier)
		default:
			x.say("tier "+tier.Name, need.name+" > "+limit.name, need.figure+" > "+limit.figure, "too small: "+words(exceeded))
		}
	}
	if wall := x.result.Capacity.Database.Wall[x.month]; wall != capacity.Idle {
		x.note("the largest tier and its read replicas do not carry the load: %s", words(wall))
	}
}

// against is the need and the limit of a tier for one resource.
func (l *databaseLoad) against(t *model.DatabaseTier, b capacity.Binding) (need, limit term) {
	x, path := l.explainer, "prices.databases."+t.Name
	switch b {
	case capacity.Memory:
		return l.memory, in(x, t.Name+" memory", path+".memory", &t.Memory)
	case capacity.Storage:
		return l.disk, in(x, t.Name+" storage", path+".storage", &t.Storage)
	case capacity.IOPS:
		return sum(l.readIO, l.writeIO), in(x, t.Name+" iops", path+".iops", t.IOPS)
	}
	return sum(l.readCPU, l.writeCPU), l.planned(t)
}

// planned is the CPU of a tier that the plan means to use.
func (l *databaseLoad) planned(t *model.DatabaseTier) term {
	x := l.explainer
	return product(in(x, t.Name+" cpu", "prices.databases."+t.Name+".cpu", &t.CPU),
		in(x, "utilization", "database.utilization", &l.db.Utilization))
}

// fits shows that a tier carries all resources.
func (l *databaseLoad) fits(t *model.DatabaseTier) {
	resources := []capacity.Binding{capacity.CPU, capacity.Memory, capacity.Storage}
	if t.IOPS != nil {
		resources = append(resources, capacity.IOPS)
	}
	var names, figures string
	for i, b := range resources {
		need, limit := l.against(t, b)
		if i > 0 {
			names, figures = names+"; ", figures+"; "
		}
		names += need.name + " ≤ " + limit.name
		figures += need.figure + " ≤ " + limit.figure
		if strings.HasSuffix(limit.figure, "iB") { // 67 GB ≤ 64 GiB reads as false, and holds
			figures += " = " + inUnitOf(need, limit)
		}
	}
	l.say("tier "+t.Name, names, figures, "fits")
}

// inUnitOf writes a limit in bytes in the unit in which the need stands before it.
func inUnitOf(need, limit term) string {
	divisor, suffix := unit.Scale(unit.KindBytes, []float64{need.value})
	return digits(limit.value/divisor) + " " + suffix
}

// carried reports whether the tier in use carries the load alone.
func (l *databaseLoad) carried() bool {
	return l.work.Exceeds[l.result.Capacity.Database.Tier[l.month]] == capacity.Idle
}

// free is the CPU that writes leave on the primary within the plan.
func (l *databaseLoad) free() term {
	return l.derive("cpu free for reads", greatest(constant("0", 0), difference(l.planned(l.tier), l.writeCPU)), cores)
}

// utilization is the CPU use of the primary.
func (l *databaseLoad) utilization(p *capacity.Database) {
	used := sum(l.readCPU, l.writeCPU)
	if !l.carried() {
		used = sum(l.writeCPU, least(l.readCPU, l.free()))
		l.note("reads beyond the primary's planned utilization go to read replicas")
	}
	l.step("cpu_utilization", ratio(p.Utilization[l.month]),
		quotient(used, in(l.explainer, l.tier.Name+" cpu", "prices.databases."+l.tier.Name+".cpu", &l.tier.CPU)))
}

// replicas are the fixed read replicas and those that reads need.
func (l *databaseLoad) replicas(p *capacity.Database) {
	x, r := l.explainer, &l.db.ReadReplicas
	var parts []term
	x.when("database.read_replicas.from", r.From)
	if from := r.From.Or(0); l.month < from {
		x.note("the fixed read replicas exist from month %d", from)
	} else {
		for i := range r.Uses {
			u := &r.Uses[i]
			parts = append(parts, in(x, u.Name, "database.read_replicas.uses."+u.Name, &u.Count))
		}
	}
	if l.carried() {
		x.note("the tier carries all reads: none is added")
	} else {
		parts = append(parts, l.added(p.Added[l.month]))
	}
	x.step("read_replicas", things("replica")(p.Replicas[l.month]), sum(parts...))
}

// added are the read replicas of the largest tier that its reads need: by CPU,
// by disk operations, and at most as many as the plan allows.
func (l *databaseLoad) added(value float64) term {
	x, r := l.explainer, &l.db.ReadReplicas
	most := in(x, "max", "database.read_replicas.max", &r.Max)
	var needs []term
	replay := in(x, "replay", "database.replay", &l.db.Replay)
	if free := l.free(); l.readCPU.value > free.value*(1+1e-9) {
		each := x.derive("cpu for reads of a replica", difference(l.planned(l.tier), product(replay, l.writeCPU)), cores)
		needs = append(needs, x.needed("read replicas for cpu", difference(l.readCPU, free), each, most))
	}
	if t := l.tier; t.IOPS != nil {
		iops := in(x, t.Name+" iops", "prices.databases."+t.Name+".iops", t.IOPS)
		all := sum(l.readIO, l.writeIO)
		if all.value > iops.value*(1+1e-9) && l.writeIO.value <= iops.value*(1+1e-9) {
			each := x.derive("io for reads of a replica", difference(iops, product(replay, l.writeIO)), rate)
			needs = append(needs, x.needed("read replicas for io", difference(all, iops), each, most))
		}
	}
	if len(needs) == 0 {
		return x.nothing("added replicas", things("replica")(value), "the reads need none")
	}
	return x.step("added replicas", things("replica")(value), greatest(needs...))
}

// needed is how many replicas carry an excess of reads, at most so many.
func (x *explainer) needed(name string, excess, each, most term) term {
	if each.value <= 0 {
		x.note("replaying the writes takes all of a read replica")
		return x.derive(name, most, things("replica"))
	}
	return x.derive(name, least(most, ceiling(quotient(excess, each))), things("replica"))
}
