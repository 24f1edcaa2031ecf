package main

import (
	"bytes"
	"math/rand/v2"
	"os"
	"slices"
	"testing"
)

// There are φ(2^n − 1)/n primitive polynomials of degree n: 1, 1, 2, 2, 6, 6,
// 18, 16, 48 (OEIS A011260). Those of degree 3 and 4 are in every table.
func TestPrimitives(t *testing.T) {
	all := primitives(100)
	count := make([]int, 10)
	for _, p := range all {
		count[p.degree()]++
	}
	if want := []int{0, 1, 1, 2, 2, 6, 6, 18, 16, 48}; !slices.Equal(count, want) {
		t.Errorf("by degree: got %v, want %v", count, want)
	}
	if want := []polynomial{0b11, 0b111, 0b1011, 0b1101, 0b10011, 0b11001}; !slices.Equal(all[:6], want) {
		t.Errorf("got %b, want %b", all[:6], want)
	}
	for _, p := range []polynomial{0b10, 0b101, 0b1111, 0b11111} { // x, (x+1)², (x+1)³, and x⁴+x³+x²+x+1 | x⁵+1
		if p.primitive() {
			t.Errorf("%s is not primitive", p)
		}
	}
}

// random returns dimensions with random initial numbers.
func random(n int, seed uint64) []dimension {
	source := rand.New(rand.NewPCG(seed, 1))
	all := []dimension{first()}
	for _, p := range primitives(n - 1) {
		all = append(all, newDimension(p, initialNumbers(p.degree(), source.Uint64())))
	}
	return all
}

// coordinate returns bits of the coordinate of point i, the one worth a half
// last.
func (d *dimension) coordinate(i int) (x uint32) {
	for j, column := range d.columns() {
		if i>>j&1 == 1 {
			x ^= column
		}
	}
	return x
}

// The third dimension worked out by hand from x² + x + 1 and m = 1, 3: m3 =
// 2·3 ⊕ 4·1 ⊕ 1 = 3 and m4 = 2·3 ⊕ 4·3 ⊕ 3 = 9, so that digits 3 and 4 add
// 0.011 and 0.1001.
func TestNewDimension(t *testing.T) {
	d := newDimension(0b111, []uint32{1, 3})
	if got, want := d.columns(), [4]uint32{0b1, 0b11, 0b110, 0b1001}; !slices.Equal(got[:4], want[:]) {
		t.Errorf("got %b, want %b", got[:4], want)
	}
}

// The rank of rows says the same as counting points in rectangles.
func TestQualityByCounting(t *testing.T) {
	for seed := range uint64(5) {
		all := random(9, seed)
		for a := range all {
			for b := range a {
				for k := 1; k <= 7; k++ {
					if got, want := quality(&all[a], &all[b], k), counted(&all[a], &all[b], k); got != want {
						t.Errorf("seed %d, dimensions %d and %d: t of 2^%d points is %d, counted %d", seed, b, a, k, got, want)
					}
				}
			}
		}
	}
}

// counted returns the t-value of 2^k points from how many are in each rectangle.
func counted(a, b *dimension, k int) int {
	for t := 0; ; t++ {
		most := 0
		for i := range k - t + 1 {
			count := map[[2]uint32]int{}
			for point := range 1 << k {
				box := [2]uint32{a.coordinate(point) & (1<<i - 1), b.coordinate(point) & (1<<(k-t-i) - 1)}
				count[box]++
				most = max(most, count[box])
			}
		}
		if most == 1<<t {
			return t
		}
	}
}

// So does counting points in the boxes of property A; and when no initial
// numbers of the next polynomial have it, extensible says so.
func TestPropertyAByCounting(t *testing.T) {
	held, extended := 0, 0
	for seed := range uint64(300) {
		all := random(11, seed)
		for n := range len(all) {
			seen := map[int]bool{}
			for point := range 1 << n {
				box := 0
				for d := range n {
					box |= int(all[d].coordinate(point)&1) << d
				}
				seen[box] = true
			}
			want := len(seen) == 1<<n
			if propertyA(all[:n]) != want {
				t.Errorf("seed %d: property A of %d dimensions is %t by counting", seed, n, want)
			}
			if !want {
				break
			}
			held++
			p := primitives(n + 1)[n]
			some := false
			for number := range uint64(1) << (p.degree() * (p.degree() - 1) / 2) {
				some = some || propertyA(append(slices.Clip(all[:n]), newDimension(p, initialNumbers(p.degree(), number))))
			}
			if extensible(all[:n], p) != some {
				t.Errorf("seed %d: one more dimension than %d is possible: %t by trying all", seed, n, some)
			}
			if some {
				extended++
			}
		}
	}
	if extended == 0 || extended == held {
		t.Errorf("%d of %d can be extended: nothing was tested", extended, held)
	}
}

// All initial numbers of a degree are numbered, and the walk over them misses
// none if it is long enough.
func TestInitialNumbers(t *testing.T) {
	seen := map[[4]uint32]bool{}
	for i := range uint64(64) {
		m := [4]uint32(initialNumbers(4, spread(i, 64)))
		seen[m] = true
		for j := range m {
			if m[j]%2 == 0 || m[j] >= 2<<j {
				t.Errorf("m = %d", m)
			}
		}
	}
	if len(seen) != 64 {
		t.Errorf("%d of the 64 initial numbers of degree 4", len(seen))
	}
}

// The committed file is what the program writes: its first dimensions here, all
// of it by make generate-check.
func TestTableIsCommitted(t *testing.T) {
	committed, err := os.ReadFile("../directions.go")
	if err != nil {
		t.Fatal(err)
	}
	dimensions, err := table(10)
	if err != nil {
		t.Fatal(err)
	}
	short, err := source(dimensions)
	if err != nil {
		t.Fatal(err)
	}
	start, end := bytes.Index(short, []byte("\t{ // 0:")), bytes.LastIndex(short, []byte("\n}"))
	if !bytes.Contains(committed, short[start:end]) {
		t.Error("directions.go is out of date: run make generate")
	}
}
