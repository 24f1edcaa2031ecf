package capacity

import "github.com/talimat/talimat-plan/internal/forecast"

// resources is what replicas request of servers.
type resources struct{ cpu, memory float64 }

func (r *resources) add(n, cpu, memory float64) {
	r.cpu += n * cpu
	r.memory += n * memory
}

// nodeLoad is what the replicas of one region request: all the time when
// nothing scales, at peak, and at each level of the week.
type nodeLoad struct {
	static, peak resources
	level        []resources
	network      float64 // bits per second at peak
	average      float64 // CPU requests, mean over the week
	spot         float64 // the interruptible part of average
}

// sizeRegion sets the servers of region r in a month.
func (m *Model) sizeRegion(r int, d *forecast.Demand, p *Plan, month int) {
	out := &p.Regions[r]
	l := &m.load[r]
	m.request(r, l, d, p, month)
	if l.static.cpu == 0 && l.static.memory == 0 {
		out.Tier[month], out.StaticTier[month] = 0, 0
		out.Nodes[month], out.Average[month], out.Base[month], out.Static[month], out.Interruptible[month] = 0, 0, 0, 0, 0
		return
	}
	out.Interruptible[month] = 0
	if l.average > 0 {
		out.Interruptible[month] = l.spot / l.average
	}
	floor := 0.0
	if now := m.scenario.Nodes.Now; now != nil && r == 0 {
		floor = float64(*now)
	}
	tier, nodes := m.cheapest(l.static, l.network)
	out.StaticTier[month], out.Static[month] = tier, max(nodes, floor)
	if !m.autoscales(month) {
		out.Tier[month], out.Nodes[month] = tier, out.Static[month]
		out.Average[month], out.Base[month] = out.Static[month], out.Static[month]
		return
	}
	tier, nodes = m.cheapest(l.peak, l.network)
	out.Tier[month], out.Nodes[month] = tier, nodes
	average, base := 0.0, nodes
	for k, hours := range m.week.hours {
		n := m.nodes(tier, l.level[k], l.network*m.week.load[k])
		average += hours * n
		if n < base {
			base = n
		}
	}
	out.Average[month], out.Base[month] = average, base
}

// request adds up what the replicas of region r request.
func (m *Model) request(r int, l *nodeLoad, d *forecast.Demand, p *Plan, month int) {
	l.static, l.peak, l.network, l.average, l.spot = resources{}, resources{}, 0, 0, 0
	clear(l.level)
	scaling := m.autoscales(month)
	for i := range p.Deployments {
		dep := &p.Deployments[i]
		if dep.Region != r || dep.static[month] == 0 {
			continue
		}
		svc := &m.scenario.Services[dep.Service]
		cpu, memory := float64(svc.Replica.CPU), float64(svc.Replica.Memory)
		l.static.add(dep.static[month], cpu, memory)
		l.peak.add(dep.Replicas[month], cpu, memory)
		l.average += dep.Average[month] * cpu
		if svc.Interruptible {
			l.spot += dep.Average[month] * cpu
		}
		if !scaling {
			continue
		}
		b := boundsOf(svc)
		for k := range l.level {
			n, _ := b.replicas(dep.Need[month]*m.week.load[k], CPU)
			l.level[k].add(n, cpu, memory)
		}
	}
	e := &m.epochs[m.epochOf[month]]
	l.network = d.PeakRPS[month] * e.share[r] * float64(m.scenario.Load.Bytes) * 8
	if m.regions[r].CDN {
		l.network *= 1 - m.offload(month)
	}
}

// cheapest is the tier, and how many of it, that carry the load at least cost;
// the first of equals.
func (m *Model) cheapest(load resources, network float64) (tier int, nodes float64) {
	best := 0.0
	for t := range m.tiers {
		n := m.nodes(t, load, network)
		if price := n * float64(m.tiers[t].Price); t == 0 || price < best {
			tier, nodes, best = t, n, price
		}
	}
	return tier, nodes
}

// nodes is how many servers of a tier carry the load, spare ones included. It
// treats the servers of a region as one pool: fragmentation is not modelled.
func (m *Model) nodes(tier int, load resources, network float64) float64 {
	t, n := m.tiers[tier], &m.scenario.Nodes
	usable := (1 - float64(n.System)) * (1 - float64(n.Headroom))
	need := load.cpu / (float64(t.CPU) * usable)
	if memory := load.memory / (float64(t.Memory) * usable); memory > need {
		need = memory
	}
	if bandwidth := float64(t.Network); bandwidth > 0 && network/bandwidth > need {
		need = network / bandwidth
	}
	return ceil(need) + float64(n.Spare)
}
