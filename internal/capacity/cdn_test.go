package capacity_test

import (
	"testing"

	"github.com/talimat/talimat-plan/internal/model"
	"github.com/talimat/talimat-plan/internal/unit"
)

// 1,000 calls a second need 10 replicas; what the CDN answers needs none, from
// its month on, in its regions, and only of the users' own requests.
func TestCDNAnswersRequests(t *testing.T) {
	regions := []model.Region{
		{Name: "near", Users: 0.6, Services: []string{"all"}, CDN: true, Price: 1, Database: model.RegionDatabase{Role: "primary"}},
		{Name: "far", Users: 0.4, Services: []string{"none"}, Price: 1},
	}
	for _, c := range []struct {
		why      string
		change   func(*model.Scenario)
		now      float64 // need in month 0
		then     float64 // and in month 1, in which the CDN begins
		requests float64 // cores of the database then, of 1 ms a request
	}{
		{"nothing said: none", func(s *model.Scenario) { s.CDN.Requests = nil }, 10, 10, 1},
		{"80% of them", func(s *model.Scenario) {}, 10, 2, 0.2},
		{"all of them", func(s *model.Scenario) { *s.CDN.Requests = 1 }, 10, 0, 0},
		{"from today on", func(s *model.Scenario) { s.CDN.From = model.When{} }, 2, 2, 0.2},
		{"of the 60% near one of two regions", func(s *model.Scenario) { s.Regions = regions }, 10, 5.2, 0.52},
		{"a claimed CDN is not modelled", func(s *model.Scenario) { s.Savings.CDN = &model.Lever{Claimed: ptr(unit.Ratio(0.5))} }, 10, 10, 1},
		{"devices do not pass it", func(s *model.Scenario) {
			s.Drivers.Other = []model.Driver{{Name: "devices", Now: 500}}
			s.Services[0].Driver, s.Services[0].Requests = "devices", ptr(unit.PerSecond(2))
		}, 10, 10, 0.2},
		{"users stay, whoever answers", func(s *model.Scenario) { s.Services[0].Targets.ActiveUsers = ptr(count(250)) }, 10, 4, 0.2},
	} {
		s := stored(1)
		s.Drivers.Users.Now, s.Database.Reads, s.Database.CPU.Read = 1000, 1, 0.001
		s.CDN = &model.CDN{Offload: 0.9, Requests: ptr(unit.Ratio(0.8)), From: month(1)}
		c.change(s)
		m, d, p := size(s)
		var now, then float64
		for _, dep := range p.Deployments {
			now, then = now+dep.Need[0], then+dep.Need[1]
		}
		if !near(now, c.now) || !near(then+1, c.then+1) {
			t.Errorf("%s: a need of %g, then %g; want %g and %g", c.why, now, then, c.now, c.then)
		}
		if got := m.DatabaseWork(d, p, 1).ReadCPU; !near(got+1, c.requests+1) {
			t.Errorf("%s: %g cores in the database, want %g", c.why, got, c.requests)
		}
	}
}
