package capacity

import "github.com/talimat/talimat-plan/internal/forecast"

// queryLoad is what the services ask of the database at peak.
type queryLoad struct {
	readCPU, writeCPU float64 // cores
	readIO, writeIO   float64 // disk operations per second
	memory            float64 // bytes: working set and connections
	disk              float64 // bytes
}

// caching sets the cache's hit ratio and the CDN's share by month.
func (m *Model) caching(d *forecast.Demand, p *Plan) {
	for month := range p.HitRatio {
		p.HitRatio[month] = 0
		p.CDNShare[month] = m.offload(month) * m.epochs[m.epochOf[month]].cdn
		c := m.scenario.Cache
		if c == nil || m.claims(claimCaching) || month < c.From.Or(0) {
			continue
		}
		hit := float64(c.HitRatio)
		if hot := float64(c.Hot) * d.DatabaseBytes[month]; hot > m.CacheBytes() {
			hit *= m.CacheBytes() / hot
		}
		p.HitRatio[month] = hit
	}
}

// offload is the share of the bytes that the CDN sends where it serves.
func (m *Model) offload(month int) float64 {
	if c := m.scenario.CDN; c != nil && !m.claims(claimCDN) && month >= c.From.Or(0) {
		return float64(c.Offload)
	}
	return 0
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

// sizeDatabase sets tier and replicas by month; without hit ratios nothing is cached.
func (m *Model) sizeDatabase(d *forecast.Demand, p *Plan, out *Database, hit []float64) {
	db := m.scenario.Database
	highest := 0.0 // files do not shrink when rows are deleted
	for month := 0; month <= m.months; month++ {
		if bytes := d.DatabaseBytes[month] * float64(db.Overhead); bytes > highest {
			highest = bytes
		}
		missing := 1.0
		if hit != nil {
			missing = 1 - hit[month]
		}
		q := m.queries(d, p, month, missing)
		q.disk = highest / (1 - float64(db.FreeSpace))
		m.pickTier(&q, out, month)
		if month >= db.ReadReplicas.From.Or(0) {
			for i := range db.ReadReplicas.Uses {
				out.Replicas[month] += float64(db.ReadReplicas.Uses[i].Count)
			}
		}
	}
}

// queries is the work of one month's peak; missing is the share of reads that
// the cache does not answer.
func (m *Model) queries(d *forecast.Demand, p *Plan, month int, missing float64) queryLoad {
	db := m.scenario.Database
	heavier := grow(d.Complexity[month], float64(db.ComplexityShare))
	reads := d.PeakRPS[month] * float64(db.Reads) * missing
	writes := d.PeakRPS[month] * float64(db.Writes)
	connections := p.Connections[month]
	if db.Connections.Pooler != nil {
		connections = float64(*db.Connections.Pooler)
	}
	if limit := db.Connections.Max; limit != nil && connections > float64(*limit) {
		connections = float64(*limit)
	}
	return queryLoad{
		readCPU: reads * float64(db.CPU.Read) * heavier, writeCPU: writes * float64(db.CPU.Write) * heavier,
		readIO: reads * float64(db.IO.Read), writeIO: writes * float64(db.IO.Write),
		memory: float64(db.WorkingSet)*d.DatabaseBytes[month] + connections*float64(db.Connections.Memory),
	}
}

// pickTier takes the smallest tier that carries everything; when the largest
// does not, read replicas of it take over reads; what then remains is a wall.
func (m *Model) pickTier(q *queryLoad, out *Database, month int) {
	out.Replicas[month], out.Added[month], out.Wall[month] = 0, 0, Idle
	out.Disk[month] = q.disk
	binding := Minimum
	for t := m.smallest; t < len(m.databases); t++ {
		out.Tier[month], out.Binding[month] = t, binding
		binding = m.exceeds(t, q)
		if binding == Idle {
			out.Utilization[month] = (q.readCPU + q.writeCPU) / float64(m.databases[t].CPU)
			return
		}
	}
	m.addReplicas(q, out, month)
}

// exceeds is the first resource of a tier that the load does not fit in, or Idle.
func (m *Model) exceeds(tier int, q *queryLoad) Binding {
	t := m.databases[tier]
	switch {
	case over(q.readCPU+q.writeCPU, float64(t.CPU)*float64(m.scenario.Database.Utilization)):
		return CPU
	case over(q.memory, float64(t.Memory)):
		return Memory
	case over(q.disk, float64(t.Storage)):
		return Storage
	case t.IOPS != nil && over(q.readIO+q.writeIO, float64(*t.IOPS)):
		return IOPS
	}
	return Idle
}

// addReplicas adds as many read replicas of the largest tier as the reads need.
// Each replays all writes, so n replicas give n·(h − replay·w) of CPU, where h
// is the planned utilization of the cores and w the CPU of the writes.
func (m *Model) addReplicas(q *queryLoad, out *Database, month int) {
	db, t := m.scenario.Database, m.databases[len(m.databases)-1]
	capacity := float64(t.CPU) * float64(db.Utilization)
	free := capacity - q.writeCPU                    // on the primary
	each := capacity - float64(db.Replay)*q.writeCPU // on a replica
	added, wall := 0.0, Idle
	if excess := q.readCPU - max(free, 0); over(q.readCPU, max(free, 0)) {
		out.Binding[month] = Reads
		if each > 0 {
			added = ceil(excess / each)
		}
		if limit := float64(db.ReadReplicas.Max); each <= 0 || added > limit {
			added, wall = limit, Reads
		}
	}
	if t.IOPS != nil && over(q.readIO+q.writeIO, float64(*t.IOPS)) && !over(q.writeIO, float64(*t.IOPS)) {
		ops := float64(*t.IOPS)
		out.Binding[month] = Reads
		more := float64(db.ReadReplicas.Max) + 1
		if left := ops - float64(db.Replay)*q.writeIO; left > 0 {
			more = ceil((q.readIO + q.writeIO - ops) / left)
		}
		if more > float64(db.ReadReplicas.Max) {
			more, wall = float64(db.ReadReplicas.Max), IOPS
		}
		added = max(added, more)
	}
	switch {
	case over(q.writeCPU, capacity):
		wall = Writes
	case t.IOPS != nil && over(q.writeIO, float64(*t.IOPS)):
		wall = Writes
	case over(q.disk, float64(t.Storage)):
		wall = Storage
	case over(q.memory, float64(t.Memory)):
		wall = Memory
	}
	out.Added[month], out.Replicas[month], out.Wall[month] = added, added, wall
	if wall != Idle {
		out.Binding[month] = wall
	}
	out.Utilization[month] = (q.writeCPU + min(q.readCPU, max(free, 0))) / float64(t.CPU)
}

// over compares with the relative tolerance of ceil.
func over(need, have float64) bool { return need > have+have*epsilon }
