package sampling

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// column returns all points of one replicate.
func (d *Design) column(name string, replicate int) []float64 {
	u := make([]float64, d.Points)
	d.Column(name).Fill(u, replicate, 0)
	return u
}

// Numbers that must never change: they are part of the results that people keep.
func TestPinnedDraws(t *testing.T) {
	d := Design{Seed: 42, Replicates: 2, Points: 8, Lead: []string{"growth", "load", "2", "3", "4", "5", "6", "7", "8", "9", "10", "last"}}
	for _, c := range []struct {
		method Method
		name   string
		want   [3]uint64 // bits of points 0, 1 and 7 of replicate 1
	}{
		{Sobol, "load", [3]uint64{0x3fe015a41c500000, 0x3fdf52e981a00000, 0x3fd43ed54ca00000}},
		{Sobol, "last", [3]uint64{0x3fb6a63901800000, 0x3fef41ddadb00000, 0x3fd15ae498600000}},
		{Sobol, "price", [3]uint64{0x3fc48ed578000000, 0x3feebf959e000000, 0x3fac86f560000000}},
		{LatinHypercube, "load", [3]uint64{0x3fde90df64000000, 0x3fead934b6000000, 0x3f9ada8940000000}},
		{Random, "load", [3]uint64{0x3fce2f88b662d5ec, 0x3fee5f451f9e3419, 0x3fe5eb92c3fda23d}},
	} {
		d.Method = c.method
		u := d.column(c.name, 1)
		got := [3]uint64{math.Float64bits(u[0]), math.Float64bits(u[1]), math.Float64bits(u[7])}
		if got != c.want {
			t.Errorf("%v %s: got %#x", c.method, c.name, got)
		}
	}
	u := make([]float64, 1)
	d.Stream("noise", 5).Fill(u, 6)
	if got := math.Float64bits(u[0]); got != 0x3f80cc9fca5136c0 {
		t.Errorf("stream: got %#x", got)
	}
}

// designs are one of each kind; "a", "b" lead.
func designs() []Design {
	lead := []string{"a", "b", "c", "d"}
	return []Design{
		{Sobol, 1, 4, 1024, lead}, {Sobol, 1, 4, 1024, nil}, {LatinHypercube, 1, 4, 1000, nil},
		{LatinHypercube, 1, 4, 1024, nil}, {LatinHypercube, 2, 4, 1, nil}, {LatinHypercube, 2, 4, 3, nil},
		{Sobol, 1, 4, 1, lead}, {Random, 1, 4, 1000, nil},
	}
}

// Every column is stratified: one point in each interval of width 1/Points, for
// each input and replicate.
func TestStrata(t *testing.T) {
	for _, d := range designs() {
		for _, name := range []string{"a", "b", "other"} {
			for replicate := range d.Replicates {
				strata := make([]int, d.Points)
				for _, u := range d.column(name, replicate) {
					if !(u > 0 && u < 1) {
						t.Fatalf("%+v %s: %v", d, name, u)
					}
					strata[int(u*float64(d.Points))]++
				}
				if most := slices.Max(strata); d.Method != Random && most != 1 {
					t.Errorf("%+v %s: %d points in one stratum", d, name, most)
				}
			}
		}
	}
}

// Draws do not depend on other inputs, on the blocks they are asked in, or on
// their order.
func TestDrawsDependOnTheirNameOnly(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := rapid.SampledFrom(designs()).Draw(t, "design")
		name := rapid.SampledFrom([]string{"a", "b", "", "other"}).Draw(t, "name")
		replicate := rapid.IntRange(0, d.Replicates-1).Draw(t, "replicate")
		want := d.column(name, replicate)

		longer := d
		longer.Lead = append(slices.Clone(d.Lead), "new")
		longer.Replicates++
		if got := longer.column(name, replicate); !slices.Equal(got, want) {
			t.Fatalf("%+v: a new leading input or replicate moved %q", d, name)
		}
		c := d.Column(name)
		for first := 0; first < d.Points; {
			u := make([]float64, rapid.IntRange(1, min(200, d.Points-first)).Draw(t, "block"))
			c.Fill(u, replicate, first)
			if !slices.Equal(u, want[first:first+len(u)]) {
				t.Fatalf("%+v: a block from %d differs", d, first)
			}
			first += len(u)
		}
	})
}

// Names, seeds, replicates and purposes give unrelated numbers: correlations
// are those of chance. Scrambles of one Sobol' dimension are the exception,
// point by point: they are independent as sets, which is all that replicates
// need.
func TestUnrelated(t *testing.T) {
	sameDimension := map[int]bool{0: true, 1: true, 5: true}
	for _, d := range designs() {
		if d.Points < 100 {
			continue
		}
		other := d
		other.Seed++
		columns := [][]float64{
			d.column("a", 0), d.column("a", 1), d.column("b", 0), d.column("c", 0), d.column("d", 0), other.column("a", 0),
			d.column("x", 0), d.column("y", 0), d.column("", 0), other.column("x", 0), d.column("x", 2),
		}
		noise := make([]float64, d.Points)
		d.Stream("x", 0).Fill(noise, 0)
		columns = append(columns, noise)
		for i, a := range columns {
			for j, b := range columns[:i] {
				if d.Lead != nil && sameDimension[i] && sameDimension[j] {
					continue
				}
				if r := correlation(a, b); math.Abs(r) > 4/math.Sqrt(float64(d.Points)) {
					t.Errorf("%+v: columns %d and %d have correlation %.3f", d, i, j, r)
				}
			}
		}
	}
}

func correlation(a, b []float64) float64 {
	sum := 0.0
	for i := range a {
		sum += (a[i] - 0.5) * (b[i] - 0.5)
	}
	return sum / float64(len(a)) * 12
}

func TestFillOutsideTheDesign(t *testing.T) {
	d := designs()[0]
	for _, c := range [][2]int{{-1, 0}, {4, 0}, {0, -1}, {0, 1024}} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("replicate %d, point %d: no panic", c[0], c[1])
				}
			}()
			d.Column("a").Fill(make([]float64, 1), c[0], c[1])
		}()
	}
}

func FuzzFill(f *testing.F) {
	f.Add(uint8(0), uint64(1), "growth", uint16(16), uint16(1024), uint16(5))
	f.Fuzz(func(t *testing.T, method uint8, seed uint64, name string, replicates, points, first uint16) {
		d := Design{Method: Method(method), Seed: seed, Replicates: int(replicates), Points: int(points), Lead: []string{name}}
		if d.Validate() != nil || int(first) >= d.Points {
			return
		}
		u := make([]float64, min(40, d.Points-int(first)))
		d.Column(name).Fill(u, d.Replicates-1, int(first))
		for _, v := range u {
			if !(v > 0 && v < 1) {
				t.Fatalf("%+v: %v", d, v)
			}
		}
	})
}

// The largest designs stay strictly inside (0,1) too.
func TestLargestDesign(t *testing.T) {
	for _, method := range []Method{Sobol, LatinHypercube, Random} {
		d := Design{Method: method, Replicates: 1, Points: MaxPoints, Lead: []string{"a"}}
		least, most := 1.0, 0.0
		c, u := d.Column("a"), make([]float64, 1<<16)
		for first := 0; first < MaxPoints; first += len(u) {
			c.Fill(u, 0, first)
			least, most = min(least, slices.Min(u)), max(most, slices.Max(u))
		}
		if !(least > 0 && most < 1) {
			t.Errorf("%v: from %v to %v", method, least, most)
		}
	}
}

func TestFillAllocatesNothing(t *testing.T) {
	u := make([]float64, 128)
	for _, d := range designs() {
		if d.Points < len(u) {
			continue
		}
		c, s := d.Column("a"), d.Stream("a", 1)
		if n := testing.AllocsPerRun(10, func() { c.Fill(u, 1, 128); s.Fill(u, 3) }); n != 0 {
			t.Errorf("%+v: %v allocations", d, n)
		}
	}
}

// BenchmarkFill measures a value in a block of 128, and one that comes alone.
func BenchmarkFill(b *testing.B) {
	perValue := func(name string, fill func(u []float64)) {
		for _, n := range []int{128, 1} {
			b.Run(fmt.Sprint(name, " ", n), func(b *testing.B) {
				u := make([]float64, n)
				for b.Loop() {
					fill(u)
				}
				b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(n), "ns/value")
			})
		}
	}
	for _, d := range []Design{
		{Sobol, 1, 16, 1024, []string{"a"}}, {LatinHypercube, 1, 16, 1024, nil},
		{LatinHypercube, 1, 16, 1000, nil}, {Random, 1, 16, 1024, nil},
	} {
		column := d.Column("a")
		perValue(fmt.Sprint(d.Method, " of ", d.Points), func(u []float64) { column.Fill(u, 3, 512) })
	}
	stream := (&Design{}).Stream("a", 7)
	perValue("stream", func(u []float64) { stream.Fill(u, 0) })
}
