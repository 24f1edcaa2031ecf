// Package metric is the vocabulary of results: the name, unit, kind and meaning
// of every figure a plan yields. Limits, claims, explanations, tables, CSV and
// JSON all name a result by it; nothing else knows a result by name, but for the
// registry of package plan, which says where each is read.
package metric

import (
	"math"
	"slices"
	"strings"

	"github.com/talimat/talimat-plan/internal/unit"
)

// Metric describes one result.
type Metric struct {
	Name    string    // "services.web.replicas"; in Definitions a * stands for a component's name
	Family  string    // the name in Definitions: "services.*.replicas"
	Part    string    // what the * stands for: "web"; empty in Definitions, and where there is none
	Kind    unit.Kind // what it measures, in base units; money is in the scenario's currency
	Series  bool      // one value for each month, or a single figure
	Fold    Fold      // what its months come to in a period
	Values  Values    // which values it can have
	Partial bool      // a ratio of what may not be there: a value by month that may be NaN, and is never 0 instead
	Doc     string    // one sentence
}

// Fold is what the months of a result come to in a quarter or a year.
type Fold uint8

// The folds.
const (
	End   Fold = iota // what there is at its end: a stock, a rate, a price
	Sum               // all of it: money and volumes add up
	Peak              // the largest month: what must be there carries that one too
	Least             // the smallest month: a share that must be carried always
)

// String is the fold in a word, as documents have it.
func (f Fold) String() string { return [...]string{"end", "sum", "peak", "least"}[f] }

// Values are the values that a result can have.
type Values uint8

// The ranges of values.
const (
	Amounts  Values = iota // from 0 on
	Balances               // any
	Shares                 // from 0 to 1
)

// Range is the least and the greatest value that a result can have; infinite
// where there is none.
func (m Metric) Range() (low, high float64) {
	switch m.Values {
	case Balances:
		return math.Inf(-1), math.Inf(1)
	case Shares:
		return 0, 1
	}
	return 0, math.Inf(1)
}

// Flow reports whether the months of a result add up: money and volumes do,
// what there is at a moment does not.
func (m Metric) Flow() bool { return m.Fold == Sum }

// Digits is how many decimals an amount has in reports: those of the currency or,
// of a price by month, which no one pays as it is, at least a hundredth.
func (m Metric) Digits(currency string) int {
	if m.Series && !m.Flow() {
		return unit.FineDigits(currency)
	}
	return unit.MinorDigits(currency)
}

// Countable reports whether a plan that lacks what is measured, such as a service,
// has none of it: of prices and ratios there is nothing to say.
func (m Metric) Countable() bool {
	return slices.Contains([]unit.Kind{unit.KindCount, unit.KindMoney, unit.KindBytes, unit.KindPerSecond}, m.Kind)
}

// Path is the name taken apart: services, web, replicas. The name of a component
// is one part, whatever it is made of.
func (m Metric) Path() []string {
	path := strings.Split(m.Family, ".")
	if i := slices.Index(path, "*"); i >= 0 && m.Part != "" {
		path[i] = m.Part
	}
	return path
}
