package objective_test

import (
	"math"
	"testing"

	"github.com/talimat/talimat-plan/internal/capacity"
	"github.com/talimat/talimat-plan/internal/model"
	"github.com/talimat/talimat-plan/internal/objective"
	"github.com/talimat/talimat-plan/internal/unit"
)

// 35 of 37 servers of 99.9 % are up 99.9992 % of the time, 35 of 36 99.9384 %, all of 35
// 96.56 %: what is spare is what makes them available.
func TestServersToSpare(t *testing.T) {
	for spare, want := range map[unit.Count]float64{2: 0.999992425543, 1: 0.999384105, 0: 0.965588507} {
		s := &model.Scenario{Nodes: model.Nodes{Availability: ptr(unit.Ratio(0.999)), Spare: spare}}
		nodes := []float64{3 + float64(spare), 35 + float64(spare)}
		p := &capacity.Plan{Regions: []capacity.Region{{Servers: capacity.Servers{Nodes: nodes}}}}
		got := objective.Availability(s, p)
		if got == nil || math.Abs(*got-want) > 1e-9 {
			t.Errorf("%g spare: got %v, want %g", float64(spare), got, want)
		}
		if part := objective.Parts(s, p)[0]; spare == 2 && (part.Most != 35 || part.All != 37 || part.Month != 1) {
			t.Errorf("got %+v", part)
		}
	}
}

// A service outside that one call in five needs, at 99 %, takes 0.2 % off.
func TestOutsideInSeries(t *testing.T) {
	s := world()
	s.Database = nil
	s.Services = []model.Service{
		{Name: "page", Uses: []model.Usage{{Name: "maps", Calls: ptr(unit.Count(0.2))}}},
		{Name: "maps", Outside: true, Called: true, Availability: ptr(unit.Ratio(0.99))},
	}
	s.Stores = []model.Store{{Name: "main", Availability: ptr(unit.Ratio(0.9995))}, {Name: "fast", Caches: "main", Availability: ptr(unit.Ratio(0.5))}}
	if got := objective.Availability(s, &capacity.Plan{}); got == nil || math.Abs(*got-0.998*0.9995) > 1e-12 {
		t.Errorf("got %v", got)
	}
}
