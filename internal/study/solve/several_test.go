package solve_test

import (
	"errors"
	"math"
	"reflect"
	"strings"
	"testing"

	"github.com/talimat/talimat-plan/internal/scenario"
	"github.com/talimat/talimat-plan/internal/study/solve"
)

// sawtooth is a plan with one server for each 100 users, at $200: its cost for
// each user falls until the next server is needed.
const sawtooth = `
version: 1
name: sawtooth
start: 2024-01
horizon: 1 month
currency: USD
drivers:
  users: {now: 250, growth: 0%/year}
load: {requests: 1/min, bytes: 0 B}
services:
  web: {cpu: 0.001 ms, replica: {cpu: "1", memory: 1 GB}, replicas: {min: 1}, targets: {active_users: 100}}
nodes: {tiers: [one], system: 0%, headroom: 0%, spare: 0, load_balancers: 0}
prices:
  servers: {one: {cpu: 1, memory: 4 GB, price: $200/month}}
`

// rest gives the plan more numbers.
const rest = `
phases: {first: {months: 1, investment: $100}}
finance: {discount_rate: 10%/year}
`

// k servers cost $200·k and carry up to 100·k users; that is at most $2.50 for
// each from $200·k / $2.505 users on, what is shown being rounded to the cent.
// From the fourth server on the two ranges meet.
func TestSeveralEdges(t *testing.T) {
	f := decode(t, "sawtooth", []byte(sawtooth))
	a := solved(t, question(t, f, "drivers.users.now", "cost.per_user <= $2.50 in month 1", "10..500"))
	want := []float64{200 / 2.505, 100, 400 / 2.505, 200, 600 / 2.505, 300, 800 / 2.505}
	if len(a.Edges) != len(want) {
		t.Fatalf("%d edges, want %d: %+v", len(a.Edges), len(want), a.Edges)
	}
	for i, e := range a.Edges {
		near(t, "edge", e.Above.At, want[i], 1e-8)
		if e.Below.Holds != (i%2 == 1) || e.Jump != (i%2 == 1) {
			t.Errorf("edge %d at %g: holds below %t, jump %t", i, e.Above.At, e.Below.Holds, e.Jump)
		}
	}
	near(t, "from", a.Edges[1].From, 2, 1e-6)
	near(t, "to", a.Edges[1].To, 4, 1e-6)
}

func TestNoEdge(t *testing.T) {
	f := decode(t, "sawtooth", []byte(sawtooth))
	for _, c := range []struct {
		path, goal  string
		holds, flat bool
	}{
		{"drivers.users.now", "cost.effective <= $1,000,000", true, false},
		{"drivers.users.now", "cost.effective <= $1", false, false},
		{"load.bytes", "cost.effective <= $10,000", true, true}, // egress is free here
		{"services.web.replica.memory", "users <= 250", true, true},
	} {
		q := question(t, f, c.path, c.goal, "")
		if c.path == "load.bytes" {
			q.Between = &solve.Range{Low: 0, High: 1e6}
		}
		if c.path == "services.web.replica.memory" { // within what a server holds
			q.Between = &solve.Range{Low: 1e8, High: 2e9}
		}
		a := solved(t, q)
		ends := [2]bool{a.Trials[0].Holds, a.Trials[len(a.Trials)-1].Holds}
		if len(a.Edges) != 0 || ends != [2]bool{c.holds, c.holds} || a.Flat != c.flat {
			t.Errorf("%s, %s: %d edges, ends %v, flat %t", c.path, c.goal, len(a.Edges), ends, a.Flat)
		}
		if a.Trials[0].At != a.Range.Low || a.Trials[len(a.Trials)-1].At != a.Range.High {
			t.Errorf("%s: the trials end at %g and %g, the range at %g and %g", c.path, a.Trials[0].At, a.Trials[len(a.Trials)-1].At, a.Range.Low, a.Range.High)
		}
	}
}

// Solving changes nothing and gives the same answer each time.
func TestSolvingIsPure(t *testing.T) {
	uncertain := []scenario.Override{{Path: "prices.egress", Value: "$0.01 to $0.02/GB"}, {Path: "drivers.users.now", Value: "900 to 1100"}}
	for _, c := range []struct {
		read             func() *scenario.File
		path, goal, look string
		level            float64
	}{
		{func() *scenario.File { return read(t, tp36) }, "drivers.users.growth", "cost.effective <= $3,700", "", 0},
		{func() *scenario.File { return decode(t, "flat", []byte(flat), uncertain...) }, "drivers.users.now", "cost.categories.network <= $100", "100..10000", 0.9},
	} {
		f, g := c.read(), c.read()
		q := question(t, f, c.path, c.goal, c.look)
		q.Level = c.level
		first := solved(t, q)
		again := solved(t, q)
		if len(first.Edges) == 0 || !reflect.DeepEqual(first.Edges, again.Edges) || !reflect.DeepEqual(first.Trials, again.Trials) {
			t.Errorf("level %g: the answer varies", c.level)
		}
		for i := range f.Inputs {
			if *f.Inputs[i].At != *g.Inputs[i].At || (f.Inputs[i].Distribution == nil) != (g.Inputs[i].Distribution == nil) {
				t.Errorf("%s has changed", f.Inputs[i].Path)
			}
		}
		if !reflect.DeepEqual(f.Scenario.Limits, g.Scenario.Limits) {
			t.Error("the limits have changed")
		}
	}
}

// What does not fit together bounds a range that was guessed, and is refused in
// one that was asked for.
func TestRangesThatDoNotFit(t *testing.T) {
	f := read(t, claude)
	fits := func(path string) func(string) error {
		return func(text string) error {
			set := scenario.Decode(claude, mustRead(t, claude), scenario.Override{Path: "claims", Value: "{}"}, scenario.Override{Path: path, Value: text})
			if set.Scenario == nil {
				return errors.New(set.Diagnostics[0].Message)
			}
			return nil
		}
	}
	q := question(t, f, "services.frontend.replicas.max", "nodes <= 50", "")
	q.Fits = fits(q.Path)
	if a := solved(t, q); a.Range.Low != 3 || a.Unfit == nil { // three replicas run now
		t.Errorf("from %g: %v", a.Range.Low, a.Unfit)
	}
	q.Between = &solve.Range{Low: 1, High: 5}
	if _, err := solve.Solve(q); err == nil || !strings.Contains(err.Error(), "must be at least min") {
		t.Errorf("error %v", err)
	}
	q = question(t, f, "regions.europe-east.users", "nodes <= 50", "")
	q.Fits = fits(q.Path)
	if _, err := solve.Solve(q); err == nil || !strings.Contains(err.Error(), "cannot change by itself") {
		t.Errorf("error %v", err)
	}
	q = question(t, f, "load.peak", "nodes <= 50", "")
	q.Fits = fits(q.Path)
	if a := solved(t, q); math.Abs(a.Range.High-33.6) > 1e-4 { // 168 hours ÷ (5 days · 1 hour)
		t.Errorf("up to %g", a.Range.High)
	}
}

func TestUnanswerable(t *testing.T) {
	f := decode(t, "sawtooth", []byte(strings.Replace(sawtooth, "horizon: 1 month", "horizon: 36 months", 1)+rest))
	for _, c := range []struct {
		path, goal, want string
		level            float64
	}{
		{"drivers.users.nwo", "users <= 5", `has no number "drivers.users.nwo"`, 0},
		{"horizon", "users <= 5", "decides how the scenario is read", 0},
		{"assumptions.hours_per_month", "users <= 5", "decides how the scenario is read", 0},
		{"drivers.users.now", "cost.effective <= baseline + 10%", "earlier forecast", 0},
		{"drivers.users.now", "peak(users) <= 5", "no quantile is kept of peak(users)", 0.9},
		{"drivers.users.now", "P(users > 5) <= 10%", "about all futures", 0.9},
		{"drivers.users.now", "users <= 5", "nothing but drivers.users.now is uncertain", 0.9},
		{"drivers.users.now", "users <= 5", "no quantile 0.42 is kept", 0.42},
		{"prices.trend", "users <= 5", "", 0},
		{"services.web.complexity_share", "users <= 5", "", 0}, // 0 % now, a share
		{"phases.first.investment", "users <= 5", "", 0},
		{"nodes.spare", "users <= 5", "", 0},
	} {
		q := question(t, f, "drivers.users.now", c.goal, "")
		q.Path, q.Level = c.path, c.level
		_, err := solve.Solve(q)
		if c.want == "" && err != nil || c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want)) {
			t.Errorf("%s, %s: error %v, want %q", c.path, c.goal, err, c.want)
		}
	}
	if _, err := solve.Solve(question(t, f, "load.bytes", "users <= 5", "")); err == nil || !strings.Contains(err.Error(), "--between") {
		t.Errorf("error %v", err)
	}
}

// In July two thirds of the users are away: then k servers carry 100·k of now/3,
// and cost at most $2.02 for each from $200·k / $2.025 of them on, which is a band
// of a hundredth just below now = 300·k. The scan walks by some 22 users, past
// most bands, that are 3.7·k wide; the figure turns in each.
func TestTwoEdgesBetweenNeighbours(t *testing.T) {
	text := strings.NewReplacer("horizon: 1 month", "horizon: 12 months", "growth: 0%/year", "growth: 0%/year, seasonality: {jul: 0.333333333333x}").Replace(sawtooth)
	f := decode(t, "sawtooth", []byte(text))
	a := solved(t, question(t, f, "drivers.users.now", "cost.per_user <= $2.02 in month 6", "110..1550"))
	if len(a.Edges) != 10 {
		t.Fatalf("%d edges, want 10: %+v", len(a.Edges), a.Edges)
	}
	for i, e := range a.Edges {
		k := float64(i/2 + 1)
		want := 3 * 200 * k / 2.025
		if i%2 == 1 {
			want = 300 * k
		}
		near(t, "edge", e.Above.At, want, 1e-8)
		if e.Below.Holds != (i%2 == 1) {
			t.Errorf("edge %d at %g: holds below %t", i, e.Above.At, e.Below.Holds)
		}
	}
	if a.Scanned != 66 {
		t.Errorf("%d values are said to be looked at, want the 66 of the scan", a.Scanned)
	}
}
