package histogram

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

// side counts values of one sign by magnitude. A page is allocated when its
// first value arrives.
type side struct {
	first uint64  // number of pages[0]: the bits of its values above their bin in the page
	pages []*page // nil where there is no value
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
	}
	return *p
}

// merge adds the counts of another side.
func (s *side) merge(other *side) {
	for i, from := range other.pages {
		if from == nil {
			continue
		}
		to := s.page(other.first + uint64(i))
		for j, count := range from.counts {
			to.counts[j] += count
			to.low[j] = max(to.low[j], from.low[j])
			to.high[j] = max(to.high[j], from.high[j])
		}
	}
}
