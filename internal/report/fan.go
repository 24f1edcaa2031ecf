package report

import (
	"github.com/talimat/talimat-plan/internal/model"
	"github.com/talimat/talimat-plan/internal/simulation"
)

// FanSeries is the effective cost by month over the futures of a simulation.
type FanSeries struct {
	P5, P10, P25, P50, P75, P90, P95 []float64 // by month: so much of the futures costs less

	Futures int        // that were simulated
	Seed    uint64     // of the random numbers
	Bounds  []FanBound // limits on cost.effective, in the order of the simulation
}

// FanBound is a limit on the cost, and how likely it is broken.
type FanBound struct {
	Bound           // Broken is never set
	Odds  []float64 // share of the futures that break it, by month from From on; nil when only Ever is known
	Ever  float64   // share of the futures that break it in any month
}

// FanMetrics are the results that a simulation must keep for a fan.
func FanMetrics() []string { return []string{"cost.effective"} }

// NewFan arranges the outcome of a simulation for drawing.
func NewFan(out *simulation.Outcome) *FanSeries {
	f := &FanSeries{Futures: out.Futures(), Seed: out.Design.Seed}
	levels := []*[]float64{&f.P5, &f.P10, &f.P25, &f.P50, &f.P75, &f.P90, &f.P95}
	for m := range out.Scenario.Months() + 1 {
		q, ok := out.Quantiles("cost.effective", m)
		if !ok {
			return f
		}
		for i, level := range levels {
			*level = append(*level, q[i].Value)
		}
	}
	for i, c := range out.Limits {
		if c.Metric == "cost.effective" && c.Of == "" && c.Currency == "" && (c.Fold == model.FoldNone || c.Fold == model.FoldPeak) {
			f.Bounds = append(f.Bounds, fanBound(out, i))
		}
	}
	return f
}

// fanBound is condition i of a simulation. What a limit on a probability counts
// is always how often the cost is above its bound.
func fanBound(out *simulation.Outcome, i int) FanBound {
	c := out.Limits[i]
	b := FanBound{Bound: Bound{Upper: c.Upper() || c.Chance != nil}}
	limit := limitOf(out.Scenario, c)
	b.Name, b.Warn = capitalised(limit.Name), c == limit.Warn
	odds := out.Odds(i)
	b.Ever = odds.Ever.Value
	from, to := c.Window(limit, out.Scenario.Months())
	b.From = from
	for m := from; m <= to; m++ {
		b.Values = append(b.Values, c.Bound(m-from, 0))
	}
	if len(odds.Months) == len(b.Values) {
		for _, e := range odds.Months {
			b.Odds = append(b.Odds, e.Value)
		}
	}
	return b
}

// limitOf is the limit that a condition belongs to.
func limitOf(s *model.Scenario, c *model.Condition) *model.Limit {
	for i := range s.Limits {
		if l := &s.Limits[i]; l.Deny == c || l.Warn == c {
			return l
		}
	}
	return &model.Limit{}
}
