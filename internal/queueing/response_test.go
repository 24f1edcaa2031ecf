package queueing

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

func drawLine(t *rapid.T) (servers int, load, service, variability float64) {
	servers = rapid.IntRange(1, 60).Draw(t, "servers")
	load = rapid.Float64Range(0, 0.99).Draw(t, "utilization") * float64(servers)
	service = rapid.Float64Range(1e-6, 100).Draw(t, "service")
	return servers, load, service, rapid.Float64Range(0, 5).Draw(t, "variability")
}

// Ten servers under eight erlangs, call by call.
func TestAgainstEvents(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 5))
	free, now := make([]float64, 10), 0.0
	var took []float64
	for range 400_000 {
		now += random.ExpFloat64() / 8
		first := 0
		for k := range free {
			if free[k] < free[first] {
				first = k
			}
		}
		free[first] = max(free[first], now) + random.ExpFloat64()
		took = append(took, free[first]-now)
	}
	q, _ := Line(10, 8, 1, 1)
	slices.Sort(took)
	mean := 0.0
	for _, v := range took {
		mean += v / float64(len(took))
	}
	for _, v := range []struct{ exact, seen, within float64 }{
		{q.Mean(), mean, 0.02},
		{q.Percentile(0.95), took[len(took)*95/100], 0.06},
		{q.Percentile(0.99), took[len(took)*99/100], 0.12},
	} {
		if math.Abs(v.exact-v.seen) > v.within {
			t.Errorf("computed %g, seen %g", v.exact, v.seen)
		}
	}
}

// Regular work (D) of one server waits half as long as exponential work (M):
// Pollaczek and Khinchine. No variability, no wait.
func TestVariability(t *testing.T) {
	even, _ := Line(1, 0.8, 1, 0.5)
	near(t, "M/D/1", even.Waits*even.Wait, 2, 9)
	none, _ := Line(1, 0.8, 1, 0)
	near(t, "no variability", none.Percentile(0.95), Floor(1, 0.95), 12)
}

func TestPercentileInvertsLonger(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c, a, s, v := drawLine(t)
		q, ok := Line(c, a, s, v)
		p := rapid.Float64Range(0.01, 0.9999).Draw(t, "p")
		if at := q.Percentile(p); !ok || math.Abs(q.Longer(at)-(1-p)) > 1e-10*(1-p) {
			t.Fatalf("%v: at %g %g take longer, want %g", q, at, q.Longer(at), 1-p)
		}
	})
}

func TestResponseLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c, a, s, v := drawLine(t)
		q, _ := Line(c, a, s, v)
		p50, p95, p99 := q.Percentile(0.5), q.Percentile(0.95), q.Percentile(0.99)
		if !(p50 <= p95 && p95 <= p99) || p95 < Floor(s, 0.95)*(1-1e-14) {
			t.Fatalf("percentiles %g %g %g above %g", p50, p95, p99, Floor(s, 0.95))
		}
		const bits = 1 - 1e-12
		if busier, ok := Line(c, a+0.3*(float64(c)-a), s, v); !ok || busier.Percentile(0.95) < p95*bits {
			t.Fatalf("a higher load is faster: %g after %g", busier.Percentile(0.95), p95)
		}
		if wider, ok := Line(c+1, a, s, v); !ok || wider.Percentile(0.95) > p95/bits {
			t.Fatalf("a further server is slower: %g after %g", wider.Percentile(0.95), p95)
		}
		if wilder, ok := Line(c, a, s, v+1); !ok || wilder.Percentile(0.95) < p95*bits {
			t.Fatalf("more variability is faster")
		}
		// Twice the load on twice the servers waits less; times scale with the work.
		if double, ok := Line(2*c, 2*a, s, v); !ok || double.Waits > q.Waits/bits+1e-300 {
			t.Fatalf("a larger system waits more: %g after %g", double.Waits, q.Waits)
		}
		if slow, _ := Line(c, a, 8*s, v); slow.Percentile(0.95) != 8*p95 {
			t.Fatalf("eight times the work takes %g, once %g", slow.Percentile(0.95), p95)
		}
	})
}

// No input makes a number that is none.
func TestNothingIsNotANumber(t *testing.T) {
	values := []float64{math.Inf(-1), -1, 0, 5e-324, 1e-200, 1e-12, 0.5, 1, 1 + 1e-15, 3, 1e9, 1e200, math.MaxFloat64, math.Inf(1), math.NaN()}
	finite := func(what string, v float64) {
		if math.IsNaN(v) || math.IsInf(v, 0) || v < 0 {
			t.Errorf("%s is %g", what, v)
		}
	}
	for _, a := range values {
		for _, s := range values {
			for _, v := range values {
				for _, c := range []int{-1, 0, 1, 2, 50} {
					if q, ok := Line(c, a, s, v); ok {
						finite("mean", q.Mean())
						for _, p := range values {
							finite("percentile", q.Percentile(p))
							finite("longer", q.Longer(p))
						}
						finite("p99", q.Percentile(0.99))
					}
					if x, ok := Capacity(c, s, v, a, Goal{0.95, a}); ok {
						finite("capacity", x)
					}
				}
				if a < 1e7 {
					if n, ok := Servers(a, s, v, Goal{0.95, s}, 3); ok && n < 1 {
						t.Errorf("%d servers", n)
					}
				}
			}
		}
		finite("waits", Waits(3, a))
		finite("slower", func() float64 { _, slower, _ := Cores(a); return slower }())
	}
}

func BenchmarkPercentile(b *testing.B) {
	q, _ := Line(2, 1.4, 0.005, 1)
	q.Work = 0.03
	b.ReportAllocs()
	for b.Loop() {
		q.Percentile(0.95)
	}
}
