package special

import (
	"math"

	"github.com/talimat/talimat-plan/internal/elementary"
)

// LogBeta is ln B(a,b) for a, b > 0.
func LogBeta(a, b float64) float64 {
	a, b = min(a, b), max(a, b)
	if a < asymptotic {
		return (logGamma(a) - logGamma(a+b)) + logGamma(b)
	}
	// Stirling's formula for all three, its large terms cancelled by hand.
	terms := float64((a-0.5)*elementary.Log(a/(a+b))) - float64(b*elementary.Log1p(a/b))
	return (terms + float64(elementary.Log(2*math.Pi/b)/2)) + (stirling(a) + stirling(b) - stirling(a+b))
}

// asymptotic is from where on Stirling's series is used.
const asymptotic = 15

// logGamma is ln Γ(x) for x > 0: Stirling's series, below its range after Γ(x) =
// Γ(x+1)/x (M. Abramowitz and I. Stegun, "Handbook of Mathematical Functions", 6.1.15
// and 6.1.41).
func logGamma(x float64) float64 {
	product := 1.0
	for ; x < asymptotic; x++ {
		product *= x
	}
	const halfLog2Pi = 0.9189385332046727
	value := (float64((x-0.5)*elementary.Log(x)) - x) + (halfLog2Pi + stirling(x))
	if product != 1 {
		value -= elementary.Log(product)
	}
	return value
}

// stirling is the sum of Stirling's series, Σ B_2k/(2k(2k−1)x^(2k−1)).
func stirling(x float64) float64 {
	r := 1 / float64(x*x)
	sum := 0.0
	for _, c := range [...]float64{1.0 / 156, -691.0 / 360360, 1.0 / 1188, -1.0 / 1680, 1.0 / 1260, -1.0 / 360, 1.0 / 12} {
		sum = c + float64(r*sum)
	}
	return sum / x
}

// Beta is the probability that a variable of the beta distribution with a, b > 0 is
// below x, the regularised incomplete beta function I_x(a,b), by its continued
// fraction (NIST Digital Library of Mathematical Functions, 8.17.22) after W. J.
// Lentz's method. It falls short of ten digits only where a or b exceed 10,000.
func Beta(a, b, x float64) float64 {
	switch {
	case x <= 0:
		return 0
	case x >= 1:
		return 1
	case x > (a+1)/(a+b+2): // there the fraction converges slowly
		return 1 - betaTail(b, a, 1-x)
	}
	return betaTail(a, b, x)
}

func betaTail(a, b, x float64) float64 {
	front := elementary.Exp(float64(a*elementary.Log(x)) + float64(b*elementary.Log1p(-x)) - LogBeta(a, b))
	return front / float64(a*betaFraction(a, b, x))
}

// betaFraction is 1 + d1/(1 + d2/(1 + …)).
func betaFraction(a, b, x float64) float64 {
	const least = 1e-300 // in place of a zero that would be divided by
	nonzero := func(v float64) float64 {
		if math.Abs(v) < least {
			return least
		}
		return v
	}
	value, above, below := 1.0, 1.0, 0.0
	for n := 1; n < 100_000; n++ {
		m := float64(n / 2)
		d := 0.0
		if n%2 == 0 {
			d = float64(float64(m*(b-m))*x) / float64((a+2*m-1)*(a+2*m))
		} else {
			d = -float64(float64((a+m)*(a+b+m))*x) / float64((a+2*m)*(a+2*m+1))
		}
		below = 1 / nonzero(1+float64(d*below))
		above = nonzero(1 + d/above)
		step := float64(above * below)
		value = float64(value * step)
		if math.Abs(step-1) < 1e-16 {
			break
		}
	}
	return value
}
