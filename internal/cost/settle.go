package cost

import (
	"github.com/talimat/talimat-plan/internal/capacity"
	"github.com/talimat/talimat-plan/internal/row"
)

// family is one part of the bill that may be committed: what runs of it by part of the
// week and month, in units (see contract), and what contracts come to. Use it or lose
// it: hour by hour, what is in force covers what must not be interrupted first, which
// would cost the list price, and then what may be, which might cost less; the rest of it
// is unused.
type family struct {
	contracts    []*contract
	times        []float64   // shares of the week
	steady       [][]float64 // units that must not be interrupted, by part of the week and month
	spot         [][]float64 // those that may be
	mayInterrupt bool        // whether there are any of these
	ordered      bool        // whether no part of the week has more units than the one before it
	prepays      bool        // whether anything is paid at the purchase

	inForce []float64 // units
	fees    []float64 // money, spread over the terms
	paid    []float64 // cash
	covered []float64 // money: what runs under a contract, at the list price of the month
	spared  []float64 // of that, what would run on spot capacity
}

// newFamilies compiles the parts that something is committed of.
func newFamilies(m *Model) (all [Committables]family) {
	for part := range Committables {
		f := &all[part]
		if f.contracts = newContracts(m.scenario, m.capacity, part); len(f.contracts) == 0 {
			continue
		}
		for _, k := range f.contracts {
			f.prepays = f.prepays || k.upfront > 0
		}
		n, parts := m.months+1, 1
		floats := func() []float64 { return make([]float64, n) }
		if part == OnServers {
			parts, f.mayInterrupt = m.capacity.Hourly(), m.capacity.MayInterrupt()
		}
		for range parts {
			f.steady = append(f.steady, floats())
			if f.mayInterrupt {
				f.spot = append(f.spot, floats())
			}
		}
		f.inForce, f.fees, f.paid, f.covered, f.spared = floats(), floats(), floats(), floats(), floats()
	}
	return all
}

// commit settles the contracts of all parts.
func (m *Model) commit(p *capacity.Plan) {
	moved := m.Exchange(m.scenario.PricesIn)
	for part := range m.families {
		f := &m.families[part]
		if len(f.contracts) == 0 {
			continue
		}
		if Committable(part) == OnServers {
			m.runServers(f, p)
		} else {
			m.runDatabase(f)
		}
		charged := m.lines.chargedServers
		if Committable(part) == OnDatabase {
			charged = m.lines.chargedDatabase
		}
		clear(f.inForce)
		clear(f.fees)
		clear(f.paid)
		for _, k := range f.contracts {
			if k.cover == nil {
				k.hold(m.lines.trend)
			} else {
				m.follow(f, k)
			}
			if moved != nil { // its price is in that currency, whatever the rate at the purchase
				row.Multiply(k.fees, k.fees, moved)
				row.Multiply(k.paid, k.paid, moved)
			}
			row.Add(f.inForce, k.inForce, 1)
			row.Add(f.fees, k.fees, 1)
			row.Add(f.paid, k.paid, 1)
		}
		m.settle(f, charged)
	}
}

// runServers fills what runs on servers. Until spot capacity is used, what may be
// interrupted is the share of it that such replicas request. A claimed saving of
// autoscaling takes its share of every hour.
func (m *Model) runServers(f *family, p *capacity.Plan) {
	f.times, f.ordered = m.capacity.Times(f.times[:0])
	for k := range f.times {
		clear(f.steady[k])
		if f.mayInterrupt {
			clear(f.spot[k])
		}
	}
	_, from := m.spot()
	each, apart := m.lines.rest, m.scratch
	for r := range p.Regions {
		reg := &p.Regions[r]
		m.machines(each, &reg.Servers, r, 0)
		if reg.Steady == nil {
			for k := range f.times {
				row.AddProduct(f.steady[k], reg.Hours[k], each)
			}
			continue
		}
		row.Left(apart, each, reg.Steady, 1, 0)
		row.Multiply(each, each, reg.Steady)
		for k := range f.times {
			row.AddProduct(f.steady[k], reg.Hours[k], each)
			row.AddProduct(f.spot[k], reg.Hours[k], apart)
		}
		if from > m.months {
			continue
		}
		m.machines(each, &reg.Spot, r, from)
		for k := range f.times {
			row.AddProduct(f.spot[k][from:], reg.Spot.Hours[k][from:], each[from:])
		}
	}
	if l := m.scenario.Savings.Autoscaling; l != nil && l.Claimed != nil {
		row.Share(each, m.lines.chargedServers, m.lines.servers)
		for k := range f.times {
			row.Multiply(f.steady[k], f.steady[k], each)
			if f.mayInterrupt {
				row.Multiply(f.spot[k], f.spot[k], each)
			}
		}
	}
}

// machines fills a row with what a server of a region is in units, from a month on.
func (m *Model) machines(each []float64, s *capacity.Servers, region, from int) {
	factor := float64(m.capacity.Regions()[region].Price)
	for month, tier := range s.Tier[from:len(each)] {
		each[from+month] = m.servers[tier] * factor
	}
}

// runDatabase fills what the database costs, but for what one past its wall lacks: that
// does not run.
func (m *Model) runDatabase(f *family) {
	f.times, f.ordered = append(f.times[:0], 1), true
	for month := range f.steady[0] {
		f.steady[0][month] = m.DatabaseUnits(month)
	}
}

// DatabaseUnits is what the database that runs costs in a month of the last run, at the
// list price of month 0.
func (m *Model) DatabaseUnits(month int) float64 {
	l := &m.lines
	money := l.chargedDatabase[month]
	if l.lacks {
		money -= l.missing[month]
	}
	if l.index[month] <= 0 {
		return max(money, 0)
	}
	return max(money, 0) / l.index[month]
}

// settle says what of a family runs under a contract, by month: no more than what is
// charged for it, whatever the last bits of sums say.
func (m *Model) settle(f *family, charged []float64) {
	_, from := m.spot()
	least := f.steady[len(f.times)-1]
	for month, units := range f.inForce {
		covered, spared := units, 0.0
		if !f.ordered || units > least[month] {
			covered, spared = f.cover(units, month)
		}
		if month < from {
			spared = 0
		}
		index, most := m.lines.index[month], charged[month]
		if f.mayInterrupt {
			spot := float64(most * m.lines.spot[month])
			spared = min(spared*index, spot)
			f.spared[month], f.covered[month] = spared, min(float64(covered*index)-spared, most-spot)+spared
			continue
		}
		f.covered[month] = min(covered*index, most)
	}
}

// cover are the units that run of so many in force, on the average over a month, and of
// them those that may be interrupted.
func (f *family) cover(units float64, month int) (covered, spared float64) {
	for k, time := range f.times {
		steady := f.steady[k][month]
		if !f.mayInterrupt {
			covered += float64(time * min(steady, units))
			continue
		}
		all := min(steady+f.spot[k][month], units)
		covered += float64(time * all)
		spared += float64(time * max(all-steady, 0))
	}
	return covered, spared
}

// coveredOf is what runs under the contracts of a part, at the list price of a month,
// and what of it would run on spot capacity.
func (m *Model) coveredOf(part Committable, month int) (covered, spared float64) {
	if f := &m.families[part]; len(f.contracts) > 0 {
		return f.covered[month], f.spared[month]
	}
	return 0, 0
}

// feesOf is what they cost, spread over their terms.
func (m *Model) feesOf(part Committable, month int) float64 {
	if f := &m.families[part]; len(f.contracts) > 0 {
		return f.fees[month]
	}
	return 0
}
