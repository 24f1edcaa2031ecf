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
	m.ladder.read(float64(m.scenario.Database.Utilization))
	m.operations = false
	for _, t := range m.ladder.ranks {
		m.operations = m.operations || m.ladder.tiers[t].IOPS != nil
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
	memory  []float64 // bytes: working set and connections
	asked   []float64 // users' requests per second that reach it at peak; of the demand or reached
	reached []float64 // scratch
	work    []float64 // requests at peak, times the complexity behind a query
	cores   []float64 // scratch: with the cache, or without it
	ops     []float64 // scratch: disk operations per second, the same

	used          bool      // whether services say what they ask of it themselves
	reads, writes []float64 // that they ask, per second at peak

	floor, follower []int     // rank of the cheapest tier that does all writes, and that replays them
	nothing         []float64 // zeros
}

// sizeDatabase sets disk, tier and read replicas by month, with the cache and
// without it.
func (m *Model) sizeDatabase(d *forecast.Demand, p *Plan) {
	m.reach(d)
	m.collect(d)
	m.rest(d, p)
	m.write(d, p)
	m.pickTiers(d, p, &p.Uncached, nil)
	if m.caches() {
		m.pickTiers(d, p, &p.Database, p.HitRatio)
	} else {
		copy(p.Database.Tier, p.Uncached.Tier)
		copy(p.Database.Replicas, p.Uncached.Replicas)
		copy(p.Database.Fixed, p.Uncached.Fixed)
		copy(p.Database.FixedTier, p.Uncached.FixedTier)
		copy(p.Database.lacks, p.Uncached.lacks)
		copy(p.Database.Missing, p.Uncached.Missing)
		p.Database.missing, p.Database.others = p.Uncached.missing, p.Uncached.others
	}
}

// write finds the cheapest tier that holds everything and does all writes, however
// many replicas read, and the cheapest that holds the data and replays the writes.
func (m *Model) write(d *forecast.Demand, p *Plan) {
	r, l := &m.query, &m.base
	row.Scale(l.cores, l.work, r.writeCPU)
	if clear(l.ops); m.operations {
		row.Scale(l.ops, l.asked, r.writeIO)
	}
	m.addQueries(d, nil, 0, 1)
	row.Fit(l.floor, m.ladder.limits, &[4][]float64{l.cores, l.memory, p.Database.Disk, l.ops})
	if r.fixed > 0 || m.named {
		row.Scale(l.cores, l.work, r.writeCPU*r.replay)
		if m.operations {
			row.Scale(l.ops, l.asked, r.writeIO*r.replay)
		}
		m.addQueries(d, nil, 0, r.replay)
		row.Fit(l.follower, m.ladder.limits, &[4][]float64{l.cores, l.nothing, p.Database.Disk, l.ops})
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
			l.memory[month] += float64(min(held, r.most) * r.connection)
		}
	}
	if m.scenario.Load.Complexity == nil {
		copy(l.work, l.asked)
		return
	}
	for month, complexity := range d.Complexity {
		l.work[month] = l.asked[month] * grow(complexity, r.heavier)
	}
}

// ask sets the cores and the disk operations that are asked of each server at
// peak, where there are no more replicas than regions that have one of their own.
// The cache spares some reads.
func (m *Model) ask(d *forecast.Demand, hit []float64) {
	r, l := &m.query, &m.base
	if hit == nil {
		row.Scale(l.cores, l.work, r.readCPU+r.writeCPU)
	} else {
		row.Left(l.cores, l.work, hit, r.readCPU, r.writeCPU)
	}
	switch {
	case !m.operations:
		clear(l.ops)
	case hit == nil:
		row.Scale(l.ops, l.asked, r.readIO+r.writeIO)
	default:
		row.Left(l.ops, l.asked, hit, r.readIO, r.writeIO)
	}
	m.addQueries(d, hit, 1, 1)
	for e := range m.epochs {
		if rd := &m.epochs[e].readers; rd.regions > 0 {
			from, to := m.span(e)
			m.spread(rd, d, hit, from, to)
		}
	}
}

// spread sets what is asked of the busiest server: the primary, with the reads of
// all regions that have no replica, or one of the replicas.
func (m *Model) spread(rd *readers, d *forecast.Demand, hit []float64, from, to int) {
	r, l := &m.query, &m.base
	busiest := func(reads, writes float64) float64 {
		return max(float64(reads*(1-rd.sum))+writes, float64(reads*rd.largest)+float64(writes*r.replay))
	}
	for month := from; month < to; month++ {
		missing := 1.0
		if hit != nil {
			missing = 1 - hit[month]
		}
		if l.used {
			q := m.work(d, month, missing)
			l.cores[month], l.ops[month] = busiest(q.readCPU, q.writeCPU), busiest(q.readIO, q.writeIO)
			continue
		}
		l.cores[month] = l.work[month] * busiest(r.readCPU*missing, r.writeCPU)
		l.ops[month] = l.asked[month] * busiest(r.readIO*missing, r.writeIO)
	}
}

// queries is the work of one month's peak; missing is the share of reads that
// the cache does not answer.
func (m *Model) queries(d *forecast.Demand, p *Plan, month int, missing float64) queryLoad {
	q := m.work(d, month, missing)
	q.memory, q.disk = m.base.memory[month], p.Database.Disk[month]
	return q
}

// work is what queries ask for at one month's peak: those of the requests, and those
// that services say they ask themselves.
func (m *Model) work(d *forecast.Demand, month int, missing float64) queryLoad {
	r, peak := &m.query, m.base.asked[month]
	heavier := grow(d.Complexity[month], r.heavier)
	q := queryLoad{
		readCPU: float64(peak * missing * r.readCPU * heavier), writeCPU: float64(peak * r.writeCPU * heavier),
		readIO: float64(peak * missing * r.readIO), writeIO: float64(peak * r.writeIO),
	}
	if l := &m.base; l.used {
		db := m.scenario.Database
		reads, writes := l.reads[month]*missing, l.writes[month]
		q.readCPU += float64(reads * float64(db.CPU.Read) * heavier)
		q.writeCPU += float64(writes * float64(db.CPU.Write) * heavier)
		q.readIO += float64(reads * float64(db.IO.Read))
		q.writeIO += float64(writes * float64(db.IO.Write))
	}
	return q
}

// uses reports whether a service says what it asks of the database.
func (m *Model) uses(service int) (reads, writes float64, ok bool) {
	reads, writes = m.scenario.Services[service].Queries("database")
	return reads, writes, reads > 0 || writes > 0
}

// collect adds up the queries that services say they ask themselves, at peak.
func (m *Model) collect(d *forecast.Demand) {
	l := &m.base
	l.used = false
	for i := range m.scenario.Services {
		reads, writes, ok := m.uses(i)
		if !ok {
			continue
		}
		if !l.used {
			l.used = true
			clear(l.reads)
			clear(l.writes)
		}
		m.PeakCalls(i, d, l.nothing)
		row.Add(l.reads, l.nothing, reads)
		row.Add(l.writes, l.nothing, writes)
	}
	clear(l.nothing)
}

// addQueries adds what those queries ask for to the cores and the disk operations that
// are asked of a server, with so much of the reads and of the writes.
func (m *Model) addQueries(d *forecast.Demand, hit []float64, ofReads, ofWrites float64) {
	l, db := &m.base, m.scenario.Database
	if !l.used {
		return
	}
	for month := range l.cores {
		reads, writes := l.reads[month]*ofReads, l.writes[month]*ofWrites
		if hit != nil {
			reads *= 1 - hit[month]
		}
		heavier := grow(d.Complexity[month], m.query.heavier)
		l.cores[month] += float64((float64(reads*float64(db.CPU.Read)) + float64(writes*float64(db.CPU.Write))) * heavier)
		if m.operations {
			l.ops[month] += float64(reads*float64(db.IO.Read)) + float64(writes*float64(db.IO.Write))
		}
	}
}
