package plan_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/talimat/talimat-plan/internal/cost"
	"github.com/talimat/talimat-plan/internal/metric"
	"github.com/talimat/talimat-plan/internal/model"
	"github.com/talimat/talimat-plan/internal/plan"
	"github.com/talimat/talimat-plan/internal/scenario"
)

func TestRegistryMatchesTheEngine(t *testing.T) {
	if got, want := len(model.Categories()), int(cost.Categories); got != want {
		t.Errorf("%d categories have names, the bill has %d", got, want)
	}
	if got, want := len(metric.Levers()), int(cost.Levers); got != want {
		t.Errorf("%d levers have names, the bill has %d", got, want)
	}
}

// What the strategy document says of today must come out, to the cent: $850 =
// 500 + 200 + 100 + 50 at 1,000 requests per minute. So must its payback of 25
// months on $2,000 a month; its ROI of 300 % does not follow, 44 % does.
func TestClaimsOfTheStrategy(t *testing.T) {
	r := plan.Run(read(claude).scenario(t))
	today := 0
	for _, c := range r.Claims {
		switch {
		case strings.HasPrefix(c.Name, "current-"):
			today++
			if !c.Pass || !near(*c.Computed, c.Claimed) {
				t.Errorf("%s: %g is claimed, %g computed", c.Name, c.Claimed, *c.Computed)
			}
		case c.Name == "payback" && (!c.Pass || *c.Computed != 25):
			t.Errorf("payback: got %v", *c.Computed)
		case c.Name == "roi" && (c.Pass || !near(*c.Computed, 0.44)):
			t.Errorf("roi: got %v, passing %t; want 44 %%, which is not 300 %%", *c.Computed, c.Pass)
		}
	}
	if today != 8 {
		t.Errorf("%d claims are about today, want 8", today)
	}
}

// 100 users growing 50 % a quarter are 10,000 in month 35; 10 GB doubling every
// year are 1 TB after 80 months, beyond the horizon.
func TestTargetsReached(t *testing.T) {
	r := plan.Run(read(claude).scenario(t))
	if r.Reached.Users == nil || *r.Reached.Users != 35 || r.Reached.Database != nil {
		t.Errorf("got %v and %v, want month 35 and never", r.Reached.Users, r.Reached.Database)
	}
	r = plan.Run(read(claude).scenario(t, scenario.Override{Path: "drivers.users.now", Value: "10000"}))
	if r.Reached.Users == nil || *r.Reached.Users != 0 {
		t.Errorf("a target that is met today is reached in month 0, not %v", r.Reached.Users)
	}
}

func TestLimits(t *testing.T) {
	users := plan.Run(read(claude).scenario(t)).Series("users")
	for _, c := range []struct {
		why   string
		set   map[string]string
		holds bool
		month int
		worst float64
	}{
		{"no month breaks it", map[string]string{"deny": "users <= 20000"}, true, 0, 0},
		{"the first month that breaks it, and the worst", map[string]string{"deny": "users <= 10000"}, false, 35, users[36]},
		{"from its first month on", map[string]string{"deny": "users >= 110", "from": "month 0"}, false, 0, users[0]},
		{"not before", map[string]string{"deny": "users >= 110", "from": "month 3"}, true, 0, 0},
		{"not after", map[string]string{"deny": "users <= 10000", "from": "month 0", "to": "month 34"}, true, 0, 0},
		{"a single figure has no month", map[string]string{"deny": "finance.investment <= $40,000"}, false, -1, 50_000},
		{"never is not within three months", map[string]string{"deny": "reached.database <= 3 months"}, false, -1, 0},
		{"never is after three months", map[string]string{"deny": "reached.database > 3 months"}, true, 0, 0},
	} {
		w := read(claude)
		text := "{"
		for _, key := range sortedKeys(c.set) {
			text += key + ": \"" + c.set[key] + "\", "
		}
		s := w.scenario(t, scenario.Override{Path: "limits", Value: "{probe: " + strings.TrimSuffix(text, ", ") + "}}"})
		checks := plan.Run(s).Limits
		if len(checks) != 1 || checks[0].Holds != c.holds {
			t.Errorf("%s: got %+v", c.why, checks)
			continue
		}
		switch l := checks[0]; {
		case c.holds && (l.Month != nil || l.Actual != nil || l.Worst != nil):
			t.Errorf("%s: it holds, but %+v", c.why, l)
		case c.holds:
		case l.Worst == nil:
			if strings.HasPrefix(l.Metric, "cost") || c.worst != 0 {
				t.Errorf("%s: no value", c.why)
			}
		case c.month < 0 && l.Month != nil || c.month >= 0 && (l.Month == nil || *l.Month != c.month) || *l.Worst != c.worst:
			t.Errorf("%s: got month %v, worst %v; want %d, %g", c.why, l.Month, *l.Worst, c.month, c.worst)
		}
	}
}

// The services of a result are those of the scenario, each the sum over its regions.
func TestServicesAddUpTheirRegions(t *testing.T) {
	forAll(t, func(t *testing.T, w *world) {
		r := plan.Run(w.scenario(t))
		for i, s := range r.Services {
			if s.Name != r.Scenario.Services[i].Name {
				t.Fatalf("service %d is called %q", i, s.Name)
			}
			for m, got := range s.Replicas {
				replicas, average := 0.0, 0.0
				for d := range r.Capacity.Deployments {
					if dep := &r.Capacity.Deployments[d]; dep.Service == i {
						replicas, average = replicas+dep.Replicas[m], average+dep.Average[m]
						if !slices.Contains(s.Deployments, d) {
							t.Errorf("%s lacks deployment %d", s.Name, d)
						}
					}
				}
				if got != replicas || !near(s.Average[m], average) {
					t.Fatalf("%s, month %d: %g replicas, %g on the average; want %g, %g", s.Name, m, got, s.Average[m], replicas, average)
				}
			}
		}
	})
}
