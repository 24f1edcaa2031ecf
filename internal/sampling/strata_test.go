package sampling

import (
	"slices"
	"testing"
)

// A shuffle is a permutation, and over its keys every number is as likely to go
// anywhere, together with any other.
func TestShuffle(t *testing.T) {
	for _, n := range []uint32{1, 2, 3, 5, 8, 100, 1024, 5000} {
		seen := make([]bool, n)
		s := newShuffle(n, uint64(n))
		for i := range n {
			seen[s.at(i)] = true
		}
		if slices.Contains(seen, false) {
			t.Errorf("%d numbers are not permuted", n)
		}
	}
	const n, keys = 32, 32 * 31 * 100
	var pairs [n][n][n][n]int32
	for key := range uint64(keys) {
		s := newShuffle(n, mix(key))
		for i := range uint32(n) {
			for j := range i {
				pairs[i][j][s.at(i)][s.at(j)]++
			}
		}
	}
	sum, terms := 0.0, 0.0
	for i := range n {
		for j := range i {
			for a := range n {
				for b := range n {
					if a != b {
						const want = keys / (n * (n - 1.0))
						off := float64(pairs[i][j][a][b]) - want
						sum += off * off / want
						terms++
					}
				}
			}
		}
	}
	t.Logf("chi-squared / terms of pairs: %.3f", sum/terms)
	if ratio := sum / terms; ratio > 1.3 {
		t.Errorf("pairs are uneven: chi-squared / terms is %.2f", ratio)
	}
}
