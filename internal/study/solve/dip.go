package solve

import (
	"cmp"
	"math"
	"slices"

	"github.com/talimat/talimat-plan/internal/study/line"
)

// How long an extremum is narrowed down, in a forecast and in futures.
const (
	mostSteps = 40 // a bracket shrinks by 0.618 in each, to 4e-9
	fewSteps  = 8  // to a fiftieth
)

// dips adds to the trials of a scan those between two neighbours in which the
// figure comes nearest to its bound, turns, and does so beyond the bound: there
// the goal changes twice, which the ends of the bracket do not show.
func (s *search) dips(all []Trial) ([]Trial, error) {
	seen := slices.Clone(all)
	for i := 1; i < len(all)-1; i++ {
		t, found, err := s.dip(all[i-1], all[i], all[i+1])
		if err != nil {
			return nil, err
		}
		if found {
			seen = append(seen, t)
		}
	}
	slices.SortFunc(seen, func(a, b Trial) int { return cmp.Compare(a.At, b.At) })
	return seen, nil
}

// dip looks for a trial between low and high that is on the other side of the
// bound, by golden sections around the middle as long as that is the nearest to
// the bound, and the bound within reach.
func (s *search) dip(low, middle, high Trial) (Trial, bool, error) {
	steps := mostSteps
	if s.scan != s.confirm {
		steps = fewSteps
	}
	b := line.Bracket[Trial]{Low: low, Middle: middle, High: high}
	for range steps {
		if b.Low.Holds != middle.Holds || b.High.Holds != middle.Holds || !reaches(b.Low, b.Middle, b.High) {
			break
		}
		x, ok := b.Next(s.span.Legal)
		if !ok {
			break
		}
		t, err := s.try(s.scan, x)
		if err != nil || t.Holds != middle.Holds {
			return t, err == nil, err
		}
		b.Take(t, math.Abs(t.slack) < math.Abs(b.Middle.slack))
	}
	return Trial{}, false, nil
}

// reaches reports whether a figure may cross its bound between low and high: it
// is nearest in the middle, and the lines from the ends through the middle meet
// the bound. Where it is convex it stays above these lines.
func reaches(low, middle, high Trial) bool {
	m := math.Abs(middle.slack)
	down, up := math.Abs(low.slack)-m, math.Abs(high.slack)-m
	left, right := middle.At-low.At, high.At-middle.At
	return down >= 0 && up >= 0 && down+up > 0 && max(down*right/left, up*left/right) >= m
}
