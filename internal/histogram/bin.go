package histogram

import (
	"iter"
	"math"
)

// bin is the values that share a key: how many there are, the least and the
// greatest. These are cut, as by leading, but for the parts of a divided bin. The
// bin of 0 holds nothing else.
type bin struct {
	least, greatest float64
	count           uint64
	whole           bool // whether the least and the greatest are not cut
}

// leading cuts v towards 0 to the bits that a histogram keeps of it.
func leading(v float64) float64 {
	if math.Abs(v) < 0x1p-1022 {
		return 0
	}
	return math.Float64frombits(math.Float64bits(v) >> offsetShift << offsetShift)
}

// at returns the value of rank k < count in the bin, counted from 0: the least
// and the greatest are known, and the others evenly spread between them.
func (b bin) at(k uint64) float64 {
	if b.count == 1 {
		return b.least
	}
	return b.least + float64((b.greatest-b.least)*(float64(k)/float64(b.count-1)))
}

// top returns the mean of the n greatest values, 0 < n ≤ count, of which the
// last may count in part.
func (b bin) top(n float64) float64 {
	if b.count == 1 {
		return b.greatest
	}
	whole := math.Floor(n)
	steps := whole * (1 - (whole+1)/2/n) // down from the greatest, on average
	return b.greatest - float64((b.greatest-b.least)*(steps/float64(b.count-1)))
}

// above estimates how many values of the bin are above x.
func (b bin) above(x float64) float64 {
	if !b.whole {
		x = leading(x)
	}
	switch {
	case x < b.least:
		return float64(b.count)
	case x >= b.greatest:
		return 0
	default: // at least the greatest is above, and the least is not
		return 1 + float64(float64(b.count-2)*((b.greatest-x)/(b.greatest-b.least)))
	}
}

// run is a page, or the zeros.
type run struct {
	of    *Histogram
	page  *page
	key   uint64 // of the page's first bin, the sign included
	zeros uint64
}

// runs visits all pages and the zeros in ascending order of their values.
func (h *Histogram) runs() iter.Seq[run] {
	return func(yield func(run) bool) {
		from, to := h.used(1)
		for i := to - 1; i >= from; i-- {
			if r := h.run(1, i); r.page != nil && !yield(r) {
				return
			}
		}
		if h.zeros > 0 && !yield(run{of: h, zeros: h.zeros}) {
			return
		}
		from, to = h.used(0)
		for i := from; i < to; i++ {
			if r := h.run(0, i); r.page != nil && !yield(r) {
				return
			}
		}
	}
}

// used returns from which place on, up to which, pages of a side may hold values:
// those of the least and the greatest.
func (h *Histogram) used(side int) (from, to int) {
	s, near, far := &h.sides[side], h.min, h.max
	if side == 1 {
		near, far = -far, -near
	}
	if h.n == 0 || !(far > 0) {
		return 0, 0
	}
	if near > 0 {
		from = max(s.place(near), 0)
	}
	return from, max(min(s.place(far)+1, len(s.pages)), from)
}

// run returns the page at place i of a side.
func (h *Histogram) run(side, i int) run {
	s := &h.sides[side]
	return run{of: h, page: s.pages[i], key: uint64(side)<<signShift + (s.first+uint64(i))*perPage}
}

// count returns how many values there are in a run.
func (r run) count() uint64 {
	if r.page == nil {
		return r.zeros
	}
	return uint64(r.page.count())
}

// at returns the bin that holds the value of rank k, counted from 0 in the run, and
// how many values are in lower bins of it. Of a divided bin it is the part.
func (r run) at(k uint64) (b bin, before uint64) {
	if r.page == nil {
		return bin{count: r.zeros}, 0
	}
	negative := r.key>>signShift == 1
	i, step, left := uint64(0), uint64(1), k
	if negative {
		i, step = perPage-1, ^uint64(0)
	}
	for {
		c := uint64(r.page.counts[i%perPage])
		if left < c {
			b, within := r.part(i, negative, left)
			return b, k - left + within
		}
		left -= c
		i += step
	}
}

// bins visits the bins of a run that hold values, in ascending order: of those that
// are divided, the parts.
func (r run) bins() iter.Seq[bin] {
	return func(yield func(bin) bool) {
		if r.page == nil {
			yield(bin{count: r.zeros})
			return
		}
		negative := r.key>>signShift == 1
		for i := range uint64(perPage) {
			if negative {
				i = perPage - 1 - i
			}
			if r.page.counts[i] == 0 {
				continue
			}
			parts := r.of.partsOf(r.key + i)
			if parts == nil && !yield(r.bin(i, negative)) {
				return
			}
			for _, b := range parts {
				if b.count > 0 && !yield(b) {
					return
				}
			}
		}
	}
}

// bin returns the bin at place i of a page.
func (r run) bin(i uint64, negative bool) bin {
	start := (r.key + i) << binShift
	near := math.Float64frombits(start | uint64(maxOffset-r.page.low[i])<<offsetShift)
	far := math.Float64frombits(start | uint64(r.page.high[i])<<offsetShift)
	if negative {
		near, far = far, near
	}
	return bin{near, far, uint64(r.page.counts[i]), false}
}

// part returns the part of the bin at place i of a page that holds the value of
// rank k, counted from 0 in the bin, and how many values are in lower parts; the
// bin itself if it is not divided.
func (r run) part(i uint64, negative bool, k uint64) (b bin, before uint64) {
	for _, b := range r.of.partsOf(r.key + i) {
		if k < before+b.count {
			return b, before
		}
		before += b.count
	}
	return r.bin(i, negative), 0
}
