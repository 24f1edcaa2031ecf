package commit

import (
	"math"
	"testing"

	"github.com/talimat/talimat-plan/internal/sampling"
	"github.com/talimat/talimat-plan/internal/scenario"
)

// server is a plan of one kind of server at $100 a month, each of which carries 50 users.
func server(horizon, users, prices, savings string) string {
	return `version: 1
name: case
start: 2026-01
horizon: ` + horizon + `
currency: USD
drivers: {users: ` + users + `}
load: {requests: 1/min}
services:
  web: {cpu: 0.001 ms, replica: {cpu: 1, memory: 1 GB}, replicas: {min: 1}, targets: {active_users: 50}}
nodes: {tiers: [vm]}
prices:
  ` + prices + `servers: {vm: {cpu: 1, memory: 4 GB, price: $100/month}}
savings:
  ` + savings + "\n"
}

// found answers for a scenario, with the product of its savings.reserved.
func found(t *testing.T, text string, design *sampling.Design) *Answer {
	t.Helper()
	f := scenario.Decode("case.yaml", []byte(text))
	if f.Scenario == nil {
		t.Fatal(f.Diagnostics)
	}
	a, err := Find(Question{Scenario: f.Scenario, Inputs: f.Inputs, Products: []Product{Of(f.Scenario.Savings.Reserved)}, Design: design})
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func wayOf(t *testing.T, a *Answer, name string) *Way {
	t.Helper()
	for i := range a.Ways {
		if a.Ways[i].Name == name {
			return &a.Ways[i]
		}
	}
	t.Fatalf("there is no way %q", name)
	return nil
}

func near(t *testing.T, what string, got, want, within float64) {
	t.Helper()
	if !(math.Abs(got-want) <= within) {
		t.Errorf("%s: %.6f, want %.6f", what, got, want)
	}
}

// Two servers, or after a month one, as likely as not: a purchase does not know which.
// One server for a year at 30 % off: 840 + 1,200 or 840 + 100, 1,490 on average and
// 2,040 at worst. Who knew would pay 1,680 or 940.
func TestPurchaseDoesNotKnowItsFuture(t *testing.T) {
	text := server("12 months", "{now: 100, growth: {steps: [{month: 2, add: {discrete: [{value: 0, weight: 1}, {value: -50, weight: 1}]}}]}}", "", "reserved: {discount: 30%, term: 1 year, from: month 1}")
	a := found(t, text, &sampling.Design{Seed: 1, Replicates: 2, Points: 64})
	calendar := wayOf(t, a, "calendar")
	near(t, "mean", calendar.Mean, 1490, 1e-6)
	near(t, "hindsight", wayOf(t, a, "hindsight").Mean, (1680+940)/2.0, 1e-6)
	near(t, "all on demand", wayOf(t, a, "on demand").Mean, (2400+1300)/2.0, 1e-6)
	if len(a.Buy) != 1 || a.Buy[0].Month != 1 || math.Abs(a.Buy[0].Units-100) > 1e-6 {
		t.Errorf("bought %+v, want one server in month 1", a.Buy)
	}
}

// What is bought keeps its price: at +40 % a year, a year all upfront costs 12 × 70 of
// month 1's price, and 24 months 2,073.33.
func TestBoughtAtThePriceOfTheDay(t *testing.T) {
	a := found(t, server("24 months", "{now: 50}", "trend: 40%/year\n  ", "reserved: {discount: 30%, term: 1 year, upfront: all, from: month 1}"), nil)
	near(t, "cash of month 1", a.Account.Paid[0], 863.89, 0.005)
	near(t, "24 months", a.Account.Effective(), 2073.33, 0.005)
	near(t, "the same in cash", a.Account.Billed(), 2073.33, 0.005)
}

// At −30 % a year a contract of three years at 30 % off loses 268, and is not bought.
func TestContractThatLoses(t *testing.T) {
	a := found(t, server("36 months", "{now: 50}", "trend: -30%/year\n  ", "reserved: {discount: 30%, term: 3 years, from: month 1}"), nil)
	near(t, "stated", wayOf(t, a, "savings.reserved").Saved, -268, 0.5)
	if len(a.Buy) > 0 && a.Buy[0].Month == 1 {
		t.Errorf("the calendar buys it: %+v", a.Buy)
	}
	if saved := wayOf(t, a, "calendar").Saved; saved < 0 {
		t.Errorf("the calendar loses %g", -saved)
	}
}

// Nine servers in 85 % of the hours and one in the others: at 30 % off all nine are
// worth committing to, 630 a month.
func TestCommittedByTheHoursOfTheWeek(t *testing.T) {
	a := found(t, `version: 1
name: case
start: 2026-01
horizon: 12 months
currency: USD
drivers: {users: {now: 1000}}
load:
  requests: 1/min
  peak: 1.1764705882x
  week: {levels: [{hours: 142.8, load: 100%}, {hours: 25.2, load: 0%}]}
services:
  web: {cpu: 420 ms, replica: {cpu: 1, memory: 1 GB}, replicas: {min: 1}, targets: {cpu: 100%}}
nodes: {tiers: [vm]}
prices: {servers: {vm: {cpu: 1, memory: 4 GB, price: $100/month}}}
savings:
  autoscaling: modelled
  reserved: {discount: 30%, term: 1 year, from: month 1}
`, nil)
	near(t, "a month", a.Account.Effective()/12, 630, 1e-6)
	near(t, "by savings.reserved", wayOf(t, a, "savings.reserved").Cost/12, 630, 1e-6)
}
