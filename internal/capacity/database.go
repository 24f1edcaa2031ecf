package capacity

import (
	"math"

	"github.com/talimat/talimat-plan/internal/forecast"
	"github.com/talimat/talimat-plan/internal/row"
)

// queryLoad is what the services ask of the database at peak.
type queryLoad struct {
	readCPU, writeCPU float64 // cores
	readIO, writeIO   float64 // disk operations per second
	memory            float64 // bytes: working set and connections
	disk              float64 // bytes
}

// queryRates is what a request at peak asks of the database, hoisted out of the
// loop over the months.
type queryRates struct {
	readCPU, writeCPU float64 // seconds
	readIO, writeIO   float64 // disk operations
	heavier           float64 // share of the CPU that grows with the complexity
	workingSet        float64 // share of the live bytes that sit in memory
	connection        float64 // bytes of memory of one connection
	pooled, most      float64 // connections: of a pooler, or −1; and their limit
	disk              float64 // bytes of disk per byte at the high-water mark
	replay            float64 // CPU and disk operations of a replica per write, relative to the primary
	fixed, added      float64 // read replicas: kept for other uses, and most that reads may add
	fixedFrom         int     // month from which the fixed ones exist
}

func (m *Model) rateQueries() {
	db := m.scenario.Database
	reads, writes := float64(db.Reads), float64(db.Writes)
	m.query = queryRates{
		readCPU: reads * float64(db.CPU.Read), writeCPU: writes * float64(db.CPU.Write),
		readIO: reads * float64(db.IO.Read), writeIO: writes * float64(db.IO.Write),
		heavier: float64(db.ComplexityShare), workingSet: float64(db.WorkingSet), connection: float64(db.Connections.Memory),
		pooled: -1, most: math.Inf(1), disk: float64(db.Overhead) / (1 - float64(db.FreeSpace)),
		replay: float64(db.Replay), added: float64(db.ReadReplicas.Max), fixedFrom: db.ReadReplicas.From.Or(0),
	}
	if db.Connections.Pooler != nil {
		m.query.pooled = float64(*db.Connections.Pooler)
	}
	if db.Connections.Max != nil {
		m.query.most = float64(*db.Connections.Max)
	}
	for i := range db.ReadReplicas.Uses {
		m.query.fixed += float64(db.ReadReplicas.Uses[i].Count)
	}
	m.rateDatabases()
}

// databaseRate is what a database tier holds, and what is asked of it.
type databaseRate struct{ cpu, memory, disk, ops float64 }

// rateDatabases reads the numbers of the database tiers.
func (m *Model) rateDatabases() {
	utilization := float64(m.scenario.Database.Utilization)
	m.nested = true
	for i, t := range m.databases {
		r := databaseRate{cpu: float64(t.CPU) * utilization, memory: float64(t.Memory), disk: float64(t.Storage), ops: math.Inf(1)}
		if t.IOPS != nil {
			r.ops = float64(*t.IOPS)
		}
		m.holds[i] = r
		m.limits[i] = databaseRate{row.Limit(r.cpu), row.Limit(r.memory), row.Limit(r.disk), row.Limit(r.ops)}
		m.nested = m.nested && (i == 0 || r.carries(m.holds[i-1]))
	}
}

// carries reports whether everything that is asked fits.
func (t *databaseRate) carries(asked databaseRate) bool {
	return asked.cpu <= t.cpu && asked.memory <= t.memory && asked.disk <= t.disk && asked.ops <= t.ops
}

// exceeds is the first resource of a tier that the load does not fit in, or Idle.
func (t *databaseRate) exceeds(q *queryLoad) Binding {
	switch {
	case row.Over(q.readCPU+q.writeCPU, t.cpu):
		return CPU
	case row.Over(q.memory, t.memory):
		return Memory
	case row.Over(q.disk, t.disk):
		return Storage
	case row.Over(q.readIO+q.writeIO, t.ops):
		return IOPS
	}
	return Idle
}

// databaseLoad is what no cache changes, by month.
type databaseLoad struct {
	memory []float64 // bytes: working set and connections
	work   []float64 // requests at peak, times the complexity behind a query
	from   []int     // no smaller tier holds memory and disk
}

// sizeDatabase sets disk, tier and read replicas by month, with the cache and
// without it.
func (m *Model) sizeDatabase(d *forecast.Demand, p *Plan) {
	m.rest(d, p)
	m.pickTiers(d, p, &p.Uncached, nil)
	if m.caches() {
		m.pickTiers(d, p, &p.Database, p.HitRatio)
	} else {
		copy(p.Database.Tier, p.Uncached.Tier)
		copy(p.Database.Replicas, p.Uncached.Replicas)
	}
}

// rest sets what no cache changes: disk, as files do not shrink when rows are
// deleted, memory of working set and connections, requests by their weight, and
// the tier from which on to look for one that carries everything.
func (m *Model) rest(d *forecast.Demand, p *Plan) {
	r, n, l := &m.query, m.months+1, &m.base
	bytes, connections, disk := d.DatabaseBytes[:n], p.Connections[:n], p.Database.Disk[:n]
	peaks, complexity := d.PeakRPS[:n], d.Complexity[:n]
	memory, work, from := l.memory[:n], l.work[:n], l.from[:n]
	highest, held, tier := 0.0, r.pooled, m.smallest
	for month, live := range bytes {
		if live > highest {
			highest = live
		}
		if r.pooled < 0 {
			held = connections[month]
		}
		if held > r.most {
			held = r.most
		}
		disk[month], memory[month] = highest*r.disk, r.workingSet*live+held*r.connection
		work[month] = peaks[month] * grow(complexity[month], r.heavier)
		if m.nested {
			tier = m.holding(tier, memory[month], disk[month])
		}
		from[month] = tier
	}
}

// holding is the smallest of nested tiers that holds memory and disk, or the
// largest; it looks up and down from one that did.
func (m *Model) holding(tier int, memory, disk float64) int {
	for tier < len(m.limits)-1 && (memory > m.limits[tier].memory || disk > m.limits[tier].disk) {
		tier++
	}
	for tier > m.smallest && memory <= m.limits[tier-1].memory && disk <= m.limits[tier-1].disk {
		tier--
	}
	return tier
}

// pickTiers takes the smallest tier that carries everything, month by month; when
// the largest does not, read replicas of it take over reads.
func (m *Model) pickTiers(d *forecast.Demand, p *Plan, out *Database, hit []float64) {
	r, n, limits, largest := &m.query, m.months+1, m.limits, len(m.limits)-1
	readCPU, writeCPU, readIO, writeIO := r.readCPU, r.writeCPU, r.readIO, r.writeIO
	peaks, work, memory, disk, from := d.PeakRPS[:n], m.base.work[:n], m.base.memory[:n], p.Database.Disk[:n], m.base.from[:n]
	tiers, replicas := out.Tier[:n], out.Replicas[:n]
	missing := 1.0
	for month, tier := range from {
		if hit != nil {
			missing = 1 - hit[month]
		}
		cpu, ops := work[month], peaks[month]
		asked := databaseRate{cpu * (readCPU*missing + writeCPU), memory[month], disk[month], ops * (readIO*missing + writeIO)}
		for tier < largest && !limits[tier].carries(asked) {
			tier++
		}
		added := 0.0
		if tier == largest && !limits[tier].carries(asked) {
			byCPU, byIO := m.wanted(cpu*readCPU*missing, cpu*writeCPU, ops*readIO*missing, ops*writeIO)
			added = min(max(byCPU, byIO), r.added)
		}
		tiers[month], replicas[month] = tier, added
	}
	if r.fixed > 0 {
		for month := r.fixedFrom; month <= m.months; month++ {
			replicas[month] += r.fixed
		}
	}
}

// queries is the work of one month's peak; missing is the share of reads that
// the cache does not answer.
func (m *Model) queries(d *forecast.Demand, p *Plan, month int, missing float64) queryLoad {
	r, peak := &m.query, d.PeakRPS[month]
	heavier := grow(d.Complexity[month], r.heavier)
	return queryLoad{
		readCPU: peak * missing * r.readCPU * heavier, writeCPU: peak * r.writeCPU * heavier,
		readIO: peak * missing * r.readIO, writeIO: peak * r.writeIO,
		memory: m.base.memory[month], disk: p.Database.Disk[month],
	}
}

// wanted is how many read replicas of the largest tier the reads ask for, by CPU
// and by disk operations; infinitely many where none helps. Each replays all
// writes, so n replicas give n·(h − replay·w) of CPU, where h is the planned
// utilization of the cores and w the CPU of the writes.
func (m *Model) wanted(readCPU, writeCPU, readIO, writeIO float64) (byCPU, byIO float64) {
	t, replay := &m.holds[len(m.holds)-1], m.query.replay
	if free := max(t.cpu-writeCPU, 0); row.Over(readCPU, free) {
		byCPU = math.Inf(1)
		if each := t.cpu - replay*writeCPU; each > 0 {
			byCPU = row.Ceil((readCPU - free) / each)
		}
	}
	if row.Over(readIO+writeIO, t.ops) && !row.Over(writeIO, t.ops) {
		byIO = math.Inf(1)
		if each := t.ops - replay*writeIO; each > 0 {
			byIO = row.Ceil((readIO + writeIO - t.ops) / each)
		}
	}
	return byCPU, byIO
}

// wall is what the largest tier and as many read replicas of it as there may be
// cannot carry, or Idle.
func (m *Model) wall(q *queryLoad) Binding {
	t := &m.holds[len(m.holds)-1]
	byCPU, byIO := m.wanted(q.readCPU, q.writeCPU, q.readIO, q.writeIO)
	switch {
	case row.Over(q.writeCPU, t.cpu) || row.Over(q.writeIO, t.ops):
		return Writes
	case row.Over(q.disk, t.disk):
		return Storage
	case row.Over(q.memory, t.memory):
		return Memory
	case byIO > m.query.added:
		return IOPS
	case byCPU > m.query.added:
		return Reads
	}
	return Idle
}
