package plan

import (
	"math"
	"strings"

	"github.com/talimat/talimat-plan/internal/cost"
	"github.com/talimat/talimat-plan/internal/model"
	"github.com/talimat/talimat-plan/internal/unit"
)

// Baseline is the figures of a forecast that another one is compared with.
type Baseline struct {
	Start    unit.Date                   // calendar month of its month 0
	Currency string                      // ISO 4217 code of its amounts
	Series   func(name string) []float64 // nil for a result that it does not have
	Figure   func(name string) *float64  // nil for a figure that does not exist
	Asked    func(name string) bool      // whether a month that a figure looks for may come at all; nil when that is not known
}

// Baseline is the result as the baseline of another one.
func (r *Result) Baseline() *Baseline {
	asked := func(name string) bool { return Asked(r.Scenario, name) }
	return &Baseline{Start: r.Scenario.Start, Currency: r.Scenario.Currency, Series: r.Series, Figure: r.Figure, Asked: asked}
}

// billed is the one result that counts cash.
const billed = "cost.billed"

// Opening is what a total of a result has beside its months from 1 on. Month 0 is
// today, and its bill is due whatever is decided, so that no total has it; but
// what is paid in it for the months after it is spent on the plan.
func (b *Baseline) Opening(name string) float64 {
	if name != billed {
		return 0
	}
	cash, amortised := b.Series(billed), b.Series("cost.effective")
	if len(cash) == 0 || len(amortised) == 0 {
		return 0
	}
	return cost.Sum(cash[0] - amortised[0])
}

// figure is a single figure, nil when it does not exist. The month in which a
// driver reaches its target is one of the calendar: it counts from the start of
// the plan that is judged.
func (b *Baseline) figure(name string, start unit.Date) *float64 {
	v := b.Figure(name)
	if v == nil || !strings.HasPrefix(name, "reached.") {
		return v
	}
	moved := *v - float64(calendar(start)-calendar(b.Start))
	return &moved
}

// against takes the baseline that the condition is relative to.
func (e *evaluation) against(b *Baseline) (ok bool) {
	switch {
	case b == nil:
		return e.open(NoBaseline, "there is no baseline to compare with")
	case e.Kind == unit.KindMoney && b.Currency != e.now.Currency:
		return e.open(BadOverlap, "the baseline is in %s, the scenario in %s", b.Currency, e.now.Currency)
	}
	e.baseline = b
	if e.Series {
		e.base, ok = e.align(b)
		return ok
	}
	return true
}

// align returns the series of a baseline by month of the plan, matched by
// calendar month, and narrows the window to the months that both have.
func (e *evaluation) align(b *Baseline) (row []float64, ok bool) {
	series := b.Series(e.Metric)
	if series == nil && len(e.missing(e.now.Series(e.Metric), nil)) > e.To-e.From {
		return nil, !e.neither(math.NaN(), math.NaN())
	}
	if series == nil {
		return nil, e.open(BadOverlap, "the baseline has no %s", e.Metric)
	}
	shift := calendar(e.now.Start) - calendar(b.Start) // month 0 of the plan is that month of the baseline
	earliest := -shift
	if e.Condition.Fold == model.FoldGrowth {
		earliest++ // growth needs the month before
	}
	from, to := max(e.From, earliest), min(e.To, len(series)-1-shift)
	if from > to {
		return nil, e.open(BadOverlap, "the baseline covers %s to %s and none of these months", b.Start, b.Start.Add(len(series)-1))
	}
	row = make([]float64, to+1)
	for m := range row {
		if at := m + shift; at >= 0 {
			row[m] = series[at]
		}
	}
	e.From, e.To = from, to
	return row, true
}

// calendar counts months from year 0.
func calendar(d unit.Date) int { return d.Year*12 + d.Month }
