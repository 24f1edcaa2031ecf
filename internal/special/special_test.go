package special_test

import (
	"math"
	"testing"

	"gonum.org/v1/gonum/mathext"

	"github.com/talimat/talimat-plan/internal/special"
)

func near(t *testing.T, name string, got, want, tolerance float64) {
	t.Helper()
	if !(math.Abs(got-want) <= tolerance*math.Abs(want)) && got != want {
		t.Errorf("%s: got %.17g, want %.17g", name, got, want)
	}
}

// Against the complementary error function of package math, and back again.
func TestNormal(t *testing.T) {
	for z := -7.0; z <= 7; z += 1.0 / 64 {
		near(t, "Normal", special.Normal(z), math.Erfc(-z/math.Sqrt2)/2, 1e-11)
	}
	for _, z := range []float64{-8, -12, -37} {
		near(t, "Normal", special.Normal(z), math.Erfc(-z/math.Sqrt2)/2, 1e-11)
	}
	for z, want := range map[float64]float64{0: 0.5, math.Inf(1): 1, math.Inf(-1): 0, 40: 1, -40: 0} {
		near(t, "Normal", special.Normal(z), want, 1e-15)
	}
	for p := 0x1p-34; p < 1; p += min(p, 1.0/256) / 3 {
		z := special.NormalQuantile(p)
		near(t, "NormalQuantile", z, mathext.NormalQuantile(p), 3e-15)
		near(t, "Normal of its quantile", special.Normal(z), p, 1e-11)
		if p == 0.25 || p < 1e-3 {
			near(t, "symmetry", special.NormalQuantile(1-p), -special.NormalQuantile(1-(1-p)), 1e-15)
		}
	}
	for p, want := range map[float64]float64{0: math.Inf(-1), 1: math.Inf(1), 0.5: 0, 0.975: 1.959963984540054} {
		near(t, "NormalQuantile", special.NormalQuantile(p), want, 1e-15)
	}
	if z := special.NormalQuantile(-1); z == z {
		t.Errorf("the quantile of -1 is %g", z)
	}
}

// Against gonum, and where the integral is elementary: I_x(a,1) = x^a, I_x(1,b) = 1 −
// (1−x)^b, B(a,1) = 1/a.
func TestBeta(t *testing.T) {
	for _, a := range []float64{0.1, 0.5, 1, 2.5, 5, 20, 300, 1e4, 1e5} {
		near(t, "LogBeta", special.LogBeta(a, 1), -math.Log(a), 1e-10)
		for _, b := range []float64{0.1, 1, 3, 17, 250, 1e5} {
			near(t, "LogBeta", special.LogBeta(a, b), mathext.Lbeta(a, b), 1e-9)
			for _, x := range []float64{1e-9, 0.001, 0.1, 0.3, 0.5, 0.8, 0.99} {
				got, want := special.Beta(a, b, x), mathext.RegIncBeta(a, b, x)
				if math.Abs(got-want) > 1e-8*want+1e-300 {
					t.Errorf("Beta(%g, %g, %g) = %g, not %g", a, b, x, got, want)
				}
			}
		}
	}
	for _, x := range []float64{0.001, 0.2, 0.7, 0.999} {
		near(t, "x^a", special.Beta(3.7, 1, x), math.Pow(x, 3.7), 1e-13)
		near(t, "1-(1-x)^b", special.Beta(1, 2.2, x), -math.Expm1(2.2*math.Log1p(-x)), 1e-13)
	}
	if special.Beta(2, 3, 0) != 0 || special.Beta(2, 3, 1) != 1 {
		t.Error("the ends are not 0 and 1")
	}
}
