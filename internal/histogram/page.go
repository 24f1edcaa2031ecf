package histogram

// How the bits of a float64 make a bin: the sign chooses the side, the exponent
// the octave, the nine leading bits of the mantissa the bin in it.
const (
	binShift     = 52 - 9 // bits of a float64 below its key
	perOctave    = 1 << 9 // bins for each doubling
	perPage      = perOctave / 4
	pagesPerSide = (special + 1) * perOctave / perPage
	signShift    = 63 - binShift // bits of a key below its sign
	special      = 2047          // exponent of infinities and of what is not a number
)

// page counts the values of a quarter of an octave.
type page [perPage]uint32

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
		for j, count := range from {
			to[j] += count
		}
	}
}
