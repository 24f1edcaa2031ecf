package capacity

import (
	"github.com/talimat/talimat-plan/internal/forecast"
)

// caching sets the cache's hit ratio and the CDN's share by month.
func (m *Model) caching(d *forecast.Demand, p *Plan) {
	m.offloading(d, p)
	if !m.caches() {
		clear(p.HitRatio)
		return
	}
	c := m.scenario.Cache
	from := min(c.From.Or(0), len(p.HitRatio))
	clear(p.HitRatio[:from])
	ratio, hot, fits, hits := float64(c.HitRatio), float64(c.Hot), m.CacheBytes(), p.HitRatio[from:]
	for i, stored := range d.DatabaseBytes[from:] {
		hit := ratio
		if wanted := hot * stored; wanted > fits {
			m.popular.read(float64(c.Skew))
			hit *= m.popular.kept(fits / wanted)
		}
		hits[i] = hit
	}
}

// caches reports whether a cache acts.
func (m *Model) caches() bool { return m.scenario.Cache != nil && !m.claims(claimCaching) }

// CacheBytes is the data that the cache holds: masters × node × (1 − reserve).
func (m *Model) CacheBytes() float64 {
	c := m.scenario.Cache
	if c == nil {
		return 0
	}
	masters := float64(c.Nodes) / (1 + float64(c.Replicas))
	return masters * float64(c.Memory) * (1 - float64(c.Reserve))
}

type claimedLever uint8

const (
	claimCaching claimedLever = iota
	claimCDN
)

// claims reports whether a lever is taken at its word, so that it changes the
// bill and not what is provisioned.
func (m *Model) claims(l claimedLever) bool {
	lever := m.scenario.Savings.Caching
	if l == claimCDN {
		lever = m.scenario.Savings.CDN
	}
	return lever != nil && lever.Claimed != nil
}
