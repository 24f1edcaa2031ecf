package cost

import (
	"github.com/talimat/talimat-plan/internal/model"
	"github.com/talimat/talimat-plan/internal/row"
)

// use applies the levers that change what is used (autoscaling, caching, CDN):
// the baseline is the bill without them.
func (m *Model) use(st *Statement) {
	s, l := &m.scenario.Savings, &m.lines
	l.chargedServers = m.claim(s.Autoscaling, 0, l.static, l.servers)
	l.chargedDatabase = m.claim(s.Caching, 1, l.uncached, l.database)
	l.chargedEgress = m.claim(s.CDN, 2, l.egressAll, l.egress)
	row.Sum(l.untouched, l.balancers, l.files, l.backups)
	row.Sum(st.Baseline, l.static, l.uncached, l.egressAll, l.monitoringStatic, l.untouched)
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
	l, n := &m.lines, len(m.lines.index)
	row.Sum(st.List, l.chargedServers, l.chargedDatabase, l.cache, l.chargedEgress, l.cdn, l.monitoring, l.untouched)
	copy(st.Effective, st.List)
	lower := l.rest
	for part := range m.families {
		if f := &m.families[part]; len(f.contracts) > 0 {
			row.Add(st.Effective, f.covered, -1)
			row.Add(st.Effective, f.fees, 1)
		}
	}
	if spot, from := m.spot(); spot > 0 && from < n {
		row.Multiply(lower[from:], l.chargedServers[from:], l.spot[from:])
		if f := &m.families[OnServers]; len(f.contracts) > 0 {
			row.Add(lower[from:], f.spared[from:], -1)
		}
		row.Add(st.Effective[from:], lower[from:], -spot)
	}
	copy(st.Billed, st.Effective)
	for part := range m.families {
		if f := &m.families[part]; f.prepays {
			row.Add(st.Billed, f.paid, 1)
			row.Add(st.Billed, f.fees, -1)
		}
	}
}
