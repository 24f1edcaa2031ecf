// Package compare holds two plans against each other: which results differ,
// which inputs do, and how much of the difference each input causes. Everything
// is found by running the one engine; nothing is estimated.
package compare

import (
	"fmt"
	"slices"

	"github.com/talimat/talimat-plan/internal/figures"
	"github.com/talimat/talimat-plan/internal/metric"
	"github.com/talimat/talimat-plan/internal/scenario"
	"github.com/talimat/talimat-plan/internal/unit"
)

// Side is one of the two plans.
type Side struct {
	Figures *figures.Snapshot // what it comes to
	Outline *scenario.Part    // what it states; nil when only its results are known
}

// Question is what to divide among the inputs.
type Question struct {
	Of    string // a metric; empty is the effective cost
	Month *int   // of a series; nil is the last common month, and all months for what adds up over them
}

// QuestionError is a question without an answer.
type QuestionError struct {
	About   string // "of" or "month": the part of the question
	Message string // what is wrong with it
}

// Error returns the message.
func (e *QuestionError) Error() string { return e.Message }

// Comparison is what differs between two plans.
type Comparison struct {
	Old, New    *figures.Snapshot // the two sides, as reports round them
	Months      int               // the last month that both have
	Measures    []Measure         // what the question asks about; one or two
	Series      []SeriesChange    // results by month; those of both sides in the order of the registry
	Words       []WordsChange     // results in words
	Figures     []FigureChange    // single results
	Faults      []FaultChange     // findings, limits and claims
	Known       bool              // whether both sides' inputs are known
	Inputs      []Change          // what is stated otherwise; empty when inputs are not known
	Attribution *Attribution      // nil when inputs are not known or none bears on a figure
}

// Compare holds a new plan against an old one. It fails when they are not
// comparable or the question has no answer.
func Compare(old, new Side, q Question) (*Comparison, error) {
	if old.Figures.Currency != new.Figures.Currency {
		return nil, fmt.Errorf("the plans are in %s and %s; only amounts of one currency can be compared", old.Figures.Currency, new.Figures.Currency)
	}
	c := &Comparison{Old: old.Figures.Rounded(), New: new.Figures.Rounded(), Months: min(old.Figures.Months, new.Figures.Months)}
	var err error
	if c.Measures, err = c.measures(q); err != nil {
		return nil, err
	}
	c.Series = seriesChanges(c.Old, c.New, c.Months)
	c.Words = wordsChanges(c.Old, c.New, c.Months)
	c.Figures = figureChanges(c.Old, c.New)
	c.Faults = faultChanges(c.Old, c.New)
	if old.Outline == nil || new.Outline == nil {
		return c, nil
	}
	c.Known = true
	c.Inputs = withoutIdleOrders(old.Outline, new.Outline, Changes(old.Outline, new.Outline))
	if slices.ContainsFunc(c.Inputs, func(change Change) bool { return !change.Inert }) {
		c.Attribution = attribute(old.Outline, new.Outline, c.Inputs, c.Measures)
	}
	return c, nil
}

// IsEmpty reports whether nothing changed: no input and no result.
func (c *Comparison) IsEmpty() bool {
	return len(c.Series)+len(c.Words)+len(c.Figures)+len(c.Faults)+len(c.Inputs) == 0
}

// Cost is the effective cost of both sides in the last common month, and their
// totals from month 1 to it.
func (c *Comparison) Cost() (old, new, oldTotal, newTotal float64) {
	before, after := c.Old.Series("cost.effective"), c.New.Series("cost.effective")
	money := metric.Metric{Kind: unit.KindMoney}
	return before[c.Months], after[c.Months], sum(money, before[1:c.Months+1]), sum(money, after[1:c.Months+1])
}

// measures turns a question into measures of this comparison.
func (c *Comparison) measures(q Question) ([]Measure, error) {
	name := q.Of
	if name == "" {
		name = "cost.effective"
	}
	m, ok := c.metric(name)
	switch {
	case !ok:
		return nil, c.unknown(name)
	case q.Month != nil && !m.Series:
		return nil, &QuestionError{"month", fmt.Sprintf("%s is a single figure, not one for each month", name)}
	case q.Month != nil && *q.Month > c.Months:
		return nil, &QuestionError{"month", fmt.Sprintf("month %d lies beyond the last month that both plans have, month %d", *q.Month, c.Months)}
	case q.Month != nil:
		return []Measure{{m, *q.Month, *q.Month}}, nil
	case m.Flow():
		return []Measure{{m, c.Months, c.Months}, {m, 1, c.Months}}, nil
	}
	return []Measure{{m, c.Months, c.Months}}, nil
}

// metric finds a result that either side has.
func (c *Comparison) metric(name string) (metric.Metric, bool) {
	for _, m := range slices.Concat(c.New.Metrics(), c.Old.Metrics()) {
		if m.Name == name {
			return m, true
		}
	}
	return metric.Metric{}, false
}

func (c *Comparison) unknown(name string) error {
	var names []string
	for _, m := range c.New.Metrics() {
		names = append(names, m.Name)
	}
	if near := unit.Nearest(name, names); near != "" {
		return &QuestionError{"of", fmt.Sprintf("unknown result %q; did you mean %q?", name, near)}
	}
	return &QuestionError{"of", fmt.Sprintf("unknown result %q", name)}
}
