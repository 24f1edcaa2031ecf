package cost

import "github.com/talimat/talimat-plan/internal/model"

// levers applies the levers to one month's bill, each to what the ones before
// it have left, and fills in the month of the statement.
func (m *Model) levers(b *bill, st *Statement, month int) {
	s := &m.scenario.Savings
	other := b.balancers + b.files + b.backups
	st.Baseline[month] = b.static + b.uncached + b.egressAll + b.monitoringStatic + other

	var saved, actsOn [Levers]float64
	saved[Autoscaling] = b.static - b.servers + b.monitoringStatic - b.monitoring
	actsOn[Autoscaling] = b.static + b.monitoringStatic
	saved[Caching] = b.uncached - b.database - b.cache
	actsOn[Caching] = b.uncached
	saved[Offload] = b.egressAll - b.egress - b.cdn
	actsOn[Offload] = b.egressAll
	if claim(s.Autoscaling, month, b.static, 0, &saved[Autoscaling], &b.servers) {
		actsOn[Autoscaling] = b.static
	}
	claim(s.Caching, month, b.uncached, b.cache, &saved[Caching], &b.database)
	claim(s.CDN, month, b.egressAll, b.cdn, &saved[Offload], &b.egress)
	st.List[month] = b.servers + b.database + b.cache + b.egress + b.cdn + b.monitoring + other

	servers := m.commit(&m.pools[0], min(b.base, b.servers)*(1-m.spotShare(b)), month)
	database := m.commit(&m.pools[1], b.database, month)
	saved[Reserved] = servers.saved + database.saved
	actsOn[Reserved] = servers.committed + database.committed
	st.Committed[0][month], st.Committed[1][month] = servers.committed, database.committed
	st.Unused[month] = servers.unused + database.unused

	if s.Spot != nil && month >= s.Spot.From.Or(0) {
		actsOn[Spot] = b.servers * b.interruptible
		saved[Spot] = actsOn[Spot] * float64(s.Spot.Discount) * (1 - float64(s.Spot.Fallback))
	}
	for l := range saved {
		st.Savings[l][month], st.ActsOn[l][month] = saved[l], actsOn[l]
	}
	st.Categories[Infrastructure][month] = b.servers + b.balancers - servers.saved - saved[Spot]
	st.Categories[Databases][month] = b.database - database.saved
	st.Categories[Caches][month] = b.cache
	st.Categories[Storage][month] = b.files + b.backups
	st.Categories[Network][month] = b.egress
	st.Categories[CDN][month] = b.cdn
	st.Categories[Monitoring][month] = b.monitoring
	effective := 0.0
	for c := range st.Categories {
		effective += st.Categories[c][month]
	}
	st.Effective[month] = effective
	st.Billed[month] = effective + servers.prepaid + database.prepaid
}

// claim takes a lever at its word: the claimed share of what it acts on, less
// what the lever itself costs.
func claim(l *model.Lever, month int, base, own float64, saved, charged *float64) bool {
	if l == nil || l.Claimed == nil || month < l.From.Or(0) {
		return false
	}
	cut := float64(*l.Claimed) * base
	*saved = cut - own
	*charged -= cut
	return true
}

// spotShare is the share of the servers that is never committed, because the
// plan means to run it on spot capacity.
func (m *Model) spotShare(b *bill) float64 {
	if m.scenario.Savings.Spot == nil {
		return 0
	}
	return b.interruptible
}
