package elementary

import "math"

// Sincos are the sine and the cosine of an angle from −π/2 to π/2, in radians, by
// their power series.
func Sincos(angle float64) (sin, cos float64) {
	if angle < 0 {
		sin, cos = Sincos(-angle)
		return -sin, cos
	}
	if angle > math.Pi/4 {
		const low = 6.123233995736766e-17 // what the float π/2 lacks
		cos, sin = Sincos((math.Pi/2 - angle) + low)
		return sin, cos
	}
	square := float64(angle * angle)
	sin, cos = 1, 1
	for n := 18.0; n > 1; n -= 2 {
		cos = 1 - float64(float64(square*cos)/(n*(n-1)))
		if n > 2 {
			sin = 1 - float64(float64(square*sin)/((n-1)*(n-2)))
		}
	}
	return float64(angle * sin), cos
}

// Atan is the angle with a tangent x ≥ 0, in radians. The angle is halved until its
// power series is short: arctan x = 2·arctan(x/(1+√(1+x²))).
func Atan(x float64) float64 {
	if x > 1 {
		return math.Pi/2 - Atan(1/x)
	}
	factor := 1.0
	for x > 0.125 {
		x /= 1 + math.Sqrt(1+float64(x*x))
		factor *= 2
	}
	square := float64(x * x)
	sum := 0.0
	for n := 17.0; n > 0; n -= 2 {
		sum = 1/n - float64(square*sum)
	}
	return float64(float64(factor*x) * sum)
}

// Hypot is √(a² + b²) for a and b whose squares are finite.
func Hypot(a, b float64) float64 { return math.Sqrt(float64(a*a) + float64(b*b)) }
