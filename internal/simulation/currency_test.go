package simulation_test

import (
	"math"
	"testing"

	"github.com/talimat/talimat-plan/internal/scenario"
)

// A rate strays from its growth as a driver does: after a year the logarithm of what is
// priced in dollars has the standard deviation of the volatility, 12 %, and a bound in
// dollars moves with it, so that a dollar a month is never more than a dollar.
func TestRatesStray(t *testing.T) {
	f := scenario.Decode("plan.yaml", []byte(`
version: 1
name: rate
start: 2026-02
horizon: 12 months
currency: TRY
fx: {rates: {USD: {worth: 43, growth: 30%/year, volatility: 12%/year}}}
charges: {fee: {price: $100/month}, office: {price: ₺6000/month}}
limits:
  fee: {deny: P(charges.fee.cost > $100.01) <= 10%}
  office: {deny: P(charges.office.cost > $107.33) <= 60% in month 12}
`))
	if f.Scenario == nil {
		t.Fatal(f.Diagnostics)
	}
	out := run(t, f, usual(1))
	fees := futures(t, f, usual(1))["charges.fee.cost"]
	if len(fees) == 0 {
		fees = futures(t, f, usual(1))["cost.effective"]
		for i := range fees {
			fees[i] -= 6000
		}
	}
	sum, squares := 0.0, 0.0
	for _, fee := range fees {
		x := math.Log(fee / (100 * 43 * 1.3))
		sum, squares = sum+x, squares+x*x
	}
	n := float64(len(fees))
	if mean, sd := sum/n, math.Sqrt(squares/n-sum*sum/n/n); math.Abs(mean) > 0.003 || math.Abs(sd-0.12) > 0.003 {
		t.Errorf("the logarithm of the fee is off by %g ± %g, want 0 ± 0.12", mean, sd)
	}
	if p := out.Odds(0).Ever.Value; p != 0 {
		t.Errorf("a hundred dollars are more than that in %g of the futures", p)
	}
	if p := out.Odds(1).Ever.Value; math.Abs(p-0.5) > 0.02 { // 6000 are 107.33 dollars at the median rate
		t.Errorf("the office costs more than at the median rate in %g of the futures", p)
	}
}
