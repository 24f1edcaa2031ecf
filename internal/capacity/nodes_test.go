package capacity_test

import (
	"testing"

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
		{"of equals the first", 800, func(s *model.Scenario) { s.Prices.Servers[0].Price = 40 }, "small", 4},
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

// The interruptible share is that of the CPU requests: 10 of 10 + 30 cores.
func TestInterruptibleShare(t *testing.T) {
	s := base(1000)
	batch := web()
	batch.Name, batch.CPU = "batch", 0.030
	s.Services[0].Interruptible = true
	s.Services = append(s.Services, batch)
	if got := plan(s).Regions[0].Interruptible[0]; !near(got, 0.25) {
		t.Errorf("got %g, want 0.25", got)
	}
}
