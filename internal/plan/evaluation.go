package plan

import (
	"fmt"
	"math"

	"github.com/talimat/talimat-plan/internal/cost"
	"github.com/talimat/talimat-plan/internal/figures"
	"github.com/talimat/talimat-plan/internal/model"
	"github.com/talimat/talimat-plan/internal/unit"
)

// evaluation holds one condition against a forecast and, if it asks for one, a
// baseline.
type evaluation struct {
	*LimitCheck
	now      figures.Reader    // what is judged
	scenario *model.Scenario   // what it is of; nil when only its figures are known
	start    unit.Date         // calendar month of its month 0
	currency string            // of its amounts
	baseline *figures.Snapshot // what it is compared with
	base     []float64         // the series of baseline, by month of the plan
	planned  int               // first month of planned growth
}

func (e *evaluation) run(against Against) {
	e.Holds, e.planned = true, e.From
	switch {
	case e.Condition.Chance != nil:
		e.chance(against.Odds)
	case e.Condition.Margin != model.MarginNone && !e.against(against.Baseline):
	case e.Series:
		e.series()
	default:
		e.figure()
	}
}

// open says why the condition cannot be evaluated.
func (e *evaluation) open(f Fault, format string, args ...any) bool {
	e.Fault, e.Open, e.Holds = f, fmt.Sprintf(format, args...), false
	return false
}

// chance holds a probability against its bound.
func (e *evaluation) chance(odds Odds) {
	e.Kind, e.Limit = unit.KindRatio, e.Condition.Chance.Probability
	if odds == nil {
		e.open(NoOdds, "a probability needs a simulation")
		return
	}
	p, spread := odds(e.Condition, e.From, e.To)
	e.Spread, e.Holds = spread, e.Condition.Chance.Holds(p)
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
	if !math.IsInf(bound, 0) && !math.IsNaN(bound) {
		e.Limit = bound
	}
}

// figure holds a single figure against its bound. What is never reached lies
// beyond every month; any other figure that does not exist satisfies nothing.
func (e *evaluation) figure() {
	v, base := e.reach(e.now.Figure(e.Condition.Metric)), 0.0
	if e.baseline != nil {
		base = e.reach(shifted{Snapshot: e.baseline, start: e.start}.Figure(e.Condition.Metric))
	}
	if e.neither(v, base) {
		return
	}
	bound := e.Condition.Bound(0, base)
	e.Holds = e.Condition.Holds(v, bound)
	e.Endless = math.IsInf(bound, 0)
	e.lack(v, base)
	e.note(nil, v, bound)
	if e.Holds && !e.Endless {
		e.Limit = bound
	}
}

// reach is a single figure as a place on a line: infinitely far when it asks for
// a month that never comes, NaN when there is no such figure.
func (e *evaluation) reach(v *float64) float64 {
	switch {
	case v != nil:
		return *v
	case e.Kind == unit.KindMonths && (e.scenario == nil || Asked(e.scenario, e.Condition.Metric)):
		return math.Inf(1)
	}
	return math.NaN()
}

// neither reports whether the figure exists on neither side of a comparison with
// a baseline: nothing changed that could be judged.
func (e *evaluation) neither(v, base float64) bool {
	if e.baseline == nil || !math.IsNaN(v) || !math.IsNaN(base) {
		return false
	}
	e.open(OnNeitherSide, "neither the plan nor the baseline has %s", e.Condition.Metric)
	return true
}

// lack says what a broken condition lacks, if it lacks anything. A figure that
// one side of a comparison does not have satisfies nothing either.
func (e *evaluation) lack(v, base float64) {
	switch {
	case e.Holds:
	case math.IsNaN(v) && e.baseline != nil:
		e.Lacks = LacksPlan
	case math.IsNaN(v):
		e.Lacks = LacksFigure
	case math.IsNaN(base):
		e.Lacks = LacksBaseline
	case math.IsInf(v, 0) && e.Condition.Fold == model.FoldGrowth:
		e.Lacks = LacksRate
	case math.IsInf(v, 0):
		e.Lacks = LacksArrival
	}
}

// series holds a result by month, folded as the condition asks, against its bound.
func (e *evaluation) series() {
	series := e.now.Series(e.Condition.Metric)
	if e.Condition.Of != "" {
		e.share()
		return
	}
	switch e.Condition.Fold {
	case model.FoldPeak:
		e.Absent = e.missing(series, e.base)
		v, month := peak(series, e.From, e.To)
		base, _ := peak(e.base, e.From, e.To)
		e.once(&month, v, base)
	case model.FoldTotal:
		opening := e.opening(e.now)
		base := 0.0
		if e.baseline != nil && e.baseline.Start == e.start {
			base = e.opening(e.baseline)
		}
		if e.Condition.Each.Months > 0 {
			e.each(e.running(opening, series), e.running(base, e.base))
			e.Absent = nil // the months in which nothing is judged yet
			return
		}
		base, _ = total(base, e.base, e.From, e.To)
		v, sums := total(opening, series, e.From, e.To)
		e.once(nil, v, base)
		e.crossed(opening, sums)
	case model.FoldGrowth:
		e.each(growth(series), growth(e.base))
	default:
		e.each(series, e.base)
	}
}

// share holds a result, or its total, as a share of another one against the bound.
func (e *evaluation) share() {
	shares := e.shares(e.now)
	if e.Condition.Fold != model.FoldTotal || e.Condition.Each.Months > 0 {
		e.each(shares, nil)
		return
	}
	month := e.To
	e.once(&month, shares[e.To], 0)
}

// shares is the left side by month as a share of what it is compared with; of totals,
// what they have come to by then.
func (l *LimitCheck) shares(r figures.Reader) []float64 {
	left, of := r.Series(l.Condition.Metric), r.Series(l.Condition.Of)
	if l.Condition.Fold == model.FoldTotal {
		first, second := 0.0, 0.0
		if l.From <= 1 {
			first, second = figures.Opening(r, l.Condition.Metric), figures.Opening(r, l.Condition.Of)
		}
		left, of = l.running(first, left), l.running(second, of)
	}
	shares := make([]float64, len(left))
	for m := range shares {
		shares[m] = model.Share(left[m], of[m])
	}
	return shares
}

// once holds one value of the whole window against the bound.
func (e *evaluation) once(month *int, v, base float64) {
	if math.IsNaN(v) {
		e.Absent = nil // all of them, which is no reason to skip any
	}
	if e.neither(v, base) {
		return
	}
	bound := e.Condition.Bound(0, base)
	e.Holds = e.Condition.Holds(v, bound)
	if !math.IsNaN(bound) {
		e.Limit = bound
	}
	e.lack(v, base)
	if e.Holds || math.IsNaN(v) {
		month = nil
	}
	e.note(month, v, bound)
}

// opening is what a total has beside the months of its window, if that begins
// with the first.
func (e *evaluation) opening(of figures.Reader) float64 {
	if e.From > 1 {
		return 0
	}
	return figures.Opening(of, e.Condition.Metric)
}

// crossed names the month in which a total passes its bound: today when what is
// paid then already does.
func (e *evaluation) crossed(opening float64, sums []float64) {
	if !e.Holds && e.Condition.Upper() && opening > 0 && !e.Condition.Holds(opening, e.Limit) {
		e.Month = new(int)
		return
	}
	for i, sum := range sums {
		if month := e.From + i; !e.Holds && e.Condition.Upper() && !e.Condition.Holds(sum, e.Limit) {
			e.Month = &month
			return
		}
	}
}

// each holds the values of all months against the bound of each. Months in which
// the figure does not exist, nor that of the baseline, are skipped and remembered;
// one that exists in none satisfies nothing.
func (e *evaluation) each(series, base []float64) {
	if e.Absent = e.missing(series, base); len(e.Absent) > e.To-e.From {
		e.Absent, e.Holds = nil, false
		if !e.neither(math.NaN(), math.NaN()) {
			e.lack(math.NaN(), 0)
		}
		return
	}
	first, worst, nearest := true, 0.0, math.Inf(1)
	for month := e.From; month <= e.To; month++ {
		v, against := series[month], e.at(base, month)
		if math.IsNaN(v) && (e.baseline == nil || math.IsNaN(against)) {
			continue
		}
		bound := float64(e.Condition.Bound(month-e.planned, against) * e.moved(month))
		off := math.Abs(v - bound)
		switch {
		case e.Condition.Holds(v, bound):
			if e.Holds && off < nearest {
				nearest, e.Seen, e.Limit = off, &v, bound
			}
		case first:
			first, worst = false, max(0, off)
			e.Holds, e.Seen = false, nil
			e.lack(v, against)
			e.note(&month, v, bound)
		case off > worst || e.Worst == nil && !math.IsNaN(off):
			worst, e.Worst = off, &v
		}
	}
}

// moved is how the exchange rate of the bound has moved since month 0.
func (e *evaluation) moved(month int) float64 {
	if e.Condition.Currency == "" {
		return 1
	}
	rate := e.now.Series("fx." + e.Condition.Currency)
	if rate == nil {
		return math.NaN()
	}
	return rate[month] / rate[0]
}

// at is the baseline of a month; 0 where nothing is compared.
func (e *evaluation) at(base []float64, month int) float64 {
	switch {
	case e.baseline == nil:
		return 0
	case base == nil:
		return math.NaN()
	}
	return base[month]
}

// missing lists the months in which there is nothing to judge: the figure does
// not exist, nor does that of the baseline.
func (e *evaluation) missing(series, base []float64) (months []int) {
	for m := e.From; m <= e.To; m++ {
		if math.IsNaN(series[m]) && (e.baseline == nil || math.IsNaN(e.at(base, m))) {
			months = append(months, m)
		}
	}
	return months
}

// growth is by how much each month exceeds the one before, as a share of it;
// from nothing to something it is infinite. It does not exist where one of the
// months has no value.
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

// peak is the largest value of months from..to and the first month that has it;
// NaN when none has a value.
func peak(series []float64, from, to int) (most float64, month int) {
	if series == nil {
		return 0, 0
	}
	most, month = series[from], from
	for m := from + 1; m <= to; m++ {
		if series[m] > most || math.IsNaN(most) {
			most, month = series[m], m
		}
	}
	return most, month
}

// running is what a total of each cycle has come to in every month of the window;
// NaN where it is not judged.
func (l *LimitCheck) running(sum float64, series []float64) []float64 {
	if series == nil {
		return nil
	}
	sums := make([]float64, len(series))
	for m := l.From; m <= min(l.To, len(series)-1); m++ {
		if m > l.From && l.Condition.Each.Begins(m) {
			sum = 0
		}
		sum = cost.Sum(sum + series[m])
		sums[m] = sum
		if l.Condition.Each.Months > 0 && !l.Condition.Judged(m, l.From) {
			sums[m] = math.NaN()
		}
	}
	return sums
}

// total is an amount with the sum over months from..to, and the sums on the way.
// What adds up exists in every month.
func total(sum float64, series []float64, from, to int) (end float64, sums []float64) {
	if series == nil {
		return 0, nil
	}
	for m := from; m <= to; m++ {
		sum = cost.Sum(sum + series[m])
		sums = append(sums, sum)
	}
	return sum, sums
}
