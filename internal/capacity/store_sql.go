package capacity

import (
	"math"

	"github.com/talimat/talimat-plan/internal/row"
	"github.com/talimat/talimat-plan/internal/unit"
)

// A relational store is a primary, its standbys and read replicas, as the database is:
// see ladder.go. The cheapest size with the fewest replicas that carries everything is
// taken; where none does, what carries the largest share of the load, priced as so many
// of them as would carry all.

// held is the connections that the services which use a store hold at peak.
func (m *Model) held(st *storeModel, p *Plan, month int) (sum float64) {
	for _, u := range st.uses {
		held := float64(m.scenario.Services[u.service].Connections)
		if held == 0 {
			continue
		}
		for i := range p.Deployments {
			if out := &p.Deployments[i]; out.Service == u.service {
				sum += float64(out.Replicas[month] * held)
			}
		}
	}
	return sum
}

// climbStore sizes a relational store for the load of a month.
func (m *Model) climbStore(st *storeModel, q *storeLoad, month int) machineSize {
	work := st.work(q)
	own, share := m.readingRegions(st, month)
	best := machineSize{served: -1, list: math.Inf(1), binding: Minimum}
	for t := range st.machines {
		if month == 0 && st.Now != "" && st.machines[t].Name != st.Now {
			continue
		}
		size := st.rung(&work, q, t, own, share)
		if size.served > best.served || size.served == best.served && size.list < best.list*less {
			if t > 0 && size.served == 1 && size.binding == Minimum {
				rate := st.rate(t - 1)
				if b := rate.exceeds(&work); b != Idle {
					size.binding = b
				}
			}
			best = size
		}
	}
	return best
}

// work is what queries ask of a server.
func (s *storeModel) work(q *storeLoad) queryLoad {
	w := queryLoad{
		readCPU: q.reads * float64(s.CPU.Read) * q.heavier, writeCPU: q.writes * float64(s.CPU.Write) * q.heavier,
		readIO: q.reads * float64(s.IO.Read), writeIO: q.writes * float64(s.IO.Write), disk: q.bytes * s.DiskPerByte(),
	}
	if s.WorkingSet != nil {
		w.memory = q.bytes * float64(*s.WorkingSet)
	}
	if c := s.Connections; c != nil {
		w.memory += float64(min(s.pooled(q.connections), orAny(c.Max)) * float64(c.Memory))
	}
	return w
}

// pooled is the connections that the server sees.
func (s *storeModel) pooled(held float64) float64 {
	if c := s.Connections; c != nil && c.Pooler != nil {
		return float64(*c.Pooler)
	}
	return held
}

// orAny is a number that may not be there: without it, any.
func orAny(n *unit.Count) float64 {
	if n == nil {
		return math.Inf(1)
	}
	return float64(*n)
}

// rate is what a size holds.
func (s *storeModel) rate(tier int) databaseRate {
	t := &s.machines[tier]
	r := databaseRate{cpu: *t.CPU * float64(s.Utilization), memory: *t.Memory, disk: math.Inf(1), ops: math.Inf(1)}
	if t.Storage != nil && *t.Storage > 0 {
		r.disk = *t.Storage
	}
	if t.IOPS != nil {
		r.ops = *t.IOPS
	}
	return r
}

// rung is a size with the read replicas that carry a load, or as many as there may be.
func (s *storeModel) rung(work *queryLoad, q *storeLoad, tier int, own, share float64) machineSize {
	rate, replay, most := s.rate(tier), 1.0, 15.0
	if s.Replay != nil {
		replay = float64(*s.Replay)
	}
	if s.ReadReplicas != nil && s.ReadReplicas.Max != nil {
		most = float64(*s.ReadReplicas.Max)
	}
	size := machineSize{tier: tier, binding: Minimum, served: 1}
	n, ok := rate.helpers(work, replay, own, share)
	if !ok || n-own > most {
		n = own + most
		if size.served, size.short = rate.serves(work, n, replay); size.served < 1 {
			size.binding = size.short
			n = max(rate.few(work.readCPU, work.writeCPU, size.served, rate.cpu, replay, n), rate.few(work.readIO, work.writeIO, size.served, rate.ops, replay, n), own)
		}
	} else if n > own {
		size.binding = Reads
	}
	n += s.ReadReplicas.Fixed() // which take their part of the writes as the others do
	size.replicas = n
	if c := s.Connections; c != nil && c.Pooler == nil {
		if room := carried(max(orAny(c.Max)-float64(c.Reserved), 0), q.connections); room < size.served {
			size.served, size.short = room, DatabaseConnections
		}
	}
	size.nodes = max(s.CopiesOf(), s.minimum()) + n
	size.need = size.nodes
	size.list = size.nodes * *s.machines[tier].Price
	if size.served < 1 && size.served > 0 && size.short != DatabaseConnections {
		size.list /= size.served
	}
	return size
}

func (s *storeModel) minimum() float64 {
	if s.Min == nil {
		return 1
	}
	return float64(*s.Min)
}

// helpers is how many read replicas a primary needs, of which so many stand in regions
// whose share of the reads they serve, and whether it holds and writes everything.
func (t *databaseRate) helpers(q *queryLoad, replay, own, share float64) (n float64, ok bool) {
	if row.Over(q.writeCPU, t.cpu) || row.Over(q.writeIO, t.ops) || row.Over(q.memory, t.memory) || row.Over(q.disk, t.disk) {
		return 0, false
	}
	cpu, ops := t.cpu-float64(replay*q.writeCPU), t.ops-float64(replay*q.writeIO)
	n = max(helping(float64(q.readCPU*(1-share))-(t.cpu-q.writeCPU), t.cpu, cpu), helping(float64(q.readIO*(1-share))-(t.ops-q.writeIO), t.ops, ops))
	there := max(helping(q.readCPU*share, 0, cpu), helping(q.readIO*share, 0, ops), own)
	return n + there, !math.IsInf(n+there, 1)
}

// readingRegions are the regions with a read replica of their own in a month, and the
// share of the reads that they serve.
func (m *Model) readingRegions(st *storeModel, month int) (own, share float64) {
	e := &m.epochs[m.epochOf[month]]
	for r := range m.regions {
		if e.open[r] && m.roleOf(st.Name, r) == "replica" {
			own, share = own+1, share+e.share[r]
		}
	}
	return own, share
}
