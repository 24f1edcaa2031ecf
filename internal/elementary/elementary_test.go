package elementary_test

import (
	"math"
	"math/big"
	"math/rand/v2"
	"testing"

	"github.com/talimat/talimat-plan/internal/elementary"
)

const precision = 200

func exact(v float64) *big.Float { return new(big.Float).SetPrec(precision).SetFloat64(v) }

func fresh() *big.Float { return new(big.Float).SetPrec(precision) }

// ln2 is as in OEIS A002162.
func ln2() *big.Float {
	v, _ := fresh().SetString("0.693147180559945309417232121458176568075500134360255254120680009493393621969694715605863")
	return v
}

// exponential is e^x by Taylor's series after 2^-10 of x, squared ten times.
func exponential(x *big.Float) *big.Float {
	y := fresh().SetMantExp(x, -10)
	sum, term := exact(1), exact(1)
	for n := 1.0; n < 60; n++ {
		term = fresh().Quo(fresh().Mul(term, y), exact(n))
		sum = fresh().Add(sum, term)
	}
	for range 10 {
		sum = fresh().Mul(sum, sum)
	}
	return sum
}

// logarithm is ln x by Newton's steps on the exponential, after powers of two.
func logarithm(x float64) *big.Float {
	fraction, exponent := math.Frexp(x)
	target, y := exact(fraction), exact(math.Log(fraction))
	for range 3 { // 53, 106, 200 bits
		e := exponential(y)
		y = fresh().Add(y, fresh().Mul(exact(2), fresh().Quo(fresh().Sub(target, e), fresh().Add(target, e))))
	}
	return fresh().Add(y, fresh().Mul(exact(float64(exponent)), ln2()))
}

// off is by how many units in the last place a value is off.
func off(got float64, want *big.Float) float64 {
	nearest, _ := want.Float64()
	if got == nearest && (got == 0 || math.IsInf(got, 0)) {
		return 0
	}
	_, exponent := math.Frexp(nearest)
	unit := math.Ldexp(1, max(exponent-53, -1074))
	if math.IsInf(got, 0) || math.IsNaN(got) {
		return math.Inf(1)
	}
	miss, _ := fresh().Quo(fresh().Sub(exact(got), want), exact(unit)).Float64()
	return math.Abs(miss)
}

// worst is the greatest error over random arguments between two ends, evenly spread
// or, if both are positive and far apart, evenly by their logarithms.
func worst(t *testing.T, name string, low, high, limit float64, f func(float64) float64, truth func(float64) *big.Float) {
	t.Helper()
	source := rand.New(rand.NewPCG(1, 2))
	most, at := 0.0, 0.0
	for range 300 {
		x := low + (high-low)*source.Float64()
		if low > 0 && high > 100*low {
			x = math.Exp(math.Log(low) + (math.Log(high)-math.Log(low))*source.Float64())
		}
		if miss := off(f(x), truth(x)); miss > most {
			most, at = miss, x
		}
	}
	t.Logf("%s from %g to %g: at most %.3f units, at %g", name, low, high, most, at)
	if most > limit {
		t.Errorf("%s(%g) is off by %.3f units in the last place, more than %g", name, at, most, limit)
	}
}

func TestExp(t *testing.T) {
	truth := func(x float64) *big.Float { return exponential(exact(x)) }
	for _, ends := range [][2]float64{{-1, 1}, {-0.01, 0.01}, {-50, 50}, {-708, 709}} {
		worst(t, "Exp", ends[0], ends[1], 0.6, elementary.Exp, truth)
	}
	worst(t, "Exp", -745, -708, 1, elementary.Exp, truth) // rounded twice, with ever fewer digits
	for x, want := range map[float64]float64{
		0: 1, 710: math.Inf(1), math.Inf(1): math.Inf(1), math.Inf(-1): 0, -746: 0, 709.782712893384: 1.797693134862273e+308,
		math.SmallestNonzeroFloat64: 1, -1e-300: 1, 709.79: math.Inf(1),
	} {
		if got := elementary.Exp(x); got != want && math.Abs(got/want-1) > 1e-12 {
			t.Errorf("Exp(%g) = %g, not %g", x, got, want)
		}
	}
	if got := elementary.Exp(math.NaN()); got == got {
		t.Errorf("Exp(NaN) = %g", got)
	}
}

func TestExpm1(t *testing.T) {
	truth := func(x float64) *big.Float { return fresh().Sub(exponential(exact(x)), exact(1)) }
	for _, ends := range [][2]float64{{-1, 1}, {-1e-9, 1e-9}, {-40, 700}} {
		worst(t, "Expm1", ends[0], ends[1], 3, elementary.Expm1, truth)
	}
	if got := elementary.Expm1(-800); got != -1 || !math.IsInf(elementary.Expm1(800), 1) || elementary.Expm1(0) != 0 {
		t.Errorf("at the ends: %g", got)
	}
}

func TestLog(t *testing.T) {
	for _, ends := range [][2]float64{{0.9, 1.1}, {0.9999, 1.0001}, {0.5, 2}, {1e-300, 1e300}, {5e-324, 1e-307}} {
		worst(t, "Log", ends[0], ends[1], 0.6, elementary.Log, logarithm)
	}
	ten := logarithm(10)
	worst(t, "Log10", 1e-300, 1e300, 0.6, elementary.Log10, func(x float64) *big.Float { return fresh().Quo(logarithm(x), ten) })
	for n := -300; n <= 300; n++ {
		power, _ := new(big.Float).SetPrec(2000).SetString("1e" + big.NewInt(int64(n)).String())
		x, _ := power.Float64()
		if got := elementary.Log10(x); got != float64(n) {
			t.Errorf("Log10(1e%d) = %v", n, got)
		}
	}
	for _, f := range []func(float64) float64{elementary.Log, elementary.Log10, func(x float64) float64 { return elementary.Log1p(x - 1) }} {
		if f(1) != 0 || !math.IsInf(f(0), -1) || !math.IsInf(f(math.Inf(1)), 1) || !math.IsNaN(f(-1)) || !math.IsNaN(f(math.NaN())) {
			t.Errorf("at the ends: %g %g %g %g %g", f(1), f(0), f(math.Inf(1)), f(-1), f(math.NaN()))
		}
	}
}

func TestLog1p(t *testing.T) {
	truth := func(x float64) *big.Float { // ln(1+x) by Newton's steps, from what math says
		target, y := fresh().Add(exact(1), exact(x)), exact(math.Log1p(x))
		for range 3 {
			e := exponential(y)
			y = fresh().Add(y, fresh().Mul(exact(2), fresh().Quo(fresh().Sub(target, e), fresh().Add(target, e))))
		}
		return y
	}
	for _, ends := range [][2]float64{{-0.999, 1}, {-0.1, 0.1}, {-1e-9, 1e-9}, {1e-20, 1e-3}, {0.5, 1e20}} {
		worst(t, "Log1p", ends[0], ends[1], 0.7, elementary.Log1p, truth)
	}
}

func TestPow(t *testing.T) {
	for _, y := range []float64{1.0 / 12, 1.0 / 3, -2.5, 12, 36, 0.1, 100.25, -300} {
		truth := func(x float64) *big.Float { return exponential(fresh().Mul(exact(y), logarithm(x))) }
		worst(t, "Pow", 0.5, 2, 0.6, func(x float64) float64 { return elementary.Pow(x, y) }, truth)
	}
	for n := -22; n <= 22; n++ { // 10^22 is the last that a float holds
		want := new(big.Rat).SetFrac64(1, 1)
		for range max(n, -n) {
			want.Mul(want, big.NewRat(10, 1))
		}
		if n < 0 {
			want.Inv(want)
		}
		if got, v := elementary.Pow(10, float64(n)), want; func() bool { w, _ := v.Float64(); return got != w }() {
			t.Errorf("10^%d = %v", n, got)
		}
	}
	values := []float64{0, 0.5, 1, 2, 1e300, math.Inf(1), math.NaN(), math.SmallestNonzeroFloat64, 1e-300}
	for _, x := range values {
		for _, y := range append(values, -1, -2, math.Inf(-1), -1e300) {
			got, want := elementary.Pow(x, y), math.Pow(x, y)
			if got != want && !(math.Abs(got/want-1) < 1e-12) && (got == got || want == want) {
				t.Errorf("%g^%g = %g, not %g", x, y, got, want)
			}
		}
	}
	if got := elementary.Pow(-2, 2); got == got {
		t.Errorf("(-2)^2 = %g", got)
	}
}

// Angles against package math, whose error is below one unit.
func TestAngles(t *testing.T) {
	for i := range 1001 {
		x := float64(i) / 1000 * math.Pi / 2
		sin, cos := elementary.Sincos(x)
		wantSin, wantCos := math.Sincos(x)
		if math.Abs(sin-wantSin) > 1e-15*wantSin || math.Abs(cos-wantCos) > 1e-15*math.Abs(wantCos)+1e-31 {
			t.Errorf("at %g: sine %g, cosine %g, not %g and %g", x, sin, cos, wantSin, wantCos)
		}
		if got, want := elementary.Atan(math.Tan(x)), math.Atan(math.Tan(x)); math.Abs(got-want) > 1e-15*want {
			t.Errorf("the angle of %g is %g, not %g", math.Tan(x), got, want)
		}
	}
	if got := elementary.Hypot(3, -4); got != 5 {
		t.Errorf("a hypotenuse of %g", got)
	}
}

func BenchmarkFunctions(b *testing.B) {
	for _, c := range []struct {
		name       string
		ours, math func(float64) float64
	}{
		{"Exp", elementary.Exp, math.Exp}, {"Log", elementary.Log, math.Log}, {"Log1p", elementary.Log1p, math.Log1p},
		{"Pow", func(x float64) float64 { return elementary.Pow(x, 1.0/3) }, func(x float64) float64 { return math.Pow(x, 1.0/3) }},
	} {
		for name, f := range map[string]func(float64) float64{"ours": c.ours, "math": c.math} {
			b.Run(c.name+"/"+name, func(b *testing.B) {
				x := 0.0
				for i := range b.N {
					x += f(0.1 + float64(i&1023)/512)
				}
				if math.IsNaN(x) {
					b.Error(x)
				}
			})
		}
	}
}
