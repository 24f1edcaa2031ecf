package objective_test

import (
	"math"
	"testing"

	"github.com/talimat/talimat-plan/internal/capacity"
	"github.com/talimat/talimat-plan/internal/forecast"
	"github.com/talimat/talimat-plan/internal/model"
	"github.com/talimat/talimat-plan/internal/objective"
	"github.com/talimat/talimat-plan/internal/unit"
)

func ptr[T any](v T) *T { return &v }

// world has a region with the primary and a far one, which opens in month 6.
func world() *model.Scenario {
	return &model.Scenario{
		Load:     model.Load{Peak: ptr(unit.Factor(4)), Week: model.Week{Shape: "office-hours"}},
		Database: &model.Database{Availability: ptr(unit.Ratio(0.9995))},
		Services: []model.Service{
			{Name: "page", Latency: 0.120},
			{Name: "form", Latency: 0.060, Connections: 5},
			{Name: "mail", Interruptible: true},
		},
		Regions: []model.Region{
			{Name: "near", Users: 0.7, Services: []string{"all"}, RTT: 0.005},
			{Name: "far", Users: 0.3, Services: []string{"page", "form"}, RTT: 0.160, From: model.When{Month: 6, Set: true}},
			{Name: "empty", Users: 0, RTT: 9},
		},
	}
}

// responses are those of a plan for nobody: nothing waits for CPU.
func responses(s *model.Scenario) *objective.Responses {
	s.Horizon = 12
	for i := range s.Services {
		s.Services[i].Driver, s.Services[i].Replica.CPU, s.Services[i].Targets.CPU = "users", 1, 1
	}
	s.Nodes.Tiers, s.Prices.Servers = []string{"node"}, []model.ServerTier{{Name: "node", CPU: 4, Memory: 16e9}}
	f, c := forecast.Compile(s), capacity.Compile(s)
	d, p := f.NewDemand(), c.NewPlan()
	f.Project(d)
	c.Size(d, p)
	return objective.NewResponses(s, d, p, c)
}

func TestSlowest(t *testing.T) {
	s := world()
	for _, c := range []struct {
		why   string
		month int
		set   func()
		want  objective.Call
	}{
		{"before the far region opens its users cross the network for every page", 0, func() {}, objective.Call{Region: "far", Service: "page", Inside: 0.12, Network: 0.16}},
		{"then only to write", 6, func() {}, objective.Call{Region: "far", Service: "form", Inside: 0.06, Network: 0.16}},
		{"or to what does not run there", 6, func() { s.Regions[1].Services = []string{"form"} }, objective.Call{Region: "far", Service: "page", Inside: 0.12, Network: 0.16}},
		{"without a database nothing is written far away", 6, func() { s.Regions[1].Services, s.Database = []string{"all"}, nil }, objective.Call{Region: "near", Service: "page", Inside: 0.12}},
		{"no call is faster than its CPU time", 6, func() { s.Services[0].CPU = 0.13 }, objective.Call{Region: "near", Service: "page", Inside: 0.13}},
		{"nor than that becomes", 6, func() {
			s.Services[0].CPU, s.Services[0].ComplexityShare = 0.1, 0.5
			s.Load.Complexity = &model.Complexity{Now: 3, Target: 3} // 0.1·(1 + 0.5·2)
		}, objective.Call{Region: "near", Service: "page", Inside: 0.2}},
		{"what may be interrupted counts if it states a latency", 6, func() { s.Services[2].Latency = 9 }, objective.Call{Region: "near", Service: "mail", Inside: 9}},
		{"without regions there is no network", 6, func() { s.Regions = nil }, objective.Call{Service: "mail", Inside: 9}},
		{"without services nobody waits", 6, func() { s.Services = nil }, objective.Call{}},
	} {
		c.set()
		r := responses(s)
		r.In(c.month, objective.P95)
		if got := r.Slowest(); got.Region != c.want.Region || got.Service != c.want.Service || math.Abs(got.Inside-c.want.Inside) > 1e-12 || got.Network != c.want.Network {
			t.Errorf("%s: got %+v, want %+v", c.why, got, c.want)
		}
	}
}

// Users of a region wait for its own slowest call; the slowest of all is one of them.
func TestSlowestFrom(t *testing.T) {
	s := world()
	for month, far := range map[int]float64{0: 0.12 + 0.16, 5: 0.12 + 0.16, 6: 0.06 + 0.16} {
		r := responses(s)
		r.In(month, objective.P95)
		if got := r.SlowestFrom(1).Seconds(); math.Abs(got-far) > 1e-12 {
			t.Errorf("far, month %d: %g s, want %g", month, got, far)
		}
		if near := r.SlowestFrom(0).Seconds(); math.Abs(near-0.12) > 1e-12 {
			t.Errorf("near, month %d: %g s, want 0.12: the form takes 0.06 + 0.005", month, near)
		}
	}
}

// Parts in series multiply: 0.999^5 = 0.995010 (five of fifty third parties are
// critical), times 0.9995 is 0.994512.
func TestAvailability(t *testing.T) {
	s := world()
	s.Objectives.Dependencies = &model.Dependencies{Count: 50, Availability: 0.999, Critical: ptr(unit.Ratio(0.1))}
	if got := objective.Availability(s, &capacity.Plan{}); got == nil || math.Abs(*got-0.9945125) > 1e-6 {
		t.Errorf("got %v", got)
	}
	s.Objectives.Dependencies.Critical = nil
	if n, a := objective.InSeries(s.Objectives.Dependencies); n != 50 || math.Abs(a-0.951206) > 1e-6 {
		t.Errorf("all fifty are critical: got %g and %g", n, a)
	}
	s.Objectives.Dependencies, s.Database.Availability = nil, nil
	if got := objective.Availability(s, &capacity.Plan{}); got != nil {
		t.Errorf("nothing is stated, and it is %g", *got)
	}
}

// 100 MB + 1 MB × 1,000 users × 60 % ÷ 3 replicas = 300 MB of 400 MB.
func TestMemory(t *testing.T) {
	s := &model.Scenario{Services: []model.Service{{Memory: model.Memory{Base: 100e6, PerUser: 1e6}, Replica: model.Replica{Memory: 400e6}}}}
	d := &forecast.Demand{Users: []float64{1000}}
	dep := &capacity.Deployment{Share: []float64{0.6}, Replicas: []float64{3}}
	if got := objective.Memory(s, d, dep, 0); math.Abs(got-0.75) > 1e-12 {
		t.Errorf("got %g", got)
	}
	dep.Replicas[0] = 0
	if got := objective.Memory(s, d, dep, 0); got != 0 {
		t.Errorf("without replicas: %g", got)
	}
}

// 60 % at a peak of 4x on 8 replicas is 15 % of them on the average, and 24 % of
// the 5 that run on the average.
func TestMeanCPU(t *testing.T) {
	dep := &capacity.Deployment{CPU: []float64{0.6}, Replicas: []float64{8}, Average: []float64{5}}
	if got := objective.MeanCPU(world(), dep, 0); math.Abs(got-0.24) > 1e-12 {
		t.Errorf("got %g", got)
	}
	dep.Average[0] = 0
	if got := objective.MeanCPU(world(), dep, 0); got != 0 {
		t.Errorf("without replicas: %g", got)
	}
}

// A deployment that needs 2 of its 3 replicas at 100/s is full at 150/s.
func TestCarried(t *testing.T) {
	s := world()
	for i := range s.Services {
		s.Services[i].Driver = "users"
	}
	p := &capacity.Plan{Deployments: []capacity.Deployment{
		{Service: 0, Need: []float64{2}, Replicas: []float64{3}},
		{Service: 1, Need: []float64{1}, Replicas: []float64{9}},
		{Service: 2, Need: []float64{9}, Replicas: []float64{1}}, // works off a queue
	}}
	d := &forecast.Demand{PeakRPS: []float64{100}}
	s.Database = nil
	if first, ok := objective.Carried(s, d, p, nil, 0); !ok || first.RPS != 150 || first.Deployment != &p.Deployments[0] {
		t.Errorf("got %+v", first)
	}
	if _, limited := objective.Carried(s, d, &capacity.Plan{}, nil, 0); limited {
		t.Error("nothing limits it")
	}
}
