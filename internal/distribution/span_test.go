package distribution

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

// Intervals meet both their ends, wherever these lie.
func TestSpanMeetsItsEnds(t *testing.T) {
	for _, c := range []struct {
		low, high float64
		bounded   bool
	}{
		{40, 60, true}, {50, 1000, true}, {49, 1000, true}, {1, 1000, true}, {0.001, 1000, true}, {0, 1000, true}, {0, 1e-9, true}, {1e-20, 1e20, true},
		{0, 1000, false}, {-5, 20, false}, {-20, 5, false}, {-100, 100, false}, {-100, 100.001, false}, {-1000, -0.001, false}, {-60, -40, false}, {-1000, 0, false},
	} {
		d, err := Span(c.low, c.high, c.bounded)
		if err != nil {
			t.Errorf("%g to %g: %v", c.low, c.high, err)
			continue
		}
		meets(t, d, c.low, c.high)
		if c.bounded && d.Quantile(0) < 0 {
			t.Errorf("%s goes down to %g", d, d.Quantile(0))
		}
	}
	if d, err := Span(40, 60, true); err != nil || d.String() != "lognormal 40 to 60" || math.Abs(d.Median()-math.Sqrt(40*60)) > 1e-9 {
		t.Errorf("%v %v", d, err)
	}
}

// meets checks the 5 and the 95 % quantile, and the mean against a sum of quantiles.
func meets(t *testing.T, d *Distribution, low, high float64) {
	t.Helper()
	if width := high - low; math.Abs(d.Quantile(0.05)-low) > 2e-6*width || math.Abs(d.Quantile(0.95)-high) > 2e-6*width {
		t.Errorf("%s has the quantiles %g and %g", d, d.Quantile(0.05), d.Quantile(0.95))
	}
	sum := 0.0
	const n = 200_000
	for i := range n {
		sum += d.Quantile((float64(i) + 0.5) / n)
	}
	if mean := sum / n; math.Abs(mean-d.Mean()) > 2e-3*(high-low) && math.Abs(high) < 1e19 {
		t.Errorf("%s has the mean %g, its quantiles %g", d, d.Mean(), mean)
	}
}

// No quantile jumps where an end of an interval touches zero, or passes any other value: a small step of an end is a
// small step of the quantiles.
func TestSpanIsContinuous(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		high := rapid.Float64Range(1, 1000).Draw(t, "high")
		low := high * rapid.SampledFrom([]float64{0, 1e-12, 1e-3, 0.05, 0.0499999, 0.2, -1e-12, -0.1, -0.999999, -1, -1.000001, -3}).Draw(t, "low/high")
		step := high * 1e-9
		bounded := low-step >= 0
		for _, u := range []float64{0.01, 0.05, 0.3, 0.5, 0.7, 0.95, 0.99} {
			a, errA := Span(low-step, high, bounded)
			b, errB := Span(low+step, high, bounded)
			if errA != nil || errB != nil {
				t.Fatal(errA, errB)
			}
			if math.Abs(a.Quantile(u)-b.Quantile(u)) > 1e-5*(high-low) {
				t.Fatalf("%g to %g: quantile %g jumps from %g to %g", low, high, u, a.Quantile(u), b.Quantile(u))
			}
		}
	})
}

// The mirror image of an interval is the interval of the mirror image.
func TestSpanIsSymmetric(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		low := rapid.Float64Range(-100, 99).Draw(t, "low")
		high := rapid.Float64Range(low+0.5, 101).Draw(t, "high")
		a, errA := Span(low, high, false)
		b, errB := Span(-high, -low, false)
		if errA != nil || errB != nil {
			t.Fatal(errA, errB)
		}
		for _, u := range []float64{0.02, 0.3, 0.5, 0.9} {
			if x, y := a.Quantile(u), -b.Quantile(1-u); math.Abs(x-y) > 1e-6*(high-low) {
				t.Fatalf("%g to %g: %g and %g", low, high, x, y)
			}
		}
	})
}

// A rate is distributed alike for whatever period it is written.
func TestRateKnowsNoPeriod(t *testing.T) {
	year, err := Rate(-0.3, 1.5)
	if err != nil {
		t.Fatal(err)
	}
	meets(t, year, -0.3, 1.5)
	month, err := Rate(math.Pow(0.7, 1.0/12)-1, math.Pow(2.5, 1.0/12)-1)
	if err != nil {
		t.Fatal(err)
	}
	for _, u := range []float64{0.001, 0.05, 0.5, 0.8, 0.999} {
		if x, y := year.Quantile(u), math.Pow(1+month.Quantile(u), 12)-1; math.Abs(x-y) > 1e-6*(1+x) {
			t.Errorf("quantile %g: %g a year and %g of twelve months", u, x, y)
		}
	}
	if math.Abs(year.Median()-(math.Sqrt(0.7*2.5)-1)) > 1e-12 {
		t.Errorf("median %g", year.Median())
	}
	if _, err := Rate(-1, 0); err == nil {
		t.Error("everything lost is no rate with a logarithm")
	}
}

// Shares meet their ends up to 0 and 1, without a jump there, and in whichever way they are counted.
func TestShareTouchesItsEnds(t *testing.T) {
	for _, c := range [][2]float64{{0.6, 0.95}, {0, 0.5}, {0, 1}, {0.5, 1}, {0.001, 0.9}, {0.99, 0.9999}, {0, 1e-6}} {
		d, err := Share(c[0], c[1])
		if err != nil {
			t.Errorf("%v: %v", c, err)
			continue
		}
		meets(t, d, c[0], c[1])
		rest, err := Share(1-c[1], 1-c[0])
		if err != nil {
			t.Fatal(err)
		}
		for _, u := range []float64{0.001, 0.1, 0.5, 0.9, 0.999} {
			if x, y := d.Quantile(u), 1-rest.Quantile(1-u); math.Abs(x-y) > 1e-6*(c[1]-c[0])+1e-12 || x < 0 || x > 1 {
				t.Errorf("%v: quantile %g is %g, of the rest %g", c, u, x, y)
			}
		}
		near, err := Share(c[0]*(1-1e-9)+1e-9, c[1]*(1-1e-9))
		if err == nil && math.Abs(near.Median()-d.Median()) > 1e-4*(c[1]-c[0]) && c[1]-c[0] > 1e-3 {
			t.Errorf("%v: the median jumps from %g to %g", c, d.Median(), near.Median())
		}
	}
}
