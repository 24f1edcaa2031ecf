package cost_test

import (
	"math"
	"slices"
	"testing"

	"github.com/talimat/talimat-plan/internal/cost"
)

// steady is an investment followed by equal savings.
func steady(investment, saving float64, months int) []float64 {
	return append([]float64{-investment}, slices.Repeat([]float64{saving}, months)...)
}

// phased invests 30,000 at once and 20,000 in month 6; it saves 1,200 a month
// up to then and 2,500 afterwards.
func phased() []float64 {
	flows := steady(30_000, 2500, 36)
	for m := 1; m <= 6; m++ {
		flows[m] = 1200
	}
	flows[6] -= 20_000
	return flows
}

// monthly is the monthly rate of an effective yearly one.
func monthly(yearly float64) float64 { return math.Pow(1+yearly, 1.0/12) - 1 }

func TestNPV(t *testing.T) {
	for _, c := range []struct {
		rate  float64
		flows []float64
		want  float64
		why   string
	}{
		// Excel's NPV discounts the first flow too: one period more than here.
		{0.10, []float64{0, -10_000, 3000, 4200, 6800}, 1188.44, "Excel documentation, NPV example 1"},
		{0.08, []float64{-40_000, 8000, 9200, 10_000, 12_000, 14_500}, 1922.06, "Excel documentation, NPV example 2"},
		{0.08, []float64{-40_000, 5000, 8000, 12_000, 30_000}, 3065.22267, "numpy-financial documentation, npv"},
		{0.05, []float64{-15_000, 1500, 2500, 3500, 4500, 6000}, 122.89, "numpy-financial, tests"},
		{0, steady(50_000, 2000, 36), 22_000, "36 · 2,000 − 50,000"},
		{monthly(0.08), steady(50_000, 2000, 36), 14_086.66, "annuity 2,000·(1−v³⁶)/i − 50,000 at i = 0.643403 %"},
		{monthly(0.10), steady(50_000, 2000, 36), 12_372.92, "the same at 0.797414 %"},
		{monthly(0.12), steady(50_000, 2000, 36), 10_749.51, "the same at 0.948879 %"},
		{monthly(0.20), steady(50_000, 2000, 36), 5_037.34, "the same at 1.530947 %"},
		{monthly(0.10), phased(), 21_310.04, "direct sum"},
		{0.1, nil, 0, "no flows"},
	} {
		if got := cost.NPV(c.rate, c.flows); math.Abs(got-c.want) > 0.0051 {
			t.Errorf("%g, %v: got %.5f, want %.5f: %s", c.rate, c.flows, got, c.want, c.why)
		}
	}
}

func TestIRR(t *testing.T) {
	for _, c := range []struct {
		flows     []float64
		want      float64
		tolerance float64 // half of the last digit of the source
		why       string
	}{
		{[]float64{-70_000, 12_000, 15_000, 18_000, 21_000, 26_000}, 0.0866, 5e-5, "Excel documentation, IRR after five years"},
		{[]float64{-70_000, 12_000, 15_000, 18_000, 21_000}, -0.0212, 5e-5, "Excel documentation, IRR after four years"},
		{[]float64{-100, 39, 59, 55, 20}, 0.28095, 5e-6, "numpy-financial documentation, irr"},
		{[]float64{-100, 0, 0, 74}, -0.0955, 5e-5, "numpy-financial documentation, irr"},
		{[]float64{-100, 100, 0, 7}, 0.06206, 5e-6, "numpy-financial documentation, irr"},
		{[]float64{-150_000, 15_000, 25_000, 35_000, 45_000, 60_000}, 0.0524, 5e-5, "numpy-financial, tests"},
		{[]float64{-1678.87, 771.96, 1814.05, 3520.3, 3552.95, 3584.99, 4789.91, -1}, 1.00426, 1e-5, "numpy-financial, tests (cut, not rounded): the second root lies below −99 %"},
		{steady(50_000, 2000, 36), 0.0212111, 5e-8, "root of 2,000·(1−v³⁶)/i = 50,000"},
		{phased(), 0.0311537, 5e-8, "root of the direct sum"},
		{steady(100, 110, 1), 0.1, 1e-12, "110/100 − 1"},
		{steady(100, 1, 100), 0, 1e-9, "100 · 1 is just paid back"},
	} {
		got, ok := cost.IRR(c.flows)
		if !ok || math.Abs(got-c.want) > c.tolerance {
			t.Errorf("%v: got %.9f, %t; want %g: %s", c.flows, got, ok, c.want, c.why)
		}
	}
}

func TestIRRThatDoesNotExist(t *testing.T) {
	for _, c := range []struct {
		flows []float64
		why   string
	}{
		{[]float64{-100, 100, 0, -7}, "two roots, −8.33 % and −67.89 % (numpy-financial takes the first)"},
		{[]float64{-1, -2, -3}, "no change of sign (numpy-financial: NaN)"},
		{[]float64{1, 2, 3}, "no change of sign"},
		{[]float64{0, 0, 0}, "nothing flows"},
		{[]float64{-1, 20}, "1,900 % a month is beyond the search, which ends at 1,000 %"},
		{[]float64{-100, 1}, "a loss of 99 % and one of 100 % are not told apart"},
		{nil, "no flows"},
	} {
		if rate, ok := cost.IRR(c.flows); ok {
			t.Errorf("%v: got %g; there is none: %s", c.flows, rate, c.why)
		}
	}
}

// All rates are found, however many: each is a root that the flows are made of,
// as (x − a)(x − b) … with x = 1 ÷ (1 + rate).
func TestAllRates(t *testing.T) {
	for _, c := range []struct {
		flows []float64
		want  []float64
		why   string
	}{
		{[]float64{-100, 230, -132}, []float64{0.1, 0.2}, "−100·(1 − 1.1x)(1 − 1.2x)"},
		{[]float64{1000, -3600, 4310, -1716}, []float64{0.1, 0.2, 0.3}, "1,000·(1 − 1.1x)(1 − 1.2x)(1 − 1.3x)"},
		{[]float64{-100, 200.02, -100.02}, []float64{0, 0.0002}, "−100·(1 − x)(1 − 1.0002x): close together"},
		{[]float64{-100, 100, 0, -7}, []float64{-0.678894, -0.083300}, "numpy-financial takes the second"},
		{[]float64{-100, 200, -100}, []float64{0}, "−100·(1 − x)²: it touches zero once"},
		{[]float64{-100, 200, -101}, nil, "two changes of sign, and below zero at every rate"},
		{[]float64{0, 0, 30, -20, 30}, nil, "1.5 − x + 1.5x² has no root"},
		{[]float64{-50, 60, 1e-14, -1e-14}, []float64{0.2}, "the last bits of a sum are no flow"},
	} {
		got := cost.IRRs(c.flows)
		ok := len(got) == len(c.want)
		for i := range min(len(got), len(c.want)) {
			ok = ok && math.Abs(got[i]-c.want[i]) < 1e-6
		}
		if !ok {
			t.Errorf("%v: got %v, want %v: %s", c.flows, got, c.want, c.why)
		}
	}
}

// At the internal rate the net present value is zero: a law, over lengths up to
// the longest horizon.
func TestNPVAtIRRIsZero(t *testing.T) {
	for months := 5; months <= 240; months += 5 {
		for _, saving := range []float64{0.2, 0.9, 1, 1.1, 3, 40} {
			flows := steady(100, saving*100/float64(months), months)
			rate, ok := cost.IRR(flows)
			if !ok {
				t.Errorf("%d months, %g times paid back: no rate", months, saving)
				continue
			}
			size := 0.0
			for _, f := range flows {
				size += math.Abs(f)
			}
			if npv := cost.NPV(rate, flows); math.Abs(npv) > 1e-6*size*max(1, math.Pow(1+rate, -float64(months))) {
				t.Errorf("%d months, %g times paid back: NPV %g at %g", months, saving, npv, rate)
			}
		}
	}
}

func TestPayback(t *testing.T) {
	const never = -1
	for _, c := range []struct {
		rate  float64
		flows []float64
		want  int
		why   string
	}{
		{0, steady(50_000, 2000, 36), 25, "50,000 / 2,000"},
		{monthly(0.08), steady(50_000, 2000, 36), 28, "27.34: −ln(1 − 25·i)/ln(1 + i)"},
		{monthly(0.10), steady(50_000, 2000, 36), 28, "27.99"},
		{monthly(0.12), steady(50_000, 2000, 36), 29, "28.67"},
		{monthly(0.20), steady(50_000, 2000, 36), 32, "31.76"},
		{0, phased(), 24, "−42,800 after month 6 and 18 · 2,500 = 45,000; 17 are 42,500"},
		{0, steady(120_000, 10_000, 12), 12, "just paid back"},
		{0, steady(120_000, 10_000, 11), never, "a month short"},
		{0, []float64{-10, 20, -30, 25}, 3, "it falls below zero again after the first time"},
		{0, []float64{-10, 20, -30}, never, "and stays there"},
		{0, []float64{0, 0, -10, 4, 4, 4}, 5, "invested in month 2"},
		{0, []float64{10, 10}, 0, "never below zero"},
		{0, []float64{0, 30, -20, 5}, 0, "the saving comes first: never below zero"},
		{0, steady(50_000, 0, 36), never, "no savings"},
		{0, steady(50_000, -1, 36), never, "losses"},
		{0, steady(0.3, 0.1, 3), 3, "0.1 + 0.1 + 0.1, whatever the last bit says"},
		{0, nil, never, "no flows"},
	} {
		got, ok := cost.Payback(c.rate, c.flows)
		if !ok {
			got = never
		}
		if got != c.want {
			t.Errorf("%g, %v: got %d, want %d: %s", c.rate, c.flows, got, c.want, c.why)
		}
	}
}
