package simulation

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"github.com/talimat/talimat-plan/internal/copula"
	"github.com/talimat/talimat-plan/internal/distribution"
	"github.com/talimat/talimat-plan/internal/elementary"
	"github.com/talimat/talimat-plan/internal/model"
	"github.com/talimat/talimat-plan/internal/plan"
	"github.com/talimat/talimat-plan/internal/sampling"
	"github.com/talimat/talimat-plan/internal/unit"
)

// sources are what is uncertain in a scenario.
type sources struct {
	inputs  []int // indices of the uncertain inputs
	risks   []int // indices of the risks that may happen
	drivers []int // drivers that stray from their growth: −1 for users, else the index into drivers.other
	rates   []int // exchange rates that do
	joint   []int // place of each input, in their order, where they are correlated
	copula  *copula.Copula
}

func newSources(s *model.Scenario, inputs model.Inputs) sources {
	var all sources
	for i := range inputs {
		if inputs[i].Distribution != nil {
			all.inputs = append(all.inputs, i)
		}
	}
	for i := range s.Risks {
		if p := s.Risks[i].Probability; p != nil && *p > 0 {
			all.risks = append(all.risks, i)
		}
	}
	for i := -1; i < len(s.Drivers.Other); i++ {
		if v := driver(s, i).Volatility; v != nil {
			all.drivers = append(all.drivers, i)
		}
	}
	if fx := s.FX; fx != nil {
		for i := range fx.Rates {
			if v := fx.Rates[i].Volatility; v != nil {
				all.rates = append(all.rates, i)
			}
		}
	}
	return all
}

// correlate prepares the correlations between inputs. The Gaussian copula leaves
// the first of several correlated numbers as it is drawn and moves the others
// after it: those come first that are spread best, and then by their paths, so
// that where a file states an input changes no future.
func (s *sources) correlate(inputs model.Inputs, correlations []model.Correlation) (err error) {
	lead := model.Leading()
	order := slices.Clone(s.inputs)
	spread := func(i int) int {
		if at := slices.Index(lead, inputs[i].Path); at >= 0 {
			return at
		}
		return len(lead)
	}
	slices.SortFunc(order, func(a, b int) int {
		return cmp.Or(cmp.Compare(spread(a), spread(b)), strings.Compare(inputs[a].Path, inputs[b].Path))
	})
	s.joint = make([]int, len(inputs))
	for place, i := range order {
		s.joint[i] = place
	}
	pairs := inputs.Correlated(correlations)
	for k := range pairs {
		pairs[k].A, pairs[k].B = s.joint[pairs[k].A], s.joint[pairs[k].B]
	}
	s.copula, err = copula.New(pairs)
	return err
}

func (s *sources) count() int { return len(s.inputs) + len(s.risks) + len(s.drivers) + len(s.rates) }

// driver is users for −1, else one of drivers.other.
func driver(s *model.Scenario, i int) *model.Driver {
	if i < 0 {
		return &s.Drivers.Users
	}
	return &s.Drivers.Other[i]
}

// future sets the numbers of one engine to those of one future after the other.
type future struct {
	job     *job
	engine  *plan.Engine
	numbers []number     // in the order of sources.inputs
	at      []*float64   // what the scenario holds of each
	values  []float64    // of the futures of a block, by number
	risks   []chance     // in the order of sources.risks
	paths   []randomWalk // in the order of sources.drivers, and then of sources.rates
	joint   []float64    // uniforms of one future, by input of the scenario; nil without correlations
}

// number is an uncertain input.
type number struct {
	input  *model.Input
	column *sampling.Column
	u, x   []float64 // uniforms and values of the futures of a block
	within bool      // whether every value of the distribution is legal
}

// chance is a risk: whether it happens, and when.
type chance struct {
	risk        *model.Risk
	happens, on *sampling.Column
	u, when     [block]float64
	ranks       [block]float64 // of the futures that were set: the probability may be uncertain itself
}

// randomWalk is the path of a driver, or of an exchange rate, that strays from its growth.
type randomWalk struct {
	volatility *unit.Growth
	shocks     []float64 // factor by month
	name       string
	normal     *distribution.Distribution
	z          []float64
}

func newWalk(name string, volatility *unit.Growth, months int) randomWalk {
	normal, _ := distribution.Normal(0, 1)
	return randomWalk{volatility: volatility, name: name, normal: normal, z: make([]float64, months), shocks: make([]float64, months+1)}
}

func newFuture(j *job) *future {
	s, inputs := model.Clone(j.scenario, j.inputs)
	f := &future{job: j, engine: plan.Compile(s)}
	d := &j.options.Design
	f.values = make([]float64, len(j.sources.inputs)*(block+apart))
	for k, i := range j.sources.inputs {
		in := &inputs[i]
		within := in.Distribution.Quantile(0) >= in.Low && in.Distribution.Quantile(1) <= in.High
		f.numbers = append(f.numbers, number{in, d.Column(in.Path), make([]float64, block), f.values[k*(block+apart):][:block], within})
		f.at = append(f.at, in.At)
	}
	for _, i := range j.sources.risks {
		path := "risks." + s.Risks[i].Name
		f.risks = append(f.risks, chance{risk: &s.Risks[i], happens: d.Column(path), on: d.Column(path + ".month")})
	}
	for _, i := range j.sources.drivers {
		d, name := driver(s, i), "drivers.users.volatility"
		if i >= 0 {
			name = "drivers.other." + d.Name + ".volatility"
		}
		w := newWalk(name, d.Volatility, s.Months())
		d.Shocks = w.shocks
		f.paths = append(f.paths, w)
	}
	for _, i := range j.sources.rates {
		r := &s.FX.Rates[i]
		w := newWalk("fx.rates."+r.Name+".volatility", r.Volatility, s.Months())
		r.Shocks = w.shocks
		f.paths = append(f.paths, w)
	}
	if len(s.Correlations) > 0 {
		f.joint = make([]float64, len(inputs))
	}
	return f
}

// draw fills the block with n futures from a point of a replicate on.
func (f *future) draw(replicate, first, n int) {
	for i := range f.numbers {
		f.numbers[i].column.Fill(f.numbers[i].u[:n], replicate, first)
	}
	if f.joint != nil {
		f.correlate(n)
	}
	for i := range f.numbers {
		v := &f.numbers[i]
		v.input.Distribution.Fill(v.x[:n], v.u[:n])
		if !v.within {
			for k, x := range v.x[:n] {
				v.x[k] = v.input.Legal(x)
			}
		}
	}
	for i := range f.risks {
		r := &f.risks[i]
		r.happens.Fill(r.u[:n], replicate, first)
		r.on.Fill(r.when[:n], replicate, first)
	}
}

// correlate makes the uniforms of correlated inputs depend on each other.
func (f *future) correlate(n int) {
	for k := range n {
		for i, at := range f.job.sources.inputs {
			f.joint[f.job.sources.joint[at]] = f.numbers[i].u[k]
		}
		f.job.sources.copula.Transform(f.joint)
		for i, at := range f.job.sources.inputs {
			f.numbers[i].u[k] = f.joint[f.job.sources.joint[at]]
		}
	}
}

// set writes the future at a place of the block, which is a point of a
// replicate, into the engine's scenario.
func (f *future) set(replicate, point, place int) {
	for i, at := range f.at {
		*at = f.values[i*(block+apart)+place]
	}
	for i := range f.risks {
		f.risks[i].set(place, f.engine.Scenario.Months())
	}
	for i := range f.paths {
		f.paths[i].walk(&f.job.options.Design, replicate*f.job.options.Design.Points+point)
	}
}

// uniforms are where the futures of a block lie in the distribution of a source.
func (f *future) uniforms(source int) []float64 {
	if source < len(f.numbers) {
		return f.numbers[source].u
	}
	return f.risks[source-len(f.numbers)].ranks[:]
}

// set lets the risk happen, or not, in one of the months of its window.
func (c *chance) set(place, horizon int) {
	c.risk.Begins.Set = c.u[place] < float64(*c.risk.Probability)
	first, last := c.risk.Window(horizon)
	c.risk.Begins.Month = min(first+int(c.when[place]*float64(last-first+1)), last)
	c.ranks[place] = c.rank(place)
}

// began is the month in which the risk begins in this future; NaN when it does
// not happen.
func (c *chance) began() float64 {
	if !c.risk.Begins.Set {
		return math.NaN()
	}
	return float64(c.risk.Begins.Month)
}

// rank orders the futures by what the risk does: from those in which it does not
// happen, through those in which it begins late, to those in which it begins early.
func (c *chance) rank(place int) float64 {
	p := float64(*c.risk.Probability)
	if c.u[place] >= p {
		return 1 - c.u[place]
	}
	return min(1-float64(p*c.when[place]), 1-0x1p-53)
}

// walk draws the factors of a geometric random walk: each month multiplies by
// e^(σ·z), z standard normal, σ the volatility of a month. The median path is
// that of the growth.
func (w *randomWalk) walk(d *sampling.Design, future int) {
	d.Stream(w.name, future).Fill(w.z, 0)
	w.normal.Fill(w.z, w.z)
	sigma := w.volatility.Rate / math.Sqrt(w.volatility.Per)
	path := 0.0
	w.shocks[0] = 1
	for m, z := range w.z {
		path += float64(sigma * z)
		w.shocks[m+1] = elementary.Exp(path)
	}
}

// uncertain lists the paths of the uncertain inputs, then the risks.
func (j *job) uncertain() []string {
	var names []string
	for _, i := range j.sources.inputs {
		names = append(names, j.inputs[i].Path)
	}
	for _, i := range j.sources.risks {
		names = append(names, "risks."+j.scenario.Risks[i].Name)
	}
	return slices.Clip(names)
}
