package simulation_test

import (
	"math"
	"testing"

	"github.com/talimat/talimat-plan/internal/sampling"
	"github.com/talimat/talimat-plan/internal/scenario"
	"github.com/talimat/talimat-plan/internal/simulation"
)

// capped serves up to 7 × 70 = 490 users of the 100 to 1,000 that there may be: a
// uniform count, so that (490 − 100) ÷ 900 = 43.3 % of the futures hold. A user
// costs $1 of servers: 70 of them fill a replica, and a replica a server of $70.
const capped = `version: 1
name: capped
start: 2026-01
horizon: 2 months
currency: USD
drivers: {users: {now: {uniform: [100, 1000]}}}
load: {requests: 1/s}
services:
  api: {cpu: 10 ms, replica: {cpu: 1, memory: 1 GiB}, replicas: {max: 7}, targets: {cpu: 70%}}
nodes: {tiers: [m]}
prices:
  servers: {m: {cpu: 1, memory: 1 GiB, price: $70/month}}
`

func TestHeld(t *testing.T) {
	f := scenario.Decode("plan.yaml", []byte(capped))
	if f.Scenario == nil {
		t.Fatal(f.Diagnostics)
	}
	design := sampling.Design{Seed: 1, Replicates: 8, Points: 512}
	run := func(o simulation.Options) *simulation.Outcome {
		o.Design = design
		out, err := simulation.Run(f.Scenario, f.Inputs, o)
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	out := run(simulation.Options{Workers: 1})
	odds, ok := out.Holding()
	if want := 1 - 390./900; !ok || math.Abs(odds.Ever.Value-want) > 0.002 {
		t.Errorf("%g do not hold, want %g", odds.Ever.Value, want)
	}
	// Of the futures that hold the median has 295 users, five replicas; of all it has
	// seven, the maximum.
	held, _ := out.HeldQuantiles("cost.effective")
	all, _ := out.Quantiles("cost.effective", 2)
	if math.Abs(held[3].Value-350) > 1 || math.Abs(all[3].Value-490) > 1 {
		t.Errorf("P50 %g of those that hold, %g of all", held[3].Value, all[3].Value)
	}

	// Shards and workers change nothing.
	merged, err := simulation.New(f.Scenario, f.Inputs, simulation.Options{Design: design})
	if err != nil {
		t.Fatal(err)
	}
	for i := range 2 {
		part, err := run(simulation.Options{Workers: 3, Shard: simulation.Shard{Index: i, Of: 2}}).AppendBinary(nil)
		if err == nil {
			err = merged.Absorb(part)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if got, _ := merged.HeldQuantiles("cost.effective"); got != held {
		t.Errorf("merged: %v, want %v", got, held)
	}
}
