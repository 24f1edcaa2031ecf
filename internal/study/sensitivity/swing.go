package sensitivity

import (
	"math"

	"github.com/talimat/talimat-plan/internal/metric"
	"github.com/talimat/talimat-plan/internal/model"
	"github.com/talimat/talimat-plan/internal/plan"
	"github.com/talimat/talimat-plan/internal/simulation"
)

// Bar is the effect of one source alone, all inputs at their medians and no other
// risk happening. It is blind to what sources do together.
type Bar struct {
	Path  string       // of the input, or "risks.NAME"
	Input *model.Input // nil for a risk
	Low   End          // the input at its P10; the risk does not happen
	High  End          // at its P90; the risk begins in the middle of its window
}

// End is one end of a bar.
type End struct {
	Input  float64 // value of the input, or the month in which the risk begins
	Target float64 // what the target is then
}

// Risk reports whether the source is a risk that may happen.
func (b *Bar) Risk() bool { return b.Input == nil }

// Swing is how far the ends lie apart.
func (b *Bar) Swing() float64 { return math.Abs(b.High.Target - b.Low.Target) }

// The quantiles that inputs are moved to.
const (
	lowInput  = 0.1
	highInput = 0.9
)

// Bars are those of all sources.
type Bars struct {
	Metric metric.Metric // the target
	Month  int           // of the target when it is a series
	Base   float64       // the target of the forecast, from which bars are measured
	All    []Bar         // of inputs in the order of the scenario, then of risks
	Runs   int           // of the engine, one for each end and for the forecast; a risk has one end
}

// Alone moves one source of a valid scenario after the other. An error is
// [simulation.ErrCertain], a [*MissingError] or a [*ConstantError].
func Alone(s *model.Scenario, inputs model.Inputs, t simulation.Target) (*Bars, error) {
	t = orDefault(t, s)
	b := swings(s, inputs, t)
	if len(b.All) == 0 {
		return nil, simulation.ErrCertain
	}
	missing, most := 0.0, 0.0
	for i := range b.All {
		if v := b.All[i].Swing(); !(v <= math.MaxFloat64) {
			missing++
		} else {
			most = max(most, v)
		}
	}
	switch {
	case missing > 0:
		return nil, &MissingError{t.Metric, 0}
	case !(most > 1e-9*math.Abs(b.Base)):
		return nil, &ConstantError{t.Metric}
	}
	return b, nil
}

// orDefault is the target, or the effective cost of the last month.
func orDefault(t simulation.Target, s *model.Scenario) simulation.Target {
	if t.Metric == "" {
		return simulation.Target{Metric: "cost.effective", Month: s.Months()}
	}
	return t
}

// swings are the bars in the order of a simulation's sources.
func swings(s *model.Scenario, inputs model.Inputs, t simulation.Target) *Bars {
	s, moved := model.Clone(s, inputs)
	engine := plan.Compile(s)
	out := &Bars{}
	out.Metric, _ = metric.Find(s, t.Metric)
	gauge := engine.Gauge(out.Metric)
	if out.Metric.Series {
		out.Month = t.Month
	}
	run := func() float64 {
		out.Runs++
		engine.Run()
		return gauge.Read()[out.Month]
	}
	out.Base = run()
	for i := range moved {
		in := &moved[i]
		if in.Distribution == nil {
			continue
		}
		at := func(p float64) End {
			median := *in.At
			defer func() { *in.At = median }()
			*in.At = in.Legal(in.Distribution.Quantile(p))
			return End{*in.At, run()}
		}
		out.All = append(out.All, Bar{in.Path, &inputs[i], at(lowInput), at(highInput)})
	}
	for i := range s.Risks {
		r := &s.Risks[i]
		if r.Probability == nil || *r.Probability <= 0 {
			continue
		}
		first, last := r.Window(s.Months())
		r.Begins = model.When{Set: true, Month: (first + last) / 2}
		high := End{float64(r.Begins.Month), run()}
		r.Begins = model.When{}
		out.All = append(out.All, Bar{"risks." + r.Name, nil, End{0, out.Base}, high})
	}
	return out
}
