package simulation_test

import (
	"math"
	"testing"

	"github.com/talimat/talimat-plan/internal/plan"
	"github.com/talimat/talimat-plan/internal/scenario"
	"github.com/talimat/talimat-plan/internal/simulation"
)

// The chance to break a limit is the share of the futures that do, counted anew
// from what was exported.
func TestOddsAreCounts(t *testing.T) {
	f := read(t, tp36, scenario.Override{Path: "limits", Value: `{
		budget: {deny: "cost.effective <= $1,500 from month 36"},
		low: {deny: "cost.effective >= $1,000 from month 36"},
		chance: {deny: "P(cost.effective > $1,500) <= 10% from month 36"},
		payback: {warn: "finance.payback <= 30 months"},
		peak: {warn: "peak(cost.effective) <= $2,000"},
		total: {warn: "total(cost.effective) <= $25,000"}}`})
	all := futures(t, f, options(1, 4, 256))
	out := run(t, f, options(1, 4, 256))
	share := func(breaks func(i int) bool) float64 {
		n := 0
		for i := range all["cost.effective"] {
			if breaks(i) {
				n++
			}
		}
		return float64(n) / float64(len(all["cost.effective"]))
	}
	cents := func(v float64) float64 { return math.Round(v*100) / 100 }
	cost := func(i int) float64 { return cents(all["cost.effective"][i]) }
	for i, want := range []float64{
		share(func(i int) bool { return cost(i) > 1500 }),
		share(func(i int) bool { return cost(i) < 1000 }),
		share(func(i int) bool { return cost(i) > 1500 }),
		share(func(i int) bool { return all["finance.payback"][i] > 30 }),
	} {
		if got := out.Odds(i).Ever.Value; got != want || want < 0.01 || want > 0.99 {
			t.Errorf("%s: broken in %g of the futures, counted %g", out.Limits[i].Text, got, want)
		}
	}
	if got, want := out.Odds(5).Ever.Value, share(func(i int) bool { return cents(all["total.effective"][i]) > 25000 }); got != want {
		t.Errorf("total: %g, counted %g", got, want)
	}
	p, ok := out.Probability(out.Limits[2])
	if !ok || p.Value != out.Odds(0).Ever.Value || p.Half <= 0 || p.Half > 0.1 {
		t.Errorf("P(…) is %v, the limit is broken in %v", p, out.Odds(0).Ever)
	}
}

// A month's chance is that of its own; in any month it is at least that of each.
func TestOddsByMonth(t *testing.T) {
	f := read(t, tp36)
	odds := run(t, f, options(1, 8, 256)).Odds(0)
	if odds.From != 0 || odds.To != 36 || len(odds.Months) != 37 {
		t.Fatalf("months %d to %d, %d of them", odds.From, odds.To, len(odds.Months))
	}
	if odds.Months[36].Value <= odds.Months[24].Value {
		t.Errorf("cost grows, but the chance to break the limit is %v in month 24 and %v in month 36", odds.Months[24], odds.Months[36])
	}
	for i, m := range odds.Months {
		if m.Value > odds.Ever.Value {
			t.Errorf("month %d: %v, in any month %v", i, m, odds.Ever)
		}
	}
}

// Of nothing seen in n futures the interval is Wilson's, not 0.
func TestOddsOfWhatNeverHappens(t *testing.T) {
	f := read(t, tp36, scenario.Override{Path: "limits", Value: `{never: {deny: "cost.effective <= $1,000,000"}}`})
	odds := run(t, f, options(1, 4, 64)).Odds(0)
	if z := normal(0.975); odds.Ever.Value != 0 || !near(odds.Ever.Half, z*z/(256+z*z), 1e-9) {
		t.Errorf("got %v", odds.Ever)
	}
}

// A month that never comes is later than any: payback is never in these futures.
func TestNever(t *testing.T) {
	f := read(t, tp36)
	all := futures(t, f, options(1, 4, 256))
	out := run(t, f, options(1, 4, 256))
	never := 0
	for _, m := range all["finance.payback"] {
		if m > 36 {
			never++
		}
	}
	want := float64(never) / 1024
	if got := out.Missing("finance.payback"); math.Abs(got-want) > 1e-9 || want < 0.05 || want > 0.6 {
		t.Errorf("never in %g of the futures, counted %g", got, want)
	}
	q, _ := out.Quantiles("finance.payback", 0)
	if q[3].Never() || !q[6].Never() || q[3].Value != math.Trunc(q[3].Value) {
		t.Errorf("payback: %v", q)
	}
}

// Requests are users times requests per user: of the variance of their logarithm
// each explains the square of its own spread.
func TestShareOfVariance(t *testing.T) {
	f := decode(t, toy("drivers: {users: {now: 50 to 200}}", "load: {requests: 1/s to 2/s}"))
	o := usual(1)
	o.Target = simulation.Target{Metric: "average_rps", Month: 0}
	a, b := math.Log(4), math.Log(2)
	want := []float64{a * a / (a*a + b*b), b * b / (a*a + b*b)}
	for i, d := range run(t, f, o).Drivers() {
		if math.Abs(d.Share-want[i]) > 0.01 {
			t.Errorf("%s explains %g of the variance, want %g", d.Source, d.Share, want[i])
		}
	}
}

// More users break the limit more often.
func TestTenths(t *testing.T) {
	f := decode(t, toy("drivers: {users: {now: 500 to 2000}}", `limits: {budget: {deny: "cost.effective <= $100"}}`))
	out := run(t, f, options(1, 4, 1024))
	d := out.Drivers()[0]
	if d.Source != "drivers.users.now" || d.Broken[0].Lowest() != 0 || d.Broken[0].Highest() != 1 || d.Broken[0].Spread() != 1 {
		t.Errorf("got %+v", d)
	}
	if got := out.Odds(0).Ever.Value; math.Abs(got-0.5) > 0.005 { // the median is 1,000 users, what one server carries
		t.Errorf("broken in %g of the futures, want half", got)
	}
}

// Two limits may bound the same chance in different months.
func TestProbabilityOfOneOfTwoAlike(t *testing.T) {
	f := decode(t, toy("drivers: {users: {now: 500, growth: 50%/year to 300%/year}}", `limits: {
  whole: {deny: "P(cost.effective > $100) <= 10%"},
  early: {deny: "P(cost.effective > $100) <= 10%", to: month 6}}`))
	out := run(t, f, options(1, 4, 256))
	for i, c := range out.Limits {
		got, ok := out.Probability(c)
		if want := out.Odds(i).Ever; !ok || got != want {
			t.Errorf("%s: the probability is %v, the odds are %v", f.Scenario.Limits[i].Name, got, want)
		}
	}
	if whole, early := out.Odds(0).Ever.Value, out.Odds(1).Ever.Value; whole <= early {
		t.Errorf("broken in %g of the futures in any month, %g until month 6", whole, early)
	}
}

// Amounts beyond the mark of what never comes exist all the same.
func TestGreatAmountsAreNotMissing(t *testing.T) {
	f := decode(t, toy("drivers: {users: {now: 5000000 to 20000000}}"))
	out := run(t, f, options(1, 4, 64))
	if q, _ := out.Quantiles("total.effective", 0); q[0].Value < 1<<20 {
		t.Fatalf("P5 of the total is only %g", q[0].Value)
	}
	if got := out.Missing("total.effective"); got != 0 {
		t.Errorf("the total is missing in %g of the futures", got)
	}
}

// Replicates that disagree on whether a month comes have no interval around it,
// and no quantile lies between the last month and never.
func TestNoMonthLiesBeforeNever(t *testing.T) {
	f := read(t, tp36)
	for seed := range uint64(20) {
		out := run(t, f, options(seed, 16, 4))
		q, _ := out.Quantiles("finance.payback", 0)
		for i, e := range q {
			if !e.Never() && e.Value > 36 {
				t.Errorf("seed %d: quantile %d of the payback is month %g", seed, i, e.Value)
			}
			if !math.IsInf(e.Half, 1) && e.Half > 36 {
				t.Errorf("seed %d: quantile %d of the payback is %g ± %g", seed, i, e.Value, e.Half)
			}
		}
	}
}

// In a plan without uncertainty all futures are the plan: a total of each quarter
// or year breaks its bound in all of them, in the months in which it does in the
// plan, or in none.
func TestTotalsOfACycleAreThoseOfThePlan(t *testing.T) {
	broken, held := 0, 0
	for _, bound := range []string{"<= $500", "<= $900", "<= $2,000", "<= $1,000,000", ">= $100", ">= $700", ">= $3,000"} {
		for _, rest := range []string{"each month", "each quarter", "each year", "each quarter from month 4", "each quarter from month 2 to month 9"} {
			text := "total(cost.billed) " + bound + " " + rest
			f := scenario.Decode("plan.yaml", []byte(toy("drivers: {users: {now: 3000, growth: 12%/month}, visitors: {now: 5 to 6}}", "fiscal_year: march", "limits: {sum: {deny: '"+text+"'}}")))
			if f.Scenario == nil { // no whole year lies in the months
				continue
			}
			odds := run(t, f, options(1, 4, 64)).Odds(0)
			l := plan.CheckLimits(plan.Run(f.Scenario), plan.Against{})[0]
			if l.Holds {
				held++
			} else {
				broken++
			}
			if got := odds.Ever.Value == 0; got != l.Holds {
				t.Errorf("%s: broken in %v of the futures, and the plan holds: %t", text, odds.Ever, l.Holds)
			}
			for i, m := range odds.Months {
				if first := l.Month != nil && odds.From+i == *l.Month; m.Value != 0 && (l.Month == nil || odds.From+i < *l.Month) || first && m.Value != 1 {
					t.Errorf("%s: month %d breaks it in %v of the futures, the plan first in %v", text, odds.From+i, m, l.Month)
				}
			}
		}
	}
	if broken < 5 || held < 5 {
		t.Errorf("%d broken, %d held", broken, held)
	}
}

// The chance that a figure is too large a share of another one is counted in the same
// futures: of 2 a user and 1000 against half of 5 a user, with fewer than 2000 users.
func TestOddsOfShares(t *testing.T) {
	f := scenario.Decode("plan.yaml", []byte(`
version: 1
name: share
start: 2026-01
horizon: 12 months
currency: USD
drivers: {users: {now: 1000, growth: 5% to 20%/month}}
charges: {rent: {price: $1000/month}, seats: {price: $2/month, of: users}}
finance: {revenue: $5/month}
limits:
  share: {deny: P(cost.effective > 50% of revenue) <= 10% in month 9}
  users: {deny: P(users > 2000) <= 10% in month 9}
  total: {deny: total(cost.effective) <= 50% of revenue}
  tail: {deny: "total(cost.effective) <= $60,000"}
`))
	out := run(t, f, usual(1))
	if a, b := out.Odds(0).Ever.Value, 1-out.Odds(1).Ever.Value; a != b || a < 0.05 || a > 0.5 {
		t.Errorf("too large a share in %g of the futures, too few users in %g", a, b)
	}
	// 12,000 + 2·U is more than half of 5·U where U, the users of all months together, is
	// below 24,000, and the cost below 60,000.
	if a, b := out.Odds(2).Ever.Value, 1-out.Odds(3).Ever.Value; a != b || a <= 0.01 || a >= 0.99 {
		t.Errorf("the total is too large a share in %g of the futures, and small in %g", a, b)
	}
}
