package report

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/talimat/talimat-plan/internal/document"
	"github.com/talimat/talimat-plan/internal/simulation"
	"github.com/talimat/talimat-plan/internal/study/sensitivity"
	"github.com/talimat/talimat-plan/internal/unit"
	"github.com/talimat/talimat-plan/internal/words"
)

// Sensitivity says what matters among what is uncertain.
func Sensitivity(a *sensitivity.Analysis, o Options) *document.Document {
	v := newWeights(a)
	d := answer("sensitivity", a.Scenario, o)
	entitle(d, "what moves "+v.target()+" · "+a.Scenario.Currency, drawn(&a.Outcome.Design, a.Outcome.Futures()))
	d.Records = []string{"sources"}
	d.Add(v.about(), samplingFields(&a.Outcome.Design, a.Outcome.Futures()), v.rest(),
		&document.Lines{Lines: v.verdicts()}, v.sources(), v.swings(), v.tails())
	if v.Indices == nil {
		d.Add(&document.Fields{Name: "sobol", Absent: true})
	} else {
		d.Add(v.indices())
	}
	return d
}

// about says what was analysed, and how.
func (v *weights) about() *document.Fields {
	month, date, limits := document.Empty(), document.Empty(), []string{}
	if v.Metric.Series {
		month, date = document.Count(v.Month), document.Word(v.Scenario.Start.Add(v.Month).String())
	}
	for _, c := range v.Outcome.Limits {
		limits = append(limits, c.Text)
	}
	form := document.Of(v.Metric.Kind, v.money)
	return &document.Fields{Fields: []document.Field{
		{Key: "metric", Cell: document.Word(v.Metric.Name)},
		{Key: "unit", Cell: document.Word(form.Unit())},
		{Key: "month", Cell: month},
		{Key: "date", Cell: date},
		{Key: "base", Cell: document.Number(form, v.Base)},
		{Key: "tail_level", Cell: document.Number(document.Of(unit.KindRatio, ""), v.Tail.Level())},
		{Key: "tail", Cell: v.estimate(v.AtTail), Interval: true},
		{Key: "expected_loss", Cell: document.Number(form, v.Loss)},
		{Key: "logarithmic", Cell: document.Truth(v.Logarithmic, "", "")},
		{Key: "limits", Cell: document.Words(limits)},
	}}
}

// rest is what the sources leave of the variance, for machines.
func (v *weights) rest() *document.Fields {
	if v.Rest == nil {
		return &document.Fields{Name: "rest", Absent: true}
	}
	return &document.Fields{Name: "rest", Fields: []document.Field{{Key: "variance_share_ratio", Cell: share(*v.Rest), Interval: true}}}
}

// estimate is a value of the target with its interval.
func (v *weights) estimate(e simulation.Estimate) document.Cell {
	return document.Number(document.Of(v.Metric.Kind, v.money), e.Value).Within(e.Half)
}

// share is an estimated part of a whole, to a tenth of a percent.
func share(e simulation.Estimate) document.Cell {
	return document.Number(document.Form{Kind: unit.KindRatio, Rule: document.AtMost, Places: 1}, e.Value).Within(e.Half)
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
func (v *weights) amount(x float64) string { return v.Metric.Text(x, string(v.money)) }

// form is how a column of values of the target is read.
func (v *weights) form(values []float64) document.Form {
	switch v.Metric.Kind {
	case unit.KindMoney:
		return document.Uniform(v.money, 100, values...)
	case unit.KindCount:
		return document.Form{Kind: v.Metric.Kind, Digits: 3, Rule: document.AtMost, Places: 1} // quantiles lie within bins, a little off whole numbers
	case unit.KindMonths:
		return document.Form{Kind: v.Metric.Kind, Rule: document.AtMost, Places: 1, Bare: true}
	}
	return document.Of(v.Metric.Kind, v.money)
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
func (v *weights) verdicts() []document.Line {
	lines := []document.Line{document.Say("Forecast", fmt.Sprintf("%s with every input at its median; %s over the futures: %s",
		v.amount(v.Base), v.percentile(), v.range90()))}
	byShare := v.by(func(s *sensitivity.Source) float64 { return s.Share.Value })
	if top := byShare[0]; top.Share.Value >= little {
		lines = append(lines, document.Say("Matters", fmt.Sprintf("%s explains %s of %s by itself", top.Path, share(top.Share), v.variance())))
	}
	byWorth := v.by(func(s *sensitivity.Source) float64 { return s.Worth })
	if top := byWorth[0]; top.Worth > 0 {
		lines = append(lines, document.Say("Measure", fmt.Sprintf("%s first: knowing its tenth takes %s off the expected loss of %s", top.Path, v.amount(top.Worth), v.amount(v.Loss))))
	}
	idle := 0
	for i := range v.Sources {
		if !v.matter(&v.Sources[i]) {
			idle++
		}
	}
	if idle > 0 {
		lines = append(lines, document.Say("Leave", fmt.Sprintf("%d of %d uncertain inputs and risks hardly matter to this figure", idle, len(v.Sources))))
	}
	return lines
}

// range90 is the edge of the tail with its interval.
func (v *weights) range90() string { return v.estimate(v.AtTail).Sentence() }
