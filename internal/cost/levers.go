package cost

import (
	"github.com/talimat/talimat-plan/internal/model"
	"github.com/talimat/talimat-plan/internal/row"
)

// use applies the levers that change what is used (autoscaling, caching, CDN),
// and notes the cost that always runs and may be committed.
func (m *Model) use(st *Statement) {
	s, l, n := &m.scenario.Savings, &m.lines, len(m.lines.index)
	static, uncached, egressAll, monitoring := l.static[:n], l.uncached[:n], l.egressAll[:n], l.monitoringStatic[:n]
	balancers, files, backups, untouched, baseline := l.balancers[:n], l.files[:n], l.backups[:n], l.untouched[:n], st.Baseline[:n]
	for month := range baseline {
		rest := balancers[month] + files[month] + backups[month]
		untouched[month] = rest
		baseline[month] = static[month] + uncached[month] + egressAll[month] + monitoring[month] + rest
	}
	l.chargedServers = m.claim(s.Autoscaling, 0, l.static, l.servers)
	l.chargedDatabase = m.claim(s.Caching, 1, l.uncached, l.database)
	l.chargedEgress = m.claim(s.CDN, 2, l.egressAll, l.egress)

	always := st.Base[0][:n]
	charged, base, interruptible := l.chargedServers[:n], l.base[:n], l.interruptible[:n]
	for month, v := range base {
		if v > charged[month] {
			v = charged[month]
		}
		always[month] = v
	}
	if s.Spot != nil { // what is meant for spot capacity is never committed
		for month, share := range interruptible {
			always[month] *= 1 - share
		}
	}
	copy(st.Base[1], l.chargedDatabase)
}

// claim takes a lever at its word: from its month on the claimed share of what
// it acts on is no longer charged. It returns what is charged.
func (m *Model) claim(lever *model.Lever, room int, base, charged []float64) []float64 {
	if lever == nil || lever.Claimed == nil {
		return charged
	}
	left := m.lines.claimed[room]
	copy(left, charged)
	for month := lever.From.Or(0); month <= m.months; month++ {
		left[month] = max(left[month]-float64(*lever.Claimed)*base[month], 0)
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
		rate, from := float64(s.Discount)*(1-float64(s.Fallback)), min(s.From.Or(0), m.months+1)
		saved := st.Savings[Spot][from:]
		charged, interruptible := m.lines.chargedServers[from:][:len(saved)], m.lines.interruptible[from:][:len(saved)]
		for month := range saved {
			saved[month] = charged[month] * interruptible[month] * rate
		}
	}
}

// reserved is the discount of commitments.
func (m *Model) reserved() float64 {
	if r := m.scenario.Savings.Reserved; r != nil {
		return float64(r.Discount)
	}
	return 0
}

// total adds up what is paid.
func (m *Model) total(st *Statement) {
	l, n, discount := &m.lines, len(m.lines.index), m.reserved()
	servers, database, cache, untouched := l.chargedServers[:n], l.chargedDatabase[:n], l.cache[:n], l.untouched[:n]
	egress, cdn, monitoring := l.chargedEgress[:n], l.cdn[:n], l.monitoring[:n]
	committed, committedDatabase, spot := st.Committed[0][:n], st.Committed[1][:n], st.Savings[Spot][:n]
	effective, list := st.Effective[:n], st.List[:n]
	for month := range effective {
		v := servers[month] + database[month] + cache[month] + egress[month] + cdn[month] + monitoring[month] + untouched[month]
		list[month] = v
		effective[month] = v - spot[month] - discount*(committed[month]+committedDatabase[month])
	}
	copy(st.Billed, effective)
	for i := range m.pools {
		row.Add(st.Billed[:len(m.pools[i].prepaid)], m.pools[i].prepaid, 1)
	}
}
