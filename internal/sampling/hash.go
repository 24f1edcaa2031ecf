package sampling

// mix is the finalizer of SplitMix64 (G. Steele, D. Lea and C. Flood, "Fast
// Splittable Pseudorandom Number Generators", OOPSLA 2014): a bijection in which
// every bit of x changes every bit of the result.
func mix(x uint64) uint64 {
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}

// step is the increment of SplitMix64, 2^64 divided by the golden ratio.
const step = 0x9e3779b97f4a7c15

// Purposes keep streams with one name apart.
const (
	purposeInput = 1 + iota
	purposeNoise
)

// newKey returns 128 bits that depend on everything it is given: FNV-1a over
// the name from a mixed start, mixed again.
func newKey(seed, purpose uint64, name string) [2]uint64 {
	h := mix(mix(seed+step) + purpose*step)
	for i := range len(name) {
		h = (h ^ uint64(name[i])) * 0x100000001b3
	}
	h = mix(h + uint64(len(name))*step)
	return [2]uint64{h, mix(h + step)}
}
