package capacity

import (
	"math"

	"github.com/talimat/talimat-plan/internal/forecast"
	"github.com/talimat/talimat-plan/internal/row"
)

// servers are rows of how many servers of one tier there are, and of what they
// cost a month at the prices of month 0, by month.
type servers struct {
	nodes   []float64 // at peak
	average []float64 // mean over the month
	base    []float64 // that always run
	bill    []float64 // of the average
	static  []float64 // when nothing scales
	price   []float64 // of static
}

func newServers(months int) servers {
	floats := func() []float64 { return make([]float64, months) }
	return servers{floats(), floats(), floats(), floats(), floats(), floats()}
}

// misfit is what a server costs on which something that runs does not fit: more
// than any that does, so that it is taken only where there is no other.
const misfit = 1e100

// sizeRegion sets the servers of region r in every month, once the deployments
// have added what they request.
func (m *Model) sizeRegion(r int, d *forecast.Demand, p *Plan) {
	out, load, end := &p.Regions[r], &m.load[r], m.months+1
	if m.network {
		m.traffic(r, d)
	}
	if load.apart == nil {
		m.choose(&group{region: r, to: end, static: true}, p, &out.Servers)
		return
	}
	m.merge(load, 0, m.spotting)
	m.choose(&group{region: r, to: m.spotting, static: true}, p, &out.Servers)
	if m.spotting == end {
		return
	}
	s := m.scenario.Savings.Spot
	m.choose(&group{region: r, kind: Steady, from: m.spotting, to: end}, p, &out.Servers)
	m.choose(&group{region: r, kind: Interruptible, from: m.spotting, to: end, discount: float64(s.Discount) * (1 - float64(s.Fallback))}, p, &out.Spot)
}

// choose sets the servers of a group: of the tier that holds a replica of
// everything in it, and of those the one that is billed least for the month, by
// its average over the week with monitoring. Of equals it is the first by name.
func (m *Model) choose(g *group, p *Plan, out *Servers) {
	m.loadFor(g).rest()
	region, best := &p.Regions[g.region], &m.best
	best.nodes, best.average, best.base, best.static = out.Nodes, out.Average, out.Base, region.Static
	clear(out.Tier[g.from:g.to])
	if g.static {
		clear(region.StaticTier)
	}
	for t := range m.servers {
		tier := best
		if t > 0 {
			tier = &m.other
		}
		m.countServers(g, t, p, tier)
		if len(m.servers) > 1 {
			m.bill(g, t, p, tier)
		}
		if t > 0 {
			best.prefer(tier, t, g, out.Tier, region.StaticTier)
		}
	}
}

// prefer takes the servers of tier t in the months in which they cost less.
func (best *servers) prefer(tier *servers, t int, g *group, tiers, static []int) {
	const less = 1 - 1e-9 // the last bit of a float prefers nothing
	if g.static {
		for i, price := range tier.price {
			if price < best.price[i]*less {
				static[i], best.price[i], best.static[i] = t, price, tier.static[i]
			}
		}
	}
	least := best.bill[g.from:g.to]
	for k, bill := range tier.bill[g.from:g.to] {
		if bill < least[k]*less {
			i := g.from + k
			tiers[i], least[k] = t, bill
			best.nodes[i], best.average[i], best.base[i] = tier.nodes[i], tier.average[i], tier.base[i]
		}
	}
}

// bill sets what the servers of tier t cost a group, at the factor of its region
// and with monitoring. A claimed saving of autoscaling is a share of what they
// cost when nothing scales, and so prefers no tier.
func (m *Model) bill(g *group, t int, p *Plan, s *servers) {
	each, watched := float64(m.servers[t].price*float64(m.regions[g.region].Price)), float64(m.scenario.Prices.Monitoring.PerNode)
	if g.static {
		row.Scale(s.price, s.static, each+watched)
	}
	row.Scale(s.bill[g.from:g.to], s.average[g.from:g.to], float64(each*(1-g.discount))+watched)
	for i := 0; m.misfits && i < len(m.deployments); i++ {
		if dep := &m.deployments[i]; m.within(g, dep) && m.servers[t].fits[dep.service].whole == 0 {
			if g.static {
				row.Add(s.price, p.Deployments[i].Replicas, misfit)
			}
			row.Add(s.bill[g.from:g.to], p.Deployments[i].Replicas[g.from:g.to], misfit)
		}
	}
}

// rest finds the months in which nothing runs.
func (l *regionLoad) rest() {
	l.opens, l.gaps = 0, false
	for l.opens < len(l.top.cpu) && l.top.cpu[l.opens] == 0 {
		l.opens++
	}
	for _, cores := range l.top.cpu[l.opens:] {
		if cores == 0 {
			l.gaps = true
			return
		}
	}
}

// countServers counts the servers of tier t for a group: at peak, over the levels
// of the week from the month on in which they follow the load, and when nothing
// scales.
func (m *Model) countServers(g *group, t int, p *Plan, s *servers) {
	load, from, to := m.loadFor(g), g.from, g.to
	still := min(max(m.scaling, from), to)
	at := asked{group: *g, server: &m.servers[t], plan: p, share: 1}
	if g.static {
		m.countStatic(&at, load, s)
	} else {
		at.over(load, load.top, from, to)
		m.carry(&at, s.nodes[from:to], m.unused, 0)
	}
	if m.scenario.Nodes.Now != nil && g.region == 0 && g.kind != Interruptible {
		m.keep(s.nodes, load.top.cpu, from, still)
	}
	copy(s.average[from:still], s.nodes[from:still])
	copy(s.base[from:to], s.nodes[from:to])
	if still < to {
		at.from = still
		m.follow(&at, s)
	}
	for _, nodes := range [...][]float64{s.nodes, s.average, s.base} {
		load.close(nodes, load.top.cpu, from, to)
	}
}

// countStatic counts the servers at peak and when nothing scales in all months.
func (m *Model) countStatic(at *asked, load *regionLoad, s *servers) {
	end := m.months + 1
	at.over(load, load.top, 0, end)
	m.carry(at, s.nodes, m.unused, 0)
	copy(s.static, s.nodes)
	if load.today {
		at.over(load, load.static, 0, end)
		at.still = true
		m.carry(at, s.static, m.unused, 0)
		at.still = false
	}
	if m.scenario.Nodes.Now != nil && at.region == 0 {
		m.keep(s.static, load.static.cpu, 0, end)
	}
	load.close(s.static, load.static.cpu, 0, end)
}

// follow counts the servers over the levels of the week.
func (m *Model) follow(at *asked, s *servers) {
	from, to, load := at.from, at.to, m.loadFor(&at.group)
	average := s.average[from:to]
	row.Scale(average, s.nodes[from:to], m.week.top)
	for k, share := range m.week.load {
		if share == 1 {
			continue
		}
		nodes := m.carriers[from:to]
		if k == m.week.low {
			nodes = s.base[from:to]
		}
		at.share = share
		at.over(load, load.week[k], from, to)
		m.carry(at, nodes, average, m.week.hours[k])
	}
}

// close takes away the servers where nothing runs in a span of months.
func (l *regionLoad) close(nodes, cores []float64, from, to int) {
	opens := min(max(l.opens, from), to)
	clear(nodes[from:opens])
	for i := opens; l.gaps && i < to; i++ {
		if cores[i] == 0 {
			nodes[i] = 0
		}
	}
}

// keep keeps at least as many servers as run today in a span of months. They run
// in the first region, and are given up with the users that a later region takes
// over.
func (m *Model) keep(nodes, cores []float64, first, last int) {
	for e := range m.epochs {
		from, to := m.span(e)
		floor := remaining(float64(*m.scenario.Nodes.Now), m.epochs[0].share[0], m.epochs[e].share[0])
		for month := max(from, first); month < min(to, last); month++ {
			if nodes[month] < floor && cores[month] > 0 {
				nodes[month] = floor
			}
		}
	}
}

// remaining is how many of so many units of today are left when their part of the
// users has fallen from one share to another.
func remaining(now, before, after float64) float64 {
	if after >= before {
		return now
	}
	return row.Ceil(now * (after / before))
}

// asked is what is asked of the servers of a tier in some months, at a share of
// the peak or when nothing scales.
type asked struct {
	group   // the first of those months included
	server  *serverRate
	plan    *Plan
	load    requests  // in those months
	network []float64 // bits per second at peak, in those months
	share   float64   // of the peak
	still   bool      // whether nothing scales
}

// over asks for some rows of a load in a span of months.
func (at *asked) over(load *regionLoad, rows requests, from, to int) {
	at.from, at.load, at.network = from, rows.from(from, to), load.network[from:to]
}

// carry counts the servers that carry a load, spare ones included, and adds a part
// of them to their average.
func (m *Model) carry(at *asked, nodes, average []float64, part float64) {
	need := m.need[:len(nodes)]
	row.Scale(need, at.load.cpu, at.server.perCore)
	if at.server.perByte > 0 {
		row.Raise(need, at.load.memory, at.server.perByte)
	}
	if m.perReplica > 0 {
		row.Raise(need, at.load.replicas, m.perReplica)
	}
	if at.server.perBit > 0 {
		row.Raise(need, at.network, at.server.perBit*at.share)
	}
	if m.fragments {
		m.aside(need, at)
	}
	c := row.Count{Spare: m.spareNodes, High: math.Inf(1), Each: part}
	if at.kind == Interruptible {
		c.Spare = 0 // what may be interrupted waits for a server that fails
	}
	c.Add(need, nodes, m.mean[:len(nodes)], []row.Level{{Share: 1, Requested: average[:len(nodes)]}})
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
	if offload, _, from := m.offload(); offload > 0 && m.regions[r].CDN {
		for month := from; month < len(network); month++ {
			network[month] *= 1 - offload
		}
	}
}
