package autoscale

import (
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"
)

// anySetup is a random autoscaler with a random plant, and demand for it.
func anySetup(r *rand.Rand) (Setup, []int64) {
	tick := []Span{15 * Second, 10 * Second, 60 * Second, 7 * Second}[r.IntN(4)]
	between := func(a, b int) Span { return Span(a+r.IntN(b-a+1)) * Second }
	s := Setup{Config: Shipped(), Tick: tick, Start: int32(r.IntN(30)), Spec: Spec{Bounds: Bounds{int32(r.IntN(3)), int32(5 + r.IntN(60))}}}
	s.Plant = Plant{
		Request: 500, Limit: 500 + int64(r.IntN(1000)), Boot: int64(r.IntN(600)), Pending: between(0, 40), Ready: between(0, 400),
		Scrape: between(0, 60), Window: between(0, 60), Lag: max(0, r.IntN(8)-4),
		MemoryBase: 1 << 20, MemoryPerUse: 1 << 10, MemoryRequest: 1 << 21,
		Outage: Gap{r.IntN(300), r.IntN(400)}, ExternalOutage: Gap{r.IntN(300), r.IntN(400)},
	}
	all := []Metric{
		{Resource, "cpu", OfRequest, 70, 0}, {Resource, "cpu", OfPod, 350, 0}, {Resource, "memory", OfRequest, 80, 0},
		{PodMetric, "", OfPod, 100000, 400}, {External, "", OfPod, 200000, 400}, {Object, "", OfTotal, 2000000, 400},
	}
	for range 1 + r.IntN(2) {
		s.Spec.Metrics = append(s.Spec.Metrics, all[r.IntN(len(all))])
	}
	if r.IntN(2) == 0 {
		policies := func() (out []Policy) {
			for range 1 + r.IntN(3) {
				out = append(out, Policy{r.IntN(2) == 0, int32(1 + r.IntN(60)), between(1, 400)})
			}
			return out
		}
		s.Spec.Behavior = &Behavior{
			Up:   Rules{Window: between(0, 200), Select: Select(r.IntN(3)), Policies: policies()},
			Down: Rules{Window: between(0, 400), Select: Select(r.IntN(3)), Policies: policies()},
		}
	}
	if r.IntN(4) == 0 {
		s.Triggers = []Trigger{{Rule: Rule{Compare: ">", Threshold: 80, For: between(0, 120)}, Step: 2, Cooldown: between(0, 100)}}
	}
	switch r.IntN(6) {
	case 0:
		n := ClusterAutoscaler(1 + r.Int64N(6))
		s.Nodes = &n
	case 1:
		n := Karpenter(1 + r.Int64N(6))
		s.Nodes = &n
	}
	var demand []int64
	for range 30 {
		demand = append(demand, int64(r.IntN(20000)))
	}
	return s, demand
}

// What is counted without being played is what playing would have given.
func TestStretches(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	played, counted := 0, 0
	for range 2000 {
		s, demand := anySetup(r)
		each := 1 + r.IntN(60)
		var long []int64
		for _, d := range demand {
			long = append(long, slices.Repeat([]int64{d}, each)...)
		}
		follow := func(demand []int64, each int) (out []int32, o Outcome) {
			o = NewLoop(s).Run(demand, each, func(x Stretch) {
				played++
				out = append(out, slices.Repeat([]int32{x.Replicas}, x.Ticks)...)
			})
			return out, o
		}
		a, one := follow(long, 1)
		played = 0
		b, other := follow(demand, each)
		counted += len(b) - played
		if !slices.Equal(a, b) || one != other {
			t.Fatalf("%+v\n%v\n%v\n%+v\n%+v", s, a, b, one, other)
		}
	}
	if counted < 50000 {
		t.Errorf("only %d syncs were counted without being played", counted)
	}
}

// A loop that runs again does the same again, and its setup stays as it was.
func TestAgain(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for range 50 {
		s, demand := anySetup(r)
		l := NewLoop(s)
		first := l.Run(demand, 7, nil)
		if again := l.Run(demand, 7, nil); again != first {
			t.Fatalf("%+v is not %+v", again, first)
		}
	}
}

// The queues of a loop remember what the slots of the controller do.
func TestWindows(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	for range 300 {
		c, x := Shipped(), Spec{}
		c.Window = Span(r.IntN(400)) * Second
		if r.IntN(2) == 0 {
			x.Behavior = &Behavior{Up: Rules{Window: Span(r.IntN(200)) * Second}, Down: Rules{Window: Span(r.IntN(400)) * Second}}
		}
		tick, current := 15*Second, int32(10)
		var h History
		var w windows
		w.reset(&x, &c, tick)
		h.Note(Wish{0, current})
		w.Note(Wish{0, current})
		for k := range 200 {
			now, wish := Span(k)*tick, int32(r.IntN(30))
			ask := func(m Memory) int32 {
				if b := x.Behavior; b != nil {
					return m.StabilizeBoth(wish, current, now, b.Up.Window, b.Down.Window)
				}
				return m.Stabilize(wish, now, c.Window)
			}
			a, b := ask(&h), ask(&w)
			if a != b {
				t.Fatalf("sync %d: %d, not %d", k, b, a)
			}
			current = a
		}
	}
}

// Cohorts count the pods of each age as a list of pods would.
func TestCohorts(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 8))
	for range 200 {
		var at [ages]Span
		for i := range at {
			at[i] = Span(r.IntN(300)) * Second
		}
		var c cohorts
		c.reset(at, 5)
		born := slices.Repeat([]Span{-3600 * Second}, 5)
		for k := range 400 {
			now := Span(k) * 15 * Second
			c.advance(now)
			var older [ages]int64
			for _, b := range born {
				for i := range at {
					if now-b >= at[i] {
						older[i]++
					}
				}
			}
			if c.older != older || c.all != int64(len(born)) {
				t.Fatalf("sync %d: %v of %d, not %v of %d", k, c.older, c.all, older, len(born))
			}
			if r.IntN(3) == 0 {
				to := r.IntN(40)
				if more := int64(to) - c.all; more > 0 {
					c.create(more, now)
				}
				c.remove(int64(to))
				for len(born) < to {
					born = append(born, now)
				}
				born = born[:to]
			}
		}
	}
}

// A rule that fires adds its step, again after its cooldown, and holds what runs until
// it ceases.
func TestTrigger(t *testing.T) {
	tr := Trigger{Rule: Rule{Compare: ">", Threshold: 80, For: 30 * Second}, Step: 50, Percent: true, Cooldown: 30 * Second}
	var got []int64
	for k, use := range []float64{90, 90, 90, 90, 90, 80, 90} {
		got = append(got, tr.ask(use, true, Span(k)*15*Second, 5))
	}
	if want := []int64{0, 0, 8, 5, 8, 0, 0}; !reflect.DeepEqual(got, want) {
		t.Errorf("the rule asks for %v, not %v", got, want)
	}
}

// A firing rule stays for its time, counted from the first evaluation that is false.
func TestKeepFiring(t *testing.T) {
	r := Rule{Compare: ">", Threshold: 1, Keep: 30 * Second}
	got := ""
	for k, v := range []float64{2, 0, 0, 2, 0, 0, 0, 0} {
		got += r.Evaluate(v, true, Span(k)*15*Second).String()[:1]
	}
	if got != "ffffffii" {
		t.Errorf("states are %s", got)
	}
}
