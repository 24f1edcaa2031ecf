package sampling

import "math/bits"

// philox is Philox4x64-10, which turns a counter into four random words under a
// key: J. Salmon, M. Moraes, R. Dror and D. Shaw, "Parallel Random Numbers: As
// Easy as 1, 2, 3", SC 2011.
func philox(counter [4]uint64, key [2]uint64) [4]uint64 {
	c0, c1, c2, c3 := counter[0], counter[1], counter[2], counter[3]
	k0, k1 := key[0], key[1]
	for range 10 {
		high0, low0 := bits.Mul64(0xd2e7470ee14c6c93, c0)
		high1, low1 := bits.Mul64(0xca5a826395121157, c2)
		c0, c1, c2, c3 = high1^c1^k0, low1, high0^c3^k1, low0
		k0 += 0x9e3779b97f4a7c15
		k1 += 0xbb67ae8584caa73b
	}
	return [4]uint64{c0, c1, c2, c3}
}

// fillPhilox sets u to the uniforms first, first+1, ... of a stream: four for
// each value of the first counter word.
func fillPhilox(u []float64, key [2]uint64, first, stream uint64) {
	for len(u) > 0 {
		words := philox([4]uint64{first / 4, stream}, key)
		n := 0
		for i := first % 4; i < 4 && n < len(u); i++ {
			u[n] = fraction(words[i])
			n++
		}
		u = u[n:]
		first += uint64(n)
	}
}

// fraction returns the middle of the 2^-52 wide cell of (0,1) that the leading
// bits of x choose.
func fraction(x uint64) float64 { return (float64(x>>12) + 0.5) * 0x1p-52 }
