// Package plan runs the stages of the engine in their order, bundles their
// results, and holds limits and claims against them.
package plan

import (
	"math"

	"github.com/talimat/talimat-plan/internal/capacity"
	"github.com/talimat/talimat-plan/internal/cost"
	"github.com/talimat/talimat-plan/internal/forecast"
	"github.com/talimat/talimat-plan/internal/model"
)

// Engine projects one scenario into buffers of its own. Between two runs any
// number of the scenario may be changed through model.Input.At; its structure
// (services, regions, phases, horizon) may not. An engine serves one goroutine.
type Engine struct {
	Scenario  *model.Scenario  // what is projected
	Demand    *forecast.Demand // of the last run
	Capacity  *capacity.Plan   // of the last run
	Statement *cost.Statement  // of the last run

	forecast *forecast.Model
	capacity *capacity.Model
	cost     *cost.Model

	split          int        // first month from which the last run is broken down
	shared         int        // first month from which it is split by service
	explained      bool       // whether it has its reasons
	served         bool       // whether it says what share of the load it carries
	carries        []float64  // least share of the load that any part carries, by month
	known          bool       // whether it is of the last run
	reference      *reference // what would be done without the project; nil before it is asked for
	runs           uint64     // how many there were
	settled        settled    // what commitments come to, of the run for which it was asked
	deciding, bare appraisal  // against the reference, and against the baseline
	invested       []float64  // scratch of both
}

// settled is what all commitments come to, of the last run for which it was asked.
type settled struct {
	cost.Committed
	run uint64
}

// appraisal is one verdict on the investment, of the last run for which it was
// asked.
type appraisal struct {
	cost.Appraisal
	run   uint64
	flows []float64
}

// ifInvested is a value that does not exist where nothing is invested.
func (a *appraisal) ifInvested(v float64) float64 {
	if a.Investment <= 0 {
		return math.NaN()
	}
	return v
}

// mirr is the modified rate of return a year; NaN where nothing flows one way.
func (a *appraisal) mirr(s *model.Scenario) float64 {
	rate := cost.DiscountRate(s)
	monthly, ok := cost.MIRR(a.flows[:a.Months+1], rate, rate)
	if !ok {
		return math.NaN()
	}
	return cost.YearlyRate(monthly)
}

// Compile prepares an engine for a valid scenario.
func Compile(s *model.Scenario) *Engine {
	e := &Engine{Scenario: s, forecast: forecast.Compile(s), capacity: capacity.Compile(s)}
	e.cost = cost.Compile(s, e.capacity)
	e.Demand, e.Capacity, e.Statement = e.forecast.NewDemand(), e.capacity.NewPlan(), e.cost.NewStatement()
	e.deciding.flows, e.bare.flows = make([]float64, s.Months()+1), make([]float64, s.Months()+1)
	e.invested, e.carries = make([]float64, s.Months()+1), make([]float64, s.Months()+1)
	return e
}

// Run projects demand, sizes what it requires and adds up what that costs. It
// allocates nothing, and gives neither parts nor reasons: see [Engine.Breakdown],
// [Engine.Serve] and [Engine.Reason].
func (e *Engine) Run() {
	e.forecast.Project(e.Demand)
	e.capacity.Size(e.Demand, e.Capacity)
	e.cost.Price(e.Demand, e.Capacity, e.Statement)
	e.split, e.shared, e.explained, e.served, e.known = e.Scenario.Months()+1, e.Scenario.Months()+1, false, false, false
	e.runs++
}

// Breakdown completes the last run with the parts of its cost: the categories and
// the savings. It allocates nothing.
func (e *Engine) Breakdown() { e.breakdown(0) }

// breakdown is Breakdown from a month on.
func (e *Engine) breakdown(from int) {
	if from < e.split {
		e.capacity.Pool(e.Capacity)
		e.cost.Breakdown(e.Demand, e.Capacity, e.Statement, from)
		e.split = from
	}
}

// share completes the last run with what each service costs, from a month on.
func (e *Engine) share(from int) {
	if from < e.shared {
		e.cost.Split(e.Capacity, e.Statement, from)
		e.shared = from
	}
}

// Serve completes the last run with the shares of the peak load that its
// deployments and its database carry. It allocates nothing.
func (e *Engine) Serve() {
	if !e.served {
		e.capacity.Serve(e.Demand, e.Capacity)
		e.served = true
	}
}

// Reason completes the last run with the parts of its cost, what each service
// costs, what bound each size and what each saving is a share of.
func (e *Engine) Reason() {
	if e.explained {
		return
	}
	e.explained, e.served = true, true
	e.capacity.Reason(e.Demand, e.Capacity)
	e.Breakdown()
	e.share(0)
	e.cost.Reason(e.Statement)
}

// Sizing is the compiled capacity model, which names regions and tiers and
// takes a size apart into its constraints.
func (e *Engine) Sizing() *capacity.Model { return e.capacity }

// Pricing is the compiled cost model, which takes a bill apart into its lines.
func (e *Engine) Pricing() *cost.Model { return e.cost }
