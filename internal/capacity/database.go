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

// rateDatabases reads the numbers of the database tiers. One that is smaller than
// may be used holds nothing.
func (m *Model) rateDatabases() {
	utilization := float64(m.scenario.Database.Utilization)
	m.operations = false
	for i, t := range m.databases {
		r := databaseRate{cpu: float64(t.CPU) * utilization, memory: float64(t.Memory), disk: float64(t.Storage), ops: math.Inf(1)}
		if t.IOPS != nil {
			r.ops, m.operations = float64(*t.IOPS), true
		}
		m.holds[i] = r
		m.limits[i] = [4]float64{row.Limit(r.cpu), row.Limit(r.memory), row.Limit(r.disk), row.Limit(r.ops)}
		if i < m.smallest {
			m.limits[i][0] = -1
		}
	}
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

// databaseLoad is what is asked of the database, by month.
type databaseLoad struct {
	memory []float64 // bytes: working set and connections
	work   []float64 // requests at peak, times the complexity behind a query
	cores  []float64 // scratch: with the cache, or without it
	ops    []float64 // scratch: disk operations per second, the same
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
// deleted, memory of working set and connections, and requests by their weight.
func (m *Model) rest(d *forecast.Demand, p *Plan) {
	r, l, highest := &m.query, &m.base, 0.0
	disk := p.Database.Disk[:len(d.DatabaseBytes)]
	for month, live := range d.DatabaseBytes {
		if live > highest {
			highest = live
		}
		disk[month] = highest * r.disk
	}
	row.Scale(l.memory, d.DatabaseBytes, r.workingSet)
	if r.connection > 0 {
		for month, held := range p.Connections {
			if r.pooled >= 0 {
				held = r.pooled
			}
			l.memory[month] += min(held, r.most) * r.connection
		}
	}
	if m.scenario.Load.Complexity == nil {
		copy(l.work, d.PeakRPS)
		return
	}
	for month, complexity := range d.Complexity {
		l.work[month] = d.PeakRPS[month] * grow(complexity, r.heavier)
	}
}

// pickTiers takes the smallest tier that carries everything, month by month; when
// the largest does not, read replicas of it take over reads.
func (m *Model) pickTiers(d *forecast.Demand, p *Plan, out *Database, hit []float64) {
	l := &m.base
	m.ask(d, hit)
	clear(out.Replicas)
	if !row.Fit(out.Tier, m.limits, &[4][]float64{l.cores, l.memory, p.Database.Disk, l.ops}) {
		for month, tier := range out.Tier {
			if tier == len(m.limits) {
				out.Tier[month], out.Replicas[month] = tier-1, m.added(month, d, hit)
			}
		}
	}
	if m.query.fixed > 0 {
		for month := m.query.fixedFrom; month <= m.months; month++ {
			out.Replicas[month] += m.query.fixed
		}
	}
}

// ask sets the cores and the disk operations that are asked at peak, of which the
// cache spares some reads.
func (m *Model) ask(d *forecast.Demand, hit []float64) {
	r, l := &m.query, &m.base
	if hit == nil {
		row.Scale(l.cores, l.work, r.readCPU+r.writeCPU)
		if m.operations {
			row.Scale(l.ops, d.PeakRPS, r.readIO+r.writeIO)
		}
		return
	}
	work, cores := l.work[:len(hit)], l.cores[:len(hit)]
	for month, hit := range hit {
		cores[month] = work[month] * (r.readCPU*(1-hit) + r.writeCPU)
	}
	if m.operations {
		for month, hit := range hit {
			l.ops[month] = d.PeakRPS[month] * (r.readIO*(1-hit) + r.writeIO)
		}
	}
}

// added is how many read replicas take over reads from the largest tier.
func (m *Model) added(month int, d *forecast.Demand, hit []float64) float64 {
	r, missing := &m.query, 1.0
	if hit != nil {
		missing = 1 - hit[month]
	}
	cpu, ops := m.base.work[month], d.PeakRPS[month]
	byCPU, byIO := m.wanted(cpu*r.readCPU*missing, cpu*r.writeCPU, ops*r.readIO*missing, ops*r.writeIO)
	return min(max(byCPU, byIO), r.added)
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
