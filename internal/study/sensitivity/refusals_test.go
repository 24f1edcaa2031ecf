package sensitivity_test

import (
	"errors"
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/talimat/talimat-plan/internal/scenario"
	"github.com/talimat/talimat-plan/internal/simulation"
	"github.com/talimat/talimat-plan/internal/study/sensitivity"
)

func TestRefusals(t *testing.T) {
	certain := `
version: 1
name: small
start: 2026-01
horizon: 3 months
currency: USD
drivers: {users: {now: 10%s}}
load: {requests: 1/min}
services: {web: {cpu: 10 ms, replica: {cpu: 100m, memory: 128Mi}, targets: {cpu: 70%%}}}
nodes: {tiers: [vm]}
prices: {servers: {vm: {cpu: 2, memory: 4 GB, price: $100/month}}}
`
	correlated := "correlations: {one: {between: [load.peak, load.requests], rank: 50%}, none: {between: [load.bytes, load.peak], rank: 0%}}\n"
	for _, c := range []struct {
		name string
		f    *scenario.File
		o    sensitivity.Options
		want string
	}{
		{"certain", decode(t, fmt.Sprintf(certain, "")), sensitivity.Options{}, "nothing in the scenario is uncertain"},
		{"volatile", decode(t, fmt.Sprintf(certain, ", volatility: 10%/year")), sensitivity.Options{}, "only the volatility of drivers"},
		{"constant", tp36(t, ""), sensitivity.Options{Target: simulation.Target{Metric: "cost.savings.caching", Month: 0}}, "nothing uncertain changes cost.savings.caching"},
		{"missing", tp36(t, ""), sensitivity.Options{Target: simulation.Target{Metric: "finance.payback"}}, "finance.payback does not exist in "},
		{"unknown", tp36(t, ""), sensitivity.Options{Target: simulation.Target{Metric: "cost"}}, `unknown result "cost"`},
		{"correlated", tp36(t, correlated), sensitivity.Options{Sobol: design(1, 8, 16)}, "(correlations.one)"},
	} {
		c.o.Design = design(1, 4, 128)
		_, err := sensitivity.Analyse(c.f.Scenario, c.f.Inputs, c.o)
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %q", c.name, err, c.want)
		}
	}
	f := decode(t, fmt.Sprintf(certain, ""))
	if _, err := sensitivity.Alone(f.Scenario, f.Inputs, simulation.Target{}); !errors.Is(err, simulation.ErrCertain) {
		t.Error(err)
	}
	f = tp36(t, "")
	for target, want := range map[string]string{"average_rps": "", "finance.payback": "does not exist in every future", "cost.savings.caching": "nothing uncertain changes"} {
		_, err := sensitivity.Alone(f.Scenario, f.Inputs, simulation.Target{Metric: target})
		if (err == nil) != (want == "") || err != nil && !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %q", target, err, want)
		}
	}
}

// The volatility of a driver is a factor of its own, and a risk has two arguments.
func TestProberFactors(t *testing.T) {
	f := tp36(t, storm, "drivers.users.volatility=20%/year")
	p, factors, err := simulation.NewProber(f.Scenario, f.Inputs, simulation.Target{}, 1)
	if err != nil {
		t.Fatal(err)
	}
	width := 0
	for _, factor := range factors {
		width += factor.Width
	}
	if last := factors[len(factors)-1]; last.Name != "drivers.users.volatility" || width != 12+2*2+1 {
		t.Fatalf("%+v", factors)
	}
	u := make([]float64, width)
	for i := range u {
		u[i] = 0.5 // no risk happens, as the storm needs less than 0.24
	}
	base := p.At(u)
	if again := p.At(u); again != base {
		t.Errorf("%g, then %g", base, again)
	}
	u[12] = 0.1
	if got := p.At(u); math.Abs(got-1.6*base) > 1e-9*base {
		t.Errorf("with the storm %g, without %g", got, base)
	}
	u[12], u[width-1] = 0.5, 0.6
	if got := p.At(u); got == base {
		t.Error("another path of the users changes nothing")
	}
}
