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
// have added what they request: of the tier that holds a replica of everything
// that runs there, and of those the one that is billed least for the month, by
// its average over the week with monitoring. Of equals it is the first by name.
func (m *Model) sizeRegion(r int, d *forecast.Demand, p *Plan) {
	out, load := &p.Regions[r], &m.load[r]
	if m.network {
		m.traffic(r, d)
	}
	load.rest()
	best := &m.best
	best.nodes, best.average, best.base, best.static = out.Nodes, out.Average, out.Base, out.Static
	clear(out.Tier)
	clear(out.StaticTier)
	for t := range m.servers {
		tier := best
		if t > 0 {
			tier = &m.other
		}
		m.countServers(r, t, p, tier)
		if len(m.servers) > 1 {
			m.bill(r, t, p, tier)
		}
		if t > 0 {
			best.prefer(tier, t, out)
		}
	}
	if load.interruptible {
		m.interrupt(r, out, min(m.scaling, m.months+1))
	}
}

// prefer takes the servers of tier t in the months in which they cost less.
func (best *servers) prefer(tier *servers, t int, out *Region) {
	const less = 1 - 1e-9 // the last bit of a float prefers nothing
	for i, price := range tier.price {
		if price < best.price[i]*less {
			out.StaticTier[i], best.price[i], best.static[i] = t, price, tier.static[i]
		}
	}
	for i, bill := range tier.bill {
		if bill < best.bill[i]*less {
			out.Tier[i], best.bill[i] = t, bill
			best.nodes[i], best.average[i], best.base[i] = tier.nodes[i], tier.average[i], tier.base[i]
		}
	}
}

// bill sets what the servers of tier t in region r cost, at the factor of the
// region and with monitoring. A claimed saving of autoscaling is a share of what
// they cost when nothing scales, and so prefers no tier.
func (m *Model) bill(r, t int, p *Plan, s *servers) {
	each, watched := float64(m.servers[t].price*float64(m.regions[r].Price)), float64(m.scenario.Prices.Monitoring.PerNode)
	row.Scale(s.price, s.static, each+watched)
	row.Scale(s.bill, s.average, each+watched)
	for i := 0; m.misfits && i < len(m.deployments); i++ {
		if dep := &m.deployments[i]; dep.region == r && m.servers[t].fits[dep.service].whole == 0 {
			row.Add(s.price, p.Deployments[i].Replicas, misfit)
			row.Add(s.bill, p.Deployments[i].Replicas, misfit)
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

// countServers counts the servers of tier t in region r: at peak, over the levels
// of the week from the month on in which they follow the load, and when nothing
// scales.
func (m *Model) countServers(r, t int, p *Plan, s *servers) {
	load, still := &m.load[r], min(m.scaling, m.months+1)
	at := asked{region: r, server: &m.servers[t], plan: p, load: load.top, network: load.network, share: 1}
	m.carry(&at, s.nodes, m.unused, 0)
	copy(s.static, s.nodes)
	if load.today {
		at.load, at.still = load.static, true
		m.carry(&at, s.static, m.unused, 0)
	}
	if m.scenario.Nodes.Now != nil && r == 0 {
		m.keep(load, s.static)
		copy(s.nodes[:still], s.static)
	}
	copy(s.average[:still], s.nodes)
	copy(s.base, s.nodes)
	if still < len(s.nodes) {
		m.follow(&asked{region: r, server: &m.servers[t], plan: p, from: still}, s)
	}
	load.close(s.nodes, load.top.cpu)
	load.close(s.average, load.top.cpu)
	load.close(s.base, load.top.cpu)
	load.close(s.static, load.static.cpu)
}

// follow counts the servers over the levels of the week.
func (m *Model) follow(at *asked, s *servers) {
	from, load := at.from, &m.load[at.region]
	average := s.average[from:]
	row.Scale(average, s.nodes[from:], m.week.top)
	for k, share := range m.week.load {
		if share == 1 {
			continue
		}
		nodes := m.carriers[from:]
		if k == m.week.low {
			nodes = s.base[from:]
		}
		at.load, at.network, at.share = load.week[k].from(from, m.months+1), load.network[from:], share
		m.carry(at, nodes, average, m.week.hours[k])
	}
}

// close takes away the servers where nothing runs.
func (l *regionLoad) close(nodes, cores []float64) {
	clear(nodes[:l.opens])
	for i := l.opens; l.gaps && i < len(nodes); i++ {
		if cores[i] == 0 {
			nodes[i] = 0
		}
	}
}

// keep keeps at least as many servers as run today. They run in the first region,
// and are given up with the users that a later region takes over.
func (m *Model) keep(load *regionLoad, nodes []float64) {
	for e := range m.epochs {
		from, to := m.span(e)
		floor := remaining(float64(*m.scenario.Nodes.Now), m.epochs[0].share[0], m.epochs[e].share[0])
		for month := from; month < to; month++ {
			if nodes[month] < floor && load.static.cpu[month] > 0 {
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
	region  int
	server  *serverRate
	plan    *Plan
	load    requests  // in those months
	network []float64 // bits per second at peak, in those months
	share   float64   // of the peak
	still   bool      // whether nothing scales
	from    int       // the first of those months
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
	c.Add(need, nodes, m.mean[:len(nodes)], []row.Level{{Share: 1, Requested: average[:len(nodes)]}})
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
	if offload, _, from := m.offload(); offload > 0 && m.regions[r].CDN {
		for month := from; month < len(network); month++ {
			network[month] *= 1 - offload
		}
	}
}
