package capacity

import "github.com/talimat/talimat-plan/internal/forecast"

// sizeRegion sets the servers of region r in every month, once the deployments
// have added what they request.
func (m *Model) sizeRegion(r int, d *forecast.Demand, p *Plan) {
	out, load := &p.Regions[r], &m.load[r]
	today := 0.0
	if now := m.scenario.Nodes.Now; now != nil && r == 0 {
		today = float64(*now)
	}
	m.traffic(r, d)
	for month, spot := range load.spot {
		out.Interruptible[month] = 0
		if spot > 0 {
			out.Interruptible[month] = spot / load.average[month]
		}
	}
	m.cheapest(load.static, load.network, today, out.StaticTier, out.Static)
	still := min(m.scaling, m.months+1)
	copy(out.Tier[:still], out.StaticTier)
	for _, row := range [][]float64{out.Nodes, out.Average, out.Base} {
		copy(row[:still], out.Static)
	}
	m.cheapest(load.top.from(still, m.months+1), load.network[still:], 0, out.Tier[still:], out.Nodes[still:])
	m.followLoad(r, out, still)
}

// traffic sets the bits per second that a region sends at peak.
func (m *Model) traffic(r int, d *forecast.Demand) {
	perRequest := float64(m.scenario.Load.Bytes) * 8
	row := m.load[r].network
	for e := range m.epochs {
		from, to := m.span(e)
		bits := m.epochs[e].share[r] * perRequest
		for month := from; month < to; month++ {
			row[month] = d.PeakRPS[month] * bits
		}
	}
	if offload, from := m.offload(); offload > 0 && m.regions[r].CDN {
		for month := from; month < len(row); month++ {
			row[month] *= 1 - offload
		}
	}
}

// followLoad sets the servers over the levels of the week, from the month on in
// which they follow the load: their mean and the least of them.
func (m *Model) followLoad(r int, out *Region, from int) {
	load := &m.load[r]
	nodes, tier := out.Nodes[from:], out.Tier[from:]
	average, base := out.Average[from:], out.Base[from:]
	network := load.network[from:]
	clear(average)
	copy(base, nodes)
	for k, share := range m.week.load {
		hours := m.week.hours[k]
		if share == 1 {
			for i, n := range nodes {
				average[i] += hours * n
			}
			continue
		}
		level := load.week[k].from(from, m.months+1)
		for i, most := range nodes {
			if most == 0 {
				continue
			}
			n := m.nodes(&m.servers[tier[i]], level.cpu[i], level.memory[i], network[i]*share)
			average[i] += hours * n
			if n < base[i] {
				base[i] = n
			}
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
	m.spareNodes = float64(n.Spare)
	for i, t := range m.tiers {
		r := serverRate{perCore: 1 / (float64(t.CPU) * usable), perByte: 1 / (float64(t.Memory) * usable), price: float64(t.Price)}
		if t.Network > 0 {
			r.perBit = 1 / float64(t.Network)
		}
		m.servers[i] = r
	}
}

// cheapest fills tier and nodes with the tier, and how many of it but not fewer
// than floor, that carry the load of a month at least cost; the first of equals.
// Where nothing runs there are no servers.
func (m *Model) cheapest(load requests, network []float64, floor float64, tier []int, nodes []float64) {
	servers := m.servers
	for i := range nodes {
		cpu, memory, traffic := load.cpu[i], load.memory[i], network[i]
		tier[i], nodes[i] = 0, 0
		if cpu == 0 {
			continue
		}
		best := 0.0
		for t := range servers {
			n := m.nodes(&servers[t], cpu, memory, traffic)
			if n < floor {
				n = floor
			}
			if price := n * servers[t].price; t == 0 || price < best {
				tier[i], nodes[i], best = t, n, price
			}
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
	return ceil(need) + m.spareNodes
}
