package gate

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"github.com/talimat/talimat-plan/internal/cost"
	"github.com/talimat/talimat-plan/internal/diag"
	"github.com/talimat/talimat-plan/internal/metric"
	"github.com/talimat/talimat-plan/internal/model"
	"github.com/talimat/talimat-plan/internal/plan"
	"github.com/talimat/talimat-plan/internal/unit"
)

// step is by how much advice changes an input.
const step = 0.10

// mostChanges is how many inputs advice names.
const mostChanges = 3

// Advice is what to change about a broken limit, found by running the plan
// again: nothing is assumed to be proportional.
type Advice struct {
	Part    *Part    // of a cost: the category that grew most; nil for other results
	Changes []Change // the inputs whose change by 10 % moves the result most towards its bound, best first
}

// Part is a category of the bill and how it grew.
type Part struct {
	Name          string  // of the category
	Since         int     // month
	Before, After float64 // in that month, and in the one that breaks the limit
}

// Change is an input, changed, and what comes of it.
type Change struct {
	Path          string   // of the input
	Pos           diag.Pos // of the input
	Before, After string   // its value as text
	Value         *float64 // the limited result then, in the month that breaks first; nil when it does not exist
	Mends         bool     // whether the limit then holds in every month
}

// advise finds out what would mend the broken limits. Every input that the
// scenario writes is changed by itself, one after the other; one run of the
// plan serves all limits.
func (j *judge) advise() {
	var broken []*Check
	for i := range j.checks {
		c := &j.checks[i]
		if c.Kind == Limit && c.Status.Broken() && c.condition.Condition.Chance == nil {
			c.Advice = &Advice{Part: j.grown(c)}
			broken = append(broken, c)
		}
	}
	if len(broken) == 0 || len(j.Inputs) == 0 {
		return
	}
	trial := &trial{judge: j, engine: plan.Compile(j.Result.Scenario), broken: broken, gains: make([][]gain, len(broken))}
	for _, c := range broken {
		trial.before = append(trial.before, c.condition.Value(j.Result))
	}
	for i := range j.Inputs {
		if in := &j.Inputs[i]; !in.Default && movable(in) {
			trial.turn(in)
		}
	}
	for i, c := range broken {
		slices.SortStableFunc(trial.gains[i], func(a, b gain) int { return cmp.Compare(b.size, a.size) })
		for _, g := range trial.gains[i][:min(len(trial.gains[i]), mostChanges)] {
			c.Advice.Changes = append(c.Advice.Changes, g.Change)
		}
	}
}

// movable reports whether changing an input by itself makes sense: conventions,
// promises, moments and shares that add up to all do not.
func movable(in *model.Input) bool {
	root, _, _ := strings.Cut(in.Path, ".")
	switch root {
	case "horizon", "assumptions", "fx", "objectives", "alerts", "risks", "phases":
		return false
	case "regions":
		return !strings.HasSuffix(in.Path, ".users")
	}
	return in.Kind != unit.KindMonths && !strings.HasSuffix(in.Path, ".target")
}

// trial changes inputs one by one and remembers what moves the broken limits.
type trial struct {
	*judge
	engine *plan.Engine
	broken []*Check
	before []float64 // of each broken limit
	gains  [][]gain  // of each broken limit
}

// gain is a change and by how much it moves a result towards its bound.
type gain struct {
	Change
	size float64
}

// turn tries less of an input and, unless that helps every limit or none moves,
// more of it.
func (t *trial) turn(in *model.Input) {
	if helped, moved := t.try(in, -step); moved && !helped {
		t.try(in, step)
	}
}

func (t *trial) try(in *model.Input, by float64) (helped, moved bool) {
	was := *in.At
	now := changed(in, by)
	if now == was {
		return false, true // at its bound: the other way may move it
	}
	*in.At = now
	r := t.engine.Project()
	helped = true
	for i, c := range t.broken {
		v := c.condition.Value(r)
		size := t.before[i] - v
		if !c.condition.Condition.Upper() {
			size = -size
		}
		if math.IsInf(t.before[i], 1) && math.IsInf(v, 1) {
			size = 0
		}
		moved = moved || size != 0
		if !(size > 0) {
			helped = false
			continue
		}
		t.gains[i] = append(t.gains[i], gain{t.change(in, was, now, c, r, v), size})
	}
	*in.At = was
	return helped, moved
}

// changed is an input that is changed by a share, within its range.
func changed(in *model.Input, by float64) float64 {
	v := *in.At * (1 + by)
	if in.Whole {
		v = math.Round(v)
		if v == *in.At {
			v += math.Copysign(1, by)
		}
	}
	return min(max(v, in.Low), in.High)
}

func (t *trial) change(in *model.Input, was, now float64, c *Check, r *plan.Result, v float64) Change {
	against := plan.Against{Odds: t.Odds}
	if t.Baseline != nil {
		against.Baseline = t.Baseline.Figures
	}
	change := Change{Path: in.Path, Pos: t.Locate(in.Path), Mends: c.condition.Again(r, against).Holds}
	change.Before, change.After = t.texts(in, was, now)
	if !math.IsInf(v, 0) && !math.IsNaN(v) {
		change.Value = &v
	}
	return change
}

// texts writes an input before and after its change, as the scenario would.
func (t *trial) texts(in *model.Input, was, now float64) (before, after string) {
	q := unit.Value{}
	if parsed, err := unit.Parse(in.Kind, in.Text, unit.Options{}); err == nil {
		q = parsed
	} else if in.Kind == unit.KindGrowth {
		q.Per = 1
		for _, p := range []struct {
			end string
			per float64
		}{{"/quarter", 3}, {"/year", 12}} {
			if strings.HasSuffix(strings.TrimSpace(in.Text), p.end) {
				q.Per = p.per
			}
		}
	}
	if q.Currency != "" {
		q.Currency = t.Result.Scenario.Currency
	}
	q.Number = was
	before = unit.Display(in.Kind, q)
	q.Number = now
	return before, unit.Display(in.Kind, q)
}

// grown is the category of a broken cost that grew most: since the month before
// for a limit on growth, since today for others.
func (j *judge) grown(c *Check) *Part {
	if c.Measures != unit.KindMoney && c.condition.Condition.Fold != model.FoldGrowth || !costs(c.Metric) {
		return nil
	}
	last, since := j.Result.Months(), 0
	if c.Month != nil {
		last = *c.Month
	}
	if c.condition.Condition.Fold == model.FoldGrowth {
		since = max(last-1, 0)
	}
	var most *Part
	for i, name := range metric.Categories() {
		row := j.Result.Bill.Categories[i]
		p := Part{name, since, row[since], row[last]}
		if grew := cost.Cents(p.After - p.Before); grew > 0 && (most == nil || grew > most.After-most.Before) {
			most = &p
		}
	}
	return most
}

// costs reports whether a result is a sum of the categories.
func costs(name string) bool {
	switch name {
	case "cost.effective", "cost.billed", "cost.list", "cost.baseline", "cost.per_user", "total.effective":
		return true
	}
	return false
}
