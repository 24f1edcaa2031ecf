package cost

import (
	"github.com/talimat/talimat-plan/internal/model"
	"github.com/talimat/talimat-plan/internal/row"
)

// use applies the levers that change what is used (autoscaling, caching, CDN):
// the baseline is the bill without them.
func (m *Model) use(st *Statement) {
	s, l, n := &m.scenario.Savings, &m.lines, len(m.lines.index)
	l.chargedServers = m.claim(s.Autoscaling, 0, l.static, l.servers)
	l.chargedDatabase = m.claim(s.Caching, 1, l.uncached, l.database)
	l.chargedEgress = m.claim(s.CDN, 2, l.egressAll, l.egress)
	static, uncached, egressAll, monitoring := l.static[:n], l.uncached[:n], l.egressAll[:n], l.monitoringStatic[:n]
	balancers, files, backups, untouched, baseline := l.balancers[:n], l.files[:n], l.backups[:n], l.untouched[:n], st.Baseline[:n]
	for month := range baseline {
		rest := balancers[month] + files[month] + backups[month]
		untouched[month] = rest
		baseline[month] = static[month] + uncached[month] + egressAll[month] + monitoring[month] + rest
	}
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
		left[month] = max(left[month]-float64(float64(*lever.Claimed)*base[month]), 0)
	}
	return left
}

// discount applies commitments, which change what is paid for the same use. What
// always runs may be committed, but for spot capacity, and for what a database past
// its wall lacks: it does not run.
func (m *Model) discount(st *Statement) {
	l, n := &m.lines, len(m.lines.index)
	always, base, charged, spot := st.Base[0][:n], l.base[:n], l.chargedServers[:n], l.spot[:n]
	for month, v := range base {
		if most := charged[month] * (1 - spot[month]); v > most {
			v = most
		}
		always[month] = v
	}
	provisioned, database, missing := st.Base[1][:n], l.chargedDatabase[:n], l.missing[:n]
	for month, v := range database {
		provisioned[month] = max(v-missing[month], 0)
	}
	m.commit(&st.Base, &st.Committed)
}

// reserved is the discount of commitments.
func (m *Model) reserved() float64 {
	if r := m.scenario.Savings.Reserved; r != nil {
		return float64(r.Discount)
	}
	return 0
}

// spot is the discount of spot capacity as far as there is some, and the first
// month in which it is used.
func (m *Model) spot() (discount float64, from int) {
	if s := m.scenario.Savings.Spot; s != nil {
		return float64(s.Discount) * (1 - float64(s.Fallback)), min(s.From.Or(0), m.months+1)
	}
	return 0, m.months + 1
}

// total adds up what is paid: the list price less the discounts of commitments
// and of spot capacity.
func (m *Model) total(st *Statement) {
	l, n, reserved := &m.lines, len(m.lines.index), m.reserved()
	spot, from := m.spot()
	servers, database, cache, untouched := l.chargedServers[:n], l.chargedDatabase[:n], l.cache[:n], l.untouched[:n]
	egress, cdn, monitoring, interruptible := l.chargedEgress[:n], l.cdn[:n], l.monitoring[:n], l.spot[:n]
	committed, committedDatabase := st.Committed[0][:n], st.Committed[1][:n]
	effective, list := st.Effective[:n], st.List[:n]
	for month := range effective {
		v := servers[month] + database[month] + cache[month] + egress[month] + cdn[month] + monitoring[month] + untouched[month]
		list[month] = v
		v -= float64(reserved * (committed[month] + committedDatabase[month]))
		if month >= from {
			v -= float64(servers[month] * interruptible[month] * spot)
		}
		effective[month] = v
	}
	copy(st.Billed, effective)
	for i := range m.pools {
		row.Add(st.Billed[:len(m.pools[i].prepaid)], m.pools[i].prepaid, 1)
	}
}
