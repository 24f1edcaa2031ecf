package cost_test

import (
	"math"

	"github.com/talimat/talimat-plan/internal/capacity"
	"github.com/talimat/talimat-plan/internal/cost"
	"github.com/talimat/talimat-plan/internal/forecast"
	"github.com/talimat/talimat-plan/internal/model"
	"github.com/talimat/talimat-plan/internal/unit"
)

// GiB and TiB are the gigabytes and terabytes that cloud providers bill.
const (
	GiB = 1 << 30
	TiB = 1 << 40
)

// base is a scenario in which one server costs 1 a month, and nothing else costs anything.
func base(months int) *model.Scenario {
	return &model.Scenario{
		Horizon:     unit.Months(months),
		Assumptions: model.Assumptions{HoursPerMonth: 730},
		Load:        model.Load{Week: model.Week{Shape: "flat"}},
		Services:    []model.Service{{Name: "web", Driver: "users", Replica: model.Replica{CPU: 1, Memory: 1}, Targets: model.Targets{CPU: 1}}},
		Nodes:       model.Nodes{Tiers: []string{"node"}},
		Prices: model.Prices{
			Trend:      unit.Growth{Per: 12},
			FileCopies: 1,
			Servers:    []model.ServerTier{{Name: "node", CPU: 1, Memory: 1, Price: 1}},
		},
	}
}

// withDatabase adds a database that costs 100 a month.
func withDatabase(s *model.Scenario) {
	s.Database = &model.Database{Tiers: []string{"db"}, Utilization: 1, Overhead: 1}
	s.Prices.Databases = []model.DatabaseTier{{Name: "db", CPU: 1, Memory: 1, Storage: 1, Price: 100}}
}

// price prices a scenario of which set fixes demand and sizes by hand.
func price(s *model.Scenario, set func(d *forecast.Demand, p *capacity.Plan)) *cost.Statement {
	sizing := capacity.Compile(s)
	m := cost.Compile(s, sizing)
	d, p, st := forecast.Compile(s).NewDemand(), sizing.NewPlan(), m.NewStatement()
	set(d, p)
	m.Price(d, p, st)
	m.Breakdown(d, p, st, 0)
	m.Reason(st)
	return st
}

// servers sets servers that always run; the last number holds to the end.
func servers(numbers ...float64) func(*forecast.Demand, *capacity.Plan) {
	return func(_ *forecast.Demand, p *capacity.Plan) {
		r := &p.Regions[0]
		for m := range r.Nodes {
			n := numbers[min(m, len(numbers)-1)]
			r.Nodes[m], r.Average[m], r.Base[m], r.Static[m] = n, n, n, n
			for k := range r.Hours {
				r.Hours[k][m] = n
			}
		}
	}
}

func ptr[T any](v T) *T { return &v }

func month(m int) model.When { return model.When{Month: m, Set: true} }

// near reports whether got is want within a relative tolerance.
func near(got, want, tolerance float64) bool { return math.Abs(got-want) <= tolerance*math.Abs(want) }

func sum(row []float64) (total float64) {
	for _, v := range row {
		total += v
	}
	return total
}
