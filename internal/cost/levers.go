package cost

import "github.com/talimat/talimat-plan/internal/model"

// use applies the levers that change what is used (autoscaling, caching, CDN),
// each to what the ones before it have left, and notes the cost that always runs
// and may be committed.
func (m *Model) use(st *Statement) {
	s, l := &m.scenario.Savings, &m.lines
	n := len(l.index)
	static, servers, uncached, database, cache := l.static[:n], l.servers[:n], l.uncached[:n], l.database[:n], l.cache[:n]
	egressAll, egress, cdn := l.egressAll[:n], l.egress[:n], l.cdn[:n]
	monitoring, monitoringStatic := l.monitoring[:n], l.monitoringStatic[:n]
	balancers, files, backups := l.balancers[:n], l.files[:n], l.backups[:n]
	autoscaling, caching, offload := st.Savings[Autoscaling][:n], st.Savings[Caching][:n], st.Savings[Offload][:n]
	for month := range static {
		other := balancers[month] + files[month] + backups[month]
		st.Baseline[month] = static[month] + uncached[month] + egressAll[month] + monitoringStatic[month] + other
		autoscaling[month] = static[month] - servers[month] + monitoringStatic[month] - monitoring[month]
		caching[month] = uncached[month] - database[month] - cache[month]
		offload[month] = egressAll[month] - egress[month] - cdn[month]
	}
	l.chargedServers = m.claim(s.Autoscaling, 0, l.static, nil, l.servers, autoscaling)
	l.chargedDatabase = m.claim(s.Caching, 1, l.uncached, l.cache, l.database, caching)
	l.chargedEgress = m.claim(s.CDN, 2, l.egressAll, l.cdn, l.egress, offload)

	base, spot := l.base[:n], s.Spot != nil
	for month, charged := range l.chargedServers {
		always := base[month]
		if always > charged {
			always = charged
		}
		if spot { // what is meant for spot capacity is never committed
			always *= 1 - l.interruptible[month]
		}
		st.Base[0][month] = always
	}
	copy(st.Base[1], l.chargedDatabase)
}

// claim takes a lever at its word: from its month on the claimed share of what
// it acts on is saved, less what the lever itself costs, and no longer charged.
// It returns what is charged.
func (m *Model) claim(lever *model.Lever, room int, base, own, charged, saved []float64) []float64 {
	if lever == nil || lever.Claimed == nil {
		return charged
	}
	left := m.lines.claimed[room]
	copy(left, charged)
	for month := lever.From.Or(0); month <= m.months; month++ {
		cut := float64(*lever.Claimed) * base[month]
		left[month] -= cut
		saved[month] = cut
		if own != nil {
			saved[month] -= own[month]
		}
	}
	return left
}

// discount applies the levers that change what is paid for the same use:
// commitments and spot.
func (m *Model) discount(st *Statement) {
	m.pools[0].commit(m.scenario, "infrastructure", st.Base[0], st.Committed[0])
	m.pools[1].commit(m.scenario, "database", st.Base[1], st.Committed[1])
	clear(st.Savings[Spot])
	if s := m.scenario.Savings.Spot; s != nil {
		rate := float64(s.Discount) * (1 - float64(s.Fallback))
		for month := s.From.Or(0); month <= m.months; month++ {
			st.Savings[Spot][month] = m.lines.chargedServers[month] * m.lines.interruptible[month] * rate
		}
	}
}

// total adds up what is paid.
func (m *Model) total(st *Statement) {
	l, n := &m.lines, len(m.lines.index)
	discount := 0.0
	if r := m.scenario.Savings.Reserved; r != nil {
		discount = float64(r.Discount)
	}
	servers, balancers, database, cache := l.chargedServers[:n], l.balancers[:n], l.chargedDatabase[:n], l.cache[:n]
	files, backups, egress, cdn, monitoring := l.files[:n], l.backups[:n], l.chargedEgress[:n], l.cdn[:n], l.monitoring[:n]
	committed, committedDatabase, spot := st.Committed[0][:n], st.Committed[1][:n], st.Savings[Spot][:n]
	prepaid, prepaidDatabase := m.pools[0].prepaid, m.pools[1].prepaid
	c := &st.Categories
	infrastructure, databases, caches, storage := c[Infrastructure][:n], c[Databases][:n], c[Caches][:n], c[Storage][:n]
	network, byCDN, monitored := c[Network][:n], c[CDN][:n], c[Monitoring][:n]
	reserved, list, effective, billed := st.Savings[Reserved][:n], st.List[:n], st.Effective[:n], st.Billed[:n]
	for month := range servers {
		saved, savedDatabase := discount*committed[month], discount*committedDatabase[month]
		reserved[month] = saved + savedDatabase
		a := servers[month] + balancers[month]
		list[month] = a + database[month] + cache[month] + egress[month] + cdn[month] + monitoring[month] + files[month] + backups[month]
		a -= saved + spot[month]
		b := database[month] - savedDatabase
		e := files[month] + backups[month]
		infrastructure[month], databases[month], caches[month], storage[month] = a, b, cache[month], e
		network[month], byCDN[month], monitored[month] = egress[month], cdn[month], monitoring[month]
		effective[month] = a + b + cache[month] + e + egress[month] + cdn[month] + monitoring[month]
		billed[month] = effective[month]
	}
	for _, row := range [][]float64{prepaid, prepaidDatabase} {
		for month, paid := range row {
			billed[month] += paid
		}
	}
}

// Reason completes a statement that Price has filled, and that no run has
// changed since, with the cost that each lever acts on.
func (m *Model) Reason(st *Statement) {
	l, s := &m.lines, &m.scenario.Savings
	for month := range l.index {
		st.ActsOn[Autoscaling][month] = l.static[month] + l.monitoringStatic[month]
		if a := s.Autoscaling; a != nil && a.Claimed != nil && month >= a.From.Or(0) {
			st.ActsOn[Autoscaling][month] = l.static[month]
		}
		st.ActsOn[Caching][month] = l.uncached[month]
		st.ActsOn[Offload][month] = l.egressAll[month]
		st.ActsOn[Reserved][month] = st.Committed[0][month] + st.Committed[1][month]
		st.ActsOn[Spot][month] = 0
		if s.Spot != nil && month >= s.Spot.From.Or(0) {
			st.ActsOn[Spot][month] = l.chargedServers[month] * l.interruptible[month]
		}
	}
}
