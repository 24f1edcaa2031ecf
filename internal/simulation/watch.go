package simulation

import (
	"math"

	"github.com/talimat/talimat-plan/internal/metric"
	"github.com/talimat/talimat-plan/internal/model"
	"github.com/talimat/talimat-plan/internal/plan"
	"github.com/talimat/talimat-plan/internal/unit"
)

// watch counts the futures in which a condition is broken.
type watch struct {
	condition *model.Condition
	gauge     *plan.Gauge
	of        *plan.Gauge // of what the figure is a share; nil for nothing
	rate      *plan.Gauge // of the currency of the bound; nil where that does not move
	from, to  int
	bounds    []float64 // by month of the window
	comes     bool      // whether what is judged is a month that may come, so that never is late
	money     bool      // whether people see the figure rounded, as an amount
	digits    int       // decimals of that amount
	sign      float64   // 1 when it is broken above the bound, −1 when below
	margins   []margin  // of the bounds
	folded    []float64 // values that are judged, unless they are the gauge's own
	shared    []float64 // the same as shares of another figure

	now    bool     // whether the last future breaks it
	months []uint32 // futures that break it in a month
	ever   uint32   // in any
}

// margin is a bound, how far off a value must be for it not to matter what is
// rounded, and 1 where the bound itself breaks the condition: a plan that holds
// carries all of its load in every month, which is the bound of that condition.
// That of an infinite bound is not a number: no value is so far off.
type margin struct {
	bound, off float64
	at         uint32
}

func (w *watch) marginOf(bound float64) margin {
	if math.IsInf(bound, 0) {
		return margin{bound: bound, off: math.NaN()}
	}
	off := 0.01
	if w.money {
		off = max(off, math.Pow10(-w.digits))
	}
	return margin{bound: bound, off: off + float64(1e-8*math.Abs(bound))}
}

// months is how many values of a condition are judged: one for each month of its
// window, or a single one.
func months(s *model.Scenario, c *model.Condition, l *model.Limit) int {
	m, _ := metric.Find(s, c.Metric)
	if !m.Series || c.Fold == model.FoldPeak || c.Fold == model.FoldTotal && c.Each.Months == 0 {
		return 1
	}
	from, to := c.Window(l, s.Months())
	return max(to-from+1, 0)
}

// conditions are those that a simulation counts: of the limits of a scenario, what
// denies before what warns, but for those against a baseline; then, where anything
// can fall short, that the plan holds.
func conditions(s *model.Scenario) (all []*model.Condition, limits []*model.Limit) {
	for i := range s.Limits {
		l := &s.Limits[i]
		for _, c := range []*model.Condition{l.Deny, l.Warn} {
			if c != nil && c.Margin == model.MarginNone {
				all, limits = append(all, c), append(limits, l)
			}
		}
	}
	if s.MayFallShort() {
		l := s.Holding()
		all, limits = append(all, l.Deny), append(limits, l)
	}
	return all, limits
}

func newWatches(e *plan.Engine) []watch {
	var all []watch
	list, limits := conditions(e.Scenario)
	for i, c := range list {
		m, _ := metric.Find(e.Scenario, c.Metric)
		w := watch{condition: c, gauge: e.Gauge(m), money: m.Kind == unit.KindMoney && c.Fold != model.FoldGrowth && c.Of == ""}
		if other, ok := metric.Find(e.Scenario, c.Of); ok {
			w.of = e.Gauge(other)
		}
		if rate, ok := metric.Find(e.Scenario, "fx."+c.Currency); ok {
			w.rate = e.Gauge(rate)
		}
		w.digits = m.Digits(e.Scenario.Currency)
		w.comes = m.Kind == unit.KindMonths && plan.Asked(e.Scenario, m.Name)
		if m.Series {
			w.from, w.to = c.Window(limits[i], e.Scenario.Months())
		}
		for k := range months(e.Scenario, c, limits[i]) {
			w.bounds = append(w.bounds, c.Bound(k, 0))
		}
		w.prepare()
		all = append(all, w)
	}
	return all
}

// prepare completes a watch that has its condition and bounds.
func (w *watch) prepare() {
	w.sign = 1
	if w.condition.Upper() != w.wanted() {
		w.sign = -1
	}
	for month, bound := range w.bounds {
		m := w.marginOf(bound)
		if w.closer(month, bound) {
			m.at = 1
		}
		w.margins = append(w.margins, m)
	}
	w.folded, w.months = make([]float64, len(w.bounds)), make([]uint32, len(w.bounds))
	if w.of != nil {
		w.shared = make([]float64, len(w.bounds))
	}
}

func (w *watch) begin() {
	w.ever = 0
	clear(w.months)
}

// look judges the engine's last run, and returns 1 if it breaks the condition.
func (w *watch) look() uint8 {
	if w.now = w.judge(w.values()); w.now {
		w.ever++
		return 1
	}
	return 0
}

// values are what is judged, by month of the window.
func (w *watch) values() []float64 {
	row := w.gauge.Read()
	switch {
	case w.of != nil:
		return w.shares(row)
	case w.rate != nil:
		return w.converted(row)
	}
	switch w.condition.Fold {
	case model.FoldPeak:
		w.folded[0] = math.Inf(-1)
		for _, v := range row[w.from : w.to+1] {
			if v > w.folded[0] {
				w.folded[0] = v
			}
		}
		if math.IsInf(w.folded[0], -1) {
			w.folded[0] = math.NaN()
		}
	case model.FoldTotal:
		w.total(w.gauge, row)
	case model.FoldGrowth:
		for m := range w.folded {
			before, v := row[w.from+m-1], row[w.from+m]
			w.folded[m] = 0
			if v != before {
				w.folded[m] = (v - before) / math.Abs(before) // of 0, infinite
			}
		}
	default:
		return row[w.from:]
	}
	return w.folded
}

// converted are what is judged of a figure at the exchange rate of month 0, as the bound
// is.
func (w *watch) converted(row []float64) []float64 {
	copy(w.folded, row[w.from:w.to+1])
	rate := w.rate.Read()
	for m := range w.folded {
		w.folded[m] *= rate[0] / rate[w.from+m]
	}
	return w.folded
}

// shares are what is judged of a figure as a share of another one, or of their totals.
func (w *watch) shares(row []float64) []float64 {
	w.sums(w.gauge, row)
	copy(w.shared, w.folded)
	w.sums(w.of, w.of.Read())
	for m, of := range w.folded {
		w.shared[m] = model.Share(w.shared[m], of)
	}
	return w.shared
}

// sums fills what is judged of one of the two.
func (w *watch) sums(of *plan.Gauge, row []float64) {
	if w.condition.Fold == model.FoldTotal {
		w.total(of, row)
	} else {
		copy(w.folded, row[w.from:w.to+1])
	}
}

// total sums up the months of the window: all of them, or those of each cycle so
// far, where the condition judges them.
func (w *watch) total(of *plan.Gauge, row []float64) {
	sum := 0.0
	if w.from <= 1 {
		sum = of.Opening()
	}
	c := w.condition
	for m, v := range row[w.from : w.to+1] {
		month := w.from + m
		if m > 0 && c.Each.Begins(month) {
			sum = 0
		}
		sum += v
		if c.Each.Months > 0 {
			w.folded[m] = sum
			if !c.Judged(month, w.from) {
				w.folded[m] = math.NaN()
			}
		}
	}
	if c.Each.Months == 0 {
		w.folded[0] = sum
	}
}

// judge holds a value of each month against its bound, counts those that break
// it and reports whether any does. Months in which the figure does not exist are
// skipped, unless it exists in none.
func (w *watch) judge(values []float64) bool {
	months := w.months
	values, margins := values[:len(months)], w.margins[:len(months)]
	ever, absent := uint32(0), 0
	for m, v := range values {
		broken := uint32(0)
		if over := (v - margins[m].bound) * w.sign; math.Abs(over) > margins[m].off {
			if over > 0 { // without a branch: in which month a cost passes its budget cannot be foreseen
				broken = 1
			}
		} else if v == margins[m].bound {
			broken = margins[m].at
		} else if v != v && !w.comes {
			absent++
		} else if w.closer(m, v) {
			broken = 1
		}
		months[m] += broken
		ever |= broken
	}
	if absent == len(months) { // a figure that never exists satisfies nothing
		for m := range months {
			months[m]++
		}
		return true
	}
	return ever > 0
}

// closer reports whether a value near its bound, or none at all, breaks it. A
// condition on a probability counts how often its comparison comes true; any
// other how often it does not.
func (w *watch) closer(month int, v float64) bool {
	if math.IsNaN(v) { // a month that never comes is late
		v = math.Inf(1)
	}
	if w.money {
		v = unit.RoundMinor(v, w.digits)
	}
	return w.condition.Holds(v, w.bounds[month]) != w.wanted()
}

// wanted reports whether the comparison is what should hold. P(cost > $3,700)
// names what should not.
func (w *watch) wanted() bool { return w.condition.Chance == nil || w.condition.Upper() }

// tally is how many futures of a replicate break a condition.
type tally struct {
	ever   uint32
	months []uint32 // of the window
}

func (w *watch) tally() tally { return tally{w.ever, append([]uint32(nil), w.months...)} }
