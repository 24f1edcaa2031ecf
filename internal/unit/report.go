package unit

import "math"

// Scale chooses one unit for a whole column of base-unit values, by the largest magnitude: divide each by divisor
// and put suffix into the heading. It is the largest printed unit not above that magnitude, else the smallest.
// Sizes use powers of 1000; amounts of money come without their currency. NaN and infinities are passed over.
func Scale(kind Kind, values []float64) (divisor float64, suffix string) {
	if kind == KindGrowth {
		return 0.01, "%" // the period belongs to each rate, not to the column
	}
	peak := 0.0
	for _, v := range values {
		if size := math.Abs(v); size > peak && !math.IsInf(size, 0) {
			peak = size
		}
	}
	for _, u := range kind.grammar().units {
		if u.use < printed || isBinary(u.text) {
			continue
		}
		fits, fitted := u.scale <= peak, divisor <= peak
		if divisor == 0 || fits && (!fitted || u.scale > divisor) || !fits && !fitted && u.scale < divisor {
			divisor, suffix = u.scale, u.text
		}
	}
	if divisor == 0 {
		return 1, ""
	}
	return divisor, suffix
}

// isBinary reports a power of 1024, which no column mixes with powers of 1000.
func isBinary(unit string) bool { return len(unit) >= 3 && unit[1:3] == "iB" }
