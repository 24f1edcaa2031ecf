package capacity_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/talimat/talimat-plan/internal/model"
	"github.com/talimat/talimat-plan/internal/unit"
)

// tiers are three sizes of server of which the middle one is cheapest per core.
func tiers() []model.ServerTier {
	return []model.ServerTier{
		{Name: "small", CPU: 2, Memory: 8e9, Price: 50},
		{Name: "medium", CPU: 8, Memory: 32e9, Price: 160},
		{Name: "large", CPU: 32, Memory: 128e9, Price: 800},
	}
}

func TestServers(t *testing.T) {
	for _, c := range []struct {
		why    string
		users  float64 // 100 are a replica of 1 core and 1 GB
		change func(*model.Scenario)
		tier   string
		nodes  float64
	}{
		{"one core: one small for $50", 100, nil, "small", 1},
		{"five cores: three small for $150", 500, nil, "small", 3},
		{"eight cores: one medium for $160, four small are $200", 800, nil, "medium", 1},
		{"thirty cores: four medium for $640, one large is $800", 3000, nil, "medium", 4},
		{"one core and a spare server: two small", 100, func(s *model.Scenario) { s.Nodes.Spare = 1 }, "small", 2},
		{"five cores and two spare: five small for $250, three medium are $480", 500, func(s *model.Scenario) { s.Nodes.Spare = 2 }, "small", 5},
		{"eight cores and a spare server: five small for $250, two medium are $320", 800, func(s *model.Scenario) { s.Nodes.Spare = 1 }, "small", 5},
		{"of equals the first by name", 800, func(s *model.Scenario) { s.Prices.Servers[0].Price = 40 }, "medium", 1},
		{"system and headroom: 8 / (0.8 · 0.5 · 8) = 2.5 medium for $480; ten small are $500", 800, func(s *model.Scenario) {
			s.Nodes.System, s.Nodes.Headroom = 0.2, 0.5
		}, "medium", 3},
		{"memory: 8 · 10 GB / 32 GB = 2.5 medium for $480", 800, func(s *model.Scenario) { s.Services[0].Replica.Memory = 10e9 }, "medium", 3},
		{"network: 100/s · 1 MB · 8 = 0.8 Gb/s over 0.25 Gb/s", 100, func(s *model.Scenario) {
			s.Load.Bytes = 1e6
			for i := range s.Prices.Servers {
				s.Prices.Servers[i].Network = unit.Bandwidth(250e6)
			}
		}, "small", 4},
		{"a network of 0 is not checked", 100, func(s *model.Scenario) { s.Load.Bytes = 1e9 }, "small", 1},
		{"half of the network through the CDN: 0.4 over 0.25 Gb/s", 100, func(s *model.Scenario) {
			s.Load.Bytes, s.CDN = 1e6, &model.CDN{Offload: 0.5}
			for i := range s.Prices.Servers {
				s.Prices.Servers[i].Network = unit.Bandwidth(250e6)
			}
		}, "small", 2},
		{"a replica of 3 cores fits no small server", 100, func(s *model.Scenario) { s.Services[0].Replica.CPU = 3 }, "medium", 1},
		{"a replica of 10 GB fits no small server", 100, func(s *model.Scenario) { s.Services[0].Replica.Memory = 10e9 }, "medium", 1},
		{"2 cores do not fit beside the system", 200, func(s *model.Scenario) {
			s.Services[0].Replica.CPU, s.Nodes.System = 2, 0.01
		}, "medium", 1},
		{"nor beside the headroom", 200, func(s *model.Scenario) {
			s.Services[0].Replica.CPU, s.Nodes.Headroom = 2, 0.01
		}, "medium", 1},
		{"what fits nowhere is on as few as it fills", 5000, func(s *model.Scenario) {
			s.Services[0].Replica.CPU, s.Nodes.Tiers = 3, []string{"small"}
		}, "small", 26},
		{"5 replicas of 3 cores, two to a server: three, not 15 / 8", 1500, func(s *model.Scenario) {
			s.Services[0].Replica.CPU, s.Nodes.Tiers = 3, []string{"medium"}
		}, "medium", 3},
		{"4 replicas of 20 GB, one to a server: four, not 80 / 32", 400, func(s *model.Scenario) {
			s.Services[0].Replica.Memory, s.Nodes.Tiers = 20e9, []string{"medium"}
		}, "medium", 4},
		{"and spare servers beside them", 1500, func(s *model.Scenario) {
			s.Services[0].Replica.CPU, s.Nodes.Tiers, s.Nodes.Spare = 3, []string{"medium"}, 2
		}, "medium", 5},
		{"ten replicas, three to a server at most", 1000, func(s *model.Scenario) {
			s.Nodes.ReplicasPerNode = ptr(count(3))
		}, "small", 5},
		{"ten replicas of two services, three to a server at most", 500, func(s *model.Scenario) {
			s.Nodes.ReplicasPerNode, s.Nodes.Tiers = ptr(count(3)), []string{"medium"}
			s.Services = append(s.Services, web())
			s.Services[1].Name = "api"
		}, "medium", 4},
		{"monitoring of each: three small for $300, one medium for $210", 500, func(s *model.Scenario) {
			s.Prices.Monitoring.PerNode = 50
		}, "medium", 1},
		{"as many as run today", 100, func(s *model.Scenario) { s.Nodes.Now = ptr(count(7)) }, "small", 7},
		{"no fewer than needed", 500, func(s *model.Scenario) { s.Nodes.Now = ptr(count(2)) }, "small", 3},
	} {
		s := base(c.users)
		s.Prices.Servers = tiers()
		s.Nodes.Tiers = []string{"small", "medium", "large"}
		if c.change != nil {
			c.change(s)
		}
		m, _, p := size(s)
		r := p.Regions[0]
		if tier := m.Tiers()[r.Tier[0]].Name; tier != c.tier || r.Nodes[0] != c.nodes {
			t.Errorf("%s: got %g %s, want %g %s", c.why, r.Nodes[0], tier, c.nodes, c.tier)
		}
		if r.Average[0] != r.Nodes[0] || r.Base[0] != r.Nodes[0] || r.Static[0] != r.Nodes[0] {
			t.Errorf("%s: nothing scales, but %g, %g and %g servers", c.why, r.Average[0], r.Base[0], r.Static[0])
		}
	}
}

// Little runs in the shade of what leaves much of its servers empty: the ten
// replicas of 5 cores ask for ten servers of 8, of which the small ones take the rest.
func TestWholeReplicasBesideOthers(t *testing.T) {
	for small, want := range map[float64]float64{0: 10, 500: 10, 3500: 11} {
		s := base(1000)
		s.Prices.Servers, s.Nodes.Tiers = tiers(), []string{"medium"}
		s.Services[0].Replica.CPU, s.Services[0].CPU = 5, 0.05
		other := web()
		other.Name, other.Calls, other.Replicas.Min = "other", unit.Count(small/1000), 0
		s.Services = append(s.Services, other)
		if got := plan(s).Regions[0].Nodes[0]; got != want {
			t.Errorf("beside %g cores: got %g servers, want %g", small/100, got, want)
		}
	}
}

// Where the load goes, the tier is the one that is billed least over the week, not
// at the peak: 4 small ones at the peak and 1 for most of the time are $62.50 on
// the average, one medium is $160 all the time.
func TestTierOfTheWeek(t *testing.T) {
	s := base(800)
	s.Load.Peak = ptr(unit.Factor(4))
	s.Load.Week = model.Week{Levels: []model.WeekLevel{{Hours: 28, Load: 1}, {Hours: 140, Load: 0.1}}}
	s.Services[0].CPU = 0.0025
	s.Prices.Servers, s.Nodes.Tiers = tiers(), []string{"medium", "small"}
	s.Savings.Autoscaling = &model.Lever{From: month(1)}
	m, _, p := size(s)
	r := p.Regions[0]
	if got := m.Tiers()[r.Tier[0]].Name; got != "medium" {
		t.Errorf("before autoscaling: got %s", got)
	}
	if got := m.Tiers()[r.Tier[1]].Name; got != "small" || r.Nodes[1] != 4 || !near(r.Average[1], 4.0/6+5.0/6) {
		t.Errorf("with autoscaling: got %g %s, %g on the average", r.Nodes[1], got, r.Average[1])
	}
	if got := m.Tiers()[r.StaticTier[1]].Name; got != "medium" || r.Static[1] != 1 {
		t.Errorf("without autoscaling: got %g %s", r.Static[1], got)
	}
}

// What runs today is given up with the users that a later region takes over, and
// is not there.
func TestTodayIsNotEverywhere(t *testing.T) {
	s := base(100)
	s.Horizon = 12
	s.Services[0].Replicas.Now, s.Nodes.Now = ptr(count(16)), ptr(count(8))
	s.Regions = []model.Region{
		{Name: "a", Users: 0.25, Services: []string{"all"}, Price: 1},
		{Name: "b", Users: 0.75, Services: []string{"all"}, Price: 1, From: month(6)},
	}
	s.Savings.Autoscaling = &model.Lever{From: month(2)}
	p := plan(s)
	a, b := p.Regions[0].Static, p.Regions[1].Static
	if a[5] != 8 || b[5] != 0 || a[6] != 2 || b[6] != 1 {
		t.Errorf("got %g and %g servers, then %g and %g; want 8 and none, then 2 and 1", a[5], b[5], a[6], b[6])
	}
}

// A quarter of the week takes 10 replicas on three servers of 4 cores, the rest
// 2 replicas on one.
func TestServersFollowTheLoad(t *testing.T) {
	s := base(200)
	s.Load.Week = model.Week{Levels: []model.WeekLevel{{Hours: 42, Load: 1}, {Hours: 126, Load: 0.2}}}
	s.Services[0].CPU = 0.020
	s.Nodes.Now = ptr(count(5))
	s.Savings.Autoscaling = &model.Lever{From: month(1)}
	r := plan(s).Regions[0]
	if r.Nodes[0] != 5 || r.Average[0] != 5 || r.Base[0] != 5 {
		t.Errorf("before: got %g servers, %g on the average, %g always; want today's 5", r.Nodes[0], r.Average[0], r.Base[0])
	}
	if r.Nodes[1] != 3 || !near(r.Average[1], 0.25*3+0.75*1) || r.Base[1] != 1 || r.Static[1] != 5 {
		t.Errorf("with autoscaling: got %g servers, %g on the average, %g always, %g without; want 3, 1.5, 1, 5",
			r.Nodes[1], r.Average[1], r.Base[1], r.Static[1])
	}
}

// Until month 2 everything shares servers of 4 cores: 10 + 30 cores fill 10. Then
// 30 cores fill 8 and 10 cores 3 spot servers.
func TestSpotServersAreServersOfTheirOwn(t *testing.T) {
	s := base(1000)
	batch := web()
	batch.Name, batch.CPU = "batch", 0.030
	s.Services[0].Interruptible = true
	s.Services = append(s.Services, batch)
	s.Horizon = 3
	s.Savings.Spot = &model.Spot{Discount: 0.6, From: month(2)}
	c, _, p := size(s)
	c.Pool(p)
	r := p.Regions[0]
	if diff := cmp.Diff([][]float64{{10, 10, 8, 8}, {0, 0, 3, 3}, {0, 0, 10, 10}, {10, 10, 10, 10}},
		[][]float64{r.Nodes, r.Spot.Nodes, r.Pooled.Nodes, r.Static}); diff != "" {
		t.Error(diff)
	}
	if c.Ground(p, 0, 1) != &p.Regions[0].Servers || c.Ground(p, 0, 2) != &p.Regions[0].Spot || c.Ground(p, 1, 2) != &p.Regions[0].Servers {
		t.Error("services run on the wrong servers")
	}
}
