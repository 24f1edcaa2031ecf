package elementary

import "math"

// Exp is e^x: +Inf above 709.78, 0 below −745.13.
func Exp(x float64) float64 { return expSum(x, 0) }

// Expm1 is e^x − 1: accurate for small x. W. Kahan's correction, as in N. J. Higham,
// "Accuracy and Stability of Numerical Algorithms", 2nd ed., §1.14.1.
func Expm1(x float64) float64 {
	grown := Exp(x)
	switch less := grown - 1; {
	case grown == 1:
		return x
	case less == -1 || math.IsInf(grown, 1):
		return less
	default:
		return float64(less*x) / Log(grown)
	}
}

const (
	perStep = 1 / (math.Ln2 / 128)
	shift   = 0x1.8p52 // added to a number and subtracted again rounds it to a whole one
)

// expSum is e^(x+dx), for a dx much smaller than x. With n the nearest multiple of
// ln2/128 and r the remainder it is 2^(n div 128) · powers[n mod 128] · e^r.
func expSum(x, dx float64) float64 {
	switch {
	case x > 710:
		return math.Inf(1)
	case x < -746:
		return 0
	case x != x:
		return x
	}
	nearest := float64(x*perStep) + shift
	n := int64(int32(math.Float64bits(nearest))) // the whole number is in the last bits
	whole := nearest - shift
	high, low := x-float64(whole*step), dx-float64(whole*stepLow) // the first product and difference are exact
	r := high + low
	rest := (high - r) + low
	square := float64(r * r)
	series := (0.5 + float64(r*(1.0/6))) + float64(square*(1.0/24+float64(r*(1.0/120))))
	grown := r + (rest + float64(square*series)) // e^r − 1, |r| < 0.0028
	power := &powers[n&127]
	y := power[0] + (power[1] + float64(power[0]*grown))
	exponent := n >> 7
	if exponent > -1020 && exponent < 1023 {
		return math.Float64frombits(math.Float64bits(y) + uint64(exponent)<<52)
	}
	return math.Ldexp(y, int(exponent))
}
