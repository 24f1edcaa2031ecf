package plan_test

import (
	"math"
	"testing"

	"github.com/talimat/talimat-plan/internal/plan"
	"github.com/talimat/talimat-plan/internal/scenario"
	"github.com/talimat/talimat-plan/internal/unit"
)

const shared = `
version: 1
name: share
start: 2026-01
horizon: 12 months
currency: USD
drivers: {users: {now: 1000, growth: {linear: 100/month}}}
charges:
  rent: {price: $1000/month, category: rooms}
  seats: {price: $2/month, of: users, category: ai}
  later: {price: $50/month, category: later, from: month 6}
finance: {revenue: $5/month}
`

// A bound may be a share of another result: of that of the month, or of what both have
// come to. By hand: users are 1000 + 100·m, the revenue is five times and the seats are
// twice as much.
func TestLimitsOnShares(t *testing.T) {
	users := func(m int) float64 { return 1000 + 100*float64(m) }
	rent, revenue := 0.0, 0.0
	for m := 1; m <= 12; m++ {
		rent, revenue = rent+1000, revenue+5*users(m)
	}
	for _, c := range []struct {
		condition string
		holds     bool
		month     int // −1 for none
		value     float64
	}{
		{"cost.categories.ai <= 40% of revenue", true, -1, 0.4},
		{"cost.categories.ai < 39% of revenue from 2026-09", false, 8, 0.4},
		{"cost.categories.rooms <= 15% of revenue", false, 0, 1000 / (5 * users(0))},
		{"cost.categories.rooms >= 10% of revenue", false, 11, 1000 / (5 * users(11))},
		{"cost.categories.rooms <= 10% of revenue from month 10", true, -1, 1000 / (5 * users(10))},
		{"total(cost.categories.rooms) <= 11% of revenue", false, 12, rent / revenue},
		{"total(cost.categories.rooms) >= 13% of revenue", false, 12, rent / revenue},
		{"total(cost.categories.rooms) <= 13% of revenue", true, -1, rent / revenue},
		{"total(cost.categories.rooms) <= 16% of revenue each quarter", false, 2, 2000 / (5 * (users(1) + users(2)))},
		{"cost.categories.rooms <= 300% of cost.categories.later", false, 0, math.NaN()}, // infinitely many times nothing
	} {
		f := scenario.Decode("plan.yaml", []byte(shared+"limits: {probe: {deny: \""+c.condition+"\"}}"))
		if f.Scenario == nil {
			t.Errorf("%s: %v", c.condition, f.Diagnostics)
			continue
		}
		l := plan.Run(f.Scenario).Limits[0]
		value, month := l.Seen, -1
		if !l.Holds {
			value = l.Actual
		}
		if l.Month != nil {
			month = *l.Month
		}
		if l.Holds != c.holds || month != c.month || l.Kind != unit.KindRatio {
			t.Errorf("%s: holds %t, month %d, kind %v", c.condition, l.Holds, month, l.Kind)
		}
		if math.IsNaN(c.value) != (value == nil) || value != nil && math.Abs(*value-c.value) > 1e-9 {
			t.Errorf("%s: is %v, want %v", c.condition, value, c.value)
		}
	}
}
