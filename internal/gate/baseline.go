package gate

import (
	"slices"

	"github.com/talimat/talimat-plan/internal/figures"
	"github.com/talimat/talimat-plan/internal/plan"
)

// Baseline is an earlier forecast that a plan is compared with, run anew or saved.
type Baseline struct {
	Name    string            // as the user gave it
	Figures *figures.Snapshot // its results

	objectives map[string]bool // whether each was met; nil for a saved forecast
}

// NewBaseline makes a baseline of a result.
func NewBaseline(name string, r *plan.Result) *Baseline {
	b := SavedBaseline(name, r.Snapshot())
	b.objectives = map[string]bool{}
	j := &judge{Plan: &Plan{Result: r}}
	j.objectives()
	for i := range j.checks {
		b.objectives[j.checks[i].Name] = j.checks[i].Status != Warned
	}
	return b
}

// SavedBaseline makes a baseline of a saved forecast.
func SavedBaseline(name string, s *figures.Snapshot) *Baseline {
	return &Baseline{Name: name, Figures: s}
}

// claim reports whether the baseline passed a claim; known is false when it
// does not make it.
func (b *Baseline) claim(name string) (passed, known bool) {
	if b == nil {
		return false, false
	}
	return !b.has("claim", func(f figures.Fault) bool { return f.Name == name }), slices.Contains(b.Figures.Claims, name)
}

// finding reports whether the baseline was free of a finding.
func (b *Baseline) finding(code, path string) (passed, known bool) {
	return b != nil && !b.has("finding", func(f figures.Fault) bool { return f.Name == code && f.Path == path }), b != nil
}

// has reports whether the baseline has a fault of a kind.
func (b *Baseline) has(kind string, fault func(figures.Fault) bool) bool {
	return slices.ContainsFunc(b.Figures.Faults, func(f figures.Fault) bool { return f.Kind == kind && fault(f) })
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
