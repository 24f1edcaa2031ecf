package simulation

import (
	"fmt"

	"github.com/talimat/talimat-plan/internal/model"
	"github.com/talimat/talimat-plan/internal/plan"
	"github.com/talimat/talimat-plan/internal/sampling"
)

// Futures runs the futures of one scenario for those who look at each of them
// beside the same future of another. Nothing need be uncertain in the scenario:
// its futures are all alike then. It serves one goroutine.
type Futures struct {
	Engine  *plan.Engine // its last run is the future that is looked at
	Sources []string     // what is uncertain: paths of inputs, then "risks.NAME", then volatilities
	Denials []Denial     // what a future is held against, in the order of the limits

	future *future
}

// MostPoints is how many points [Futures.Each] runs at most.
const MostPoints = block

// NewFutures prepares the futures of a valid scenario.
func NewFutures(s *model.Scenario, inputs model.Inputs, d sampling.Design) (*Futures, error) {
	j := &job{scenario: s, inputs: inputs, options: Options{Design: d}, sources: newSources(s, inputs)}
	if d.Method == sampling.Sobol {
		j.options.Design.Lead = model.Leading()
	}
	if err := j.options.Design.Validate(); err != nil {
		return nil, err
	}
	if n := d.Futures(); n > MaxFutures {
		return nil, fmt.Errorf("%d futures are too many: at most %d", n, MaxFutures)
	}
	if err := j.sources.correlate(inputs, s.Correlations); err != nil {
		return nil, err
	}
	f := newFuture(j)
	all := &Futures{Engine: f.engine, Sources: j.uncertain(), future: f}
	for i := range f.paths {
		all.Sources = append(all.Sources, f.paths[i].name)
	}
	all.Denials = newDenials(f.engine)
	return all, nil
}

// Each runs n futures, at most MostPoints, from a point of a replicate on, and
// calls look after each with its place, counted from 0.
func (f *Futures) Each(replicate, first, n int, look func(place int)) {
	f.future.draw(replicate, first, n)
	for place := range n {
		f.future.set(replicate, first+place, place)
		f.Engine.Run()
		look(place)
	}
}

// Denial is a condition that denies, as one future is held against it. A
// condition against a baseline is none.
type Denial struct {
	Limit     string           // its name
	Condition *model.Condition // what is bounded

	watch watch
}

func newDenials(e *plan.Engine) []Denial {
	list, limits := conditions(e.Scenario)
	watches := newWatches(e)
	var all []Denial
	for i, c := range list {
		if c == limits[i].Deny {
			all = append(all, Denial{limits[i].Name, c, watches[i]})
		}
	}
	return all
}

// Broken reports whether the engine's last run breaks the condition. One on a
// probability bounds how often something happens; the futures in which it
// happens, if that should be rare, or does not, if that should be common, count
// as those that break it.
func (d *Denial) Broken() bool {
	d.watch.look()
	c := d.Condition
	if c.Chance == nil {
		return d.watch.now
	}
	comes := d.watch.now != c.Upper() // whether the comparison comes true
	common := c.Chance.Op == ">" || c.Chance.Op == ">="
	return comes != common
}
