package capacity_test

import (
	"math"

	"github.com/talimat/talimat-plan/internal/capacity"
	"github.com/talimat/talimat-plan/internal/forecast"
	"github.com/talimat/talimat-plan/internal/model"
)

// The fixtures of this package are scenarios of round numbers: one user makes
// one request per second, so that users and requests are the same number.

// web is a service of which one replica has one core, fully used at 100 calls
// per second.
func web() model.Service {
	return model.Service{
		Name: "web", Driver: "users", Calls: 1, CPU: 0.010, ComplexityShare: 1,
		Replica:  model.Replica{CPU: 1, Memory: 1e9},
		Replicas: model.Replicas{Min: 1},
		Targets:  model.Targets{CPU: 1},
	}
}

// base is a scenario of one service and one server tier, flat over week and horizon.
func base(users float64) *model.Scenario {
	s := &model.Scenario{
		Horizon:     1,
		Assumptions: model.Assumptions{HoursPerMonth: 730},
		Load:        model.Load{Requests: 1, Week: model.Week{Shape: "flat"}},
		Services:    []model.Service{web()},
		Nodes:       model.Nodes{Tiers: []string{"node"}},
		Prices:      model.Prices{Servers: []model.ServerTier{{Name: "node", CPU: 4, Memory: 16e9, Price: 100}}},
	}
	s.Drivers.Users.Now = count(users)
	return s
}

// size runs a scenario up to its sizes.
func size(s *model.Scenario) (*capacity.Model, *forecast.Demand, *capacity.Plan) {
	f, c := forecast.Compile(s), capacity.Compile(s)
	d, p := f.NewDemand(), c.NewPlan()
	f.Project(d)
	c.Size(d, p)
	c.Reason(d, p)
	return c, d, p
}

func plan(s *model.Scenario) *capacity.Plan {
	_, _, p := size(s)
	return p
}

func ptr[T any](v T) *T { return &v }

func month(m int) model.When { return model.When{Month: m, Set: true} }

// near reports whether got is want within a relative tolerance of 1e-9.
func near(got, want float64) bool { return math.Abs(got-want) <= 1e-9*max(math.Abs(want), 1e-12) }
