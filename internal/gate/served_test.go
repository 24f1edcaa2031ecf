package gate_test

import (
	"strings"
	"testing"

	"github.com/talimat/talimat-plan/internal/gate"
	"github.com/talimat/talimat-plan/internal/plan"
	"github.com/talimat/talimat-plan/internal/scenario"
)

// capped asks for 142.86 replicas and may have 10; no limit is broken by that.
const capped = `version: 1
name: capped
start: 2026-01
horizon: 12 months
currency: USD
drivers: {users: {now: 10000}}
load: {requests: 1/s}
services:
  api:
    cpu: 10 ms
    replica: {cpu: 1, memory: 1 GiB}
    replicas:
      max: 10
    targets: {cpu: 70%}
nodes: {tiers: [m]}
prices:
  servers: {m: {cpu: 8, memory: 32 GiB, price: $200/month}}
`

func read(t *testing.T, text string, set ...string) *scenario.File {
	t.Helper()
	var all []scenario.Override
	for _, s := range set {
		o, err := scenario.ParseOverride(s)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, o)
	}
	f := scenario.Decode("plan.yaml", []byte(text), all...)
	if f.Scenario == nil {
		t.Fatal(f.Diagnostics)
	}
	return f
}

func TestAPlanThatDoesNotHoldIsDenied(t *testing.T) {
	checks := gate.Judge(candidate(read(t, capped), nil), gate.Policy{})
	c := find(t, checks, gate.Objective, "served")
	switch {
	case c.Status != gate.Denied || *c.Month != 0 || *c.Bound != 1:
		t.Errorf("%+v", c)
	case c.Path != "services.api.replicas.max" || c.Pos.Line != 13:
		t.Errorf("stands at %s, line %d", c.Path, c.Pos.Line)
	case !strings.Contains(c.Remedy, "services.api.replicas.max 10 → 143"):
		t.Error(c.Remedy)
	}
}

func TestAShortageMayBeAllowed(t *testing.T) {
	for _, c := range []struct {
		set    []string
		status gate.Status
	}{
		{[]string{"services.api.replicas.max=143"}, gate.Passed},
		{[]string{"services.api.replicas.max=129", "objectives={served: 90%}"}, gate.Passed},
		{[]string{"services.api.replicas.max=128", "objectives={served: 90%}"}, gate.Denied}, // 89.6 %
		{[]string{"drivers.users.now=0"}, gate.Passed},
	} {
		checks := gate.Judge(candidate(read(t, capped, c.set...), nil), gate.Policy{})
		if got := find(t, checks, gate.Objective, "served"); got.Status != c.status {
			t.Errorf("%v: %s, want %s", c.set, got.Status, c.status)
		}
	}
}

// What a plan leaves unserved was so before, or is new.
func TestAShortageThatIsKnown(t *testing.T) {
	policy := gate.Policy{OnlyNew: true}
	short, whole := gate.NewBaseline("short", plan.Run(read(t, capped).Scenario)), gate.NewBaseline("whole", plan.Run(read(t, capped, "services.api.replicas.max=200").Scenario))
	for b, want := range map[*gate.Baseline]gate.Status{short: gate.Known, whole: gate.Denied} {
		if got := find(t, gate.Judge(candidate(read(t, capped), b), policy), gate.Objective, "served"); got.Status != want {
			t.Errorf("against %s: %s, want %s", b.Name, got.Status, want)
		}
	}
}

// A budget is not mended by serving less.
func TestAdviceStarvesNobody(t *testing.T) {
	f := read(t, capped, "services.api.replicas.max=143", "limits={budget: {deny: 'cost.effective <= $3000'}}")
	for _, change := range find(t, gate.Judge(candidate(f, nil), gate.Policy{}), gate.Limit, "budget").Advice.Changes {
		if change.Path == "services.api.replicas.max" {
			t.Errorf("%+v", change)
		}
	}
}

// A database that does not carry its writes carries no 15,000 requests/s, and its
// CPU is what its peak asks for.
func TestPromisesSeeTheDatabase(t *testing.T) {
	f := read(t, capped, "services.api.replicas={min: 1}", "load.peak=2x", "load.week=daytime",
		"drivers.database={now: 10 GB}", "database={tiers: [db], writes: 1, cpu: {write: 1 ms}}", "prices.databases={db: {cpu: 16, memory: 64 GiB, storage: 1 TB, price: $1000/month}}",
		"objectives={throughput: 15000/s, cpu: 70%, served: 1%}")
	checks := gate.Judge(candidate(f, nil), gate.Policy{})
	for _, name := range []string{"throughput", "cpu"} {
		if c := find(t, checks, gate.Objective, name); c.Status != gate.Warned {
			t.Errorf("%s: %s, %v", name, c.Status, *c.Actual)
		}
	}
	// 16 cores within 70 % are 11,200 writes/s.
	if c := find(t, checks, gate.Objective, "throughput"); *c.Actual > 11200*(1+1e-9) {
		t.Errorf("carries %g", *c.Actual)
	}
}
