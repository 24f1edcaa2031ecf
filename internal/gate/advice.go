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
		if c.condition != nil && c.Status.Broken() && c.condition.Condition.Chance == nil {
			c.Advice = &Advice{Part: j.grown(c)}
			broken = append(broken, c)
		}
	}
	if len(broken) == 0 || len(j.Inputs) == 0 {
		return
	}
	t := &trial{judge: j, engine: plan.Compile(j.Result.Scenario), broken: broken, moves: make([][]move, len(broken))}
	t.engine.Run()
	t.carried = t.engine.Carried()
	for _, c := range broken {
		m, _ := metric.Find(j.Result.Scenario, c.Metric)
		g := t.engine.Gauge(m)
		t.gauges, t.before = append(t.gauges, g), append(t.before, c.condition.Value(g.Read(), g.Opening()))
	}
	for i := range j.Inputs {
		if in := &j.Inputs[i]; !in.Default && movable(in) {
			t.turn(in)
		}
	}
	for i := range broken {
		t.choose(i)
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
	gauges []*plan.Gauge // of each broken limit; they read what reports round
	before []float64     // of each broken limit
	moves  [][]move      // of each broken limit

	carried float64 // least share of its load that any part carries in any month, as the plan is
}

// starves reports whether the last run leaves load unserved that is served as the
// plan is, or is to be served: what is not carried costs nothing, and so mends
// nothing.
func (t *trial) starves() bool {
	return !t.engine.Holds() && t.engine.Carried() < t.carried*(1-1e-9)
}

// move is an input, the direction in which it moves a result towards its bound,
// and about how far.
type move struct {
	in   *model.Input
	by   float64
	size float64
}

// turn tries less of an input, or more of what is at its least. One direction is
// run; the other one is taken to move as far, until choose runs it.
func (t *trial) turn(in *model.Input) {
	by := -step
	if changed(in, by) == *in.At {
		by = step
	}
	was := *in.At
	*in.At = changed(in, by)
	t.engine.Run()
	for i := range t.broken {
		switch size := t.gain(i); {
		case size > 0 && t.starves():
		case size > 0:
			t.moves[i] = append(t.moves[i], move{in, by, size})
		case size < 0:
			t.moves[i] = append(t.moves[i], move{in, -by, -size})
		}
	}
	*in.At = was
}

// gain is by how much the last run brought a limited result nearer to its bound;
// negative when it is further away.
func (t *trial) gain(i int) float64 {
	c := t.broken[i].condition
	v := c.Value(t.gauges[i].Read(), t.gauges[i].Opening())
	if v == t.before[i] { // infinite, perhaps
		return 0
	}
	if c.Condition.Upper() {
		return t.before[i] - v
	}
	return v - t.before[i]
}

// choose runs the changes that seem to move a limit most and keeps the best.
func (t *trial) choose(i int) {
	bySize := func(a, b move) int { return cmp.Compare(b.size, a.size) }
	slices.SortStableFunc(t.moves[i], bySize)
	c := t.broken[i]
	var all []Change
	var order []move
	for _, m := range t.moves[i][:min(len(t.moves[i]), 2*mostChanges)] {
		was := *m.in.At
		now := changed(m.in, m.by)
		*m.in.At = now
		r := t.engine.Project()
		if size := t.gain(i); size > 0 && !t.starves() {
			order = append(order, move{size: size, by: float64(len(all))})
			all = append(all, t.change(m.in, was, now, c, r))
		}
		*m.in.At = was
	}
	slices.SortStableFunc(order, bySize)
	for _, m := range order[:min(len(order), mostChanges)] {
		c.Advice.Changes = append(c.Advice.Changes, all[int(m.by)])
	}
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

func (t *trial) change(in *model.Input, was, now float64, c *Check, r *plan.Result) Change {
	against := plan.Against{Odds: t.Odds}
	if t.Baseline != nil {
		against.Baseline = t.Baseline.Figures
	}
	change := Change{Path: in.Path, Pos: t.Locate(in.Path), Mends: c.condition.Again(r, against).Holds}
	change.Before, change.After = t.texts(in, was, now)
	if v := c.condition.In(r); !math.IsInf(v, 0) && !math.IsNaN(v) {
		change.Value = &v
	}
	return change
}

// texts writes an input before and after its change, as the scenario would.
func (t *trial) texts(in *model.Input, was, now float64) (before, after string) {
	q := unit.Value{Per: in.Per}
	if in.Kind.Money() {
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
	if c.condition.Condition.Of != "" || c.Measures != unit.KindMoney && c.condition.Condition.Fold != model.FoldGrowth || !costs(c.Metric) {
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
	for _, name := range j.Result.Scenario.Categories() {
		row := j.Result.Series("cost.categories." + name)
		p := Part{name, since, row[since], row[last]}
		if grew := cost.Sum(p.After - p.Before); grew > 0 && (most == nil || grew > most.After-most.Before) {
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
