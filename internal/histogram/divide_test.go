package histogram

import (
	"bytes"
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// mixed draws values of which many are one of a few numbers, and the others lie
// around them, mostly in the same bins.
func mixed() *rapid.Generator[[]float64] {
	return rapid.Custom(func(t *rapid.T) []float64 {
		near := rapid.SampledFrom([]float64{850, -850, 1e-12, 3e9}).Draw(t, "near")
		spread := rapid.SampledFrom([]float64{1e-4, 1e-2, 3}).Draw(t, "spread")
		number := rapid.Custom(func(t *rapid.T) float64 {
			return near * (1 + spread*rapid.Float64Range(-1, 1).Draw(t, "by"))
		})
		piles := append(rapid.SliceOfN(number, 0, 5).Draw(t, "piles"), near)
		return rapid.SliceOfN(rapid.OneOf(number, rapid.SampledFrom(piles), rapid.SampledFrom([]float64{near, 0})), 2, 200).Draw(t, "values")
	})
}

// divided is a histogram of values that is divided where the first of them pile up.
func divided(values []float64) *Histogram {
	h := new(Histogram)
	h.Divide(new(Finder).Piles(values))
	h.AddAll(values)
	return h
}

// Order statistics that lie on a pile are exact, whatever lies beside it in its bin;
// so is how many values lie above it.
func TestOnPiles(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		values := mixed().Draw(t, "values")
		h := divided(values)
		times := map[float64]int{}
		for _, v := range values {
			times[v]++
		}
		slices.Sort(values)
		for k, v := range values {
			if times[v] < 2 {
				continue
			}
			if got := h.Quantile(float64(k) / float64(len(values)-1)); off(got, v) > 0x1p-40 && got != v {
				t.Fatalf("value %d of %v: got %v, want %v", k, values, got, v)
			}
			least, most := 0.0, 0.0
			for _, w := range values {
				switch same := math.Float64bits(w)>>pileShift == math.Float64bits(v)>>pileShift; {
				case same:
					most++
				case w > v:
					least++
					most++
				}
			}
			if got := h.Above(v); got < least || got > most {
				t.Fatalf("above %v of %v: got %v, want %v to %v", v, values, got, least, most)
			}
		}
	})
}

// However values come, and are merged, drained, written and read, the bytes are
// those of counting them at once.
func TestDividedInAnyOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		values := mixed().Draw(t, "values")
		want := divided(values)
		piles := want.piles
		shuffled := rapid.Permutation(values).Draw(t, "order")
		sum, part := new(Histogram), new(Histogram)
		part.Divide(piles)
		for len(shuffled) > 0 {
			n := rapid.IntRange(1, len(shuffled)).Draw(t, "part")
			part.AddAll(shuffled[:n])
			shuffled = shuffled[n:]
			switch rapid.IntRange(0, 2).Draw(t, "how") {
			case 0:
				sum.Merge(part)
				part.Reset()
			case 1:
				part.Drain(sum, nil, nil)
			default:
				read := new(Histogram)
				if err := read.UnmarshalBinary(encoded(part)); err != nil {
					t.Fatal(err)
				}
				read.Drain(sum, nil, nil)
				part.Reset()
			}
		}
		if got := encoded(sum); !bytes.Equal(got, encoded(want)) {
			t.Fatalf("got  %x\nwant %x", got, encoded(want))
		}
	})
}

// A month's cost that is $850 in 110 of 120 futures and a little more in the others,
// within the same bin: the median was 850.52.
func TestPileInABin(t *testing.T) {
	var values []float64
	for i := range 120 {
		values = append(values, 850+math.Max(0, float64(i-109)*0.09))
	}
	h := divided(values)
	for _, p := range []float64{0.05, 0.5, 0.9} {
		if got := h.Quantile(p); got != 850 {
			t.Errorf("quantile %v: got %v, want 850", p, got)
		}
	}
	if got := h.Above(850); got != 10 {
		t.Errorf("above 850: %v, want 10", got)
	}
	if got, want := h.MeanAbove(0), 850+0.09*55/120; math.Abs(got-want) > 1e-9 {
		t.Errorf("mean: got %v, want %v", got, want)
	}
}

// A sample of random numbers has no piles; what differs by the order of a sum is
// one; whole and no numbers are none.
func TestFinder(t *testing.T) {
	var spread []float64
	for i := range SampleSize {
		spread = append(spread, 100+math.Sqrt(float64(i)))
	}
	var f Finder
	if p := f.Piles(spread); p != nil {
		t.Errorf("of a spread: %v", p.on)
	}
	if p := f.Piles([]float64{0, 0, math.NaN(), math.NaN(), math.Inf(1), math.Inf(1)}); p != nil {
		t.Errorf("of zeros and what is no number: %v", p.on)
	}
	sum := 0.1 + 0.2
	if p := f.Piles([]float64{-5, sum, -5, 0.3, 7}); p == nil || len(p.on) != 2 {
		t.Errorf("of two piles: %v", p)
	}
}

// Histograms that are divided at other piles come to one that is not divided.
func TestOtherPiles(t *testing.T) {
	a, b := divided([]float64{850, 850, 851}), divided([]float64{851, 851, 850})
	ab, ba := new(Histogram), new(Histogram)
	for _, h := range []*Histogram{a, b} {
		ab.Merge(h)
	}
	for _, h := range []*Histogram{b, a} {
		ba.Merge(h)
	}
	if want := encoded(of(850, 850, 851, 851, 851, 850)); !bytes.Equal(encoded(ab), want) || !bytes.Equal(encoded(ba), want) {
		t.Errorf("got %x and %x, want %x", encoded(ab), encoded(ba), want)
	}
}

func TestDamagedParts(t *testing.T) {
	whole := encoded(divided([]float64{850, 850.1, 850.2, 850, -3, -3}))
	undivided := len(encoded(of(850, 850.1, 850.2, 850, -3, -3)))
	read := new(Histogram)
	for n := undivided + 1; n < len(whole); n++ {
		if err := read.UnmarshalBinary(whole[:n]); err == nil || read.N() != 0 {
			t.Errorf("the first %d of %d bytes: %v, %d values", n, len(whole), err, read.N())
		}
	}
	for i := undivided; i < len(whole); i++ {
		for bit := range 8 {
			damaged := slices.Clone(whole)
			damaged[i] ^= 1 << bit
			if err := read.UnmarshalBinary(damaged); err == nil && !bytes.Equal(encoded(read), damaged) {
				t.Errorf("bit %d of byte %d: read as something else", bit, i)
			}
		}
	}
}

// BenchmarkDivided counts and drains a thousand values of a divided histogram.
func BenchmarkDivided(b *testing.B) {
	values := make([]float64, 1024)
	for i := range values {
		values[i] = 850 + math.Max(0, math.Sin(float64(i)))
	}
	var f Finder
	h, into := new(Histogram), new(Histogram)
	h.Divide(f.Piles(values))
	for b.Loop() {
		h.AddAll(values)
		h.Drain(into, nil, nil)
		if into.n > 1<<31 {
			into.Reset()
		}
	}
}

func BenchmarkFinder(b *testing.B) {
	values := make([]float64, SampleSize)
	for i := range values {
		values[i] = 850 + math.Sqrt(float64(i))
	}
	var f Finder
	for b.Loop() {
		f.Piles(values)
	}
}
