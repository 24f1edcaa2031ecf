package main

import "math/bits"

// polynomial is a polynomial over GF(2): bit i is the coefficient of x^i.
type polynomial uint32

// degree returns the exponent of the leading term.
func (p polynomial) degree() int { return bits.Len32(uint32(p)) - 1 }

// primitive reports whether the powers of x modulo p are all 2^degree − 1
// remainders but 0, which is to say that x^n is 1 for no smaller n.
func (p polynomial) primitive() bool {
	power, order := polynomial(1), 0
	for {
		power <<= 1
		if power.degree() == p.degree() {
			power ^= p
		}
		order++
		switch {
		case power == 1:
			return order == 1<<p.degree()-1
		case power == 0 || order == 1<<p.degree(): // x divides p
			return false
		}
	}
}

// primitives returns the first n primitive polynomials by their value, and so
// by their degree: x + 1, x² + x + 1, x³ + x + 1, ...
func primitives(n int) []polynomial {
	var all []polynomial
	for p := polynomial(0b11); len(all) < n; p += 2 { // without 1, x divides p
		if p.primitive() {
			all = append(all, p)
		}
	}
	return all
}
