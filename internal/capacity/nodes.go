package capacity

import (
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

	hours [][]float64 // by part of the week, the peak first; nil where nobody asks
}

func newServers(months, parts int) servers {
	floats := func() []float64 { return make([]float64, months) }
	return servers{floats(), floats(), floats(), floats(), floats(), floats(), rowsOf(parts, months)}
}

// misfit is what a server costs on which something that runs does not fit: more
// than any that does, so that it is taken only where there is no other.
const misfit = 1e100

// sizeRegion sets the servers of region r in every month, once the deployments
// have added what they request.
func (m *Model) sizeRegion(r int, d *forecast.Demand, p *Plan) {
	out, load, end := &m.regionsOf(p)[r], &m.load[r], m.months+1
	if m.network {
		m.traffic(r, d)
	}
	if load.apart == nil {
		m.choose(&group{region: r, to: end, static: true}, p, &out.Servers)
		return
	}
	m.merge(load, 0, m.spotting)
	if out.Steady != nil {
		row.Fill(out.Steady, 1)
		row.Share(out.Steady[:m.spotting], load.apart[0].top.cpu[:m.spotting], load.top.cpu[:m.spotting])
	}
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
// its average over the week with monitoring and charges. Of equals it is the first by name.
func (m *Model) choose(g *group, p *Plan, out *Servers) {
	region, best := &m.regionsOf(p)[g.region], &m.best
	clear(m.filled)
	best.nodes, best.average, best.base, best.static, best.hours = out.Nodes, out.Average, out.Base, region.Static, out.Hours
	clear(out.Tier[g.from:g.to])
	if g.static {
		clear(region.StaticTier)
	}
	for t := range m.servers {
		tier := best
		if t > 0 {
			if !m.undercuts(g, t) {
				continue
			}
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
			for part := range best.hours {
				best.hours[part][i] = tier.hours[part][i]
			}
		}
	}
}

// less is the part of a bill that another one has to stay below: the last bit of a
// float prefers nothing.
const less = 1 - 1e-9

// undercuts reports whether servers of tier t may cost a group less in some month
// than the best so far: with no more of them than the CPU asks for, and at least one.
func (m *Model) undercuts(g *group, t int) bool {
	const surely = 1 - 1e-6 // of what rounding up with a tolerance makes of a need
	r, load := &m.servers[t], m.loadFor(g)
	all, running := m.charges(g, t)
	if m.burden.there {
		all, running = all+m.burden.least, running+m.burden.least
	}
	least, spare := 0.0, m.spareFor(g)
	if m.awake && m.smallestCPU*r.perCore > 1e-6 {
		least = 1
	}
	return g.static && row.Undercuts(m.best.price, load.static.cpu, r.perCore*surely, least, spare, all) ||
		row.Undercuts(m.best.bill[g.from:g.to], load.mean[g.from:g.to], r.perCore*surely, least, spare, running)
}

// charges are what a server of tier t costs a group with monitoring, at the factor of
// its region: one that runs all the time, and one that runs while it is needed.
func (m *Model) charges(g *group, t int) (all, running float64) {
	each, watched := float64(m.servers[t].price*float64(m.regions[g.region].Price)), float64(m.scenario.Prices.Monitoring.PerNode)
	if m.burden.there {
		each, watched = each*m.burden.servers, watched*m.burden.watched
	}
	return each + watched, float64(each*(1-g.discount)) + watched
}

// bill sets what the servers of tier t cost a group. A claimed saving of autoscaling
// is a share of what they cost when nothing scales, and so prefers no tier.
func (m *Model) bill(g *group, t int, p *Plan, s *servers) {
	all, running := m.charges(g, t)
	if g.static {
		row.Scale(s.price, s.static, all)
		m.burden.bear(s.price, s.static, s.static, 0)
	}
	row.Scale(s.bill[g.from:g.to], s.average[g.from:g.to], running)
	m.burden.bear(s.bill[g.from:g.to], s.average[g.from:g.to], s.nodes[g.from:g.to], g.from)
	for i := 0; m.misfits && i < len(m.deployments); i++ {
		if dep := &m.deployments[i]; m.within(g, dep) && m.servers[t].fits[dep.service].whole == 0 {
			if g.static {
				row.Add(s.price, p.Deployments[i].Replicas, misfit)
			}
			row.Add(s.bill[g.from:g.to], p.Deployments[i].Replicas[g.from:g.to], misfit)
		}
	}
}

// countServers counts the servers of tier t for a group: at peak, over the levels
// of the week from the month on in which they follow the load, and when nothing
// scales.
func (m *Model) countServers(g *group, t int, p *Plan, s *servers) {
	from, to := g.from, g.to
	still := min(max(m.scaling, from), to)
	var at asked
	m.request(&at, g, t, p)
	if g.static {
		m.countStatic(&at, s.static)
	}
	if from < still {
		at.from, at.to = from, still
		m.peak(&at)
		m.carry(&at, s.nodes, s.base, s.average)
		if m.nodes.Now != nil && g.region == 0 && g.kind != Interruptible {
			m.keep(s.nodes, at.load.top.cpu, from, still)
			copy(s.average[from:still], s.nodes[from:still])
			copy(s.base[from:still], s.nodes[from:still])
		}
		for _, units := range s.hours {
			copy(units[from:still], s.nodes[from:still])
		}
	}
	if still < to {
		at.from, at.to = still, to
		m.levels(&at)
		for part := range s.hours[:min(len(s.hours), len(m.parts))] {
			m.parts[part].Units = s.hours[part][still:to]
		}
		m.carry(&at, s.nodes, s.base, s.average)
	}
}

// countStatic counts the servers when nothing scales, in all months.
func (m *Model) countStatic(at *asked, static []float64) {
	at.from, at.to, at.still = 0, m.months+1, at.load.today
	m.parts, m.terms = m.parts[:0], m.terms[:0]
	m.part(at, &at.load.static, 1, 1)
	m.carry(at, static, m.unused, m.mean)
	at.still = false
	if m.nodes.Now != nil && at.region == 0 {
		m.keep(static, at.load.static.cpu, 0, m.months+1)
	}
}

// keep keeps at least as many servers as run today in a span of months. They run
// in the first region, and are given up with the users that a later region takes
// over.
func (m *Model) keep(nodes, cores []float64, first, last int) {
	for e := range m.epochs {
		from, to := m.span(e)
		floor := remaining(float64(*m.nodes.Now), m.epochs[0].share[0], m.epochs[e].share[0])
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

// asked is what is asked of the servers of a tier by a group of replicas, in some of
// its months.
type asked struct {
	group   // in those months
	server  *serverRate
	plan    *Plan
	load    *regionLoad
	perCore float64 // servers
	crowded bool    // whether whole replicas of a service may ask for more than all do together: see alone.go
	still   bool    // whether nothing scales
	segment int     // of the time, where services have shares of their own in it; −1 at peak
}

// request sets what a group asks of tier t in all its months.
func (m *Model) request(at *asked, g *group, t int, p *Plan) {
	at.group, at.server, at.plan, at.load = *g, &m.servers[t], p, m.loadFor(g)
	at.crowded, at.still, at.segment = false, false, -1
	at.perCore = at.server.perCore
	if m.fragments {
		m.lone(at)
	}
}

// peak asks for what runs at peak, all the time.
func (m *Model) peak(at *asked) {
	m.parts, m.terms = m.parts[:0], m.terms[:0]
	m.part(at, &at.load.top, 1, 1)
}

// levels asks for what runs over the levels of the week, the peak first.
func (m *Model) levels(at *asked) {
	m.parts, m.terms = m.parts[:0], m.terms[:0]
	m.part(at, &at.load.top, 1, m.week.top)
	for k, share := range m.week.load {
		if share != 1 {
			at.segment = k
			m.part(at, &at.load.week[k], share, m.week.hours[k])
			at.segment = -1
		}
	}
}

// part asks for some rows of the load, which are at a share of the peak, in a part
// of the time.
func (m *Model) part(at *asked, rows *requests, share, time float64) {
	r, from, to, first := at.server, at.from, at.to, len(m.terms)
	terms := append(m.terms, row.Term{Row: rows.cpu[from:to], Times: at.perCore})
	if r.perByte > 0 {
		terms = append(terms, row.Term{Row: rows.memory[from:to], Times: r.perByte})
	}
	if m.perReplica > 0 {
		terms = append(terms, row.Term{Row: rows.replicas[from:to], Times: m.perReplica})
	}
	if r.perBit > 0 {
		terms = append(terms, row.Term{Row: at.load.network[from:to], Times: r.perBit * share})
	}
	if at.crowded {
		terms = append(terms, row.Term{Row: m.aside(at, share), Times: 1})
	}
	m.terms, m.parts = terms, append(m.parts, row.Part{Time: time, Terms: terms[first:]})
}

// carry counts the servers that carry what is asked for, spare ones included: in
// the first part of the time, the least of them, and their mean.
func (m *Model) carry(at *asked, first, least, mean []float64) {
	from, to := at.from, at.to
	row.Carry(first[from:to], least[from:to], mean[from:to], m.spareFor(&at.group), m.parts)
}

// spareFor is how many spare servers a group has: what may be interrupted waits for
// a server that fails.
func (m *Model) spareFor(g *group) float64 {
	if g.kind == Interruptible {
		return 0
	}
	return m.spareNodes
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
