package capacity_test

import (
	"math"
	"testing"

	"pgregory.net/rapid"

	"github.com/talimat/talimat-plan/internal/capacity"
	"github.com/talimat/talimat-plan/internal/model"
	"github.com/talimat/talimat-plan/internal/unit"
)

// slow is a service of one core a replica and 10 ms a call, for so many users.
func slow(users float64) *model.Scenario {
	s := base(users)
	s.Services[0].Targets.CPU = 0.8
	return s
}

// p95 is the 95th percentile of the time in the only service, in month 0.
func p95(t *testing.T, s *model.Scenario) float64 {
	t.Helper()
	c, d, p := size(s)
	r, ok := c.Response(0, d, p, 0)
	if !ok {
		return math.Inf(1)
	}
	return r.Percentile(0.95)
}

// 400 calls a second on five replicas are 80 each, and 80 % of a core: M/M/1 takes
// 10 ms·ln 20 ÷ (1 − 0.8) = 149.787 ms. Half the cores make a call take twice as long.
func TestResponseOfAReplica(t *testing.T) {
	if got := p95(t, slow(400)); math.Abs(got-0.149786614) > 1e-8 {
		t.Errorf("got %g s", got)
	}
	half := slow(400)
	half.Services[0].Replica.CPU = 0.5
	if got := p95(t, half); math.Abs(got-2*0.149786614) > 1e-8 {
		t.Errorf("half a core: got %g s", got)
	}
	// Two cores are two servers: 1.6 erlangs on two, C = 0.7111, w = s/0.4.
	two := slow(400)
	two.Services[0].Replica.CPU = 2
	two.Services[0].Replicas.Min = 1
	c, d, p := size(two)
	if r, _ := c.Response(0, d, p, 0); p.Deployments[0].Replicas[0] != 3 || math.Abs(r.Waits-capacityWaits(400*0.010/3)) > 1e-12 {
		t.Errorf("%g replicas, %g wait", p.Deployments[0].Replicas[0], r.Waits)
	}
}

// capacityWaits is Erlang's C of two servers: a²/(2 + a).
func capacityWaits(a float64) float64 { return a * a / (2 + a) }

// A stated latency is what it is at low load, and less than no CPU time.
func TestStatedLatencyAtLowLoad(t *testing.T) {
	s := slow(0)
	s.Services[0].Latency = 0.040
	if got := p95(t, s); math.Abs(got-0.040) > 1e-12 {
		t.Errorf("got %g s", got)
	}
	s.Services[0].Latency = 0.004
	if got := p95(t, s); math.Abs(got-0.010) > 1e-12 {
		t.Errorf("below its CPU time: got %g s", got)
	}
}

// What gets more than it can do never ends.
func TestOverload(t *testing.T) {
	s := slow(400)
	s.Services[0].Replicas.Max = ptr(unit.Count(4))
	if got := p95(t, s); !math.IsInf(got, 1) {
		t.Errorf("four cores of work on four: %g s", got)
	}
}

// A replica may be given 1 − 10 ms·ln 20 ÷ 100 ms = 0.70043 of a core to answer within
// 100 ms: 70.043 calls a second.
func TestLatencyTarget(t *testing.T) {
	s := slow(400)
	s.Services[0].Targets.Latency = ptr(unit.Seconds(0.100))
	p := plan(s)
	if d := &p.Deployments[0]; math.Abs(d.Need[0]-400/70.0426772) > 1e-6 || d.Replicas[0] != 6 || d.Binding[0] != capacity.Latency {
		t.Errorf("need %g, %g replicas by %s", d.Need[0], d.Replicas[0], d.Binding[0])
	}
	// No number of replicas takes less than ln 20 of the work: CPU sets the size then.
	*s.Services[0].Targets.Latency = 0.0299
	if d := &plan(s).Deployments[0]; d.Replicas[0] != 5 || d.Binding[0] != capacity.CPU {
		t.Errorf("%g replicas by %s", d.Replicas[0], d.Binding[0])
	}
}

// Replicas that are sized for a response time have it, and one less has not; more demand
// never takes less, and a higher target never more replicas.
func TestLatencyLaws(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		s := slow(rapid.Float64Range(1, 1e5).Draw(rt, "users"))
		v := &s.Services[0]
		v.CPU = unit.Seconds(rapid.Float64Range(1e-4, 0.2).Draw(rt, "cpu"))
		v.Replica.CPU = unit.Cores(rapid.SampledFrom([]float64{0.25, 0.5, 1, 1.5, 4, 16}).Draw(rt, "cores"))
		v.Targets.CPU = 1
		if rapid.Bool().Draw(rt, "stated") {
			v.Latency = unit.Seconds(float64(v.CPU) * rapid.Float64Range(1, 20).Draw(rt, "latency"))
		}
		within := capacity.Least(v, 1) * rapid.Float64Range(1.05, 20).Draw(rt, "slack")
		v.Targets.Latency = ptr(unit.Seconds(within))
		replicas := plan(s).Deployments[0].Replicas[0]
		if got := p95(t, s); got > within*(1+1e-6) {
			rt.Fatalf("%g replicas take %g s, want %g", replicas, got, within)
		}
		if replicas > 1 {
			one := *s
			one.Services = []model.Service{*v}
			one.Services[0].Targets.Latency, one.Services[0].Replicas.Max = nil, ptr(unit.Count(replicas-1))
			if got := p95(t, &one); got <= within*(1-1e-6) {
				rt.Fatalf("one replica less takes %g s, want more than %g", got, within)
			}
		}
		v.Targets.Latency = ptr(unit.Seconds(within * 1.5))
		if more := plan(s).Deployments[0].Replicas[0]; more > replicas {
			rt.Fatalf("more time takes %g replicas, less %g", more, replicas)
		}
		v.Targets.Latency, v.Replicas.Max, v.Replicas.Min = nil, ptr(unit.Count(replicas)), unit.Count(replicas)
		before := p95(t, s)
		s.Drivers.Users.Now = count(float64(s.Drivers.Users.Now) * 0.9)
		if after := p95(t, s); after > before*(1+1e-12) {
			rt.Fatalf("less load takes longer: %g after %g", after, before)
		}
	})
}

func TestLatencyAllocatesNothing(t *testing.T) {
	s := slow(400)
	s.Services[0].Targets.Latency = ptr(unit.Seconds(0.100))
	c, d, p := size(s)
	if n := testing.AllocsPerRun(10, func() {
		c.Size(d, p)
		if r, _ := c.Response(0, d, p, 1); r.Percentile(0.95) == 0 {
			t.Error("no time at all")
		}
	}); n != 0 {
		t.Errorf("%g allocations", n)
	}
}
