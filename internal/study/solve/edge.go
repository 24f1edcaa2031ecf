package solve

import (
	"math"

	"github.com/talimat/talimat-plan/internal/elementary"
	"github.com/talimat/talimat-plan/internal/model"
	"github.com/talimat/talimat-plan/internal/study/line"
	"github.com/talimat/talimat-plan/internal/unit"
)

// edge finds the edge between two trials of which one holds.
func (s *search) edge(below, above Trial) error {
	var err error
	e := Edge{}
	switch {
	case s.scan == s.confirm:
		e.Below, e.Above, err = s.narrow(s.confirm, below, above, exact)
	default:
		low, high := below.At, above.At
		if below, above, err = s.narrow(s.scan, below, above, coarse); err != nil {
			return err
		}
		var found bool
		if e.Below, e.Above, found, err = s.regain(below, above, low, high); err != nil || !found {
			return err
		}
		e.Below, e.Above, err = s.narrow(s.confirm, e.Below, e.Above, fine)
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
	e.Jump = !s.span.Whole && leaps(s.answer.Kind, e.From, e.To, tolerance)
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

// narrow narrows two trials, of which one holds, down to a tolerance.
func (s *search) narrow(by trier, below, above Trial, tolerance float64) (Trial, Trial, error) {
	return line.Search[Trial]{
		Span: s.span, Tolerance: tolerance, Smooth: s.scan != s.confirm,
		Try: func(at float64) (Trial, error) { return s.try(by, at) },
	}.Narrow(below, above)
}

// regain brackets an edge of the coarse simulation in the fine one, where it is
// a little further down or up: it widens the bracket until one end holds and the
// other does not. An edge that is gone is one that chance made.
func (s *search) regain(below, above Trial, low, high float64) (Trial, Trial, bool, error) {
	wanted := below.Holds
	width := max(above.At-below.At, 1e-3*math.Abs(above.At))
	if s.span.Whole {
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
		x := line.Rounded(e.Above.At, digits, false)
		if x <= e.Below.At || x >= e.Above.At || s.span.Whole {
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
	if s.span.Whole {
		return neighbours, nil
	}
	first := places(&s.answer.Input, s.present, e.Above.At)
	most := 12
	if s.scan != s.confirm {
		most = first + 1 // a simulation does not tell more
	}
	for digits := first; digits <= most; digits++ {
		low, high := line.Rounded(e.Below.At, digits, false), line.Rounded(e.Above.At, digits, true)
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

// places is how many digits people expect of an input at x at least: three, but
// no part of a dollar from $100 on, nor of what is counted in tens as it is now.
func places(in *model.Input, now, x float64) int {
	whole := int(math.Floor(elementary.Log10(max(math.Abs(x), 1)))) + 1
	switch {
	case in.Kind == unit.KindCount && now >= 10 && now == math.Trunc(now):
		return whole
	case in.Kind == unit.KindCount, in.Kind == unit.KindMoney, in.Kind == unit.KindMoneyPerMonth:
		return max(3, whole)
	}
	return 3
}
