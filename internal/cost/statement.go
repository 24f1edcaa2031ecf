// Package cost prices what is provisioned and applies the savings levers in one
// fixed order, so that no saving is counted twice: autoscaling (fewer hours),
// caching and CDN (less work), a commitment on the base, spot on what is
// interruptible. It also judges the investment.
package cost

import (
	"github.com/talimat/talimat-plan/internal/capacity"
	"github.com/talimat/talimat-plan/internal/forecast"
	"github.com/talimat/talimat-plan/internal/model"
)

// Category is a part of the bill.
type Category int

// The categories, in the order of reports (see metric.Categories).
const (
	Infrastructure Category = iota // servers and load balancers
	Databases                      // primary and read replicas
	Caches                         // cache nodes
	Storage                        // files and backups
	Network                        // egress
	CDN                            // bytes sent by the CDN
	Monitoring                     // monitoring and logging
	Categories                     // how many there are
)

// Lever is a way to save.
type Lever int

// The levers, in the order in which they apply (see metric.Levers).
const (
	Autoscaling Lever = iota // fewer server hours while load is low
	Caching                  // a smaller database, less the cache
	Offload                  // less egress, less the CDN's fees
	Reserved                 // a discount for a commitment
	Spot                     // a discount for interruptible capacity
	Levers                   // how many there are
)

// Statement is what the plan costs, by month, in the scenario's currency,
// unrounded. Baseline − Σ Savings = Effective = Σ Categories.
type Statement struct {
	Baseline   []float64             // the same demand without any lever
	List       []float64             // list price of what is provisioned
	Effective  []float64             // with commitments spread over their term
	Billed     []float64             // cash
	Categories [Categories][]float64 // effective
	Savings    [Levers][]float64     // net of what the lever itself costs
	ActsOn     [Levers][]float64     // the cost that the lever acts on, for its savings rate
	Base       [2][]float64          // what always runs and may be committed, at list price: infrastructure, database
	Committed  [2][]float64          // commitments in force at list price: infrastructure, database
}

// Model prices one scenario. As in package forecast, numbers are read anew at
// every run; the structure is compiled once.
type Model struct {
	scenario *model.Scenario
	months   int
	capacity *capacity.Model
	pools    [2]pool
	bills    []bill // by month; scratch of Price
}

// Compile prepares the pricing of a scenario that capacity has compiled.
func Compile(s *model.Scenario, c *capacity.Model) *Model {
	m := &Model{scenario: s, months: s.Months(), capacity: c, bills: make([]bill, s.Months()+1)}
	for i := range m.pools {
		m.pools[i].bought = make([]float64, m.months+1)
	}
	return m
}

// NewStatement returns a buffer for Price.
func (m *Model) NewStatement() *Statement {
	n := m.months + 1
	floats := func() []float64 { return make([]float64, n) }
	st := &Statement{Baseline: floats(), List: floats(), Effective: floats(), Billed: floats()}
	for i := range st.Categories {
		st.Categories[i] = floats()
	}
	for i := range st.Savings {
		st.Savings[i], st.ActsOn[i] = floats(), floats()
	}
	for i := range st.Committed {
		st.Base[i], st.Committed[i] = floats(), floats()
	}
	return st
}

// Price fills st with the cost of the plan. It allocates nothing and changes
// neither d nor p.
func (m *Model) Price(d *forecast.Demand, p *capacity.Plan, st *Statement) {
	m.pools[0].reset(m.scenario, "infrastructure")
	m.pools[1].reset(m.scenario, "database")
	index, drift := 1.0, m.scenario.Prices.Trend.MonthlyFactor()
	for month := range m.bills {
		m.list(&m.bills[month], d, p, month, index)
		m.usage(&m.bills[month], st, month)
		index = min(index*drift, forecast.Ceiling)
	}
	for month := range m.bills {
		m.rates(&m.bills[month], st, month)
	}
}

// bill is one month at list price, in the parts that the levers act on.
type bill struct {
	servers, static, base        float64 // average, without autoscaling, always running
	interruptible                float64 // share of the servers that may be spot
	balancers                    float64
	database, uncached, cache    float64
	files, backups               float64
	egress, egressAll, cdn       float64
	monitoring, monitoringStatic float64
}

// list prices a month's plan at list price.
func (m *Model) list(b *bill, d *forecast.Demand, p *capacity.Plan, month int, index float64) {
	*b = bill{}
	prices := &m.scenario.Prices
	var nodes, static, spot, open float64
	regions, tiers := m.capacity.Regions(), m.capacity.Tiers()
	for r := range p.Regions {
		reg := &p.Regions[r]
		if reg.Open[month] {
			open++
		}
		factor := float64(regions[r].Price) * index
		price := float64(tiers[reg.Tier[month]].Price) * factor
		b.servers += reg.Average[month] * price
		b.base += reg.Base[month] * price
		b.static += reg.Static[month] * float64(tiers[reg.StaticTier[month]].Price) * factor
		spot += reg.Interruptible[month] * reg.Average[month] * price
		nodes += reg.Average[month]
		static += reg.Static[month]
	}
	if b.servers > 0 {
		b.interruptible = spot / b.servers
	}
	b.balancers = open * float64(m.scenario.Nodes.LoadBalancers) * float64(prices.LoadBalancer) * index
	if m.scenario.Database != nil {
		b.database = m.databasePrice(&p.Database, month) * index
		b.uncached = m.databasePrice(&p.Uncached, month) * index
		b.backups = storage(prices.Backups, float64(m.scenario.Database.Backups)*d.DatabaseBytes[month]) * index
	}
	if c := m.scenario.Cache; c != nil && month >= c.From.Or(0) {
		b.cache = float64(c.Nodes) * float64(prices.CacheNode) * index
	}
	b.files = storage(prices.Files, float64(prices.FileCopies)*d.FileBytes[month]) * index
	traffic, byCDN := d.TrafficBytes[month], p.CDNShare[month]
	b.egressAll = transfer(prices.Egress, traffic) * index
	b.egress = transfer(prices.Egress, traffic*(1-byCDN)) * index
	b.cdn = transfer(prices.CDN, traffic*byCDN) * index
	b.monitoring = (float64(prices.Monitoring.Base) + nodes*float64(prices.Monitoring.PerNode)) * index
	b.monitoringStatic = (float64(prices.Monitoring.Base) + static*float64(prices.Monitoring.PerNode)) * index
}

// databasePrice is the primary and its read replicas, all of one tier.
func (m *Model) databasePrice(db *capacity.Database, month int) float64 {
	return float64(m.capacity.Databases()[db.Tier[month]].Price) * (1 + db.Replicas[month])
}
