package plan

import (
	"math"
	"strings"

	"github.com/talimat/talimat-plan/internal/figures"
	"github.com/talimat/talimat-plan/internal/model"
	"github.com/talimat/talimat-plan/internal/unit"
)

// shifted is an earlier forecast by the months of the plan that is judged.
type shifted struct {
	*figures.Snapshot
	start unit.Date // of the plan
	name  string    // of the one series that row is of
	row   []float64 // by month of the plan
}

// Figure is a single figure, nil when it does not exist. The month in which a
// driver reaches its target is one of the calendar: it counts from the start of
// the plan.
func (b shifted) Figure(name string) *float64 {
	v := b.Snapshot.Figure(name)
	if v == nil || !strings.HasPrefix(name, "reached.") {
		return v
	}
	moved := *v - float64(calendar(b.start)-calendar(b.Start))
	return &moved
}

// Series is the one that is known by month of the plan, or any if both begin in
// the same month.
func (b shifted) Series(name string) []float64 {
	if name == b.name {
		return b.row
	}
	if b.Start == b.start {
		return b.Snapshot.Series(name)
	}
	return nil // its month 0 is another
}

// against takes the baseline that the condition is relative to.
func (e *evaluation) against(b *figures.Snapshot) (ok bool) {
	switch {
	case b == nil:
		return e.open(NoBaseline, "there is no baseline to compare with")
	case e.Kind == unit.KindMoney && b.Currency != e.currency:
		return e.open(BadOverlap, "the baseline is in %s, the scenario in %s", b.Currency, e.currency)
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
func (e *evaluation) align(b *figures.Snapshot) (row []float64, ok bool) {
	series := b.Series(e.Metric)
	if series == nil && len(e.missing(e.now.Series(e.Metric), nil)) > e.To-e.From {
		return nil, !e.neither(math.NaN(), math.NaN())
	}
	if series == nil {
		return nil, e.open(BadOverlap, "the baseline has no %s", e.Metric)
	}
	shift := calendar(e.start) - calendar(b.Start) // month 0 of the plan is that month of the baseline
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
