package histogram

import (
	"bytes"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
	"unsafe"

	"pgregory.net/rapid"
)

// of returns the histogram of values.
func of(values ...float64) *Histogram {
	h := new(Histogram)
	h.AddAll(values)
	return h
}

// encoded returns the binary form, which is equal when histograms are.
func encoded(h *Histogram) []byte {
	b, err := h.AppendBinary(nil)
	if err != nil {
		panic(err)
	}
	return b
}

// drawn generates finite values over many sizes and both signs, zeros among
// them.
func drawn(sign bool) *rapid.Generator[float64] {
	return rapid.Custom(func(t *rapid.T) float64 {
		if rapid.IntRange(0, 9).Draw(t, "zero") == 0 {
			return 0
		}
		v := math.Ldexp(rapid.Float64Range(1, 2).Draw(t, "mantissa"), rapid.IntRange(-40, 40).Draw(t, "exponent"))
		if sign && rapid.Bool().Draw(t, "negative") {
			return -v
		}
		return v
	})
}

// sample returns n lognormal values with median 3000.
func sample(n int, sigma float64) []float64 {
	random := rand.New(rand.NewPCG(1, 2))
	values := make([]float64, n)
	for i := range values {
		values[i] = 3000 * math.Exp(sigma*random.NormFloat64())
	}
	return values
}

// Values in any order, and parts merged in any order, give the same histogram.
func TestMergeInAnyOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		values := rapid.SliceOfN(drawn(true), 0, 60).Draw(t, "values")
		split := make([]Histogram, rapid.IntRange(1, 5).Draw(t, "parts"))
		for i, v := range values {
			split[i%len(split)].Add(v)
		}
		merged, backwards := new(Histogram), new(Histogram)
		for i := range split {
			merged.Merge(&split[i])
			backwards.Merge(&split[len(split)-1-i])
		}
		want := of(values...)
		slices.Reverse(values)
		for _, got := range []*Histogram{merged, backwards, of(values...)} {
			if !bytes.Equal(encoded(got), encoded(want)) {
				t.Fatalf("got %+v, want %+v", got, want)
			}
			if len(values) > 0 && (got.Quantile(0.9) != want.Quantile(0.9) || got.MeanAbove(0.9) != want.MeanAbove(0.9)) {
				t.Fatalf("P90 %v, mean above it %v; want %v, %v", got.Quantile(0.9), got.MeanAbove(0.9), want.Quantile(0.9), want.MeanAbove(0.9))
			}
		}
	})
}

// Which zero comes first does not show.
func TestZeroHasNoSign(t *testing.T) {
	minus := math.Copysign(0, -1)
	a, b, c := of(0, minus), of(minus, 0), of(minus)
	c.Merge(of(0))
	for _, h := range []*Histogram{a, b, c, of(minus, minus)} {
		if math.Signbit(h.Min()) || math.Signbit(h.Max()) || math.Signbit(h.Quantile(0.5)) {
			t.Errorf("%v to %v, median %v", h.Min(), h.Max(), h.Quantile(0.5))
		}
	}
}

func TestMergeLeavesTheOther(t *testing.T) {
	a, b := of(1, 2), of(-3, 0, 1e9)
	want := encoded(b)
	a.Merge(b)
	a.Add(1e9)
	if !bytes.Equal(encoded(b), want) {
		t.Errorf("got %+v", b)
	}
}

func TestMergeWithItself(t *testing.T) {
	h := of(-3, 0, 1, 1)
	h.Merge(h)
	if !bytes.Equal(encoded(h), encoded(of(-3, -3, 0, 0, 1, 1, 1, 1))) {
		t.Errorf("got %+v", h)
	}
}

// A histogram that was reset is an empty one, but takes no new memory.
func TestReset(t *testing.T) {
	h := of(-3, 0, 1e9, 5, math.NaN())
	h.Reset()
	if !bytes.Equal(encoded(h), encoded(new(Histogram))) || !math.IsNaN(h.Max()) || !math.IsNaN(h.Quantile(0.5)) {
		t.Errorf("not empty: %+v", h)
	}
	values := []float64{-3, 0, 1e9, 5}
	if n := testing.AllocsPerRun(10, func() { h.Reset(); h.AddAll(values) }); n != 0 {
		t.Errorf("%v allocations", n)
	}
	if !bytes.Equal(encoded(h), encoded(of(values...))) {
		t.Errorf("got %+v", h)
	}
}

// Drain is Quantiles, Merge and Reset, for a histogram that serves again and again
// for values of any kind.
func TestDrain(t *testing.T) {
	p := []float64{0.9, 0, 0.05, 0.5, 0.5, 1, 0.999}
	rapid.Check(t, func(t *rapid.T) {
		var drained, sum, want Histogram
		for range rapid.IntRange(1, 6).Draw(t, "rounds") {
			values := rapid.SliceOfN(drawn(true), 0, 40).Draw(t, "values")
			if rapid.Bool().Draw(t, "specials") {
				values = append(values, 5e-324, math.Inf(1), -5e-324, math.NaN())
			}
			part := of(values...)
			quantiles, wanted := make([]float64, len(p)), make([]float64, len(p))
			part.Quantiles(wanted, p)
			want.Merge(part)
			drained.AddAll(values)
			drained.Drain(&sum, quantiles, p)
			for i := range p {
				if math.Float64bits(quantiles[i]) != math.Float64bits(wanted[i]) {
					t.Fatalf("quantile %v of %v: got %v, want %v", p[i], values, quantiles[i], wanted[i])
				}
			}
			if !bytes.Equal(encoded(&sum), encoded(&want)) {
				t.Fatalf("sum: got %+v, want %+v", sum, want)
			}
			if !bytes.Equal(encoded(&drained), encoded(new(Histogram))) {
				t.Fatalf("not empty: %+v", drained)
			}
		}
	})
}

// Pages are counted and moved eight counts at a time as they are one by one,
// whatever is in them.
func TestMoveIsTheSameOneByOne(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	fill := func(p *page) {
		for i := range p.counts {
			p.counts[i], p.low[i], p.high[i] = random.Uint32()>>random.IntN(33), uint16(random.Uint32())>>random.IntN(17), uint16(random.Uint32())>>random.IntN(17)
		}
	}
	for range 100 {
		var to, from page
		fill(&to)
		fill(&from)
		if got, want := from.count(), from.countOne(); got != want {
			t.Fatalf("got %d of %v, want %d", got, from.counts, want)
		}
		want, other := to, from
		want.moveOne(&other)
		if to.move(&from); to != want || from != (page{}) {
			t.Fatalf("got %v and %v, want %v", to, from, want)
		}
	}
}

func TestTooManyValues(t *testing.T) {
	full := &Histogram{n: MaxValues, zeros: MaxValues}
	full.AddAll(nil)
	full.Merge(of(math.NaN()))
	for name, add := range map[string]func(){
		"add":   func() { full.Add(1) },
		"merge": func() { full.Merge(of(1)) },
		"other": func() { of(1).Merge(full) },
		"drain": func() { of(1).Drain(full, nil, nil) },
	} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%s: no panic", name)
				}
			}()
			add()
		}()
	}
}

// kibibytes returns what the pages and the slices of them take.
func (h *Histogram) kibibytes() int {
	bytes := 0
	for _, s := range h.sides {
		bytes += 8 * cap(s.pages)
		for _, p := range s.pages {
			if p != nil {
				bytes += int(unsafe.Sizeof(*p))
			}
		}
	}
	return (bytes + 1023) / 1024
}

// What the package comment says about memory.
func TestMemory(t *testing.T) {
	for _, c := range []struct{ sigma, most float64 }{{0, 2}, {0.2, 13}, {0.5, 30}, {1, 58}} {
		got := of(sample(1<<20, c.sigma)...).kibibytes()
		t.Logf("sigma %v: %d KiB", c.sigma, got)
		if float64(got) > c.most {
			t.Errorf("sigma %v: %d KiB, more than %v", c.sigma, got, c.most)
		}
	}
}

func TestAddAllocatesNothing(t *testing.T) {
	values := sample(1000, 1)
	h := of(values...)
	if n := testing.AllocsPerRun(10, func() { h.AddAll(values); h.Add(values[0]) }); n != 0 {
		t.Errorf("%v allocations", n)
	}
}

func BenchmarkAddAll(b *testing.B) {
	values, h := sample(1<<14, 1), new(Histogram)
	for b.Loop() {
		if h.AddAll(values); h.N() > 1<<31 {
			h.Reset()
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(len(values)), "ns/value")
}

func BenchmarkMerge(b *testing.B) {
	part, h := of(sample(1<<14, 1)...), new(Histogram)
	for b.Loop() {
		if h.Merge(part); h.N() > 1<<31 {
			h.Reset()
		}
	}
}

// BenchmarkDrain is what a small replicate costs: to count, and to drain.
func BenchmarkDrain(b *testing.B) {
	values, h, sum, out := sample(1<<10, 0.4), new(Histogram), new(Histogram), make([]float64, 7)
	p := []float64{0.05, 0.10, 0.25, 0.50, 0.75, 0.90, 0.95}
	for b.Loop() {
		h.AddAll(values)
		if h.Drain(sum, out, p); sum.N() > 1<<31 {
			sum.Reset()
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(len(values)), "ns/value")
}
