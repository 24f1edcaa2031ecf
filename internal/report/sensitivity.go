package report

import (
	"cmp"
	"fmt"
	"io"
	"slices"

	"github.com/talimat/talimat-plan/internal/study/sensitivity"
	"github.com/talimat/talimat-plan/internal/unit"
	"github.com/talimat/talimat-plan/internal/words"
)

// Sensitivity is the report on what matters among what is uncertain.
type Sensitivity struct {
	Title    string               // name and description of the scenario
	Frame    string               // target, currency and file, on one line
	Design   string               // how the futures were drawn, on one line
	Verdicts []Line               // the answer in a few lines
	Tables   []Table              // what matters, swings, tails, indices
	Document *SensitivityDocument // the same for machines, every source

	options Options
}

// Sensitive arranges an analysis.
func Sensitive(a *sensitivity.Analysis, o Options) *Sensitivity {
	s := a.Scenario
	f := &Sensitivity{Title: s.Name, options: o}
	if s.Description != "" {
		f.Title += ": " + s.Description
	}
	v := newWeights(a)
	f.Frame = "what moves " + v.target() + " · " + s.Currency
	if o.File != "" {
		f.Frame += " · " + o.File
	}
	f.Design = design(a.Outcome)
	f.Verdicts = v.verdicts()
	for _, t := range []Table{v.matters(), v.swings(), v.tails(), v.indices()} {
		if len(t.Rows) > 0 {
			f.Tables = append(f.Tables, t)
		}
	}
	f.Document = newSensitivityDocument(&v, o)
	return f
}

// Text writes the report for a terminal. No line is wider than Options.Width.
func (f *Sensitivity) Text(w io.Writer) error { return f.brief().text(w, f.options) }

// Markdown writes the report in GitHub's flavour.
func (f *Sensitivity) Markdown(w io.Writer) error {
	return f.brief().markdown(w, "# "+escape(f.Title), f.Frame, f.Design)
}

func (f *Sensitivity) brief() *brief {
	return &brief{head: []string{f.Title, f.Frame, f.Design, ""}, verdicts: f.Verdicts, tables: f.Tables}
}

// weights is an analysis with what its tables have in common.
type weights struct {
	*sensitivity.Analysis
	money      words.Currency
	greatest   float64         // worth of any source
	correlated map[string]bool // inputs by their path
}

func newWeights(a *sensitivity.Analysis) weights {
	v := weights{Analysis: a, money: words.Currency(a.Scenario.Currency), correlated: map[string]bool{}}
	for i := range a.Sources {
		v.greatest = max(v.greatest, a.Sources[i].Worth)
	}
	for i := range a.Scenario.Correlations {
		for _, path := range a.Scenario.Correlations[i].Between {
			v.correlated[path] = true
		}
	}
	return v
}

// target is "cost.effective in month 36 (2027-01)".
func (v *weights) target() string {
	if !v.Metric.Series {
		return v.Metric.Name
	}
	return fmt.Sprintf("%s in month %d (%s)", v.Metric.Name, v.Month, v.Scenario.Start.Add(v.Month))
}

// percentile is the name of the bad tail's edge: "P90", or "P10".
func (v *weights) percentile() string { return fmt.Sprintf("P%.0f", v.Tail.Level()*100) }

// amount writes one value of the target.
func (v *weights) amount(x float64) string { return words.Quantity(v.Metric.Kind, x, v.money) }

// amounts writes a column of them by one rule.
func (v *weights) amounts(values []float64) []string {
	switch v.Metric.Kind {
	case unit.KindMoney:
		return v.money.Column(values, 100)
	case unit.KindCount:
		rounded := make([]float64, len(values))
		for i, x := range values {
			rounded[i] = digits(x, 3) // quantiles lie within bins, a little off whole numbers
		}
		return words.Numbers(rounded)
	case unit.KindMonths:
		return each(values, func(x float64) string { return words.Short(x, 1) })
	}
	return each(values, v.amount)
}

// variance names what shares are of.
func (v *weights) variance() string {
	if v.Logarithmic {
		return "the variance of the logarithm of " + v.Metric.Name
	}
	return "the variance of " + v.Metric.Name
}

// by is the sources in descending order of a figure.
func (v *weights) by(figure func(*sensitivity.Source) float64) []sensitivity.Source {
	all := slices.Clone(v.Sources)
	slices.SortStableFunc(all, func(a, b sensitivity.Source) int { return cmp.Compare(figure(&b), figure(&a)) })
	return all
}

// verdicts answer what reviews ask: what to look at, what to leave alone, what to
// measure first.
func (v *weights) verdicts() []Line {
	lines := []Line{{"Forecast", fmt.Sprintf("%s with every input at its median; %s over the futures: %s",
		v.amount(v.Base), v.percentile(), v.range90())}}
	byShare := v.by(func(s *sensitivity.Source) float64 { return s.Share.Value })
	if top := byShare[0]; top.Share.Value >= little {
		lines = append(lines, Line{"Matters", fmt.Sprintf("%s explains %s of %s by itself", top.Path, words.Percent(round3(top.Share.Value)), v.variance())})
	}
	byWorth := v.by(func(s *sensitivity.Source) float64 { return s.Worth })
	if top := byWorth[0]; top.Worth > 0 {
		lines = append(lines, Line{"Measure", fmt.Sprintf("%s first: knowing its tenth takes %s off the expected loss of %s", top.Path, v.amount(top.Worth), v.amount(v.Loss))})
	}
	idle := 0
	for i := range v.Sources {
		if !v.matter(&v.Sources[i]) {
			idle++
		}
	}
	if idle > 0 {
		lines = append(lines, Line{"Leave", fmt.Sprintf("%d of %d uncertain inputs and risks hardly matter to this figure", idle, len(v.Sources))})
	}
	return lines
}

// range90 is the edge of the tail with its interval.
func (v *weights) range90() string {
	text := v.amount(v.AtTail.Value)
	if h := newHalf(v.money, v.Metric.Kind, v.AtTail); h != nil {
		text += " ± " + v.amount(*h)
	}
	return text
}
