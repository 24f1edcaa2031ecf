package plan

import (
	"fmt"
	"math"

	"github.com/talimat/talimat-plan/internal/cost"
	"github.com/talimat/talimat-plan/internal/metric"
	"github.com/talimat/talimat-plan/internal/model"
	"github.com/talimat/talimat-plan/internal/unit"
)

// LimitCheck is one condition of a limit held against the result.
type LimitCheck struct {
	Name      string           // of the limit
	Path      string           // of the limit in the scenario
	Level     string           // "deny" or "warn"
	Text      string           // the condition as written
	Metric    string           // the result it bounds
	Kind      unit.Kind        // of all values below
	Condition *model.Condition // what is bounded and how
	From, To  int              // months that were looked at
	Open      string           // why it could not be evaluated; "" when it was
	Fault     Fault            // what is missing, when it could not
	Holds     bool             // in every month it applies to
	Limit     float64          // its bound: the one broken first, else the one nearest to the result
	Month     *int             // first month that breaks it; nil for single figures or when it holds
	Actual    *float64         // the value that breaks it first; nil also when the figure does not exist
	Worst     *float64         // the value furthest beyond it
	Seen      *float64         // the value nearest to the bound while it holds; nil when it does not exist
	Spread    float64          // half width of the interval around a probability that was sampled
}

// Fault says what the evaluation of a limit lacks.
type Fault uint8

// The faults.
const (
	NoFault    Fault = iota
	NoBaseline       // the limit is relative to an earlier forecast, and there is none
	BadOverlap       // the earlier forecast lacks the result, the months or the currency
	NoOdds           // the limit bounds a probability, and nothing computes it
)

// Against is what limits are held against beside the result itself.
type Against struct {
	Baseline *Baseline // an earlier forecast; nil without one
	Odds     Odds      // probabilities; nil when nobody computes them
}

// Odds is the probability of a comparison over months from..to (see
// model.Chance) and the half width of the interval that holds it.
type Odds func(c *model.Condition, from, to int) (probability, halfWidth float64)

// Baseline is an earlier forecast, month by month.
type Baseline struct {
	Start    unit.Date                   // calendar month of its month 0
	Currency string                      // ISO 4217 code of its amounts
	Series   func(name string) []float64 // nil for a result that it does not have
	Figure   func(name string) *float64  // nil for a figure that does not exist
}

// Baseline is the result as the baseline of another one.
func (r *Result) Baseline() *Baseline {
	return &Baseline{Start: r.Scenario.Start, Currency: r.Scenario.Currency, Series: r.Series, Figure: r.Figure}
}

// CheckLimits holds the limits of the scenario against its result: in their
// order, and of each what denies before what warns.
func CheckLimits(r *Result, against Against) []LimitCheck {
	var checks []LimitCheck
	for i := range r.Scenario.Limits {
		l := &r.Scenario.Limits[i]
		if l.Deny != nil {
			checks = append(checks, checkLimit(r, l, "deny", l.Deny, against))
		}
		if l.Warn != nil {
			checks = append(checks, checkLimit(r, l, "warn", l.Warn, against))
		}
	}
	return checks
}

func checkLimit(r *Result, l *model.Limit, level string, c *model.Condition, against Against) LimitCheck {
	m, _ := metric.Find(r.Scenario, c.Metric)
	check := LimitCheck{
		Name: l.Name, Path: "limits." + l.Name, Level: level, Text: c.Text, Metric: c.Metric, Kind: m.Kind,
		Condition: c, Limit: c.Value, Holds: true,
	}
	check.From, check.To = c.Window(l, r.Months())
	e := evaluation{LimitCheck: &check, result: r, c: c, metric: m}
	switch {
	case c.Chance != nil:
		e.chance(against.Odds)
	case c.Margin != model.MarginNone && !e.against(against.Baseline):
	case m.Series:
		e.series()
	default:
		e.figure()
	}
	if c.Fold == model.FoldGrowth {
		check.Kind = unit.KindRatio
	}
	return check
}

// evaluation holds one condition against a result and, if it asks for one, a
// baseline.
type evaluation struct {
	*LimitCheck
	result   *Result
	c        *model.Condition
	metric   metric.Metric
	baseline *Baseline
	base     []float64 // the baseline's series, by month of the plan; NaN where it has none
}

// open says why the condition cannot be evaluated.
func (e *evaluation) open(f Fault, format string, args ...any) bool {
	e.Fault, e.Open, e.Holds = f, fmt.Sprintf(format, args...), false
	return false
}

// chance holds a probability against its bound.
func (e *evaluation) chance(odds Odds) {
	e.Kind, e.Limit = unit.KindRatio, e.c.Chance.Probability
	if odds == nil {
		e.open(NoOdds, "a probability needs a simulation")
		return
	}
	p, spread := odds(e.c, e.From, e.To)
	e.Spread, e.Holds = spread, e.c.Chance.Holds(p)
	e.note(nil, p, e.Limit)
}

// note records a value and what it means.
func (e *evaluation) note(month *int, v, bound float64) {
	var value *float64
	if !math.IsInf(v, 0) && !math.IsNaN(v) {
		value = &v
	}
	if e.Holds {
		e.Seen = value
		return
	}
	e.Month, e.Actual, e.Worst = month, value, value
	if !math.IsInf(bound, 0) {
		e.Limit = bound
	}
}

// figure holds a single figure against its bound. What is never reached lies
// beyond every month; any other figure that does not exist satisfies nothing.
func (e *evaluation) figure() {
	at := func(v *float64) float64 {
		switch {
		case v != nil:
			return *v
		case e.metric.Kind == unit.KindMonths:
			return math.Inf(1)
		}
		return math.NaN()
	}
	base := 0.0
	if e.baseline != nil {
		base = at(e.baseline.Figure(e.c.Metric))
		if math.IsNaN(base) {
			e.open(BadOverlap, "the baseline has no %s", e.c.Metric)
			return
		}
	}
	v, bound := at(e.result.Figure(e.c.Metric)), e.c.Bound(0, base)
	e.Holds = e.c.Holds(v, bound)
	if !math.IsInf(bound, 0) {
		e.Limit = bound
	}
	e.note(nil, v, bound)
}

// series holds a result by month, folded as the condition asks, against its bound.
func (e *evaluation) series() {
	series := e.result.Series(e.c.Metric)
	switch e.c.Fold {
	case model.FoldPeak:
		v, month := peak(series, e.From, e.To)
		base, _ := peak(e.base, e.From, e.To)
		e.once(&month, v, base)
	case model.FoldTotal:
		base, _ := total(e.base, e.From, e.To)
		v, sums := total(series, e.From, e.To)
		e.once(nil, v, base)
		e.crossed(sums)
	case model.FoldGrowth:
		e.each(growth(series), growth(e.base))
	default:
		e.each(series, e.base)
	}
}

// once holds one value of the whole window against the bound.
func (e *evaluation) once(month *int, v, base float64) {
	bound := e.c.Bound(0, base)
	e.Limit, e.Holds = bound, e.c.Holds(v, bound)
	if e.Holds {
		month = nil
	}
	e.note(month, v, bound)
}

// crossed names the month in which a total passes its bound.
func (e *evaluation) crossed(sums []float64) {
	for i, sum := range sums {
		if month := e.From + i; !e.Holds && e.c.Upper() && !e.c.Holds(sum, e.Limit) {
			e.Month = &month
			return
		}
	}
}

// each holds the values of all months against the bound of each.
func (e *evaluation) each(series, base []float64) {
	first, worst, nearest := true, 0.0, math.Inf(1)
	for month := e.From; month <= e.To; month++ {
		baseline := 0.0
		if e.baseline != nil {
			baseline = base[month]
		}
		v, bound := series[month], e.c.Bound(month-e.From, baseline)
		off := math.Abs(v - bound)
		switch {
		case e.c.Holds(v, bound):
			if e.Holds && off < nearest {
				nearest, e.Seen, e.Limit = off, &v, bound
			}
		case first:
			first, worst = false, off
			e.Holds, e.Seen = false, nil
			e.note(&month, v, bound)
		case off > worst:
			worst, e.Worst = off, &v
		}
	}
}

// growth is by how much each month exceeds the one before, as a share of it;
// from nothing to something it is infinite.
func growth(series []float64) []float64 {
	rates := make([]float64, len(series))
	for m := 1; m < len(series); m++ {
		switch before := series[m-1]; {
		case series[m] == before:
		case before == 0:
			rates[m] = math.Copysign(math.Inf(1), series[m])
		default:
			rates[m] = (series[m] - before) / math.Abs(before)
		}
	}
	return rates
}

// peak is the largest value of months from..to and the first month that has it.
func peak(series []float64, from, to int) (most float64, month int) {
	if series == nil {
		return 0, 0
	}
	most, month = series[from], from
	for m := from + 1; m <= to; m++ {
		if series[m] > most {
			most, month = series[m], m
		}
	}
	return most, month
}

// total is the sum over months from..to and the sums on the way.
func total(series []float64, from, to int) (sum float64, sums []float64) {
	if series == nil {
		return 0, nil
	}
	for m := from; m <= to; m++ {
		sum = cost.Cents(sum + series[m])
		sums = append(sums, sum)
	}
	return sum, sums
}

// against aligns the baseline with the plan by calendar month and narrows the
// window to the months that both have.
func (e *evaluation) against(b *Baseline) bool {
	s := e.result.Scenario
	switch {
	case b == nil:
		return e.open(NoBaseline, "there is no baseline to compare with")
	case e.metric.Kind == unit.KindMoney && b.Currency != s.Currency:
		return e.open(BadOverlap, "the baseline is in %s, the scenario in %s", b.Currency, s.Currency)
	}
	e.baseline = b
	if !e.metric.Series {
		return true
	}
	series := b.Series(e.c.Metric)
	if series == nil {
		return e.open(BadOverlap, "the baseline has no %s", e.c.Metric)
	}
	shift := months12(s.Start) - months12(b.Start) // month 0 of the plan is that month of the baseline
	first := e.From + shift
	if e.c.Fold == model.FoldGrowth {
		first-- // growth needs the month before
	}
	from, to := e.From, min(e.To, len(series)-1-shift)
	if first < 0 {
		from -= first
	}
	if from > to {
		return e.open(BadOverlap, "the baseline has none of its months: it covers %s to %s", b.Start, b.Start.Add(len(series)-1))
	}
	e.From, e.To = from, to
	e.base = make([]float64, e.result.Months()+1)
	for m := range e.base {
		if at := m + shift; at >= 0 && at < len(series) {
			e.base[m] = series[at]
		}
	}
	return true
}

// months12 counts calendar months.
func months12(d unit.Date) int { return d.Year*12 + int(d.Month) }
