package plan

import (
	"github.com/talimat/talimat-plan/internal/capacity"
	"github.com/talimat/talimat-plan/internal/cost"
	"github.com/talimat/talimat-plan/internal/finding"
	"github.com/talimat/talimat-plan/internal/forecast"
	"github.com/talimat/talimat-plan/internal/metric"
	"github.com/talimat/talimat-plan/internal/model"
)

// Result is everything one run of a plan yields. Money in Bill is rounded to
// the cent; nothing after it rounds or adds again.
type Result struct {
	Scenario *model.Scenario   // what was projected
	Demand   *forecast.Demand  // what users ask
	Capacity *capacity.Plan    // what is provisioned
	Bill     *cost.Bill        // what it costs, rounded
	Finance  cost.Finance      // whether the investment pays
	Without  *cost.Bill        // what would be paid without the project; nil when nothing begins with a phase
	Reached  Reached           // when the drivers reach their targets
	Services []Service         // in the order of the scenario
	Findings []finding.Finding // worst first
	Limits   []LimitCheck      // in the order of the scenario
	Claims   []ClaimCheck      // in the order of the scenario

	engine         *Engine
	deciding, bare appraisal // by the rounded bill, once they are asked for
}

// Reached is when the drivers reach their targets.
type Reached struct {
	Users, Database *int // first month; nil when not within the horizon or without a target
	Wall            *int // first month that the largest database tier does not carry; nil when it always does
	Shortage        *int // first month in which anything carries less than its peak load; nil when all always do
}

// Run compiles and runs a valid scenario and judges the result.
func Run(s *model.Scenario) *Result {
	r := project(s)
	r.Limits = CheckLimits(r, Against{})
	r.Claims = checkClaims(r)
	r.Findings = finding.Find(&finding.Evidence{
		Scenario: s, Demand: r.Demand, Capacity: r.Capacity, Sizing: r.engine.Sizing(),
		Bill: r.Bill, Finance: &r.Finance, TargetMonth: r.Reached.Users,
		Claims: evidence(r.Claims),
	})
	return r
}

// evidence hands the claims to the rules of package finding.
func evidence(checks []ClaimCheck) []finding.Claim {
	var claims []finding.Claim
	for _, c := range checks {
		claims = append(claims, finding.Claim{
			Name: c.Name, Metric: c.Metric.Name, Kind: c.Metric.Kind, Given: c.Given,
			Claimed: c.Claimed, Computed: c.Computed, Pass: c.Pass, Finance: c.finance,
		})
	}
	return claims
}

// project runs the engine and collects what follows from its output alone.
func project(s *model.Scenario) *Result {
	r := Compile(s).Project()
	r.judge()
	return r
}

// Project runs the engine and collects what it costs and when it reaches its
// targets; of limits, claims and findings nothing, and neither Finance nor Services.
// The result lies in the engine's buffers: it holds until the next run.
func (e *Engine) Project() *Result {
	e.Run()
	return e.collect()
}

// collect is what follows from the engine's last run.
func (e *Engine) collect() *Result {
	e.Reason()
	s := e.Scenario
	r := &Result{Scenario: s, Demand: e.Demand, Capacity: e.Capacity, Bill: e.Statement.Round(), engine: e}
	r.Reached = Reached{
		Users: reached(e.usersReached()), Database: reached(e.databaseReached()),
		Wall: reached(e.capacity.FirstWall(e.Demand, e.Capacity)), Shortage: reached(e.shortage()),
	}
	return r
}

// reached is a month; nil for −1.
func reached(m int) *int {
	if m < 0 {
		return nil
	}
	return &m
}

// judge adds what takes longer and few ask for: finance and services.
func (r *Result) judge() {
	var without *cost.Spending
	if bill := r.without(); bill != nil {
		spending := bill.Spending()
		without = &spending
	}
	r.Finance = cost.Judge(r.Scenario, r.Bill.Spending(), r.Bill.Baseline, without)
	for i := range r.Scenario.Services {
		r.Services = append(r.Services, newService(r, i))
	}
}

// Engine is the compiled engine behind the result.
func (r *Result) Engine() *Engine { return r.engine }

// Months is the last month of the plan.
func (r *Result) Months() int { return r.Scenario.Months() }

// Service is one service over all regions, by month.
type Service struct {
	Name        string             // of the service
	Replicas    []float64          // at peak
	Need        []float64          // before minimum and maximum, each region rounded up
	Average     []float64          // mean over the month
	Served      []float64          // share of the peak load that is carried, in the region where it is least; 1 where it runs nowhere
	Utilization []float64          // CPU use at peak as a share of the requests, in the region where it is highest; NaN without replicas
	Binding     []capacity.Binding // of the deployment with most replicas; maximum if any is capped
	Deployments []int              // indices into Capacity.Deployments
}

// newService adds up the deployments of a service.
func newService(r *Result, index int) Service {
	name := r.Scenario.Services[index].Name
	of := func(figure string) []float64 {
		return r.read(metric.Metric{Family: "services.*." + figure, Part: name})
	}
	s := Service{
		Name: name, Replicas: of("replicas"), Need: of("need"), Average: of("average_replicas"), Served: of("served"),
		Utilization: of("cpu_utilization"), Binding: r.engine.bindings(index),
	}
	for i := range r.Capacity.Deployments {
		if r.Capacity.Deployments[i].Service == index {
			s.Deployments = append(s.Deployments, i)
		}
	}
	return s
}

// bindings are the constraints behind the replicas of a service: that of the
// deployment with most replicas, or the maximum where any is capped.
func (e *Engine) bindings(service int) []capacity.Binding {
	all, own := make([]capacity.Binding, e.Scenario.Months()+1), e.deployments(service)
	for m := range all {
		most := -1.0
		for _, d := range own {
			if d.Replicas[m] > most && all[m] != capacity.Maximum || d.Binding[m] == capacity.Maximum {
				most, all[m] = d.Replicas[m], d.Binding[m]
			}
		}
	}
	return all
}
