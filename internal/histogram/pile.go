package histogram

import (
	"math"
	"slices"
)

// Piles are numbers that values pile up on, such as the cost of a month in which
// nothing is uncertain yet. Bins that hold one are divided around it, so that it
// and what lies beside it are counted apart and order statistics on it are exact,
// see [Histogram.Divide]. They do not change, and may be shared.
type Piles struct {
	on    []uint64  // leading bits of each pile, ascending
	keys  []uint64  // of the divided bins, ascending
	first []int     // edge of each bin, and one more: how many there are
	edges []float64 // two for each pile, ascending in each bin: values from the first on and below the second are on it
}

// pileShift is how many of the last bits values on one pile may differ in: in
// 1/2^40 of their size, which is what the order of the sums behind a figure may
// change in it.
const pileShift = 52 - 40

// SampleSize is how many values [Finder.Piles] looks at. A number that 1 in 50
// values is on is missed in one sample of 2,600 (1.02·e^-10.2·(1+10.2)).
const SampleSize = 512

// Finder finds piles. The zero Finder is ready to use.
type Finder struct {
	slots [4 * SampleSize]struct {
		pile  uint64 // leading bits of a value; 0 is no value
		twice bool
	}
}

// Piles returns the numbers that at least two of the first SampleSize values lie
// on; nil when there are none. Values that are random to the last bit do not meet.
// Neither 0, which has a bin of its own, nor what is no number is a pile.
func (f *Finder) Piles(values []float64) *Piles {
	clear(f.slots[:])
	var found []uint64
	for _, v := range values[:min(len(values), SampleSize)] {
		pile := math.Float64bits(v) >> pileShift
		if !isPile(pile) {
			continue
		}
		i := pile * 0x9e3779b97f4a7c15 >> (64 - 11) // 2^64 over the golden ratio: Knuth, The Art of Computer Programming 3, 6.4
		for f.slots[i].pile != 0 && f.slots[i].pile != pile {
			i = (i + 1) % uint64(len(f.slots))
		}
		switch s := &f.slots[i]; {
		case s.pile == 0:
			s.pile = pile
		case !s.twice:
			s.twice = true
			found = append(found, pile)
		}
	}
	return newPiles(found)
}

// isPile reports whether leading bits are those of a number that values can pile up on.
func isPile(bits uint64) bool {
	exponent := bits >> (52 - pileShift) % (special + 1)
	return exponent != 0 && exponent != special
}

// newPiles makes piles of their leading bits.
func newPiles(found []uint64) *Piles {
	if len(found) == 0 {
		return nil
	}
	slices.Sort(found)
	p := &Piles{on: found}
	for _, pile := range found {
		key := pile >> (binShift - pileShift)
		if n := len(p.keys); n == 0 || p.keys[n-1] != key {
			p.keys, p.first = append(p.keys, key), append(p.first, len(p.edges))
		}
		near, beyond := math.Float64frombits(pile<<pileShift), math.Float64frombits((pile+1)<<pileShift)
		if near < 0 { // from and below, of what lies from the far end on and before the near one
			near, beyond = math.Nextafter(beyond, 0), math.Nextafter(near, 0)
		}
		p.edges = append(p.edges, near, beyond)
	}
	p.first = append(p.first, len(p.edges))
	for i := range p.keys {
		slices.Sort(p.edges[p.first[i]:p.first[i+1]])
	}
	return p
}

// same reports whether two are the same piles; nil is none.
func (p *Piles) same(other *Piles) bool {
	return p == other || p != nil && other != nil && slices.Equal(p.on, other.on)
}

// parts is how many parts the divided bins have: one more each than edges.
func (p *Piles) parts() int {
	if p == nil {
		return 0
	}
	return len(p.edges) + len(p.keys)
}

// find returns which of the divided bins has a key; −1 when none does.
func (p *Piles) find(key uint64) int {
	if p == nil {
		return -1
	}
	if len(p.keys) > 8 {
		if i, ok := slices.BinarySearch(p.keys, key); ok {
			return i
		}
		return -1
	}
	return slices.Index(p.keys, key)
}

// part returns where a value of divided bin i is counted: in the part after as many
// edges as it is not below.
func (p *Piles) part(i int, v float64) int {
	at := p.first[i]
	for at < p.first[i+1] && v >= p.edges[at] {
		at++
	}
	return at + i
}

// holds reports whether a value of divided bin i would be counted in a part.
func (p *Piles) holds(i, part int, v float64) bool {
	return math.Float64bits(v)>>binShift == p.keys[i] && p.part(i, v) == part
}

// Divide divides the bins that hold a pile, in a histogram without values. It is
// undone by nothing but another Divide; nil divides no bin. Values, and histograms
// that are divided at the same piles, still come in any order to the same result.
func (h *Histogram) Divide(p *Piles) {
	if h.n > 0 {
		panic("histogram: values were counted before it was divided")
	}
	h.piles = p
	h.parts = slices.Grow(h.parts[:0], p.parts())[:p.parts()]
	clear(h.parts)
}

// divided counts values in the parts of the bins they lie in, beside the bins
// themselves.
func (h *Histogram) divided(values []float64) {
	p := h.piles
	if len(p.keys) == 1 {
		for _, v := range values {
			if math.Float64bits(v)>>binShift == p.keys[0] {
				h.parts[p.part(0, v)].add(v)
			}
		}
		return
	}
	for _, v := range values {
		if i := p.find(math.Float64bits(v) >> binShift); i >= 0 {
			h.parts[p.part(i, v)].add(v)
		}
	}
}

// add counts a value.
func (b *bin) add(v float64) {
	switch {
	case b.count == 0:
		*b = bin{v, v, 0, true}
	case v < b.least:
		b.least = v
	case v > b.greatest:
		b.greatest = v
	}
	b.count++
}

// merge adds what another bin counts.
func (b *bin) merge(other bin) {
	switch {
	case other.count == 0:
	case b.count == 0:
		*b = other
	default:
		b.least, b.greatest = min(b.least, other.least), max(b.greatest, other.greatest)
		b.count += other.count
	}
}

// mergeParts adds the parts of another histogram, before its other values are. If
// both are divided, but at other piles, the sum is not divided.
func (h *Histogram) mergeParts(other *Histogram) {
	switch {
	case other.n == 0:
	case h.n == 0 && !h.piles.same(other.piles):
		h.Divide(other.piles)
		copy(h.parts, other.parts)
	case h.piles.same(other.piles):
		for i := range h.parts {
			h.parts[i].merge(other.parts[i])
		}
	default:
		h.piles, h.parts = nil, nil
	}
}

// partsOf returns the parts of the bin with a key, in ascending order of their
// values; none unless it is divided.
func (h *Histogram) partsOf(key uint64) []bin {
	i := h.piles.find(key)
	if i < 0 {
		return nil
	}
	return h.parts[h.piles.first[i]+i : h.piles.first[i+1]+i+1]
}
