package gate_test

import (
	"encoding/json"
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/talimat/talimat-plan/internal/diag"
	"github.com/talimat/talimat-plan/internal/gate"
	"github.com/talimat/talimat-plan/internal/plan"
	"github.com/talimat/talimat-plan/internal/report"
	"github.com/talimat/talimat-plan/internal/scenario"
	"github.com/talimat/talimat-plan/scenarios"
)

func decode(t testing.TB, name string, set ...string) *scenario.File {
	t.Helper()
	text, ok := scenarios.Text(name)
	if !ok {
		t.Fatalf("no scenario %s", name)
	}
	var overrides []scenario.Override
	for _, s := range set {
		o, err := scenario.ParseOverride(s)
		if err != nil {
			t.Fatal(err)
		}
		overrides = append(overrides, o)
	}
	f := scenario.Decode(name+".yaml", text, overrides...)
	if f.Scenario == nil {
		t.Fatalf("%s: %v", name, f.Diagnostics)
	}
	return f
}

func candidate(f *scenario.File, b *gate.Baseline) *gate.Plan {
	return &gate.Plan{Result: plan.Run(f.Scenario), Inputs: f.Inputs, Locate: f.Locate, Baseline: b}
}

func find(t *testing.T, checks []gate.Check, kind gate.Kind, name string) *gate.Check {
	t.Helper()
	for i := range checks {
		if checks[i].Kind == kind && checks[i].Name == name {
			return &checks[i]
		}
	}
	t.Fatalf("no %s %s", kind, name)
	return nil
}

// What the strategy document promises and what comes of it.
func TestJudgeTheStrategy(t *testing.T) {
	checks := gate.Judge(candidate(decode(t, "claude-talimat"), nil), gate.Policy{})
	for _, c := range []struct {
		kind   gate.Kind
		name   string
		status gate.Status
		month  int
	}{
		{gate.Limit, "unit-cost", gate.Warned, 3},
		{gate.Objective, "latency_p95", gate.Warned, 0},
		{gate.Objective, "availability", gate.Warned, -1},
		{gate.Objective, "throughput", gate.Warned, 35},
		{gate.Objective, "error_rate", gate.Skipped, -1},
		{gate.Claim, "payback", gate.Passed, -1},
		{gate.Claim, "roi", gate.Warned, -1},
		{gate.Finding, "replica-cap", gate.Noted, -2},
	} {
		got := find(t, checks, c.kind, c.name)
		if got.Status != c.status || c.month >= 0 && (got.Month == nil || *got.Month != c.month) || c.month == -1 && got.Month != nil {
			t.Errorf("%s %s: %s in month %v, want %s in %d", c.kind, c.name, got.Status, got.Month, c.status, c.month)
		}
	}
	// 99.95 % of the primary × 99.9 % ^ (50 × 10 %) of the third parties.
	primary := *decode(t, "claude-talimat").Scenario.Database.Availability
	if got, want := *find(t, checks, gate.Objective, "availability").Actual, float64(primary)*math.Pow(0.999, 5); math.Abs(got-want) > 1e-12 {
		t.Errorf("availability %g, want %g", got, want)
	}
}

// Which findings a policy lets through.
func TestMaxSeverity(t *testing.T) {
	p := candidate(decode(t, "claude-talimat"), nil)
	for policy, want := range map[string][3]gate.Status{
		"":       {gate.Noted, gate.Noted, gate.Noted},
		"high":   {gate.Noted, gate.Noted, gate.Noted},
		"medium": {gate.Denied, gate.Noted, gate.Noted},
		"low":    {gate.Denied, gate.Denied, gate.Noted},
		"none":   {gate.Denied, gate.Denied, gate.Denied},
	} {
		for _, c := range gate.Judge(p, gate.Policy{MaxSeverity: policy}) {
			if c.Kind != gate.Finding {
				continue
			}
			if w := want[map[string]int{"high": 0, "medium": 1, "low": 2}[c.Level]]; c.Status != w {
				t.Errorf("--max-severity %s: %s finding %s is %s, want %s", policy, c.Level, c.Name, c.Status, w)
			}
		}
	}
}

// Against itself a plan breaks nothing new, saved or not; what a change breaks is new.
func TestOnlyNew(t *testing.T) {
	f := decode(t, "claude-talimat")
	r := plan.Run(f.Scenario)
	text, err := json.Marshal(report.NewDocument(r, report.Options{}))
	if err != nil {
		t.Fatal(err)
	}
	read, err := report.ReadSaved(text)
	if err != nil {
		t.Fatal(err)
	}
	saved := gate.SavedBaseline("saved.json", read.Figures)
	policy := gate.Policy{MaxSeverity: "none", OnlyNew: true}
	for _, b := range []*gate.Baseline{gate.NewBaseline("itself", r), saved} {
		known := 0
		for _, c := range gate.Judge(candidate(decode(t, "claude-talimat"), b), policy) {
			switch {
			case c.Status == gate.Known:
				known++
			case c.Status.Broken() && !(b == saved && c.Kind == gate.Objective): // a saved forecast does not hold its objectives
				t.Errorf("%s: %s %s is new: %s", b.Name, c.Kind, c.Name, c.Status)
			}
		}
		if known < 10 {
			t.Errorf("%s: %d known", b.Name, known)
		}
	}
	small := gate.NewBaseline("small", plan.Run(decode(t, "claude-talimat", "prices.trend=-80%/year").Scenario))
	c := find(t, gate.Judge(candidate(decode(t, "claude-talimat"), small), policy), gate.Limit, "budget")
	if c.Status != gate.Denied {
		t.Errorf("the budget is %s, but the baseline kept it", c.Status)
	}
}

// Advice is true: with the change that it names, and nothing else, a plan that is
// decoded anew has the value that it says.
func TestAdviceIsTrue(t *testing.T) {
	f := decode(t, "claude-talimat")
	before := values(f)
	checks := gate.Judge(candidate(f, nil), gate.Policy{})
	if diff := cmp.Diff(before, values(f)); diff != "" {
		t.Fatalf("advice left inputs changed:\n%s", diff)
	}
	for _, name := range []string{"budget", "unit-cost"} {
		c := find(t, checks, gate.Limit, name)
		if c.Advice == nil || len(c.Advice.Changes) != 3 || c.Advice.Part == nil {
			t.Fatalf("%s: %+v", name, c.Advice)
		}
		last := math.Inf(-1)
		for _, change := range c.Advice.Changes {
			changed := plan.Run(decode(t, "claude-talimat", change.Path+"="+change.After).Scenario)
			got := changed.Series(c.Metric)[*c.Month]
			if math.Abs(got-*change.Value) > 1e-4*got {
				t.Errorf("%s: %s %s gives %g, advice says %g", name, change.Path, change.After, got, *change.Value)
			}
			for _, l := range changed.Limits {
				if l.Name == name && l.Holds != change.Mends {
					t.Errorf("%s: %s %s mends it: %t, advice says %t", name, change.Path, change.After, l.Holds, change.Mends)
				}
			}
			if *change.Value < last || *change.Value >= *c.Actual {
				t.Errorf("%s: %+v is not in order", name, c.Advice.Changes)
			}
			last = *change.Value
			if change.Pos == (diag.Pos{}) {
				t.Errorf("%s has no place", change.Path)
			}
		}
	}
	// Growth is limited from month to month, and so is the part that grew.
	c := find(t, gate.Judge(candidate(decode(t, "claude-talimat", `limits={rise: {deny: growth(cost.effective) <= 1%}}`), nil), gate.Policy{}), gate.Limit, "rise")
	if p := c.Advice.Part; p == nil || p.Since != *c.Month-1 {
		t.Errorf("got %+v in month %d", p, *c.Month)
	}
}

func values(f *scenario.File) map[string]float64 {
	all := map[string]float64{}
	for _, in := range f.Inputs {
		all[in.Path] = *in.At
	}
	return all
}

// Every built-in scenario can be judged under every policy, twice alike.
func TestJudgeIsDeterministic(t *testing.T) {
	for _, name := range scenarios.Names() {
		first := fmt.Sprintf("%+v", strip(gate.Judge(candidate(decode(t, name), nil), gate.Policy{MaxSeverity: "none"})))
		again := fmt.Sprintf("%+v", strip(gate.Judge(candidate(decode(t, name), nil), gate.Policy{MaxSeverity: "none"})))
		if first != again {
			t.Errorf("%s:\n%s", name, cmp.Diff(first, again))
		}
		if strings.Contains(first, "NaN") || strings.Contains(first, "Inf") {
			t.Errorf("%s: %s", name, first)
		}
	}
}

// strip makes checks comparable as text.
func strip(checks []gate.Check) (all []string) {
	for i := range checks {
		text, err := json.Marshal(checks[i])
		if err != nil {
			text = []byte(err.Error())
		}
		all = append(all, string(text))
	}
	return all
}

// Judging is what check does of each scenario behind decoding and running it;
// two broken limits make it look for advice.
func BenchmarkJudge(b *testing.B) {
	f := decode(b, "claude-talimat")
	p := candidate(f, nil)
	for b.Loop() {
		gate.Judge(p, gate.Policy{})
	}
}
