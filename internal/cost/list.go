package cost

import (
	"slices"

	"github.com/talimat/talimat-plan/internal/capacity"
	"github.com/talimat/talimat-plan/internal/forecast"
	"github.com/talimat/talimat-plan/internal/row"
)

// lines is the bill at list price, by month, in the parts that the levers act on.
type lines struct {
	index                        []float64 // of all prices, 1 in month 0
	trend                        []float64 // the same without the exchange rate; that row itself where none moves
	servers, static              []float64 // average, without autoscaling
	spot                         []float64 // share of the servers that are spot capacity
	pooled, watched              []float64 // servers and their monitoring if no kind of replicas had servers of its own; those rows themselves where none has
	balancers, untouched         []float64 // untouched: what no lever acts on
	database, uncached, cache    []float64
	missing                      []float64 // of database: what is not provisioned, for a load that is not carried
	lacks                        bool      // whether there is any
	files, backups               []float64
	egress, egressAll, cdn       []float64
	sent, rest                   []float64 // bytes by the CDN, and not; then the latter is scratch
	monitoring, monitoringStatic []float64
	monitors                     bool // whether these are not nothing

	// After the levers that are taken at their word; the rows above otherwise.
	chargedServers, chargedDatabase, chargedEgress []float64
	claimed                                        [4][]float64 // room for them, and for the pooled servers
}

func newLines(months int) lines {
	row := func() []float64 { return make([]float64, months) }
	return lines{
		index: row(), servers: row(), static: row(), spot: row(), pooled: row(), watched: row(),
		balancers: row(), untouched: row(), database: row(), uncached: row(), missing: row(), cache: row(), files: row(), backups: row(),
		egress: row(), egressAll: row(), cdn: row(), sent: row(), rest: row(), monitoring: row(), monitoringStatic: row(),
		claimed: [4][]float64{row(), row(), row(), row()},
	}
}

// list prices the plan at list price.
func (m *Model) list(d *forecast.Demand, p *capacity.Plan) {
	if trend := m.scenario.Prices.Trend; trend != m.trend || m.drift == 0 {
		m.trend, m.drift = trend, trend.MonthlyFactor()
	}
	index, drift := 1.0, m.drift
	for month := range m.lines.trend {
		m.lines.trend[month] = index
		index *= drift
		if index > forecast.Ceiling {
			index = forecast.Ceiling
		}
	}
	if moved := m.Exchange(m.scenario.PricesIn); moved != nil {
		row.Multiply(m.lines.index, m.lines.trend, moved)
	}
	m.listServers(p)
	m.listBalancers(p)
	m.listMonitoring(p)
	m.listDatabase(d, p)
	m.listCache()
	m.listFiles(d)
	m.listTraffic(d, p)
}

// listServers prices the servers of all regions.
func (m *Model) listServers(p *capacity.Plan) {
	l, n := &m.lines, len(m.lines.index)
	index, prices := l.index, m.servers
	servers, static := l.servers[:n], l.static[:n]
	for r := range p.Regions {
		reg, factor := &p.Regions[r], float64(m.capacity.Regions()[r].Price)
		average, still := reg.Average[:n], reg.Static[:n]
		tier, stillTier := reg.Tier[:n], reg.StaticTier[:n]
		for month, index := range index {
			index *= factor
			price := prices[tier[month]] * index
			a, b := float64(average[month]*price), float64(still[month]*prices[stillTier[month]]*index)
			if r > 0 {
				a, b = a+servers[month], b+static[month]
			}
			servers[month], static[month] = a, b
		}
	}
	m.listSpot(p)
}

// listSpot adds spot capacity, at its list price, to the servers.
func (m *Model) listSpot(p *capacity.Plan) {
	l := &m.lines
	clear(l.spot)
	_, from := m.spot()
	any := false
	for r := range p.Regions {
		if s := &p.Regions[r].Spot; s.Tier != nil && from <= m.months {
			m.priceServers(l.spot, s, r, from)
			any = true
		}
	}
	if any {
		row.Add(l.servers[from:], l.spot[from:], 1)
		row.Share(l.spot[from:], l.spot[from:], l.servers[from:])
	}
}

// priceServers adds servers of a region at list price from a month on.
func (m *Model) priceServers(money []float64, s *capacity.Servers, region, from int) {
	factor := float64(m.capacity.Regions()[region].Price)
	prices, money, index := m.servers, money[from:], m.lines.index[from:]
	average, tier := s.Average[from:from+len(money)], s.Tier[from:from+len(money)]
	for i, index := range index[:len(money)] {
		money[i] += float64(average[i] * prices[tier[i]] * (index * factor))
	}
}

// pool prices the servers that there would be if no kind of replicas had servers
// of its own, from a month on.
func (m *Model) pool(p *capacity.Plan, first int) {
	l := &m.lines
	_, from := m.spot()
	copy(l.pooled[first:], l.servers[first:])
	copy(l.watched[first:], l.monitoring[first:])
	from = max(from, first)
	if from > m.months {
		return
	}
	clear(l.pooled[from:])
	perNode, base := float64(m.scenario.Prices.Monitoring.PerNode), float64(m.scenario.Prices.Monitoring.Base)
	nodes := l.watched[from:]
	clear(nodes)
	for k := range p.Pools {
		for r := range p.Pools[k].Regions {
			row.Add(nodes, p.Pools[k].Regions[r].Average[from:], 1)
		}
	}
	for r := range p.Regions {
		s := &p.Regions[r].Servers
		if pooled := &p.Regions[r].Pooled; pooled.Tier != nil {
			s = pooled
		}
		m.priceServers(l.pooled, s, r, from)
		row.Add(nodes, s.Average[from:], 1)
	}
	for i, n := range nodes {
		nodes[i] = (base + float64(n*perNode)) * l.index[from+i]
	}
}

// listBalancers prices the load balancers of the regions that are open.
func (m *Model) listBalancers(p *capacity.Plan) {
	l := &m.lines
	clear(l.balancers)
	each := float64(m.scenario.Nodes.LoadBalancers) * float64(m.scenario.Prices.LoadBalancer)
	if each == 0 {
		return
	}
	for r := range p.Regions { // one that is open stays so
		if from := slices.Index(p.Regions[r].Open, true); from >= 0 {
			row.Add(l.balancers[from:], l.index[from:], each)
		}
	}
}

// listMonitoring prices monitoring and logging, with and without autoscaling.
func (m *Model) listMonitoring(p *capacity.Plan) {
	l := &m.lines
	base, perNode := float64(m.scenario.Prices.Monitoring.Base), float64(m.scenario.Prices.Monitoring.PerNode)
	monitors := base != 0 || perNode != 0
	if monitors || l.monitors {
		clear(l.monitoring)
		clear(l.monitoringStatic)
	}
	if l.monitors = monitors; !monitors {
		return
	}
	for k := range p.Pools {
		for r := range p.Pools[k].Regions {
			row.Add(l.monitoring, p.Pools[k].Regions[r].Average, 1)
			row.Add(l.monitoringStatic, p.Pools[k].Regions[r].Static, 1)
		}
	}
	for r := range p.Regions {
		row.Add(l.monitoring, p.Regions[r].Average, 1)
		row.Add(l.monitoringStatic, p.Regions[r].Static, 1)
		if spot := p.Regions[r].Spot.Average; spot != nil {
			_, from := m.spot()
			row.Add(l.monitoring[from:], spot[from:], 1)
		}
	}
	for month, index := range l.index {
		l.monitoring[month] = (base + float64(l.monitoring[month]*perNode)) * index
		l.monitoringStatic[month] = (base + float64(l.monitoringStatic[month]*perNode)) * index
	}
}

// listDatabase prices the database with and without the cache, and the backups.
func (m *Model) listDatabase(d *forecast.Demand, p *capacity.Plan) {
	db := m.scenario.Database
	if db == nil {
		return
	}
	l, n := &m.lines, len(m.lines.index)
	with, without := &p.Database, &p.Uncached
	m.listInstances(l.database[:n], with)
	m.listInstances(l.uncached[:n], without)
	if l.lacks || with.Lacks() {
		row.Multiply(l.missing, with.Missing, l.index)
		l.lacks = with.Lacks()
	}
	m.backups.price(l.backups, d.DatabaseBytes, float64(db.Backups), l.index)
}

// listInstances prices the primary with the replicas of its tier, those for other
// uses at theirs, and what is missing to carry the load.
func (m *Model) listInstances(money []float64, db *capacity.Database) {
	prices, n := m.databases, len(money)
	tier, replicas, index := db.Tier[:n], db.Replicas[:n], m.lines.index[:n]
	if !db.Others() && !db.Lacks() {
		for month, index := range index {
			money[month] = float64(prices[tier[month]]*(1+replicas[month])) * index
		}
		return
	}
	fixed, fixedTier, missing := db.Fixed[:n], db.FixedTier[:n], db.Missing[:n]
	for month, index := range index {
		money[month] = (float64(prices[tier[month]]*(1+replicas[month]-fixed[month])) + float64(prices[fixedTier[month]]*fixed[month]) + missing[month]) * index
	}
}

// listCache prices the cache nodes.
func (m *Model) listCache() {
	if c := m.scenario.Cache; c != nil {
		from, nodes := c.From.Or(0), float64(c.Nodes)*float64(m.scenario.Prices.CacheNode)
		if from <= m.months {
			row.Scale(m.lines.cache[from:], m.lines.index[from:], nodes)
		}
	}
}

// listFiles prices file storage.
func (m *Model) listFiles(d *forecast.Demand) {
	m.files.price(m.lines.files, d.FileBytes, float64(m.scenario.Prices.FileCopies), m.lines.index)
}

// listTraffic prices the bytes sent, with and without the CDN.
func (m *Model) listTraffic(d *forecast.Demand, p *capacity.Plan) {
	l := &m.lines
	m.egress.price(l.egressAll, d.TrafficBytes, 1, l.index)
	row.Multiply(l.sent, d.TrafficBytes, p.CDNShare)
	if c := m.scenario.Savings.CDN; c != nil && c.Claimed != nil { // it sends what it is said to take off the services
		from := min(c.From.Or(0), len(l.sent))
		clear(l.sent[:from])
		row.Scale(l.sent[from:], d.TrafficBytes[from:], float64(*c.Claimed))
		m.byCDN.price(l.cdn, l.sent, 1, l.index)
		copy(l.egress, l.egressAll)
		return
	}
	m.byCDN.price(l.cdn, l.sent, 1, l.index)
	row.Scale(l.rest, d.TrafficBytes, 1)
	row.Add(l.rest, l.sent, -1)
	m.egress.price(l.egress, l.rest, 1, l.index)
}
