package forecast_test

import (
	"testing"

	"github.com/talimat/talimat-plan/internal/forecast"
	"github.com/talimat/talimat-plan/internal/model"
	"github.com/talimat/talimat-plan/internal/unit"
)

func ptr[T any](v T) *T { return &v }

func TestLoad(t *testing.T) {
	s := &model.Scenario{
		Horizon:     1,
		Assumptions: model.Assumptions{HoursPerMonth: 730},
		Drivers:     model.Drivers{Users: model.Driver{Now: 10_000}},
		Load:        model.Load{Requests: 10.0 / 60, Peak: ptr(unit.Factor(5)), Week: model.Week{Shape: "office-hours"}, Bytes: 10e3},
	}
	d := project(s)
	for _, c := range []struct {
		name      string
		got, want float64
		why       string
	}{
		{"average", d.AverageRPS[0], 1666.67, "10,000 users · 10/min"},
		{"peak", d.PeakRPS[0], 8333.33, "five times the average"},
		{"traffic", d.TrafficBytes[0], 43.8e12, "1,666.67/s · 10 kB · 3,600 s · 730 h"},
		{"complexity", d.Complexity[0], 1, "not given"},
	} {
		if !near(c.got, c.want, 3e-6) {
			t.Errorf("%s: got %g, want %g: %s", c.name, c.got, c.want, c.why)
		}
	}
}

func TestComplexityMovesInAStraightLine(t *testing.T) {
	at := func(m int) model.When { return model.When{Month: m, Set: true} }
	for _, c := range []struct {
		from, by model.When
		want     map[int]float64
	}{
		{at(6), at(12), map[int]float64{0: 1, 6: 1, 7: 2.5, 9: 5.5, 12: 10, 24: 10}}, // 9/6 = 1.5 a month
		{model.When{}, at(18), map[int]float64{0: 1, 6: 4, 18: 10, 24: 10}},          // from today
		{at(6), model.When{}, map[int]float64{6: 1, 15: 5.5, 24: 10}},                // to the horizon
	} {
		s := &model.Scenario{Horizon: 24, Load: model.Load{Complexity: &model.Complexity{Now: 1, Target: 10, From: c.from, By: c.by}}}
		row := project(s).Complexity
		for month, want := range c.want {
			if !near(row[month], want, 1e-12) {
				t.Errorf("from %+v by %+v, month %d: got %g, want %g", c.from, c.by, month, row[month], want)
			}
		}
	}
}

func TestOtherDriversKeepTheirOrder(t *testing.T) {
	s := &model.Scenario{Horizon: 12}
	s.Drivers.Other = []model.Driver{{Name: "devices", Now: 5, Growth: compound(1, 12)}, {Name: "orders", Now: 7}}
	d := project(s)
	if d.Other[0][12] != 10 || d.Other[1][12] != 7 {
		t.Errorf("got %g devices and %g orders, want 10 and 7", d.Other[0][12], d.Other[1][12])
	}
}

// A number may be changed between two projections; nothing of the last one remains.
func TestProjectReadsNumbersAnew(t *testing.T) {
	s := &model.Scenario{Horizon: 12, Drivers: model.Drivers{
		Users: model.Driver{Now: 100}, Database: &model.Stock{Now: ptr(unit.Bytes(10)), Ingest: ptr(unit.BytesPerMonth(1)), Retention: ptr(unit.Months(6))},
	}}
	m := forecast.Compile(s)
	d := m.NewDemand()
	m.Project(d)
	s.Drivers.Users.Now, *s.Drivers.Database.Now = 50, 20
	m.Project(d)
	if d.Users[12] != 50 || d.DatabaseBytes[3] != 13 {
		t.Errorf("got %g users and %g bytes, want 50 and 20 · 3/6 + 3", d.Users[12], d.DatabaseBytes[3])
	}
}

func TestProjectAllocatesNothing(t *testing.T) {
	m := forecast.Compile(&model.Scenario{Horizon: 36, Drivers: model.Drivers{Users: model.Driver{Now: 100, Growth: compound(0.5, 3)}}})
	d := m.NewDemand()
	if n := testing.AllocsPerRun(10, func() { m.Project(d) }); n != 0 {
		t.Errorf("%g allocations", n)
	}
}
