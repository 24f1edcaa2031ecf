package gate

import (
	"github.com/talimat/talimat-plan/internal/plan"
	"github.com/talimat/talimat-plan/internal/report"
	"github.com/talimat/talimat-plan/internal/unit"
)

// Baseline is an earlier forecast that a plan is compared with.
type Baseline struct {
	Name    string         // as the user gave it
	Figures *plan.Baseline // its results

	claims     map[string]bool    // whether each passed
	findings   map[[2]string]bool // codes and paths of what it had
	objectives map[string]bool    // whether each was met; nil for a saved forecast
}

// NewBaseline makes a baseline of a result.
func NewBaseline(name string, r *plan.Result) *Baseline {
	b := &Baseline{Name: name, Figures: r.Baseline(), claims: map[string]bool{}, findings: map[[2]string]bool{}, objectives: map[string]bool{}}
	for i := range r.Claims {
		b.claims[r.Claims[i].Name] = r.Claims[i].Pass
	}
	for i := range r.Findings {
		b.findings[[2]string{r.Findings[i].Code, r.Findings[i].Path}] = true
	}
	j := &judge{Plan: &Plan{Result: r}}
	j.objectives()
	for i := range j.checks {
		b.objectives[j.checks[i].Name] = j.checks[i].Status != Warned
	}
	return b
}

// SavedBaseline makes a baseline of a saved forecast.
func SavedBaseline(name string, text []byte) (*Baseline, error) {
	d, err := report.ReadDocument(text)
	if err != nil {
		return nil, err
	}
	start, err := unit.ParseDate(d.Start)
	if err != nil {
		return nil, err
	}
	b := &Baseline{
		Name: name, claims: map[string]bool{}, findings: map[[2]string]bool{},
		Figures: &plan.Baseline{Start: start, Currency: d.Currency, Series: d.Saved, Figure: d.SavedFigure},
	}
	for i := range d.Claims {
		b.claims[d.Claims[i].Name] = d.Claims[i].Pass
	}
	for i := range d.Findings {
		b.findings[[2]string{d.Findings[i].Code, d.Findings[i].Path}] = true
	}
	return b, nil
}

// claim reports whether the baseline passed a claim; known is false when it
// does not make it.
func (b *Baseline) claim(name string) (passed, known bool) {
	if b == nil {
		return false, false
	}
	passed, known = b.claims[name]
	return passed, known
}

// finding reports whether the baseline was free of a finding.
func (b *Baseline) finding(code, path string) (passed, known bool) {
	return b != nil && !b.findings[[2]string{code, path}], b != nil
}

// objective reports whether the baseline met an objective; known is false when
// it does not promise it, or is a saved forecast.
func (b *Baseline) objective(name string) (met, known bool) {
	if b == nil {
		return false, false
	}
	met, known = b.objectives[name]
	return met, known
}
