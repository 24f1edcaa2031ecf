package capacity

import (
	"math"

	"github.com/talimat/talimat-plan/internal/forecast"
)

// queryLoad is what the services ask of the database at peak.
type queryLoad struct {
	readCPU, writeCPU float64 // cores
	readIO, writeIO   float64 // disk operations per second
	memory            float64 // bytes: working set and connections
	disk              float64 // bytes
}

// caching sets the cache's hit ratio and the CDN's share by month.
func (m *Model) caching(d *forecast.Demand, p *Plan) {
	clear(p.CDNShare)
	if offload, first := m.offload(); offload > 0 {
		for e := range m.epochs {
			from, to := m.span(e)
			for month := max(from, first); month < to; month++ {
				p.CDNShare[month] = offload * m.epochs[e].cdn
			}
		}
	}
	clear(p.HitRatio)
	c := m.scenario.Cache
	if c == nil || m.claims(claimCaching) {
		return
	}
	ratio, hot, fits := float64(c.HitRatio), float64(c.Hot), m.CacheBytes()
	for month := c.From.Or(0); month <= m.months; month++ {
		hit := ratio
		if wanted := hot * d.DatabaseBytes[month]; wanted > fits {
			hit *= fits / wanted
		}
		p.HitRatio[month] = hit
	}
}

// offload is the share of the bytes that the CDN sends where it serves, and the
// month from which it does.
func (m *Model) offload() (share float64, from int) {
	if c := m.scenario.CDN; c != nil && !m.claims(claimCDN) {
		return float64(c.Offload), c.From.Or(0)
	}
	return 0, 0
}

// CacheBytes is the data that the cache holds: masters × node × (1 − reserve).
func (m *Model) CacheBytes() float64 {
	c := m.scenario.Cache
	if c == nil {
		return 0
	}
	masters := float64(c.Nodes) / (1 + float64(c.Replicas))
	return masters * float64(c.Memory) * (1 - float64(c.Reserve))
}

type claimedLever uint8

const (
	claimCaching claimedLever = iota
	claimCDN
)

// claims reports whether a lever is taken at its word, so that it changes the
// bill and not what is provisioned.
func (m *Model) claims(l claimedLever) bool {
	lever := m.scenario.Savings.Caching
	if l == claimCDN {
		lever = m.scenario.Savings.CDN
	}
	return lever != nil && lever.Claimed != nil
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
	for i, t := range m.databases {
		r := databaseRate{cpu: float64(t.CPU) * float64(db.Utilization), memory: float64(t.Memory), disk: float64(t.Storage), ops: math.Inf(1)}
		if t.IOPS != nil {
			r.ops = float64(*t.IOPS)
		}
		m.holds[i] = r
	}
}

// databaseRate is what a database tier holds.
type databaseRate struct{ cpu, memory, disk, ops float64 }

// exceeds is the first resource of a tier that the load does not fit in, or Idle.
func (t *databaseRate) exceeds(q *queryLoad) Binding {
	switch {
	case over(q.readCPU+q.writeCPU, t.cpu):
		return CPU
	case over(q.memory, t.memory):
		return Memory
	case over(q.disk, t.disk):
		return Storage
	case over(q.readIO+q.writeIO, t.ops):
		return IOPS
	}
	return Idle
}

// sizeDatabase sets tier and replicas by month; without hit ratios nothing is cached.
func (m *Model) sizeDatabase(d *forecast.Demand, p *Plan, out *Database, hit []float64) {
	highest := 0.0 // files do not shrink when rows are deleted
	for month := range out.Disk {
		if bytes := d.DatabaseBytes[month]; bytes > highest {
			highest = bytes
		}
		out.Disk[month] = highest * m.query.disk
		missing := 1.0
		if hit != nil {
			missing = 1 - hit[month]
		}
		q := m.queries(d, p, month, missing)
		q.disk = out.Disk[month]
		m.pickTier(&q, out, month)
	}
	if m.query.fixed > 0 {
		for month := m.query.fixedFrom; month <= m.months; month++ {
			out.Replicas[month] += m.query.fixed
		}
	}
}

// queries is the work of one month's peak; missing is the share of reads that
// the cache does not answer.
func (m *Model) queries(d *forecast.Demand, p *Plan, month int, missing float64) queryLoad {
	r, peak := &m.query, d.PeakRPS[month]
	heavier := grow(d.Complexity[month], r.heavier)
	connections := r.pooled
	if connections < 0 {
		connections = p.Connections[month]
	}
	if connections > r.most {
		connections = r.most
	}
	return queryLoad{
		readCPU: peak * missing * r.readCPU * heavier, writeCPU: peak * r.writeCPU * heavier,
		readIO: peak * missing * r.readIO, writeIO: peak * r.writeIO,
		memory: r.workingSet*d.DatabaseBytes[month] + connections*r.connection,
	}
}

// pickTier takes the smallest tier that carries everything; when the largest
// does not, read replicas of it take over reads; what then remains is a wall.
func (m *Model) pickTier(q *queryLoad, out *Database, month int) {
	out.Replicas[month], out.Added[month], out.Wall[month] = 0, 0, Idle
	binding := Minimum
	for t := m.smallest; t < len(m.holds); t++ {
		out.Tier[month], out.Binding[month] = t, binding
		binding = m.holds[t].exceeds(q)
		if binding == Idle {
			return
		}
	}
	m.addReplicas(q, out, month)
}

// addReplicas adds as many read replicas of the largest tier as the reads need.
// Each replays all writes, so n replicas give n·(h − replay·w) of CPU, where h
// is the planned utilization of the cores and w the CPU of the writes.
func (m *Model) addReplicas(q *queryLoad, out *Database, month int) {
	t, limit := &m.holds[len(m.holds)-1], m.query.added
	free := max(t.cpu-q.writeCPU, 0)          // on the primary
	each := t.cpu - m.query.replay*q.writeCPU // on a replica
	added, wall := 0.0, Idle
	if over(q.readCPU, free) {
		out.Binding[month] = Reads
		if each > 0 {
			added = ceil((q.readCPU - free) / each)
		}
		if each <= 0 || added > limit {
			added, wall = limit, Reads
		}
	}
	if over(q.readIO+q.writeIO, t.ops) && !over(q.writeIO, t.ops) {
		out.Binding[month] = Reads
		more := limit + 1
		if left := t.ops - m.query.replay*q.writeIO; left > 0 {
			more = ceil((q.readIO + q.writeIO - t.ops) / left)
		}
		if more > limit {
			more, wall = limit, IOPS
		}
		added = max(added, more)
	}
	switch {
	case over(q.writeCPU, t.cpu) || over(q.writeIO, t.ops):
		wall = Writes
	case over(q.disk, t.disk):
		wall = Storage
	case over(q.memory, t.memory):
		wall = Memory
	}
	out.Added[month], out.Replicas[month], out.Wall[month] = added, added, wall
	if wall != Idle {
		out.Binding[month] = wall
	}
}

// utilize sets the CPU use of the primary: all work that fits, or all writes
// and as many of the reads as leave the planned utilization.
func (m *Model) utilize(d *forecast.Demand, p *Plan, out *Database, hit []float64) {
	for month, tier := range out.Tier {
		missing := 1.0
		if hit != nil {
			missing = 1 - hit[month]
		}
		q := m.queries(d, p, month, missing)
		q.disk = out.Disk[month]
		used := q.readCPU + q.writeCPU
		if m.holds[tier].exceeds(&q) != Idle {
			used = q.writeCPU + min(q.readCPU, max(m.holds[tier].cpu-q.writeCPU, 0))
		}
		out.Utilization[month] = used / float64(m.databases[tier].CPU)
	}
}

// over compares with the relative tolerance of ceil.
func over(need, have float64) bool { return need > have+have*epsilon }
