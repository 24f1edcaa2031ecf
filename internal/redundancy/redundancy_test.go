package redundancy

import (
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/talimat/talimat-plan/internal/special"
)

func near(t *testing.T, what string, got, want, within float64) {
	t.Helper()
	if math.IsNaN(got) || math.Abs(got-want) > within {
		t.Errorf("%s: got %.12g, want %.12g", what, got, want)
	}
}

// "Site Reliability Engineering", ch. 2: a task carries 100 queries a second. 3,470 take 37,
// one being updated and one failed; by region 17, 16, 6 and, with one spare, 4.
func TestShakespeare(t *testing.T) {
	for _, row := range []struct{ queries, spare, want float64 }{
		{3470, 2, 37}, {1430, 2, 17}, {1400, 2, 16}, {350, 2, 6}, {290, 1, 4},
	} {
		if got := Spare(row.queries/100, row.spare); got != row.want {
			t.Errorf("%g queries a second: %g tasks, want %g", row.queries, got, row.want)
		}
	}
}

func TestZones(t *testing.T) {
	for zones, overhead := range map[int]float64{2: 2, 3: 1.5, 4: 4 / 3.0, 6: 1.2} {
		got, ok := Zones(60, zones, 1)
		near(t, "overhead", got/60, overhead, 1e-12)
		if left := got * float64(zones-1) / float64(zones); !ok || left < 60 {
			t.Errorf("%d zones: %g are left of %g", zones, left, got)
		}
	}
	if _, ok := Zones(1, 2, 2); ok {
		t.Error("all zones may fail")
	}
}

// A quarter each, as Kubernetes' defaults: of 10, 13 stand and 8 serve.
func TestRollout(t *testing.T) {
	if stand, serve := Rollout(10, 0.25, 0.25); stand != 13 || serve != 8 {
		t.Errorf("%g stand, %g serve", stand, serve)
	}
}

func TestTakeover(t *testing.T) {
	able := make([]float64, 3)
	Takeover([]float64{0.40, 0.35, 0.25}, able)
	for i, want := range []float64{0.615385, 0.583333, 0.416667} {
		near(t, "able", able[i], want, 5e-7)
	}
	near(t, "in total", able[0]+able[1]+able[2], 1.615385, 5e-7)
}

func TestKOfNTable(t *testing.T) {
	for _, row := range []struct {
		k, n       int
		each, want float64
		minutes    float64
	}{
		{1, 2, .99, .9999, 52.56}, {1, 3, .99, .999999, 0.5256}, {2, 3, .99, .999702, 156.6288}, {2, 2, .99, .9801, 10459.44},
		{35, 35, .999, .965588507, 18086.7}, {35, 36, .999, .999384105, 323.71}, {35, 37, .999, .999992425543, 3.981},
		{2, 3, .999, .999997002, 1.5757}, {3, 4, .999, .999994007997, 3.1494}, {3, 5, .999, .999999990015, 0.005248},
		{10, 12, .99, .999794383922, 108.07}, {1, 2, .9995, .99999975, 0.1314},
	} {
		got := KOfN(row.k, row.n, row.each)
		near(t, "k of n", got, row.want, 6e-10)
		near(t, "minutes", Downtime(got), row.minutes, max(6e-3, row.minutes*1e-5))
	}
}

func TestParts(t *testing.T) {
	three := Series(.9999, .9999, .9999)
	near(t, "three in series", three, .999700029999, 1e-12)
	near(t, "minutes", Downtime(three), 157.66, 0.01)
	for a, minutes := range map[float64]float64{.99: 5256, .999: 525.6, .9995: 262.8, .9999: 52.56, .99999: 5.256} {
		near(t, "nines", Downtime(a), minutes, 1e-6)
	}
	near(t, "repaired", Repaired(150*24, 1), .99972230, 5e-9)
	regions := Series(Parallel(.9995, .9995), .999, .9999)
	near(t, "two regions", regions, .99889985, 5e-9)
	if regions >= .9995 {
		t.Error("the failover is forgotten")
	}
}

// Both ways of the sum agree; more parts never make it less available, more that are needed
// never more.
func TestKOfNLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 400).Draw(t, "n")
		k := rapid.IntRange(1, n).Draw(t, "k")
		p := rapid.Float64Range(0.5, 0.99999).Draw(t, "p")
		a := KOfN(k, n, p)
		if !(a >= 0 && a <= 1) {
			t.Fatalf("%g", a)
		}
		if more := KOfN(k, n+1, p); more < a-1e-12 {
			t.Fatalf("a further part: %g after %g", more, a)
		}
		if stricter := KOfN(k+1, n, p); stricter > a+1e-12 {
			t.Fatalf("one more is needed: %g after %g", stricter, a)
		}
		if better := KOfN(k, n, p+(1-p)/2); better < a-1e-12 {
			t.Fatalf("better parts: %g after %g", better, a)
		}
	})
	for _, n := range []int{70, 100, 300} {
		for k := n - direct; k < n; k += 7 {
			near(t, "both ways", KOfN(k, n, 0.8), special.Beta(float64(k), float64(n-k+1), 0.8), 1e-12)
		}
	}
}

func TestNothingIsNotANumber(t *testing.T) {
	values := []float64{math.Inf(-1), -1, 0, 1e-300, 0.5, 1, 2, 1e300, math.Inf(1), math.NaN()}
	for _, v := range values {
		for _, w := range values {
			zones, _ := Zones(v, 3, 1)
			stand, serve := Rollout(v, w, w)
			for _, got := range []float64{Spare(v, w), zones, stand, serve, Repaired(v, w), KOfN(2, 3, v)} {
				if math.IsNaN(got) || math.IsInf(got, 0) || got < 0 {
					t.Errorf("%g, %g: %v", v, w, []float64{Spare(v, w), zones, stand, serve, Repaired(v, w), KOfN(2, 3, v)})
					break
				}
			}
		}
	}
	able := make([]float64, 2)
	if Takeover([]float64{1, 0}, able); !slices.Equal(able, []float64{1, 0}) {
		t.Errorf("%v", able)
	}
}
