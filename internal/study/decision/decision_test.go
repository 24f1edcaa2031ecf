package decision_test

import (
	"errors"
	"fmt"
	"math"
	"os"
	"slices"
	"testing"

	"github.com/talimat/talimat-plan/internal/sampling"
	"github.com/talimat/talimat-plan/internal/scenario"
	"github.com/talimat/talimat-plan/internal/simulation"
	"github.com/talimat/talimat-plan/internal/study/decision"
)

// toy is one server at a price between $100 and $200 a month, each as likely, for
// ten months, and nothing else: whatever it comes to follows by hand.
const toy = `
version: 1
name: toy
start: 2026-01
horizon: 10 months
currency: USD
drivers:
  users: {now: 100}
load: {requests: 1/s, peak: 1x}
services:
  web: {cpu: 1 ms, replica: {cpu: 1, memory: 1 GB}, replicas: {min: 1, max: 1}}
nodes: {tiers: [vm]}
prices:
  servers:
    vm: {cpu: 2, memory: 4 GB, price: {uniform: [$100/month, $200/month]}}
limits:
  budget: {deny: cost.effective <= $180}
`

// variant is the text with some inputs set.
func variant(t testing.TB, name, text string, set ...string) decision.Variant {
	t.Helper()
	var overrides []scenario.Override
	for _, s := range set {
		o, err := scenario.ParseOverride(s)
		if err != nil {
			t.Fatal(err)
		}
		overrides = append(overrides, o)
	}
	f := scenario.Decode(name, []byte(text), overrides...)
	if f.Scenario == nil {
		t.Fatalf("%s: %v", name, f.Diagnostics)
	}
	return decision.Variant{Name: name, Scenario: f.Scenario, Inputs: f.Inputs}
}

func file(t testing.TB, name string) string {
	t.Helper()
	text, err := os.ReadFile("../../../" + name)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func usual(seed uint64) decision.Options {
	return decision.Options{Design: sampling.Design{Seed: seed, Replicates: 16, Points: 256}}
}

func weigh(t testing.TB, o decision.Options, variants ...decision.Variant) *decision.Table {
	t.Helper()
	table, err := decision.Weigh(variants, o)
	if err != nil {
		t.Fatal(err)
	}
	return table
}

func near(t *testing.T, what string, got, want, tolerance float64) {
	t.Helper()
	if !(math.Abs(got-want) <= tolerance) {
		t.Errorf("%s: got %v, want %v ± %v", what, got, want, tolerance)
	}
}

// With one server the plan costs 10·p, with two 20·p, p uniform on 100 to 200: the
// difference is 10·p, uniform on 1,000 to 2,000.
func TestDifferenceByHand(t *testing.T) {
	table := weigh(t, usual(1), variant(t, "one", toy), variant(t, "two", toy, "nodes.spare=1"), variant(t, "more", toy, "prices.monitoring.base=$5/month"))
	d := table.Between(0, 1).Total
	near(t, "mean", d.Mean.Value, 1500, 0.1)
	near(t, "P10", d.Spread.P10.Value, 1100, 1)
	near(t, "P50", d.Spread.P50.Value, 1500, 1)
	near(t, "P90", d.Spread.P90.Value, 1900, 1)
	near(t, "last month", table.Between(0, 1).Last.Mean.Value, 150, 0.01)
	near(t, "cheaper", d.Cheaper.Value, 1, 0)
	near(t, "dearer", d.Dearer.Value, 0, 0)
	near(t, "shortfall", table.Standings[0].Shortfall.Value, 1975, 1) // mean of 1,950 to 2,000

	// A sum that is the same in every future: nothing is left to chance.
	d = table.Between(0, 2).Total
	for what, got := range map[string]float64{"mean": d.Mean.Value, "P10": d.Spread.P10.Value, "P90": d.Spread.P90.Value} {
		near(t, "constant: "+what, got, 50, 1e-9)
	}
	near(t, "constant: half width", d.Mean.Half, 0, 1e-9)
	if !(d.Unpaired > 1e-4) {
		t.Errorf("unpaired half width %v: chance moves each of the two", d.Unpaired)
	}

	// p ≤ 180 holds in 80 % of the futures, p + 5 ≤ 180 in 75 %, 2·p ≤ 180 in none.
	for i, want := range []float64{0.20, 1, 0.25} {
		near(t, table.Variants[i].Name+" fails", table.Standings[i].Fails.Value, want, 0.001)
		near(t, table.Variants[i].Name+" breaks the limit", table.Standings[i].Broken[0].Value, want, 0.001)
	}
	near(t, "in the 5 % that only the third fails", table.Between(0, 2).OnlySecond.Value, 0.05, 0.001)
}

// Three futures, one with a price in each third: low, middle and high. a may cost
// $133.33 and fails in the middle and in the high one. b costs $5 more, may cost
// $171.67 and fails in the high one. c costs $2 more, must cost $135.33 and fails
// in the low one.
func TestRegretByHand(t *testing.T) {
	o := decision.Options{Design: sampling.Design{Method: sampling.LatinHypercube, Seed: 5, Replicates: 2, Points: 3}}
	table := weigh(t, o,
		variant(t, "a", toy, "limits.budget.deny=cost.effective <= $133.33"),
		variant(t, "b", toy, "prices.monitoring.base=$5/month", "limits.budget.deny=cost.effective <= $171.67"),
		variant(t, "c", toy, "prices.monitoring.base=$2/month", "limits.budget.deny=cost.effective >= $135.33"),
	)
	for i, want := range []struct{ fails, regret, shared, extra float64 }{
		{2. / 3, 2. / 3, 1. / 3, 0},                   // holds in the low one, with b, which costs more
		{1. / 3, 1. / 3, 2. / 3, (10*5. + 10*3.) / 2}, // low: $5 a month above a; middle: $3 above c
		{1. / 3, 1. / 3, 1. / 3, 0},                   // middle: below b; high: alone
	} {
		s, name := table.Standings[i], table.Variants[i].Name
		near(t, name+" fails", s.Fails.Value, want.fails, 1e-12)
		near(t, name+" regret", s.Regret.Value, want.regret, 1e-12)
		near(t, name+" shared", s.Shared.Value, want.shared, 1e-12)
		near(t, name+" extra", s.Extra.Value, want.extra, 1e-9)
	}
	ab := table.Between(0, 1)
	near(t, "only a fails", ab.OnlyFirst.Value, 1./3, 1e-12)
	near(t, "only b fails", ab.OnlySecond.Value, 0, 0)
	near(t, "b fails more often by", ab.Fails.Value, -1./3, 1e-12)
}

// Where all fail nobody regrets: regret is failure less that of all together.
func TestRegretIsFailureLessThatOfAll(t *testing.T) {
	table := weigh(t, usual(1), variant(t, "one", toy), variant(t, "two", toy, "nodes.spare=1"), variant(t, "more", toy, "prices.monitoring.base=$5/month"))
	for i, s := range table.Standings {
		near(t, table.Variants[i].Name, s.Regret.Value, s.Fails.Value-table.Standings[0].Fails.Value, 1e-12)
	}
}

// A limit on a probability is broken in the futures in which what should be rare
// happens, or what should be common does not.
func TestProbabilityLimits(t *testing.T) {
	for limit, want := range map[string]float64{
		"P(cost.effective > $180) <= 10%":  0.2, // p > 180
		"P(cost.effective <= $180) >= 95%": 0.2,
		"P(cost.effective >= $170) >= 50%": 0.7, // p < 170
		"P(cost.effective <= $130) <= 5%":  0.3, // p ≤ 130
	} {
		table := weigh(t, usual(1), variant(t, "a", toy, "limits.budget.deny="+limit), variant(t, "b", toy))
		near(t, limit, table.Standings[0].Fails.Value, want, 0.001)
		if table.Standings[0].Broken[2] != nil || table.Standings[1].Broken[0] != nil {
			t.Errorf("%s: a variant is held against the limit of the other", limit)
		}
	}
}

func TestInvestmentCounts(t *testing.T) {
	phase := "phases={move: {months: 3, investment: $700}}"
	table := weigh(t, usual(1), variant(t, "a", toy), variant(t, "b", toy, phase), variant(t, "late", toy, "phases={move: {months: 10, investment: $700}}"))
	near(t, "invested", table.Between(0, 1).Total.Mean.Value, 700, 1e-9)
	near(t, "in the last month", table.Between(0, 2).Total.Mean.Value, 700, 1e-9)
	near(t, "cost of the last month", table.Between(0, 1).Last.Mean.Value, 0, 0)
	if table.Standings[0].Invests || !table.Standings[1].Invests || !table.Standings[1].Payback.Never() {
		t.Errorf("got %+v and %+v", table.Standings[0], table.Standings[1])
	}
}

func TestRefused(t *testing.T) {
	a := variant(t, "a", toy)
	certain := variant(t, "certain", toy, "prices.servers.vm.price=$150/month")
	var nine []decision.Variant
	for i := range 9 {
		nine = append(nine, variant(t, fmt.Sprint(i), toy))
	}
	for _, c := range []struct {
		with []decision.Variant
		want string
	}{
		{nil, "0 variants: from 2 to 8 can be weighed"},
		{nine[:1], "1 variants: from 2 to 8 can be weighed"},
		{nine, "9 variants: from 2 to 8 can be weighed"},
		{[]decision.Variant{a, variant(t, "b", toy, "horizon=12 months")},
			"a and b cannot be weighed against each other: the horizon of one is 10 months, of the other 12 months"},
		{[]decision.Variant{a, a, variant(t, "b", toy, "start=2026-03")},
			"a and b cannot be weighed against each other: the start of one is 2026-01, of the other 2026-03"},
		{[]decision.Variant{certain, certain}, simulation.ErrCertain.Error()},
	} {
		if _, err := decision.Weigh(c.with, usual(1)); err == nil || err.Error() != c.want {
			t.Errorf("got %v, want %s", err, c.want)
		}
	}
	o := usual(1)
	o.Design.Points = 100
	if _, err := decision.Weigh([]decision.Variant{a, a}, o); err == nil || errors.Is(err, simulation.ErrCertain) {
		t.Errorf("100 Sobol' points: %v", err)
	}
}

// Nothing need be uncertain in one of them: 1,500 against 10·p.
func TestCertainVariant(t *testing.T) {
	table := weigh(t, usual(1), variant(t, "a", toy), variant(t, "fixed", toy, "prices.servers.vm.price=$150/month"))
	near(t, "difference", table.Between(0, 1).Total.Mean.Value, 0, 0.1)
	near(t, "a cheaper", table.Between(0, 1).Total.Cheaper.Value, 0.5, 0.001)
	near(t, "spread", table.Standings[1].Total.P90.Value-table.Standings[1].Total.P10.Value, 0, 0)
	if !table.Uncertain(0) || table.Uncertain(1) || table.Sources[0].Shared() || !slices.Equal(table.Sources[0].Variants(), []int{0}) {
		t.Errorf("sources %+v", table.Sources)
	}
}

// Replicates that disagree on whether a payback comes have no interval around it.
func TestPaybackOrNever(t *testing.T) {
	text := file(t, "testdata/tp36/tp-36.yaml")
	told := false
	for seed := range uint64(10) {
		table := weigh(t, decision.Options{Design: sampling.Design{Seed: seed, Replicates: 16, Points: 4}},
			variant(t, "a", text), variant(t, "b", text, "nodes.headroom=20%"))
		for _, s := range table.Standings {
			if math.IsInf(s.Payback.Half, 1) {
				told = true
			} else if s.Payback.Half > 36 {
				t.Errorf("seed %d: payback in month %g ± %g", seed, s.Payback.Value, s.Payback.Half)
			}
			if !s.Payback.Never() && s.Payback.Value > 36 {
				t.Errorf("seed %d: payback in month %g", seed, s.Payback.Value)
			}
		}
	}
	if !told {
		t.Error("in no seed do replicates disagree")
	}
}
