package solve

import (
	"math"

	"github.com/talimat/talimat-plan/internal/unit"
)

// edge finds the edge between two trials of which one holds.
func (s *search) edge(below, above Trial) error {
	var err error
	e := Edge{}
	switch {
	case s.scan == s.confirm:
		e.Below, e.Above, err = s.bisect(s.confirm, below, above, exact)
	default:
		low, high := below.At, above.At
		if below, above, err = s.bisect(s.scan, below, above, coarse); err != nil {
			return err
		}
		var found bool
		if e.Below, e.Above, found, err = s.regain(below, above, low, high); err != nil || !found {
			return err
		}
		e.Below, e.Above, err = s.bisect(s.confirm, e.Below, e.Above, fine)
	}
	if err == nil {
		err = s.settle(&e)
	}
	if err != nil {
		return err
	}
	if e.Below.Holds {
		e.From, e.To = e.Below.in(&e.Above), e.Above.in(&e.Above)
	} else {
		e.From, e.To = e.Below.in(&e.Below), e.Above.in(&e.Below)
	}
	tolerance := exact
	if s.scan != s.confirm {
		tolerance = fine
	}
	e.Jump = !s.span.whole && leaps(s.answer.Kind, e.From, e.To, tolerance)
	if e.Shown, err = s.shown(&e); err != nil {
		return err
	}
	e.Half = e.uncertainty()
	s.answer.Edges = append(s.answer.Edges, e)
	return nil
}

// uncertainty is how far an edge may be from where it was found: as far as it
// takes the figure, along the line between the shown values, to change by the
// half width of its own interval.
func (e *Edge) uncertainty() float64 {
	low, high := &e.Shown[0], &e.Shown[1]
	broken := high
	if e.Below.Holds == high.Holds {
		broken = low
	}
	slope := (high.in(broken) - low.in(broken)) / (high.At - low.At)
	half := broken.Half / math.Abs(slope)
	if e.Jump || !(half > 0) || math.IsInf(half, 0) {
		return 0
	}
	return half
}

// bisect narrows two trials, of which one holds, down to a tolerance. In futures,
// where a trial is dear and figures are smooth, it goes where the line between
// the two meets the bound, and to the middle every third time.
func (s *search) bisect(by trier, below, above Trial, tolerance float64) (Trial, Trial, error) {
	low, high := 1.0, 1.0 // weights of the ends: half for one that stays (Illinois)
	for i := 0; i < maxHalve && !s.span.near(below.At, above.At, tolerance); i++ {
		x := s.span.middle(below.At, above.At)
		if s.scan != s.confirm && !s.span.whole && i%3 != 2 {
			x = s.span.crossing(below, above, low, high, tolerance)
		}
		t, err := s.try(by, x)
		switch {
		case err != nil:
			return below, above, err
		case t.Holds == below.Holds:
			below, low, high = t, 1, high/2
		default:
			above, low, high = t, low/2, 1
		}
	}
	return below, above, nil
}

// crossing is where the line between two trials, so weighted, meets the bound; a
// little beyond it when it is as near to one of them as it needs to be, so that
// the next trial closes the bracket.
func (s span) crossing(below, above Trial, low, high, tolerance float64) float64 {
	low = float64(low * math.Abs(below.slack))
	high = float64(high * math.Abs(above.slack))
	share := low / (low + high)
	if !(share >= 0 && share <= 1) || math.IsInf(high, 0) { // a month that never comes, or no bound to cross
		return s.middle(below.At, above.At)
	}
	width := above.At - below.At
	step := min(0.8*s.enough(below.At, above.At, tolerance), width/2)
	return below.At + min(max(share*width, step), width-step)
}

// regain brackets an edge of the coarse simulation in the fine one, where it is
// a little further down or up: it widens the bracket until one end holds and the
// other does not. An edge that is gone is one that chance made.
func (s *search) regain(below, above Trial, low, high float64) (Trial, Trial, bool, error) {
	wanted := below.Holds
	width := max(above.At-below.At, 1e-3*math.Abs(above.At))
	if s.span.whole {
		width = math.Ceil(width)
	}
	below, err := s.try(s.confirm, below.At)
	if err == nil {
		above, err = s.try(s.confirm, above.At)
	}
	for err == nil {
		switch {
		case below.Holds == wanted && above.Holds != wanted:
			return below, above, true, nil
		case below.Holds != wanted && below.At <= low, above.Holds == wanted && above.At >= high:
			return below, above, false, nil
		case below.Holds != wanted:
			above = below
			below, err = s.try(s.confirm, max(below.At-width, low))
		default:
			below = above
			above, err = s.try(s.confirm, min(above.At+width, high))
		}
		width *= 4
	}
	return below, above, false, err
}

// settle tries the number with few digits that lies within an edge, if one does:
// steps are at such numbers more often than not.
func (s *search) settle(e *Edge) error {
	for digits := 1; digits <= 6; digits++ {
		x := rounded(e.Above.At, digits, false)
		if x <= e.Below.At || x >= e.Above.At || s.span.whole {
			continue
		}
		t, err := s.try(s.confirm, x)
		switch {
		case err != nil:
			return err
		case t.Holds == e.Below.Holds:
			e.Below = t
		default:
			e.Above = t
		}
		return nil
	}
	return nil
}

// leaps reports whether a figure changes by more than an input that changes by
// the tolerance would explain: a thousand times as much, a hundred times in
// futures, whose figures move less sharply than any one of them.
func leaps(kind unit.Kind, from, to, tolerance float64) bool {
	if same(from, to) {
		return false
	}
	factor := 1e3
	if tolerance > exact {
		factor = 1e2
	}
	slack := float64(factor * tolerance * max(math.Abs(from), math.Abs(to)))
	if kind == unit.KindMoney {
		slack += 0.05 // each line of a bill is rounded to the cent
	}
	return !(math.Abs(from-to) <= slack)
}

// shown finds values with few digits beside an edge that are on the same side of
// it as their neighbours; where there are none, the neighbours themselves.
func (s *search) shown(e *Edge) ([2]Trial, error) {
	neighbours := [2]Trial{e.Below, e.Above}
	if s.span.whole {
		return neighbours, nil
	}
	first := places(&s.answer.Input, s.present, e.Above.At)
	most := 12
	if s.scan != s.confirm {
		most = first + 1 // a simulation does not tell more
	}
	for digits := first; digits <= most; digits++ {
		low, high := rounded(e.Below.At, digits, false), rounded(e.Above.At, digits, true)
		if low < s.span.Low || high > s.span.High {
			continue
		}
		below, err := s.try(s.confirm, low)
		if err != nil {
			return neighbours, err
		}
		above, err := s.try(s.confirm, high)
		if err != nil {
			return neighbours, err
		}
		if below.Holds == e.Below.Holds && above.Holds == e.Above.Holds {
			return [2]Trial{below, above}, nil
		}
	}
	return neighbours, nil
}
