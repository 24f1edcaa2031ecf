package scenario_test

import (
	"testing"

	"github.com/talimat/talimat-plan/internal/scenario"
)

// A price by steps changes as a whole: each of its prices, and where it begins not.
func TestRelativePriceByVolume(t *testing.T) {
	const text = `
version: 1
name: steps
start: 2026-01
horizon: 12 months
currency: USD
drivers: {users: {now: 1000}}
load: {requests: 1/s}
prices:
  egress: [{up_to: 1 TB, price: $0/GB}, {up_to: 10 TB, price: $0.08/GB}, {price: $0.06/GB}]
`
	change, err := scenario.ParseOverride("prices.egress=+50%")
	if err != nil {
		t.Fatal(err)
	}
	f := scenario.Decode("plan.yaml", []byte(text), change)
	if f.Scenario == nil {
		t.Fatal(f.Diagnostics)
	}
	for i, want := range []float64{0, 0.12e-9, 0.09e-9} {
		if p := f.Scenario.Prices.Egress[i]; float64(p.Price) < want*(1-1e-12) || float64(p.Price) > want*(1+1e-12) {
			t.Errorf("step %d costs %g a byte, want %g", i, float64(p.Price), want)
		}
	}
	if first := f.Scenario.Prices.Egress[0].UpTo; first == nil || float64(*first) != 1e12 {
		t.Errorf("the first step ends at %v", first)
	}
}
