package solve_test

import (
	"math"
	"testing"

	"github.com/talimat/talimat-plan/internal/sampling"
	"github.com/talimat/talimat-plan/internal/scenario"
	"github.com/talimat/talimat-plan/internal/simulation"
	"github.com/talimat/talimat-plan/internal/study/solve"
)

// With the price of egress uncertain, $0.01/GB to $0.02/GB being its 90 %
// interval, its P95 is $0.02/GB: 1,000 users cost $87.60 at P95, so that $100
// carry 1,000 · 100 / 87.60 users. The price is $0.02/GB or more with 5 %, and
// that is the probability to exceed $100 with as many users.
func TestQuantilesByHand(t *testing.T) {
	f := decode(t, "flat", []byte(flat), scenario.Override{Path: "prices.egress", Value: "$0.01 to $0.02/GB"})
	want := 1000 * 100 / 87.60
	for _, goal := range []string{"cost.categories.network <= $100 in month 12", "P(cost.categories.network > $100) <= 5%"} {
		q := question(t, f, "drivers.users.now", goal, "100..10000")
		if q.Goal.Deny.Chance == nil {
			q.Level = 0.95
		}
		e := only(t, solved(t, q))
		near(t, goal, e.Above.At, want, 2e-3)
		if !e.Below.Holds || !(e.Above.Half > 0) || !(e.Half > 0) || !(e.Half < 0.02*want) {
			t.Errorf("%+v", e)
		}
	}
}

// The edge is one of a simulation of its own: with the input set to either side
// of it and certain, the quantile is on that side of the bound.
func TestQuantilesFlipTheSimulation(t *testing.T) {
	f := read(t, tp36)
	q := question(t, f, "drivers.users.growth", "cost.effective <= $3,700 in month 36", "")
	q.Level = 0.9
	a := solved(t, q)
	e := only(t, a)
	for _, trial := range []solve.Trial{e.Below, e.Above, e.Shown[0], e.Shown[1]} {
		set := read(t, tp36, scenario.Override{Path: q.Path, Value: a.Text(trial.At)})
		o, err := simulation.Run(set.Scenario, set.Inputs, simulation.Options{
			Design: sampling.Design{Seed: 1, Replicates: 16, Points: 1024}, Metrics: []string{"cost.effective"}, Monthly: []string{},
		})
		if err != nil {
			t.Fatal(err)
		}
		quantiles, _ := o.Quantiles("cost.effective", 36)
		near(t, "P90", trial.Figure, quantiles[5].Value, 1e-9)
		if (quantiles[5].Value <= 3700) != trial.Holds {
			t.Errorf("at %s: P90 is %g, holds %t", a.Text(trial.At), quantiles[5].Value, trial.Holds)
		}
	}
	if width := e.Above.At - e.Below.At; width > 1e-4*e.Above.At {
		t.Errorf("the edge is %g wide", width)
	}
}

// The more futures must hold, the fewer users they hold with.
func TestQuantilesAscend(t *testing.T) {
	f := decode(t, "flat", []byte(flat), scenario.Override{Path: "prices.egress", Value: "$0.01 to $0.02/GB"})
	last := math.Inf(1)
	for _, level := range []float64{0.1, 0.9} {
		q := question(t, f, "drivers.users.now", "cost.categories.network <= $100 in month 12", "100..10000")
		q.Level = level
		at := only(t, solved(t, q)).Above.At
		if !(at < last) {
			t.Errorf("P%g: %g users, not fewer than %g", level*100, at, last)
		}
		last = at
	}
}

// Money of more than a million is no month that never comes.
func TestLargeQuantiles(t *testing.T) {
	f := decode(t, "flat", []byte(flat), scenario.Override{Path: "prices.egress", Value: "$0.01 to $0.02/GB"})
	q := question(t, f, "drivers.users.now", "cost.categories.network <= $8,760,000 in month 12", "1000000..1000000000")
	q.Level = 0.95
	a := solved(t, q)
	near(t, "users", only(t, a).Above.At, 1e8, 2e-3)
	near(t, "most", a.Trials[len(a.Trials)-1].Figure, 8.76e7, 2e-3)
}

func BenchmarkSolve(b *testing.B) {
	f := read(b, tp36)
	for _, c := range []struct {
		name  string
		level float64
	}{{"forecast", 0}, {"p90", 0.9}} {
		b.Run(c.name, func(b *testing.B) {
			q := question(b, f, "drivers.users.growth", "cost.effective <= $3,700", "")
			q.Level = c.level
			trials := 0
			for b.Loop() {
				a, err := solve.Solve(q)
				if err != nil {
					b.Fatal(err)
				}
				trials = a.Count
			}
			b.ReportMetric(float64(trials), "trials")
		})
	}
}

// capped has 100 % load for 143 replicas at 100,000 users: 1,000 requests/s of 0.1 s
// CPU, planned at 70 %. A few replicas are cheap because they serve less.
const capped = `
version: 1
currency: USD
name: capped
start: 2026-01
horizon: 12 months
drivers: {users: {now: 60000 to 100000, growth: 0%/year}}
load: {requests: 0.01/s, peak: 1x}
services:
  api: {cpu: 100 ms, replica: {cpu: 1, memory: 1 GiB}, replicas: {max: 50}}
nodes: {tiers: [m]}
prices:
  servers: {m: {cpu: 8, memory: 32 GiB, price: $200/month}}
`

// A maximum of replicas below what 90 % of the futures need is cheap, and no answer:
// the plan does not hold. What is left is the range in which it holds in 90 % of them
// and its P90 is within the bound.
func TestStarvingFuturesAreNoAnswer(t *testing.T) {
	f := decode(t, "capped", []byte(capped))
	for _, c := range []struct {
		goal  string
		level float64
	}{{"cost.effective <= $100,000 in month 12", 0.9}, {"P(cost.effective > $100,000) <= 10%", 0}} {
		q := question(t, f, "services.api.replicas.max", c.goal, "1..200")
		q.Level = c.level
		a := solved(t, q)
		e := only(t, a)
		if math.Abs(a.Allowed-0.1) > 1e-12 || e.Below.Holds || !e.Below.Starves || !e.Above.Holds || e.Above.At != e.Below.At+1 {
			t.Fatalf("%s: allows %g, %+v", c.goal, a.Allowed, e)
		}
		if below, above := e.Below.Short.Value, e.Above.Short.Value; !(below > 0.1 && above <= 0.1 && above > 0) {
			t.Errorf("%s: does not hold in %g and %g of the futures", c.goal, below, above)
		}
	}
	// What allows less is stricter.
	f = decode(t, "capped", []byte(capped+"limits: {served: {deny: P(served < 100%) <= 2%}}\n"))
	q := question(t, f, "services.api.replicas.max", "cost.effective <= $100,000 in month 12", "1..200")
	q.Level = 0.9
	if a := solved(t, q); a.Allowed != 0.02 || only(t, a).Above.Short.Value > 0.02 {
		t.Errorf("allows %g: %+v", a.Allowed, a.Edges)
	}
	// With no value does it hold often enough: the figure alone decides, which is said.
	q = question(t, f, "services.api.replicas.max", "cost.effective <= $1,500 in month 12", "1..60")
	q.Level = 0.9
	if a := solved(t, q); !a.Starves || !a.Trials[0].Holds {
		t.Errorf("starves %t, %+v", a.Starves, a.Trials)
	}
}
