package line

import "math"

// Spot is a place on the line and what was seen there.
type Spot struct {
	At  float64 // the place, in base units
	Yes bool    // whether it does
	Off float64 // how far the figure behind that is from its bound; 0 when that is not known
}

// Seen is whatever was seen at a spot.
type Seen interface {
	Spot() Spot // where it was seen, and what
}

// Spot is the spot itself, for those who need not know more.
func (s Spot) Spot() Spot { return s }

// most is how many trials narrow one edge: more than floats have bits and exponents
// to halve.
const most = 200

// Search is how an edge is narrowed down.
type Search[T Seen] struct {
	Span      Span                        // in which it is
	Tolerance float64                     // as of [Span.Near]
	Smooth    bool                        // whether trials are dear, and figures smooth enough to follow them
	Try       func(at float64) (T, error) // looks at a place
}

// Narrow narrows two places, of which one does and the other does not, down to the
// tolerance, by halving. Where figures are smooth it goes where the line between the two
// meets the bound (regula falsi, with the weights of the Illinois method: M. Dowell and
// P. Jarratt, "A modified regula falsi method", BIT 11, 1971), and to the middle every
// third time.
func (s Search[T]) Narrow(below, above T) (T, T, error) {
	low, high := 1.0, 1.0 // weights of the ends: half for one that stays
	for i := 0; i < most; i++ {
		a, b := below.Spot(), above.Spot()
		if s.Span.Near(a.At, b.At, s.Tolerance) {
			break
		}
		x := s.Span.Middle(a.At, b.At)
		if s.Smooth && !s.Span.Whole && i%3 != 2 {
			a.Off, b.Off = float64(low*math.Abs(a.Off)), float64(high*math.Abs(b.Off))
			x = s.Span.crossing(a, b, s.Tolerance)
		}
		t, err := s.Try(x)
		switch {
		case err != nil:
			return below, above, err
		case t.Spot().Yes == a.Yes:
			below, low, high = t, 1, high/2
		default:
			above, low, high = t, low/2, 1
		}
	}
	return below, above, nil
}

// Threshold narrows a yes and a no down to neighbours, of which it returns the yes. The
// answers of fits are all that there is to see.
func Threshold(s Span, yes, no, tolerance float64, fits func(at float64) bool) float64 {
	search := Search[Spot]{Span: s, Tolerance: tolerance, Try: func(at float64) (Spot, error) { return Spot{At: at, Yes: fits(at)}, nil }}
	below, above := Spot{At: yes, Yes: true}, Spot{At: no}
	if no < yes {
		below, above = above, below
	}
	below, above, _ = search.Narrow(below, above) // that has no errors
	if below.Yes {
		return below.At
	}
	return above.At
}

// crossing is where the line between two spots meets the bound; a little beyond it when
// it is as near to one of them as it needs to be, so that the next trial closes the
// bracket.
func (s Span) crossing(below, above Spot, tolerance float64) float64 {
	share := below.Off / (below.Off + above.Off)
	if !(share >= 0 && share <= 1) || math.IsInf(above.Off, 0) { // a month that never comes, or no bound to cross
		return s.Middle(below.At, above.At)
	}
	width := above.At - below.At
	step := min(0.8*s.enough(below.At, above.At, tolerance), width/2)
	return below.At + min(max(share*width, step), width-step)
}
