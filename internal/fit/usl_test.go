package fit

import (
	"math"
	"testing"
)

// Coefficients, residuals and intervals that R's nls and package usl give (smoeding/usl,
// tests) for the data that come with it.
func TestScalabilityIsThatOfR(t *testing.T) {
	ray := []float64{1, 4, 8, 12, 16, 20, 24, 28, 32, 48, 64}
	rayX := []float64{20, 78, 130, 170, 190, 200, 210, 230, 260, 280, 310}
	for _, c := range []struct {
		name              string
		n, x              []float64
		alpha, beta, rate float64
		squares, peak     float64
	}{
		{"specsdm91", []float64{1, 18, 36, 72, 108, 144, 216}, []float64{64.9, 995.9, 1652.4, 1853.2, 1828.9, 1775, 1702.2}, 0.02772849, 0.0001043655, 89.995254, 27453.72, 96.51956},
		{"raytracer", ray[:6], rayX[:6], 0.02444404, 0.0016268092, 20.856045, 10.0919, 24.488},
		{"all of it", ray, rayX, 0.05777078, 0, 21.848842, 697.238, math.Inf(1)},
		{"synthetic", []float64{1, 2, 4, 6, 8, 10}, []float64{1, 1.8868, 3.0769, 3.5294, 3.5398, 3.3557}, 0.02, 0.02, 1, 0, 7},
	} {
		s, err := Scaling(c.n, c.x)
		if err != nil {
			t.Fatal(err)
		}
		tolerance := 1e-5 // the published digits
		if c.squares == 0 {
			tolerance = 1e-3 // of data with five digits
		}
		near(t, c.name+" α", s.Contention, c.alpha, tolerance*c.alpha)
		near(t, c.name+" β", s.Coherency, c.beta, tolerance*c.beta)
		near(t, c.name+" γ", s.Rate, c.rate, tolerance*c.rate)
		near(t, c.name+" squares", s.Squares, c.squares, 1e-4*c.squares+1e-6)
		if !math.IsInf(c.peak, 1) {
			near(t, c.name+" peak", s.Peak(), c.peak, max(tolerance, 3e-5)*c.peak)
		} else if !math.IsInf(s.Peak(), 1) || !math.IsNaN(s.Half[1]) {
			t.Errorf("%s: peak at %g ± %g", c.name, s.Peak(), s.Half[1])
		}
	}
	// The package has half widths of 2.015048 standard errors, the quantile 0.95 of t with 5
	// degrees of freedom; with 3 left, an interval of 95 % has 3.182446.
	s, _ := Scaling(ray[:6], rayX[:6])
	for i, want := range [3][2]float64{{0.00754, 0.04135}, {0.00110, 0.00215}, {19.267, 22.445}} {
		half := (want[1] - want[0]) / 2 / 2.015048 * 3.182446
		near(t, "half width", s.Half[i], half, 0.01*half)
	}
	if s.Free != 3 {
		t.Errorf("%d degrees of freedom", s.Free)
	}
}

func TestScalabilityRefuses(t *testing.T) {
	for _, n := range [][]float64{{}, {1, 2, 2}, {0, 1, 2}, {-1, 2, 3}, {math.NaN(), 1, 2, 3}} {
		if _, err := Scaling(n, make([]float64, len(n))); err == nil {
			t.Errorf("%v was taken", n)
		}
	}
}
