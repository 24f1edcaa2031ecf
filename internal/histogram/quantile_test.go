package histogram

import (
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// exact returns the type-7 quantile of sorted values.
func exact(ascending []float64, p float64) float64 {
	rank := float64(len(ascending)-1) * p
	k := int(rank)
	if k+1 == len(ascending) {
		return ascending[k]
	}
	return ascending[k] + (ascending[k+1]-ascending[k])*(rank-float64(k))
}

// A quantile is off by no more than 1/512 of the order statistics around it.
func TestQuantileError(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		values := rapid.SliceOfN(drawn(rapid.Bool().Draw(t, "signed")), 1, 60).Draw(t, "values")
		h := of(values...)
		slices.Sort(values)
		for _, p := range []float64{0, rapid.Float64Range(0, 1).Draw(t, "p"), 0.1, 0.5, 0.9, 1} {
			rank := float64(len(values)-1) * p
			a, b := values[int(rank)], values[int(math.Ceil(rank))]
			part := rank - math.Floor(rank)
			most := (math.Abs(a)*(1-part)+math.Abs(b)*part)/512 + 1e-15*math.Max(math.Abs(a), math.Abs(b))
			got, want := h.Quantile(p), exact(values, p)
			if !(math.Abs(got-want) <= most) {
				t.Fatalf("quantile %v of %v: got %v, want %v", p, values, got, want)
			}
			if got < values[0] || got > values[len(values)-1] {
				t.Fatalf("quantile %v is outside the values: %v", p, got)
			}
		}
	})
}

func TestLognormalQuantiles(t *testing.T) {
	values := sample(1<<20, 1)
	h := of(values...)
	slices.Sort(values)
	for _, p := range []float64{0.001, 0.01, 0.1, 0.5, 0.9, 0.99, 0.999} {
		want := exact(values, p)
		off := math.Abs(h.Quantile(p)/want - 1)
		t.Logf("quantile %v: %.2g", p, off)
		if off > 3e-4 {
			t.Errorf("quantile %v is off by %.2g", p, off)
		}
	}
	for _, x := range []float64{1500, 3000, 9000, 30000} {
		want := 0
		for _, v := range values {
			if v > x {
				want++
			}
		}
		if off := math.Abs(h.Above(x) - float64(want)); off > 0.4/512*(1<<20) { // density of ln x, times a bin
			t.Errorf("above %v: off by %v of %v", x, off, want)
		}
	}
}

func TestEdges(t *testing.T) {
	inf, nan := math.Inf(1), math.NaN()
	empty := new(Histogram)
	for _, v := range []float64{empty.Quantile(0.5), empty.Min(), empty.Max(), of(1).Quantile(nan)} {
		if !math.IsNaN(v) {
			t.Errorf("got %v, want NaN", v)
		}
	}
	h := of(inf, -inf, nan, 5)
	h.AddAll(nil)
	if h.N() != 1 || h.Refused() != 3 || h.Min() != 5 || h.Max() != 5 || h.Quantile(0.3) != 5 {
		t.Errorf("one value among three refused: %+v", h)
	}
	h = of(0, math.Copysign(0, -1), 5e-324, -5e-324, 1, -1)
	if h.Quantile(0.5) != 0 || h.Quantile(-1) != -1 || h.Quantile(2) != 1 {
		t.Errorf("around zero: %v %v %v", h.Quantile(0.5), h.Quantile(-1), h.Quantile(2))
	}
	h = of(math.MaxFloat64, -math.MaxFloat64, 0x1p-1022)
	for _, p := range []float64{0.01, 0.3, 0.5, 0.9} {
		if v := h.Quantile(p); math.IsNaN(v) || math.IsInf(v, 0) {
			t.Errorf("quantile %v of extremes: %v", p, v)
		}
	}
	if v := of(math.MaxFloat64, -math.MaxFloat64).Quantile(0.5); v != 0 {
		t.Errorf("between extremes: %v", v)
	}
	h = of(-2, -1, 0, 0, 1, 2, 4)
	for x, want := range map[float64]float64{-5: 7, -1.5: 6, -0.5: 5, 0: 3, 0.5: 3, 1.5: 2, 3: 1, 4: 0, 9: 0, inf: 0, -inf: 7} {
		if got := h.Above(x); got != want {
			t.Errorf("above %v: got %v, want %v", x, got, want)
		}
	}
	if h.Above(nan) != 0 {
		t.Error("something is above NaN")
	}
}

// Quantiles rise with p.
func TestQuantilesRise(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		h := of(rapid.SliceOfN(drawn(true), 1, 30).Draw(t, "values")...)
		last := math.Inf(-1)
		for i := range 101 {
			v := h.Quantile(float64(i) / 100)
			if v < last {
				t.Fatalf("%v after %v", v, last)
			}
			last = v
		}
	})
}

// tailMean returns the mean of the (1−p)·n greatest of sorted values.
func tailMean(ascending []float64, p float64) float64 {
	left := float64(len(ascending)) * (1 - p)
	taken, sum := 0.0, 0.0
	for i := len(ascending) - 1; i >= 0 && left > 0; i-- {
		part := math.Min(1, left)
		sum += part * ascending[i]
		taken += part
		left -= part
	}
	return sum / taken
}

// A mean is off by no more than 1/512 of the mean magnitude of its values; it
// is inside them, not below the quantile it is above, and rises with p.
func TestMeanAboveError(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		values := rapid.SliceOfN(drawn(rapid.Bool().Draw(t, "signed")), 1, 60).Draw(t, "values")
		h := of(values...)
		slices.Sort(values)
		last := math.Inf(-1)
		for i := range 41 {
			p := float64(i) / 41
			sizes := slices.Clone(values)
			for k, v := range sizes {
				sizes[k] = math.Abs(v)
			}
			got, want, most := h.MeanAbove(p), tailMean(values, p), tailMean(sizes, p)*(1.0/512+1e-12)
			if !(math.Abs(got-want) <= most) {
				t.Fatalf("mean above quantile %v of %v: got %v, want %v", p, values, got, want)
			}
			slack := 1e-12 * most * 512
			if got < h.Min() || got > h.Max() || got < last-slack {
				t.Fatalf("mean above quantile %v of %v: %v after %v", p, values, got, last)
			}
			last = got
		}
	})
}

// The mean above a quantile of a lognormal distribution with sigma s is
// exp(s²/2)·Φ(s − z)/(1−p), z = Φ⁻¹(p): with s = 1 and p = 0, 0.9, 0.99
// exp(1/2) times 1, Φ(−0.28155)/0.1 = 3.8914 and Φ(−1.32635)/0.01 = 9.2362.
// Sampling errors of a million values are 0.2, 0.4 and 1 %; the bins' against
// the sorted values are far below those.
func TestLognormalMeans(t *testing.T) {
	values := sample(1<<20, 1)
	h := of(values...)
	slices.Sort(values)
	for _, c := range []struct{ p, factor, sampling float64 }{{0, 1, 0.006}, {0.9, 3.8914, 0.012}, {0.99, 9.2362, 0.03}} {
		got := h.MeanAbove(c.p)
		if want := 3000 * math.Exp(0.5) * c.factor; math.Abs(got/want-1) > c.sampling {
			t.Errorf("above quantile %v: got %v, want %v", c.p, got, want)
		}
		off := math.Abs(got/tailMean(values, c.p) - 1)
		t.Logf("above quantile %v: off by %.2g", c.p, off)
		if off > 1e-5 {
			t.Errorf("above quantile %v: off by %.2g", c.p, off)
		}
	}
}

func TestMeanAboveEdges(t *testing.T) {
	nan := math.NaN()
	for _, v := range []float64{new(Histogram).MeanAbove(0.5), of(1).MeanAbove(nan)} {
		if !math.IsNaN(v) {
			t.Errorf("got %v, want NaN", v)
		}
	}
	same := of(100.05, 100.05, 100.05)
	largest := of(math.MaxFloat64, math.MaxFloat64, -math.MaxFloat64)
	for _, c := range []struct {
		h       *Histogram
		p, want float64
	}{
		{same, 0, 100.05}, {same, 0.9, 100.05}, {same, 1, 100.05}, {of(1, 2, 5), 2, 5}, {of(-8, 8), 0.5, 8},
		{largest, 0.9, math.MaxFloat64}, {of(0, 0, 0), -1, 0},
	} {
		if got := c.h.MeanAbove(c.p); got != c.want {
			t.Errorf("mean above %v: got %v, want %v", c.p, got, c.want)
		}
	}
	for _, p := range []float64{0, 0.3, 0.5} {
		if v := largest.MeanAbove(p); math.IsInf(v, 0) || math.IsNaN(v) {
			t.Errorf("mean above %v of the largest numbers: %v", p, v)
		}
	}
}

// Counts of whole numbers above a whole number are exact.
func TestAboveOfWholeNumbers(t *testing.T) {
	h := new(Histogram)
	for i := -1024; i <= 1024; i++ {
		h.Add(float64(i))
		h.Add(float64(i))
	}
	for i := -2049; i <= 2049; i++ {
		if got, want := h.Above(float64(i)), 2*float64(min(1024-i, 2049)); i <= 1024 && got != want {
			t.Errorf("above %d: got %v, want %v", i, got, want)
		}
	}
}

func FuzzHistogram(f *testing.F) {
	f.Add(1.0, -2.0, 0.0, 0.5)
	f.Add(math.Inf(1), math.NaN(), 5e-324, 0.9)
	f.Fuzz(func(t *testing.T, a, b, c, p float64) {
		h := of(a, b, c)
		if h.N()+h.Refused() != 3 {
			t.Fatalf("%d and %d of 3 values", h.N(), h.Refused())
		}
		if h.N() == 0 || math.IsNaN(p) {
			return
		}
		if v := h.Quantile(p); !(v >= h.Min() && v <= h.Max()) {
			t.Fatalf("quantile %v of %v, %v, %v: %v", p, a, b, c, v)
		}
		if n := h.Above(p); !(n >= 0 && n <= 3) {
			t.Fatalf("above %v: %v", p, n)
		}
		Select([]float64{a, b, c}, p)
	})
}

func BenchmarkQuantile(b *testing.B) {
	h := of(sample(1<<14, 1)...)
	for b.Loop() {
		h.Quantile(0.9)
	}
}

func BenchmarkMeanAbove(b *testing.B) {
	h := of(sample(1<<14, 1)...)
	for b.Loop() {
		h.MeanAbove(0.9)
	}
}
