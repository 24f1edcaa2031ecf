package compare

import (
	"math"
	"math/big"
	"slices"
	"strings"

	"github.com/talimat/talimat-plan/internal/metric"
)

// Results are what one side comes to: every figure by its metric, rounded as
// reports round it, and what is wrong.
type Results struct {
	Currency string   // ISO 4217 code of every amount
	Start    string   // calendar month of month 0, as YYYY-MM
	Months   int      // the horizon
	Series   []Series // one value for each month from 0 to the horizon
	Figures  []Figure // single figures
	Words    []Words  // results that are words
	Faults   []Fault  // findings, broken limits and failing claims
}

// Series is a result by month.
type Series struct {
	Metric metric.Metric // what it is
	Values []float64     // from month 0 on
}

// Figure is a single result.
type Figure struct {
	Metric metric.Metric // what it is
	Value  *float64      // nil when it does not exist
}

// Words is a result by month that is no number: the tier of the database.
type Words struct {
	Name   string   // "database.tier"
	Values []string // from month 0 on
}

// Fault is something wrong with a plan.
type Fault struct {
	Kind     string // "finding", "limit" or "claim"
	Name     string // code of the finding, or name of the limit or claim
	Path     string // of the input behind a finding
	Severity string // of a finding, or deny or warn; empty for a claim
	Month    *int   // first month that it concerns; nil for none
	Message  string // in words
}

// SeriesChange is a series that differs in a common month.
type SeriesChange struct {
	Metric   metric.Metric // what it is
	Old, New []float64     // from month 0 to the last common one; nil where a side has none
}

// Differs reports whether the sides differ in a month.
func (c *SeriesChange) Differs(month int) bool {
	return c.Old == nil || c.New == nil || !same(c.Old[month], c.New[month])
}

// FigureChange is a single figure that differs.
type FigureChange struct {
	Metric   metric.Metric // what it is
	Old, New *float64      // nil where it does not exist
}

// WordsChange is a result in words that differs in a common month.
type WordsChange struct {
	Name     string   // what it is
	Old, New []string // from month 0 to the last common one; nil where a side has none
}

// FaultChange is a fault that appeared (Old is nil), vanished (New is nil),
// begins in another month or is of another severity.
type FaultChange struct {
	Old, New *Fault // before and after
}

// find returns the series of a metric, or nil.
func (r *Results) find(name string) []float64 {
	for _, s := range r.Series {
		if s.Metric.Name == name {
			return s.Values
		}
	}
	return nil
}

// both pairs what two sides have by a key, in the order of the second side and
// then of the first.
func both[T any](old, new []T, key func(T) string) [][2]*T {
	var all [][2]*T
	used := make([]bool, len(old))
	for i := range new {
		pair := [2]*T{nil, &new[i]}
		at := -1
		for j := range old {
			if !used[j] && key(old[j]) == key(new[i]) {
				at = j
				break
			}
		}
		if at >= 0 {
			pair[0], used[at] = &old[at], true
		}
		all = append(all, pair)
	}
	for j := range old {
		if !used[j] {
			all = append(all, [2]*T{&old[j], nil})
		}
	}
	return all
}

func seriesChanges(old, new *Results, months int) []SeriesChange {
	var all []SeriesChange
	for _, p := range both(old.Series, new.Series, func(s Series) string { return s.Metric.Name }) {
		c := SeriesChange{}
		if p[0] != nil {
			c.Metric, c.Old = p[0].Metric, p[0].Values[:months+1]
		}
		if p[1] != nil {
			c.Metric, c.New = p[1].Metric, p[1].Values[:months+1]
		}
		if !slices.EqualFunc(c.Old, c.New, same) {
			all = append(all, c)
		}
	}
	return all
}

func wordsChanges(old, new *Results, months int) []WordsChange {
	var all []WordsChange
	for _, p := range both(old.Words, new.Words, func(w Words) string { return w.Name }) {
		c := WordsChange{}
		if p[0] != nil {
			c.Name, c.Old = p[0].Name, p[0].Values[:months+1]
		}
		if p[1] != nil {
			c.Name, c.New = p[1].Name, p[1].Values[:months+1]
		}
		if !slices.Equal(c.Old, c.New) {
			all = append(all, c)
		}
	}
	return all
}

func figureChanges(old, new *Results) []FigureChange {
	var all []FigureChange
	for _, p := range both(old.Figures, new.Figures, func(f Figure) string { return f.Metric.Name }) {
		c := FigureChange{}
		if p[0] != nil {
			c.Metric, c.Old = p[0].Metric, p[0].Value
		}
		if p[1] != nil {
			c.Metric, c.New = p[1].Metric, p[1].Value
		}
		if (c.Old == nil) != (c.New == nil) || c.Old != nil && *c.Old != *c.New {
			all = append(all, c)
		}
	}
	return all
}

func faultChanges(old, new *Results) []FaultChange {
	var all []FaultChange
	for _, p := range both(old.Faults, new.Faults, Fault.key) {
		c := FaultChange{p[0], p[1]}
		if c.Old == nil || c.New == nil || c.Old.Severity != c.New.Severity || !sameMonth(c.Old.Month, c.New.Month) {
			all = append(all, c)
		}
	}
	return all
}

// key tells faults apart. A finding about the claims as a whole stands at one of
// them, whichever fails first.
func (f Fault) key() string {
	key := f.Kind + "\n" + f.Name
	if !strings.HasPrefix(f.Path, "claims.") {
		key += "\n" + f.Path
	}
	return key
}

// same reports whether two values are one; what does not exist is NaN.
func same(a, b float64) bool { return a == b || math.IsNaN(a) && math.IsNaN(b) }

func sameMonth(a, b *int) bool {
	if a == nil || b == nil {
		return a == b
	}
	return *a == *b
}

// sum adds values up without the drift of floating point.
func sum(m metric.Metric, values []float64) float64 {
	total := new(big.Int)
	for _, v := range values {
		if q := quanta(m.Kind, v); q != nil {
			total.Add(total, q)
		}
	}
	return value(m.Kind, total)
}
