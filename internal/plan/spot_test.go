package plan_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/talimat/talimat-plan/internal/model"
	"github.com/talimat/talimat-plan/internal/plan"
	"github.com/talimat/talimat-plan/internal/scenario"
	"github.com/talimat/talimat-plan/internal/unit"
)

// mixed is a scenario with services of both kinds, drawn at random, and a spot
// lever; servers are of one tier, or of the cheapest of two.
func mixed(t *testing.T, rng *rand.Rand) *model.Scenario {
	t.Helper()
	pick := func(words ...string) string { return words[rng.IntN(len(words))] }
	var b strings.Builder
	fmt.Fprintf(&b, `version: 1
name: mixed
start: 2026-01
horizon: 8 months
currency: USD
drivers: {users: {now: 100, growth: %s}}
load: {requests: 1/s, peak: %s, week: daytime}
nodes: {tiers: [%s], spare: %d, headroom: %s}
prices:
  servers:
    m: {cpu: 16, memory: 64 GiB, price: $400/month}
    s: {cpu: 4, memory: 8 GiB, price: $%d/month}
  monitoring: {per_node: $%d/month}
savings:
  spot: {discount: %d%%, fallback: %s, from: month %d}
  autoscaling: {from: month %d}
services:
`, pick("0%/year", "30%/month"), pick("1x", "3x"), pick("m", "s", "m, s"), rng.IntN(2), pick("0%", "15%"),
		60+rng.IntN(80), rng.IntN(20), rng.IntN(100), pick("0%", "20%"), rng.IntN(4), rng.IntN(9))
	for i := range 2 + rng.IntN(3) {
		fmt.Fprintf(&b, "  s%d: {cpu: %d ms, replica: {cpu: %s, memory: %s}, replicas: {min: %d}, interruptible: %t}\n",
			i, 1+rng.IntN(20), pick("1", "500m", "1500m"), pick("1 GiB", "3 GiB"), rng.IntN(6), i%2 == 1)
	}
	f := scenario.Decode("mixed.yaml", []byte(b.String()))
	if f.Scenario == nil {
		t.Fatalf("%v\n%s", f.Diagnostics, b.String())
	}
	return f.Scenario
}

// A plan in which replicas that may be interrupted took a fraction of the servers
// of the others became cheaper as they became more: with 1.5 % more users the same
// servers cost $320.00 and not $331.43.
func TestSpotIsMonotone(t *testing.T) {
	for seed := range uint64(150) {
		s := mixed(t, rand.New(rand.NewPCG(seed, 10)))
		e := plan.Compile(s)
		bills := func() map[string][]float64 {
			again(e)
			return map[string][]float64{
				"effective": append([]float64(nil), e.Statement.Effective...), "list": append([]float64(nil), e.Statement.List...),
				"baseline": append([]float64(nil), e.Statement.Baseline...),
			}
		}
		never := func(why string, less, more map[string][]float64) {
			for name, row := range more {
				for month, v := range row {
					if v < less[name][month]*(1-1e-9) {
						t.Fatalf("seed %d, %s, month %d: %s falls from %g to %g", seed, why, month, name, less[name][month], v)
					}
				}
			}
		}
		before := bills()
		for users := 100.0; users < 6000; users *= 1.15 {
			s.Drivers.Users.Now = unit.Count(users)
			after := bills()
			never(fmt.Sprintf("%.0f users", users), before, after)
			before = after
		}
		for i := range s.Services {
			s.Services[i].CPU /= 2
		}
		never("half the CPU", bills(), before)
	}
}

// What spot capacity saves is net of what it costs that two kinds of replicas
// share no servers: the parts of the bill add up to it.
func TestSpotFoots(t *testing.T) {
	for seed := range uint64(150) {
		s := mixed(t, rand.New(rand.NewPCG(seed, 11)))
		s.Drivers.Users.Now = 2000
		e := plan.Compile(s)
		again(e)
		st := e.Statement
		for month := range st.Effective {
			parts, saved, services := 0.0, 0.0, 0.0
			for _, row := range st.Categories {
				parts += row[month]
			}
			for _, row := range st.Savings {
				saved += row[month]
			}
			for _, row := range st.Services {
				services += row[month]
			}
			if !near(parts, st.Effective[month]) || !near(st.Effective[month]+saved, st.Baseline[month]) || !near(services, st.Categories[0][month]) {
				t.Fatalf("seed %d, month %d: categories %g, effective %g, saved %g, baseline %g, services %g of %g",
					seed, month, parts, st.Effective[month], saved, st.Baseline[month], services, st.Categories[0][month])
			}
		}
	}
}
