package optimize

import (
	"slices"
	"strings"
)

// valid reads a candidate as the scenario would have it, and says why it is not
// valid. Reading takes a hundred times as long as running, so only candidates
// that would be chosen are read.
func (s *search) valid(at []int) error {
	if !s.possible(at) {
		return s.answer.Fault
	}
	k := key(at)
	fault, read := s.faults[k]
	if read {
		return fault
	}
	t := Trial{At: at}
	if len(s.answer.Changed(&t)) > 0 {
		_, _, fault = s.answer.Question.Read(s.answer.Settings(&t))
	}
	if s.faults[k] = fault; fault != nil {
		s.blame(fault)
		s.exclude(at)
	}
	return fault
}

// blame remembers the first fault.
func (s *search) blame(fault error) {
	if s.answer.Fault == nil {
		s.answer.Fault = fault
	}
}

// possible reports whether nothing is known that makes a candidate invalid.
func (s *search) possible(at []int) bool {
	for i := range at {
		if s.never[[2]int{i, at[i]}] {
			return false
		}
	}
	return s.worldOf(at).fault == nil && s.faults[key(at)] == nil
}

// left is how many of the candidates are possible.
func (s *search) left() (n int) {
	for i := range s.trials {
		if s.possible(s.trials[i].At) {
			n++
		}
	}
	return n
}

// exclude finds the values of an invalid candidate that are not valid by themselves
// and that no other input can mend, because none is of the same section.
func (s *search) exclude(at []int) {
	axes := s.answer.Axes
	section := func(x *Axis) string {
		root, _, _ := strings.Cut(x.Path, ".")
		return root
	}
	for i := range at {
		related := func(y Axis) bool { return y.Path != axes[i].Path && section(&y) == section(&axes[i]) }
		if at[i] == axes[i].Today || slices.ContainsFunc(axes, related) {
			continue
		}
		alone := Trial{At: slices.Clone(s.answer.Today.At)}
		alone.At[i] = at[i]
		if _, _, fault := s.answer.Question.Read(s.answer.Settings(&alone)); fault != nil {
			s.never[[2]int{i, at[i]}] = true
		}
	}
}
