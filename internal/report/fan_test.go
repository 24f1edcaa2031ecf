package report_test

import (
	"math"
	"testing"

	"github.com/talimat/talimat-plan/internal/plan"
	"github.com/talimat/talimat-plan/internal/report"
	"github.com/talimat/talimat-plan/internal/sampling"
	"github.com/talimat/talimat-plan/internal/scenario"
	"github.com/talimat/talimat-plan/internal/simulation"
	"github.com/talimat/talimat-plan/scenarios"
)

// simulated is the fan of a scenario's text.
func simulated(t *testing.T, name string, text []byte) (*report.FanSeries, *simulation.Outcome) {
	t.Helper()
	f := scenario.Decode(name, text)
	if f.Scenario == nil {
		t.Fatal(f.Diagnostics)
	}
	out, err := simulation.Run(f.Scenario, f.Inputs, simulation.Options{
		Design: sampling.Design{Seed: 1, Replicates: 4, Points: 256}, Metrics: report.FanMetrics(),
	})
	if err != nil {
		t.Fatal(err)
	}
	return report.NewFan(out), out
}

// Bands lie in each other in every month, and the share of the futures that
// breaks a limit agrees with the band that the limit lies in.
func TestFan(t *testing.T) {
	for _, name := range scenarios.Names() {
		text, _ := scenarios.Text(name)
		f, out := simulated(t, name, text)
		if f.Futures != 1024 || f.Seed != 1 || len(f.P50) != out.Scenario.Months()+1 {
			t.Fatalf("%s: %d futures, seed %d, %d months", name, f.Futures, f.Seed, len(f.P50))
		}
		levels := [][]float64{f.P5, f.P10, f.P25, f.P50, f.P75, f.P90, f.P95}
		for m := range f.P50 {
			for i := 1; i < len(levels); i++ {
				if levels[i][m] < levels[i-1][m] {
					t.Errorf("%s, month %d: %g after %g", name, m, levels[i][m], levels[i-1][m])
				}
			}
		}
		for _, b := range f.Bounds {
			for i, odds := range b.Odds {
				m, slack := b.From+i, 0.02 // the histogram's bins are 0.14 % wide
				if least := above(levels, m, b.Values[i]*1.002); odds < least-slack {
					t.Errorf("%s, %s in month %d: %g break it, at least %g do by the quantiles", name, b.Name, m, odds, least)
				}
				if odds > b.Ever {
					t.Errorf("%s, %s: %g break it in month %d, and %g ever", name, b.Name, odds, m, b.Ever)
				}
			}
		}
	}
}

// above is the least share of the futures that is above a value, by the quantiles.
func above(levels [][]float64, month int, v float64) float64 {
	share := 0.0
	for i, p := range simulation.Levels() {
		if levels[i][month] > v {
			share = math.Max(share, 1-p)
		}
	}
	return share
}

// Limits keep their names, windows and directions; one that grows has a value for
// each month, and one on a probability counts the futures above its bound.
func TestFanBounds(t *testing.T) {
	f, _ := simulated(t, "small.yaml", []byte(`version: 1
name: small
start: 2026-01
horizon: 6 months
currency: USD
drivers: {users: {now: 10, growth: 60% to 120%/month}}
load: {requests: 60/min}
services: {web: {cpu: 100 ms, replica: {cpu: 500m, memory: 128Mi}, targets: {cpu: 70%}}}
nodes: {tiers: [vm]}
prices: {servers: {vm: {cpu: 2, memory: 4 GB, price: $100/month}}}
limits:
  a-budget: {deny: cost.effective <= $500, from: month 2}
  odds: {deny: P(cost.effective > $500) <= 10%, from: month 2}
  floor: {warn: cost.effective >= $50}
  users: {warn: users <= 20}
`))
	if len(f.Bounds) != 3 {
		t.Fatalf("%d bounds, want 3: %+v", len(f.Bounds), f.Bounds)
	}
	budget, odds, floor := f.Bounds[0], f.Bounds[1], f.Bounds[2]
	if budget.Name != "A budget" || budget.Warn || !budget.Upper || budget.From != 2 || len(budget.Values) != 5 || budget.Values[4] != 500 {
		t.Errorf("budget %+v", budget)
	}
	if !odds.Upper || odds.Ever != budget.Ever || budget.Ever <= 0.5 {
		t.Errorf("%g of the futures break the budget, %g by its odds", budget.Ever, odds.Ever)
	}
	if !floor.Warn || floor.Upper || floor.Ever != 0 {
		t.Errorf("floor %+v", floor)
	}
}

// The slowest region is what the plan's response time is, in every built-in
// scenario; users of Singapore miss the objective from the start.
func TestLatencySeries(t *testing.T) {
	for _, name := range scenarios.Names() {
		text, _ := scenarios.Text(name)
		l := report.NewCharts(plan.Run(scenario.Decode(name, text).Scenario), report.Options{}).Latency
		if l == nil { // of one without a stated response time
			if r := plan.Run(scenario.Decode(name, text).Scenario); r.Series("latency.p95") != nil {
				t.Errorf("%s has a response time and no chart of it", name)
			}
			continue
		}
		for m, slowest := range l.Slowest {
			most := 0.0
			for _, r := range l.Regions {
				most = math.Max(most, r.Values[m])
			}
			if most != slowest {
				t.Errorf("%s, month %d: the slowest region takes %g s, the plan %g", name, m, most, slowest)
			}
		}
		if name == scenarios.Default && (l.Missed == nil || *l.Missed != 0 || l.Region != "asia-pacific" || len(l.Regions) != 4 || l.Regions[2].Opens != 5) {
			t.Errorf("%+v", l)
		}
	}
}
