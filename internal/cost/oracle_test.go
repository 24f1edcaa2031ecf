package cost_test

import (
	"encoding/json"
	"math"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/talimat/talimat-plan/internal/cost"
)

// financeOracles are values that Excel and numpy-financial document, and those of
// an independent program; see ../../testdata/oracles/money.
type financeOracles struct {
	Checks []struct {
		Name            string
		Got, Documented float64
	}
	Multiple    []float64 `json:"multiple_irr"`
	Requirement struct {
		Payback float64 `json:"simple_payback_months"`
		ROI     float64 `json:"roi_36m_net"`
		Monthly float64 `json:"irr_monthly"`
		Yearly  float64 `json:"irr_annual_effective"`
		NPV     []struct {
			Rate    float64 `json:"annual_rate"`
			Monthly float64 `json:"monthly_effective"`
			Value   float64 `json:"npv_36m"`
			Payback float64 `json:"discounted_payback_months"`
		}
		Needed   map[string]float64 `json:"what_gives_300pct"`
		Growth   float64            `json:"growth_per_month_for_net_300pct"`
		Payback2 float64            `json:"payback_with_that_growth"`
	} `json:"requirement_case"`
	Phased struct {
		Total   float64 `json:"net_total"`
		Payback int     `json:"payback_first_month_cum>=0"`
		NPV10   float64 `json:"npv10"`
		IRR     float64 `json:"irr_m"`
		Least   float64 `json:"min_cumulative"`
	} `json:"phased_case"`
}

func readOracles(t *testing.T) *financeOracles {
	t.Helper()
	text, err := os.ReadFile("../../testdata/oracles/money/finance_oracles.json")
	if err != nil {
		t.Fatal(err)
	}
	o := new(financeOracles)
	if err := json.Unmarshal(text, o); err != nil {
		t.Fatal(err)
	}
	return o
}

// daily has dated flows on their days after the first: Excel's XNPV and XIRR divide
// days by 365, so a rate of a day is (1 + yearly)^(1/365) − 1.
func daily(dates []string, amounts []float64) []float64 {
	var flows []float64
	first, _ := time.Parse(time.DateOnly, dates[0])
	for i, d := range dates {
		day, _ := time.Parse(time.DateOnly, d)
		at := int(day.Sub(first).Hours() / 24)
		flows = append(flows, make([]float64, at+1-len(flows))...)
		flows[at] = amounts[i]
	}
	return flows
}

// published has the call that each documented value is of.
func published() map[string]func() float64 {
	irr := func(flows ...float64) func() float64 {
		return func() float64 {
			rates := cost.IRRs(flows)
			if len(rates) == 0 {
				return math.NaN()
			}
			return rates[len(rates)-1] // both programs find the greater of two
		}
	}
	npv := func(rate float64, flows ...float64) func() float64 {
		return func() float64 { return cost.NPV(rate, flows) }
	}
	dated := daily([]string{"2008-01-01", "2008-03-01", "2008-10-30", "2009-02-15", "2009-04-01"}, []float64{-10_000, 2750, 4250, 3250, 2750})
	return map[string]func() float64{
		"Excel NPV(10%,-10000,3000,4200,6800)":                npv(0.10, 0, -10_000, 3000, 4200, 6800),
		"Excel NPV(8%,8000,9200,10000,12000,14500)-40000":     npv(0.08, -40_000, 8000, 9200, 10_000, 12_000, 14_500),
		"Excel IRR 5y [-70000,12000,15000,18000,21000,26000]": irr(-70_000, 12_000, 15_000, 18_000, 21_000, 26_000),
		"Excel IRR 4y":  irr(-70_000, 12_000, 15_000, 18_000, 21_000),
		"Excel XNPV 9%": npv(math.Pow(1.09, 1.0/365)-1, dated...),
		"Excel XIRR":    func() float64 { return math.Pow(1+irr(dated...)(), 365) - 1 },
		"Excel MIRR 10%/12%": func() float64 {
			rate, _ := cost.MIRR([]float64{-120_000, 39_000, 30_000, 21_000, 37_000, 46_000}, 0.10, 0.12)
			return rate
		},
		"numpy-financial npv(0.08,[-40000,5000,8000,12000,30000])":                                npv(0.08, -40_000, 5000, 8000, 12_000, 30_000),
		"numpy-financial npv(0.05,[-15000,1500,2500,3500,4500,6000])":                             npv(0.05, -15_000, 1500, 2500, 3500, 4500, 6000),
		"numpy-financial irr([-100, 39, 59, 55, 20])":                                             irr(-100, 39, 59, 55, 20),
		"numpy-financial irr([-100, 0, 0, 74])":                                                   irr(-100, 0, 0, 74),
		"numpy-financial irr([-100, 100, 0, -7])":                                                 irr(-100, 100, 0, -7),
		"numpy-financial irr([-100, 100, 0, 7])":                                                  irr(-100, 100, 0, 7),
		"numpy-financial irr([-150000, 15000, 25000, 35000, 45000, 60000])":                       irr(-150_000, 15_000, 25_000, 35_000, 45_000, 60_000),
		"numpy-financial irr([-1678.87, 771.96, 1814.05, 3520.3, 3552.95, 3584.99, 4789.91, -1])": irr(-1678.87, 771.96, 1814.05, 3520.3, 3552.95, 3584.99, 4789.91, -1),
	}
}

func TestExcelAndNumPy(t *testing.T) {
	o, calls := readOracles(t), published()
	if len(o.Checks) != len(calls) {
		t.Errorf("%d oracles, %d calls", len(o.Checks), len(calls))
	}
	for _, c := range o.Checks {
		call := calls[c.Name]
		if call == nil {
			t.Errorf("no call for %q", c.Name)
			continue
		}
		tolerance := 1e-9 * max(1, math.Abs(c.Got))
		if strings.Contains(c.Name, "XIRR") {
			tolerance = 1e-7 // the oracle's own search ended there
		}
		if got := call(); !(math.Abs(got-c.Got) <= tolerance) {
			t.Errorf("%s: %.12g, want %.12g", c.Name, got, c.Got)
		}
	}
	both := cost.IRRs([]float64{-100, 100, 0, -7})
	for i, want := range o.Multiple {
		if len(both) != 2 || math.Abs(both[i]-want) > 5e-5 {
			t.Errorf("rates %v, want %v", both, o.Multiple)
		}
	}
}

// $50,000 that save $2,000 a month for three years return 44 %, not 300 %.
func TestTheClaimOf300Percent(t *testing.T) {
	o := readOracles(t).Requirement
	flows := steady(50_000, 2000, 36)
	check := func(what string, got, want, tolerance float64) {
		t.Helper()
		if !(math.Abs(got-want) <= tolerance) {
			t.Errorf("%s: %.10g, want %.10g", what, got, want)
		}
	}
	payback, _ := cost.PaybackWithin(0, flows)
	check("payback", payback, o.Payback, 1e-9)
	irr, _ := cost.IRR(flows)
	check("IRR", irr, o.Monthly, 1e-9)
	check("IRR a year", cost.Yearly(flows)[0], o.Yearly, 1e-8)
	check("ROI", cost.NPV(0, flows)/50_000, o.ROI, 1e-12)
	if len(o.NPV) != 5 {
		t.Error("the oracle has five rates")
	}
	for _, row := range o.NPV {
		rate := monthly(row.Rate)
		check("rate", rate, row.Monthly, 1e-12)
		check("NPV", cost.NPV(rate, flows), row.Value, 1e-6)
		// The oracle interpolates where the formula of an annuity does: in time.
		moment := row.Payback
		got, ok := cost.PaybackWithin(rate, flows)
		if !ok || math.Abs(got-moment) > 0.01 {
			t.Errorf("discounted payback at %g: %g, want %g", row.Rate, got, moment)
		}
	}
	// What would have to be true instead.
	saving := o.Needed["net ROI 300% at $50k over 36 months needs monthly saving"]
	check("ROI at that saving", cost.NPV(0, steady(50_000, saving, 36))/50_000, 3, 1e-9)
	payback, _ = cost.PaybackWithin(0, steady(50_000, saving, 36))
	check("payback at that saving", payback, o.Needed["-> payback months then"], 1e-9)
	months := int(o.Needed["at $2k/month net ROI 300% takes months"])
	check("ROI over so many months", cost.NPV(0, steady(50_000, 2000, months))/50_000, 3, 1e-9)
	less := o.Needed["with 36 x $2k net ROI 300% needs investment"]
	check("ROI of that investment", cost.NPV(0, steady(less, 2000, 36))/less, 3, 1e-9)
	growing := steady(50_000, 2000, 36)
	for m := 2; m <= 36; m++ {
		growing[m] = growing[m-1] * (1 + o.Growth)
	}
	check("ROI with that growth", cost.NPV(0, growing)/50_000, 3, 1e-9)
	payback, _ = cost.PaybackWithin(0, growing)
	check("payback with that growth", payback, o.Payback2, 0.02)
}

func TestPhasedInvestment(t *testing.T) {
	o := readOracles(t).Phased
	flows := phased()
	if got := cost.NPV(0, flows); math.Abs(got-o.Total) > 1e-9 {
		t.Errorf("total %g, want %g", got, o.Total)
	}
	if got, ok := cost.Payback(0, flows); !ok || got != o.Payback {
		t.Errorf("payback %d, want %d", got, o.Payback)
	}
	if got := cost.NPV(monthly(0.1), flows); math.Abs(got-o.NPV10) > 1e-6 {
		t.Errorf("NPV %g, want %g", got, o.NPV10)
	}
	if got, _ := cost.IRR(flows); math.Abs(got-o.IRR) > 1e-9 {
		t.Errorf("IRR %g, want %g", got, o.IRR)
	}
	if amount, month := cost.DeepestNeed(flows); amount != -o.Least || month != 6 {
		t.Errorf("deepest need %g in month %d, want %g in month 6", amount, month, -o.Least)
	}
}

func TestMIRR(t *testing.T) {
	for _, c := range []struct {
		flows             []float64
		finance, reinvest float64
		want              float64
		why               string
	}{
		{[]float64{-120_000, 39_000, 30_000, 21_000, 37_000, 46_000}, 0.10, 0.12, 0.126094, "Excel documentation, after five years"},
		{[]float64{-120_000, 39_000, 30_000, 21_000}, 0.10, 0.12, -0.048045, "Excel documentation, after three years"},
		{[]float64{-120_000, 39_000, 30_000, 21_000, 37_000, 46_000}, 0.10, 0.14, 0.134759, "Excel documentation, at 14 %"},
		{[]float64{-100, 100, 0, -7}, 0, 0, math.Pow(100.0/107, 1.0/3) - 1, "one rate where IRR has two"},
	} {
		if got, ok := cost.MIRR(c.flows, c.finance, c.reinvest); !ok || math.Abs(got-c.want) > 1e-6 {
			t.Errorf("%v: %.7f, %t; want %.6f: %s", c.flows, got, ok, c.want, c.why)
		}
	}
	for _, flows := range [][]float64{nil, {-1}, {1, 2}, {-1, -2}, {0, 0}} {
		if rate, ok := cost.MIRR(flows, 0.1, 0.1); ok {
			t.Errorf("%v: %g; there is none", flows, rate)
		}
	}
}

func TestPaybackWithin(t *testing.T) {
	for _, c := range []struct {
		flows []float64
		want  float64
		ok    bool
	}{
		{[]float64{-100, 40, 40, 40}, 2.5, true},
		{[]float64{-100, 50, 50, 50}, 2, true},
		{[]float64{-100, 150, -100, 100}, 2.5, true}, // the last time
		{[]float64{1, 1}, 0, true},
		{[]float64{-100, 40}, 0, false},
		{nil, 0, false},
	} {
		if got, ok := cost.PaybackWithin(0, c.flows); ok != c.ok || math.Abs(got-c.want) > 1e-12 {
			t.Errorf("%v: %g, %t; want %g, %t", c.flows, got, ok, c.want, c.ok)
		}
	}
	if amount, month := cost.DeepestNeed([]float64{5, -3, 1}); amount != 0 || month != 0 {
		t.Errorf("need %g in month %d; there is none", amount, month)
	}
}
