package plan

import (
	"github.com/talimat/talimat-plan/internal/capacity"
	"github.com/talimat/talimat-plan/internal/cost"
	"github.com/talimat/talimat-plan/internal/model"
	"github.com/talimat/talimat-plan/internal/unit"
)

// reference is what would be done without the project: the same demand in the
// same future, sized and priced once more (see model.Scenario.Without).
type reference struct {
	scenario  model.Scenario
	phased    bool // whether anything begins with a phase; without that the baseline is the reference
	sizing    *capacity.Model
	plan      *capacity.Plan
	pricing   *cost.Model
	statement *cost.Statement
	run       uint64 // of the engine that it is of
}

// without is the statement of what would be done without the project in the last
// run; nil when nothing begins with a phase. Its first call compiles, later ones
// allocate nothing.
func (e *Engine) without() *cost.Statement {
	r := e.reference
	if r == nil {
		r = &reference{}
		if r.phased = e.Scenario.Without(&r.scenario); r.phased {
			r.sizing = capacity.Compile(&r.scenario)
			r.pricing = cost.Compile(&r.scenario, r.sizing)
			r.plan, r.statement = r.sizing.NewPlan(), r.pricing.NewStatement()
		}
		e.reference = r
	}
	if !r.phased {
		return nil
	}
	if r.run != e.runs {
		r.run = e.runs
		e.Scenario.Without(&r.scenario) // its numbers may have changed
		r.sizing.Size(e.Demand, r.plan)
		r.pricing.Price(e.Demand, r.plan, r.statement)
	}
	return r.statement
}

// withoutBill is the rounded bill of what would be done without the project, and
// nil when nothing begins with a phase.
func (e *Engine) withoutBill() *cost.Bill {
	st := e.without()
	if st == nil {
		return nil
	}
	e.reference.sizing.Pool(e.reference.plan)
	e.reference.pricing.Breakdown(e.Demand, e.reference.plan, st, 0)
	e.reference.pricing.Reason(st)
	return st.Round()
}

// appraise judges the investment by the unrounded statement of the last run,
// against what would be done without the project.
func (e *Engine) appraise() *appraisal {
	a := &e.deciding
	if a.run != e.runs {
		st := e.without()
		if st == nil {
			return e.appraiseBare()
		}
		a.run = e.runs
		a.Appraisal = cost.Appraise(e.Scenario, st.Spending(), e.Statement.Spending(), a.flows, e.invested)
	}
	return a
}

// appraiseBare judges it against the baseline.
func (e *Engine) appraiseBare() *appraisal {
	a := &e.bare
	if a.run != e.runs {
		a.run = e.runs
		baseline := e.Statement.Baseline
		a.Appraisal = cost.Appraise(e.Scenario, cost.Spending{Effective: baseline, Billed: baseline}, e.Statement.Spending(), a.flows, e.invested)
	}
	return a
}

// Rate is the discount rate of a scenario; ok is false when nothing is discounted.
func Rate(s *model.Scenario) (rate unit.Growth, ok bool) {
	if s.Finance == nil || s.Finance.DiscountRate.Rate == 0 {
		return unit.Growth{Per: 12}, false
	}
	return s.Finance.DiscountRate, true
}

// Total is what the last run costs in all, by which plans are ranked: its effective
// cost from month 1 to the horizon with the investments that begin until then or,
// at a discount rate, the present value of both.
func (e *Engine) Total(rate unit.Growth) float64 {
	if rate.Rate != 0 {
		return cost.PresentValue(e.Scenario, rate, e.Statement.Spending())
	}
	total := 0.0
	for _, v := range e.Statement.Effective[1:] {
		total += v
	}
	return total + e.Scenario.Invested(e.Scenario.Months())
}

// Total is that of the rounded bill, at the scenario's own rate.
func (r *Result) Total() float64 {
	if rate, ok := Rate(r.Scenario); ok {
		return r.quantum(cost.PresentValue(r.Scenario, rate, r.Bill.Spending()))
	}
	return *r.Figure("total.effective") + r.Scenario.Invested(r.Scenario.Months())
}
