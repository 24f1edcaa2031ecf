package distribution

import (
	"math"
	"strings"
	"testing"

	"gonum.org/v1/gonum/mathext"
	"gonum.org/v1/gonum/stat/distuv"
	"pgregory.net/rapid"
)

// must unwraps the result of a constructor.
func must(t testing.TB) func(*Distribution, error) *Distribution {
	return func(d *Distribution, err error) *Distribution {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
}

func pointer(x float64) *float64 { return &x }

// grid visits u on both tails, from 2^-33 to 1-2^-33, many in every cell of a table.
func grid(visit func(u float64)) {
	for w := math.Ldexp(1, -33); w < 0.5; w *= 1.0019 {
		visit(w)
		visit(1 - w)
	}
	visit(0.5)
}

// near fails unless got is within the absolute or the relative tolerance of want.
func near(t *testing.T, what string, got, want, absolute, relative float64) {
	t.Helper()
	if !(math.Abs(got-want) <= absolute+relative*math.Abs(want)) {
		t.Errorf("%s: got %.12g, want %.12g, off by %.2g", what, got, want, got-want)
	}
}

// worst returns the largest difference to the oracle over the grid, divided by what unit returns at that value.
func worst(d *Distribution, oracle func(u float64) float64, unit func(x float64) float64) float64 {
	most := 0.0
	grid(func(u float64) {
		want := oracle(u)
		if off := math.Abs(d.Quantile(u)-want) / unit(want); !(off <= most) {
			most = off
		}
	})
	return most
}

func TestTableErrors(t *testing.T) {
	check := must(t)
	one := func(float64) float64 { return 1 }
	for _, c := range []struct {
		name   string
		d      *Distribution
		oracle func(u float64) float64
		unit   func(x float64) float64 // of the error: 1 is absolute, |x| is relative
		most   float64
	}{
		{"normal", check(Normal(0, 1)), mathext.NormalQuantile, one, 1e-7},
		{"lognormal, sigma 0.2", check(Lognormal(1, 0.2)), distuv.LogNormal{Mu: 0, Sigma: 0.2}.Quantile, math.Abs, 3e-8},
		{"lognormal, sigma 1", check(Lognormal(1, 1)), distuv.LogNormal{Mu: 0, Sigma: 1}.Quantile, math.Abs, 3e-7},
		{"lognormal, sigma 3", check(Lognormal(1, 3)), distuv.LogNormal{Mu: 0, Sigma: 3}.Quantile, math.Abs, 5e-6},
		{"beta(1.8,4.2)", check(Beta(1.8, 4.2)), distuv.Beta{Alpha: 1.8, Beta: 4.2}.Quantile, one, 2e-8},
		{"beta(3,3)", check(Beta(3, 3)), distuv.Beta{Alpha: 3, Beta: 3}.Quantile, one, 2e-8},
		{"beta(0.3,0.4)", check(Beta(0.3, 0.4)), distuv.Beta{Alpha: 0.3, Beta: 0.4}.Quantile, one, 5e-8},
		{"beta(50,950)", check(Beta(50, 950)), distuv.Beta{Alpha: 50, Beta: 950}.Quantile, one, 1e-9},
		{"triangular", check(Triangular(3, 5, 8)), distuv.NewTriangle(3, 8, 5, nil).Quantile, one, 1e-14},
	} {
		got := worst(c.d, c.oracle, c.unit)
		t.Logf("%-22s %.2g", c.name, got)
		if !(got <= c.most) {
			t.Errorf("%s: the error is %.2g, the bound %.2g", c.name, got, c.most)
		}
	}
}

func TestFixedQuantiles(t *testing.T) {
	check := must(t)
	interval := check(Interval(1000, 100000))
	for _, c := range []struct {
		name   string
		d      *Distribution
		points map[float64]float64 // u: value
	}{
		{"interval", interval, map[float64]float64{0.05: 1000, 0.5: 10000, 0.95: 100000, 0.99: 259608.6}},
		{"interval 10 to 50", check(Interval(10, 50)), map[float64]float64{0.05: 10, 0.5: math.Exp(3.1073040492), 0.95: 50}},
		{"share", check(Share(0.6, 0.9)), map[float64]float64{0.05: 0.6, 0.95: 0.9}},
		{"normal interval", check(NormalInterval(-3, 1)), map[float64]float64{0.05: -3, 0.5: -1, 0.95: 1}},
		{"beta from -10 to 30", check(BetaBetween(2, 5, -10, 30)), map[float64]float64{0.5: -10 + 40*0.2644499832956}}, // R: qbeta(0.5, 2, 5)
		{"uniform", check(Uniform(-1, 3)), map[float64]float64{0.25: 0, 0.5: 1}},
		{"triangle with its mode at an end", check(Triangular(0, 0, 1)), map[float64]float64{0.75: 0.5}},
		{"discrete", check(Discrete([]float64{3, 1, 2}, []float64{1, 2, 1})), map[float64]float64{0.2: 1, 0.5: 1, 0.6: 2, 0.75: 2, 0.76: 3}},
		{"sample", check(Empirical([]float64{10, 9, 8, 7, 6, 5, 4, 3, 2, 1})), map[float64]float64{0.9: 9.1, 0.5: 5.5, 0.25: 3.25}},
		{"sample of one", check(Empirical([]float64{7})), map[float64]float64{0.01: 7, 0.99: 7}},
	} {
		for u, want := range c.points {
			near(t, c.name, c.d.Quantile(u), want, 1e-8, 2e-7)
		}
	}
	near(t, "mean of the interval", interval.Mean(), 26639.80, 0.005, 0)
}

// The triplets of Keelin 2016's symmetric-percentile form, computed from its equations outside this package.
func TestMetalogOracle(t *testing.T) {
	check, zero := must(t), pointer(0)
	us := []float64{0.05, 0.10, 0.25, 0.50, 0.75, 0.90, 0.95, 0.99}
	for _, c := range []struct {
		p5, p50, p95 float64
		lower        *float64
		a2, a3       float64
		want         []float64
	}{
		{1000, 10000, 100000, zero, 0.782011, 0, []float64{1000, 1793.789, 4235.315, 10000, 23610.996, 55747.911, 100000, 363588.081}},
		{100, 150, 1000, zero, 0.391006, 0.562890, []float64{100, 104.191, 113.940, 150, 269.023, 580.843, 1000, 3212.359}},
		{10, 20, 50, zero, 0.273301, 0.084205, []float64{10, 11.813, 15.159, 20, 27.636, 39.261, 50, 84.875}},
		{40000, 50000, 60000, zero, 0.068853, -0.015405, []float64{40000, 42402.158, 46161.665, 50000, 53701.155, 57384.196, 60000, 66269.142}},
		{80, 100, 130, nil, 8.490582, 3.773592, []float64{80, 84.6609, 91.7086, 100, 110.3643, 121.9723, 130, 147.5119}},
	} {
		d := check(Metalog(c.p5, c.p50, c.p95, c.lower, nil))
		for i, u := range us {
			near(t, d.String(), d.Quantile(u), c.want[i], 5.1e-4, 3e-7)
		}
		m, err := fit(newScale(c.lower, nil), c.p5, c.p50, c.p95)
		if err != nil {
			t.Error(err)
		}
		near(t, d.String()+" a2", m.a2, c.a2, 6e-7, 0)
		near(t, d.String()+" a3", m.a3, c.a3, 6e-7, 0)
	}
}

// metalogs are one of each form, with their closed-form quantiles.
func metalogs(t testing.TB) map[string]*Distribution {
	check := must(t)
	return map[string]*Distribution{
		"unbounded": check(Metalog(-10, 20, 90, nil, nil)),
		"lower":     check(Metalog(10, 20, 90, pointer(2), nil)),
		"upper":     check(Metalog(10, 80, 90, nil, pointer(98))),
		"both":      check(Metalog(0.5, 0.9, 0.97, pointer(0), pointer(1))),
	}
}

func TestMetalogMeetsItsTriplet(t *testing.T) {
	all := metalogs(t)
	for _, c := range []struct {
		form         string
		p5, p50, p95 float64
	}{{"unbounded", -10, 20, 90}, {"lower", 10, 20, 90}, {"upper", 10, 80, 90}, {"both", 0.5, 0.9, 0.97}} {
		for u, want := range map[float64]float64{0.05: c.p5, 0.5: c.p50, 0.95: c.p95} {
			near(t, c.form, all[c.form].Quantile(u), want, 2e-7*(c.p95-c.p5), 0)
		}
	}
	// An upper bound is a lower bound in the mirror.
	mirror := must(t)(Metalog(-90, -80, -10, pointer(-98), nil))
	grid(func(u float64) {
		near(t, "mirror", all["upper"].Quantile(u), -mirror.Quantile(1-u), 0, 1e-5) // 1-u loses digits of u
	})
}

func TestMetalogTableError(t *testing.T) {
	for _, c := range []struct {
		p5, p50, p95 float64
		lower, upper *float64
	}{{-10, 20, 90, nil, nil}, {10, 20, 90, pointer(2), nil}, {100, 150, 1000, pointer(0), nil}, {0.5, 0.9, 0.97, pointer(0), pointer(1)}} {
		d := must(t)(Metalog(c.p5, c.p50, c.p95, c.lower, c.upper))
		s := newScale(c.lower, c.upper)
		m, _ := fit(s, c.p5, c.p50, c.p95)
		got := worst(d, func(u float64) float64 {
			return s.back(s.to(c.p50) + logit(u)*(m.a2+m.a3*(u-0.5)))
		}, func(x float64) float64 { return math.Abs(x) + (c.p95 - c.p5) })
		t.Logf("%s: %.2g", d, got)
		if !(got <= 1e-6) {
			t.Errorf("%s: the error is %.2g", d, got)
		}
	}
}

func TestSteepest(t *testing.T) {
	h := func(y float64) float64 { return y*(1-y)*logit(y) + y - 0.5 }
	most := 0.0
	for y := 0.5; y < 1; y += 1e-6 {
		most = math.Max(most, h(y))
	}
	near(t, "steepest", steepest, most, 1e-12, 0)
	near(t, "ln 19", ln19, logit(0.95), 1e-15, 0)
	near(t, "z95", z95, mathext.NormalQuantile(0.95), 1e-15, 0)
}

// Inputs of the reference plan TP-36 at given u, computed with NumPy and SciPy.
func TestReferenceInputs(t *testing.T) {
	check := must(t)
	inputs := []*Distribution{
		check(Lognormal(0.5, 0.20)), check(PERT(0.7, 1.0, 1.5)), check(Triangular(3, 5, 8)), check(Lognormal(1, 0.20)),
		check(PERT(0.60, 0.80, 0.92)), check(Normal(-0.03, 0.04)), check(Triangular(0.80, 1.00, 1.15)), check(Lognormal(1, 0.30)),
		check(PERT(0.50, 0.70, 0.85)), check(Uniform(0.35, 0.65)), check(Triangular(6000, 9000, 15000)), check(Uniform(0.06, 0.14)),
	}
	at := func(u float64) []float64 {
		us := make([]float64, len(inputs))
		for i := range us {
			us[i] = u
		}
		return us
	}
	mixed := at(0)
	for i := range mixed {
		mixed[i] = (float64(i) + 0.5) / 12
	}
	for _, c := range []struct{ u, want []float64 }{
		{at(0.5), []float64{0.5, 1.025475952714555, 5.261387212474169, 1, 0.789809618914178, -0.03, 0.987082869338697, 1, 0.6936333966178502, 0.5, 9803.847577293367, 0.1}},
		{at(0.1), []float64{0.38695088983000625, 0.8399810754772647, 4, 0.7739017796600125, 0.7045911671190627, -0.08126206262178401, 0.8836660026534076, 0.6808144549396241, 0.6019945727748793, 0.38, 7643.167672515498, 0.068}},
		{at(0.9), []float64{0.6460768189726325, 1.2385220822023435, 6.775255128608411, 1.292153637945265, 0.8640075698090941, 0.02126206262178402, 1.0775431162690527, 1.4688289779168715, 0.778377077299628, 0.62, 12676.20999227555, 0.132}},
		{mixed, []float64{0.3536385050466914, 0.8554458939551558, 4.4433756729740645, 0.8960989323443912, 0.768237345490161, -0.03418533822456302, 0.9947220240924654, 1.1003098359508927, 0.7330056218611043, 0.5874999999999999, 12401.923788646684, 0.13666666666666666}},
	} {
		for i, d := range inputs {
			near(t, d.String(), d.Quantile(c.u[i]), c.want[i], 0, 1.5e-7)
		}
	}
}

// The mean of every distribution is the integral of its quantiles.
func TestMeans(t *testing.T) {
	for _, d := range every(t) {
		const n = 1 << 20
		sum := 0.0
		for i := range n {
			sum += d.Quantile((float64(i) + 0.5) / n)
		}
		near(t, d.String(), d.Mean(), sum/n, 1e-5, 1e-3) // the sum cuts heavy tails
	}
	check := must(t)
	near(t, "PERT", check(PERT(10, 20, 60)).Mean(), 25, 1e-12, 0)
	near(t, "triangular", check(Triangular(10, 20, 60)).Mean(), 30, 1e-12, 0)
	near(t, "metalog without skew is logistic", check(Metalog(-1, 0, 1, nil, nil)).Mean(), 0, 1e-12, 0)
	// With y uniform, E[logit y] = 0 and E[(y-1/2)·logit y] = 1/2.
	near(t, "metalog", check(Metalog(80, 100, 130, nil, nil)).Mean(), 100+3.773592/2, 1e-6, 0)
}

// every returns one distribution of each kind.
func every(t testing.TB) []*Distribution {
	check := must(t)
	all := []*Distribution{
		check(Interval(40, 60)), check(Share(0.6, 0.95)), check(NormalInterval(-3, 1)), check(Lognormal(2, 0.5)),
		check(Normal(100, 15)), check(Triangular(3, 5, 8)), check(PERT(0.7, 1, 1.5)), check(Uniform(0.35, 0.65)),
		check(Beta(0.5, 2)), check(Discrete([]float64{1, 5, 9}, []float64{1, 2, 1})), check(Empirical([]float64{5, 1, 2, 2, 9})),
	}
	all = append(all, check(BetaBetween(2, 5, -10, 30)))
	for _, form := range []string{"unbounded", "lower", "upper", "both"} {
		all = append(all, metalogs(t)[form])
	}
	return all
}

func TestStrings(t *testing.T) {
	want := []string{
		"lognormal 40 to 60", "logit-normal 0.6 to 0.95", "normal -3 to 1", "lognormal, median 2, sigma 0.5",
		"normal, mean 100, sd 15", "triangular 3, 5, 8", "PERT 0.7, 1, 1.5", "uniform 0.35 to 0.65",
		"beta(0.5, 2)", "discrete of 3 values, 1 to 9", "sample of 5 values, 1 to 9",
		"beta(2, 5) from -10 to 30",
		"metalog p5 -10, p50 20, p95 90", "metalog p5 10, p50 20, p95 90, above 2",
		"metalog p5 10, p50 80, p95 90, below 98", "metalog p5 0.5, p50 0.9, p95 0.97, within 0 to 1",
	}
	for i, d := range every(t) {
		if d.String() != want[i] {
			t.Errorf("got %q, want %q", d, want[i])
		}
	}
}

func TestErrors(t *testing.T) {
	nan, inf := math.NaN(), math.Inf(1)
	refused := func(want string) func(*Distribution, error) {
		return func(d *Distribution, err error) {
			t.Helper()
			if d != nil || err == nil {
				t.Errorf("accepted, want %q", want)
			} else if !strings.Contains(err.Error(), want) {
				t.Errorf("got  %q\nwant %q", err, want)
			}
		}
	}
	refused("low must be below high: 60 is not below 40")(Interval(60, 40))
	refused("low must be above 0: a lognormal interval cannot reach 0")(Interval(0, 40))
	refused("low must be a number of at most 1e250: it is NaN")(Interval(nan, 40))
	refused("tails are larger than any number")(Interval(1e-200, 1e200))
	refused("a share cannot be 0.5 to 1.1")(Share(0.5, 1.1))
	refused("low must be below high")(NormalInterval(1, 1))
	refused("the standard deviation must be above 0: it is 0")(Normal(1, 0))
	refused("sigma must be above 0: it is -1")(Lognormal(1, -1))
	refused("p5 must be below p50: 20 is not below 10")(Metalog(20, 10, 30, nil, nil))
	refused("p50 must be below p95")(Metalog(1, 10, 10, nil, nil))
	refused("the lower bound must be below p5: 1 is not below 1")(Metalog(1, 10, 30, pointer(1), nil))
	refused("p95 must be below the upper bound")(Metalog(1, 10, 30, nil, pointer(29)))
	refused("the lower bound must be a number")(Metalog(1, 10, 30, &nan, nil))
	refused("p50 12 is too close to p5: the distribution would be too skewed to the right; with p5 10 and p95 100, p50 must lie between 21.24 and 88.76")(Metalog(10, 12, 100, nil, nil))
	refused("p50 95 is too close to p95: the distribution would be too skewed to the left; with p5 10 and p95 100, p50 must lie between 13.33 and 75.01")(Metalog(10, 95, 100, pointer(0), nil))
	refused("the most likely value must lie between the minimum and the maximum: 9 is not between 3 and 8")(Triangular(3, 9, 8))
	refused("the minimum must be below the maximum")(PERT(3, 3, 3))
	refused("the most likely value must be a number")(PERT(3, inf, 8))
	refused("the minimum must be below the maximum")(Uniform(1, 0))
	refused("alpha must be above 0")(Beta(0, 1))
	refused("between 0.1 and 100,000")(Beta(1, 1e6))
	refused("the minimum must be below the maximum")(BetaBetween(2, 2, 1, 1))
	refused("beta must be above 0")(BetaBetween(2, -2, 0, 1))
	refused("one weight for each value")(Discrete([]float64{1}, nil))
	refused("the weight of 1 is -2")(Discrete([]float64{1}, []float64{-2}))
	refused("weights are all 0")(Discrete([]float64{1, 2}, []float64{0, 0}))
	refused("a weight must be a number")(Discrete([]float64{1, 2}, []float64{nan, 0}))
	refused("the sample is empty")(Empirical(nil))
	refused("a value of the sample must be a number")(Empirical([]float64{1, nan}))
}

// The legal range that an error names is legal just inside, and refused just outside.
func TestErrorNamesTheLegalRange(t *testing.T) {
	for _, c := range []struct{ p50, p95 float64 }{{10 + 0.12490*90, 100}, {10 + 0.12489*90, 100}} {
		_, err := Metalog(10, c.p50, c.p95, nil, nil)
		if legal := c.p50 > 10+margin*90; legal != (err == nil) {
			t.Errorf("p50 %v: %v", c.p50, err)
		}
	}
}

// Arguments are not written to, and later changes to them do not reach the distribution.
func TestArgumentsAreCopied(t *testing.T) {
	sample, values, weights := []float64{3, 1, 2}, []float64{3, 1, 2}, []float64{1, 1, 2}
	a, b := must(t)(Empirical(sample)), must(t)(Discrete(values, weights))
	for i, want := range []float64{3, 1, 2} {
		if sample[i] != want || values[i] != want {
			t.Error("an argument was reordered")
		}
	}
	sample[0], values[0] = 100, 100
	if a.Quantile(1) > 3 || b.Quantile(1) != 3 {
		t.Error("the distribution changed with its argument")
	}
}

func TestEnds(t *testing.T) {
	for _, d := range every(t) {
		for _, u := range []float64{math.NaN(), math.Inf(-1), -1, 0, math.SmallestNonzeroFloat64} {
			if d.Quantile(u) != d.Quantile(smallest) {
				t.Errorf("%s at %v: %v", d, u, d.Quantile(u))
			}
		}
		for _, u := range []float64{math.Inf(1), 2, 1, 1 - 0x1p-53} {
			if d.Quantile(u) != d.Quantile(1-smallest) {
				t.Errorf("%s at %v: %v", d, u, d.Quantile(u))
			}
		}
	}
}

// The median needs no table, and is that of the table to the bit.
func TestMedian(t *testing.T) {
	check := must(t)
	all := append(every(t), check(Normal(0, 1)), check(Beta(0.1, 1e5)), check(Beta(1e5, 0.1)), check(Metalog(-1, 0, 2, nil, nil)))
	for _, d := range all {
		if median, want := d.Median(), d.Quantile(0.5); math.Float64bits(median) != math.Float64bits(want) {
			t.Errorf("%s: the median is %v, the quantile at 1/2 %v", d, median, want)
		}
	}
}

// Quantiles never decrease, on the grid of uniforms that sampling draws from and across cell edges.
func TestMonotone(t *testing.T) {
	all := every(t)
	check := must(t)
	all = append(all, check(Normal(1e9, 1e-3)), check(Interval(100, 100.000001)), check(Interval(1e-20, 1e20)), check(Beta(0.1, 1e5)),
		check(Beta(1e5, 1e5)), check(Beta(0.1, 0.1)), check(Share(1e-9, 1-1e-9)), check(Metalog(10, 10+0.1249*90+1e-3, 100, nil, nil)))
	rapid.Check(t, func(t *rapid.T) {
		d := rapid.SampledFrom(all).Draw(t, "distribution")
		k := rapid.Uint64Range(0, 1<<32-1).Draw(t, "k") >> rapid.IntRange(0, 31).Draw(t, "shift")
		if rapid.Bool().Draw(t, "upper") {
			k = 1<<32 - 1 - k
		}
		for i := range uint64(64) {
			a, b := min(k+i, 1<<32-1), min(k+i+1, 1<<32-1)
			low, high := d.Quantile((float64(a)+0.5)/(1<<32)), d.Quantile((float64(b)+0.5)/(1<<32))
			if !(low <= high) {
				t.Fatalf("%s: %v at %d, %v at %d", d, low, a, high, b)
			}
		}
	})
	for _, d := range all {
		for i := range half {
			w := math.Float64frombits((firstKey + uint64(i)) << shift)
			for _, u := range []float64{w, 1 - w} {
				if u <= 0x1p-33 || u >= 1-0x1p-33 {
					continue
				}
				at := math.Floor(u*(1<<32) - 0.5)
				low, high := d.Quantile((at+0.5)/(1<<32)), d.Quantile((at+1.5)/(1<<32))
				if !(low <= d.Quantile(u) && d.Quantile(u) <= high) && u > (at+0.5)/(1<<32) {
					t.Errorf("%s around cell edge %v: %v %v %v", d, u, low, d.Quantile(u), high)
				}
			}
		}
	}
}

func FuzzDistribution(f *testing.F) {
	f.Add(uint8(0), 40.0, 60.0, 80.0, 0.0, 100.0, 0.5)
	f.Add(uint8(3), 10.0, 20.0, 50.0, 0.0, 100.0, 0.001)
	f.Add(uint8(7), 0.7, 1.0, 1.5, math.Inf(1), math.NaN(), 0.999)
	f.Add(uint8(9), 0.1, 1e5, -1e250, 1e250, 5e-324, 1e-300)
	f.Fuzz(func(t *testing.T, kind uint8, a, b, c, lower, upper, u float64) {
		var d *Distribution
		var err error
		switch kind % 16 {
		case 0:
			d, err = Interval(a, b)
		case 1:
			d, err = Share(a, b)
		case 2:
			d, err = NormalInterval(a, b)
		case 3:
			d, err = Metalog(a, b, c, &lower, nil)
		case 4:
			d, err = Metalog(a, b, c, nil, &upper)
		case 5:
			d, err = Metalog(a, b, c, &lower, &upper)
		case 6:
			d, err = Metalog(a, b, c, nil, nil)
		case 7:
			d, err = PERT(a, b, c)
		case 8:
			d, err = Triangular(a, b, c)
		case 9:
			d, err = Beta(a, b)
		case 10:
			d, err = Uniform(a, b)
		case 11:
			d, err = Lognormal(a, b)
		case 12:
			d, err = Discrete([]float64{a, b, c}, []float64{lower, upper, u})
		case 13:
			d, err = Empirical([]float64{a, b, c, lower})
		case 14:
			d, err = Normal(a, b)
		case 15:
			d, err = BetaBetween(a, b, lower, upper)
		}
		if (d == nil) != (err != nil) {
			t.Fatalf("%v and %v", d, err)
		}
		if err != nil {
			return
		}
		last := math.Inf(-1)
		for _, p := range []float64{0x1p-33, 0x1p-32, 0.001, 0.05, 0.25, 0.5, 0.75, 0.95, 0.999, 1 - 0x1p-32, 1 - 0x1p-33} {
			x := d.Quantile(p)
			if math.IsNaN(x) || math.IsInf(x, 0) || x < last {
				t.Fatalf("%s at %v: %v after %v", d, p, x, last)
			}
			last = x
		}
		for _, x := range []float64{d.Quantile(u), d.Mean(), d.Median()} {
			if math.IsNaN(x) || math.IsInf(x, 0) {
				t.Fatalf("%s: %v", d, x)
			}
		}
	})
}

func TestQuantileAllocatesNothing(t *testing.T) {
	x, u := make([]float64, 128), make([]float64, 128)
	for _, d := range every(t) {
		if n := testing.AllocsPerRun(10, func() { d.Fill(x, u) }); n != 0 {
			t.Errorf("%s: %v allocations", d, n)
		}
	}
}

func BenchmarkQuantile(b *testing.B) {
	const n = 4096
	u, x := make([]float64, n), make([]float64, n)
	for i := range u {
		u[i] = (float64(uint32(i)*2654435769) + 0.5) / (1 << 32)
	}
	for _, d := range every(b) {
		b.Run(d.String(), func(b *testing.B) {
			for b.Loop() {
				d.Fill(x, u)
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/n, "ns/value")
		})
	}
}

func BenchmarkBuild(b *testing.B) {
	for _, c := range []struct {
		name  string
		build func() (*Distribution, error)
	}{
		{"lognormal", func() (*Distribution, error) { return Interval(40, 60) }},
		{"metalog", func() (*Distribution, error) { return Metalog(10, 20, 50, pointer(0), nil) }},
		{"PERT", func() (*Distribution, error) { return PERT(0.7, 1, 1.5) }},
	} {
		b.Run(c.name, func(b *testing.B) {
			for b.Loop() {
				must(b)(c.build()).Quantile(0.25)
			}
		})
	}
}

// Fill and Quantile are two loops over the same arithmetic.
func TestFillIsQuantile(t *testing.T) {
	u := []float64{math.NaN(), 0, 1e-12, 0.01, 0.3, 0.5, 0.7, 0.99, 1 - 1e-12, 1, 2}
	for i := range 1000 {
		u = append(u, (float64(i)+0.5)/1000)
	}
	x := make([]float64, len(u)+1)
	for _, d := range every(t) {
		d.Fill(x, u)
		for i := range u {
			if x[i] != d.Quantile(u[i]) {
				t.Errorf("%s at %v: %v and %v", d, u[i], x[i], d.Quantile(u[i]))
			}
		}
	}
}
