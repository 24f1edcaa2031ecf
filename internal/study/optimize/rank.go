package optimize

import (
	"cmp"
	"math"
	"slices"
)

// rank is what candidates are compared by, in this order.
type rank struct {
	ruled   bool    // does not hold, breaks a limit that today's plan keeps, or does not exist
	short   float64 // what one that does not hold leaves unserved; 0 of those that hold
	broken  int     // limits
	figure  float64 // less is better
	changes int     // inputs that are not as today
	apart   float64 // how far they are moved, as shares of their ranges
}

func (s *search) rank(t *Trial) rank {
	r := rank{broken: t.Count(), figure: t.Figure}
	if s.answer.Question.Objective.Maximize {
		r.figure = -r.figure
	}
	if math.IsNaN(r.figure) {
		r.figure = math.Inf(1)
	}
	if s.worldOf(t.At).fault != nil {
		r.ruled = true
	}
	if t.Starves {
		today := &s.answer.Today
		r.short = t.Unserved
		r.ruled = r.ruled || !(today.Starves && t.starvesAs(today))
	}
	for i, broken := range t.Broken {
		if s.answer.Today.Starves {
			break // what it keeps so is kept by serving less
		}
		r.ruled = r.ruled || broken && i < len(s.answer.Today.Broken) && !s.answer.Today.Broken[i]
	}
	for i := range s.answer.Axes {
		x := &s.answer.Axes[i]
		if t.At[i] != x.Today {
			r.changes++
			r.apart += x.apart(t.At[i], x.Today)
		}
	}
	return r
}

// compare puts the better of two candidates first, and of equals that which
// changes less.
func (s *search) compare(a, b Trial) int { return compareRanks(s.rank(&a), s.rank(&b)) }

func compareRanks(a, b rank) int {
	if a.ruled != b.ruled {
		if a.ruled {
			return 1
		}
		return -1
	}
	return cmp.Or(cmp.Compare(a.short, b.short), cmp.Compare(a.broken, b.broken), cmp.Compare(a.figure, b.figure), cmp.Compare(a.changes, b.changes), cmp.Compare(a.apart, b.apart))
}

// ranked are all candidates that were run and may be chosen, the best first; of
// equals the one that was run first.
func (s *search) ranked() []Trial {
	type scored struct {
		rank
		place int
	}
	var all []scored
	for i := range s.trials {
		if r := s.rank(&s.trials[i]); !r.ruled {
			all = append(all, scored{r, i})
		}
	}
	slices.SortStableFunc(all, func(a, b scored) int { return compareRanks(a.rank, b.rank) })
	trials := make([]Trial, len(all))
	for i := range all {
		trials[i] = s.trials[all[i].place]
	}
	return trials
}

// flatness finds the values of each axis that are nearly as good as the best ones.
func (s *search) flatness() {
	best := s.answer.Best
	most := s.rank(&best).figure + float64(NearShare*math.Abs(best.Figure))
	near := func(t *Trial) bool {
		r := s.rank(t)
		return !r.ruled && r.broken <= best.Count() && (r.figure <= most || same(t.Figure, best.Figure))
	}
	for axis := range s.answer.Axes {
		x := &s.answer.Axes[axis]
		x.Near = nil
		line := s.line(&best, axis)
		at := slices.IndexFunc(line, func(t Trial) bool { return t.At[axis] == best.At[axis] })
		low, high := 0, len(line)-1
		if x.Input != nil { // numbers: as far as they are so without a gap
			for low = at; low > 0 && near(&line[low-1]); low-- {
			}
			for high = at; high < len(line)-1 && near(&line[high+1]); high++ {
			}
			for low < at && s.valid(line[low].At) != nil {
				low++
			}
			for high > at && s.valid(line[high].At) != nil {
				high--
			}
		}
		for i := low; i <= high; i++ {
			if near(&line[i]) && (x.Input != nil || s.valid(line[i].At) == nil) {
				x.Near = append(x.Near, line[i].At[axis])
			}
		}
	}
}

// Apart is how far two finalists lie apart in one input at least, as a share of
// its range.
const Apart = 0.1

// finalists are the best candidates of which no two are alike.
func (s *search) finalists() {
	a := s.answer
	alike := func(t, u *Trial) bool {
		if same(t.Figure, u.Figure) && slices.Equal(t.Broken, u.Broken) {
			return true
		}
		for i := range a.Axes {
			if a.Axes[i].apart(t.At[i], u.At[i]) >= Apart-1e-9 {
				return false
			}
		}
		return true
	}
	for _, t := range s.ranked() {
		if len(a.Finalists) == a.Question.Finalists {
			return
		}
		if len(a.Changed(&t)) == 0 || slices.ContainsFunc(a.Finalists, func(u Trial) bool { return alike(&t, &u) }) {
			continue
		}
		if s.valid(t.At) == nil {
			a.Finalists = append(a.Finalists, t)
		}
	}
}

func same(a, b float64) bool { return a == b || math.IsNaN(a) && math.IsNaN(b) }

// starvesAs reports whether two candidates that do not hold leave as much unserved:
// what tells them apart has nothing to do with the load.
func (t *Trial) starvesAs(u *Trial) bool {
	near := func(a, b float64) bool { return math.Abs(a-b) <= 1e-9*max(a, b) }
	return near(t.Carried, u.Carried) && near(t.Unserved, u.Unserved)
}
