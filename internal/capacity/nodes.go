package capacity

import "github.com/talimat/talimat-plan/internal/forecast"

// resources is what replicas request of servers.
type resources struct{ cpu, memory float64 }

func (r *resources) add(n, cpu, memory float64) {
	r.cpu += n * cpu
	r.memory += n * memory
}

func (r resources) plus(other resources) resources {
	return resources{r.cpu + other.cpu, r.memory + other.memory}
}

// nodeLoad is what the replicas of one region request in one month.
type nodeLoad struct {
	static, peak resources // when nothing scales, and at peak
	floor        resources // of replicas that are at their minimum even at peak
	network      float64   // bits per second at peak
	average      float64   // CPU requests, mean over the week
	spot         float64   // the interruptible part of average
}

// regionLoad is what the replicas of one region request.
type regionLoad struct {
	months []nodeLoad
	week   []resources // of replicas that follow the load, by month and level
	depth  int         // levels of the week
}

// levels is what replicas that follow the load request in a month, by level of the week.
func (l *regionLoad) levels(month int) []resources {
	first := month * l.depth
	return l.week[first : first+l.depth]
}

// at is what all replicas request at a level of the week.
func (l *regionLoad) at(month, level int) resources {
	return l.levels(month)[level].plus(l.months[month].floor)
}

// sizeRegion sets the servers of region r in every month, once the deployments
// have added what they request.
func (m *Model) sizeRegion(r int, d *forecast.Demand, p *Plan) {
	out := &p.Regions[r]
	perRequest := float64(m.scenario.Load.Bytes) * 8
	today := 0.0
	if now := m.scenario.Nodes.Now; now != nil && r == 0 {
		today = float64(*now)
	}
	for month := range m.load[r].months {
		l, e := &m.load[r].months[month], &m.epochs[m.epochOf[month]]
		out.Open[month] = e.open[r]
		l.network = d.PeakRPS[month] * e.share[r] * perRequest
		if m.regions[r].CDN {
			l.network *= 1 - m.offload(month)
		}
		out.Interruptible[month] = 0
		if l.average > 0 {
			out.Interruptible[month] = l.spot / l.average
		}
		if l.static.cpu == 0 {
			out.Tier[month], out.StaticTier[month] = 0, 0
			out.Nodes[month], out.Average[month], out.Base[month], out.Static[month] = 0, 0, 0, 0
			continue
		}
		tier, static := m.cheapest(l.static, l.network, today)
		out.StaticTier[month], out.Static[month] = tier, static
		if month < m.scaling {
			out.Tier[month], out.Nodes[month], out.Average[month], out.Base[month] = tier, static, static, static
			continue
		}
		nodes := static
		if l.peak != l.static || today > 0 {
			tier, nodes = m.cheapest(l.peak, l.network, 0)
		}
		out.Tier[month], out.Nodes[month] = tier, nodes
		out.Average[month], out.Base[month] = m.followLoad(r, month, tier, nodes)
	}
}

// followLoad is the servers of a month over the levels of the week: their mean
// and the least of them.
func (m *Model) followLoad(r, month, tier int, nodes float64) (average, base float64) {
	l, levels := &m.load[r].months[month], m.load[r].levels(month)
	base = nodes
	shares := m.week.load[:len(levels)]
	for k, hours := range m.week.hours[:len(levels)] {
		n := m.nodes(tier, levels[k].plus(l.floor), l.network*shares[k])
		average += hours * n
		if n < base {
			base = n
		}
	}
	return average, base
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

// cheapest is the tier, and how many of it but not fewer than floor, that carry
// the load at least cost; the first of equals.
func (m *Model) cheapest(load resources, network, floor float64) (tier int, nodes float64) {
	best := 0.0
	for t := range m.servers {
		n := m.nodes(t, load, network)
		if n < floor {
			n = floor
		}
		if price := n * m.servers[t].price; t == 0 || price < best {
			tier, nodes, best = t, n, price
		}
	}
	return tier, nodes
}

// nodes is how many servers of a tier carry the load, spare ones included. It
// treats the servers of a region as one pool: fragmentation is not modelled.
func (m *Model) nodes(tier int, load resources, network float64) float64 {
	r := &m.servers[tier]
	need := load.cpu * r.perCore
	if memory := load.memory * r.perByte; memory > need {
		need = memory
	}
	if traffic := network * r.perBit; traffic > need {
		need = traffic
	}
	return ceil(need) + m.spareNodes
}
