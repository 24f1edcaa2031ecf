package sampling

import "math/bits"

// fillStrata sets u to a random place in the stratum that the shuffle gives each
// point. Places have 24 bits, so that with MaxPoints strata the sum is exact and
// below 1.
func fillStrata(u []float64, strata shuffle, key uint64, first uint32) {
	width := 1 / float64(strata.n)
	for i := range u {
		point := first + uint32(i)
		place := mix(key+uint64(point)*step) >> 40
		u[i] = (float64(strata.at(point)) + float64((float64(place)+0.5)*0x1p-24)) * width
	}
}

// shuffle is a keyed permutation of 0..n−1 that needs no memory: a bijective
// hash on the next power of two, applied again while its result is outside, less
// than twice on average. The idea is A. Kensler's ("Correlated Multi-Jittered
// Sampling", 2013). With six rounds pairs of 32 numbers and more are spread
// evenly; fewer numbers are slightly less so.
type shuffle struct {
	n, mask  uint32
	half     uint32    // bits to fold by
	multiply [6]uint32 // odd
	add      [6]uint32
}

// newShuffle returns the permutation of n > 0 numbers under a key.
func newShuffle(n uint32, key uint64) shuffle {
	width := bits.Len32(n - 1)
	s := shuffle{n: n, mask: 1<<width - 1, half: uint32(width+1) / 2}
	for i := range s.multiply {
		key += step
		word := mix(key)
		s.multiply[i], s.add[i] = uint32(word)|1, uint32(word>>32)
	}
	return s
}

// at returns where i < n goes.
func (s *shuffle) at(i uint32) uint32 {
	for {
		for round := range s.multiply {
			i = (i*s.multiply[round] + s.add[round]) & s.mask
			i ^= i >> (s.half & 31)
		}
		if i < s.n {
			return i
		}
	}
}
