package report

import (
	"fmt"
	"math"
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

// value is a result over the period, as its kind adds up: flows are summed, of
// capacity and load the highest month counts, of what is served the least, and of
// stocks and rates the last. A month without the result does not count.
func (p period) value(m metric.Metric, series []float64) float64 {
	switch m.Fold {
	case metric.Peak:
		return p.extreme(series, func(v, best float64) bool { return v > best })
	case metric.Least:
		return p.extreme(series, func(v, best float64) bool { return v < best })
	case metric.End:
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

// extreme is the value of the period that goes beyond all others; NaN when none
// exists.
func (p period) extreme(series []float64, beyond func(v, best float64) bool) float64 {
	best := math.NaN()
	for _, v := range series[p.first : p.last+1] {
		if math.IsNaN(best) || beyond(v, best) {
			best = v
		}
	}
	return best
}
