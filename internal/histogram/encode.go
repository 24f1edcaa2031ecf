package histogram

import (
	"encoding/binary"
	"errors"
	"iter"
	"math"
)

// AppendBinary appends a form of the histogram that [Histogram.UnmarshalBinary]
// reads, and returns the result; the error is always nil. The same values give
// the same bytes, in whatever order they were added or merged, on every machine.
// The form carries no version and no length: its owner keeps both.
//
// It consists of unsigned varints: how many values were refused, how many are
// 0, and how many bins there are; for each bin, by ascending key, by how much
// its key exceeds the last one, its count, the offset nearest to 0 and by how
// much the farthest exceeds it; then, if there are values, the least and the
// greatest as 8 bytes each, little-endian. A key is the 21 leading bits of the
// values in the bin, an offset the 16 bits after them.
//
// If bins are divided and there are values, there follow as varints how many piles
// there are, and by how much the 52 leading bits of each exceed those of the last
// one; then for each part of each divided bin its count and, unless that is 0, the
// least and the greatest value in it as 8 bytes each.
func (h *Histogram) AppendBinary(b []byte) ([]byte, error) {
	bins := uint64(0)
	for range h.keys() {
		bins++
	}
	b = binary.AppendUvarint(b, h.refused)
	b = binary.AppendUvarint(b, h.zeros)
	b = binary.AppendUvarint(b, bins)
	last := uint64(0)
	for key, p := range h.keys() {
		i := key % perPage
		low := maxOffset - p.low[i]
		b = binary.AppendUvarint(b, key-last)
		b = binary.AppendUvarint(b, uint64(p.counts[i]))
		b = binary.AppendUvarint(b, uint64(low))
		b = binary.AppendUvarint(b, uint64(p.high[i]-low))
		last = key
	}
	if h.n > 0 {
		b = appendFloat(appendFloat(b, h.min), h.max)
	}
	return h.appendParts(b), nil
}

// appendParts appends where bins are divided, and what is in their parts.
func (h *Histogram) appendParts(b []byte) []byte {
	if h.n == 0 || h.piles == nil {
		return b
	}
	b = binary.AppendUvarint(b, uint64(len(h.piles.on)))
	last := uint64(0)
	for _, pile := range h.piles.on {
		b = binary.AppendUvarint(b, pile-last)
		last = pile
	}
	for _, part := range h.parts {
		if b = binary.AppendUvarint(b, part.count); part.count > 0 {
			b = appendFloat(appendFloat(b, part.least), part.greatest)
		}
	}
	return b
}

func appendFloat(b []byte, v float64) []byte {
	return binary.LittleEndian.AppendUint64(b, math.Float64bits(v))
}

// keys visits the bins that hold values, those of 0 apart, by ascending key, with
// the page of each.
func (h *Histogram) keys() iter.Seq2[uint64, *page] {
	return func(yield func(uint64, *page) bool) {
		for i := range h.sides {
			for j := range h.sides[i].pages {
				r := h.run(i, j)
				if r.page == nil {
					continue
				}
				for k, count := range r.page.counts {
					if count > 0 && !yield(r.key+uint64(k), r.page) {
						return
					}
				}
			}
		}
	}
}

var (
	errShort = errors.New("the histogram is damaged: it ends early")
	errLong  = errors.New("the histogram is damaged: it goes on beyond its end")
	errBins  = errors.New("the histogram is damaged: its bins cannot be")
	errCount = errors.New("the histogram is damaged: it counts more values than it can hold")
	errParts = errors.New("the histogram is damaged: the parts of its bins cannot be")
	errEnds  = errors.New("the histogram is damaged: its least and greatest value are not in its bins")
)

// UnmarshalBinary makes the histogram the one that AppendBinary wrote. Bytes
// that it cannot have written are an error, which leaves the histogram empty;
// whatever they are, it grows to no more than 17 MiB.
func (h *Histogram) UnmarshalBinary(b []byte) error {
	h.Reset()
	h.Divide(nil)
	if err := h.decode(b); err != nil {
		h.Reset()
		h.Divide(nil)
		return err
	}
	return nil
}

// decode fills an empty histogram.
func (h *Histogram) decode(b []byte) error {
	r := reader{rest: b}
	h.refused = r.uvarint()
	h.zeros = r.uvarint()
	h.n = h.zeros
	h.min, h.max = math.Inf(-1), math.Inf(1) // until they are known, any page may hold values
	bins := r.uvarint()
	for key := uint64(0); bins > 0 && r.err == nil; bins-- {
		by, count, low, spread := r.uvarint(), r.uvarint(), r.uvarint(), r.uvarint()
		key += by
		switch exponent := key / perOctave % (special + 1); {
		case r.err != nil:
			return r.err
		case by == 0 || by > 1<<(signShift+1) || key >= 2<<signShift || exponent == 0 || exponent == special || count == 0:
			return errBins
		case count > MaxValues || h.n > MaxValues:
			return errCount
		case low > maxOffset || spread > maxOffset-low || count == 1 && spread > 0:
			return errBins
		}
		h.n += count
		h.sides[key>>signShift].page(key/perPage%pagesPerSide).set(key%perPage, count, low, low+spread)
	}
	least, most := 0.0, 0.0
	if h.n > 0 {
		least, most = r.float(), r.float()
	}
	switch {
	case r.err != nil:
		return r.err
	case h.n == 0 && len(r.rest) > 0:
		return errLong
	case h.n > MaxValues:
		return errCount
	case h.n > 0 && !h.endsFit(least, most):
		return errEnds
	}
	h.min, h.max = least, most
	if len(r.rest) == 0 {
		return nil
	}
	return h.decodeParts(&r)
}

// decodeParts reads the parts of the bins that are divided.
func (h *Histogram) decodeParts(r *reader) error {
	n := r.uvarint()
	if r.err == nil && (n == 0 || n > uint64(len(r.rest))) { // each takes a byte
		return errParts
	}
	on := make([]uint64, 0, n)
	for last := uint64(0); n > 0 && r.err == nil; n-- {
		by := r.uvarint()
		if pile := last + by; r.err == nil && (by == 0 || pile < last || pile >= 1<<(64-pileShift) || !isPile(pile)) {
			return errParts
		}
		last += by
		on = append(on, last)
	}
	if r.err != nil {
		return r.err
	}
	h.piles = newPiles(on)
	h.parts = make([]bin, h.piles.parts())
	for i := range h.parts {
		b := &h.parts[i]
		if b.count = r.uvarint(); b.count > 0 {
			*b = bin{r.float(), r.float(), b.count, true}
		}
	}
	switch {
	case r.err != nil:
		return r.err
	case len(r.rest) > 0:
		return errLong
	case !h.partsFit():
		return errParts
	}
	return nil
}

// partsFit reports whether parts can be those of the bins that are divided.
func (h *Histogram) partsFit() bool {
	for i, key := range h.piles.keys {
		count, parts := uint64(0), bin{}
		for k, b := range h.partsOf(key) {
			if b.count == 0 {
				continue
			}
			at := h.piles.first[i] + i + k
			if !(b.least <= b.greatest) || b.count == 1 && b.least != b.greatest || b.count > MaxValues ||
				!h.piles.holds(i, at, b.least) || !h.piles.holds(i, at, b.greatest) {
				return false
			}
			count += b.count
			parts.merge(b)
		}
		whole, there := h.whole(key)
		if count != whole.count || there && (leading(parts.least) != whole.least || leading(parts.greatest) != whole.greatest) {
			return false
		}
	}
	return true
}

// whole returns the bin with a key, as if it were not divided; there is false when it
// holds nothing.
func (h *Histogram) whole(key uint64) (b bin, there bool) {
	s := &h.sides[key>>signShift]
	i := key/perPage%pagesPerSide - s.first
	if i >= uint64(len(s.pages)) || s.pages[i] == nil || s.pages[i].counts[key%perPage] == 0 {
		return bin{}, false
	}
	return h.run(int(key>>signShift), int(i)).bin(key%perPage, key>>signShift == 1), true
}

// endsFit reports whether the least and the greatest value can be those of the
// values counted.
func (h *Histogram) endsFit(least, most float64) bool {
	h.index()
	low, _ := h.locate(0)
	high, _ := h.locate(h.n - 1)
	return low.least == leading(least) && high.greatest == leading(most) && least <= most && (h.n > 1 || least == most) &&
		(least != 0 || !math.Signbit(least)) && (most != 0 || !math.Signbit(most))
}

// reader takes numbers off the front of bytes. After an error they are all 0.
type reader struct {
	rest []byte
	err  error
}

// uvarint takes a varint, which must be as short as can be.
func (r *reader) uvarint() uint64 {
	v, n := binary.Uvarint(r.rest)
	switch {
	case r.err != nil:
	case n == 0:
		r.err = errShort
	case n < 0 || n > 1 && r.rest[n-1] == 0:
		r.err = errBins
	default:
		r.rest = r.rest[n:]
		return v
	}
	return 0
}

// float takes the 8 bytes of a floating-point number.
func (r *reader) float() float64 {
	if r.err == nil && len(r.rest) < 8 {
		r.err = errShort
	}
	if r.err != nil {
		return 0
	}
	v := math.Float64frombits(binary.LittleEndian.Uint64(r.rest))
	r.rest = r.rest[8:]
	return v
}
