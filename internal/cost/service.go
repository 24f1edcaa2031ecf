package cost

import "github.com/talimat/talimat-plan/internal/capacity"

// This file splits what servers cost by service. Servers are one pool in each
// region, so that a service's part of them is an allocation, by these rules:
//
//   - The weight of a service in a region is the servers that its average replicas
//     of the month would fill by themselves, unrounded (see capacity.Model.Weight).
//     The servers of the region at list price are split in proportion to the
//     weights: idle capacity, headroom and spare servers go along. A claimed saving
//     of autoscaling lowers every part alike.
//   - Spot capacity belongs to the interruptible services, in proportion to their
//     parts. How much of a region it is, is the share of the CPU requests that may
//     be interrupted (capacity.Region.Interruptible); where that is more than the
//     parts of these services, because others are weighed by their memory, the
//     others have the rest of it, in proportion to theirs.
//   - Commitments belong to all services, in proportion to what of their parts in
//     all regions is not meant for spot capacity: nothing else is committed.
//
// So no part is negative, and the parts of all services and the load balancers,
// which belong to none, are the effective cost of the infrastructure.

// split is room for one region: for the weights of its services and then for
// what a unit of them pays, by month.
type split struct {
	weights       [][]float64 // of one replica, by service and tier
	steady        []float64   // of the services that must not be interrupted
	interruptible []float64   // of those that may be
}

func newSplit(services, tiers, months int) split {
	s := split{steady: make([]float64, months), interruptible: make([]float64, months)}
	for range services {
		s.weights = append(s.weights, make([]float64, tiers))
	}
	return s
}

// Split completes a statement that Price has filled from the same plan, and that
// no run has changed since, from its first month on with the cost of each
// service. It allocates nothing.
func (m *Model) Split(p *capacity.Plan, st *Statement, first int) {
	for s, weights := range m.split.weights {
		for tier := range weights {
			weights[tier] = m.capacity.Weight(s, tier)
		}
		clear(st.Services[s][first:])
	}
	for r := range p.Regions {
		m.weigh(p, r, first)
		m.unitPrices(p, st, r, first)
		m.charge(p, st, r, first)
	}
}

// row is the room for services of the kind of this one.
func (m *Model) row(service int) []float64 {
	if m.scenario.Services[service].Interruptible {
		return m.split.interruptible
	}
	return m.split.steady
}

// weigh adds up the weights of the services of a region.
func (m *Model) weigh(p *capacity.Plan, region, first int) {
	clear(m.split.steady[first:])
	clear(m.split.interruptible[first:])
	tier := p.Regions[region].Tier
	for i := range p.Deployments {
		d := &p.Deployments[i]
		if d.Region != region {
			continue
		}
		each, sum := m.split.weights[d.Service], m.row(d.Service)
		for month := first; month < len(sum); month++ {
			sum[month] += float64(d.Average[month] * each[tier[month]])
		}
	}
}

// unitPrices turns the weights of a region into what a unit of each kind pays.
func (m *Model) unitPrices(p *capacity.Plan, st *Statement, region, first int) {
	l, reg, factor := &m.lines, &p.Regions[region], float64(m.capacity.Regions()[region].Price)
	discount, from := m.spot()
	steady, interruptible := m.split.steady, m.split.interruptible
	for month := first; month <= m.months; month++ {
		all := steady[month] + interruptible[month]
		if all == 0 || l.servers[month] == 0 {
			steady[month], interruptible[month] = 0, 0
			continue
		}
		list := reg.Average[month] * m.servers[reg.Tier[month]] * (l.index[month] * factor)
		each := list / all * (l.chargedServers[month] / l.servers[month])
		saved, reserved := 0.0, m.reservedShare(st, month)
		if month >= from {
			saved = discount
		}
		paid := func(spot float64) float64 { return each * (float64((1-spot)*(1-reserved)) + float64(spot*(1-saved))) }
		a, b := m.meantForSpot(float64(reg.Interruptible[month]*all), steady[month], interruptible[month])
		steady[month], interruptible[month] = paid(a), paid(b)
	}
}

// meantForSpot is what share of the two weights of a region so much spot capacity
// is: of the interruptible one, and of the other what is left of it.
func (m *Model) meantForSpot(spot, steady, interruptible float64) (ofSteady, ofInterruptible float64) {
	if m.scenario.Savings.Spot == nil {
		return 0, 0
	}
	if interruptible > 0 {
		ofInterruptible = min(spot/interruptible, 1)
	}
	if steady > 0 {
		ofSteady = min(max(spot-interruptible, 0)/steady, 1)
	}
	return ofSteady, ofInterruptible
}

// reservedShare is what commitments save of what is charged for servers that are
// not meant for spot capacity.
func (m *Model) reservedShare(st *Statement, month int) float64 {
	rest := m.lines.chargedServers[month]
	if m.scenario.Savings.Spot != nil {
		rest *= 1 - m.lines.interruptible[month]
	}
	if rest <= 0 {
		return 0
	}
	return min(m.reserved()*(st.Committed[0][month]/rest), 1)
}

// charge adds what the services of a region pay there to their cost.
func (m *Model) charge(p *capacity.Plan, st *Statement, region, first int) {
	tier := p.Regions[region].Tier
	for i := range p.Deployments {
		d := &p.Deployments[i]
		if d.Region != region {
			continue
		}
		each, price, paid := m.split.weights[d.Service], m.row(d.Service), st.Services[d.Service]
		for month := first; month < len(paid); month++ {
			paid[month] += float64(d.Average[month] * each[tier[month]] * price[month])
		}
	}
}
