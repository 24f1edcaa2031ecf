package histogram

import "math"

// How the bits of a float64 make a bin: the sign chooses the side, the exponent
// the octave, the nine leading bits of the mantissa the bin in it. The next 16
// are the value's offset in the bin.
const (
	binShift     = 52 - 9 // bits of a float64 below its key
	offsetShift  = binShift - 16
	perOctave    = 1 << 9 // bins for each doubling
	perPage      = perOctave / 4
	pagesPerSide = (special + 1) * perOctave / perPage
	signShift    = 63 - binShift // bits of a key below its sign
	special      = 2047          // exponent of infinities and of what is not a number
	maxOffset    = 1<<16 - 1
)

// page counts the values of a quarter of an octave, and keeps how far out the
// values of each bin reach: high is the greatest offset in it, and low by how
// much the least is short of maxOffset. Both are 0 where there is no value, and
// go up with every value that moves them.
type page struct {
	counts    [perPage]uint32
	low, high [perPage]uint16
}

// add counts a value with the given bits, which is one of the page's.
func (p *page) add(bits uint64) {
	i, offset := bits>>binShift%perPage, uint16(bits>>offsetShift)
	p.counts[i]++
	p.low[i] = max(p.low[i], maxOffset-offset)
	p.high[i] = max(p.high[i], offset)
}

// set makes the bin at place i hold so many values, between two offsets.
func (p *page) set(i, count, low, high uint64) {
	p.counts[i], p.low[i], p.high[i] = uint32(count), uint16(maxOffset-low), uint16(high)
}

// merge adds the counts of another page.
func (p *page) merge(other *page) {
	scratch := *other
	p.move(&scratch)
}

// move adds the counts of another page, and empties that: eight at a time where
// the processor has the instructions.
func (p *page) move(other *page) { move(p, other) }

// moveOne is move, one by one.
func (p *page) moveOne(other *page) {
	for i := range other.counts {
		p.counts[i] += other.counts[i]
		p.low[i] = max(p.low[i], other.low[i])
		p.high[i] = max(p.high[i], other.high[i])
	}
	other.clear()
}

// count returns how many values there are, at most MaxValues.
func (p *page) count() uint32 { return count(p) }

// countOne is count, one by one.
func (p *page) countOne() (n uint32) {
	for _, c := range p.counts {
		n += c
	}
	return n
}

// side counts values of one sign by magnitude. A page is allocated when its
// first value arrives.
type side struct {
	first uint64  // number of pages[0]: the bits of its values above their bin in the page
	pages []*page // nil where there is no value
}

// add counts values up to the first that is not of this side or has no page yet. It
// returns how many, and moves the limits with them. It calls nothing, so that all
// it needs stays in registers.
func (s *side) add(values []float64, sign uint64, least, most float64) (n int, low, high float64) {
	pages, first := s.pages, sign*pagesPerSide+s.first
	for n, v := range values {
		bits := math.Float64bits(v)
		i := bits>>binShift/perPage - first
		if i >= uint64(len(pages)) || pages[i] == nil {
			return n, least, most
		}
		pages[i].add(bits)
		if v < least {
			least = v
		}
		if v > most {
			most = v
		}
	}
	return len(values), least, most
}

// page returns the page with a number, made if need be.
func (s *side) page(number uint64) *page {
	switch end := s.first + uint64(len(s.pages)); {
	case len(s.pages) == 0:
		s.first, s.pages = number, make([]*page, 1)
	case number < s.first:
		s.pages = append(make([]*page, s.first-number), s.pages...)
		s.first = number
	case number >= end:
		s.pages = append(s.pages, make([]*page, number-end+1)...)
	}
	p := &s.pages[number-s.first]
	if *p == nil {
		*p = new(page)
		(*p).clear()
	}
	return *p
}

// clear empties a page. A new one is cleared too, although it is empty: what is
// read before it is first written is memory that all processors must then be told
// to give up.
//
//go:noinline
func (p *page) clear() { *p = page{} }

// place returns where the page of a magnitude above 0 is, or would be.
func (s *side) place(v float64) int { return int(math.Float64bits(v)>>binShift/perPage) - int(s.first) }

// merge adds the counts of another side.
func (s *side) merge(other *side) {
	for i, from := range other.pages {
		if from == nil {
			continue
		}
		s.page(other.first + uint64(i)).merge(from)
	}
}
