package cost

import (
	"github.com/talimat/talimat-plan/internal/capacity"
	"github.com/talimat/talimat-plan/internal/forecast"
	"github.com/talimat/talimat-plan/internal/model"
)

// Breakdown completes a statement that Price has filled, and that no run has
// changed since, from its first month on with the parts of its totals: what is paid for
// what, and what each lever saves. The plan is completed by [capacity.Model.Pool].
// It allocates nothing.
func (m *Model) Breakdown(d *forecast.Demand, p *capacity.Plan, st *Statement, first int) {
	m.pool(p, first)
	m.categories(st, first)
	m.save(st, first)
	m.saveBySpot(st, first)
	m.saveOnCharges(d, p, st, first)
}

// saveBySpot is the discount of spot capacity, less what it costs that replicas
// which may be interrupted share no servers with the others. It may be negative.
// The list price is what the servers cost that all replicas would share.
func (m *Model) saveBySpot(st *Statement, first int) {
	clear(st.Savings[Spot][first:])
	l := &m.lines
	discount, from := m.spot()
	if from > m.months {
		return
	}
	pooled := m.claim(m.scenario.Savings.Autoscaling, 3, l.static, l.pooled)
	for month := max(from, first); month <= m.months; month++ {
		apart := l.chargedServers[month] - pooled[month] + (l.monitoring[month] - l.watched[month])
		_, spared := m.coveredOf(OnServers, month)
		st.Savings[Spot][month] = float64((float64(l.chargedServers[month]*l.spot[month])-spared)*discount) - apart
		st.List[month] = pooled[month] + l.chargedDatabase[month] + l.cache[month] + l.chargedEgress[month] + l.cdn[month] + l.watched[month] + l.untouched[month]
	}
}

// categories splits what is paid by what it is paid for.
func (m *Model) categories(st *Statement, first int) {
	l, c := &m.lines, &st.Categories
	lower, _ := m.spot()
	for month := first; month < len(l.index); month++ {
		covered, spared := m.coveredOf(OnServers, month)
		c[Infrastructure][month] = l.chargedServers[month] + l.balancers[month] - float64((float64(l.chargedServers[month]*l.spot[month])-spared)*lower) - covered + m.feesOf(OnServers, month)
		covered, _ = m.coveredOf(OnDatabase, month)
		c[Databases][month] = l.chargedDatabase[month] - covered + m.feesOf(OnDatabase, month)
		c[Storage][month] = l.files[month] + l.backups[month]
	}
	copy(c[Caches][first:], l.cache[first:])
	copy(c[Network][first:], l.chargedEgress[first:])
	copy(c[CDN][first:], l.cdn[first:])
	copy(c[Monitoring][first:], l.monitoring[first:])
}

// save says what each lever but spot saves of what the ones before it have left.
func (m *Model) save(st *Statement, first int) {
	s, l, n := &m.scenario.Savings, &m.lines, len(m.lines.index)
	static, servers, monitoringStatic, monitoring := l.static[:n], l.pooled[:n], l.monitoringStatic[:n], l.watched[:n]
	uncached, database, cache := l.uncached[:n], l.database[:n], l.cache[:n]
	egressAll, egress, cdn := l.egressAll[:n], l.egress[:n], l.cdn[:n]
	autoscaling, caching, offload := st.Savings[Autoscaling][:n], st.Savings[Caching][:n], st.Savings[Offload][:n]
	reserved := st.Savings[Reserved][:n]
	for month := first; month < n; month++ {
		autoscaling[month] = static[month] - servers[month] + monitoringStatic[month] - monitoring[month]
		caching[month] = uncached[month] - database[month] - cache[month]
		offload[month] = egressAll[month] - egress[month] - cdn[month]
		reserved[month] = m.SavedByContracts(month)
	}
	m.claimed(s.Autoscaling, first, l.static, nil, autoscaling)
	m.claimed(s.Caching, first, l.uncached, l.cache, caching)
	m.claimed(s.CDN, first, l.egressAll, l.cdn, offload)
}

// claimed is the saving of a lever that is taken at its word: the claimed share
// of what it acts on, less what the lever itself costs.
func (m *Model) claimed(lever *model.Lever, first int, base, own, saved []float64) {
	if lever == nil || lever.Claimed == nil {
		return
	}
	for month := max(lever.From.Or(0), first); month <= m.months; month++ {
		saved[month] = float64(float64(*lever.Claimed) * base[month])
		if own != nil {
			saved[month] -= own[month]
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
		covered, spared := m.coveredOf(OnServers, month)
		other, _ := m.coveredOf(OnDatabase, month)
		st.ActsOn[Reserved][month] = covered + other
		st.ActsOn[Spot][month] = 0
		if s.Spot != nil && month >= s.Spot.From.Or(0) {
			st.ActsOn[Spot][month] = float64(l.chargedServers[month]*l.spot[month]) - spared
		}
	}
}

// SavedByContracts is what contracts save in a month of the last run: the list price of what runs under them, less
// their fees, whether it is used or not. It is negative where much is not.
func (m *Model) SavedByContracts(month int) (saved float64) {
	for part := range Committables {
		covered, _ := m.coveredOf(part, month)
		saved += covered - m.feesOf(part, month)
	}
	return saved
}
