package main

// propertyA reports whether n dimensions have one of their first 2^n points in
// each of the 2^n boxes that halving every axis makes: Sobol's property A (I. M.
// Sobol', "Uniformly Distributed Sequences with an Additional Uniform Property",
// USSR Comput. Math. Math. Phys. 16, 1976). It holds if the first rows of the
// matrices, cut to n columns, are independent. More than 2^digits points cannot
// be numbered, so of more dimensions nothing is asked.
func propertyA(dimensions []dimension) bool {
	n := len(dimensions)
	if n > digits {
		return true
	}
	var basis [digits]uint32
	for i := range dimensions {
		if reduce(&basis, dimensions[i].rows[0]&(1<<n-1)) == 0 {
			return false
		}
	}
	return true
}

// extensible reports whether some initial numbers for the polynomial would give
// one more dimension with property A. The first row is linear in the leading
// bits of the initial numbers, of which that of m1 is 1. So if none of these
// choices lies outside the span of the other rows, no choice does: all other
// leading bits 0, or one of them 1.
func extensible(dimensions []dimension, p polynomial) bool {
	for one := range p.degree() {
		initial := make([]uint32, p.degree())
		for j := range initial {
			initial[j] = 1
		}
		initial[one] |= 1 << one
		if propertyA(append(dimensions[:len(dimensions):len(dimensions)], newDimension(p, initial))) {
			return true
		}
	}
	return false
}
