package track

import (
	"math"
	"strings"
	"testing"

	"github.com/talimat/talimat-plan/internal/history"
	"github.com/talimat/talimat-plan/internal/scenario"
)

const plan24 = `
version: 1
name: api
start: 2026-01
horizon: 24 months
currency: USD
drivers: {users: {now: 1000, growth: 4%/month}}
charges:
  seat: {price: $2/month, of: users, category: seats}
  fee: {price: $100/month}
limits: {budget: {deny: cost.billed <= $4000}}
`

// question is the plan and what a CSV says happened.
func question(t *testing.T, csv string) Question {
	t.Helper()
	f := scenario.Decode("plan.yaml", []byte(plan24))
	if f.Scenario == nil {
		t.Fatal(f.Diagnostics)
	}
	got, err := history.ReadMonthly("actual.csv", strings.NewReader(csv), history.Billed)
	if err != nil {
		t.Fatal(err)
	}
	return Question{Scenario: f.Scenario, Inputs: f.Inputs, Actuals: []*history.Monthly{got}, Tolerance: 0.12}
}

// A plan that is held against itself has no variance; one that is held against ten per
// cent more of everything has ten per cent.
func TestVariance(t *testing.T) {
	q := question(t, "month,users,cost.billed\n2026-01,1000,\n2026-02,1040,2180\n2026-03,1081.6,2263.2\n")
	a, err := Track(q)
	if err != nil {
		t.Fatal(err)
	}
	if len(a.Lines) != 2 || len(a.Off()) != 0 || a.Lines[0].Metric.Name != "cost.billed" {
		t.Fatalf("%+v", a.Lines)
	}
	for i := range a.Lines {
		if l := &a.Lines[i]; math.Abs(l.Variance) > 1e-9 || l.MAPE > 1e-12 {
			t.Errorf("%+v", l)
		}
	}
	a, err = Track(question(t, "month,users,cost.billed\n2026-01,1100,\n2026-02,1144,2507\n2026-03,1189.76,2602.68\n"))
	if err != nil {
		t.Fatal(err)
	}
	bill, users := &a.Lines[0], &a.Lines[1]
	if share, _ := users.Share(); math.Abs(share-0.1) > 1e-9 || math.Abs(users.MAPE-0.1/1.1) > 1e-9 || math.Abs(users.Bias-0.1/1.1) > 1e-9 {
		t.Errorf("%+v", users)
	}
	if share, _ := bill.Share(); math.Abs(share-0.15) > 1e-9 || len(a.Off()) != 1 {
		t.Errorf("%g, %d off", share, len(a.Off()))
	}
	// Ten per cent more users are 10 % of the seats; the rest is of no driver.
	if want := 0.1 * 2 * (1040 + 1081.6); len(a.Drift) != 1 || math.Abs(a.Drift[0].Cost-want) > 0.02 {
		t.Errorf("%+v, want %g", a.Drift, want)
	}
}

// Users who grow by 8 % a month break the budget of 4 % sooner: 2·1000·1.08^m + 100 is
// above 4,000 from month 9 on, 2·1000·1.04^m + 100 from month 18.
func TestRefit(t *testing.T) {
	csv, v := "month,users\n", 1000.0
	for m := range 6 {
		csv += "2026-0" + string(rune('1'+m)) + "," + format(v) + "\n"
		v *= 1.08
	}
	a, err := Track(question(t, csv))
	if err != nil {
		t.Fatal(err)
	}
	r := a.Refit
	if r == nil || len(r.Drivers) != 1 || r.Drivers[0].Growth == nil || math.Abs(r.Drivers[0].Growth.Rate-0.08) > 0.005 {
		t.Fatalf("%+v", r)
	}
	if m := r.Limits[0]; m.Before == nil || *m.Before != 18 || m.After == nil || *m.After != 9 {
		t.Errorf("before %v, after %v, %g", *m.Before, *m.After, r.Drivers[0].Growth.Rate)
	}
	if got := r.Result.Series("users")[5]; math.Abs(got-1000*math.Pow(1.08, 5)) > 1 {
		t.Errorf("in month 5 there were %g", got)
	}
}

func format(v float64) string {
	const digits = "0123456789"
	n, s := int(math.Round(v)), ""
	for ; n > 0; n /= 10 {
		s = string(digits[n%10]) + s
	}
	return s
}

func TestTrackRefuses(t *testing.T) {
	for csv, want := range map[string]string{
		"month,mystery\n2026-02,1\n":        "nothing of the name mystery",
		"month,users\n2020-02,1\n":          "before month 0",
		"month,users,users\n2026-02,1,2\n":  "twice",
		"month,cost.billed\n2026-01,1000\n": "before month 0",
	} {
		if _, err := Track(question(t, csv)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %q", csv, err, want)
		}
	}
}

// Categories of a bill are the plan's by the usual words, by their own names, or by what
// was said; another currency is exchanged, or refused.
func TestBills(t *testing.T) {
	q := question(t, "month,users\n2026-02,1040\n")
	const bill = "BilledCost,EffectiveCost,BillingCurrency,ChargePeriodStart,ServiceCategory\n10,10,USD,2026-02-01,Compute\n20,20,USD,2026-02-01,Seats\n30,30,USD,2026-02-01,Analytics\n5,5,USD,2026-02-01,Web\n"
	got, err := history.ReadMonthly("bill.csv", strings.NewReader(bill), history.Billed)
	if err != nil {
		t.Fatal(err)
	}
	q.Actuals, q.Names = append(q.Actuals, got), map[string]string{"Analytics": "seats"}
	a, err := Track(q)
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]float64{"cost.billed": 65, "cost.categories.infrastructure": 10, "cost.categories.seats": 50} {
		found := false
		for i := range a.Lines {
			if l := &a.Lines[i]; l.Metric.Name == name {
				found = math.Abs(l.Actual-want) < 1e-9
			}
		}
		if !found {
			t.Errorf("%s is not %g: %+v", name, want, a.Lines)
		}
	}
	if len(a.Unknown) != 1 || a.Unknown[0] != "Web" {
		t.Errorf("%q", a.Unknown)
	}
	got.Currency = "EUR"
	if _, err := Track(q); err == nil || !strings.Contains(err.Error(), "rates: {EUR: ") {
		t.Error(err)
	}
}
