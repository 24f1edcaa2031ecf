package solve

import (
	"fmt"
	"math"
	"slices"

	"github.com/talimat/talimat-plan/internal/study/line"
	"github.com/talimat/talimat-plan/internal/unit"
)

// How a range is searched.
const (
	scanned = 65   // places of a forecast, and the present value
	sampled = 17   // places when each is a simulation
	rows    = 9    // of them, those that are shown
	exact   = 1e-9 // of its value: how near an edge is found
	coarse  = 1e-2 // the same in the simulations that search
	fitted  = 1e-7 // and how near the last value with which the scenario is valid
	fine    = 1e-4 // and in those that confirm
)

// search is a question on its way to an answer.
type search struct {
	answer  *Answer
	present float64
	span    line.Span
	scan    trier // of the range
	confirm trier // of what is stated
}

// within takes the range that was asked for, or one around the present value, as
// far as the scenario is valid in it.
func (s *search) within(asked *Range) error {
	a := s.answer
	r := Range{}
	if asked != nil {
		r = *asked
		if r.Low < a.Input.Low || r.High > a.Input.High || !(r.Low < r.High) {
			return fmt.Errorf("%s is never as the range has it", a.Input.Path)
		}
	} else {
		a.Guessed = true
		var err error
		if r, err = line.Around(&a.Input); err != nil {
			return err
		}
	}
	if a.Input.Whole {
		r.Low, r.High = math.Ceil(r.Low), math.Floor(r.High)
	}
	if err := s.fit(&r, asked != nil); err != nil {
		return err
	}
	a.Range, s.span = r, line.NewSpan(r, &a.Input)
	return nil
}

// fit moves the ends of a range to where the scenario is valid. Ends that were
// asked for must be where they are.
func (s *search) fit(r *Range, asked bool) error {
	if s.answer.Question.Fits == nil {
		return nil
	}
	fits := func(v float64) error { return s.answer.Question.Fits(s.answer.Text(v)) }
	width := r.High - r.Low
	for _, end := range []*float64{&r.Low, &r.High} {
		fault := fits(*end)
		if fault == nil {
			continue
		}
		text := s.answer.Text(*end)
		if asked {
			return fmt.Errorf("with %s = %s the scenario is not valid: %w", s.answer.Input.Path, text, fault)
		}
		s.answer.Unfit = fmt.Errorf("with %s it is not valid: %w", text, fault)
		*end = line.Threshold(line.NewSpan(*r, &s.answer.Input), s.present, *end, fitted, func(v float64) bool { return fits(v) == nil })
	}
	if r.High-r.Low < width/1000 { // the slack of a sum
		return fmt.Errorf("%s cannot change by itself: %w", s.answer.Input.Path, s.answer.Unfit)
	}
	return nil
}

// Text writes a value of the input as the scenario may have it.
func (a *Answer) Text(v float64) string {
	return unit.Format(a.Input.Kind, a.value(v))
}

// Label is Text with six digits at most.
func (a *Answer) Label(v float64) string {
	return unit.Display(a.Input.Kind, a.value(v))
}

func (a *Answer) value(v float64) unit.Value {
	return line.Value(&a.Input, a.Question.Scenario.Currency, v)
}

// run scans the range, finds the edges in it and confirms what will be stated.
func (s *search) run() error {
	a := s.answer
	places := scanned
	if a.Question.Level != 0 || a.Question.Goal.Deny.Chance != nil {
		search, confirm, err := newFutures(a)
		if err != nil {
			return err
		}
		s.scan, s.confirm, places = search, confirm, sampled
		a.Allowed = allowed(&a.Question)
		a.Search, a.Confirm = &search.options.Design, &confirm.options.Design
	} else {
		f := newForecast(a)
		s.scan, s.confirm = f, f
		if s.span.Whole {
			places = 257
		}
	}
	all, err := s.along(places)
	if err != nil {
		return err
	}
	if !slices.ContainsFunc(all, func(t Trial) bool { return !t.Starves }) {
		a.Starves = true // the input has no say in it: the figure alone decides
		s.scan.forgive()
		if all, err = s.along(places); err != nil {
			return err
		}
	}
	a.Scanned, a.Flat = len(all), flat(all)
	if a.Present, err = s.try(s.confirm, s.present); err != nil {
		return err
	}
	seen, err := s.dips(all)
	if err != nil {
		return err
	}
	for i := 1; i < len(seen); i++ {
		if seen[i-1].Holds != seen[i].Holds {
			if err := s.edge(seen[i-1], seen[i]); err != nil {
				return err
			}
		}
	}
	return s.choose(all)
}

// along tries so many places of the range.
func (s *search) along(places int) (all []Trial, err error) {
	for _, x := range s.span.Points(places, s.present) {
		t, err := s.try(s.scan, x)
		if err != nil {
			return nil, err
		}
		all = append(all, t)
	}
	return all, nil
}

// try is one trial, counted.
func (s *search) try(by trier, at float64) (Trial, error) {
	t, err := by.try(at)
	s.answer.Count++
	if p := s.answer.Question.Progress; p != nil && err == nil {
		p(s.answer.Count)
	}
	return t, err
}

// flat reports whether the input moves nothing.
func flat(all []Trial) bool {
	return !slices.ContainsFunc(all, func(t Trial) bool {
		return t.Holds != all[0].Holds || !same(t.Figure, all[0].Figure) || !same(t.Breaks, all[0].Breaks)
	})
}

// choose keeps some of the trials for people, both ends confirmed.
func (s *search) choose(all []Trial) error {
	step := float64(len(all)-1) / (rows - 1)
	for i := range all {
		share := math.Round(float64(i) / max(step, 1))
		if math.Round(share*max(step, 1)) == float64(i) || all[i].At == s.present || i == len(all)-1 {
			s.answer.Trials = append(s.answer.Trials, all[i])
		}
	}
	if s.scan == s.confirm {
		return nil
	}
	for i := range s.answer.Trials {
		t := &s.answer.Trials[i]
		if t.At == s.present {
			*t = s.answer.Present
			continue
		}
		if i > 0 && i < len(s.answer.Trials)-1 {
			continue
		}
		var err error
		if *t, err = s.try(s.confirm, t.At); err != nil {
			return err
		}
	}
	return nil
}
