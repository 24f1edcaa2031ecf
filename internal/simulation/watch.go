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
	from, to  int
	bounds    []float64 // by month of the window
	cents     bool      // whether people see the figure rounded to the cent
	ceiling   bool      // whether it is broken above the bound, not below

	now    bool     // whether the last future breaks it
	months []uint32 // futures that break it in a month
	ever   uint32   // in any
}

// months is how many values of a condition are judged: one for each month of its
// window, or a single one.
func months(s *model.Scenario, c *model.Condition, l *model.Limit) int {
	m, _ := metric.Find(s, c.Metric)
	if !m.Series || c.Fold == model.FoldPeak || c.Fold == model.FoldTotal {
		return 1
	}
	from, to := c.Window(l, s.Months())
	return max(to-from+1, 0)
}

// conditions are those that a simulation counts: of the limits of a scenario, what denies before what warns, but for those against a baseline.
func conditions(s *model.Scenario) (all []*model.Condition, limits []*model.Limit) {
	for i := range s.Limits {
		l := &s.Limits[i]
		for _, c := range []*model.Condition{l.Deny, l.Warn} {
			if c != nil && c.Margin == model.MarginNone {
				all, limits = append(all, c), append(limits, l)
			}
		}
	}
	return all, limits
}

func newWatches(e *plan.Engine) []watch {
	var all []watch
	list, limits := conditions(e.Scenario)
	for i, c := range list {
		m, _ := metric.Find(e.Scenario, c.Metric)
		w := watch{condition: c, gauge: e.Gauge(m), cents: m.Kind == unit.KindMoney && c.Fold != model.FoldGrowth}
		w.ceiling = c.Upper() == w.wanted()
		if m.Series {
			w.from, w.to = c.Window(limits[i], e.Scenario.Months())
		}
		for k := range months(e.Scenario, c, limits[i]) {
			w.bounds = append(w.bounds, c.Bound(k, 0))
		}
		w.months = make([]uint32, len(w.bounds))
		all = append(all, w)
	}
	return all
}

func (w *watch) begin() {
	w.ever = 0
	clear(w.months)
}

// look judges the engine's last run.
func (w *watch) look() {
	w.now = false
	row := w.gauge.Read()
	switch w.condition.Fold {
	case model.FoldPeak:
		most := math.Inf(-1)
		for _, v := range row[w.from : w.to+1] {
			most = max(most, v)
		}
		w.judge(0, most)
	case model.FoldTotal:
		total := 0.0
		for _, v := range row[w.from : w.to+1] {
			total += v
		}
		w.judge(0, total)
	case model.FoldGrowth:
		for m := range w.bounds {
			before, v := row[w.from+m-1], row[w.from+m]
			rate := 0.0
			if v != before {
				rate = (v - before) / math.Abs(before) // of 0, infinite
			}
			w.judge(m, rate)
		}
	default:
		for m := range w.bounds {
			w.judge(m, row[w.from+m])
		}
	}
	if w.now {
		w.ever++
	}
}

// judge holds one value against its bound. A condition on a probability counts
// how often its comparison comes true; any other how often it does not.
func (w *watch) judge(month int, v float64) {
	if math.IsNaN(v) { // a figure that does not exist: a month that never comes is late, another satisfies nothing
		v = math.Inf(1)
		if w.gauge.Metric.Kind != unit.KindMonths {
			w.breaks(month)
			return
		}
	}
	bound := w.bounds[month]
	if off := v - bound; math.Abs(off) > 0.01+1e-8*math.Abs(bound) && !math.IsInf(off, 0) { // beyond rounding and tolerance
		if (off > 0) == w.ceiling {
			w.breaks(month)
		}
		return
	}
	if w.cents && math.Abs(v) < 1<<46 {
		v = math.Round(v*100) / 100
	}
	if w.condition.Holds(v, bound) != w.wanted() {
		w.breaks(month)
	}
}

// wanted reports whether the comparison is what should hold. P(cost > $3,700)
// names what should not.
func (w *watch) wanted() bool { return w.condition.Chance == nil || w.condition.Upper() }

func (w *watch) breaks(month int) {
	w.months[month]++
	w.now = true
}

// tally is how many futures of a replicate break a condition.
type tally struct {
	ever   uint32
	months []uint32 // of the window
}

func (w *watch) tally() tally { return tally{w.ever, append([]uint32(nil), w.months...)} }
