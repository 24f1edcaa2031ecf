package queueing

import (
	"math"
	"testing"

	"pgregory.net/rapid"

	"github.com/talimat/talimat-plan/internal/special"
)

// near fails unless got is want to so many decimals.
func near(t *testing.T, what string, got, want float64, decimals int) {
	t.Helper()
	if math.IsNaN(got) || math.Abs(got-want) > 0.5000001*math.Pow10(-decimals) {
		t.Errorf("%s: %.*f, want %.*f", what, decimals+2, got, decimals, want)
	}
}

// Values in exact rational arithmetic; eight rows are those of the octave package
// queueing 1.2.7 (erlangb, erlangc, qsmmm). A negative one is not given.
func TestMMcTable(t *testing.T) {
	const no = -1
	for _, row := range []struct {
		c                                   int
		a, b, waits, mean, w95, r, r95, r99 float64
	}{
		{1, 0.5, 0.33333333, 0.5, 1, 4.605170, 2, 5.991465, 9.210340},
		{1, 0.8, 0.44444444, 0.8, 4, 13.862944, 5, 14.978661, 23.025851},
		{2, 1, 0.2, 0.33333333, 0.333333, 1.897120, 1.333333, 3.816460, 5.665961},
		{3, 2, 0.21052632, 0.44444444, 0.444444, 2.184802, 1.444444, 4.020688, 5.891174},
		{5, 4, 0.19906687, 0.55411255, 0.554113, 2.405345, 1.554113, 4.197463, 6.079663},
		{8, 6, 0.12187578, 0.35698109, 0.178491, 0.982830, no, no, no},
		{10, 6, 0.04314184, 0.10129924, 0.025325, 0.176514, no, no, no},
		{10, 8, 0.12166106, 0.40918015, 0.204590, 1.051066, 1.204590, 3.328275, 4.946111},
		{10, 9, 0.16796323, 0.66873152, 0.668732, 2.593360, 1.668732, 4.360867, 6.249877},
		{14, 10, 0.05681914, 0.17413193, 0.043533, 0.311948, no, no, no},
		{50, 45, 0.05410447, 0.36386447, 0.072773, 0.396952, 1.072773, 3.082796, 4.692234},
		{100, 90, 0.02695738, 0.21694048, 0.021694, 0.146760, 1.021694, 3.019551, 4.628989},
		{100, 95, 0.04880421, 0.50645685, 0.101291, 0.463083, no, no, no},
		{1000, 950, no, 0.06825342, 0.00136507, no, no, no, no},
		{1000, 990, no, 0.65908042, 0.06590804, no, no, no, no},
	} {
		q, ok := Line(row.c, row.a, 1, 1)
		if !ok {
			t.Fatalf("%d servers do not carry %g", row.c, row.a)
		}
		for _, v := range []struct {
			what      string
			got, want float64
			decimals  int
		}{
			{"B", 1 / inverse(row.c, row.a), row.b, 8},
			{"C", q.Waits, row.waits, 8},
			{"W", q.Waits * q.Wait, row.mean, 6},
			{"W95", Response{Waits: q.Waits, Wait: q.Wait}.Percentile(0.95), row.w95, 6},
			{"R", q.Mean(), row.r, 6},
			{"R95", q.Percentile(0.95), row.r95, 6},
			{"R99", q.Percentile(0.99), row.r99, 6},
		} {
			if v.want != no {
				near(t, v.what, v.got, v.want, v.decimals)
			}
		}
	}
}

// 200 calls an hour of three minutes and 14 agents, as call centres compute it; and
// M/M/3 with two erlangs, where 2.888889 are in the system by Little's law.
func TestWorkedExamples(t *testing.T) {
	q, _ := Line(14, 200*180/3600.0, 180, 1)
	near(t, "wait at all", q.Waits, 0.174132, 6)
	near(t, "answered in 20 s", 1-q.WaitsLonger(20), 0.888350, 6)
	near(t, "speed of answer", q.Waits*q.Wait, 7.8359, 4)
	three, _ := Line(3, 2, 1, 1)
	near(t, "in the system", 2*three.Mean(), 2.888889, 6)
}

// The formula of Erlang's C as a sum of terms, each from the one before it.
func directWaits(servers int, load float64) float64 {
	sum, term := 0.0, 1.0
	for k := range servers {
		sum += term
		term *= load / float64(k+1)
	}
	last := term * float64(servers) / (float64(servers) - load)
	return last / (sum + last)
}

func TestRecursionIsTheSum(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := rapid.IntRange(1, 120).Draw(t, "servers")
		a := rapid.Float64Range(1e-3, 0.999).Draw(t, "utilization") * float64(c)
		if got, want := Waits(c, a), directWaits(c, a); math.Abs(got-want) > 1e-11*want+1e-300 {
			t.Fatalf("%d servers, %g erlangs: %g, want %g", c, a, got, want)
		}
	})
}

// What is left out below a large load changes nothing.
func TestRecursionFromBelowTheLoad(t *testing.T) {
	for _, a := range []float64{100, 1000, 9999.5, 10_000, 123_456} {
		for _, beside := range []float64{0.01, 0.5, 1, 3} {
			c := int(math.Ceil(a + beside*math.Sqrt(a)))
			got, want := inverse(c, a), extend(1, 1, c, a)
			if math.Abs(got-want) > 1e-11*want {
				t.Errorf("%d servers, %g erlangs: %g, want %g", c, a, got, want)
			}
		}
	}
}

// Halfin and Whitt: C tends to 1/(1 + b·Φ(b)/φ(b)) for c = a + b·√a.
func halfinWhitt(b float64) float64 {
	density := math.Exp(-b*b/2) / math.Sqrt(2*math.Pi)
	return 1 / (1 + b*special.Normal(b)/density)
}

func TestHalfinWhitt(t *testing.T) {
	for _, row := range []struct{ b, waits float64 }{
		{0.5, .50454}, {1, .22336}, {1.16, .16674}, {1.5, .08469}, {1.761, .04763}, {2, .02688}, {2.375, .01000}, {3, .00148},
	} {
		near(t, "limit", halfinWhitt(row.b), row.waits, 5)
		const a = 4_000_000
		near(t, "four million erlangs", Waits(int(a+row.b*math.Sqrt(a)), a), row.waits, 3)
	}
}

// Fewest servers with which no more than a share of the calls waits, and what the
// square root rule says in its place: it is often one short.
func TestFewestServersTable(t *testing.T) {
	loads := []float64{1, 5, 10, 20, 50, 100, 500, 1000}
	for _, row := range []struct {
		waits, b    float64
		exact, rule []int
	}{
		{0.01, 2.3749, []int{5, 12, 19, 32, 68, 125, 555, 1077}, []int{4, 11, 18, 31, 67, 124, 554, 1076}},
		{0.05, 1.7398, []int{4, 10, 17, 29, 64, 119, 540, 1056}, []int{3, 9, 16, 28, 63, 118, 539, 1056}},
		{0.20, 1.0615, []int{3, 8, 14, 26, 58, 111, 525, 1034}, []int{3, 8, 14, 25, 58, 111, 524, 1034}},
	} {
		near(t, "b", halfinWhitt(row.b), row.waits, 4)
		for i, a := range loads {
			c := int(a) + 1
			for Waits(c, a) > row.waits {
				c++
			}
			if c != row.exact[i] {
				t.Errorf("%g erlangs, %g wait: %d servers, want %d", a, row.waits, c, row.exact[i])
			}
			if rule := int(math.Ceil(a + row.b*math.Sqrt(a))); rule != row.rule[i] {
				t.Errorf("%g erlangs, %g wait: the rule gives %d, want %d", a, row.waits, rule, row.rule[i])
			}
		}
	}
}

// Utilization at which three in ten wait.
func TestUtilizationTable(t *testing.T) {
	for i, want := range []float64{.4695, .6100, .7180, .7978, .8558, .8975, .9161} {
		c := []int{2, 4, 8, 16, 32, 64, 96}[i]
		a := between(0, float64(c), func(a float64) float64 { return 0.3 - Waits(c, a) })
		near(t, "utilization", a/float64(c), want, 4)
	}
}

func BenchmarkTenThousandErlangs(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		Waits(10_100, 10_000)
	}
}

func BenchmarkTenThousandErlangsInFull(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		extend(1, 1, 10_100, 10_000)
	}
}
