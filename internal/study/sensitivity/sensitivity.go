// Package sensitivity says what matters among the uncertain inputs of a scenario:
// what each of them alone does to a result, in its own unit; which share of the
// variance it explains; how the bad tail of the result, and the chance of
// breaking each limit, hang on it; and what it would be worth to know it.
//
// All but the first come from the futures of one simulation. Sobol' indices,
// which also see what inputs do together, cost runs of their own.
package sensitivity

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"github.com/talimat/talimat-plan/internal/histogram"
	"github.com/talimat/talimat-plan/internal/metric"
	"github.com/talimat/talimat-plan/internal/model"
	"github.com/talimat/talimat-plan/internal/sampling"
	"github.com/talimat/talimat-plan/internal/simulation"
)

// Options say what is analysed and how.
type Options struct {
	Design  sampling.Design   // of the simulation
	Target  simulation.Target // the result that everything is about
	Sobol   sampling.Design   // of the Sobol' indices; none without replicates
	Workers int               // how many run at a time; one for each processor when 0

	// Progress, when set, is told how many futures of the simulation are done, from
	// any goroutine.
	Progress func(done int)
}

// Analysis is what the uncertain inputs of a scenario do to one result.
type Analysis struct {
	Scenario *model.Scenario     // what was analysed
	Metric   metric.Metric       // the target
	Month    int                 // of the target when it is a series
	Base     float64             // the target with every input at its median, and no risk happening: the forecast
	Tail     Tail                // the bad end of the target
	AtTail   simulation.Estimate // the target's P90, or P10 where less is worse
	Loss     float64             // expected, of the amount that suits best: see [Tail.Worth]
	Outcome  *simulation.Outcome // the simulation

	Logarithmic bool                 // whether shares are of the variance of the target's logarithm
	Sources     []Source             // the greatest swing first
	Rest        *simulation.Estimate // share of the variance left to volatility and interactions; nil where that cannot be said
	Runs        int                  // engine runs of the swings
	Indices     *Indices             // nil unless asked for
}

// Source is an uncertain input, or a risk that may happen.
type Source struct {
	Bar                        // what it is, and what it does alone
	Share  simulation.Estimate // of the variance of the target that it explains by itself
	AtTail Parted              // P90 (or P10) of the target with it low and high
	Broken []Parted            // chance of breaking each condition of Outcome.Limits
	Worth  float64             // of knowing it, in the target's unit; 0 when it cannot be told from chance
}

// Parted is an estimate with a source in its lowest and in its highest tenth; NaN
// where there are no such futures. Of a risk the lowest are all futures in which
// it does not happen, the highest all in which it does.
type Parted struct {
	Lowest  simulation.Estimate // over the futures with little of it
	Highest simulation.Estimate // over those with much
}

// Analyse simulates a valid scenario and takes apart what its target hangs on.
// Inputs are those of the scenario. Errors are those of [simulation.Run], a
// [*MissingError], a [*ConstantError], a [*LoneError] or a [*CorrelatedError].
func Analyse(s *model.Scenario, inputs model.Inputs, o Options) (*Analysis, error) {
	o.Target = orDefault(o.Target, s)
	m, ok := metric.Find(s, o.Target.Metric)
	if !ok {
		return nil, fmt.Errorf("unknown result %q", o.Target.Metric)
	}
	a := &Analysis{Scenario: s, Metric: m, Month: o.Target.Month, Tail: TailOf(m)}
	if o.Sobol.Replicates > 0 {
		if err := CheckIndependent(s, inputs); err != nil {
			return nil, err
		}
	}
	events := newEvents(s, inputs)
	out, err := simulation.Run(s, inputs, simulation.Options{
		Effects: true, Tenths: true,
		Design: o.Design, Metrics: []string{m.Name}, Target: o.Target, Workers: o.Workers, Progress: o.Progress, Export: events.see,
	})
	if err != nil {
		return nil, err
	}
	if len(out.Sources) == 0 {
		return nil, &LoneError{}
	}
	a.Outcome, a.Logarithmic = out, out.Logarithmic()
	if err := a.measurable(); err != nil {
		return nil, err
	}
	bars := swings(s, inputs, o.Target)
	a.Base, a.Runs = bars.Base, bars.Runs
	for i := range bars.All {
		a.Sources = append(a.Sources, a.source(i, bars.All[i], events))
	}
	a.Rest = a.rest(inputs)
	slices.SortStableFunc(a.Sources, func(x, y Source) int { return cmp.Compare(y.Swing(), x.Swing()) })
	if o.Sobol.Replicates > 0 {
		if a.Indices, err = indicesOf(s, inputs, o); err != nil {
			return nil, err
		}
	}
	return a, nil
}

// measurable refuses a target that does not exist in every future, or is the
// same in all.
func (a *Analysis) measurable() error {
	month := 0
	if a.Metric.Series {
		month = a.Month
	}
	n := 0.0
	for d := range 10 {
		n += float64(a.Outcome.TargetByTenth(0, d).N())
	}
	if all := float64(a.Outcome.Futures()); n < all {
		return &MissingError{a.Metric.Name, 1 - n/all}
	}
	h := a.Outcome.Histogram(a.Metric.Name, month)
	if !(h.Max()-h.Min() > 1e-9*math.Max(math.Abs(h.Max()), math.Abs(h.Min()))) {
		return &ConstantError{a.Metric.Name}
	}
	a.AtTail.Value = h.Quantile(a.Tail.Level())
	a.Loss = a.Tail.loss(h)
	q, _ := a.Outcome.Quantiles(a.Metric.Name, month)
	a.AtTail.Half = q[slices.Index(simulation.Levels(), a.Tail.Level())].Half
	return nil
}

// source gathers what is known of one source of the outcome.
func (a *Analysis) source(i int, bar Bar, events *events) Source {
	s := Source{Bar: bar, Share: a.Outcome.Share(i)}
	var parts []*histogram.Histogram
	if s.Risk() {
		whether := events.of(s.Path)
		parts = []*histogram.Histogram{&whether.not, &whether.happens}
	} else {
		for d := range 10 {
			parts = append(parts, a.Outcome.TargetByTenth(i, d))
		}
	}
	s.AtTail = Parted{a.Tail.edge(parts[0]), a.Tail.edge(parts[len(parts)-1])}
	s.Worth = a.Tail.Worth(parts)
	for c := range a.Outcome.Limits {
		if s.Risk() {
			s.Broken = append(s.Broken, events.of(s.Path).broken(a.Outcome.BrokenByTenth(i, c)))
		} else {
			s.Broken = append(s.Broken, Parted{a.Outcome.BrokenIn(i, c, 0), a.Outcome.BrokenIn(i, c, 9)})
		}
	}
	return s
}
