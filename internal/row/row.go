// Package row computes rows of numbers, one number for each month: what a
// simulation spends most of its time on. Where the processor has instructions for
// four or eight numbers at a time they are used, with the same result to the last bit.
package row

import "math"

// epsilon is what a need may exceed a whole number by, relatively and
// absolutely, without being rounded up: the last bit of a float never buys a
// unit, and a billionth of a unit is none.
const epsilon = 1e-9

// From 1<<52 on floats have no fractions, so that adding it rounds to the nearest
// whole number; that of what is half a unit more is the need rounded up.
const (
	whole = 1 << 52
	half  = 0.5 - epsilon
)

// Ceil rounds a need up to whole units.
func Ceil(need float64) float64 { return float64(need*(1-epsilon)) + half + whole - whole }

// Limit is the largest need that fits into what there is, with the tolerance of Ceil.
func Limit(have float64) float64 { return have * (1 + epsilon) }

// Over reports whether a need exceeds the limit of what there is.
func Over(need, have float64) bool { return need > Limit(have) }

// Larger is the larger of two numbers of which the first is not negative. Their
// bits are compared, without a branch that would often be mistaken.
func Larger(a, b float64) float64 {
	return math.Float64frombits(uint64(max(int64(math.Float64bits(a)), int64(math.Float64bits(b)))))
}

// Fill fills a row with a number.
func Fill(row []float64, v float64) {
	for i := range row {
		row[i] = v
	}
}

// Scale fills a row with another, so many times.
func Scale(row, other []float64, times float64) {
	other = other[:len(row)]
	if four {
		scaleAVX(row, other, times)
		return
	}
	for i, v := range other {
		row[i] = v * times
	}
}

// Add adds another row to a row, so many times.
func Add(row, other []float64, times float64) {
	other = other[:len(row)]
	if four {
		addAVX(row, other, times)
		return
	}
	for i, v := range other {
		row[i] += float64(v * times)
	}
}

// AddRaised adds another row to a row, so many times, where it is less than some
// number that one instead.
func AddRaised(row, other []float64, least, times float64) {
	other = other[:len(row)]
	if four {
		addRaisedAVX(row, other, least, times)
		return
	}
	for i, v := range other {
		row[i] += float64(max(v, least) * times)
	}
}

// Raise raises a row to another, so many times, where that is more.
func Raise(row, other []float64, times float64) {
	other = other[:len(row)]
	if four {
		raiseAVX(row, other, times)
		return
	}
	for i, v := range other {
		if more := v * times; more > row[i] {
			row[i] = more
		}
	}
}

// Whole fills a row with another, so many times, rounded up to whole units.
func Whole(row, other []float64, times float64) {
	other = other[:len(row)]
	if four {
		wholeAVX(row, other, times)
		return
	}
	for i, v := range other {
		row[i] = Ceil(v * times)
	}
}

// Multiply fills a row with the products of two; it may be one of them.
func Multiply(row, one, other []float64) {
	one, other = one[:len(row)], other[:len(row)]
	if four {
		multiplyAVX(row, one, other)
		return
	}
	for i, v := range one {
		row[i] = v * other[i]
	}
}

// AddProduct adds the products of two rows to a row.
func AddProduct(row, one, other []float64) {
	one, other = one[:len(row)], other[:len(row)]
	if four {
		addProductAVX(row, one, other)
		return
	}
	for i, v := range one {
		row[i] += float64(v * other[i])
	}
}

// Left fills a row with another, times a part of which a share is answered
// elsewhere and a part of which none is: other·(part·(1−share) + rest).
func Left(row, other, share []float64, part, rest float64) {
	other, share = other[:len(row)], share[:len(row)]
	if four {
		leftAVX(row, other, share, part, rest)
		return
	}
	for i, v := range other {
		row[i] = v * (float64(part*(1-share[i])) + rest)
	}
}

// Grow fills a row with another, times what a part of which grows with a work and a
// part does not, but no less than some number and no more than most in all:
// min(other·max(still + part·work, least), most).
func Grow(row, other, work []float64, still, part, least, most float64) {
	other, work = other[:len(row)], work[:len(row)]
	if four {
		growAVX(row, other, work, still, part, least, most)
		return
	}
	for i, v := range other {
		row[i] = min(v*max(still+float64(part*work[i]), least), most)
	}
}

// Sum fills a row with the sum of others, in their order. It may be the first.
func Sum(row []float64, others ...[]float64) {
	for i := range others {
		_ = others[i][:len(row)]
	}
	if four {
		sumAVX(row, others)
		return
	}
	for i := range row {
		sum := others[0][i]
		for _, other := range others[1:] {
			sum += other[i]
		}
		row[i] = sum
	}
}

// Undercuts reports whether what a row asks for costs less than another in some
// month: (max(load·times, least) + spare)·price < cost.
func Undercuts(cost, load []float64, times, least, spare, price float64) bool {
	load = load[:len(cost)]
	if four {
		return undercutsAVX(cost, load, times, least, spare, price)
	}
	for i, v := range load {
		if float64((max(v*times, least)+spare)*price) < cost[i] {
			return true
		}
	}
	return false
}

// Least lowers a row to another where that is less. The other row may be a later
// part of the same.
func Least(row, other []float64) {
	other = other[:len(row)]
	if four {
		leastAVX(row, other)
		return
	}
	for i, v := range other {
		if v < row[i] {
			row[i] = v
		}
	}
}

// Share fills a row with the share that a part is of a whole, at most 1; nothing is
// a share of 0 of anything. The row may be the whole.
func Share(row, part, whole []float64) {
	part, whole = part[:len(row)], whole[:len(row)]
	if four {
		shareAVX(row, part, whole)
		return
	}
	for i, v := range part {
		if v > 0 {
			v = min(v/whole[i], 1)
		}
		row[i] = v
	}
}
