package elementary

import "math"

// Pow is x^y for x ≥ 0, NaN for x < 0: 1 for y = 0 or x = 1, and the limits where x
// or y is 0 or infinite.
func Pow(x, y float64) float64 {
	switch {
	case y == 0 || x == 1:
		return 1
	case !regular(x) || math.IsInf(y, 0) || y != y:
		return powLimit(x, y)
	}
	high, low := logSum(x)
	if extent := high * y; extent > 710 || extent < -746 {
		return expSum(extent, 0)
	}
	product, error := multiply(high, y)
	return expSum(product, error+float64(low*y))
}

// powLimit is x^y where one of them is 0, infinite, or not a number. Of two steps
// the sign of ln x · y tells which way it goes.
func powLimit(x, y float64) float64 {
	switch {
	case x != x || y != y || x < 0:
		return math.NaN()
	case (x > 1) == (y > 0):
		return math.Inf(1)
	}
	return 0
}
