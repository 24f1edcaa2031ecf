package sampling

import (
	"math"

	"github.com/talimat/talimat-plan/internal/elementary"
)

// HalfWidth returns the mean of independent estimates, one for each replicate,
// and the half width of its 95 % confidence interval by Student's t:
// t(0.975, n−1)·s/√n. The half width is +Inf for a single value, from which
// nothing can be said; both are NaN for none.
func HalfWidth(values []float64) (mean, half float64) {
	n := float64(len(values))
	for _, v := range values {
		mean += v / n
	}
	squares := 0.0
	for _, v := range values {
		squares += float64((v - mean) * (v - mean))
	}
	switch len(values) {
	case 0:
		return math.NaN(), math.NaN()
	case 1:
		return mean, math.Inf(1)
	}
	return mean, student975(len(values)-1) * math.Sqrt(squares/(n-1)/n)
}

// student975 returns the 0.975 quantile of Student's t with a whole number n ≥
// 1 of degrees of freedom, to 1e-10 of it. It seeks the angle with tangent t/√n
// within whose ±t 95 % of the probability lies. That share rises ever slower
// with the angle, so Newton's steps from below, where the normal distribution
// has its quantile, never pass it.
func student975(n int) float64 {
	slope0 := 2 / math.Sqrt(math.Pi) * gammaRatio(n) // of the share, at angle 0
	angle := elementary.Atan(1.959963984540054 / math.Sqrt(float64(n)))
	for {
		_, cos := elementary.Sincos(angle)
		by := (0.95 - within(angle, n)) / float64(slope0*elementary.Pow(cos, float64(n-1)))
		angle += by
		if !(by > 1e-9*angle) {
			sin, cos := elementary.Sincos(angle)
			return sin / cos * math.Sqrt(float64(n))
		}
	}
}

// gammaRatio returns Γ((n+1)/2)/Γ(n/2): 1/√π for 1, √π/2 for 2, and (n−1)/(n−2) of
// that for n−2, as Γ(x+1) = x·Γ(x).
func gammaRatio(n int) float64 {
	ratio := math.Sqrt(math.Pi) / 2
	if n%2 == 1 {
		ratio = 1 / math.Sqrt(math.Pi)
	}
	for k := 3 + (n+1)%2; k <= n; k += 2 {
		ratio *= float64(k-1) / float64(k-2)
	}
	return ratio
}

// within returns the probability that Student's t lies within ±√n·tan(angle): M.
// Abramowitz and I. Stegun, Handbook of Mathematical Functions, 26.7.3 and
// 26.7.4.
func within(angle float64, n int) float64 {
	sin, cos := elementary.Sincos(angle)
	sum, term := 0.0, 1.0
	if n%2 == 1 {
		term = cos
	}
	for k := 2 + n%2; k <= n; k += 2 { // the term of cos^(k−2)
		sum += term
		term *= cos * cos * float64(k-1) / float64(k)
	}
	if n%2 == 1 {
		return (angle + float64(sin*sum)) * 2 / math.Pi
	}
	return sin * sum
}
