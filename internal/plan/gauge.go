package plan

import "github.com/talimat/talimat-plan/internal/metric"

// Gauge reads one metric of an engine after each of its runs, unrounded. What
// it reads is the figure that [Result] rounds for people; reading allocates
// nothing, but for the few metrics that are judged from a whole result.
type Gauge struct {
	Metric metric.Metric // what is read

	from int            // first month that Read completes
	row  []float64      // by month, or a single figure that is NaN when it does not exist
	fill func(from int) // nil when the run itself fills row

	opening func() float64 // nil when a total is its months from 1 on
}

// Gauge returns a gauge for a metric of the engine's scenario.
func (e *Engine) Gauge(m metric.Metric) *Gauge { return e.GaugeFrom(m, 0) }

// GaugeFrom returns a gauge that need not know a series before a month.
func (e *Engine) GaugeFrom(m metric.Metric, month int) *Gauge {
	g := &Gauge{Metric: m, from: month}
	if m.Name == "cost.billed" {
		g.opening = func() float64 { return e.Statement.Spending().Prepaid(0) }
	}
	g.row, g.fill = e.raw().read(m)
	return g
}

// Read returns the metric by month after the engine's last run; a single figure
// is the only value, NaN when it does not exist (not reached, not paid back).
// The slice is valid until the next run.
func (g *Gauge) Read() []float64 {
	if g.fill != nil {
		g.fill(g.from)
	}
	return g.row
}

// Opening is what a total of the metric has beside its months from 1 on, in the
// engine's last run: see [figures.Opening].
func (g *Gauge) Opening() float64 {
	if g.opening == nil {
		return 0
	}
	return g.opening()
}
