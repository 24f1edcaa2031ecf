package plan_test

import (
	"fmt"
	"github.com/talimat/talimat-plan/internal/cost"
	"math"
	"slices"
	"testing"

	"github.com/talimat/talimat-plan/internal/figures"
	"github.com/talimat/talimat-plan/internal/model"
	"github.com/talimat/talimat-plan/internal/plan"
	"github.com/talimat/talimat-plan/internal/scenario"
	"github.com/talimat/talimat-plan/internal/unit"
)

// bounded is the plan of the strategy with one limit in place of its own.
func bounded(t *testing.T, condition string, overrides ...scenario.Override) *model.Scenario {
	t.Helper()
	all := append(overrides, scenario.Override{Path: "limits", Value: fmt.Sprintf("{probe: {deny: %q}}", condition)})
	return read(claude).scenario(t, all...)
}

func check(t *testing.T, condition string, against plan.Against) plan.LimitCheck {
	t.Helper()
	r := plan.Run(bounded(t, condition))
	return plan.CheckLimits(r, against)[0]
}

// The figures that limits are held against, each computed here from the series
// in the plainest way.
func TestLimitsFold(t *testing.T) {
	r := plan.Run(read(claude).scenario(t))
	cost, users := r.Series("cost.effective"), r.Series("users")
	growth, largest, at, sum := 0.0, 0.0, 0, 0.0
	for m := 1; m < len(cost); m++ {
		growth = max(growth, cost[m]/cost[m-1]-1)
		sum += cost[m]
		if cost[m] > largest {
			largest, at = cost[m], m
		}
	}
	for _, c := range []struct {
		condition string
		holds     bool
		month     int // −1 for none
		actual    float64
	}{
		{fmt.Sprintf("growth(cost.effective) <= %.4f%%", growth*100+0.01), true, -1, growth},
		{fmt.Sprintf("growth(cost.effective) < %.4f%%", growth*100-0.01), false, -2, growth},
		{"growth(users) <= 14.4%", false, 1, math.Pow(1.5, 1.0/3) - 1},     // 50 % a quarter is 14.47 % a month
		{"growth(users) <= 14.5%", true, -1, math.Pow(1.5, 1.0/3) - 1},     // and every month the same
		{"peak(cost.effective) <= $10", false, at, largest},                // of the dearest month
		{"peak(users) <= 100 to month 0", true, -1, users[0]},              // today
		{"peak(users) <= 20000", true, -1, users[36]},                      // grows to the end
		{"total(cost.effective) <= $1", false, 1, sum},                     // passed in the first month
		{"total(cost.effective) <= $999,999,999", true, -1, sum},           // never
		{"total(cost.effective) <= $1 from month 36", false, 36, cost[36]}, // of one month
		{"users <= 100 + 14.48%/month", true, -1, 0},                       // planned growth a little above the real one
		{"users <= 100 + 14.46%/month", false, 1, users[1]},                // and a little below it
		{"users <= 200 + 50%/quarter from month 6", false, 6, users[6]},    // from the first month of the window on
	} {
		l := check(t, c.condition, plan.Against{})
		got := l.Actual
		if l.Holds {
			got = l.Seen
		}
		switch {
		case l.Holds != c.holds || l.Open != "":
			t.Errorf("%s: holds is %t, open %q", c.condition, l.Holds, l.Open)
		case c.month >= 0 && (l.Month == nil || *l.Month != c.month), c.month == -1 && l.Month != nil:
			t.Errorf("%s: month %v, want %d", c.condition, l.Month, c.month)
		case c.actual != 0 && (got == nil || math.Abs(*got-c.actual) > 1e-9*c.actual):
			t.Errorf("%s: got %v, want %g", c.condition, got, c.actual)
		}
	}
}

// A bound that is planned to grow follows value · (1 + rate)^(months ÷ period).
func TestBound(t *testing.T) {
	for _, c := range []struct {
		condition model.Condition
		months    int
		baseline  float64
		want      float64
	}{
		{model.Condition{Value: 1000}, 7, 5, 1000},
		{model.Condition{Value: 1000, Planned: &unit.Growth{Rate: 0.1, Per: 1}}, 0, 0, 1000},
		{model.Condition{Value: 1000, Planned: &unit.Growth{Rate: 0.1, Per: 1}}, 2, 0, 1210},
		{model.Condition{Value: 1000, Planned: &unit.Growth{Rate: -0.5, Per: 12}}, 24, 0, 250},
		{model.Condition{Margin: model.MarginShare, Value: 0.1}, 3, 200, 220},
		{model.Condition{Margin: model.MarginShare, Value: 0.1}, 3, -200, -180}, // more is more, also below zero
		{model.Condition{Margin: model.MarginAmount, Value: -5}, 3, 200, 195},
	} {
		if got := c.condition.Bound(c.months, c.baseline); math.Abs(got-c.want) > 1e-9 {
			t.Errorf("%+v: got %g, want %g", c.condition, got, c.want)
		}
	}
}

// Against a baseline months are matched by the calendar, not by their number.
func TestLimitsAgainstBaseline(t *testing.T) {
	now := read(claude).scenario(t)
	same := plan.Run(now).Snapshot()
	for _, condition := range []string{
		"cost.effective <= baseline", "growth(cost.effective) <= baseline", "peak(cost.effective) <= baseline + $0",
		"total(cost.billed) <= baseline", "finance.payback <= baseline", "finance.roi >= baseline - 1%", "reached.database <= baseline",
	} {
		if l := check(t, condition, plan.Against{Baseline: same}); !l.Holds || l.Open != "" {
			t.Errorf("%s: a plan breaks its own level: %+v", condition, l)
		}
	}
	if l := check(t, "cost.effective < baseline", plan.Against{Baseline: same}); l.Holds || *l.Month != 0 {
		t.Errorf("a plan is below itself: %+v", l)
	}
	shifted := *same
	shifted.Start = same.Start.Add(-12) // a year older: its month 12 is today
	l := check(t, "users <= baseline", plan.Against{Baseline: &shifted})
	if want := 100 * math.Pow(1.5, 4); !l.Holds || l.To != 24 || math.Abs(l.Limit-want) > 1e-6 {
		t.Errorf("got %+v, want a bound of %g in month 0, the nearest, and no month after 24", l, want)
	}
	shifted.Start = same.Start.Add(12) // it begins in a year
	if l := check(t, "growth(users) <= baseline", plan.Against{Baseline: &shifted}); l.From != 13 || !l.Holds {
		t.Errorf("got months %d to %d, want 13 on: growth needs the month before", l.From, l.To)
	}
	shifted.Start = same.Start.Add(100)
	if l := check(t, "users <= baseline", plan.Against{Baseline: &shifted}); l.Open == "" || l.Fault != plan.BadOverlap || l.Holds {
		t.Errorf("got %+v, want that no month is shared", l)
	}
	shifted = *same
	shifted.Currency = "EUR"
	if l := check(t, "cost.effective <= baseline", plan.Against{Baseline: &shifted}); l.Fault != plan.BadOverlap {
		t.Errorf("dollars are compared with euros: %+v", l)
	}
	if l := check(t, "users <= baseline", plan.Against{Baseline: &shifted}); l.Open != "" || !l.Holds {
		t.Errorf("users have no currency: %+v", l)
	}
	if l := check(t, "users <= baseline", plan.Against{}); l.Fault != plan.NoBaseline || l.Holds {
		t.Errorf("without a baseline: %+v", l)
	}
}

// Whether an earlier forecast kept a limit decides what is new.
func TestHeldBy(t *testing.T) {
	now := read(claude).scenario(t)
	slower := plan.Run(read(claude).scenario(t, scenario.Override{Path: "drivers.users.growth", Value: "10%/quarter"})).Snapshot()
	for condition, want := range map[string][2]bool{
		"users <= 1000":                 {true, true},
		"users <= 110":                  {false, true},
		"users <= 110 to month 2":       {true, true},
		"growth(users) <= 5%":           {true, true},
		"total(cost.effective) <= $1":   {false, true},
		"finance.investment <= $40,000": {false, true},
		"cost.effective <= baseline":    {true, true},
		"P(users > 1000) <= 10%":        {false, false},
	} {
		l := check(t, condition, plan.Against{})
		if held, known := l.HeldBy(slower, now); held != want[0] || known != want[1] {
			t.Errorf("%s: got %t, %t; want %v", condition, held, known, want)
		}
	}
}

// What is reached is reached in a month of the calendar: a plan that begins half
// a year after the earlier forecast has half a year less.
func TestReachedByTheCalendar(t *testing.T) {
	now := read(claude).scenario(t)
	same := plan.Run(now).Snapshot() // 10,000 users in month 35
	older := *same
	older.Start = older.Start.Add(-6)
	if l := check(t, "reached.users <= baseline", plan.Against{Baseline: &older}); l.Holds || l.Limit != 29 {
		t.Errorf("got %+v, want a bound of month 35 − 6", l)
	}
	if l := check(t, "finance.payback <= baseline", plan.Against{Baseline: &older}); !l.Holds {
		t.Errorf("got %+v: a duration has no calendar", l)
	}
	l := check(t, "reached.users <= 30 months", plan.Against{})
	for b, want := range map[*figures.Snapshot]bool{same: false, &older: true} {
		if held, known := l.HeldBy(b, now); held != want || !known {
			t.Errorf("an earlier forecast from %s: got %t, %t; want %t", b.Start, held, known, want)
		}
	}
}

// What grows as planned grows from the first month of the limit, also where the
// earlier forecast begins later.
func TestHeldByAsPlanned(t *testing.T) {
	now := read(claude).scenario(t)
	late := plan.Run(now).Snapshot()
	late.Start = late.Start.Add(12)
	l := check(t, "users <= 99 + 20%/month", plan.Against{}) // in month 12 the earlier forecast has 100, and 883 are planned
	l.To = 24
	if held, known := l.HeldBy(late, now); !held || !known {
		t.Errorf("got %t, %t", held, known)
	}
}

// Probabilities come from elsewhere; without them a limit is open, never passed.
func TestLimitsOnProbabilities(t *testing.T) {
	if l := check(t, "P(users > 1000) <= 10%", plan.Against{}); l.Fault != plan.NoOdds || l.Holds {
		t.Errorf("got %+v", l)
	}
	odds := func(c *model.Condition, from, to int) (float64, float64) {
		if c.Metric != "users" || c.Op != ">" || c.Value != 1000 || from != 3 || to != 36 {
			t.Errorf("asked for %+v in months %d to %d", c, from, to)
		}
		return 0.08, 0.01
	}
	l := check(t, "P(users > 1000) <= 10% from month 3", plan.Against{Odds: odds})
	if !l.Holds || *l.Seen != 0.08 || l.Limit != 0.1 || l.Spread != 0.01 || l.Kind != unit.KindRatio {
		t.Errorf("got %+v", l)
	}
	if l = check(t, "P(users > 1000) >= 10% from month 3", plan.Against{Odds: odds}); l.Holds || *l.Actual != 0.08 {
		t.Errorf("got %+v", l)
	}
}

// The regions share out what servers and load balancers cost, to a cent each.
func TestRegionsAddUp(t *testing.T) {
	forAll(t, func(t *testing.T, w *world) {
		r := plan.Run(w.scenario(t))
		n := len(r.Scenario.Regions)
		if n == 0 {
			return
		}
		for m, want := range r.Bill.Categories[cost.Infrastructure] {
			sum := 0.0
			for i := range r.Scenario.Regions {
				sum += r.Series("cost.regions." + r.Scenario.Regions[i].Name)[m]
			}
			if math.Abs(sum-want) > 0.005*float64(n)+1e-9*want {
				t.Fatalf("%s, month %d: the regions cost %g, the servers %g", w, m, sum, want)
			}
		}
	})
}

// bare is a plan without cache, database and investment, which has its first user
// in month 3.
func bare(t *testing.T, condition string) *model.Scenario {
	t.Helper()
	f := scenario.Decode("bare", []byte(fmt.Sprintf(`
version: 1
name: bare
start: 2026-01
horizon: 12 months
currency: USD
drivers: {users: {now: 0, growth: {steps: [{month: 3, add: 200}]}, target: 500}}
load: {requests: 1/min, week: office-hours, peak: 3x}
services: {api: {cpu: 50 ms, replica: {cpu: 500m, memory: 512Mi}, replicas: {min: 2}, targets: {cpu: 70%%}}}
nodes: {tiers: [s]}
prices: {servers: {s: {cpu: 2, memory: 4 GiB, price: $62/month}}}
limits: {probe: {deny: %q}}
`, condition)))
	if f.Scenario == nil {
		t.Fatalf("%s: %v", condition, f.Diagnostics)
	}
	return f.Scenario
}

// What exists on neither side of a comparison has not changed, and there is
// nothing to judge; what one side lacks satisfies nothing.
func TestLimitsOnWhatDoesNotExist(t *testing.T) {
	const hit = "cache.hit_ratio"
	nan := math.NaN()
	base := func(first float64, figure *float64) *figures.Snapshot {
		b := plan.Run(bare(t, "users >= 0")).Snapshot()
		row := slices.Repeat([]float64{0.5}, 13)
		row[0], row[1] = first, first
		for i := range b.Rows {
			b.Rows[i].Values = row
		}
		for i := range b.Singles {
			b.Singles[i].Value = figure
		}
		return b
	}
	none := base(nan, nil)
	none.Rows = nil
	half := 0.5
	for _, c := range []struct {
		condition string
		baseline  *figures.Snapshot
		fault     plan.Fault
		lacks     plan.Lack
		month     int // −1 for none
	}{
		{hit + " <= baseline", none, plan.OnNeitherSide, plan.LacksNothing, -1},
		{"peak(" + hit + ") <= baseline + 5%", none, plan.OnNeitherSide, plan.LacksNothing, -1},
		{"growth(" + hit + ") <= baseline", none, plan.OnNeitherSide, plan.LacksNothing, -1},
		{hit + " <= baseline", base(nan, nil), plan.NoFault, plan.LacksPlan, 2},
		{hit + " <= baseline to month 1", base(nan, nil), plan.OnNeitherSide, plan.LacksNothing, -1},
		{"peak(" + hit + ") <= baseline", base(nan, nil), plan.NoFault, plan.LacksPlan, -1},
		{"growth(" + hit + ") <= baseline", base(nan, nil), plan.NoFault, plan.LacksPlan, 3},
		{hit + " <= 90%", nil, plan.NoFault, plan.LacksFigure, -1},
		{"finance.irr >= baseline", base(nan, nil), plan.OnNeitherSide, plan.LacksNothing, -1},
		{"finance.irr >= baseline", base(nan, &half), plan.NoFault, plan.LacksPlan, -1},
		{"finance.payback >= 12 months", nil, plan.NoFault, plan.LacksFigure, -1},
		{"finance.payback <= baseline", base(nan, nil), plan.OnNeitherSide, plan.LacksNothing, -1},
		{"finance.payback <= baseline", base(nan, &half), plan.NoFault, plan.LacksPlan, -1},
		{"reached.users <= 1 month", nil, plan.NoFault, plan.LacksArrival, -1},
		{"users <= baseline", base(nan, nil), plan.NoFault, plan.LacksBaseline, 0},
		{"finance.roi <= baseline", base(nan, nil), plan.OnNeitherSide, plan.LacksNothing, -1},
	} {
		l := plan.CheckLimits(plan.Run(bare(t, c.condition)), plan.Against{Baseline: c.baseline})[0]
		month := -1
		if l.Month != nil {
			month = *l.Month
		}
		if l.Holds || l.Fault != c.fault || l.Lacks != c.lacks || month != c.month || math.IsNaN(l.Limit) {
			t.Errorf("%s: got fault %d, lacks %d, month %d, bound %g; want %d, %d, %d", c.condition, l.Fault, l.Lacks, month, l.Limit, c.fault, c.lacks, c.month)
		}
	}
	if l := plan.CheckLimits(plan.Run(bare(t, "growth(users) <= 50%")), plan.Against{})[0]; l.Lacks != plan.LacksRate || *l.Month != 3 {
		t.Errorf("from nothing: %+v", l)
	}
}

// A total of each quarter or year begins anew where the calendar says so, and is
// added up here month by month from the dates. What must stay below its bound is
// judged as it grows, what must reach it at the end of a whole cycle.
func TestTotalsOfACycle(t *testing.T) {
	for _, c := range []struct {
		fiscal string
		word   string
		months int
		first  int // calendar month of the first cycle of a year, from 1
	}{{"january", "month", 1, 1}, {"january", "quarter", 3, 1}, {"january", "year", 12, 1}, {"february", "quarter", 3, 2}, {"april", "year", 12, 4}, {"december", "quarter", 3, 12}} {
		fiscal := scenario.Override{Path: "fiscal_year", Value: c.fiscal}
		s := read(claude).scenario(t, fiscal)
		r := plan.Run(s)
		billed := r.Series("cost.billed")
		running, whole := make([]float64, len(billed)), make([]bool, len(billed))
		begun := 1 // month in which the running cycle began, or the first one counted
		for m := 1; m < len(billed); m++ {
			inYear := (s.Start.Add(m).Month - c.first + 12) % 12
			if inYear%c.months == 0 {
				begun = m
			} else {
				running[m] = running[m-1]
			}
			running[m] += billed[m]
			whole[m] = m-begun+1 == c.months
		}
		most := slices.Max(running)
		least := math.Inf(1)
		for m := range running {
			if whole[m] {
				least = min(least, running[m])
			}
		}
		opening := figures.Opening(r, "cost.billed")
		if opening != 0 {
			t.Fatalf("the plan opens with %g", opening)
		}
		for _, factor := range []float64{0.3, 0.7, 0.99, 1.01} {
			var first, last *int
			for m := 1; m < len(running); m++ {
				if first == nil && running[m] > most*factor {
					first = &m
				}
				if last == nil && whole[m] && running[m] < least/factor {
					last = &m
				}
			}
			for text, want := range map[string]*int{
				fmt.Sprintf("total(cost.billed) <= $%.6f each %s", most*factor, c.word):  first,
				fmt.Sprintf("total(cost.billed) >= $%.6f each %s", least/factor, c.word): last,
			} {
				l := plan.CheckLimits(plan.Run(bounded(t, text, fiscal)), plan.Against{})[0]
				if l.Open != "" || l.Holds != (want == nil) || want != nil && (l.Month == nil || *l.Month != *want || *l.Actual != *l.Actual || math.Abs(*l.Actual-running[*want]) > 0.01) {
					t.Errorf("fiscal year from %s, %s: got %+v, want month %v", c.fiscal, text, l, want)
				}
			}
		}
	}
}
