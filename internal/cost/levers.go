package cost

import "github.com/talimat/talimat-plan/internal/model"

// usage applies the levers that change what is used (autoscaling, caching, CDN)
// to one month's bill, each to what the ones before it have left, and notes the
// cost that always runs and may be committed.
func (m *Model) usage(b *bill, st *Statement, month int) {
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
	for l := Autoscaling; l <= Offload; l++ {
		st.Savings[l][month], st.ActsOn[l][month] = saved[l], actsOn[l]
	}
	st.List[month] = b.servers + b.database + b.cache + b.egress + b.cdn + b.monitoring + other
	st.Base[0][month] = min(b.base, b.servers) * (1 - m.spotShare(b))
	st.Base[1][month] = b.database
}

// rates applies the levers that change what is paid for the same use
// (commitments, spot) and fills in the rest of the month.
func (m *Model) rates(b *bill, st *Statement, month int) {
	s := &m.scenario.Savings
	servers := m.pools[0].commit(st.Base[0], month)
	database := m.pools[1].commit(st.Base[1], month)
	st.Savings[Reserved][month] = servers.saved + database.saved
	st.ActsOn[Reserved][month] = servers.committed + database.committed
	st.Committed[0][month], st.Committed[1][month] = servers.committed, database.committed

	spot := 0.0
	st.ActsOn[Spot][month] = 0
	if s.Spot != nil && month >= s.Spot.From.Or(0) {
		st.ActsOn[Spot][month] = b.servers * b.interruptible
		spot = st.ActsOn[Spot][month] * float64(s.Spot.Discount) * (1 - float64(s.Spot.Fallback))
	}
	st.Savings[Spot][month] = spot

	c := &st.Categories
	c[Infrastructure][month] = b.servers + b.balancers - servers.saved - spot
	c[Databases][month] = b.database - database.saved
	c[Caches][month] = b.cache
	c[Storage][month] = b.files + b.backups
	c[Network][month] = b.egress
	c[CDN][month] = b.cdn
	c[Monitoring][month] = b.monitoring
	effective := 0.0
	for i := range c {
		effective += c[i][month]
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
