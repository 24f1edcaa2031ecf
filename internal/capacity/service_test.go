package capacity_test

import (
	"math"
	"testing"

	"github.com/talimat/talimat-plan/internal/capacity"
	"github.com/talimat/talimat-plan/internal/model"
	"github.com/talimat/talimat-plan/internal/unit"
)

func count(v float64) unit.Count { return unit.Count(v) }

func TestWhole(t *testing.T) {
	for _, c := range []struct{ need, want float64 }{
		{0, 0}, {1e-12, 0}, {1e-6, 1}, {0.2, 1}, {1, 1}, {1.1, 2}, {37, 37},
		{3 * (1 + 1e-12), 3}, // the last bits of a float buy nothing
		{3 * (1 - 1e-12), 3},
		{3 * (1 + 1e-8), 4}, // a hundred-millionth is real
		{0.1 + 0.2 + 0.7, 1},
		{1e6, 1e6},
		{1 << 60, 1 << 60},
		{math.MaxFloat64, math.MaxFloat64},
	} {
		if got := capacity.Whole(c.need); math.Abs(got-c.want) > 1e-8*c.want {
			t.Errorf("%g: got %g, want %g", c.need, got, c.want)
		}
	}
	for n := range 100_000 {
		if got := capacity.Whole(float64(n)); got != float64(n) {
			t.Fatalf("%d: got %g", n, got)
		}
	}
}

// Each constraint in turn asks for most replicas of a service with 1,000 users
// and requests per second; the others ask for 10 (CPU) or nothing.
func TestEachConstraintBinds(t *testing.T) {
	for _, c := range []struct {
		name     string
		change   func(*model.Service)
		replicas float64
		binding  capacity.Binding
	}{
		{"1,000/s · 10 ms / 1 core", func(*model.Service) {}, 10, capacity.CPU},
		{"at 70 % of it: 10 / 0.7 = 14.3", func(v *model.Service) { v.Targets.CPU = 0.7 }, 15, capacity.CPU},
		{"two calls per request", func(v *model.Service) { v.Calls = 2 }, 20, capacity.CPU},
		{"half a core", func(v *model.Service) { v.Replica.CPU = 0.5 }, 20, capacity.CPU},
		{"1,000 · 20 MB / (1 GB · 80 % − 300 MB) = 40", func(v *model.Service) {
			v.Memory, v.Targets.Memory = model.Memory{Base: 300e6, PerUser: 20e6}, ptr(unit.Ratio(0.8))
		}, 40, capacity.Memory},
		{"memory without a target takes no part", func(v *model.Service) {
			v.Memory = model.Memory{Base: 300e6, PerUser: 20e6}
		}, 10, capacity.CPU},
		{"1,000 / 40 per second", func(v *model.Service) { v.Targets.RequestsPerSecond = ptr(unit.PerSecond(40)) }, 25, capacity.RequestRate},
		{"1,000 users / 50", func(v *model.Service) { v.Targets.ActiveUsers = ptr(count(50)) }, 20, capacity.ActiveUsers},
		{"1,000/s · 300 ms / 20 open at once", func(v *model.Service) { v.Latency, v.Targets.Concurrency = 0.3, ptr(count(20)) }, 15, capacity.Concurrency},
		{"open as long as it computes: 1,000/s · 10 ms / 0.5", func(v *model.Service) { v.Targets.Concurrency = ptr(count(0.5)) }, 20, capacity.Concurrency},
		{"the largest of them", func(v *model.Service) {
			v.Targets.RequestsPerSecond, v.Targets.ActiveUsers = ptr(unit.PerSecond(40)), ptr(count(50))
		}, 25, capacity.RequestRate},
		{"minimum", func(v *model.Service) { v.Replicas.Min = 12 }, 12, capacity.Minimum},
		{"a minimum that the need just meets", func(v *model.Service) { v.Replicas.Min = 10 }, 10, capacity.Minimum},
		{"maximum", func(v *model.Service) { v.Replicas.Max = ptr(count(8)) }, 8, capacity.Maximum},
		{"a maximum that the need just meets", func(v *model.Service) { v.Replicas.Max = ptr(count(10)) }, 10, capacity.CPU},
		{"spare ones come on top", func(v *model.Service) { v.Replicas.Spare = 2 }, 12, capacity.CPU},
		{"spare ones keep the maximum", func(v *model.Service) { v.Replicas.Spare, v.Replicas.Max = 2, ptr(count(11)) }, 11, capacity.Maximum},
		{"spare ones count towards the minimum", func(v *model.Service) { v.Replicas.Spare, v.Replicas.Min = 2, 11 }, 12, capacity.CPU},
		{"today", func(v *model.Service) { v.Replicas.Now = ptr(count(30)) }, 30, capacity.Today},
		{"fewer today than needed", func(v *model.Service) { v.Replicas.Now = ptr(count(3)) }, 10, capacity.CPU},
	} {
		s := base(1000)
		c.change(&s.Services[0])
		d := plan(s).Deployments[0]
		if d.Replicas[0] != c.replicas || d.Binding[0] != c.binding {
			t.Errorf("%s: got %g replicas by %s, want %g by %s", c.name, d.Replicas[0], d.Binding[0], c.replicas, c.binding)
		}
	}
}

// Little's law: 1,000 calls/s · (3 reads · 2 ms + 1 write · 10 ms) = 16 busy
// connections, 4 per replica are 4 replicas; complexity and the cache change
// the work of a query.
func TestDatabaseConnectionsBind(t *testing.T) {
	for _, c := range []struct {
		name   string
		change func(*model.Scenario)
		need   float64
	}{
		{"1,000/s · 16 ms / 4", func(*model.Scenario) {}, 4},
		{"twice the work behind a query", func(s *model.Scenario) {
			s.Load.Complexity = &model.Complexity{Now: 2, Target: 2, By: month(1)}
		}, 8},
		{"half of the reads cached: 1,000/s · 13 ms / 4", func(s *model.Scenario) {
			s.Cache = &model.Cache{Nodes: 1, Memory: 1e9, HitRatio: 0.5}
		}, 3.25},
	} {
		s := base(1000)
		s.Services[0].CPU = 0
		s.Services[0].Targets.DatabaseConnections = ptr(count(4))
		s.Database = &model.Database{
			Tiers: []string{"db"}, Reads: 3, Writes: 1, CPU: model.QueryCPU{Read: 0.002, Write: 0.010},
			ComplexityShare: 1, Utilization: 1, Overhead: 1,
		}
		s.Prices.Databases = []model.DatabaseTier{{Name: "db", CPU: 100, Memory: 1e12, Storage: 1e12}}
		c.change(s)
		d := plan(s).Deployments[0]
		if !near(d.Need[0], c.need) || d.Driver[0] != capacity.DatabaseConnections {
			t.Errorf("%s: got %g by %s, want %g", c.name, d.Need[0], d.Driver[0], c.need)
		}
	}
}

// The need stays visible behind the bounds, and a capped service is overloaded.
func TestNeedBehindTheMaximum(t *testing.T) {
	s := base(1600)
	s.Services[0].Replicas.Max = ptr(count(10))
	d := plan(s).Deployments[0]
	if d.Need[0] != 16 || d.Replicas[0] != 10 || !near(d.CPU[0], 1.6) {
		t.Errorf("got %g of %g replicas at %g CPU, want 10 of 16 at 1.6", d.Replicas[0], d.Need[0], d.CPU[0])
	}
}

func TestComplexityShare(t *testing.T) {
	for _, c := range []struct{ share, want float64 }{
		{0, 10},   // no work grows
		{0.2, 28}, // 10·(1 + 0.2·(10 − 1))
		{1, 100},  // all of it
	} {
		s := base(1000)
		s.Services[0].ComplexityShare = unit.Ratio(c.share)
		s.Load.Complexity = &model.Complexity{Now: 10, Target: 10, By: month(1)}
		if got := plan(s).Deployments[0].Need[0]; !near(got, c.want) {
			t.Errorf("share %g: got a need of %g, want %g", c.share, got, c.want)
		}
	}
}

// A service with a driver of its own: 600 devices · 1/min · 3 calls · peak 2 = 60/s.
func TestServiceWithAnotherDriver(t *testing.T) {
	s := base(0)
	s.Load.Peak, s.Load.Week.Shape = ptr(unit.Factor(2)), "daytime"
	s.Drivers.Other = []model.Driver{{Name: "cars", Now: 1e9}, {Name: "devices", Now: 600}}
	v := &s.Services[0]
	v.Driver, v.Requests, v.Calls = "devices", ptr(unit.PerSecond(1.0/60)), 3
	v.Targets.ActiveUsers = ptr(count(150))
	c, d, p := size(s)
	w := c.Work(0, d, p, 0)
	if !near(w.Calls, 60) || w.Users != 600 || p.Deployments[0].Replicas[0] != 4 || p.Deployments[0].Driver[0] != capacity.ActiveUsers {
		t.Errorf("got %g calls/s of %g devices on %g replicas by %s, want 60 of 600 on 600/150 = 4",
			w.Calls, w.Users, p.Deployments[0].Replicas[0], p.Deployments[0].Driver[0])
	}
}

// Google, Site Reliability Engineering, chapter 2: a task serves 100 QPS; 3,470
// QPS at peak need 35 tasks, N+2 makes 37. By continent 1,430, 1,400, 350 and
// 290 QPS need 17, 16, 6 and 4, South America (290) making do with N+1.
func TestShakespeareSearch(t *testing.T) {
	for _, c := range []struct{ qps, spare, tasks float64 }{
		{3470, 2, 37},
		{1430, 2, 17}, {1400, 2, 16}, {350, 2, 6}, {290, 1, 4},
	} {
		s := base(c.qps)
		v := &s.Services[0]
		v.CPU, v.Targets.RequestsPerSecond, v.Replicas.Spare = 0, ptr(unit.PerSecond(100)), count(c.spare)
		d := plan(s).Deployments[0]
		if d.Replicas[0] != c.tasks || d.Binding[0] != capacity.RequestRate {
			t.Errorf("%g QPS, N+%g: got %g tasks by %s, want %g", c.qps, c.spare, d.Replicas[0], d.Binding[0], c.tasks)
		}
	}
}

// With autoscaling the replicas follow the load: 10 at peak for a quarter of
// the week, 2 of the load 0.2 for the rest, which says its peak of 2.5x; today's number no longer holds.
func TestAutoscaling(t *testing.T) {
	s := base(200)
	s.Load.Week = model.Week{Levels: []model.WeekLevel{{Hours: 42, Load: 1}, {Hours: 126, Load: 0.2}}}
	s.Services[0].CPU = 0.020
	s.Services[0].Replicas.Now = ptr(count(12))
	s.Savings.Autoscaling = &model.Lever{From: month(1)}
	d := plan(s).Deployments[0]
	if d.Replicas[0] != 12 || d.Average[0] != 12 || d.Binding[0] != capacity.Today {
		t.Errorf("before: got %g replicas, %g on the average by %s; want today's 12", d.Replicas[0], d.Average[0], d.Binding[0])
	}
	if d.Replicas[1] != 10 || !near(d.Average[1], 0.25*10+0.75*2) || d.Binding[1] != capacity.CPU {
		t.Errorf("with autoscaling: got %g replicas, %g on the average by %s; want 10, 4", d.Replicas[1], d.Average[1], d.Binding[1])
	}
}

// A replica that is above its memory target by its base alone makes an autoscaler
// go to the maximum; the need stays what the load asks for.
func TestMemoryTargetOutOfReach(t *testing.T) {
	for _, c := range []struct {
		why           string
		base, perUser float64 // MB of the 1,000 that a replica requests; the target is 800
		replicas      float64
		need          float64
		binding       capacity.Binding
	}{
		{"below the target", 790, 0, 1, 0.5, capacity.Minimum},
		{"at the target", 800, 0, 1, 0.5, capacity.Minimum},
		{"above the target", 810, 0, 12, 0.5, capacity.Memory},
		{"with memory for users, 50 · 8 MB ÷ (800 − 700)", 700, 8, 4, 4, capacity.Memory},
		{"at the target, and none for users: 50 · 8 MB ÷ (1,000 − 800)", 800, 8, 12, 2, capacity.Memory},
	} {
		s := base(50)
		svc := &s.Services[0]
		svc.Targets.Memory, svc.Replicas.Max = ptr(unit.Ratio(0.8)), ptr(count(12))
		svc.Memory = model.Memory{Base: unit.Bytes(c.base * 1e6), PerUser: unit.Bytes(c.perUser * 1e6)}
		if d := plan(s).Deployments[0]; d.Replicas[0] != c.replicas || !near(d.Need[0], c.need) || d.Binding[0] != c.binding {
			t.Errorf("%s: got %g replicas for a need of %g by %s, want %g for %g by %s", c.why, d.Replicas[0], d.Need[0], d.Binding[0], c.replicas, c.need, c.binding)
		}
	}
}

// A claimed saving changes the bill, not the replicas.
func TestClaimedAutoscalingDoesNotScale(t *testing.T) {
	s := base(1000)
	s.Load.Peak, s.Load.Week.Shape = ptr(unit.Factor(5)), "office-hours"
	s.Savings.Autoscaling = &model.Lever{Claimed: ptr(unit.Ratio(0.4))}
	if d := plan(s).Deployments[0]; d.Average[1] != d.Replicas[1] {
		t.Errorf("got %g replicas on the average, %g at peak", d.Average[1], d.Replicas[1])
	}
}

func TestBindingNames(t *testing.T) {
	seen := map[string]bool{}
	for b := capacity.Idle; b <= capacity.Writes; b++ {
		if name := b.String(); name == "" || seen[name] {
			t.Errorf("binding %d is called %q", b, name)
		} else {
			seen[name] = true
		}
	}
}

// Numbers changed between two runs may leave a replica no room for users, which
// no file may say: the need is then huge, but a number.
func TestReplicaWithoutRoomForUsers(t *testing.T) {
	for _, idle := range []unit.Bytes{800e6, 900e6} { // of 1 GB · 80 %
		for _, perUser := range []unit.Bytes{0, 1e6} {
			s := base(1000)
			v := &s.Services[0]
			v.Memory, v.Targets.Memory = model.Memory{Base: idle, PerUser: perUser}, ptr(unit.Ratio(0.8))
			c, d, p := size(s)
			need, w := p.Deployments[0].Need[0], c.Work(0, d, p, 0)
			if perUser == 0 && (need != 10 || w.Memory != 0) || perUser > 0 && !(need > 1e6 && need <= 1e12) {
				t.Errorf("%g idle bytes and %g per user: a need of %g, by memory %g", float64(idle), float64(perUser), need, w.Memory)
			}
		}
	}
}
