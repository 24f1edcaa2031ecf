package report

import (
	"bytes"
	"encoding/json"
	"io"
	"strings"

	"github.com/talimat/talimat-plan/internal/cost"
	"github.com/talimat/talimat-plan/internal/holding"
	"github.com/talimat/talimat-plan/internal/model"
	"github.com/talimat/talimat-plan/internal/plan"
	render "github.com/talimat/talimat-plan/internal/render/json"
	"github.com/talimat/talimat-plan/internal/words"
)

// JSON writes the document. A number that is not finite is an error, and
// nothing is written.
func (f *Forecast) JSON(w io.Writer) error { return encode(w, f.document()) }

// YAML writes the content of the JSON with its keys in the same order.
func (f *Forecast) YAML(w io.Writer) error {
	var text bytes.Buffer
	if err := f.JSON(&text); err != nil {
		return err
	}
	return render.Rewrite(w, &text)
}

// document is the forecast for machines, always by month. It is made when it is
// asked for: it takes as long as all tables.
func (f *Forecast) document() *Document { return newDocument(f.result, f.holding, f.options) }

// Claimed are the levers whose savings are stated, not modelled.
func (f *Forecast) Claimed() []string { return newAssumptions(f.result).Claimed }

// encode writes a value as indented JSON.
func encode(w io.Writer, value any) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(value)
}

// NewDocument arranges a result for machines.
func NewDocument(r *plan.Result, o Options) *Document { return newDocument(r, holding.Judge(r), o) }

func newDocument(r *plan.Result, v *holding.Verdict, o Options) *Document {
	s := r.Scenario
	return &Document{
		SchemaVersion: SchemaVersion, Tool: o.Tool,
		Scenario: NewScenario(s, o),
		Currency: s.Currency, Start: s.Start.String(), HorizonMonths: r.Months(),
		Tree: r.Snapshot().Tree(), Holding: newHolding(v, r, &o), Appraisal: newAppraisal(&r.Finance),
		Limits: newLimits(r, o), Findings: Findings(r, o), Claims: newClaims(r, o), Assumptions: newAssumptions(r),
	}
}

// NewScenario names a scenario that is planned.
func NewScenario(s *model.Scenario, o Options) Scenario {
	return Scenario{s.Name, s.Description, o.File, strings.TrimPrefix(o.InputHash, "sha256:")}
}

// newAppraisal says what the figures of the investment are about.
func newAppraisal(f *cost.Finance) Appraisal {
	return Appraisal{
		Months:    f.Months,
		Reference: [...]string{cost.Unlevered: "baseline", cost.Unphased: "without_project", cost.Stated: "stated"}[f.Reference],
		IRRReason: noRate(f, &f.Verdict), BaselineIRRReason: noRate(f, &f.Baseline),
	}
}

// noRate is why there is no rate of return; nil when there is one.
func noRate(f *cost.Finance, v *cost.Verdict) *string {
	reason := "several_rates"
	switch {
	case v.IRR != nil:
		return nil
	case f.Investment <= 0:
		reason = "nothing_invested"
	case len(v.IRRs) == 0:
		reason = "no_rate"
	}
	return &reason
}

func newLimits(r *plan.Result, o Options) []Limit {
	all, money := []Limit{}, words.Currency(r.Scenario.Currency)
	for _, l := range r.Limits {
		all = append(all, Limit{
			Name: l.Name, Level: l.Level, Text: l.Text, Metric: l.Metric, Limit: money.Round(l.Kind, l.Limit), Evaluated: l.Open == "", Holds: l.Holds,
			Month: l.Month, Actual: money.RoundOptional(l.Kind, l.Actual), Worst: money.RoundOptional(l.Kind, l.Worst), Line: o.line(l.Path),
		})
	}
	return all
}

func newClaims(r *plan.Result, o Options) []Claim {
	all, money := []Claim{}, words.Currency(r.Scenario.Currency)
	for _, c := range r.Claims {
		given := map[string]string{}
		for _, g := range c.Given {
			given[g.Name] = g.Value
		}
		all = append(all, Claim{
			Name: c.Name, Metric: c.Metric.Name, Month: c.Month, Given: given, Claimed: money.Round(c.Metric.Kind, c.Claimed),
			Computed: money.RoundOptional(c.Metric.Kind, c.Computed), Pass: c.Pass, Line: o.line(c.Path),
		})
	}
	return all
}

// Findings locates the findings of a result in the scenario.
func Findings(r *plan.Result, o Options) []Finding {
	all := []Finding{}
	for _, f := range r.Findings {
		located := Finding{
			Code: f.Code, Severity: f.Severity.String(), Month: f.Month, Path: f.Path,
			Message: f.Message, Arithmetic: f.Arithmetic, Remedy: f.Remedy,
		}
		located.File, located.Line = o.place(f.Path)
		if f.Month != nil {
			located.date = r.Scenario.Start.Add(*f.Month).String()
		}
		all = append(all, located)
	}
	return all
}

// place is "plan.yaml:41", as far as it is known.
func (f *Finding) place() string { return spot(f.File, f.Line) }

// line is the line of an input; nil when it is not known.
func (o *Options) line(path string) *int {
	if o.Locate == nil {
		return nil
	}
	pos := o.Locate(path)
	if pos.Line <= 0 {
		return nil
	}
	return &pos.Line
}
