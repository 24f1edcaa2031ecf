package report

import "math"

// same reports whether two values are one; what does not exist is NaN.
func same(a, b float64) bool { return a == b || math.IsNaN(a) && math.IsNaN(b) }
