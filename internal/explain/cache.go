package explain

import (
	"fmt"
	"math"
)

// hitRatio explains the share of the reads that the cache answers.
func (x *explainer) hitRatio() {
	c, m := x.scenario.Cache, x.month
	value := ratio(x.result.Capacity.HitRatio[m])
	switch {
	case c == nil:
		x.nothing("hit_ratio", ratio(math.NaN()), "the scenario has no cache")
		return
	case claimed(x.scenario.Savings.Caching):
		in(x, "claimed", "savings.caching.claimed", x.scenario.Savings.Caching.Claimed)
		x.nothing("hit_ratio", value, "what caching saves is claimed, not modelled")
		return
	case m < c.From.Or(0):
		x.when("cache.from", c.From)
		x.nothing("hit_ratio", value, fmt.Sprintf("the cache exists from month %d", c.From.Or(0)))
		return
	}
	x.when("cache.from", c.From)
	hot := x.derive("hot data", product(in(x, "hot", "cache.hot", &c.Hot), x.metric("database_bytes")), bytes)
	masters := quotient(in(x, "nodes", "cache.nodes", &c.Nodes), sum(one(), in(x, "replicas", "cache.replicas", &c.Replicas)))
	holds := x.step("cache memory", bytes(x.result.Engine().Sizing().CacheBytes()), product(
		masters, in(x, "memory", "cache.memory", &c.Memory), difference(one(), in(x, "reserve", "cache.reserve", &c.Reserve))))
	hit := in(x, "hit ratio", "cache.hit_ratio", &c.HitRatio)
	if hot.value > holds.value {
		x.note("the cache does not hold all of the hot data")
		skew := in(x, "skew", "cache.skew", &c.Skew)
		exponent := x.derive("exponent", quotient(one(), sum(one(), product(constant("6.2", 6.2), power(skew, constant("4.7", 4.7))))), count)
		hit = product(hit, power(quotient(holds, hot), exponent))
	}
	x.step("hit_ratio", value, hit)
}
