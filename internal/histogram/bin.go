package histogram

import (
	"iter"
	"math"
)

// bin is an interval of values and how many it holds: magnitudes in
// [near, near+width) of one sign. That of 0 has no width.
type bin struct {
	near, width float64
	negative    bool
	count       uint64
}

// at returns the value at a part in [0,1) of the way up through the bin.
func (b bin) at(part float64) float64 {
	if b.negative {
		return -(b.near + b.width*(1-part))
	}
	return b.near + b.width*part
}

// above returns the share of the bin that is above x when values are spread
// evenly. The inner edge, where whole numbers lie, is not above itself.
func (b bin) above(x float64) float64 {
	if b.negative {
		return math.Max(0, math.Min((-x-b.near)/b.width, 1))
	}
	switch out := x - b.near; {
	case out < 0:
		return 1
	case out == 0:
		return 0
	default:
		return 1 - math.Min(out/b.width, 1)
	}
}

// holds reports whether v belongs to the bin.
func (b bin) holds(v float64) bool {
	if b.width == 0 {
		return math.Abs(v) < 0x1p-1022
	}
	if b.negative {
		v = -v
	}
	return v >= b.near && v-b.near < b.width
}

// run is a page, or the zeros.
type run struct {
	page     *page
	first    float64 // number of the page's first bin, in widths
	width    float64 // of its bins
	negative bool
	zeros    uint64
}

// runs visits all pages and the zeros in ascending order of their values.
func (h *Histogram) runs() iter.Seq[run] {
	return func(yield func(run) bool) {
		for i := len(h.sides[1].pages) - 1; i >= 0; i-- {
			if r := h.sides[1].run(i); r.page != nil {
				if r.negative = true; !yield(r) {
					return
				}
			}
		}
		if h.zeros > 0 && !yield(run{zeros: h.zeros}) {
			return
		}
		for i := range h.sides[0].pages {
			if r := h.sides[0].run(i); r.page != nil && !yield(r) {
				return
			}
		}
	}
}

// run returns the page at place i, as positive values.
func (s *side) run(i int) run {
	number := int(s.first) + i
	return run{
		page:  s.pages[i],
		first: float64(perOctave + number*perPage%perOctave),
		width: math.Ldexp(1.0/perOctave, number*perPage/perOctave-1023),
	}
}

// count returns how many values there are in a run.
func (r run) count() uint64 {
	count := r.zeros
	if r.page != nil {
		for _, c := range r.page {
			count += uint64(c)
		}
	}
	return count
}

// bins visits the bins of a run that hold values, in ascending order.
func (r run) bins() iter.Seq[bin] {
	return func(yield func(bin) bool) {
		if r.page == nil {
			yield(bin{count: r.zeros})
			return
		}
		for i := range perPage {
			if r.negative {
				i = perPage - 1 - i
			}
			if count := uint64(r.page[i]); count > 0 {
				if !yield(bin{r.width * (r.first + float64(i)), r.width, r.negative, count}) {
					return
				}
			}
		}
	}
}
