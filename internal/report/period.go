package report

import (
	"fmt"
	"slices"

	"github.com/talimat/talimat-plan/internal/cost"
	"github.com/talimat/talimat-plan/internal/metric"
	"github.com/talimat/talimat-plan/internal/unit"
)

// period is a span of months, both inclusive, that a report shows in one row.
type period struct{ first, last int }

// periods cuts the plan into periods and keeps those that the options select.
// Today (month 0) is a period of its own, because flows of money count from
// month 1; periods begin there, so that a year is twelve months of the plan.
func periods(horizon int, o Options) []period {
	length := periodMonths(o.By)
	all := []period{{0, 0}}
	for first := 1; first <= horizon; first += length {
		all = append(all, period{first, min(first+length-1, horizon)})
	}
	return slices.DeleteFunc(all, func(p period) bool { return !p.selected(o) })
}

// periodMonths is the length of a period in months.
func periodMonths(by string) int {
	switch by {
	case "year":
		return 12
	case "quarter":
		return 3
	default:
		return 1
	}
}

// selected reports whether a period holds a month that the options ask for.
func (p period) selected(o Options) bool {
	first, last := p.first, p.last
	if o.From != nil {
		first = max(first, *o.From)
	}
	if o.To != nil {
		last = min(last, *o.To)
	}
	if first > last {
		return false
	}
	return len(o.Months) == 0 ||
		slices.ContainsFunc(o.Months, func(m int) bool { return first <= m && m <= last })
}

// String is "7" or "7–9".
func (p period) String() string {
	if p.first == p.last {
		return fmt.Sprint(p.first)
	}
	return fmt.Sprintf("%d–%d", p.first, p.last)
}

// span is "month 7" or "months 7–9".
func (p period) span() string {
	if p.first == p.last {
		return "month " + p.String()
	}
	return "months " + p.String()
}

// value is a result over the period: flows are summed, everything else is taken
// in its last month.
func (p period) value(m metric.Metric, series []float64) float64 {
	if !flow(m) {
		return series[p.last]
	}
	total := 0.0
	for _, v := range series[p.first : p.last+1] {
		total += v
		if m.Kind == unit.KindMoney {
			total = cost.Sum(total)
		}
	}
	return total
}

// flow reports whether a result accumulates over months.
func flow(m metric.Metric) bool {
	return m.Flow()
}
