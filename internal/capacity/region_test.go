package capacity_test

import (
	"math"
	"testing"

	"github.com/talimat/talimat-plan/internal/capacity"
	"github.com/talimat/talimat-plan/internal/model"
	"github.com/talimat/talimat-plan/internal/unit"
)

// regional has two services and three regions: home runs all, west opens in
// month 6 with the database primary and all services, east opens in month 12
// and runs web only.
func regional() *model.Scenario {
	s := base(1000)
	s.Horizon = 24
	api := web()
	api.Name = "api"
	s.Services = append(s.Services, api)
	s.Regions = []model.Region{
		{Name: "home", Users: 0.5, Services: []string{"all"}, Price: 1, Database: model.RegionDatabase{Role: "replica"}},
		{Name: "west", Users: 0.3, Services: []string{"web", "api"}, Price: 1, From: month(6), Database: model.RegionDatabase{Role: "primary"}},
		{Name: "east", Users: 0.2, Services: []string{"web"}, Price: 1, From: month(12)},
	}
	return s
}

// shares returns the share of a service's calls by region in a month.
func shares(s *model.Scenario, p *capacity.Plan, service string, month int) map[string]float64 {
	by := map[string]float64{}
	for i := range p.Deployments {
		d := &p.Deployments[i]
		if s.Services[d.Service].Name == service && d.Share[month] > 0 {
			by[s.Regions[d.Region].Name] += d.Share[month]
		}
	}
	return by
}

func TestRouting(t *testing.T) {
	for _, c := range []struct {
		name    string
		change  func(*model.Scenario)
		service string
		month   int
		want    map[string]float64
	}{
		{"regions that are not open are served by the first", nil, "web", 5, map[string]float64{"home": 1}},
		{"a region takes its users when it opens", nil, "web", 6, map[string]float64{"home": 0.7, "west": 0.3}},
		{"all open", nil, "web", 12, map[string]float64{"home": 0.5, "west": 0.3, "east": 0.2}},
		{"calls to a missing service go to the database primary", nil, "api", 12, map[string]float64{"home": 0.5, "west": 0.5}},
		{"else to the first region that runs it", func(s *model.Scenario) { s.Regions[1].Services = []string{"web"} },
			"api", 12, map[string]float64{"home": 1}},
		{"a primary that is not open answers nothing", func(s *model.Scenario) { s.Regions[1].From, s.Regions[2].From = month(20), month(6) },
			"api", 12, map[string]float64{"home": 1}},
		{"the first region need not run it", func(s *model.Scenario) { s.Regions[0].Services = []string{"web"} },
			"api", 12, map[string]float64{"west": 1}},
		{"nobody runs it yet: the first region does", func(s *model.Scenario) { s.Regions[0].Services = []string{"web"} },
			"api", 5, map[string]float64{"home": 1}},
	} {
		s := regional()
		if c.change != nil {
			c.change(s)
		}
		got := shares(s, plan(s), c.service, c.month)
		if len(got) != len(c.want) {
			t.Errorf("%s: got %v, want %v", c.name, got, c.want)
			continue
		}
		for region, want := range c.want {
			if !near(got[region], want) {
				t.Errorf("%s: got %v, want %v", c.name, got, c.want)
			}
		}
	}
}

// Wherever calls are answered, all of them are.
func TestAllCallsAreAnswered(t *testing.T) {
	s := regional()
	p := plan(s)
	for m := range p.HitRatio {
		for _, service := range []string{"web", "api"} {
			total := 0.0
			for _, share := range shares(s, p, service, m) {
				total += share
			}
			if !near(total, 1) {
				t.Errorf("month %d: %s answers %g of its calls", m, service, total)
			}
		}
	}
}

// Each region rounds up on its own: 5 + 3 + 2 for 1,000 requests per second
// are 10, but 1,010 make 6 + 4 + 3 = 13.
func TestRegionsRoundOnTheirOwn(t *testing.T) {
	for users, want := range map[float64]float64{1000: 10, 1010: 13} {
		s := regional()
		s.Drivers.Users.Now = count(users)
		p, total := plan(s), 0.0
		for i := range p.Deployments {
			if p.Deployments[i].Service == 0 {
				total += p.Deployments[i].Replicas[12]
			}
		}
		if total != want {
			t.Errorf("%g users: got %g replicas, want %g", users, total, want)
		}
	}
}

func TestRegionThatIsNotOpenIsEmpty(t *testing.T) {
	p := plan(regional())
	for r, opens := range []int{0, 6, 12} {
		reg := &p.Regions[r]
		for m := range reg.Nodes {
			if open := m >= opens; reg.Open[m] != open || (reg.Nodes[m] > 0) != open || (reg.Average[m] > 0) != open || (reg.Static[m] > 0) != open {
				t.Errorf("region %d, month %d: open %t with %g servers", r, m, reg.Open[m], reg.Nodes[m])
			}
		}
	}
}

// The CDN's share of the bytes is its offload over the users whose serving
// region it reaches.
func TestCDNShare(t *testing.T) {
	s := regional()
	s.CDN = &model.CDN{Offload: 0.7, From: month(3)}
	s.Regions[1].CDN, s.Regions[2].CDN = true, true
	p := plan(s)
	for m, want := range map[int]float64{
		2:  0,         // not there yet
		3:  0,         // all users are served by home, which it does not reach
		6:  0.7 * 0.3, // west
		12: 0.7 * 0.5, // west and east
	} {
		if math.Abs(p.CDNShare[m]-want) > 1e-12 {
			t.Errorf("month %d: got %g, want %g", m, p.CDNShare[m], want)
		}
	}
	s.Savings.CDN = &model.Lever{Claimed: ptr(unit.Ratio(0.5))}
	if got := plan(s).CDNShare[12]; got != 0 {
		t.Errorf("claimed: got %g; a claimed saving changes the bill only", got)
	}
}
