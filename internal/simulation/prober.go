package simulation

import (
	"errors"

	"github.com/talimat/talimat-plan/internal/model"
	"github.com/talimat/talimat-plan/internal/plan"
	"github.com/talimat/talimat-plan/internal/sampling"
)

// Prober is the target of a simulation as a plain function of independent
// uniforms. It serves one goroutine.
type Prober struct {
	future *future
	gauge  *plan.Gauge
	month  int
}

// ErrCorrelated says that inputs which depend on each other were asked for as a
// function of independent ones.
var ErrCorrelated = errors.New("inputs are correlated")

// Factor is a source of uncertainty and how many of the uniforms belong to it:
// one for an input, two for a risk (whether and when), one for the path of a
// volatile driver as a whole.
type Factor struct {
	Name  string // path of the input, "risks.NAME", or the path of a volatility
	Width int    // uniforms
}

// NewProber returns a prober of a valid scenario's target and its factors, in
// the order of their uniforms. The seed chooses the paths of volatile drivers.
func NewProber(s *model.Scenario, inputs model.Inputs, t Target, seed uint64) (*Prober, []Factor, error) {
	j, err := newJob(s, inputs, Options{
		Design: sampling.Design{Method: sampling.Random, Seed: seed, Replicates: 1, Points: 1}, Metrics: []string{}, Target: t,
	})
	if err != nil {
		return nil, nil, err
	}
	for _, pair := range inputs.Correlated(s.Correlations) {
		if pair.Rank != 0 {
			return nil, nil, ErrCorrelated
		}
	}
	f := newFuture(j)
	p := &Prober{future: f, gauge: f.engine.Gauge(j.target)}
	if j.target.Series {
		p.month = j.options.Target.Month
	}
	var factors []Factor
	for i, name := range j.uncertain() {
		width := 1
		if i >= len(f.numbers) {
			width = 2
		}
		factors = append(factors, Factor{name, width})
	}
	for i := range f.paths {
		factors = append(factors, Factor{f.paths[i].name, 1})
	}
	return p, factors, nil
}

// At is the target at a point, with as many uniforms in (0,1) as the factors have.
func (p *Prober) At(u []float64) float64 {
	f := p.future
	for i := range f.numbers {
		in := f.numbers[i].input
		*in.At = in.Legal(in.Distribution.Quantile(u[i]))
	}
	u = u[len(f.numbers):]
	for i := range f.risks {
		c := &f.risks[i]
		c.u[0], c.when[0] = u[2*i], u[2*i+1]
		c.set(0, f.engine.Scenario.Months())
	}
	u = u[2*len(f.risks):]
	for i := range f.paths {
		f.paths[i].walk(&f.job.options.Design, int(u[i]*(1<<52)))
	}
	f.engine.Run()
	return p.gauge.Read()[p.month]
}
