package cost

import "github.com/talimat/talimat-plan/internal/capacity"

// This file splits what servers cost by service. Servers are one pool in each
// region, and two where spot capacity is used, so that a service's part of them is
// an allocation, by these rules:
//
//   - The weight of a service in a region is the servers that its average replicas
//     of the month would fill by themselves, unrounded (see capacity.Model.Weight).
//     The servers of a pool at list price are split in proportion to the weights of
//     the services on them: idle capacity, headroom and spare servers go along. A
//     claimed saving of autoscaling lowers every part alike.
//   - What spot capacity is discounted belongs to the services on it.
//   - What contracts cover of either kind, and their fees in that proportion, used or
//     not, belong to the services of that kind, in proportion to their parts in all
//     regions. Where nothing runs they belong to none.
//   - What a pool by name costs belongs to the services on it, by the same weights.
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
		for tier := range min(len(weights), m.tiersOf(s)) {
			weights[tier] = m.capacity.Weight(s, tier)
		}
		clear(st.Services[s][first:])
	}
	for r := range p.Regions {
		m.weigh(p, r, first)
		m.unitPrices(p, r, first)
		m.charge(p, st, r, first)
	}
	for k := range p.Pools {
		m.splitPool(k, p, st, first)
	}
}

// tiersOf is how many tiers the servers of a service have.
func (m *Model) tiersOf(service int) int {
	if pool := m.capacity.PoolOf(service); pool >= 0 {
		return len(m.capacity.PoolTiers(pool))
	}
	return len(m.capacity.Tiers())
}

// splitPool splits what the servers of a pool cost between the services on it.
func (m *Model) splitPool(pool int, p *capacity.Plan, st *Statement, first int) {
	sum, cost := m.split.steady, m.poolCost(pool)
	clear(sum[first:])
	each := func(visit func(d *capacity.Deployment, month int, weight float64)) {
		for i := range p.Deployments {
			d := &p.Deployments[i]
			if m.capacity.PoolOf(d.Service) != pool {
				continue
			}
			for month := first; month < len(sum); month++ {
				visit(d, month, d.Average[month]*m.split.weights[d.Service][m.capacity.Ground(p, i, month).Tier[month]])
			}
		}
	}
	each(func(_ *capacity.Deployment, month int, weight float64) { sum[month] += weight })
	each(func(d *capacity.Deployment, month int, weight float64) {
		if sum[month] > 0 {
			st.Services[d.Service][month] += float64(cost[month] * (weight / sum[month]))
		}
	})
}

// poolCost is what the servers of a pool cost in effect, by month.
func (m *Model) poolCost(pool int) []float64 {
	name := "pools." + m.scenario.Pools[pool].Name + ".nodes"
	for i := range m.charges.all {
		if c := &m.charges.all[i]; c.Pool != "" && c.Name == name {
			return c.cost[spotted]
		}
	}
	return m.charges.ones // there is such a line
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
	for i := range p.Deployments {
		d := &p.Deployments[i]
		if d.Region != region || m.capacity.PoolOf(d.Service) >= 0 {
			continue
		}
		each, sum := m.split.weights[d.Service], m.row(d.Service)
		for month := first; month < len(sum); month++ {
			sum[month] += float64(d.Average[month] * each[m.capacity.Ground(p, i, month).Tier[month]])
		}
	}
}

// unitPrices turns the weights of a region into what a unit of each kind pays.
func (m *Model) unitPrices(p *capacity.Plan, region, first int) {
	reg := &p.Regions[region]
	steady, interruptible := m.split.steady, m.split.interruptible
	for month := first; month <= m.months; month++ {
		ofSteady, ofSpot := m.paidShares(month)
		if m.capacity.Apart(region, month) {
			steady[month] = m.each(&reg.Servers, region, month, steady[month]) * ofSteady
			interruptible[month] = m.each(&reg.Spot, region, month, interruptible[month]) * ofSpot
			continue
		}
		each := m.each(&reg.Servers, region, month, steady[month]+interruptible[month]) * ofSteady
		steady[month], interruptible[month] = each, each
	}
}

// each is what is charged for servers of a region, by unit of the weight on them,
// before the discounts of commitments and of spot capacity.
func (m *Model) each(s *capacity.Servers, region, month int, weight float64) float64 {
	l := &m.lines
	if weight == 0 || l.servers[month] == 0 {
		return 0
	}
	list := s.Average[month] * m.servers[s.Tier[month]] * (l.index[month] * float64(m.capacity.Regions()[region].Price))
	return list / weight * (l.chargedServers[month] / l.servers[month])
}

// paidShares is what is paid for servers as a share of what is charged: for spot
// capacity, and for the others.
func (m *Model) paidShares(month int) (steady, spot float64) {
	discount, _ := m.spot()
	interruptible := float64(m.lines.chargedServers[month] * m.lines.spot[month])
	rest := m.lines.chargedServers[month] - interruptible
	covered, spared := m.coveredOf(OnServers, month)
	fees := m.feesOf(OnServers, month)
	ofSpot := 0.0 // of the fees
	if covered > 0 {
		ofSpot = float64(fees * (spared / covered))
	} else if rest <= 0 {
		ofSpot = fees
	}
	steady, spot = 1, 1-discount
	if rest > 0 {
		steady = 1 - (covered-spared-(fees-ofSpot))/rest
	}
	if interruptible > 0 {
		spot = (float64((interruptible-spared)*(1-discount)) + ofSpot) / interruptible
	}
	return max(steady, 0), max(spot, 0)
}

// charge adds what the services of a region pay there to their cost.
func (m *Model) charge(p *capacity.Plan, st *Statement, region, first int) {
	for i := range p.Deployments {
		d := &p.Deployments[i]
		if d.Region != region || m.capacity.PoolOf(d.Service) >= 0 {
			continue
		}
		each, price, paid := m.split.weights[d.Service], m.row(d.Service), st.Services[d.Service]
		for month := first; month < len(paid); month++ {
			paid[month] += float64(d.Average[month] * each[m.capacity.Ground(p, i, month).Tier[month]] * price[month])
		}
	}
}
