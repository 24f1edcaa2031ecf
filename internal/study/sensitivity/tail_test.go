package sensitivity_test

import (
	"fmt"
	"math"
	"testing"

	"github.com/talimat/talimat-plan/internal/distribution"
	"github.com/talimat/talimat-plan/internal/histogram"
	"github.com/talimat/talimat-plan/internal/metric"
	"github.com/talimat/talimat-plan/internal/sampling"
	"github.com/talimat/talimat-plan/internal/study/sensitivity"
	"github.com/talimat/talimat-plan/internal/unit"
)

// by sorts values into parts.
func by(n int, values, key []float64) []*histogram.Histogram {
	parts := make([]*histogram.Histogram, n)
	for i := range parts {
		parts[i] = &histogram.Histogram{}
	}
	for i, v := range values {
		parts[int(key[i]*float64(n))].Add(v)
	}
	return parts
}

// normals are n independent ones, and their uniforms.
func normals(t *testing.T, seed uint64, name string, n int) (z, u []float64) {
	t.Helper()
	normal, err := distribution.Normal(0, 1)
	if err != nil {
		t.Fatal(err)
	}
	d := sampling.Design{Method: sampling.Random, Seed: seed, Replicates: 1, Points: n}
	z, u = make([]float64, n), make([]float64, n)
	d.Column(name).Fill(u, 0, 0)
	normal.Fill(z, u)
	return z, u
}

// Of a sum of two normal numbers A + B the worst tenth is 1.7550 standard
// deviations above the mean (φ(z)/0.1 at z = 1.28155), and B's alone once A is
// known. A tenth of A tells less than A, but nearly as much.
func TestWorthOfKnowingAPartOfASum(t *testing.T) {
	const n, worst = 200000, 1.7549833
	a, u := normals(t, 1, "a", n)
	b, _ := normals(t, 1, "b", n)
	for _, scale := range []float64{0.5, 1, 2} {
		sum, mirrored := make([]float64, n), make([]float64, n)
		for i := range sum {
			sum[i] = 1000 + scale*a[i] + b[i]
			mirrored[i] = -sum[i]
		}
		exact := worst * (math.Sqrt(1+scale*scale) - 1)
		high := sensitivity.High.Worth(by(10, sum, u))
		low := sensitivity.Low.Worth(by(10, mirrored, u))
		if high > exact*1.02 || high < exact*0.75 {
			t.Errorf("scale %g: worth %.4f, of knowing it exactly %.4f", scale, high, exact)
		}
		if math.Abs(high-low) > 0.01*exact {
			t.Errorf("scale %g: worth %.4f in the high tail, %.4f of its mirror image", scale, high, low)
		}
	}
}

// A risk of 100 with probability 15 %: without knowing one sets 100 aside, which
// is the mean of the worst tenth; knowing, one sets 100 aside in 15 % of cases.
func TestWorthOfKnowingARisk(t *testing.T) {
	var without, with histogram.Histogram
	for range 850 {
		without.Add(0)
	}
	for range 150 {
		with.Add(100)
	}
	if got := sensitivity.High.Worth([]*histogram.Histogram{&without, &with}); math.Abs(got-85) > 0.1 {
		t.Errorf("worth %.3f, want 85", got)
	}
	if got := sensitivity.High.Worth([]*histogram.Histogram{&without, {}}); got != 0 {
		t.Errorf("a risk that never happens: worth %.3f, want 0", got)
	}
}

// What has no part in a result is worth nothing, but for one time in twenty.
func TestWorthOfNothing(t *testing.T) {
	const trials = 200
	for _, parts := range []int{2, 10} {
		wrong := 0
		for seed := range uint64(trials) {
			values, _ := normals(t, seed, "a", 4000)
			_, key := normals(t, seed, "b", 4000)
			for i := range values {
				values[i] = math.Exp(values[i])
			}
			if sensitivity.High.Worth(by(parts, values, key)) > 0 {
				wrong++
			}
		}
		if wrong == 0 || wrong > trials/8 {
			t.Errorf("%d parts: worth something in %d of %d trials", parts, wrong, trials)
		}
	}
}

func TestTailOf(t *testing.T) {
	for _, m := range metric.Definitions() {
		want := sensitivity.High
		switch m.Name {
		case "cost.saved", "cost.savings.*", "cost.savings_rate.*", "revenue", "margin", "availability", "cache.hit_ratio", "served", "services.*.served", "database.served", "pools.*.served", "stores.*.served", "charges.*.served", "commitments.*.savings_rate", "committed.saved", "committed.savings_rate", "finance.mirr",
			"finance.monthly_savings", "finance.npv", "finance.irr", "finance.roi",
			"finance.baseline.monthly_savings", "finance.baseline.npv", "finance.baseline.irr", "finance.baseline.roi":
			want = sensitivity.Low
		}
		if got := sensitivity.TailOf(m); got != want {
			t.Errorf("%s: tail %d, want %d", m.Name, got, want)
		}
	}
	if got := fmt.Sprint(sensitivity.TailOf(metric.Metric{Name: "users", Kind: unit.KindCount}).Level(), sensitivity.Low.Level()); got != "0.9 0.1" {
		t.Error(got)
	}
}
