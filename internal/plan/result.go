package plan

import (
	"math"
	"strings"

	"github.com/talimat/talimat-plan/internal/capacity"
	"github.com/talimat/talimat-plan/internal/cost"
	"github.com/talimat/talimat-plan/internal/finding"
	"github.com/talimat/talimat-plan/internal/forecast"
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

	engine *Engine
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
// targets; of limits, claims and findings nothing, and of finance and services
// only once Need asks for it. The result lies in the engine's buffers: it holds
// until the next run.
func (e *Engine) Project() *Result {
	e.Run()
	return e.collect()
}

// collect is what follows from the engine's last run.
func (e *Engine) collect() *Result {
	e.Reason()
	s := e.Scenario
	r := &Result{Scenario: s, Demand: e.Demand, Capacity: e.Capacity, Bill: e.Statement.Round(), engine: e}
	if t := s.Drivers.Users.Target; t != nil {
		r.Reached.Users = first(e.Demand.Users, float64(*t))
	}
	if d := s.Drivers.Database; d != nil && d.Target != nil {
		r.Reached.Database = first(e.Demand.DatabaseBytes, float64(*d.Target))
	}
	if m := e.capacity.FirstWall(e.Demand, e.Capacity); m >= 0 {
		r.Reached.Wall = &m
	}
	if m := e.shortage(); m >= 0 {
		r.Reached.Shortage = &m
	}
	return r
}

// Need completes what Project yields with the result of a name.
func (r *Result) Need(name string) {
	root, _, _ := strings.Cut(name, ".")
	if r.Services == nil && (root == "services" || root == "finance") {
		r.judge()
	}
}

// judge adds what takes longer and few ask for: finance and services.
func (r *Result) judge() {
	r.invest()
	r.serve()
}

// invest adds finance.
func (r *Result) invest() {
	var without *cost.Spending
	if r.Without = r.engine.withoutBill(); r.Without != nil {
		without = &cost.Spending{Effective: r.Without.Effective, Billed: r.Without.Billed}
	}
	r.Finance = cost.Judge(r.Scenario, cost.Spending{Effective: r.Bill.Effective, Billed: r.Bill.Billed}, r.Bill.Baseline, without)
}

// serve adds services.
func (r *Result) serve() {
	for i := range r.Scenario.Services {
		r.Services = append(r.Services, newService(r.engine, i))
	}
}

// first is the first month in which a series reaches a value; nil if none does.
func first(series []float64, value float64) *int {
	if m := reach(series, value); m >= 0 {
		return &m
	}
	return nil
}

// reach is the first month in which a series reaches a value, or −1. The
// tolerance is that of sizes: the last bit of a float decides nothing.
func reach(series []float64, value float64) int {
	for m, v := range series {
		if v >= value*(1-1e-9) {
			return m
		}
	}
	return -1
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
func newService(e *Engine, index int) Service {
	n := e.Scenario.Months() + 1
	s := Service{
		Name:     e.Scenario.Services[index].Name,
		Replicas: make([]float64, n), Need: make([]float64, n), Average: make([]float64, n),
		Served: make([]float64, n), Utilization: make([]float64, n), Binding: make([]capacity.Binding, n),
	}
	for i := range e.Capacity.Deployments {
		if e.Capacity.Deployments[i].Service == index {
			s.Deployments = append(s.Deployments, i)
		}
	}
	for m := range n {
		most := -1.0
		s.Served[m] = 1
		for _, i := range s.Deployments {
			d := &e.Capacity.Deployments[i]
			s.Replicas[m] += d.Replicas[m]
			s.Need[m] += capacity.Whole(d.Need[m])
			s.Average[m] += d.Average[m]
			s.Served[m] = min(s.Served[m], d.Served[m])
			s.Utilization[m] = max(s.Utilization[m], d.CPU[m])
			if d.Replicas[m] > most && s.Binding[m] != capacity.Maximum || d.Binding[m] == capacity.Maximum {
				most, s.Binding[m] = d.Replicas[m], d.Binding[m]
			}
		}
		if s.Replicas[m] == 0 {
			s.Utilization[m] = math.NaN()
		}
	}
	return s
}
