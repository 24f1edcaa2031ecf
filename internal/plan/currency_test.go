package plan_test

import (
	"math"
	"testing"

	"github.com/talimat/talimat-plan/internal/plan"
	"github.com/talimat/talimat-plan/internal/scenario"
)

// What is priced in another currency follows its rate, by hand: prices and the lines of
// stores with the trend of prices, charges with their own growth, and neither what is in
// the plan's currency nor in one whose rate stands still.
func TestPricesFollowTheirCurrency(t *testing.T) {
	r := plan.Run(read("../../testdata/scenario/ok/currency.yaml").scenario(t))
	at := func(name string, m int) float64 { return r.Series(name)[m] }
	dollar := math.Sqrt(1.20*1.45) - 1 // the median of a rate that is lognormal in 1 + rate
	for m := range r.Months() + 1 {
		years := float64(m) / 12
		usd, eur := 43*math.Pow(1+dollar, years), 50*math.Pow(1.30, years)
		trend := math.Pow(0.97, years)
		price := map[bool]float64{true: .05, false: .06}[m < 11]
		for name, want := range map[string]float64{
			"fx.USD": usd, "fx.EUR": eur,
			"cost.lines.nodes":             at("average_nodes", m) * 150 * usd * trend,
			"cost.lines.load_balancers":    20 * usd * trend,
			"cost.lines.files":             at("file_bytes", m) / 1e9 * 0.20 * usd * trend,
			"cost.lines.stores.media.disk": at("stores.media.disk_bytes", m) / 1e9 * 0.023 * usd * trend,
			"charges.agents.cost":          at("average_nodes", m) * 23 * usd,
			"charges.office.cost":          18000 * math.Pow(1.35, years),
			"charges.audit.cost":           max(at("users", m)*price, 60) * eur,
			"charges.books.cost":           10 * 58,
		} {
			if got := at(name, m); math.Abs(got-want) > 0.0151 {
				t.Errorf("month %d: %s is %.4f, want %.4f", m, name, got, want)
			}
		}
	}
}

// A bound in another currency is one at the rate of each month: £10 a month are ₺580
// whatever the dollar does, which are $13.49 in month 0, $13.18 in month 1 and less than
// $10 once the dollar is dearer than ₺58, 43 · 1.319091^(m/12), from month 13 on.
func TestLimitsInAnotherCurrency(t *testing.T) {
	for condition, month := range map[string]int{
		"charges.books.cost <= $13.50":              -1,
		"charges.books.cost <= $13.40":              0,
		"charges.books.cost <= $13.40 from month 1": -1,
		"charges.books.cost >= $10 to month 12":     -1,
		"charges.books.cost >= $10":                 13,
		"charges.books.cost >= $10 + 12%/year":      10, // $10.71 where $10.99 are asked for
	} {
		s := read("../../testdata/scenario/ok/currency.yaml").scenario(t, scenario.Override{Path: "limits", Value: "{probe: {deny: \"" + condition + "\"}}"})
		l, broken := plan.Run(s).Limits[0], -1
		if l.Month != nil {
			broken = *l.Month
		}
		if broken != month || l.Holds != (month < 0) {
			t.Errorf("%s: broken in month %d, want %d", condition, broken, month)
		}
		if usd := 43 * math.Pow(1.2*1.45, float64(month)/24); month == 13 && (math.Abs(l.Limit-10*usd) > 0.01 || *l.Actual != 580) {
			t.Errorf("%s: %.2f is held against %.2f, want %.2f", condition, *l.Actual, l.Limit, 10*usd)
		}
	}
}

// A contract in another currency is paid at the rate of each month, whatever that was at
// the purchase: 20 % off 2,000 dollars for a year, from month 1 on.
func TestContractsFollowTheirCurrency(t *testing.T) {
	s := read("../../testdata/scenario/ok/currency.yaml").scenario(t, scenario.Override{Path: "prices.trend", Value: "0%/year"},
		scenario.Override{Path: "commitments", Value: "{compute: {of: infrastructure, quantity: 2, discount: 20%, term: 1 year, upfront: none, from: month 1}}"})
	r := plan.Run(s)
	without := plan.Run(read("../../testdata/scenario/ok/currency.yaml").scenario(t, scenario.Override{Path: "prices.trend", Value: "0%/year"}))
	for m := range r.Months() + 1 {
		usd, saved := 43*math.Pow(1.2*1.45, float64(m)/24), 0.0
		if m >= 1 && m < 13 {
			saved = 2 * 150 * 0.2 * usd
		}
		saved *= 1.1 // with the support of a tenth
		if got := without.Series("cost.effective")[m] - r.Series("cost.effective")[m]; math.Abs(got-saved) > 0.03 {
			t.Errorf("month %d: the contract saves %.3f, want %.3f", m, got, saved)
		}
	}
}
