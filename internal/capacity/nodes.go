package capacity

import "github.com/talimat/talimat-plan/internal/forecast"

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
	clear(share[still:])
	add(share[still:], load.top.cpu[still:], m.week.top)
	for k, level := range load.week {
		if m.week.load[k] < 1 {
			add(share[still:], level.cpu[still:], m.week.hours[k])
		}
	}
	for month, spot := range load.spot {
		part := 0.0
		if spot > 0 {
			part = spot / share[month]
		}
		if part > 1 { // by the last bit
			part = 1
		}
		share[month] = part
	}
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
	copy(base, nodes)
	for i, n := range nodes {
		average[i] = n * m.week.top
	}
	for k, share := range m.week.load {
		if share == 1 {
			continue
		}
		hours := m.week.hours[k]
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

// memoryMayBind reports whether there is a service whose replicas fill the memory
// of a server before its CPU. If there is none, no sum of services does.
func (m *Model) memoryMayBind(server *serverRate) bool {
	for i := range m.rates {
		if r := &m.rates[i]; r.memory*server.perByte > r.cpu*server.perCore {
			return true
		}
	}
	return false
}

// remember fills the rows of the memory that replicas request.
func (m *Model) remember(p *Plan) {
	for r := range m.load {
		l := &m.load[r]
		clear(l.top.memory)
		clear(l.static.memory)
		for _, level := range l.week {
			clear(level.memory)
		}
	}
	for i := range m.deployments {
		dep, out := &m.deployments[i], &p.Deployments[i]
		r, l := &m.rates[dep.service], &m.load[dep.region]
		add(l.top.memory, out.Replicas, r.memory)
		for e := range m.epochs {
			from, to := m.span(e)
			if dep.share[e] == 0 {
				continue
			}
			if l.today {
				for month := from; month < to; month++ {
					l.static.memory[month] += max(out.Replicas[month], r.bounds.now) * r.memory
				}
			}
			for k, share := range m.week.load {
				for month := max(from, m.scaling); month < to && share < 1; month++ {
					l.week[k].memory[month] += r.bounds.count(out.Need[month]*share) * r.memory
				}
			}
		}
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
