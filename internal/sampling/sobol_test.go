package sampling

import (
	"math"
	"math/bits"
	"testing"
)

// In two dimensions the sequence is the one of Sobol' (1967): there is nothing
// to choose in x + 1. These are its first points in the order of Gray codes.
func TestFirstPoints(t *testing.T) {
	for dimension, want := range [][]float64{
		{0, 0.5, 0.75, 0.25, 0.375, 0.875, 0.625, 0.125},
		{0, 0.5, 0.25, 0.75, 0.375, 0.875, 0.125, 0.625},
	} {
		for i := range want {
			x := bits.Reverse32(sobolPoint(&directions[dimension], uint32(i)))
			if got := float64(x) / (1 << 32); got != want[i] {
				t.Errorf("point %d, dimension %d: got %v, want %v", i, dimension, got, want[i])
			}
		}
	}
}

// Each dimension alone is a (0,1)-sequence: the first 2^k points have one in
// each of 2^k intervals. That is so when digit j of the number of a point
// changes digit j of the coordinate and none that is worth less.
func TestEachDimensionIsStratified(t *testing.T) {
	for d := range directions {
		for j, column := range directions[d] {
			if bits.Len32(column) != j+1 {
				t.Errorf("dimension %d: digit %d adds %#x", d, j, column)
			}
		}
	}
}

// Sobol's property A: of the first 2^n points in n dimensions one lies in each
// of the boxes that halving every axis makes.
func TestPropertyA(t *testing.T) {
	for n := 1; n <= 16; n++ {
		seen := make([]bool, 1<<n)
		for i := range seen {
			box := 0
			for d := range n {
				box |= int(sobolPoint(&directions[d], uint32(i))&1) << d
			}
			seen[box] = true
		}
		for box, ok := range seen {
			if !ok {
				t.Errorf("%d dimensions: no point in box %b", n, box)
				break
			}
		}
	}
}

// unevenness returns t of a net of 2^k points, given as the bits of their
// coordinates with the one worth a half first: the least t for which each
// rectangle 2^-i wide and 2^-j high with i+j = k−t holds 2^t points.
func unevenness(a, b []uint32) int {
	k := bits.Len(uint(len(a))) - 1
	for t := 0; ; t++ {
		even := true
		for i := 0; i <= k-t && even; i++ {
			count := make([]int, 1<<(k-t))
			for p := range a {
				count[a[p]>>(32-i)<<(k-t-i)|b[p]>>(32-(k-t-i))]++
			}
			for _, n := range count {
				even = even && n == 1<<t
			}
		}
		if even {
			return t
		}
	}
}

// Among the first 12 dimensions no pair of them has t above 4 in a net of up to
// 4096 points, nor above 3 in one of 1024.
func TestPairsAreEven(t *testing.T) {
	const dimensions = 12
	for k, bound := range []int{1: 1, 2: 2, 3: 3, 4: 3, 5: 4, 6: 4, 7: 4, 8: 4, 9: 4, 10: 3, 11: 4, 12: 4} {
		var points [dimensions][]uint32
		for d := range points {
			for i := range uint32(1) << k {
				points[d] = append(points[d], bits.Reverse32(sobolPoint(&directions[d], i)))
			}
		}
		for d := range points {
			for other := range d {
				if got := unevenness(points[d], points[other]); got > bound {
					t.Errorf("dimensions %d and %d: t of the first 2^%d points is %d, above %d", other, d, k, got, bound)
				}
			}
		}
	}
}

// Scrambling keeps nets what they are, in each replicate.
func TestScramblingKeepsNets(t *testing.T) {
	d := Design{Seed: 3, Replicates: 3, Points: 1024, Lead: []string{"a", "b", "c"}}
	bitsOf := func(name string, replicate int) []uint32 {
		var all []uint32
		for _, u := range d.column(name, replicate) {
			all = append(all, uint32(u*(1<<32)))
		}
		return all
	}
	a, b, c := bitsOf("a", 0), bitsOf("b", 0), bitsOf("c", 0)
	plain := func(dimension int) []uint32 {
		var all []uint32
		for i := range uint32(1024) {
			all = append(all, bits.Reverse32(sobolPoint(&directions[dimension], i)))
		}
		return all
	}
	if unevenness(a, b) != 0 {
		t.Error("the first two dimensions are no (0,10,2)-net")
	}
	if got, want := unevenness(b, c), unevenness(plain(1), plain(2)); got != want {
		t.Errorf("t of the scrambled points is %d, of the plain ones %d", got, want)
	}
	for replicate := range 3 {
		if unevenness(bitsOf("a", replicate), bitsOf("b", replicate)) != 0 {
			t.Errorf("replicate %d: no (0,10,2)-net", replicate)
		}
	}
}

// integrationError returns the root mean square error of the mean of a smooth
// function of 12 uniforms, Π (1 + (u−1/2)·2/j) over j = 1..12, which is 1.
func integrationError(method Method, points int) float64 {
	d := Design{Method: method, Replicates: 50, Points: points}
	for i := range 12 {
		d.Lead = append(d.Lead, string(rune('a'+i)))
	}
	squares := 0.0
	for replicate := range d.Replicates {
		f := make([]float64, points)
		for i := range f {
			f[i] = 1
		}
		for j, name := range d.Lead {
			for i, u := range d.column(name, replicate) {
				f[i] *= 1 + (u-0.5)*2/float64(j+1)
			}
		}
		mean := 0.0
		for _, v := range f {
			mean += v / float64(points)
		}
		squares += (mean - 1) * (mean - 1)
	}
	return math.Sqrt(squares / float64(d.Replicates))
}

// With 16 times the points the error of Monte Carlo falls to a quarter; that of
// Sobol' points falls further, and it is far below.
func TestIntegrationError(t *testing.T) {
	few, many := integrationError(Sobol, 256), integrationError(Sobol, 4096)
	fewRandom, manyRandom := integrationError(Random, 256), integrationError(Random, 4096)
	t.Logf("256 points: %.2g, Monte Carlo %.2g; 4096: %.2g, Monte Carlo %.2g", few, fewRandom, many, manyRandom)
	if many > few/8 {
		t.Errorf("16 times the points: the error falls from %.2g to %.2g only", few, many)
	}
	if many > manyRandom/10 {
		t.Errorf("4096 points: the error is %.2g, that of Monte Carlo %.2g", many, manyRandom)
	}
}
