package main

import (
	"math"
	"slices"
)

const (
	largestNet = 12   // the search looks at nets of 2^1 to 2^largestNet points
	starts     = 1024 // initial numbers tried before the best of them is improved
)

// badness returns how uneven a dimension is together with each one before it:
// the sum over those of the mean of 8^t over the nets of the pair, divided by
// the place of the other dimension, which makes early ones count most. A sum
// that reaches the limit is not finished.
//
// That t-values of pairs are what to choose initial numbers by is the finding of
// S. Joe and F. Y. Kuo, "Constructing Sobol Sequences with Better
// Two-Dimensional Projections", SIAM J. Sci. Comput. 30, 2008.
func badness(d *dimension, before []dimension, limit float64) float64 {
	sum := 0.0
	for i := range before {
		pair := 0
		for k := 1; k <= largestNet; k++ {
			pair += 1 << (3 * quality(d, &before[i], k))
		}
		if sum += float64(pair) / float64(largestNet*(i+1)); sum >= limit {
			break
		}
	}
	return sum
}

// search looks for the initial numbers of one dimension.
type search struct {
	polynomial, next polynomial
	before           []dimension
	best             dimension
	badness          float64 // of the best
}

// choose returns the dimension of a primitive polynomial that goes best with
// those before it: the best of all initial numbers where there are few, else of
// some spread over all, improved one number at a time until no change helps. It
// leaves a choice to the next polynomial.
func choose(p, next polynomial, before []dimension) dimension {
	s := search{polynomial: p, next: next, before: before, badness: math.Inf(1)}
	choices := uint64(1) << (p.degree() * (p.degree() - 1) / 2) // m_j is odd and below 2^j
	for i := range min(choices, starts) {
		s.try(initialNumbers(p.degree(), spread(i, choices)))
	}
	for improved := true; improved; {
		improved = false
		for j := range s.best.initial {
			initial := slices.Clone(s.best.initial)
			for initial[j] = 1; initial[j] < 2<<j; initial[j] += 2 {
				improved = s.try(initial) || improved
			}
		}
	}
	return s.best
}

// try takes initial numbers if they are better than all before, and reports
// whether they were.
func (s *search) try(initial []uint32) bool {
	d := newDimension(s.polynomial, slices.Clone(initial))
	all := append(slices.Clip(s.before), d)
	if !propertyA(all) {
		return false
	}
	b := badness(&d, s.before, s.badness)
	if b >= s.badness || !extensible(all, s.next) {
		return false
	}
	s.best, s.badness = d, b
	return true
}

// spread returns number i of a walk over the numbers below n, a power of two:
// all of them if i goes so far, and evenly wherever it ends. The step is near n
// times the golden ratio, and odd.
func spread(i, n uint64) uint64 {
	return i * (uint64(float64(n)*(math.Phi-1)) | 1) % n
}

// initialNumbers returns the initial numbers of that degree with this number:
// one bit of it decides m2, the next two m3, and so on.
func initialNumbers(degree int, number uint64) []uint32 {
	m := make([]uint32, degree)
	for j := range m {
		m[j] = uint32(number<<1)&(2<<j-1) | 1
		number >>= j
	}
	return m
}
