package plan

import (
	"math"

	"github.com/talimat/talimat-plan/internal/cost"
	"github.com/talimat/talimat-plan/internal/metric"
	"github.com/talimat/talimat-plan/internal/unit"
)

// Series returns a result by month, named as in package metric; NaN in months in
// which it does not exist, nil for a name that is not a series of this scenario.
// Its row may be the result's own.
func (r *Result) Series(name string) []float64 {
	if m, ok := metric.Find(r.Scenario, name); ok && m.Series {
		return r.read(m)
	}
	return nil
}

// Figure returns a single result named as in package metric; nil when it does
// not exist (not reached, not paid back) or is not a single figure.
func (r *Result) Figure(name string) *float64 {
	m, ok := metric.Find(r.Scenario, name)
	if !ok || m.Series {
		return nil
	}
	v := r.read(m)[0]
	if math.IsNaN(v) {
		return nil
	}
	return &v
}

// read is a metric of the scenario, by month or a single figure.
func (r *Result) read(m metric.Metric) []float64 {
	row, fill := r.rounded().read(m)
	if fill != nil {
		fill(0)
	}
	return row
}

// ListOf is what the servers and load balancers of a region cost in a month at
// list price, before the trend of prices.
func (r *Result) ListOf(region, month int) float64 { return r.engine.ListOf(region, month) }

// quantum rounds an amount to the minor unit of the plan's currency.
func (r *Result) quantum(v float64) float64 {
	return unit.RoundMinor(v, unit.MinorDigits(r.Scenario.Currency))
}

// without is the bill without the project; nil when nothing begins with a phase.
func (r *Result) without() *cost.Bill {
	if r.Without == nil {
		r.Without = r.engine.withoutBill()
	}
	return r.Without
}

// appraise judges the investment by the rounded bill.
func (r *Result) appraise(s *source, bare bool) *appraisal {
	a, reference := &r.deciding, s.unphased
	if bare {
		a, reference = &r.bare, s.unlevered
	}
	if a.flows == nil {
		n := r.Months() + 1
		a.flows = make([]float64, n)
		a.Appraisal = cost.Appraise(r.Scenario, reference(), r.Bill.Spending(), a.flows, make([]float64, n))
	}
	return a
}
