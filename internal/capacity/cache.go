package capacity

import (
	"github.com/talimat/talimat-plan/internal/elementary"
	"github.com/talimat/talimat-plan/internal/forecast"
)

// caching sets the cache's hit ratio and the CDN's share by month.
func (m *Model) caching(d *forecast.Demand, p *Plan) {
	m.offloading(p)
	if !m.caches() {
		clear(p.HitRatio)
		return
	}
	c := m.scenario.Cache
	from := min(c.From.Or(0), len(p.HitRatio))
	clear(p.HitRatio[:from])
	ratio, hot, fits, hits := float64(c.HitRatio), float64(c.Hot), m.CacheBytes(), p.HitRatio[from:]
	m.skewed(float64(c.Skew))
	for i, stored := range d.DatabaseBytes[from:] {
		hit := ratio
		if wanted := hot * stored; wanted > fits {
			hit *= m.popular.kept(fits / wanted)
		}
		hits[i] = hit
	}
}

// popularity is how the hits fall when the cache holds a part x of the hot data
// only: they are x^e of what they are when it holds all, with
//
//	e = 1 / (1 + 6.2·s^4.7)
//
// for data that is read by a Zipf law with exponent s. It is 1 for s = 0, where
// all is read alike and the hits fall in proportion, and falls towards 0. The
// power is a fit of this tool to the hit ratio of a cache that evicts what was
// used least recently, after Che, Tung and Wang, "Hierarchical Web caching
// systems", IEEE JSAC 20(7), 2002: for 10,000 to 1,000,000 keys, 5 to 90 % of them
// in the cache and s up to 1.2 it is off by 0.03 in the root mean square.
type popularity struct{ skew, exponent float64 }

// skewed works the exponent out again when the skew has changed.
func (m *Model) skewed(skew float64) {
	if p := &m.popular; p.skew != skew || p.exponent == 0 {
		p.skew, p.exponent = skew, 1/(1+float64(6.2*elementary.Pow(skew, 4.7)))
	}
}

// kept is the share of the hits that stay when a part of the hot data fits.
func (p *popularity) kept(part float64) float64 {
	if p.exponent == 1 {
		return part
	}
	return elementary.Pow(part, p.exponent)
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
