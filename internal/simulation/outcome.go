package simulation

import (
	"math"

	"github.com/talimat/talimat-plan/internal/histogram"
	"github.com/talimat/talimat-plan/internal/metric"
	"github.com/talimat/talimat-plan/internal/model"
	"github.com/talimat/talimat-plan/internal/plan"
	"github.com/talimat/talimat-plan/internal/sampling"
	"github.com/talimat/talimat-plan/internal/unit"
)

// Outcome is what a simulation, or a shard of one, has yielded.
type Outcome struct {
	Scenario *model.Scenario    // what was simulated
	Design   sampling.Design    // how the futures were drawn
	Metrics  []metric.Metric    // results that were kept
	Target   Target             // what the effects are about
	Sources  []string           // what is uncertain: paths of inputs, then "risks.NAME"
	Limits   []*model.Condition // conditions of the limits that were counted

	from       []int // first month that was kept of each metric
	held       []int // columns that are kept a second time, over the futures in which the plan holds
	effects    int   // sources whose effect was kept: all or none
	tenths     int   // sources by whose tenths the target was kept: all or none
	sums       *sums
	room       int      // about how many bytes the columns may take
	folded     []folded // by column; nil where all of them fit in memory
	replicates []replicate
}

// replicate is what intervals are computed from.
type replicate struct {
	done      bool
	quantiles [][levels]float64 // by column
	broken    []tally           // by condition
	effects   []effect          // by source
}

func newOutcome(j *job) *Outcome {
	o := &Outcome{
		room:     mostKept,
		Scenario: j.scenario, Design: j.options.Design, Metrics: j.metrics, from: j.from, Target: j.options.Target,
		Sources: j.uncertain(), replicates: make([]replicate, j.options.Design.Replicates),
	}
	o.Limits, _ = conditions(j.scenario)
	if j.options.Effects {
		o.effects = len(o.Sources)
	}
	if j.options.Tenths {
		o.tenths = len(o.Sources)
	}
	o.keepHeld()
	o.sums = newSums(o)
	return o
}

// Watched lists the results that a simulation keeps unless told otherwise.
func Watched(s *model.Scenario) []string {
	names := []string{"cost.effective"}
	if per := s.PerUnit(); per != "" {
		names = append(names, per, plan.CountedSeries(s))
	}
	names = append(names, "nodes")
	for _, c := range s.Categories() {
		names = append(names, "cost.categories."+c)
	}
	for i := range s.Services {
		names = append(names, "services."+s.Services[i].Name+".replicas")
	}
	names = append(names, "total.effective")
	if s.Commits() {
		names = append(names, "committed.saved")
	}
	if len(s.Phases) > 0 {
		names = append(names, "finance.investment", "finance.payback", "finance.roi")
	}
	names = append(names, "finance.npv", "finance.monthly_savings")
	if s.Drivers.Users.Target != nil {
		names = append(names, "reached.users")
	}
	if d := s.Drivers.Database; d != nil && d.Target != nil {
		names = append(names, "reached.database")
	}
	if s.Database != nil {
		names = append(names, "reached.wall")
	}
	if s.MayFallShort() {
		names = append(names, "reached.shortage")
	}
	return names
}

// width is the number of columns.
func (o *Outcome) width() (n int) {
	for i := range o.Metrics {
		n += o.columnsOf(i)
	}
	return n + len(o.held)
}

// columnsOf is how many months were kept of metric i; 1 of a single figure.
func (o *Outcome) columnsOf(i int) int {
	if o.Metrics[i].Series {
		return o.Scenario.Months() + 1 - o.from[i]
	}
	return 1
}

// Complete reports whether every replicate was simulated.
func (o *Outcome) Complete() bool {
	for i := range o.replicates {
		if !o.replicates[i].done {
			return false
		}
	}
	return true
}

// Estimate is a figure with the half width of its 95 % confidence interval.
type Estimate struct {
	Value float64 // the figure itself
	Half  float64 // +Inf when there are too few replicates to tell
}

// Never reports whether the figure is a month that does not come.
func (e Estimate) Never() bool { return e.Value >= never }

// column finds a metric's column in a month; −1 when it was not kept.
func (o *Outcome) column(name string, month int) int {
	column, _ := o.find(name, month)
	return column
}

// find is column with the metric.
func (o *Outcome) find(name string, month int) (column int, m metric.Metric) {
	first := 0
	for i, m := range o.Metrics {
		switch {
		case m.Name != name:
			first += o.columnsOf(i)
		case !m.Series:
			return first, m
		case month < o.from[i]:
			return -1, m
		default:
			return first + month - o.from[i], m
		}
	}
	return -1, metric.Metric{}
}

// Quantiles are the [Levels] of a metric in a month (0 for a single figure), each
// with its interval: from Student's t over the quantiles of the replicates. ok is
// false when the metric was not kept, or never exists.
func (o *Outcome) Quantiles(name string, month int) (q [levels]Estimate, ok bool) {
	c, m := o.find(name, month)
	if c < 0 {
		return q, false
	}
	f := o.figures(c)
	if f.n == 0 {
		return q, false
	}
	for i, v := range f.quantiles {
		of := func(r *replicate) float64 { return r.quantiles[c][i] }
		if mayNeverCome(m) {
			v = monthOrNever(v)
			of = func(r *replicate) float64 { return orNaN(monthOrNever(r.quantiles[c][i])) }
		}
		q[i] = Estimate{tidy(m, v), o.half(of)}
	}
	return q, true
}

// mayNeverCome reports whether a metric is a month that need not come.
func mayNeverCome(m metric.Metric) bool { return !m.Series && m.Kind == unit.KindMonths }

// monthOrNever makes a quantile that lies between a month that comes and one that
// does not one of the latter: there is nothing between them.
func monthOrNever(v float64) float64 {
	if v > model.MaxHorizon { // no plan is longer
		return never
	}
	return v
}

// orNaN is a month, or NaN for one that does not come: no mean holds it, so that
// replicates which disagree on whether it comes have no interval.
func orNaN(month float64) float64 {
	if month >= never {
		return math.NaN()
	}
	return month
}

// tidy makes a whole number of what is only ever whole. Values are taken as spread
// evenly over a bin of the histogram: that of one number, whose lower end they are
// at, or from uneven on that of several.
func tidy(m metric.Metric, v float64) float64 {
	switch {
	case !whole(m):
		return v
	case v < uneven:
		return math.Floor(v + 1e-9)
	}
	return math.Round(v)
}

// uneven is from which number on whole numbers share bins of a histogram.
const uneven = 1 << 10

// whole reports whether a metric is a whole number by its nature.
func whole(m metric.Metric) bool {
	switch {
	case m.Kind == unit.KindMonths, m.Name == "nodes", m.Name == "database.read_replicas":
		return true
	}
	n := len(m.Name)
	return n > 9 && m.Name[n-9:] == ".replicas"
}

// half is the half width of the interval around a figure of the replicates;
// infinite when there are too few to tell.
func (o *Outcome) half(of func(*replicate) float64) float64 {
	var values []float64
	for i := range o.replicates {
		if o.replicates[i].done {
			v := of(&o.replicates[i])
			if math.IsNaN(v) {
				return math.Inf(1)
			}
			values = append(values, v)
		}
	}
	_, half := sampling.HalfWidth(values)
	return half
}

// Missing is the share of the futures in which a single figure does not exist:
// a month that never comes, a return on no investment.
func (o *Outcome) Missing(name string) float64 { return o.MissingIn(name, 0) }

// MissingIn is the share of the futures in which a metric does not exist in a
// month: the cost per user of a plan that has none, the hit ratio of a cache that
// is not there yet. Quantiles are those of the others.
func (o *Outcome) MissingIn(name string, month int) float64 {
	c, m := o.find(name, month)
	if c < 0 {
		return 0
	}
	f := o.figures(c)
	missing := float64(f.refused)
	if mayNeverCome(m) {
		missing += f.never
	}
	return missing / float64(f.n+f.refused)
}

// Range is the least and the greatest value of a metric in a month.
func (o *Outcome) Range(name string, month int) (least, most float64) {
	c := o.column(name, month)
	if c < 0 {
		return math.NaN(), math.NaN()
	}
	return o.sums.columns[c].Min(), o.sums.columns[c].Max()
}

// Shortfall is the mean of a metric in a month over the share of the futures in
// which it is greatest, such as the costliest 5 % (the expected shortfall).
func (o *Outcome) Shortfall(name string, month int, share float64) float64 {
	c := o.column(name, month)
	if c < 0 {
		return math.NaN()
	}
	return o.sums.columns[c].MeanAbove(1 - share)
}

// Histogram is the distribution of a metric in a month; nil when it was not kept, as
// may be that of a month before the last where very many results are kept by month.
func (o *Outcome) Histogram(name string, month int) *histogram.Histogram {
	if c := o.column(name, month); c >= 0 && !o.isFolded(c) {
		return &o.sums.columns[c]
	}
	return nil
}

// Below is the share of the futures in which a result in a month lies below a value; ok is
// false when its distribution was not kept.
func (o *Outcome) Below(name string, month int, value float64) (share float64, ok bool) {
	h := o.Histogram(name, month)
	if h == nil || h.N() == 0 {
		return 0, false
	}
	return 1 - h.Above(value)/float64(h.N()), true
}

// Futures is how many futures were simulated.
func (o *Outcome) Futures() int {
	n := 0
	for i := range o.replicates {
		if o.replicates[i].done {
			n += o.Design.Points
		}
	}
	return n
}
