// Package study is what questions to many runs have in common. The packages below it
// each answer one of them.
package study

import (
	"iter"
	"sync/atomic"

	"github.com/talimat/talimat-plan/internal/crew"
	"github.com/talimat/talimat-plan/internal/model"
	"github.com/talimat/talimat-plan/internal/sampling"
	"github.com/talimat/talimat-plan/internal/simulation"
)

// Plan is one of those that are run in the same futures: a valid scenario.
type Plan struct {
	Scenario *model.Scenario // its numbers as written
	Inputs   model.Inputs    // of the scenario
}

// Options say in which futures plans are run.
type Options struct {
	Design  sampling.Design // its Lead is filled in
	Workers int             // how many run at a time; one for each processor when 0

	// Progress, when set, is told how many futures are done, those of every plan
	// counted, from any goroutine.
	Progress func(done int)
}

// Together is plans that are run in the same futures. The draw of an input depends on
// the seed, its name and the future alone. So one seed gives every plan the same
// growth, the same prices and the same bad luck, for all that they share, and what is
// left of a difference is due to the plans.
type Together struct {
	Lanes []*simulation.Futures // by plan, of the first worker; others have the same sources and denials

	plans   []Plan
	options Options
	done    atomic.Int64 // futures of all plans
}

// Observer takes down what plans come to, one replicate after the other. It serves
// one goroutine.
type Observer interface {
	Begin(replicate int)  // a replicate begins
	Look(plan, place int) // the engine of a plan has run the future at a place of a block, its first being 0
	Block(n int)          // every plan has run the n futures of a block
	End(replicate int)    // the replicate is complete
}

// NewTogether prepares plans. Errors are those of [simulation.NewFutures], and
// [simulation.ErrCertain] when nothing is uncertain in any of them.
func NewTogether(plans []Plan, o Options) (*Together, error) {
	t := &Together{plans: plans, options: o}
	var err error
	if t.Lanes, err = t.lanes(); err != nil {
		return nil, err
	}
	for _, l := range t.Lanes {
		if len(l.Sources) > 0 {
			return t, nil
		}
	}
	return nil, simulation.ErrCertain
}

func (t *Together) lanes() (all []*simulation.Futures, err error) {
	for i := range t.plans {
		l, err := simulation.NewFutures(t.plans[i].Scenario, t.plans[i].Inputs, t.options.Design)
		if err != nil {
			return nil, err
		}
		all = append(all, l)
	}
	return all, nil
}

// Run runs every plan in all futures, block by block. Each worker has an observer of
// its own, made from the lanes that it is to look at, and takes whole replicates; in
// which order, and which worker takes which, is chance. It serves once.
func (t *Together) Run(observer func(lanes []*simulation.Futures) Observer) error {
	return crew.Share(t.options.Workers, t.options.Design.Replicates, func(worker int, replicates iter.Seq[int]) (err error) {
		lanes := t.Lanes
		if worker > 0 {
			if lanes, err = t.lanes(); err != nil {
				return err
			}
		}
		o := observer(lanes)
		for replicate := range replicates {
			t.replicate(lanes, o, replicate)
		}
		return nil
	})
}

func (t *Together) replicate(lanes []*simulation.Futures, o Observer, replicate int) {
	points := t.options.Design.Points
	o.Begin(replicate)
	for first := 0; first < points; first += simulation.MostPoints {
		n := min(simulation.MostPoints, points-first)
		for plan, l := range lanes {
			l.Each(replicate, first, n, func(place int) { o.Look(plan, place) })
			if t.options.Progress != nil {
				t.options.Progress(int(t.done.Add(int64(n))))
			}
		}
		o.Block(n)
	}
	o.End(replicate)
}
