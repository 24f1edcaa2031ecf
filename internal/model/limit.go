package model

import (
	"math"

	"github.com/talimat/talimat-plan/internal/elementary"
	"github.com/talimat/talimat-plan/internal/unit"
)

// Limit is a bound on a result; crossing it denies or warns. With both, the
// warning usually comes first.
type Limit struct {
	Name string     `yaml:"-"` // its key in the file
	Deny *Condition `yaml:"deny" doc:"Must hold, such as cost.effective <= $3,700 from month 12."`
	Warn *Condition `yaml:"warn" doc:"Should hold."`
	From When       `yaml:"from" default:"" doc:"First month in which it applies."`
	To   When       `yaml:"to" default:"" doc:"Last month in which it applies."`
}

// Fold says what a condition makes of a result by month.
type Fold string

// The folds, by the words of the scenario language.
const (
	FoldNone   Fold = ""       // the result itself, in every month
	FoldGrowth Fold = "growth" // of each month over the one before: 0.1 is 10 % more
	FoldPeak   Fold = "peak"   // the largest of all months
	FoldTotal  Fold = "total"  // the sum over the months from 1 on, and what is paid in month 0 for them
)

// Margin says what Condition.Value is.
type Margin uint8

// The margins.
const (
	MarginNone   Margin = iota // the bound itself
	MarginAmount               // an amount more than the baseline
	MarginShare                // a share of the baseline more than it
)

// Condition compares a result or a measured value with a bound.
type Condition struct {
	Text   string // as written
	Fold   Fold   // what is made of the left side
	Metric string // left side
	Op     string // <, <=, >, >=

	Of       string       // a result of which the left side is taken as a share, Value being one; empty for none
	Currency string       // of the right side, if its rate moves; Value is at that of month 0
	Value    float64      // right side in the base unit of the left, or what Margin makes of it
	Margin   Margin       // what Value is added to
	Each     Cycle        // of a total: when it begins anew; the zero value when it never does
	Planned  *unit.Growth // growth of the bound from the first month of the window on; nil when it stands still
	Chance   *Chance      // how probable the comparison may be; nil when it must hold

	From, To When // first and last month, when the condition itself says
}

// Cycle is a span of the calendar that comes again: a quarter or a year, those of
// the fiscal year where the scenario has one of its own.
type Cycle struct {
	Months int // 1, 3 or 12; 0 for none
	Since  int // months of the first one that lie before month 0
}

// Begins reports whether a cycle begins with a month.
func (c Cycle) Begins(month int) bool { return c.Months > 0 && (month+c.Since)%c.Months == 0 }

// Judged reports whether a total of each cycle, counted from a month on, is held
// against its bound in a month: one that must stay below it in every month, one
// that must reach it in the last month of a whole cycle.
func (c *Condition) Judged(month, from int) bool {
	if c.Of != "" { // a share may fall until the cycle ends
		return c.Each.Begins(month + 1)
	}
	return c.Upper() || c.Chance != nil || c.Each.Begins(month+1) && month-c.Each.Months+1 >= from
}

// Chance bounds the probability of a comparison: that it holds in any month if
// it reads > or >=, that it holds in every month if it reads < or <=. So the
// chance of > is one less that of <=.
type Chance struct {
	Op          string  // <, <=, >, >=
	Probability float64 // 0 to 1
}

// Left is the left side as it is written.
func (c *Condition) Left() string {
	if c.Fold == FoldNone {
		return c.Metric
	}
	return string(c.Fold) + "(" + c.Metric + ")"
}

// Share is the left side as a share of what it is compared with; of nothing it does not
// exist, unless there is something on the left.
func Share(left, of float64) float64 {
	switch {
	case of > 0 || math.IsNaN(of) || math.IsNaN(left):
		return left / of
	case left > 0:
		return math.Inf(1)
	}
	return math.NaN()
}

// Upper reports whether the left side must stay below its bound.
func (c *Condition) Upper() bool { return c.Op == "<" || c.Op == "<=" }

// Bound is the right side so many months after the first of the window, given
// the baseline's value, which counts only with a margin over it:
// value · (1 + rate)^(months ÷ period), or baseline + |baseline| · share.
func (c *Condition) Bound(months int, baseline float64) float64 {
	switch {
	case c.Margin != MarginNone && math.IsInf(baseline, 0):
		return baseline
	case c.Margin == MarginAmount:
		return baseline + c.Value
	case c.Margin == MarginShare:
		return baseline + float64(math.Abs(baseline)*c.Value)
	case c.Planned != nil:
		return c.Value * elementary.Pow(c.Planned.MonthlyFactor(), float64(months))
	}
	return c.Value
}

// Holds reports whether v satisfies the comparison with a bound. A small
// relative tolerance keeps rounding in the last bit from deciding.
func (c *Condition) Holds(v, bound float64) bool { return compare(c.Op, v, bound) }

// Holds reports whether a probability is within its bound.
func (c *Chance) Holds(probability float64) bool { return compare(c.Op, probability, c.Probability) }

func compare(op string, v, bound float64) bool {
	const epsilon = 1e-9
	slack := 0.0
	if !math.IsInf(v, 0) && !math.IsInf(bound, 0) {
		slack = epsilon * max(math.Abs(bound), math.Abs(v))
	}
	switch op {
	case "<":
		return v < bound-slack
	case "<=":
		return v <= bound+slack
	case ">":
		return v > bound+slack
	default:
		return v >= bound-slack
	}
}

// Window is the first and the last month in which a condition of the limit
// applies, both inclusive. Growth and totals begin with month 1: today is no
// growth, and flows of money count from month 1.
func (c *Condition) Window(l *Limit, horizon int) (from, to int) {
	from, to = c.From.Or(l.From.Or(0)), min(c.To.Or(l.To.Or(horizon)), horizon)
	if c.Fold == FoldGrowth || c.Fold == FoldTotal {
		from = max(from, 1)
	}
	return from, to
}
