package elementary

import "math"

// Log is the natural logarithm of x: −Inf for 0, NaN below.
func Log(x float64) float64 {
	if !regular(x) {
		return irregular(x)
	}
	if x > 15.0/16 && x < 17.0/16 { // the result is small, and so must be its error
		high, low := logSum(x)
		return high + low
	}
	k, m := reduce(x, 0)
	j := int(float64(m*128) + 0.5)
	near := float64(float64(j) / 128)
	u := 2 * (m - near) / (m + near)
	square := float64(u * u)
	series := float64(float64(u*square) * (1.0/12 + float64(square*(1.0/80))))
	entry := &logs[j-90]
	return (float64(k*ln2) + entry[0]) + (u + (series + (float64(k*ln2Low) + entry[1])))
}

// Log10 is the logarithm to base 10, exact for the powers of ten.
func Log10(x float64) float64 {
	if !regular(x) {
		return irregular(x)
	}
	high, low := logSum(x)
	product, error := multiply(high, perLn10)
	return product + (error + (float64(high*perLn10Low) + float64(low*perLn10)))
}

// Log1p is ln(1+x): accurate for small x, −Inf for −1, NaN below. W. Kahan's
// correction for what is lost in the sum 1+x, as in N. J. Higham, "Accuracy and
// Stability of Numerical Algorithms", 2nd ed., §1.14.1.
func Log1p(x float64) float64 {
	sum := 1 + x
	if !regular(sum) || x > 0x1p53 {
		return Log(sum)
	}
	lost := x - (sum - 1)
	if x > 1 {
		lost = 1 - (sum - x)
	}
	high, low := logSum(sum)
	return high + (low + lost/sum)
}

// regular reports whether x is a positive number that is not the greatest of all.
func regular(x float64) bool { return x > 0 && x <= math.MaxFloat64 }

// irregular is the logarithm of anything else.
func irregular(x float64) float64 {
	switch {
	case x == 0:
		return math.Inf(-1)
	case x < 0:
		return math.NaN()
	}
	return x // +Inf, NaN
}

// reduce writes x as 2^k·m with √½ ≤ m < √2, and adds to k.
func reduce(x, add float64) (k, m float64) {
	if x < 0x1p-1022 {
		return reduce(x*0x1p54, add-54)
	}
	const root = 0x3fe6a09e667f3bcd // the bits of √½
	bits := math.Float64bits(x)
	exponent := int64(bits-root) >> 52
	return float64(exponent) + add, math.Float64frombits(bits - uint64(exponent)<<52)
}

// logSum is the logarithm as a sum of two floats, with an error below 2^-68 of it.
// With F the multiple of 1/128 nearest to m it is k·ln 2 + ln F + 2·artanh(u/2), u
// = 2(m−F)/(m+F).
func logSum(x float64) (high, low float64) {
	k, m := reduce(x, 0)
	j := int(float64(m*128) + 0.5)
	near := float64(float64(j) / 128)
	entry := &logs[j-90]
	difference := 2 * (m - near) // exact
	sum := m + near
	back := sum - m
	lost := (m - (sum - back)) + (near - back)
	u := difference / sum
	product, error := multiply(u, sum)
	rest := (((difference - product) - error) - float64(u*lost)) / sum
	square := float64(u * u)
	series := float64(float64(u*square) * (1.0/12 + float64(square*(1.0/80+float64(square*(1.0/448))))))
	whole := float64(k*ln2) + entry[0] // exact
	high = whole + u
	low = (u - (high - whole)) + (rest + (series + (float64(k*ln2Low) + entry[1])))
	total := high + low
	return total, low - (total - high)
}

// multiply is a·b and the rounding error of it: Dekker's product.
func multiply(a, b float64) (product, error float64) {
	a1, a2 := halves(a)
	b1, b2 := halves(b)
	product = float64(a * b)
	error = float64(a1*b1) - product
	error += float64(a1 * b2)
	error += float64(a2 * b1)
	return product, error + float64(a2*b2)
}

// halves splits a number into one of 26 binary digits and the rest, of 27.
func halves(v float64) (high, low float64) {
	high = math.Float64frombits(math.Float64bits(v) &^ (1<<27 - 1))
	return high, v - high
}
