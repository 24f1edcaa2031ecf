package cost

import (
	"github.com/talimat/talimat-plan/internal/capacity"
	"github.com/talimat/talimat-plan/internal/forecast"
	"github.com/talimat/talimat-plan/internal/model"
	"github.com/talimat/talimat-plan/internal/row"
)

// measure fills a row with the quantity of a charge in a view: what its sources count,
// in the unit of its price.
func (m *Model) measure(c *charge, d *forecast.Demand, p *capacity.Plan, v view, quantity []float64) {
	if len(c.spans) == 1 {
		m.measureSpan(c, &c.spans[0], d, p, v, quantity)
		return
	}
	for i := range c.spans {
		in := &c.spans[i]
		m.measureSpan(c, in, d, p, v, m.charges.span)
		copy(quantity[in.from:in.to], m.charges.span[in.from:in.to])
	}
}

// measureSpan is measure with the numbers of one span.
func (m *Model) measureSpan(c *charge, in *span, d *forecast.Demand, p *capacity.Plan, v view, quantity []float64) {
	times := in.times()
	if len(c.meters) == 0 {
		row.Fill(quantity, times)
		return
	}
	clear(quantity)
	for _, meter := range c.meters {
		each := times
		if c.Basis() == model.ByByte && in.each == nil && meter.Source.Measure() == model.Happening {
			each *= m.bytesOf(meter)
		}
		m.meter(meter, d, p, v, each, quantity)
	}
}

// bytesOf is the bytes that are sent for one of a source that happens.
func (m *Model) bytesOf(meter model.Meter) float64 {
	if meter.Source == model.OfStream {
		return float64(m.scenario.Load.Streams[meter.Index].Out)
	}
	return float64(m.scenario.Load.Bytes)
}

// meter adds what a source counts in a view, times a number.
func (m *Model) meter(of model.Meter, d *forecast.Demand, p *capacity.Plan, v view, times float64, sum []float64) {
	perMonth := times * 3600 * float64(m.scenario.Assumptions.HoursPerMonth)
	switch of.Source {
	case model.OfUsers:
		row.Add(sum, d.Users, times)
	case model.OfDriver:
		row.Add(sum, d.Other[of.Index], times)
	case model.OfRequests:
		row.Add(sum, d.AverageRPS, perMonth)
	case model.OfService:
		m.capacity.Calls(of.Index, d, m.charges.part)
		row.Add(sum, m.charges.part, perMonth)
	case model.OfReplicas, model.OfAverage:
		for i := range p.Deployments {
			switch out := &p.Deployments[i]; {
			case out.Service != of.Index:
			case of.Source == model.OfReplicas:
				row.Add(sum, out.Replicas, times)
			default:
				row.Add(sum, out.Average, times)
			}
		}
	case model.OfServers, model.OfPeakServers:
		m.meterServers(of.Source == model.OfPeakServers, p, v, times, sum)
	case model.OfFiles:
		row.Add(sum, d.FileBytes, times)
	case model.OfPool, model.OfPoolList:
		m.meterPool(of, p, v, times, sum)
	case model.OfStream:
		row.Add(sum, d.Streams[of.Index].Average, perMonth)
	case model.OfStore, model.OfStoreDisk, model.OfStoreReads, model.OfStoreWrites, model.OfStoreNodes, model.OfStoreList, model.OfStoreClass, model.OfStoreMoves:
		m.meterStore(of, p, times, sum)
	case model.OfTraffic:
		row.Add(sum, d.TrafficBytes, times)
	case model.OfCDNBytes:
		if v >= offloaded {
			row.Add(sum, m.lines.sent, times)
		}
	case model.OfEgressBytes:
		row.Add(sum, d.TrafficBytes, times)
		if v >= offloaded {
			row.Add(sum, m.lines.sent, -times)
		}
	default:
		m.meterDatabase(of.Source, d, p, v, times, sum)
	}
}

// meterStore adds what a source of a store counts; no lever acts on it.
func (m *Model) meterStore(of model.Meter, p *capacity.Plan, times float64, sum []float64) {
	perMonth := times * 3600 * float64(m.scenario.Assumptions.HoursPerMonth)
	switch st := &p.Stores[of.Index]; of.Source {
	case model.OfStore:
		row.Add(sum, st.Bytes, times)
	case model.OfStoreDisk:
		row.Add(sum, st.Disk, times)
	case model.OfStoreReads:
		row.Add(sum, st.Reads, perMonth)
	case model.OfStoreWrites:
		row.Add(sum, st.Writes, perMonth)
	case model.OfStoreNodes:
		row.Add(sum, st.Nodes, times)
	case model.OfStoreList:
		row.Add(sum, st.List, times)
	case model.OfStoreClass:
		row.Add(sum, st.Classes[of.Part], times)
	case model.OfStoreMoves:
		row.Add(sum, st.Moves[of.Part], times)
	}
}

// meterPool adds the servers of a pool in a view, or what they cost at the prices of
// month 0: those that run all the time without any lever, and of the others a share at
// the price of spot capacity.
func (m *Model) meterPool(of model.Meter, p *capacity.Plan, v view, times float64, sum []float64) {
	pool := &m.scenario.Pools[of.Index]
	for r := range p.Pools[of.Index].Regions {
		reg, factor := &p.Pools[of.Index].Regions[r], float64(m.capacity.Regions()[r].Price)
		servers, tiers := reg.Average, reg.Tier
		if v == unlevered {
			servers, tiers = reg.Static, reg.StaticTier
		}
		if of.Source == model.OfPool {
			row.Add(sum, servers, times)
			continue
		}
		for month, n := range servers {
			if n != 0 {
				price := m.capacity.PoolPrice(of.Index, tiers[month])
				if v >= spotted && pool.Spot != nil {
					price -= float64(float64(*pool.Spot) * (price - m.spotPrice(of.Index, tiers[month])))
				}
				sum[month] += float64(n * price * factor * times)
			}
		}
	}
}

// spotPrice is the price of spot capacity of a pool: as its tier says, or discounted by
// savings.spot.
func (m *Model) spotPrice(pool, tier int) float64 {
	if price, ok := m.capacity.PoolSpotPrice(pool, tier); ok {
		return price
	}
	discount, _ := m.spot()
	return m.capacity.PoolPrice(pool, tier) * (1 - discount)
}

// meterServers adds servers in a view: those that run all the time without any lever,
// those that all replicas share before spot capacity, and those that there are.
func (m *Model) meterServers(peak bool, p *capacity.Plan, v view, times float64, sum []float64) {
	add := func(s *capacity.Servers, from, to int) {
		running := s.Average
		if peak {
			running = s.Nodes
		}
		row.Add(sum[from:to], running[from:to], times)
	}
	for k := range p.Pools {
		for r := range p.Pools[k].Regions {
			if reg := &p.Pools[k].Regions[r]; v == unlevered {
				row.Add(sum, reg.Static, times)
			} else {
				add(&reg.Servers, 0, len(sum))
			}
		}
	}
	_, from := m.spot()
	for r := range p.Regions {
		reg, end := &p.Regions[r], len(sum)
		switch {
		case v == unlevered:
			row.Add(sum, reg.Static, times)
		case v < spotted && reg.Pooled.Tier != nil && from < end:
			add(&reg.Servers, 0, from)
			add(&reg.Pooled, from, end)
		case v < spotted:
			add(&reg.Servers, 0, end)
		default:
			for _, s := range reg.Kinds() {
				add(s, 0, end)
			}
		}
	}
}

// meterDatabase adds what a source of the database counts in a view.
func (m *Model) meterDatabase(source model.Source, d *forecast.Demand, p *capacity.Plan, v view, times float64, sum []float64) {
	db := &p.Database
	if v < cached {
		db = &p.Uncached
	}
	switch source {
	case model.OfDatabase:
		row.Add(sum, d.DatabaseBytes, times)
	case model.OfDisk:
		row.Add(sum, p.Database.Disk, times)
	case model.OfConnections:
		row.Add(sum, p.Connections, times)
	case model.OfInstances:
		row.Add(sum, m.charges.ones, times)
		row.Add(sum, db.Replicas, times)
	case model.OfReadReplicas:
		row.Add(sum, db.Replicas, times)
	}
}

// addLines adds what the lines of a category cost in a view, with the discounts of
// commitments and of spot capacity or at list price.
func (m *Model) addLines(sum []float64, c Category, v view, list bool) {
	l := &m.lines
	add := func(rows ...[]float64) {
		for _, r := range rows {
			row.Add(sum, r, 1)
		}
	}
	switch c {
	case Infrastructure:
		add(l.balancers)
		m.addServers(sum, v, list)
	case Databases:
		if v < cached {
			add(l.uncached)
		} else {
			add(l.chargedDatabase)
			m.addContract(sum, OnDatabase, v, list)
		}
	case Caches:
		if v >= cached {
			add(l.cache)
		}
	case Storage:
		add(l.files, l.backups)
	case Network:
		if v < offloaded {
			add(l.egressAll)
		} else {
			add(l.chargedEgress)
		}
	case CDN:
		if v >= offloaded {
			add(l.cdn)
		}
	case Monitoring:
		switch {
		case v == unlevered:
			add(l.monitoringStatic)
		case v < spotted:
			add(l.watched)
		default:
			add(l.monitoring)
		}
	}
}

// addServers adds what servers cost in a view.
func (m *Model) addServers(sum []float64, v view, list bool) {
	l := &m.lines
	switch {
	case v == unlevered:
		row.Add(sum, l.static, 1)
		return
	case v < spotted:
		row.Add(sum, m.claim(m.scenario.Savings.Autoscaling, 3, l.static, l.pooled), 1)
	default:
		row.Add(sum, l.chargedServers, 1)
		if discount, from := m.spot(); discount > 0 && from <= m.months && !list {
			for month := from; month <= m.months; month++ {
				_, spared := m.coveredOf(OnServers, month)
				sum[month] -= float64((float64(l.chargedServers[month]*l.spot[month]) - spared) * discount)
			}
		}
	}
	m.addContract(sum, OnServers, v, list)
}

// addContract adds what commitments on a part of the bill change in a view: their
// fees in place of the list price of what they cover and, in cash, what is prepaid.
func (m *Model) addContract(sum []float64, part Committable, v view, list bool) {
	f := &m.families[part]
	if list || v < committed || len(f.contracts) == 0 {
		return
	}
	row.Add(sum, f.covered, -1)
	if v == cash {
		row.Add(sum, f.paid, 1)
	} else {
		row.Add(sum, f.fees, 1)
	}
}
