// Package figures holds what a plan comes to, by the names of package metric: the
// same of a plan that has just been run and of a forecast that was saved. Gates,
// comparisons and limits with a baseline read it and need not know which it is.
package figures

import (
	"math"
	"slices"

	"github.com/talimat/talimat-plan/internal/metric"
	"github.com/talimat/talimat-plan/internal/unit"
	"github.com/talimat/talimat-plan/internal/words"
)

// Reader knows results by name.
type Reader interface {
	Series(name string) []float64 // by month, NaN where it does not exist; nil for what is not there
	Figure(name string) *float64  // nil for what does not exist
}

// Snapshot is what a plan comes to, with all digits, and what is wrong with it.
type Snapshot struct {
	Currency string    // ISO 4217 code of every amount
	Start    unit.Date // calendar month of month 0
	Months   int       // the horizon
	Rows     []Row     // results by month, in the order of the registry; each that is of no component, also where the plan has it not
	Singles  []Single  // single figures
	Words    []Words   // results that are words
	Faults   []Fault   // findings, broken limits and failing claims
	Claims   []string  // names of all claims
}

// Row is a result by month.
type Row struct {
	Metric metric.Metric // what it is
	Values []float64     // from month 0 on; NaN where it does not exist
}

// Exists reports whether there is a value in any month.
func (r Row) Exists() bool {
	return slices.ContainsFunc(r.Values, func(v float64) bool { return !math.IsNaN(v) })
}

// Single is a single result.
type Single struct {
	Metric metric.Metric // what it is
	Value  *float64      // nil when it does not exist
}

// Words is a result by month that is no number: the tier of the database.
type Words struct {
	Metric metric.Metric // what it is
	Values []string      // from month 0 on; empty where there is none
}

// Exists reports whether there is a word in any month.
func (w Words) Exists() bool {
	return slices.ContainsFunc(w.Values, func(word string) bool { return word != "" })
}

// Fault is something wrong with a plan.
type Fault struct {
	Kind     string // "finding", "limit" or "claim"
	Name     string // code of the finding, or name of the limit or claim
	Path     string // of the input behind a finding
	Severity string // of a finding, or deny or warn; empty for a claim
	Month    *int   // first month that it concerns; nil for none
	Message  string // of a finding, or the condition of a limit; empty for a claim
	Claim    *Claim // what was claimed; nil for others
}

// Claim is a stated figure that the plan does not come to.
type Claim struct {
	Metric   string    // the result that it is about
	Kind     unit.Kind // of both figures
	Claimed  float64   // the figure
	Computed *float64  // the result; nil when it does not exist
}

// Series is a result by month.
func (s *Snapshot) Series(name string) []float64 {
	for _, r := range s.Rows {
		if r.Metric.Name == name {
			return r.Values
		}
	}
	return nil
}

// Figure is a single result; nil for what does not exist.
func (s *Snapshot) Figure(name string) *float64 {
	for _, f := range s.Singles {
		if f.Metric.Name == name {
			return f.Value
		}
	}
	return nil
}

// Metrics are the numbers that it has: those by month before single ones.
func (s *Snapshot) Metrics() []metric.Metric {
	var all []metric.Metric
	for i := range s.Rows {
		all = append(all, s.Rows[i].Metric)
	}
	for i := range s.Singles {
		all = append(all, s.Singles[i].Metric)
	}
	return all
}

// Rounded is the snapshot as reports show it: each figure with the digits of its
// kind, without what does not exist in any month.
func (s *Snapshot) Rounded() *Snapshot {
	money, out := words.Currency(s.Currency), *s
	out.Rows, out.Singles, out.Words = nil, nil, nil
	for _, r := range s.Rows {
		if !r.Exists() {
			continue
		}
		values := make([]float64, len(r.Values))
		for i, v := range r.Values {
			values[i] = money.Round(r.Metric.Kind, v)
		}
		out.Rows = append(out.Rows, Row{r.Metric, values})
	}
	for _, f := range s.Singles {
		out.Singles = append(out.Singles, Single{f.Metric, money.RoundOptional(f.Metric.Kind, f.Value)})
	}
	for _, w := range s.Words {
		if w.Exists() {
			out.Words = append(out.Words, w)
		}
	}
	return &out
}

// billed is the one result that counts cash.
const billed = "cost.billed"

// Opening is what a total of a result has beside its months from 1 on. Month 0 is
// today, and its bill is due whatever is decided, so that no total has it; but
// what is paid in it for the months after it is spent on the plan.
func Opening(of Reader, name string) float64 {
	if name != billed {
		return 0
	}
	cash, amortised := of.Series(billed), of.Series("cost.effective")
	if len(cash) == 0 || len(amortised) == 0 {
		return 0
	}
	return unit.RoundMinor(cash[0]-amortised[0], 4) // differences of amounts with at most four decimals
}
