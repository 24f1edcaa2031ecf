package cost

import (
	"github.com/talimat/talimat-plan/internal/capacity"
	"github.com/talimat/talimat-plan/internal/forecast"
	"github.com/talimat/talimat-plan/internal/model"
	"github.com/talimat/talimat-plan/internal/unit"
)

// Model prices one scenario. As in package forecast, numbers are read anew at
// every run; the structure is compiled once.
type Model struct {
	scenario *model.Scenario
	months   int
	capacity *capacity.Model
	lines    lines // of the last run
	pools    [2]pool

	// Numbers of the scenario as the last run has read them.
	servers, databases            []float64 // price of each tier
	files, backups, egress, byCDN graduated
}

// Compile prepares the pricing of a scenario that capacity has compiled.
func Compile(s *model.Scenario, c *capacity.Model) *Model {
	m := &Model{scenario: s, months: s.Months(), capacity: c, lines: newLines(s.Months() + 1)}
	for i := range m.pools {
		m.pools[i].bought = make([]float64, m.months+1)
	}
	m.servers, m.databases = make([]float64, len(c.Tiers())), make([]float64, len(c.Databases()))
	m.files, m.backups = make(graduated, len(s.Prices.Files)+1), make(graduated, len(s.Prices.Backups)+1)
	m.egress, m.byCDN = make(graduated, len(s.Prices.Egress)+1), make(graduated, len(s.Prices.CDN)+1)
	return m
}

// Price fills st with the totals of the plan's cost and with what is committed;
// [Model.Breakdown] adds their parts, and [Model.Reason] what each saving is a
// share of. It allocates nothing and changes neither d nor p.
func (m *Model) Price(d *forecast.Demand, p *capacity.Plan, st *Statement) {
	m.read()
	m.list(d, p)
	m.use(st)
	m.discount(st)
	m.total(st)
	m.events(st)
}

// read takes the numbers of the scenario.
func (m *Model) read() {
	prices := &m.scenario.Prices
	for i, tier := range m.capacity.Tiers() {
		m.servers[i] = float64(tier.Price)
	}
	for i, tier := range m.capacity.Databases() {
		m.databases[i] = float64(tier.Price)
	}
	storage := func(s *model.StoragePrice) (*unit.Bytes, float64) { return s.UpTo, float64(s.Price) }
	traffic := func(s *model.TrafficPrice) (*unit.Bytes, float64) { return s.UpTo, float64(s.Price) }
	read(m.files, prices.Files, storage)
	read(m.backups, prices.Backups, storage)
	read(m.egress, prices.Egress, traffic)
	read(m.byCDN, prices.CDN, traffic)
}
