package queueing

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

func TestServersExamples(t *testing.T) {
	for _, row := range []struct {
		load, share, within float64
		want                int
	}{
		{8, 0.95, 3.2, 11}, {90, 0.99, 5, 93}, {0.4, 0.95, 3.2, 2},
		// No number of servers meets less than ln 20 and ln 100 of the work.
		{8, 0.95, 2.9957, 0}, {8, 0.99, 4.6051, 0},
	} {
		for _, first := range []int{0, 1, row.want, 1000} {
			if got, ok := Servers(row.load, 1, 1, Goal{row.share, row.within}, first); got != row.want || ok != (row.want > 0) {
				t.Errorf("%g erlangs within %g: %d servers, want %d", row.load, row.within, got, row.want)
			}
		}
	}
	near(t, "floor of p95", Floor(1, 0.95), 2.9957, 4)
	near(t, "floor of p99", Floor(1, 0.99), 4.6052, 4)
}

// The number that is found meets the goal, and one server less does not.
func TestServersAreFewest(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		load := rapid.Float64Range(0, 3000).Draw(t, "load")
		g := Goal{rapid.Float64Range(0.5, 0.999).Draw(t, "p"), 0}
		g.Within = Floor(1, g.Share) * rapid.Float64Range(1.001, 4).Draw(t, "slack")
		n, ok := Servers(load, 1, 1, g, rapid.IntRange(0, 5000).Draw(t, "first"))
		if r, fine := Line(n, load, 1, 1); !ok || !fine || !g.Met(r) {
			t.Fatalf("%d servers do not do", n)
		}
		if r, fine := Line(n-1, load, 1, 1); fine && g.Met(r) {
			t.Fatalf("%d servers do too", n-1)
		}
	})
}

// A single server's response is exponential with the mean s/(1 − ρ): the capacity is
// known in closed form, 1 − s·ln 20/t.
func TestCapacityOfOne(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		within := rapid.Float64Range(3, 1000).Draw(t, "within")
		got, ok := Capacity(1, 1, 1, 1, Goal{0.95, within})
		if want := 1 - math.Log(20)/within; !ok || math.Abs(got-want) > 1e-9 {
			t.Fatalf("%g, want %g", got, want)
		}
	})
}

// At its capacity a replica takes as long as the goal allows, whatever the load of
// all replicas together.
func TestCapacityIsTheEdge(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := rapid.IntRange(1, 32).Draw(t, "servers")
		work := rapid.Float64Range(0.1, 20).Draw(t, "work")
		g := Goal{0.95, Floor(work, 0.95) * rapid.Float64Range(1.01, 10).Draw(t, "slack")}
		a, ok := Capacity(c, work, 1, 1, g)
		r, fine := Line(c, a, 1, 1)
		r.Work = work
		if !ok || !fine || math.Abs(r.Percentile(0.95)/g.Within-1) > 1e-6 {
			t.Fatalf("at %g erlangs %g, want %g", a, r.Percentile(0.95), g.Within)
		}
		more, _ := Capacity(c, work, 1, 1, Goal{0.95, 2 * g.Within})
		wider, _ := Capacity(c+1, work, 1, 1, g)
		if more < a || wider <= a {
			t.Fatalf("capacity %g, with twice the time %g, with a further server %g", a, more, wider)
		}
	})
}

func TestCores(t *testing.T) {
	for _, row := range []struct {
		cores   float64
		servers int
		slower  float64
	}{{0.5, 1, 2}, {1, 1, 1}, {1.5, 2, 4 / 3.0}, {4, 4, 1}, {0.25, 1, 4}, {3 * 1.0 / 3 * (1 + 1e-15), 1, 1}} {
		if n, slower, ok := Cores(row.cores); !ok || n != row.servers || math.Abs(slower-row.slower) > 1e-12 {
			t.Errorf("%g cores: %d servers, %g times slower", row.cores, n, slower)
		}
	}
	if _, _, ok := Cores(0); ok {
		t.Error("no cores are servers")
	}
}

func BenchmarkServers(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		Servers(10_000, 1, 1, Goal{0.99, 4.7}, 10_150)
	}
}

func BenchmarkCapacity(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		Capacity(2, 0.03, 0.005, 1, Goal{0.95, 0.15})
	}
}
