package scenario

import (
	"math"
	"strings"
	"testing"
)

// What a scenario and the worlds of its claims share is never what a claim
// changes: neither a value, nor one behind an alias, nor a range.
func TestWorldsShareNoValues(t *testing.T) {
	text := strings.Replace(string(withLimit("users <= 500")), "users: {now: 100}", "users: &u {now: 90 to 110, growth: {p5: 1%/year, p50: 2%/year, p95: 4%/year}}\n  other:\n    desks: *u", 1) + `
claims:
  as-it-is: {says: 100, of: users, at: month 0}
  more: {says: 100, of: users, at: month 0, given: {drivers.users.now: 400}}
  wider: {says: 100, of: users, at: month 0, given: {drivers.users.now: 90 to 1000}}
  faster: {says: 100, of: drivers.desks, at: month 0, given: {drivers.other.desks.growth: 9%/year}}
`
	f := Decode("x.yaml", []byte(text))
	if f.Scenario == nil {
		t.Fatal(render(t, f))
	}
	now := func(claim int) float64 {
		s := f.Scenario.Claims[claim].World
		return float64(s.Drivers.Users.Now)
	}
	if more, wider := now(1), now(2); more != 400 || wider != 300 { // √(90 × 1000)
		t.Errorf("with %g and %g users, want 400 and 300", more, wider)
	}
	faster := f.Scenario.Claims[3].World
	if own, alias := faster.Drivers.Users.Growth.Compound.Rate, faster.Drivers.Other[0].Growth.Compound.Rate; own != 0.02 || alias != 0.09 {
		t.Errorf("growth of %g and %g, want 2%% and 9%%", own, alias)
	}
	in, other := f.Inputs.Find("drivers.users.now"), f.Inputs.Find("drivers.other.desks.now")
	if in.At == other.At || *in.At != *other.At || in.Distribution.Quantile(0.95) != other.Distribution.Quantile(0.95) {
		t.Error("two inputs that say the same do not")
	}
	if f.Scenario.Claims[0].World != nil || math.Abs(*in.At-math.Sqrt(90*110)) > 1e-9 {
		t.Errorf("the scenario itself has %g users", *in.At)
	}
}
