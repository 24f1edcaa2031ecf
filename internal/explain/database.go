package explain

import (
	"slices"
	"strings"

	"github.com/talimat/talimat-plan/internal/capacity"
	"github.com/talimat/talimat-plan/internal/model"
	"github.com/talimat/talimat-plan/internal/unit"
	"github.com/talimat/talimat-plan/internal/words"
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
	asked, written := x.asked()
	if x.scenario.Cache != nil {
		asked = product(asked, difference(one(), x.metric("cache.hit_ratio")))
	}
	reads := x.derive("reads", asked, rate)
	writes := x.derive("writes", written, rate)
	heavier := x.heavier("database", &db.ComplexityShare)
	cpu := func(queries, each term) term { return product(append([]term{queries, each}, heavier...)...) }
	l.readCPU = x.step("read cpu", cores(l.work.ReadCPU), cpu(reads, in(x, "cpu per read", "database.cpu.read", &db.CPU.Read)))
	l.writeCPU = x.step("write cpu", cores(l.work.WriteCPU), cpu(writes, in(x, "cpu per write", "database.cpu.write", &db.CPU.Write)))
	l.readIO = x.step("read io", rate(l.work.ReadIO), product(reads, in(x, "io per read", "database.io.read", &db.IO.Read)))
	l.writeIO = x.step("write io", rate(l.work.WriteIO), product(writes, in(x, "io per write", "database.io.write", &db.IO.Write)))
}

// reaching is the requests that the CDN leaves to the services.
func (x *explainer) reaching() term {
	peak, answered := x.metric("peak_rps"), x.result.Engine().Sizing().Answered(x.month)
	if answered == 0 {
		return peak
	}
	c := x.scenario.CDN
	x.when("cdn.from", c.From)
	spared := in(x, "cdn requests", "cdn.requests", c.Requests)
	if x.regional() {
		spared = product(spared, x.is("users of regions with the cdn", ratio(answered/spared.value)))
	}
	return x.derive("requests that reach services", product(peak, difference(one(), spared)), rate)
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

// tiers says of every tier whether it carries the work, and with how many read
// replicas, and which is cheapest.
func (l *databaseLoad) tiers() {
	x := l.explainer
	sizing, p := x.result.Engine().Sizing(), &x.result.Capacity.Database
	x.word("database.min", l.db.Min)
	var prices []term
	paid := 0.0
	for t, tier := range sizing.Databases() {
		rung := &l.work.Rungs[t]
		if t < l.work.Smallest {
			continue
		}
		need, limit := l.against(tier, rung.Exceeds)
		switch {
		case !rung.Carries:
			l.refused(tier)
			continue
		case rung.Replicas > 0:
			if rung.Exceeds == capacity.Idle {
				l.fits(tier)
			} else {
				x.say("tier "+tier.Name, need.name+" > "+limit.name, need.figure+" > "+limit.figure,
					"with "+x.text(things("read replica")(rung.Replicas)))
			}
		default:
			l.fits(tier)
		}
		price := product(in(x, tier.Name+" price", "prices.databases."+tier.Name+".price", &tier.Price), sum(one(), x.is("read replicas of "+tier.Name, count(rung.Replicas))))
		prices = append(prices, price)
		if t == p.Tier[x.month] {
			paid = price.value
		}
	}
	if wall := p.Wall[x.month]; wall != capacity.Idle {
		x.note("no tier and its read replicas carry the load, for want of %s; %s serves most of it", shortOf(wall), l.tier.Name)
	} else if len(prices) > 1 {
		x.step("cheapest database", money(paid), least(prices...))
		x.because("%s", l.tier.Name)
	}
}

// refused says what keeps a tier from carrying the work, whatever reads.
func (l *databaseLoad) refused(t *model.DatabaseTier) {
	x := l.explainer
	need, limit, why := l.writeCPU, l.planned(t), "too small: writes"
	if t.IOPS != nil && l.writeIO.value > float64(*t.IOPS)*(1+1e-9) {
		need, limit, why = l.writeIO, in(x, t.Name+" iops", "prices.databases."+t.Name+".iops", t.IOPS), "too small: disk operations of writes"
	}
	if need.value <= limit.value*(1+1e-9) {
		for _, b := range []capacity.Binding{capacity.Memory, capacity.Storage} {
			if n, has := l.against(t, b); n.value > has.value*(1+1e-9) {
				need, limit, why = n, has, "too small: "+words.Phrase(b.String())
			}
		}
	}
	if need.value <= limit.value*(1+1e-9) {
		need, limit = l.against(t, l.work.Rungs[slices.Index(l.result.Engine().Sizing().Databases(), t)].Exceeds)
		why = "more read replicas than there may be"
	}
	x.say("tier "+t.Name, need.name+" > "+limit.name, need.figure+" > "+limit.figure, why)
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
	return words.Precise(unit.KindCount, limit.value/divisor, "") + " " + suffix
}

// free is the CPU that writes leave on the primary within the plan.
func (l *databaseLoad) free() term {
	return l.derive("cpu free for reads", greatest(constant("0", 0), difference(l.planned(l.tier), l.writeCPU)), cores)
}

// utilization is the CPU use of the primary.
func (l *databaseLoad) utilization(p *capacity.Database) {
	l.note("reads beyond the primary's planned utilization go to read replicas")
	used := sum(l.writeCPU, least(l.central(l.readCPU), l.free()))
	l.step("cpu_utilization", ratio(p.Utilization[l.month]),
		quotient(used, in(l.explainer, l.tier.Name+" cpu", "prices.databases."+l.tier.Name+".cpu", &l.tier.CPU)))
}

// near is the users of a region as a share of all that are served there.
func (l *databaseLoad) near(region int) term {
	var users []term
	for _, r := range l.result.Engine().Sizing().Residents(region, l.month) {
		home := &l.scenario.Regions[r]
		users = append(users, in(l.explainer, "users near "+home.Name, "regions."+home.Name+".users", &home.Users))
	}
	return sum(users...)
}

// central is what of the reads no region serves itself.
func (l *databaseLoad) central(reads term) term {
	if len(l.work.Readers) == 0 {
		return reads
	}
	var served []term
	for _, r := range l.work.Readers {
		home := &l.scenario.Regions[r]
		l.word("regions."+home.Name+".database", home.Database.Role)
		served = append(served, l.near(r))
	}
	return product(reads, difference(one(), served...))
}

// replicas are the fixed read replicas and those that reads need.
func (l *databaseLoad) replicas(p *capacity.Database) {
	x, r := l.explainer, &l.db.ReadReplicas
	var parts []term
	x.when("database.read_replicas.from", r.From)
	from := r.From.Or(0)
	if l.month < from {
		x.note("the fixed read replicas exist from month %d", from)
	}
	for i := range r.Uses {
		u := &r.Uses[i]
		regions := x.is("regions for "+u.Name, count(l.work.Named[i]))
		switch own := in(x, u.Name, "database.read_replicas.uses."+u.Name, &u.Count); {
		case l.month < from && regions.value > 0:
			parts = append(parts, regions)
		case l.month < from:
		case regions.value > 0:
			parts = append(parts, greatest(own, regions))
		default:
			parts = append(parts, own)
		}
	}
	parts = append(parts, l.added(p.Added[l.month]))
	x.step("read_replicas", things("replica")(p.Replicas[l.month]), sum(parts...))
}

// added are the read replicas that the reads need of the tier in use: of those that
// no region serves itself, and of each region that does.
func (l *databaseLoad) added(value float64) term {
	x := l.explainer
	quantity := things("replica")(value)
	if l.work.Share < 1 || !l.work.Rungs[l.result.Capacity.Database.Tier[l.month]].Carries {
		return x.step("replicas for reads", quantity, l.few())
	}
	parts := []term{l.needed("the reads", l.central(l.readCPU), l.central(l.readIO), nil)}
	for _, r := range l.work.Readers {
		near := l.near(r)
		parts = append(parts, greatest(one(), l.needed("the reads in "+l.scenario.Regions[r].Name, product(l.readCPU, near), product(l.readIO, near), &r)))
	}
	if len(parts) == 1 && value == 0 {
		return x.nothing("replicas for reads", quantity, "the primary carries all reads")
	}
	return x.step("replicas for reads", quantity, sum(parts...))
}

// needed is how many replicas take over reads: what the primary has left, where it
// is not in another region, goes first; each replica replays the writes.
func (l *databaseLoad) needed(what string, cpu, io term, region *int) term {
	x, t := l.explainer, l.tier
	replay := in(x, "replay", "database.replay", &l.db.Replay)
	var needs []term
	take := func(by string, reads, writes, has term, as func(float64) quantity) {
		excess := reads
		if region == nil {
			free := has.value - writes.value
			if reads.value <= free+float64(has.value*1e-9) {
				return
			}
			excess = difference(reads, difference(has, writes))
		}
		each := x.derive(by+" for reads of a replica", difference(has, product(replay, writes)), as)
		if reads.value > 0 && each.value > 0 {
			needs = append(needs, x.derive("replicas for "+what+" by "+by, ceiling(quotient(excess, each)), things("replica")))
		}
	}
	take("cpu", cpu, l.writeCPU, l.planned(t), cores)
	if t.IOPS != nil {
		take("io", io, l.writeIO, in(x, t.Name+" iops", "prices.databases."+t.Name+".iops", t.IOPS), rate)
	}
	if len(needs) == 0 {
		return constant("0", 0)
	}
	return greatest(needs...)
}

// few is how many replicas serve the reads where no tier carries everything, beside
// the share of the writes that can be served: r + s·(w + n·replay·w) ≤ (1 + n)·h, as
// far as there may be so many.
func (l *databaseLoad) few() term {
	x, t := l.explainer, l.tier
	share, replay := x.is("share that can be served", ratio(l.work.Share)), in(x, "replay", "database.replay", &l.db.Replay)
	in(x, "max", "database.read_replicas.max", &l.db.ReadReplicas.Max)
	most := x.is("most replicas", count(l.work.Most))
	needs := []term{x.is("regions with a replica", count(float64(len(l.work.Readers))))}
	take := func(reads, writes, has term) {
		excess := difference(sum(reads, product(share, writes)), has)
		if excess.value > 0 {
			needs = append(needs, least(ceiling(quotient(excess, difference(has, product(share, replay, writes)))), most))
		}
	}
	take(l.readCPU, l.writeCPU, l.planned(t))
	if t.IOPS != nil {
		take(l.readIO, l.writeIO, in(x, t.Name+" iops", "prices.databases."+t.Name+".iops", t.IOPS))
	}
	return greatest(needs...)
}
