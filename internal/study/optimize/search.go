package optimize

import (
	"fmt"
	"math"
	"slices"
	"strconv"

	"github.com/talimat/talimat-plan/internal/crew"
	"github.com/talimat/talimat-plan/internal/study/line"
)

// How candidates are searched.
const (
	mostWorlds = 64 // combinations of choices that are all read
	starts     = 6  // places to begin beside today's values
	sweeps     = 20 // improvements of every input from one place
	narrowings = 16 // golden sections of one input: to two thousandths of its bracket
)

// search is a question on its way to an answer.
type search struct {
	answer  *Answer
	worlds  map[string]*world    // by structure
	workers []map[string]*runner // of each worker, by structure
	known   map[string]int       // candidates by key, as places in trials
	trials  []Trial              // in the order in which they were run first
	faults  map[string]error     // of candidates that were read again
	never   map[[2]int]bool      // values, by axis and index, that are not valid whatever the others
}

// newSearch checks the question and runs today's plan.
func newSearch(q Question) (*search, error) {
	a := &Answer{Question: q, Axes: slices.Clone(q.Axes), Combinations: 1}
	if n := len(a.Axes); n == 0 || n > Most {
		return nil, fmt.Errorf("%d inputs: from 1 to %d can be varied", n, Most)
	}
	today := make([]int, len(a.Axes))
	for i := range a.Axes {
		x := &a.Axes[i]
		x.Values, today[i] = slices.Clone(x.Values), x.Today
		a.Combinations *= len(x.Values)
	}
	limits, unjudged := denials(q.Scenario)
	for i := range limits {
		a.Limits = append(a.Limits, limits[i].Deny.Text)
	}
	a.Unjudged = unjudged
	s := &search{answer: a, worlds: map[string]*world{}, known: map[string]int{}, faults: map[string]error{}, never: map[[2]int]bool{}}
	for range crew.Size(q.Workers, Combinations) {
		s.workers = append(s.workers, map[string]*runner{})
	}
	a.search = s
	a.Today = s.try([][]int{today})[0]
	a.Best = a.Today
	return s, nil
}

// run finds the best candidate and says how flat the figure is around it.
func (s *search) run() error {
	a := s.answer
	if a.All = a.Combinations <= Combinations && s.structures() <= mostWorlds; a.All {
		s.enumerate()
	} else {
		s.descend()
	}
	s.settle()
	s.polish()
	if !s.choice() {
		return &InvalidError{a.Fault}
	}
	a.Flat = !slices.ContainsFunc(s.trials, func(t Trial) bool {
		return s.possible(t.At) && (!same(t.Figure, a.Today.Figure) || t.Starves != a.Today.Starves || !slices.Equal(t.Broken, a.Today.Broken))
	})
	s.flatness()
	s.finalists()
	a.Invalid, a.Most = len(s.trials)-s.left(), s.most()
	for i := range s.trials {
		switch t := &s.trials[i]; {
		case !s.possible(t.At):
		case s.rank(t).ruled && t.Starves:
			a.Starving++
		case s.rank(t).ruled:
			a.Ruled++
		}
	}
	return nil
}

// most is the candidate that carries most of the load; of equals the best.
func (s *search) most() Trial {
	most := s.answer.Today
	for i := range s.trials {
		if t := &s.trials[i]; s.possible(t.At) && (t.Carried > most.Carried || t.Carried == most.Carried && s.compare(*t, most) < 0) {
			most = *t
		}
	}
	return most
}

// structures is how many combinations of choices there are.
func (s *search) structures() int {
	n := 1
	for i := range s.answer.Axes {
		if x := &s.answer.Axes[i]; x.Input == nil {
			n *= len(x.Values)
		}
	}
	return n
}

// enumerate runs all combinations.
func (s *search) enumerate() {
	axes := s.answer.Axes
	at := make([]int, len(axes))
	var all [][]int
	for range s.answer.Combinations {
		all = append(all, slices.Clone(at))
		for i := len(at) - 1; i >= 0; i-- {
			if at[i]++; at[i] < len(axes[i].Values) {
				break
			}
			at[i] = 0
		}
	}
	s.try(all)
}

// descend improves today's plan, and candidates spread over the values, one input
// after the other.
func (s *search) descend() {
	s.improve(s.answer.Today)
	for k := range starts {
		at := make([]int, len(s.answer.Axes))
		for i := range at {
			at[i] = int(weyl(k, i) * float64(len(s.answer.Axes[i].Values)))
		}
		if start := s.try([][]int{at})[0]; s.valid(at) == nil {
			s.improve(start)
		}
	}
}

// weyl is the k-th point of a sequence that fills (0, 1) evenly, one for each axis:
// the fractions of multiples of the roots of primes.
func weyl(k, axis int) float64 {
	primes := [Most]float64{2, 3, 5, 7, 11, 13}
	_, fraction := math.Modf((float64(k) + 0.5) * math.Sqrt(primes[axis]))
	return fraction
}

// improve moves one input after the other to its best value, until none moves.
func (s *search) improve(t Trial) {
	for range sweeps {
		moved := false
		for axis := range s.answer.Axes {
			line := s.line(&t, axis)
			slices.SortStableFunc(line, s.compare)
			for _, next := range line {
				if s.compare(next, t) >= 0 {
					break
				}
				if s.valid(next.At) == nil {
					t, moved = next, true
					break
				}
			}
		}
		if !moved {
			return
		}
	}
}

// line runs a candidate with all values of one axis.
func (s *search) line(t *Trial, axis int) []Trial {
	var all [][]int
	for _, value := range s.answer.Axes[axis].Ascending() {
		at := slices.Clone(t.At)
		at[axis] = value
		all = append(all, at)
	}
	return s.try(all)
}

// settle takes the best candidate that is valid.
func (s *search) settle() {
	for _, t := range s.ranked() {
		if s.valid(t.At) == nil {
			s.answer.Best = t
			return
		}
	}
}

// choice reports whether any candidate but today's is valid.
func (s *search) choice() bool {
	return slices.ContainsFunc(s.trials, func(t Trial) bool { return len(s.answer.Changed(&t)) > 0 && s.valid(t.At) == nil })
}

// polish narrows the numbers of the best candidate down between the values beside
// them.
func (s *search) polish() {
	for axis := range s.answer.Axes {
		if s.answer.Axes[axis].Range {
			s.narrow(axis)
		}
	}
}

// narrow looks between the neighbours of a number by golden sections. What it finds
// counts if it is worth its digits: better by a tenth of what is nearly as good.
func (s *search) narrow(axis int) {
	x, best := &s.answer.Axes[axis], s.answer.Best
	order := x.Ascending()
	place := slices.Index(order, best.At[axis])
	number := func(place int) line.Spot {
		return line.Spot{At: x.Values[order[min(max(place, 0), len(order)-1)]].Number}
	}
	b := line.Bracket[line.Spot]{Low: number(place - 1), Middle: number(place), High: number(place + 1)}
	for range narrowings {
		at, ok := b.Next(x.rounded)
		if !ok {
			break
		}
		next := slices.Clone(best.At)
		next[axis] = x.index(at, s.answer.Question.Scenario.Currency)
		t := s.try([][]int{next})[0]
		wins := s.compare(t, best) < 0 && !s.rank(&t).ruled && s.valid(next) == nil
		if wins {
			best = t
		}
		b.Take(line.Spot{At: at}, wins)
	}
	if worth := NearShare / 10 * math.Abs(s.answer.Best.Figure); best.Count() < s.answer.Best.Count() || math.Abs(best.Figure-s.answer.Best.Figure) >= worth {
		s.answer.Best = best
	}
}

// rounded is a number with three digits, or whole if it must be.
func (x *Axis) rounded(v float64) float64 {
	if x.Input.Whole {
		return math.Round(v)
	}
	r, _ := strconv.ParseFloat(strconv.FormatFloat(v, 'g', 3, 64), 64)
	return x.Input.Legal(r)
}

// index is the place of a number among the values, which it is added to.
func (x *Axis) index(v float64, currency string) int {
	if i := slices.IndexFunc(x.Values, func(known Value) bool { return known.Number == v }); i >= 0 {
		return i
	}
	x.Values = append(x.Values, valueOf(x.Input, currency, v))
	return len(x.Values) - 1
}
