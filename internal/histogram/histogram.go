// Package histogram finds quantiles of many numbers: of a stream in little
// memory, or exactly of a slice.
//
// A [Histogram] counts values in bins keyed by the leading bits of their
// floating-point form: 512 bins of equal width for each doubling, so that no
// bin is wider than 1/512 of the values in it, whatever their size. Each bin also
// keeps the least and the greatest value in it, cut to 1/65536 of its width: a
// number that values pile up on comes out to 3e-8 of it, unless others lie in its
// bin. Where it is known beforehand which numbers these are, [Histogram.Divide]
// counts them apart: then they come out exactly, whatever lies beside them. These and the counts are integers: adding the same values in any order,
// and merging the same histograms in any order, gives identical results. (A sum
// of floating-point numbers does not, so there is none: [Histogram.MeanAbove]
// computes means from the bins.) [Select] is exact, for samples that fit in memory.
//
// Both define the quantile p of n values as the straight line between the order
// statistics around rank (n−1)·p: type 7 of R. Hyndman and Y. Fan, "Sample
// Quantiles in Statistical Packages", 1996, the default of R and NumPy.
//
// Memory goes by the spread of the values and hardly by their number: 1 KiB for
// each quarter of a doubling in which values lie. A million lognormal values take
// 13 KiB with sigma 0.2, 30 KiB with 0.5 and 58 KiB with 1; a constant 2 KiB.
//
// On the 2-core Xeon where the package was written a value takes 2.6 ns to count,
// or 3.9 ns to count and drain with a thousand others, 20 ns to select three
// quantiles from, and 82 ns to sort. With 16,384 values of sigma 1 a quantile takes
// 0.5 µs, a mean above one 32 µs, merging 4 µs, writing 32 µs (23 KB) and reading
// 97 µs. Each figure has a benchmark.
package histogram

import (
	"fmt"
	"math"
	"unsafe"
)

// MaxValues is how many values a histogram can hold.
const MaxValues = 1<<32 - 1

// Histogram counts finite values of either sign. The zero Histogram is empty and
// ready to use. It is not safe for concurrent use. Magnitudes below 2.3e-308
// count as 0.
type Histogram struct {
	sides    [2]side // positive, negative
	zeros    uint64
	n        uint64
	refused  uint64
	min, max float64 // of the n values; 0 has no sign
	piles    *Piles  // nil when no bin is divided
	parts    []bin   // of the divided bins, one bin after the other
	places   []place // scratch of Quantiles
}

// Add counts v. A value that is infinite or not a number is only counted in
// [Histogram.Refused]. It panics when there may be more than MaxValues.
func (h *Histogram) Add(v float64) { h.AddAll([]float64{v}) }

// AddAll counts every value as [Histogram.Add] does.
func (h *Histogram) AddAll(values []float64) {
	h.mustHold(uint64(len(values)))
	if h.piles != nil {
		h.divided(values)
	}
	least, most := h.limits()
	n := h.n
	for len(values) > 0 {
		var known int
		side := math.Float64bits(values[0]) >> 63
		known, least, most = h.sides[side].add(values, side, least, most)
		n += uint64(known)
		if values = values[known:]; known > 0 {
			continue
		}
		v := values[0]
		if values = values[1:]; h.addFirst(v) {
			n++
			least, most = min(least, v), max(most, v)
		}
	}
	h.setLimits(n, least, most)
}

// addFirst counts a value whose page is not there, and reports whether it is a
// value at all.
func (h *Histogram) addFirst(v float64) bool {
	bits := math.Float64bits(v)
	key := bits >> binShift
	switch key / perOctave % (special + 1) {
	case special:
		h.refused++
		return false
	case 0:
		h.zeros++
	default:
		h.sides[key>>signShift].page(key / perPage % pagesPerSide).add(bits)
	}
	return true
}

// mustHold panics if there is no room for more values: bins would overflow.
func (h *Histogram) mustHold(more uint64) {
	if more > MaxValues-h.n {
		panic(fmt.Sprintf("histogram: more than %d values", uint64(MaxValues)))
	}
}

// limits returns the least and the greatest value, or limits that any value will
// move.
func (h *Histogram) limits() (least, most float64) {
	if h.n == 0 {
		return math.Inf(1), math.Inf(-1)
	}
	return h.min, h.max
}

// setLimits sets the number of values and the limits of those there are. Which
// zero came first, 0 or −0, must not show: both become 0.
func (h *Histogram) setLimits(n uint64, least, most float64) {
	if n == 0 {
		return
	}
	if least == 0 {
		least = 0
	}
	if most == 0 {
		most = 0
	}
	h.n, h.min, h.max = n, least, most
}

// Merge adds the counts of other, which stays as it is. Merging is commutative
// and associative to the last bit. It panics when there are more than MaxValues.
func (h *Histogram) Merge(other *Histogram) {
	h.mustHold(other.n)
	h.mergeParts(other)
	for i := range other.sides {
		h.sides[i].merge(&other.sides[i])
	}
	h.add(other)
}

// add adds what other counts outside of pages.
func (h *Histogram) add(other *Histogram) {
	least, most := h.limits()
	otherLeast, otherMost := other.limits()
	h.zeros += other.zeros
	h.refused += other.refused
	h.setLimits(h.n+other.n, math.Min(least, otherLeast), math.Max(most, otherMost))
}

// Reset empties the histogram and keeps its memory for values like those before.
func (h *Histogram) Reset() {
	for i := range h.sides {
		from, to := h.used(i)
		for _, p := range h.sides[i].pages[from:to] {
			if p != nil {
				p.clear()
			}
		}
	}
	h.empty()
}

// empty forgets all values but those in pages.
func (h *Histogram) empty() {
	*h = Histogram{sides: h.sides, piles: h.piles, parts: h.parts, places: h.places}
	clear(h.parts)
}

// Drain sets out to the quantiles p, each as [Histogram.Quantile] does, moves all
// values to another histogram, and keeps its memory for values like those before.
// It panics when the other would hold more than MaxValues.
func (h *Histogram) Drain(into *Histogram, out, p []float64) {
	h.Quantiles(out, p)
	into.mustHold(h.n)
	into.mergeParts(h)
	for i := range h.places {
		r := &h.places[i].run
		if r.page != nil {
			into.sides[r.key>>signShift].page(r.key / perPage % pagesPerSide).move(r.page)
		}
	}
	into.add(h)
	h.empty()
}

// N returns how many values were counted.
func (h *Histogram) N() uint64 { return h.n }

// Size returns about how many bytes the values take, without what is kept for others.
func (h *Histogram) Size() int {
	bytes := len(h.parts) * int(unsafe.Sizeof(bin{}))
	for r := range h.runs() {
		if r.page != nil && r.count() > 0 {
			bytes += int(unsafe.Sizeof(page{}))
		}
	}
	return bytes
}

// Refused returns how many values were infinite or not a number. They are in no
// other figure.
func (h *Histogram) Refused() uint64 { return h.refused }

// Min returns the least value, exactly; NaN if there is none.
func (h *Histogram) Min() float64 { return h.orNaN(h.min) }

// Max returns the greatest value, exactly; NaN if there is none.
func (h *Histogram) Max() float64 { return h.orNaN(h.max) }

func (h *Histogram) orNaN(v float64) float64 {
	if h.n == 0 {
		return math.NaN()
	}
	return v
}
