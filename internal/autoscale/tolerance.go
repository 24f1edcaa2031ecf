package autoscale

import "math"

// Tolerance is the band around the target in which nothing changes, as shares.
type Tolerance struct {
	Up   float64 // above 1
	Down float64 // below 1
}

// holds reports whether a ratio is inside the band, its edges included (RC: isWithin).
func (t Tolerance) holds(ratio float64) bool { return 1-t.Down <= ratio && ratio <= 1+t.Up }

// ceil is ⌈x⌉ held to what an int32 carries.
func ceil(x float64) int32 {
	x = math.Ceil(x)
	switch {
	case !(x > math.MinInt32):
		return math.MinInt32
	case x >= math.MaxInt32:
		return math.MaxInt32
	}
	return int32(x)
}

// add is a + b, and the largest int64 where that is more.
func add(a, b int64) int64 {
	if b > 0 && a > math.MaxInt64-b {
		return math.MaxInt64
	}
	return a + b
}

// Total is the sum of the values of an external metric, held to the largest int64.
func Total(values []int64) (sum int64) {
	for _, v := range values {
		sum = add(sum, v)
	}
	return sum
}
