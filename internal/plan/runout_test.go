package plan_test

import (
	"strings"
	"testing"

	"github.com/talimat/talimat-plan/internal/model"
	"github.com/talimat/talimat-plan/internal/plan"
	"github.com/talimat/talimat-plan/internal/scenario"
	"github.com/talimat/talimat-plan/scenarios"
)

// with is a scenario with overrides.
func with(t *testing.T, name string, overrides ...string) *model.Scenario {
	t.Helper()
	text, _ := scenarios.Text(name)
	var set []scenario.Override
	for _, o := range overrides {
		parsed, err := scenario.ParseOverride(o)
		if err != nil {
			t.Fatal(err)
		}
		set = append(set, parsed)
	}
	f := scenario.Decode(name+".yaml", text, set...)
	if f.Scenario == nil {
		t.Fatalf("%s %q: %v", name, overrides, f.Diagnostics)
	}
	return f.Scenario
}

// A part is past its wall in the months in which it carries less than its load, and in no
// other: what the limits say is what the sizes come to.
func TestWallsAreWhereLoadIsNotServed(t *testing.T) {
	past := 0
	for _, name := range scenarios.Names() {
		for _, overrides := range [][]string{nil, {"drivers.users.now=4000"}} {
			if overrides != nil && name == "cameras" {
				continue // has no users
			}
			r := plan.Run(with(t, name, overrides...))
			for _, w := range r.Walls() {
				for month, used := range w.First.Used {
					worst := used
					if w.Next != nil {
						worst = max(worst, w.Next.Used[month])
					}
					served := r.Series(servedOf(w.Part))[month]
					if strings.Contains(w.Part, " in ") {
						served = regional(r, w.Part, month)
					}
					if worst > 1+1e-9 {
						past++
					}
					// A resource beyond these two may be the one that is short.
					if worst > 1+1e-9 && served >= 1 {
						t.Errorf("%s, %s: month %d needs %g of what there is, and %g is served", name, w.Part, month, worst, served)
					}
					if w.First.Month == nil && w.Part != "database" && served < 1 {
						t.Errorf("%s, %s: never runs out, and %g is served in month %d", name, w.Part, served, month)
					}
				}
			}
		}
	}
	if past < 50 {
		t.Errorf("only %d months are past a wall: this test shows nothing", past)
	}
}

// servedOf is the result that says what a part carries.
func servedOf(part string) string {
	name, _, _ := strings.Cut(part, " in ")
	return name + ".served"
}

// regional is what a service carries in a region.
func regional(r *plan.Result, part string, month int) float64 {
	name, region, _ := strings.Cut(strings.TrimPrefix(part, "services."), " in ")
	for i := range r.Capacity.Deployments {
		d := &r.Capacity.Deployments[i]
		if r.Scenario.Services[d.Service].Name == name && r.Engine().Sizing().Regions()[d.Region].Name == region {
			return d.Served[month]
		}
	}
	return 1
}

// The connections of the strategy's replicas pass the database's first; the others never
// matter until a pooler takes them away.
func TestWallOfTheStrategy(t *testing.T) {
	first := plan.Run(with(t, scenarios.Default)).Walls()[0]
	if first.Part != "database" || first.First.Of.String() != "database_connections" || first.First.Month == nil || *first.First.Month != 5 {
		t.Errorf("got %s by %s in %v", first.Part, first.First.Of, first.First.Month)
	}
	pooled := plan.Run(with(t, scenarios.Default, "database.connections.pooler=150")).Walls()
	for _, w := range pooled {
		if w.Part == "database" && (w.First.Of.String() == "database_connections" || w.Next == nil || w.First.Month == nil) {
			t.Errorf("with a pooler: by %s in %v", w.First.Of, w.First.Month)
		}
	}
}
