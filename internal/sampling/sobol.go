package sampling

import "math/bits"

// fillSobol sets u to points first, first+1, ... of a dimension, scrambled. They
// are taken in the order of their Gray codes, of which neighbours differ in one
// digit, so that each costs one step.
func fillSobol(u []float64, dimension *[32]uint32, seed, first uint32) {
	x := sobolPoint(dimension, first)
	for i := range u {
		u[i] = (float64(bits.Reverse32(owen(x, seed))) + 0.5) * 0x1p-32
		first++
		x ^= dimension[bits.TrailingZeros32(first)&31]
	}
}

// sobolPoint returns the coordinate of point i in the order of Gray codes; bit r
// is worth 2^-(r+1).
func sobolPoint(dimension *[32]uint32, i uint32) uint32 {
	x := uint32(0)
	for gray := i ^ i>>1; gray != 0; gray &= gray - 1 {
		x ^= dimension[bits.TrailingZeros32(gray)]
	}
	return x
}

// owen is a nested uniform scramble (A. Owen, 1995): each bit of the coordinate
// is flipped or not depending on the seed and the bits worth more, which here
// are those below it, so even points stay even. The hash is that of S. Laine
// and T. Karras in the form of B. Burley, "Practical Hash-based Owen
// Scrambling", JCGT 9(4), 2020, with N. Vegdahl's constants ("Building a Better
// LK Hash", 2021), which mix better.
func owen(x, seed uint32) uint32 {
	x ^= x * 0x3d20adea
	x += seed
	x *= seed>>16 | 1
	x ^= x * 0x05526c56
	x ^= x * 0x53a22864
	return x
}
