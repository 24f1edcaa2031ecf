package optimize

import (
	"fmt"
	"iter"
	"math"
	"slices"

	"github.com/talimat/talimat-plan/internal/crew"
	"github.com/talimat/talimat-plan/internal/model"
	"github.com/talimat/talimat-plan/internal/plan"
)

// world is the scenario with one combination of choices; its numbers vary.
type world struct {
	scenario *model.Scenario
	inputs   model.Inputs
	fault    error // why it is not valid
}

// worldOf reads the world of a candidate, once for each combination of choices.
func (s *search) worldOf(at []int) *world {
	key := s.structure(at)
	if w, ok := s.worlds[key]; ok {
		return w
	}
	w := &world{scenario: s.answer.Question.Scenario, inputs: s.answer.Question.Inputs}
	var set []Setting
	for i := range s.answer.Axes {
		if x := &s.answer.Axes[i]; x.Input == nil && at[i] != x.Today {
			set = append(set, Setting{x.Path, x.Values[at[i]].Text})
		}
	}
	if set != nil {
		w.scenario, w.inputs, w.fault = s.answer.Question.Read(set)
	}
	for i := range s.answer.Axes {
		if x := &s.answer.Axes[i]; w.fault == nil && x.Input != nil && w.inputs.Find(x.Path) == nil {
			w.fault = fmt.Errorf("%s is not there then", x.Path)
		}
	}
	if s.worlds[key] = w; w.fault != nil {
		s.blame(w.fault)
	}
	return w
}

// structure is what tells worlds apart: the choices of a candidate.
func (s *search) structure(at []int) string {
	choices := make([]int, 0, len(at))
	for i := range at {
		if s.answer.Axes[i].Input == nil {
			choices = append(choices, at[i])
		}
	}
	return key(choices)
}

func key(at []int) string { return fmt.Sprint(at) }

// try runs candidates, those that were not run before, on all workers, and
// returns the trials of all. Those whose choices are not valid are not run.
func (s *search) try(all [][]int) []Trial {
	var fresh []int // places in trials
	places := make([]int, len(all))
	for i, at := range all {
		k := key(at)
		place, ok := s.known[k]
		if !ok {
			place = len(s.trials)
			s.known[k] = place
			s.trials = append(s.trials, Trial{At: slices.Clone(at), Figure: math.NaN()})
			if s.worldOf(at).fault == nil {
				fresh = append(fresh, place)
			}
		}
		places[i] = place
	}
	s.execute(fresh)
	trials := make([]Trial, len(all))
	for i, place := range places {
		trials[i] = s.trials[place]
	}
	return trials
}

// execute runs fresh candidates.
func (s *search) execute(fresh []int) {
	_ = crew.Share(len(s.workers), len(fresh), func(worker int, numbers iter.Seq[int]) error { // that has no errors
		for i := range numbers {
			t := &s.trials[fresh[i]]
			*t = s.runner(worker, s.structure(t.At)).try(s.answer.Axes, t.At, &s.answer.Question.Objective)
		}
		return nil
	})
	s.answer.Candidates += len(fresh)
	if p := s.answer.Question.Progress; p != nil {
		p(s.answer.Candidates)
	}
}

// runner is what a worker runs the candidates of one structure with.
func (s *search) runner(worker int, structure string) *runner {
	r := s.workers[worker][structure]
	if r == nil {
		r = newRunner(s.worlds[structure], s.answer.Axes)
		s.workers[worker][structure] = r
	}
	return r
}

// runner runs candidates of one world. It serves one goroutine.
type runner struct {
	engine *plan.Engine
	at     []*float64 // by axis; nil of choices
}

func newRunner(w *world, axes []Axis) *runner {
	scenario, inputs := model.Clone(w.scenario, w.inputs)
	scenario.Limits, _ = denials(scenario)
	r := &runner{engine: plan.Compile(scenario), at: make([]*float64, len(axes))}
	for i := range axes {
		if axes[i].Input != nil {
			r.at[i] = inputs.Find(axes[i].Path).At
		}
	}
	return r
}

// denials are the limits that deny and that a forecast can be held against, of
// each only what denies, and the texts of those that it cannot.
func denials(s *model.Scenario) (limits []model.Limit, unjudged []string) {
	for _, l := range s.Limits {
		switch c := l.Deny; {
		case c == nil:
		case c.Chance != nil, c.Margin != model.MarginNone:
			unjudged = append(unjudged, c.Text)
		default:
			l.Warn = nil
			limits = append(limits, l)
		}
	}
	return limits, unjudged
}

// try runs a candidate.
func (r *runner) try(axes []Axis, at []int, o *Objective) Trial {
	for i, number := range r.at {
		if number != nil {
			*number = axes[i].Values[at[i]].Number
		}
	}
	result := r.engine.Project()
	t := Trial{At: at, Figure: o.of(result), Starves: !r.engine.Holds(), Carried: r.engine.Carried(), Unserved: result.Unserved()}
	for _, check := range plan.CheckLimits(result, plan.Against{}) {
		t.Broken = append(t.Broken, !check.Holds)
	}
	return t
}
