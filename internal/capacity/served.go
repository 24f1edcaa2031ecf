package capacity

import (
	"math"
	"slices"

	"github.com/talimat/talimat-plan/internal/forecast"
	"github.com/talimat/talimat-plan/internal/row"
)

// This file says what share of its peak load each part of a plan carries. Sizing
// does not need to know; what gives a verdict does.

// Serve completes a plan that Size has filled from the same demand, and that no
// run has changed since, with the shares of the peak load that it carries. It
// allocates nothing.
func (m *Model) Serve(d *forecast.Demand, p *Plan) {
	for i := range p.Deployments {
		out := &p.Deployments[i]
		for month, need := range out.Need {
			out.Served[month] = staffed(out.Replicas[month], need)
		}
		if m.anyMisfits() {
			m.reject(i, p)
		}
	}
	if len(m.ladder.tiers) > 0 {
		for month := range p.Database.Tier {
			p.Database.Served[month], p.Database.Short[month] = m.servedIn(d, p, month)
		}
	}
}

// staffed is the share of a need that so many replicas carry: 1 where they are
// what the need is rounded up to.
func staffed(replicas, need float64) float64 {
	if row.Ceil(need) <= replicas {
		return 1
	}
	return carried(replicas, need)
}

// reject leaves a deployment unserved where its replicas fit no server: the tier
// in use is one that holds most of what runs there.
func (m *Model) reject(i int, p *Plan) {
	service, out := m.deployments[i].service, &p.Deployments[i]
	for month, need := range out.Need {
		if t := m.Ground(p, i, month).Tier[month]; need > 0 && m.grounds[m.groundOf[service]].servers[t].fits[service].whole == 0 {
			out.Served[month] = 0
		}
	}
}

// anyMisfits reports whether a replica does not fit some tier of its servers.
func (m *Model) anyMisfits() bool {
	return slices.ContainsFunc(m.grounds, func(g ground) bool { return g.misfits })
}

// carried is the share of a need that so many units carry: 1 where they are
// enough, with the tolerance of sizes, and where nothing is needed.
func carried(units, need float64) float64 {
	if !row.Over(need, units) {
		return 1
	}
	return units / need
}

// servedIn is the share of its peak load that the primary and the read replicas
// that reads may use carry in a month, and the resource that leaves no more.
func (m *Model) servedIn(d *forecast.Demand, p *Plan, month int) (served float64, short Binding) {
	served, short = 1, Idle
	if p.Database.lacks[month] { // else the tier was chosen because it carries the load
		served, short = m.queried(d, p, &p.Database, month, 1-p.HitRatio[month])
	}
	if room := carried(m.admits(), p.Connections[month]); room < served {
		served, short = room, DatabaseConnections
	}
	return served, short
}

// admits is how many connections of services the server has room for; a pooler
// opens its own, however many they are.
func (m *Model) admits() float64 {
	if m.query.pooled >= 0 {
		return math.Inf(1)
	}
	return max(m.query.most-float64(m.scenario.Database.Connections.Reserved), 0)
}

// serves is the largest share of a load that a primary of the tier and so many
// read replicas of it carry, and the resource that leaves no more, or Idle.
//
// Of a share s the primary does all writes, s·w ≤ h, and n replicas replay them
// and help with the reads: s·(r + w + n·replay·w) ≤ (1+n)·h, where h is what a
// server has of CPU at its planned utilization, or of disk operations. Memory and
// disk have each server hold all, so that the share is that of what is held.
func (t *databaseRate) serves(q *queryLoad, replicas, replay float64) (share float64, short Binding) {
	share, short = 1, Idle
	least := func(s float64, b Binding) {
		if s < share {
			share, short = s, b
		}
	}
	least(carried(t.cpu, q.writeCPU), Writes)
	least(carried(t.ops, q.writeIO), Writes)
	least(carried(t.disk, q.disk), Storage)
	least(carried(t.memory, q.memory), Memory)
	if !math.IsInf(t.ops, 1) {
		least(carried((1+replicas)*t.ops, q.readIO+float64(q.writeIO*(1+float64(replicas*replay)))), IOPS)
	}
	least(carried((1+replicas)*t.cpu, q.readCPU+float64(q.writeCPU*(1+float64(replicas*replay)))), Reads)
	return share, short
}
