package main

import "math/bits"

// quality returns t of the first 2^k points of two dimensions, a (t,k,2)-net:
// the least t for which every rectangle 2^-i wide and 2^-j high with i+j = k−t,
// at whole multiples of those, holds exactly 2^t points. 0 is best, k worst.
//
// That is so when the first i rows of one generator matrix and the first j of
// the other, cut to k columns, are linearly independent for all such i and j.
// The first i rows of a have their leading ones in columns 0 to i−1, so those of
// b are independent of them if what is left after elimination is so itself.
func quality(a, b *dimension, k int) int {
	mask := uint32(1)<<k - 1
	independent := k // the least i+j beyond which rows depend on each other
	for i := 0; i < independent; i++ {
		var basis [digits]uint32 // by leading column
		j := 0
		for ; i+j < independent; j++ {
			row := b.rows[j] & mask
			for rest := uint32(1)<<i - 1; row&rest != 0; {
				row ^= a.rows[bits.TrailingZeros32(row&rest)] & mask
			}
			if reduce(&basis, row) == 0 {
				break
			}
		}
		independent = i + j
	}
	return k - independent
}

// reduce subtracts the rows of the basis, each filed under its leading column,
// from a row, files what is left, and returns it: 0 if the row depends on them.
func reduce(basis *[digits]uint32, row uint32) uint32 {
	for row != 0 {
		leading := &basis[bits.TrailingZeros32(row)]
		if *leading == 0 {
			*leading = row
			break
		}
		row ^= *leading
	}
	return row
}
