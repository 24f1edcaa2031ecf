package capacity

import (
	"github.com/talimat/talimat-plan/internal/forecast"
	"github.com/talimat/talimat-plan/internal/row"
)

// sizeRegion sets the servers of region r in every month, once the deployments
// have added what they request.
func (m *Model) sizeRegion(r int, d *forecast.Demand, p *Plan) {
	out, load := &p.Regions[r], &m.load[r]
	if m.network {
		m.traffic(r, d)
	}
	still := min(m.scaling, m.months+1)
	if now := m.scenario.Nodes.Now; load.today || now != nil && r == 0 {
		today := 0.0
		if now != nil && r == 0 {
			today = float64(*now)
		}
		m.cheapest(load.static, load.network, today, out.StaticTier, out.Static)
		copy(out.Tier[:still], out.StaticTier)
		copy(out.Nodes[:still], out.Static)
		m.cheapest(load.top.from(still, m.months+1), load.network[still:], 0, out.Tier[still:], out.Nodes[still:])
	} else {
		m.cheapest(load.top, load.network, 0, out.Tier, out.Nodes)
		copy(out.StaticTier, out.Tier)
		copy(out.Static, out.Nodes)
	}
	copy(out.Average[:still], out.Nodes)
	copy(out.Base[:still], out.Nodes)
	m.followLoad(r, out, still)
	if load.interruptible {
		m.interrupt(r, out, still)
	}
}

// interrupt sets the share of the average CPU requests of region r that may be
// interrupted.
func (m *Model) interrupt(r int, out *Region, still int) {
	load := &m.load[r]
	share := out.Interruptible
	copy(share[:still], load.top.cpu)
	row.Scale(share[still:], load.top.cpu[still:], m.week.top)
	for k, level := range load.week {
		if m.week.load[k] < 1 {
			row.Add(share[still:], level.cpu[still:], m.week.hours[k])
		}
	}
	row.Share(share, load.spot, share)
}

// traffic sets the bits per second that a region sends at peak.
func (m *Model) traffic(r int, d *forecast.Demand) {
	perRequest := float64(m.scenario.Load.Bytes) * 8
	network := m.load[r].network
	for e := range m.epochs {
		from, to := m.span(e)
		bits := m.epochs[e].share[r] * perRequest
		for month := from; month < to; month++ {
			network[month] = d.PeakRPS[month] * bits
		}
	}
	if offload, from := m.offload(); offload > 0 && m.regions[r].CDN {
		for month := from; month < len(network); month++ {
			network[month] *= 1 - offload
		}
	}
}

// followLoad sets the servers over the levels of the week, from the month on in
// which they follow the load: their mean and the least of them. It takes spans of
// months in which servers are of one tier.
func (m *Model) followLoad(r int, out *Region, from int) {
	load := &m.load[r]
	for to := from; from < len(out.Tier); from = to {
		tier := out.Tier[from]
		for to < len(out.Tier) && out.Tier[to] == tier {
			to++
		}
		average, base := out.Average[from:to], out.Base[from:to]
		row.Scale(average, out.Nodes[from:to], m.week.top)
		copy(base, out.Nodes[from:to])
		for k, share := range m.week.load {
			if share == 1 {
				continue
			}
			nodes := m.carriers[from:to]
			if k == m.week.low {
				nodes = base
			}
			m.carry(nodes, &m.servers[tier], load.week[k].from(from, to), load.top.cpu[from:to], load.network[from:to], share)
			row.Add(average, nodes, m.week.hours[k])
		}
	}
}

// serverRate is what one unit of load asks for of a server tier, hoisted out of
// the loop over the months.
type serverRate struct{ perCore, perByte, perBit, price float64 }

// rateServers reads the numbers of the server tiers.
func (m *Model) rateServers() {
	n := &m.scenario.Nodes
	usable := (1 - float64(n.System)) * (1 - float64(n.Headroom))
	m.spareNodes, m.network = float64(n.Spare), false
	for i, t := range m.tiers {
		r := serverRate{perCore: 1 / (float64(t.CPU) * usable), perByte: 1 / (float64(t.Memory) * usable), price: float64(t.Price)}
		if t.Network > 0 {
			r.perBit, m.network = 1/float64(t.Network), true
		}
		m.servers[i] = r
	}
	m.memory = false
	for i := range m.servers {
		if m.memoryMayBind(&m.servers[i]) {
			m.memory = true
		} else {
			m.servers[i].perByte = 0
		}
	}
}

// cheapest fills tier and nodes with the tier, and how many of it but not fewer
// than floor, that carry the load of a month at least cost; the first of equals.
func (m *Model) cheapest(load requests, network []float64, floor float64, tier []int, nodes []float64) {
	clear(tier)
	m.carry(nodes, &m.servers[0], load, load.cpu, network, 1)
	m.keep(load, floor, nodes)
	for t := 1; t < len(m.servers); t++ {
		others := m.carriers[:len(nodes)]
		m.carry(others, &m.servers[t], load, load.cpu, network, 1)
		m.keep(load, floor, others)
		for i, n := range others {
			if n*m.servers[t].price < nodes[i]*m.servers[tier[i]].price {
				tier[i], nodes[i] = t, n
			}
		}
	}
}

// keep keeps at least floor servers where something runs.
func (m *Model) keep(load requests, floor float64, nodes []float64) {
	for i := 0; floor > 0 && i < len(nodes); i++ {
		if nodes[i] < floor && load.cpu[i] > 0 {
			nodes[i] = floor
		}
	}
}

// carry counts the servers of a tier that carry a load with a share of the
// traffic at peak. Where nothing runs at peak there are none.
func (m *Model) carry(nodes []float64, r *serverRate, load requests, peak, network []float64, share float64) {
	row.Scale(nodes, load.cpu, r.perCore)
	if r.perByte > 0 {
		row.Raise(nodes, load.memory, r.perByte)
	}
	if r.perBit > 0 {
		row.Raise(nodes, network, r.perBit*share)
	}
	row.Whole(nodes, nodes, 1)
	if m.spareNodes == 0 && r.perBit == 0 {
		return
	}
	for i, cores := range peak[:len(nodes)] {
		if cores > 0 {
			nodes[i] += m.spareNodes
		} else {
			nodes[i] = 0
		}
	}
}

// nodes is how many servers of a tier carry the load, spare ones included. It
// treats the servers of a region as one pool: fragmentation is not modelled.
func (m *Model) nodes(r *serverRate, cpu, memory, network float64) float64 {
	need := cpu * r.perCore
	if n := memory * r.perByte; n > need {
		need = n
	}
	if n := network * r.perBit; n > need {
		need = n
	}
	return row.Ceil(need) + m.spareNodes
}
