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
	scenario  *model.Scenario
	months    int
	capacity  *capacity.Model
	lines     lines // of the last run
	split     split
	charges   charges
	exchanges []exchange // in the order of the file
	families  [Committables]family
	ranking   []entry   // scratch of policies
	scratch   []float64 // by month
	struck    bool      // whether a risk happens in the last run
	risks     []int     // in the order of their names
	extra     []float64 // by month, what they cost

	// Numbers of the scenario as the last run has read them.
	trend                         unit.Growth
	drift                         float64   // of all prices, by month; 0 before it is known
	servers, databases            []float64 // price of each tier
	files, backups, egress, byCDN graduated
}

// Compile prepares the pricing of a scenario that capacity has compiled.
func Compile(s *model.Scenario, c *capacity.Model) *Model {
	m := &Model{scenario: s, months: s.Months(), capacity: c, lines: newLines(s.Months() + 1)}
	m.risks, m.extra = byName(s.Risks), make([]float64, s.Months()+1)
	m.exchanges = newExchanges(s, m.months+1)
	if m.lines.trend = m.lines.index; s.PricesIn != "" {
		m.lines.trend = make([]float64, m.months+1)
	}
	m.charges, m.families, m.scratch = newCharges(s, m.months+1), newFamilies(m), make([]float64, m.months+1)
	for i := range m.charges.all {
		m.charges.all[i].exchange = m.Exchange(m.charges.all[i].Currency)
	}
	m.split = newSplit(len(s.Services), m.mostTiers(), m.months+1)
	m.servers, m.databases = make([]float64, len(c.Tiers())), make([]float64, len(c.Databases()))
	m.files, m.backups = newGraduated(s.Prices.Files, storage), newGraduated(s.Prices.Backups, storage)
	m.egress, m.byCDN = newGraduated(s.Prices.Egress, traffic), newGraduated(s.Prices.CDN, traffic)
	return m
}

// Price fills st with the totals of the plan's cost and with what is committed;
// [Model.Breakdown] adds their parts, and [Model.Reason] what each saving is a
// share of. It allocates nothing and changes neither d nor p.
func (m *Model) Price(d *forecast.Demand, p *capacity.Plan, st *Statement) {
	m.read()
	m.list(d, p)
	m.use(st)
	m.commit(p)
	m.total(st)
	m.addCharges(d, p, st)
	m.events(st)
}

// read takes the numbers of the scenario.
func (m *Model) read() {
	for i, tier := range m.capacity.Tiers() {
		m.servers[i] = float64(tier.Price)
	}
	for i, tier := range m.capacity.Databases() {
		m.databases[i] = float64(tier.Price)
	}
	for i := range m.exchanges {
		m.exchanges[i].read()
	}
	m.files.read()
	m.backups.read()
	m.egress.read()
	m.byCDN.read()
}

// mostTiers is how many tiers any servers have.
func (m *Model) mostTiers() int {
	most := len(m.capacity.Tiers())
	for i := range m.scenario.Pools {
		most = max(most, len(m.scenario.Pools[i].Tiers))
	}
	return most
}
