package histogram

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

const cut = 1.0 / 512 / 65536 // what a histogram may drop of a value

// off returns by how much of its size got is off.
func off(got, want float64) float64 { return math.Abs(got-want) / math.Abs(want) }

// Values that are one number come out as that number, between others that lie
// elsewhere.
func TestPiles(t *testing.T) {
	for _, pile := range []float64{850, 850.1, -850.1, 123456.789, -1e-200, 0x1.ffffffffffffep1000} {
		h := of(-math.MaxFloat64, math.MaxFloat64)
		for range 98 {
			h.Add(pile)
		}
		for _, p := range []float64{0.02, 0.1, 0.5, 0.97} {
			if got := h.Quantile(p); off(got, pile) > cut {
				t.Errorf("quantile %v of a pile on %v: %v", p, pile, got)
			}
		}
		below, above := pile-math.Abs(pile)*2*cut, pile+math.Abs(pile)*2*cut
		if a, b, c := h.Above(below), h.Above(pile), h.Above(above); a != 99 || b != 1 || c != 1 {
			t.Errorf("above a pile on %v: %v from below, %v from it, %v from above", pile, a, b, c)
		}
		h = of(-math.MaxFloat64, pile, pile, pile, pile)
		if got := h.MeanAbove(0.3); off(got, pile) > cut {
			t.Errorf("mean of a pile on %v: %v", pile, got)
		}
	}
	for _, pile := range []float64{850, 1<<25 - 1, -0.375, 0} { // these fit
		if got := of(-1e9, pile, pile, pile, 1e9).Quantile(0.6); got != pile {
			t.Errorf("a pile on %v: %v", pile, got)
		}
	}
}

// Two piles in one bin are told by their least and greatest value, but not by
// how many are on each: what is between is spread evenly.
func TestTwoPilesInABin(t *testing.T) {
	h := of(1, 850.25, 850.25, 850.25, 850.25, 850.75, 2000)
	for p, want := range map[float64]float64{1.0 / 6: 850.25, 3.0 / 6: 850.5, 5.0 / 6: 850.75} {
		if got := h.Quantile(p); math.Abs(got-want) > 1e-9 {
			t.Errorf("quantile %v: got %v, want %v", p, got, want)
		}
	}
	for x, want := range map[float64]float64{850.2: 6, 850.25: 5, 850.5: 3.5, 850.75: 1, 850.8: 1} { // in truth 6, 2, 2, 1, 1
		if got := h.Above(x); got != want {
			t.Errorf("above %v: got %v, want %v", x, got, want)
		}
	}
	// The mean of 850.25, 850.375, ... 850.75 and 2000.
	if got, want := h.MeanAbove(1.0/7), (5*850.5+2000)/6; math.Abs(got-want) > 1e-9 {
		t.Errorf("mean of both and the greatest: got %v, want %v", got, want)
	}
	if got := of(1, 850.125, 850.875, 2000).Quantile(1.0 / 3); math.Abs(got-850.125) > 1e-9 {
		t.Errorf("one value on each: %v", got)
	}
}

// An order statistic is off by less than the least and the greatest value of its
// bin are apart, and a count by two less than there are values in the bin; where
// the bin is a pile, both are exact.
func TestErrorWithinTheBin(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		grid := rapid.Custom(func(t *rapid.T) float64 {
			return rapid.SampledFrom([]float64{-1, 1}).Draw(t, "sign") * (800 + rapid.Float64Range(0, 40).Draw(t, "at"))
		})
		points := rapid.SliceOfN(grid, 1, 30).Draw(t, "points")
		values := rapid.SliceOfN(rapid.SampledFrom(points), 2, 200).Draw(t, "values")
		h := of(values...)
		slices.Sort(values)
		for k, v := range values {
			var in []float64 // its bin
			count := 0.0     // above, though hardly
			for _, w := range values {
				if math.Float64bits(w)>>binShift == math.Float64bits(v)>>binShift {
					in = append(in, w)
				}
				if leading(w) > leading(v) {
					count++
				}
			}
			most := in[len(in)-1] - in[0] + cut*math.Abs(v) + 1e-9
			if got := h.Quantile(float64(k) / float64(len(values)-1)); math.Abs(got-v) > most {
				t.Fatalf("value %d of %v: got %v, off by more than %v", k, values, got, most)
			}
			if got := h.Above(v); math.Abs(got-count) > float64(max(0, len(in)-2)) {
				t.Fatalf("above %v of %v: got %v, want %v", v, values, got, count)
			}
		}
	})
}

// A cost that is $850 in most futures and spread above it in the others: what
// lies on the pile is exact, and the others are as good as without it.
func TestMixture(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	values := make([]float64, 1<<16)
	for i := range values {
		values[i] = 850
		if random.Float64() < 0.4 {
			values[i] = 900 + 300*random.Float64()
		}
	}
	h := of(values...)
	slices.Sort(values)
	for p := 0.005; p < 1; p += 0.01 {
		got, want := h.Quantile(p), exact(values, p)
		if want == 850 && got != 850 || off(got, want) > 3e-4 {
			t.Errorf("quantile %v: got %v, want %v", p, got, want)
		}
	}
	for _, p := range []float64{0, 0.5, 0.9} {
		if got, want := h.MeanAbove(p), tailMean(values, p); off(got, want) > 1e-5 {
			t.Errorf("mean above quantile %v: got %v, want %v", p, got, want)
		}
	}
}
