package plan_test

import (
	"math"
	"testing"

	"github.com/talimat/talimat-plan/internal/plan"
	"github.com/talimat/talimat-plan/internal/scenario"
)

// server is a plan of one kind of server at $100 a month, each of which carries 50 users.
func server(horizon, users, service, prices, savings string) string {
	return `version: 1
name: case
start: 2026-01
horizon: ` + horizon + `
currency: USD
drivers: {users: ` + users + `}
load: {requests: 1/min}
services:
  web: {cpu: 0.001 ms, replica: {cpu: 1, memory: 1 GB}, replicas: {min: 1}, targets: {active_users: 50}` + service + `}
nodes: {tiers: [vm]}
prices: {` + prices + `servers: {vm: {cpu: 1, memory: 4 GB, price: $100/month}}}
savings: {` + savings + "}\n"
}

// Contracts on which the tool has been wrong, with the right values by hand.
func TestContractsByHand(t *testing.T) {
	year := "reserved: {discount: 30%, term: 1 year, from: month 1}"
	for _, c := range []struct {
		why, text string
		figures   map[string]float64
	}{
		// 12 · 70 of month 1's price, 40 %/year dearer each month: 863.89, and after a year 1.4 times that.
		{"what is bought keeps its price", server("24 months", "{now: 50}", "", "trend: 40%/year, ", "reserved: {discount: 30%, term: 1 year, upfront: all, from: month 1}"),
			map[string]float64{"total.effective": 863.89 * 2.4}},
		// Σ 70 · 0.7^(1/12) over 36 months, against 100 · 0.7^(m/12).
		{"a contract loses where prices fall", server("36 months", "{now: 50}", "", "trend: -30%/year, ", "reserved: {discount: 30%, term: 3 years, from: month 1}"),
			map[string]float64{"committed.saved": -268.46, "committed.unused": 0, "committed.utilization": 1}},
		// 24 months at 700 and, when both contracts have ended, 12 on spot capacity at 460.
		{"before spot begins, commitments are bought", server("36 months", "{now: 500}", ", interruptible: true", "", year+", spot: {discount: 60%, fallback: 10%, from: month 24}"),
			map[string]float64{"total.effective": 22320}},
		// 10 servers at 30 % off; spot capacity would save 20 % · 90 %.
		{"spot capacity is not taken where a commitment saves more", server("24 months", "{now: 500}", ", interruptible: true", "", year+", spot: {discount: 20%, fallback: 10%, from: month 1}"),
			map[string]float64{"total.effective": 24 * 700}},
		// Growth ends in month 12 with 3 servers: contracts of months 1 and 13 for a year, or for three.
		{"a year: two contracts", server("24 months", "{now: 150}", "", "", year),
			map[string]float64{"total.effective": 24 * 210, "committed.owed": 0}},
		{"three years: 12 · 210 are owed at the end", server("24 months", "{now: 150}", "", "", "reserved: {discount: 30%, term: 3 years, from: month 1}"),
			map[string]float64{"total.effective": 24 * 210, "committed.owed": 12 * 210, "committed.prepaid": 0}},
		// 36 · 210 are paid in month 1, and 300 spared a month: not even within 24 months.
		{"or prepaid", server("24 months", "{now: 150}", "", "", "reserved: {discount: 30%, term: 3 years, upfront: all, from: month 1}"),
			map[string]float64{"total.effective": 24 * 210, "committed.owed": 0, "committed.prepaid": 12 * 210, "committed.break_even": math.NaN()}},
		// Ten servers for a year of which five run after month 3: 3 · 300 less 9 · (700 − 500).
		{"what no longer runs is paid", server("12 months", "{now: 500, growth: {steps: [{month: 4, add: -250}]}}", "", "", year),
			map[string]float64{"committed.saved": 3*300 - 9*200, "committed.unused": 9 * 350, "committed.coverage": 1}},
	} {
		f := scenario.Decode("case.yaml", []byte(c.text))
		if f.Scenario == nil {
			t.Fatal(c.why, f.Diagnostics)
		}
		r := plan.Run(f.Scenario)
		for name, want := range c.figures {
			got := r.Figure(name)
			if math.IsNaN(want) && got == nil {
				continue
			}
			if got == nil || math.Abs(*got-want) > 0.05 {
				t.Errorf("%s: %s is %v, want %.2f", c.why, name, got, want)
			}
		}
	}
}
