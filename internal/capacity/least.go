package capacity

import (
	"github.com/talimat/talimat-plan/internal/forecast"
	"github.com/talimat/talimat-plan/internal/row"
)

// This file finds the months in which a plan falls short without asking every
// part in every month, as each future of a simulation does.

// strand sets 0 in the months in which replicas fit no server.
func (m *Model) strand(p *Plan, least []float64) {
	for i := range m.deployments {
		service := m.deployments[i].service
		for month, need := range p.Deployments[i].Need[:len(least)] {
			if t := m.Ground(p, i, month).Tier[month]; need > 0 && m.grounds[m.groundOf[service]].servers[t].fits[service].whole == 0 {
				least[month] = 0
			}
		}
	}
}

// Least fills a row with the least share of its peak load that any part of a plan
// carries, by month: what [Model.Serve] says of each part, of a plan that Size has
// filled from the same demand. Only what has a maximum can fall short of a need.
// It allocates nothing.
func (m *Model) Least(d *forecast.Demand, p *Plan, least []float64) {
	row.Fill(least, 1)
	for i := range m.deployments {
		if m.scenario.Services[m.deployments[i].service].Replicas.Max == nil {
			continue
		}
		replicas := p.Deployments[i].Replicas[:len(least)]
		for month, need := range p.Deployments[i].Need[:len(least)] {
			if need > replicas[month] {
				least[month] = min(least[month], staffed(replicas[month], need))
			}
		}
	}
	if m.anyMisfits() {
		m.strand(p, least)
	}
	for i := range p.Pools {
		row.Least(least, p.Pools[i].Served[:len(least)])
	}
	for _, service := range m.limited {
		m.Granted(service, d, m.unused)
		row.Least(least, m.unused[:len(least)])
	}
	for i := range p.Stores {
		row.Least(least, p.Stores[i].Served[:len(least)])
	}
	if len(m.ladder.tiers) == 0 {
		return
	}
	room := m.admits()
	for month, lacks := range p.Database.lacks[:len(least)] {
		if !lacks && p.Connections[month] <= room {
			continue
		}
		served, _ := m.servedIn(d, p, month)
		least[month] = min(least[month], served)
	}
}

// DatabaseRoom is how many times the load of a month the database would carry as
// it is sized: by CPU within its planned utilization and by disk operations, which
// grow with the requests, and no more than it carries now where it falls short for
// another reason. It is infinite when nothing is asked of the database.
func (m *Model) DatabaseRoom(d *forecast.Demand, p *Plan, month int) float64 {
	q, replicas := m.queries(d, p, month, 1-p.HitRatio[month]), p.Database.Replicas[month]
	if month >= m.query.fixedFrom {
		replicas -= m.query.fixed
	}
	t, replay := &m.ladder.holds[p.Database.Tier[month]], m.query.replay
	room := min(t.cpu/q.writeCPU, t.ops/q.writeIO,
		(1+replicas)*t.cpu/(q.readCPU+float64(q.writeCPU*(1+float64(replicas*replay)))),
		(1+replicas)*t.ops/(q.readIO+float64(q.writeIO*(1+float64(replicas*replay)))))
	if served, _ := m.servedIn(d, p, month); served < 1 {
		room = min(room, served)
	}
	return room
}
