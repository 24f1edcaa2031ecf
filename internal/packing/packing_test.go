package packing

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

func near(t *testing.T, what string, got, want, within float64) {
	t.Helper()
	if math.IsNaN(got) || math.Abs(got-want) > within {
		t.Errorf("%s: got %g, want %g", what, got, want)
	}
}

func TestAllocatableTables(t *testing.T) {
	for cores, millis := range map[float64]float64{1: 60, 2: 70, 4: 80, 8: 90, 16: 110, 32: 150, 64: 230, 96: 310} {
		near(t, "cores", kubeCores(cores)*1000, millis, 1e-9)
	}
	for pods, kept := range map[int]float64{29: 574, 58: 893, 110: 1465, 234: 2829} {
		near(t, "EKS memory", (16*gibi-EKS(4, 16*gibi, pods)[Memory])/mebi, kept+100, 1e-6)
	}
	for size, kept := range map[float64]float64{4: 1.0977, 8: 1.8977, 16: 2.6977, 32: 3.6577, 64: 5.5777, 150: 9.8577} {
		near(t, "GKE memory", size-GKE(4, size*gibi, 110)[Memory]/gibi, kept, 5e-5)
	}
	if got := ENIPods(3, 10); got != 29 {
		t.Errorf("m5.large has addresses for %d pods, want 29", got)
	}
	// kubernetes.io, "Reserve Compute Resources for System Daemons": 16 cores and 32 GiB leave
	// 14.5 cores and 28.5 GiB (with an eviction threshold of 0.5 GiB).
	if got := (Size{CPU: 16, Memory: 32}).Less(Size{CPU: 1.5, Memory: 3.5}); got[CPU] != 14.5 || got[Memory] != 28.5 {
		t.Errorf("%v is left", got)
	}
}

// Reserves of EKS, and a daemon set of 150m and 256 MiB on each server.
func TestPackingTable(t *testing.T) {
	daemon := Size{CPU: 0.150, Memory: 256 * mebi, Pods: 1}
	pod := func(cores, memory float64) Size { return Size{CPU: cores, Memory: memory, Pods: 1} }
	for _, row := range []struct {
		server       Size
		groups       []Group
		bound, takes int
	}{
		{EKS(4, 16*gibi, 58), []Group{{pod(1.5, 2*gibi), 10}}, 4, 5},
		{EKS(8, 32*gibi, 58), []Group{{pod(0.5, gibi), 30}, {pod(2, 4*gibi), 5}}, 4, 4},
		{EKS(16, 64*gibi, 58), []Group{{pod(0.1, 128*mebi), 200}}, 4, 4}, // pods bind: 2 by cores
	} {
		p, ok := Pack(row.server.Less(daemon), row.groups)
		if !ok || p.Servers != row.takes || p.Bound != row.bound {
			t.Errorf("%v: %+v, want %d of at least %d", row.groups, p, row.takes, row.bound)
		}
	}
	p, _ := Pack(EKS(4, 16*gibi, 58).Less(daemon), []Group{{pod(1.5, 2*gibi), 10}})
	near(t, "fragmentation", p.Fragmentation(), 0.2, 1e-12)
}

// kubernetes-sigs/cluster-capacity, README: four nodes of two cores hold 52 pods of 150m.
func TestHolds(t *testing.T) {
	server := Size{CPU: 2, Memory: 4 * gibi, Pods: 110}
	if got := 4 * Holds(server, server, Size{CPU: 0.150, Memory: 100 * mebi, Pods: 1}); got != 52 {
		t.Errorf("%d pods", got)
	}
	ten := Size{CPU: 1}
	if got := Holds(ten, ten, Size{CPU: 0.1}); got != 10 {
		t.Errorf("a core holds %d tenths", got)
	}
	// Ten replicas of 2 GPUs and 24 cores on servers of 8 and 90: cores bind, three each.
	if p, ok := Pack(Size{CPU: 90, GPU: 8}, []Group{{Size{CPU: 24, GPU: 2}, 10}}); !ok || p.Servers != 4 {
		t.Errorf("%+v", p)
	}
}

// A packing that is known to fill its servers: cut servers into parts, and pack the parts.
func TestElevenNinths(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		servers := rapid.IntRange(1, 30).Draw(t, "servers")
		var groups []Group
		for range servers {
			left := 1000
			for left > 0 {
				part := rapid.IntRange(1, left).Draw(t, "part")
				groups, left = append(groups, Group{Size{CPU: float64(part)}, 1}), left-part
			}
		}
		p, ok := Pack(Size{CPU: 1000}, groups)
		if !ok || p.Servers < p.Bound || p.Bound > servers || 9*p.Servers > 11*servers+6 {
			t.Fatalf("%+v, and %d do", p, servers)
		}
	})
}

func TestPackingLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		server := Size{CPU: 8, Memory: 32, GPU: 2, Pods: 20}
		var groups []Group
		for range rapid.IntRange(1, 8).Draw(t, "groups") {
			groups = append(groups, Group{Size{
				CPU: rapid.Float64Range(0.05, 8).Draw(t, "cpu"), Memory: rapid.Float64Range(0.1, 32).Draw(t, "memory"),
				GPU: float64(rapid.IntRange(0, 2).Draw(t, "gpu")), Pods: 1,
			}, rapid.IntRange(0, 60).Draw(t, "count")})
		}
		p, ok := Pack(server, groups)
		if !ok || p.Servers < p.Bound || float64(p.Servers) > (4+1.0/3)*float64(p.Bound)+1 {
			t.Fatalf("%+v", p)
		}
		for r := range server {
			if p.Used[r] > float64(p.Servers)*server[r]*(1+1e-6) {
				t.Fatalf("%+v holds more than there is", p)
			}
		}
		// In other units it is the same.
		scaled, wide := append([]Group(nil), groups...), server
		wide[Memory] *= gibi
		for i := range scaled {
			scaled[i].Size[Memory] *= gibi
		}
		if q, _ := Pack(wide, scaled); q.Servers != p.Servers {
			t.Fatalf("%d servers in bytes, %d in GiB", q.Servers, p.Servers)
		}
	})
}

func TestWhatFitsNowhere(t *testing.T) {
	server := Size{CPU: 2, Memory: 4}
	for _, size := range []Size{{CPU: 3}, {GPU: 1}, {CPU: -1}, {CPU: math.NaN()}, {CPU: math.Inf(1)}} {
		if p, ok := Pack(server, []Group{{size, 1}}); ok {
			t.Errorf("%v: %+v", size, p)
		}
	}
	if _, ok := Pack(server, []Group{{Size{CPU: 2}, 1 << 30}}); ok {
		t.Error("a billion servers")
	}
	if p, ok := Pack(server, nil); !ok || p.Servers != 0 || p.Fragmentation() != 0 {
		t.Errorf("nothing takes %+v", p)
	}
}

func BenchmarkPack(b *testing.B) {
	groups := []Group{{Size{CPU: 0.5, Memory: 1, Pods: 1}, 500}, {Size{CPU: 2, Memory: 4, Pods: 1}, 100}, {Size{CPU: 0.25, Memory: 0.5, Pods: 1}, 300}}
	b.ReportAllocs()
	for b.Loop() {
		Pack(Size{CPU: 7.76, Memory: 29, Pods: 58}, groups)
	}
}
