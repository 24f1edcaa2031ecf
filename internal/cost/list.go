package cost

import (
	"github.com/talimat/talimat-plan/internal/capacity"
	"github.com/talimat/talimat-plan/internal/forecast"
)

// lines is the bill at list price, by month, in the parts that the levers act on.
type lines struct {
	index                        []float64 // of all prices, 1 in month 0
	servers, static, base        []float64 // average, without autoscaling, always running
	interruptible                []float64 // share of the servers that may be spot
	nodes, nodesStatic           []float64 // how many servers, average and without autoscaling
	balancers                    []float64
	database, uncached, cache    []float64
	files, backups               []float64
	egress, egressAll, cdn       []float64
	monitoring, monitoringStatic []float64

	// After the levers that are taken at their word; the rows above otherwise.
	chargedServers, chargedDatabase, chargedEgress []float64
	claimed                                        [3][]float64 // room for them
}

func newLines(months int) lines {
	row := func() []float64 { return make([]float64, months) }
	return lines{
		index: row(), servers: row(), static: row(), base: row(), interruptible: row(), nodes: row(), nodesStatic: row(),
		balancers: row(), database: row(), uncached: row(), cache: row(), files: row(), backups: row(),
		egress: row(), egressAll: row(), cdn: row(), monitoring: row(), monitoringStatic: row(),
		claimed: [3][]float64{row(), row(), row()},
	}
}

// list prices the plan at list price.
func (m *Model) list(d *forecast.Demand, p *capacity.Plan) {
	l := &m.lines
	index, drift := 1.0, m.scenario.Prices.Trend.MonthlyFactor()
	for month := range l.index {
		l.index[month] = index
		index *= drift
		if index > forecast.Ceiling {
			index = forecast.Ceiling
		}
	}
	m.listServers(p)
	m.listDatabase(d, p)
	m.listTraffic(d, p)
	copies := float64(m.scenario.Prices.FileCopies)
	for month, index := range l.index {
		l.files[month] = m.files.of(copies*d.FileBytes[month]) * index
	}
}

// listServers prices servers, load balancers and monitoring.
func (m *Model) listServers(p *capacity.Plan) {
	l, n := &m.lines, len(m.lines.index)
	clear(l.servers)
	clear(l.static)
	clear(l.base)
	clear(l.interruptible)
	clear(l.nodes)
	clear(l.nodesStatic)
	clear(l.balancers)
	regions, tiers := m.capacity.Regions(), m.capacity.Tiers()
	balancers := float64(m.scenario.Nodes.LoadBalancers) * float64(m.scenario.Prices.LoadBalancer)
	index := l.index[:n]
	for r := range p.Regions {
		reg, factor := &p.Regions[r], float64(regions[r].Price)
		average, base, static := reg.Average[:n], reg.Base[:n], reg.Static[:n]
		tier, staticTier, spot := reg.Tier[:n], reg.StaticTier[:n], reg.Interruptible[:n]
		for month := range index {
			at := factor * index[month]
			price := float64(tiers[tier[month]].Price) * at
			servers := average[month] * price
			l.servers[month] += servers
			l.base[month] += base[month] * price
			l.static[month] += static[month] * float64(tiers[staticTier[month]].Price) * at
			l.interruptible[month] += spot[month] * servers
			l.nodes[month] += average[month]
			l.nodesStatic[month] += static[month]
		}
		if balancers > 0 {
			for month, open := range reg.Open {
				if open {
					l.balancers[month] += balancers * index[month]
				}
			}
		}
	}
	base, perNode := float64(m.scenario.Prices.Monitoring.Base), float64(m.scenario.Prices.Monitoring.PerNode)
	for month, index := range index {
		if l.interruptible[month] > 0 {
			l.interruptible[month] /= l.servers[month]
		}
		l.monitoring[month] = (base + l.nodes[month]*perNode) * index
		l.monitoringStatic[month] = (base + l.nodesStatic[month]*perNode) * index
	}
}

// listDatabase prices the database with and without the cache, all its servers
// of one tier, the cache and the backups.
func (m *Model) listDatabase(d *forecast.Demand, p *capacity.Plan) {
	l := &m.lines
	if db := m.scenario.Database; db != nil {
		copies := float64(db.Backups)
		for month, index := range l.index {
			l.database[month] = m.databases[p.Database.Tier[month]] * (1 + p.Database.Replicas[month]) * index
			l.uncached[month] = m.databases[p.Uncached.Tier[month]] * (1 + p.Uncached.Replicas[month]) * index
			l.backups[month] = m.backups.of(copies*d.DatabaseBytes[month]) * index
		}
	}
	if c := m.scenario.Cache; c != nil {
		nodes := float64(c.Nodes) * float64(m.scenario.Prices.CacheNode)
		for month := c.From.Or(0); month <= m.months; month++ {
			l.cache[month] = nodes * l.index[month]
		}
	}
}

// listTraffic prices the bytes sent, with and without the CDN.
func (m *Model) listTraffic(d *forecast.Demand, p *capacity.Plan) {
	l := &m.lines
	for month, index := range l.index {
		bytes, byCDN := d.TrafficBytes[month], p.CDNShare[month]
		all := m.egress.of(bytes) * index
		l.egressAll[month], l.egress[month], l.cdn[month] = all, all, 0
		if byCDN > 0 {
			l.egress[month] = m.egress.of(bytes*(1-byCDN)) * index
			l.cdn[month] = m.byCDN.of(bytes*byCDN) * index
		}
	}
}
