package sensitivity_test

import (
	"fmt"
	"math"
	"testing"

	"github.com/talimat/talimat-plan/internal/simulation"
	"github.com/talimat/talimat-plan/internal/study/sensitivity"
)

// The logarithm of the requests is that of the users, which strays by σ·√years,
// plus that of the requests per user, 90 % of which lie within a factor of 1.5:
// two independent normal numbers, so that the variances add up and the rest is
// σ²·years ÷ (σ²·years + s²), s = ln 1.5 ÷ (2·1.644854).
func TestRestIsTheVolatility(t *testing.T) {
	const text = `
version: 1
name: small
start: 2026-01
horizon: 12 months
currency: USD
drivers: {users: {now: 1000, volatility: %g%%/year}}
load: {requests: 8/min to 12/min}
services: {web: {cpu: 10 ms, replica: {cpu: 500m, memory: 512Mi}, targets: {cpu: 70%%}}}
nodes: {tiers: [vm]}
prices: {servers: {vm: {cpu: 2, memory: 4 GB, price: $50/month}}}
`
	s := math.Log(1.5) / (2 * 1.644854)
	for _, c := range []struct {
		percent float64 // a year
		month   int
	}{{5, 12}, {10, 12}, {20, 12}, {20, 3}} {
		f := decode(t, fmt.Sprintf(text, c.percent))
		a := analyse(t, f, sensitivity.Options{
			Design: design(1, 16, 1024), Target: simulation.Target{Metric: "average_rps", Month: c.month},
		})
		path := c.percent / 100 * c.percent / 100 * float64(c.month) / 12
		want := path / (path + s*s)
		// 32 parts of a normal number hold 98.6 % of its variance between them.
		if a.Rest == nil || math.Abs(a.Rest.Value-want) > 0.02 {
			t.Errorf("%g%%/year, month %d: the rest is %v, want %.3f", c.percent, c.month, a.Rest, want)
		} else if !(a.Rest.Half > 0 && a.Rest.Half < 0.02) {
			t.Errorf("%g%%/year, month %d: the interval is ±%g", c.percent, c.month, a.Rest.Half)
		}
	}
}

// Shares leave nothing to say without volatility, and where inputs are correlated.
func TestNoRest(t *testing.T) {
	correlated := "correlations: {one: {between: [load.peak, load.requests], rank: 50%}}\n"
	if a := analyse(t, tp36(t, ""), sensitivity.Options{}); a.Rest != nil {
		t.Errorf("without volatility the rest is %v", *a.Rest)
	}
	if a := analyse(t, tp36(t, correlated, "drivers.users.volatility=20%/year"), sensitivity.Options{}); a.Rest != nil {
		t.Errorf("with correlations the rest is %v", *a.Rest)
	}
	if a := analyse(t, tp36(t, "", "drivers.users.volatility=20%/year"), sensitivity.Options{}); a.Rest == nil {
		t.Error("with volatility there is no rest")
	}
}
