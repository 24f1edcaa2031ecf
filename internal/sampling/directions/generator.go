package main

import "math/bits"

// digits is how many binary digits a coordinate has, and how many points,
// 2^digits, a dimension can number.
const digits = 32

// dimension is one dimension of a Sobol' sequence. Digit r of the coordinate of
// point i, counted from the one worth a half, is the parity of rows[r] & i.
type dimension struct {
	polynomial polynomial     // 0 for the first dimension, van der Corput's
	initial    []uint32       // m1, m2, ...: odd, m_j < 2^j; as many as the degree
	rows       [digits]uint32 // of the generator matrix, an upper triangular one
}

// first returns van der Corput's dimension: the digits of i in reverse.
func first() dimension {
	var d dimension
	for r := range d.rows {
		d.rows[r] = 1 << r
	}
	return d
}

// newDimension returns the dimension of a primitive polynomial of degree s with
// coefficients 1, a_1, ..., a_(s−1), 1 and of initial numbers, continued by
//
//	m_j = 2·a_1·m_(j−1) ⊕ 4·a_2·m_(j−2) ⊕ ... ⊕ 2^s·m_(j−s) ⊕ m_(j−s)
//
// (Sobol' 1967). The coordinate of point i is the sum ⊕ of m_j/2^j over the ones
// among its binary digits j, counted from 1.
func newDimension(p polynomial, initial []uint32) dimension {
	d := dimension{polynomial: p, initial: initial}
	var m [digits]uint64
	degree := p.degree()
	for j := range m {
		if j < degree {
			m[j] = uint64(initial[j])
		} else {
			m[j] = m[j-degree]
			for k := 1; k <= degree; k++ {
				if p>>(degree-k)&1 == 1 {
					m[j] ^= m[j-k] << k
				}
			}
		}
		for r := range j + 1 { // digit r of m_j/2^j, which has j+1 of them
			d.rows[r] |= uint32(m[j]>>(j-r)&1) << j
		}
	}
	return d
}

// columns returns, for each binary digit of the number of a point, what it adds
// to the coordinate: bit r is digit r.
func (d *dimension) columns() (c [digits]uint32) {
	for r, row := range d.rows {
		for ; row != 0; row &= row - 1 {
			c[bits.TrailingZeros32(row)] |= 1 << r
		}
	}
	return c
}
