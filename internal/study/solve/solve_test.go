package solve_test

import (
	"math"
	"os"
	"testing"

	"github.com/talimat/talimat-plan/internal/plan"
	"github.com/talimat/talimat-plan/internal/scenario"
	"github.com/talimat/talimat-plan/internal/study/solve"
)

const (
	claude = "../../../scenarios/claude-talimat.yaml"
	shop   = "../../../scenarios/shop.yaml"
	saas   = "../../../scenarios/saas.yaml"
	tp36   = "../../../testdata/tp36/tp-36.yaml"
)

// flat is a plan whose cost can be told by hand: $10 for each TB that users
// download, and nothing that depends on anything else but the two servers and
// the one load balancer that it always has.
const flat = `
version: 1
name: flat
start: 2024-01
horizon: 12 months
currency: USD
drivers:
  users: {now: 1000, growth: 0%/year}
load: {requests: 1/min, bytes: 100 kB}
services:
  web: {cpu: 1 ms, replica: {cpu: 500m, memory: 512Mi}}
nodes: {tiers: [large]}
prices:
  servers: {large: {cpu: 64, memory: 256 GB, price: $200/month}}
  egress: $0.01/GB
`

func decode(t testing.TB, name string, text []byte, overrides ...scenario.Override) *scenario.File {
	t.Helper()
	f := scenario.Decode(name, text, overrides...)
	if f.Scenario == nil {
		t.Fatalf("%s: %v", name, f.Diagnostics)
	}
	return f
}

func read(t testing.TB, file string, overrides ...scenario.Override) *scenario.File {
	t.Helper()
	return decode(t, file, mustRead(t, file), overrides...)
}

func mustRead(t testing.TB, file string) []byte {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// question asks for a goal; between may be empty.
func question(t testing.TB, f *scenario.File, path, goal, between string) solve.Question {
	t.Helper()
	limit, faults := f.Goal("--goal", goal)
	if faults.HasErrors() {
		t.Fatal(faults)
	}
	q := solve.Question{Scenario: f.Scenario, Inputs: f.Inputs, Path: path, Goal: limit, Seed: 1}
	if between != "" {
		low, high, faults := f.Range("--between", between, f.Inputs.Find(path))
		if faults.HasErrors() {
			t.Fatal(faults)
		}
		q.Between = &solve.Range{Low: low, High: high}
	}
	return q
}

func solved(t testing.TB, q solve.Question) *solve.Answer {
	t.Helper()
	a, err := solve.Solve(q)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// the only edge of an answer.
func only(t testing.TB, a *solve.Answer) solve.Edge {
	t.Helper()
	if len(a.Edges) != 1 {
		t.Fatalf("%d edges, want 1: %+v", len(a.Edges), a.Edges)
	}
	return a.Edges[0]
}

func near(t testing.TB, what string, got, want, tolerance float64) {
	t.Helper()
	if !(math.Abs(got-want) <= tolerance*math.Abs(want)) {
		t.Errorf("%s: %.12g, want %.12g", what, got, want)
	}
}

// Users that compound: u(m) = now · (1+g)^(m/3). The bound of a condition has a
// tolerance of 1e-9, and so has the edge.
func TestEdgesOfCompoundGrowth(t *testing.T) {
	f := read(t, claude)
	for _, c := range []struct {
		path, goal string
		want       float64
	}{
		// 100 · 1.5^(36/3) = 12,974.6: 10,000 in month 36 need 10,000 / 1.5^12
		{"drivers.users.now", "users >= 10000 in month 36", 10000 / math.Pow(1.5, 12)},
		// 100^(1/12) − 1 per quarter make 100 users 10,000 in twelve quarters
		{"drivers.users.growth", "users <= 10000 in month 36", math.Pow(100, 1./12) - 1},
		{"drivers.users.growth", "users >= 10000 from month 24 to month 36", math.Pow(100, 1./8) - 1},
		// the growth of a month over the one before: (1+g)^(1/3) − 1 <= 10 %
		{"drivers.users.growth", "growth(users) <= 10%", math.Pow(1.1, 3) - 1},
		{"drivers.users.now", "peak(users) <= 5000", 5000 / math.Pow(1.5, 12)},
	} {
		e := only(t, solved(t, question(t, f, c.path, c.goal, "")))
		near(t, c.goal+", below", e.Below.At, c.want, 1e-8)
		near(t, c.goal+", above", e.Above.At, c.want, 1e-8)
		if e.Jump {
			t.Errorf("%s: a jump from %g to %g", c.goal, e.From, e.To)
		}
	}
}

// 100 users at 50 %/quarter pass 10,000 after ln(100)/ln(1.5)·3 = 34.07 months,
// so in month 35; reaching them in month 34 takes 10,000 / 1.5^(34/3) users, and
// one fewer reaches them a month later: a step.
func TestMonthsAreSteps(t *testing.T) {
	near(t, "months", 3*math.Log(100)/math.Log(1.5), 34.07, 1e-3)
	a := solved(t, question(t, read(t, claude), "drivers.users.now", "reached.users <= 34 months", "50..200"))
	e := only(t, a)
	near(t, "users", e.Above.At, 10000/math.Pow(1.5, 34./3), 1e-8)
	if !e.Jump || e.From != 35 || e.To != 34 || a.Present.Figure != 35 {
		t.Errorf("from %g to %g, jump %t, now %g", e.From, e.To, e.Jump, a.Present.Figure)
	}
	if e.Shown[0].At != 100 || e.Shown[1].At != 101 {
		t.Errorf("shown %g and %g, want 100 and 101", e.Shown[0].At, e.Shown[1].At)
	}
}

// Cost that is linear in an input: egress costs $0.01 for each GB. 1,000 users ×
// 1 request/min × 43,800 min × 100 kB = 4,380 GB: $43.80.
func TestLinearCost(t *testing.T) {
	f := decode(t, "flat", []byte(flat))
	base := plan.Run(f.Scenario)
	network := base.Series("cost.categories.network")[12]
	near(t, "network", network, 43.80, 1e-9)
	fixed := base.Series("cost.effective")[12] - network
	for _, c := range []struct {
		path, goal, between string
		want                float64
	}{
		{"drivers.users.now", "cost.categories.network <= $100 in month 12", "", 1000 * 100.005 / 43.80},
		{"prices.egress", "cost.categories.network <= $100 in month 12", "", 0.01e-9 * 100.005 / 43.80},
		{"load.bytes", "total(cost.categories.network) <= $1,200", "", 100e3 * 100.005 / 43.80},
		{"prices.servers.large.price", "cost.categories.network <= $100 in month 12", "", math.NaN()},
		{"prices.servers.large.price", "cost.effective <= $500 in month 12", "", (500.005 - network) / fixed * 200},
	} {
		a := solved(t, question(t, f, c.path, c.goal, c.between))
		if math.IsNaN(c.want) {
			if !a.Flat || len(a.Edges) != 0 {
				t.Errorf("%s moves %s: %+v", c.path, c.goal, a.Edges)
			}
			continue
		}
		// cents: what is less than half a cent above the bound is the bound
		near(t, c.path, only(t, a).Above.At, c.want, 1e-6)
	}
}

// A payback that never comes lies beyond every month.
func TestNeverIsLate(t *testing.T) {
	a := solved(t, question(t, read(t, claude), "phases.foundation.investment", "finance.baseline.payback <= 34 months", "$1..$1,000,000"))
	e := only(t, a)
	last := a.Trials[len(a.Trials)-1]
	if !e.Below.Holds || last.Holds || !math.IsInf(last.Figure, 1) {
		t.Errorf("edge %+v, last %+v", e, last)
	}
}

// Whole inputs are tried at whole values only. With as many users as in month 36,
// the frontend runs at 75.69 % of ten replicas, the most that it may have; 16 is
// the least number that halves it: 75.69 % · 10 ÷ 15 = 50.5 %, ÷ 16 = 47.3 %.
func TestWholeInputs(t *testing.T) {
	a := solved(t, question(t, read(t, claude), "services.frontend.replicas.max", "services.frontend.cpu_utilization <= 50%", ""))
	e := only(t, a)
	if e.Below.At != 15 || e.Above.At != 16 || e.Below.Holds {
		t.Errorf("%+v", e)
	}
	for _, trial := range a.Trials {
		if trial.At != math.Trunc(trial.At) {
			t.Errorf("tried %g", trial.At)
		}
	}
}
