package plan

import (
	"math"

	"github.com/talimat/talimat-plan/internal/figures"
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
	Series    bool             // whether it has one value for each month
	Condition *model.Condition // what is bounded and how
	From, To  int              // months that were looked at
	Open      string           // why it could not be evaluated; "" when it was
	Fault     Fault            // what is missing, when it could not
	Holds     bool             // in every month it applies to
	Limit     float64          // its bound: the one broken first, else the one nearest to the result
	Endless   bool             // whether the bound lies beyond every month, because the baseline never gets there
	Month     *int             // first month that breaks it; nil for single figures or when it holds
	Actual    *float64         // the value that breaks it first; nil also when the figure does not exist
	Worst     *float64         // the value furthest beyond it
	Seen      *float64         // the value nearest to the bound while it holds; nil when it does not exist
	Lacks     Lack             // what does not exist where it is broken
	Absent    []int            // months in which the figure does not exist, which were skipped; nil when all are
	Spread    float64          // half width of the interval around a probability that was sampled
}

// Fault says what the evaluation of a limit lacks.
type Fault uint8

// The faults.
const (
	NoFault       Fault = iota
	NoBaseline          // the limit is relative to an earlier forecast, and there is none
	BadOverlap          // the earlier forecast lacks the result, the months or the currency
	OnNeitherSide       // the result exists neither in the plan nor in the earlier forecast
	NoOdds              // the limit bounds a probability, and nothing computes it
)

// Lack says what does not exist where a limit is broken.
type Lack uint8

// What may be lacking.
const (
	LacksNothing  Lack = iota
	LacksFigure        // the figure: in no month that was looked at, if it has one for each
	LacksPlan          // the plan's figure, where the baseline has one
	LacksBaseline      // the baseline's figure, where the plan has one
	LacksArrival       // the month that the figure asks for: it never comes
	LacksRate          // a rate of growth: it grows from nothing
)

// Against is what limits are held against beside the result itself.
type Against struct {
	Baseline *figures.Snapshot // an earlier forecast; nil without one
	Odds     Odds              // probabilities; nil when nobody computes them
}

// Odds is the probability of a comparison over months from..to (see
// model.Chance) and the half width of the interval that holds it.
type Odds func(c *model.Condition, from, to int) (probability, halfWidth float64)

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
		Name: l.Name, Path: "limits." + l.Name, Level: level, Text: c.Text, Metric: c.Metric, Kind: m.Kind, Series: m.Series,
		Condition: c, Limit: c.Value,
	}
	if c.Of != "" {
		check.Kind = unit.KindRatio
	}
	check.From, check.To = c.Window(l, r.Months())
	e := evaluation{LimitCheck: &check, now: r, scenario: r.Scenario, start: r.Scenario.Start, currency: r.Scenario.Currency}
	e.run(against)
	if c.Fold == model.FoldGrowth {
		check.Kind = unit.KindRatio
	}
	return check
}

// HeldBy reports whether an earlier forecast satisfied the limit in the months
// that it shares with the plan; known is false when that cannot be told. A limit
// relative to that forecast is one that it meets.
func (l *LimitCheck) HeldBy(b *figures.Snapshot, s *model.Scenario) (held, known bool) {
	switch {
	case l.Condition.Margin != model.MarginNone:
		return true, true
	case l.Condition.Chance != nil, l.Condition.Of != "" || l.Condition.Currency != "", l.Kind == unit.KindMoney && b.Currency != s.Currency:
		return false, false
	}
	check := LimitCheck{Metric: l.Metric, Kind: l.Kind, Series: l.Series, Condition: l.Condition, From: l.From, To: l.To}
	earlier := shifted{Snapshot: b, start: s.Start, name: l.Metric}
	e := evaluation{LimitCheck: &check, now: &earlier, start: s.Start, currency: s.Currency, planned: l.From}
	if !l.Series {
		e.figure()
		return check.Holds, true
	}
	row, ok := e.align(b)
	if !ok {
		return false, false
	}
	earlier.row, e.Holds = row, true
	e.series()
	return check.Holds, true
}

// Again holds the same condition against another result of the scenario, such as
// one of Engine.Project.
func (l *LimitCheck) Again(r *Result, against Against) LimitCheck {
	check := LimitCheck{Name: l.Name, Level: l.Level, Metric: l.Metric, Kind: l.Kind, Series: l.Series, Condition: l.Condition, From: l.From, To: l.To}
	e := evaluation{LimitCheck: &check, now: r, scenario: r.Scenario, start: r.Scenario.Start, currency: r.Scenario.Currency}
	e.run(against)
	return check
}

// In is the value of a broken condition in another result of the scenario.
func (l *LimitCheck) In(r *Result) float64 {
	if l.Condition.Of != "" {
		if l.Month == nil {
			return math.NaN()
		}
		again := l.Again(r, Against{})
		return again.shares(r)[*l.Month]
	}
	if l.Series {
		return l.Value(r.Series(l.Metric), figures.Opening(r, l.Metric))
	}
	if v := r.Figure(l.Metric); v != nil {
		return *v
	}
	return l.Value([]float64{math.NaN()}, 0)
}

// Value is the left side of a broken condition in what a gauge of its metric
// reads, in the month that broke it first; of a figure that does not exist it is
// as far beyond the bound as can be. A total has an opening: see [Gauge.Opening].
func (l *LimitCheck) Value(read []float64, opening float64) float64 {
	switch {
	case !l.Series && !math.IsNaN(read[0]):
		return read[0]
	case !l.Series && l.Kind != unit.KindMonths && !l.Condition.Upper():
		return math.Inf(-1)
	case !l.Series: // never is later than any month
		return math.Inf(1)
	case l.Condition.Fold == model.FoldPeak:
		v, _ := peak(read, l.From, l.To)
		return v
	case l.Condition.Fold == model.FoldTotal:
		if l.From > 1 {
			opening = 0
		}
		if l.Condition.Each.Months > 0 {
			if l.Month == nil {
				return math.NaN()
			}
			return l.running(opening, read)[*l.Month]
		}
		v, _ := total(opening, read, l.From, l.To)
		return v
	case l.Condition.Fold == model.FoldGrowth:
		if l.Month == nil {
			return math.NaN()
		}
		return growth(read)[*l.Month]
	}
	if l.Month == nil { // it exists in no month
		return read[l.From]
	}
	return read[*l.Month]
}
