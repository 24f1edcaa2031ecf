package special

import (
	"math"

	"github.com/talimat/talimat-plan/internal/elementary"
)

// NormalQuantile is the z that a standard normal variable stays below with
// probability p, for 0 ≤ p ≤ 1, with a relative error of about 1e-16: M. J. Wichura,
// "Algorithm AS 241: The Percentage Points of the Normal Distribution", Appl.
// Statist. 37 (1988), routine PPND16.
func NormalQuantile(p float64) float64 {
	q := p - 0.5
	if math.Abs(q) <= 0.425 {
		r := 0.180625 - float64(q*q)
		return q * ratio(r, &centralAbove, &centralBelow)
	}
	tail := min(p, 1-p)
	switch {
	case !(tail >= 0):
		return math.NaN()
	case tail == 0:
		return math.Copysign(math.Inf(1), q)
	}
	r := math.Sqrt(-elementary.Log(tail))
	z := 0.0
	if r <= 5 {
		z = ratio(r-1.6, &middleAbove, &middleBelow)
	} else {
		z = ratio(r-5, &farAbove, &farBelow)
	}
	return math.Copysign(z, q)
}

// Coefficients of polynomials, from the constant on, in three regions.
var (
	centralAbove = [8]float64{
		3.3871328727963666080e0, 1.3314166789178437745e2, 1.9715909503065514427e3, 1.3731693765509461125e4,
		4.5921953931549871457e4, 6.7265770927008700853e4, 3.3430575583588128105e4, 2.5090809287301226727e3,
	}
	centralBelow = [8]float64{
		1, 4.2313330701600911252e1, 6.8718700749205790830e2, 5.3941960214247511077e3,
		2.1213794301586595867e4, 3.9307895800092710610e4, 2.8729085735721942674e4, 5.2264952788528545610e3,
	}
	middleAbove = [8]float64{
		1.42343711074968357734e0, 4.63033784615654529590e0, 5.76949722146069140550e0, 3.64784832476320460504e0,
		1.27045825245236838258e0, 2.41780725177450611770e-1, 2.27238449892691845833e-2, 7.74545014278341407640e-4,
	}
	middleBelow = [8]float64{
		1, 2.05319162663775882187e0, 1.67638483018380384940e0, 6.89767334985100004550e-1,
		1.48103976427480074590e-1, 1.51986665636164571966e-2, 5.47593808499534494600e-4, 1.05075007164441684324e-9,
	}
	farAbove = [8]float64{
		6.65790464350110377720e0, 5.46378491116411436990e0, 1.78482653991729133580e0, 2.96560571828504891230e-1,
		2.65321895265761230930e-2, 1.24266094738807843860e-3, 2.71155556874348757815e-5, 2.01033439929228813265e-7,
	}
	farBelow = [8]float64{
		1, 5.99832206555887937690e-1, 1.36929880922735805310e-1, 1.48753612908506148525e-2,
		7.86869131145613259100e-4, 1.84631831751005468180e-5, 1.42151175831644588870e-7, 2.04426310338993978564e-15,
	}
)

// ratio is a polynomial over another.
func ratio(x float64, above, below *[8]float64) float64 {
	a, b := above[7], below[7]
	for i := 6; i >= 0; i-- {
		a, b = above[i]+float64(a*x), below[i]+float64(b*x)
	}
	return a / b
}

// Normal is the probability that a standard normal variable is below z, with a
// relative error below 1e-11: J. F. Hart et al., "Computer Approximations" (1968),
// number 5666, and beyond 4, where that is exact to 15 decimals only, the continued
// fraction of Mills' ratio, M. Abramowitz and I. Stegun, "Handbook of Mathematical
// Functions", 26.2.14.
func Normal(z float64) float64 {
	x := math.Abs(z)
	density := elementary.Exp(-float64(x*x) / 2)
	tail := 0.0
	switch {
	case x < 4:
		a, b := hartAbove[6], hartBelow[7]
		for i := 5; i >= 0; i-- {
			a = hartAbove[i] + float64(a*x)
		}
		for i := 6; i >= 0; i-- {
			b = hartBelow[i] + float64(b*x)
		}
		tail = float64(density*a) / b
	case x < 40:
		fraction := x
		for n := 40.0; n > 0; n-- {
			fraction = x + n/fraction
		}
		tail = density / float64(fraction*math.Sqrt(2*math.Pi))
	case x != x:
		return x
	}
	if z > 0 {
		return 1 - tail
	}
	return tail
}

var (
	hartAbove = [7]float64{
		220.206867912376, 221.213596169931, 112.079291497871, 33.912866078383, 6.37396220353165, 0.700383064443688, 3.52624965998911e-2,
	}
	hartBelow = [8]float64{
		440.413735824752, 793.826512519948, 637.333633378831, 296.564248779674, 86.7807322029461, 16.064177579207, 1.75566716318264, 8.83883476483184e-2,
	}
)
