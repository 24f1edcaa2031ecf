package fit

import (
	"math"
	"slices"
	"testing"
)

// noisy is growth from 100 with a season and noise of some size, by a fixed seed.
func noisy(n int, growth, season, noise float64) []float64 {
	seed, level, out := uint64(7), 100.0, make([]float64, n)
	for i := range out {
		out[i] = level * (1 + season*math.Sin(2*math.Pi*float64(i)/12)) * (1 + noise*normal(&seed))
		level *= 1 + growth
	}
	return out
}

func forecast(t testing.TB, y []float64, period, h int, m Method) *Result {
	t.Helper()
	r, err := Forecast(Series{Values: y, Period: period}, Options{Horizon: h, Method: m})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func near(t *testing.T, what string, got, want, tolerance float64) {
	t.Helper()
	if !(math.Abs(got-want) <= tolerance) {
		t.Errorf("%s: got %g, want %g ± %g", what, got, want, tolerance)
	}
}

// Growth of 5 % a month for three years goes on for one more, and the season with it.
func TestCombinationFindsGrowthAndSeason(t *testing.T) {
	r := forecast(t, noisy(36, 0.05, 0, 0), 12, 12, Combination)
	near(t, "value in a year", r.Mean[11]/(100*math.Pow(1.05, 47)), 1, 0.01)
	growth, ok := r.MeanGrowth(1)
	near(t, "growth", growth, 0.05, 0.001)
	if !ok {
		t.Error("there is a rate")
	}
	r = forecast(t, noisy(60, 0.01, 0.3, 0.02), 12, 12, Combination)
	want := noisy(72, 0.01, 0.3, 0)[60:]
	if wrong := SMAPE(want, r.Mean); wrong > 6 || r.Season.Period != 12 {
		t.Errorf("sMAPE %.1f with a season of %d, want at most 6 with one of 12", wrong, r.Season.Period)
	}
}

// The curves, on series that they are made of.
func TestCurvesRecoverTheirSeries(t *testing.T) {
	n, h := 40, 10
	line, growth, ceiling := make([]float64, n+h), make([]float64, n+h), make([]float64, n+h)
	for i := range line {
		line[i] = 50 + 3*float64(i)
		growth[i] = 10 * math.Pow(1.04, float64(i))
		ceiling[i] = 1000 / (1 + math.Exp(-0.2*(float64(i)-20)))
	}
	for _, c := range []struct {
		m         Method
		y         []float64
		tolerance float64
	}{{Drift, line, 1e-9}, {Linear, line, 1}, {Exponential, growth, 1}, {Logistic, ceiling, 2}, {Theta, make([]float64, n+h), 0}} {
		r := forecast(t, c.y[:n], 1, h, c.m)
		if wrong := SMAPE(c.y[n:], r.Mean); wrong > c.tolerance {
			t.Errorf("%s: sMAPE %.3f", c.m, wrong)
		}
	}
}

// Values by hand: y = 1, 2, 4, 3, 5, 6.
func TestSimpleMethodsByHand(t *testing.T) {
	y := []float64{1, 2, 4, 3, 5, 6}
	for _, c := range []struct {
		m    Method
		want []float64
	}{
		{Naive, []float64{6, 6}},
		{SeasonalNaive, []float64{5, 6}}, // of a period of 2
		{Drift, []float64{7, 8}},
	} {
		if got := forecast(t, y, 2, 2, c.m).Mean; !slices.Equal(got, c.want) {
			t.Errorf("%s: got %v, want %v", c.m, got, c.want)
		}
	}
	near(t, "sMAPE", SMAPE([]float64{100, 50}, []float64{50, 50}), 100./3, 1e-12) // 200·50/150 and 0
	near(t, "MASE", MASE([]float64{1, 3, 2, 4}, []float64{5}, []float64{8}, 2), 3, 1e-12)
	a, b := line([]float64{3, 5, 7})
	near(t, "intercept", a, 1, 1e-12)
	near(t, "slope", b, 2, 1e-12)
}

// SES is least squares over α and the first level: a search of both on a grid finds none better.
func TestSESIsTheLeastSquares(t *testing.T) {
	y := noisy(30, 0, 0, 0.2)
	last, alpha := ses(y)
	cost := func(alpha, level float64) (sum, end float64) {
		for _, v := range y {
			sum += (v - level) * (v - level)
			level += alpha * (v - level)
		}
		return sum, level
	}
	best, bestLast, bestAlpha := math.Inf(1), 0.0, 0.0
	for a := 0.001; a < 1; a += 0.001 {
		for l := 60.0; l < 140; l += 0.5 {
			if c, end := cost(a, l); c < best {
				best, bestLast, bestAlpha = c, end, a
			}
		}
	}
	near(t, "α", alpha, bestAlpha, 0.01)
	near(t, "level", last, bestLast, 0.5)
}

// What the intervals say of a step is what the paths do there.
func TestPathsSpreadAsIntervalsSay(t *testing.T) {
	r := forecast(t, noisy(48, 0.01, 0.2, 0.05), 12, 12, Combination)
	paths := r.Paths(4000, 1)
	for _, step := range []int{1, 6, 12} {
		at := make([]float64, len(paths))
		for i, p := range paths {
			at[i] = p[step-1]
		}
		slices.Sort(at)
		for _, p := range []float64{0.025, 0.1, 0.5, 0.9, 0.975} {
			below, _ := slices.BinarySearch(at, r.Quantile(step, p))
			near(t, "share below", float64(below)/float64(len(at)), p, 0.015)
		}
	}
	if again := r.Paths(2, 1); !slices.Equal(again[0], paths[0]) || slices.Equal(again[0], r.Paths(1, 2)[0]) {
		t.Error("a seed gives its paths, another one others")
	}
	for step := 2; step <= 12; step++ {
		if r.Deviation(step) < r.Deviation(1) {
			t.Errorf("step %d is surer than the first", step)
		}
	}
}

func TestAnomalies(t *testing.T) {
	y := noisy(40, 0, 0, 0.02)
	y[12] *= 2
	for i := 25; i < 40; i++ {
		y[i] += 60
	}
	got := Anomalies(Series{Values: y, Period: 1})
	if len(got) != 2 || got[0].Kind != Outlier || got[0].Index != 12 || got[1].Kind != Shift || got[1].Index != 25 {
		t.Fatalf("got %+v, want an outlier at 12 and a shift at 25", got)
	}
	near(t, "shift", got[1].Size, 60, 10)
	if got := Anomalies(Series{Values: noisy(40, 0.02, 0, 0.02)}); len(got) != 0 {
		t.Errorf("a quiet series has %+v", got)
	}
}

func TestBacktest(t *testing.T) {
	b, ok := Try(Series{Values: noisy(60, 0.03, 0.2, 0.01), Period: 12}, Combination, 12)
	if !ok || b.From != 48 || b.SMAPE >= b.Plain || b.Inside < 9 {
		t.Errorf("%v %+v", ok, b)
	}
	if _, ok := Try(Series{Values: noisy(20, 0, 0, 0.1), Period: 12}, Combination, 12); ok {
		t.Error("a year of 20 months leaves too little to learn from")
	}
}

// Few values, none that differ, zeros, negative ones: always numbers, intervals in order.
func TestEverySeriesHasAForecast(t *testing.T) {
	for _, y := range [][]float64{{5}, {5, 6}, {1, 2, 3}, {0, 0, 0, 0, 0, 0, 0, 0}, {7, 7, 7, 7, 7, 7, 7, 7, 7, 7},
		{-1, 3, -5, 7, -9, 11, -13, 15}, {0, 0, 0, 50, 0, 0, 0, 60, 0, 0, 0, 70, 0, 0, 0, 80}, {1e-9, 1e100, 1, 1e50, 3, 2, 1, 9}} {
		for m := range Method(len(Methods())) {
			sound(t, forecast(t, y, 4, 20, m))
		}
	}
	for _, s := range []Series{{}, {Values: []float64{1, math.NaN()}}, {Values: []float64{1, math.Inf(1)}}, {Values: []float64{1}, Period: -1}} {
		if _, err := Forecast(s, Options{Horizon: 1}); err == nil {
			t.Errorf("%v is no series", s)
		}
	}
	if _, err := Forecast(Series{Values: []float64{1}}, Options{}); err == nil {
		t.Error("a forecast of no step is none")
	}
}

func sound(t testing.TB, r *Result) {
	for i := range r.Mean {
		low, high := r.Interval(i+1, 0.95)
		for _, v := range []float64{low, r.Mean[i], high} {
			if math.IsNaN(v) || math.IsInf(v, 0) {
				t.Fatalf("step %d: %g in %g to %g", i+1, r.Mean[i], low, high)
			}
		}
		if low > high {
			t.Fatalf("step %d: from %g to %g", i+1, low, high)
		}
	}
}

func TestForecastLeavesItsInputAlone(t *testing.T) {
	y := noisy(30, 0.02, 0.1, 0.05)
	before := slices.Clone(y)
	one, two := forecast(t, y, 12, 6, Combination), forecast(t, y, 12, 6, Combination)
	if !slices.Equal(y, before) || !slices.Equal(one.Mean, two.Mean) {
		t.Error("a forecast changes its input, or is another one the second time")
	}
}

func FuzzForecast(f *testing.F) {
	f.Add([]byte{1, 2, 3, 4, 5, 6, 7, 8, 9}, byte(4), byte(0))
	f.Add([]byte{0, 0, 0, 200, 0, 0, 0, 0, 255, 0, 0, 0, 0}, byte(7), byte(3))
	f.Fuzz(func(t *testing.T, raw []byte, period, method byte) {
		if len(raw) == 0 || len(raw) > 60 {
			return
		}
		y := make([]float64, len(raw))
		for i, b := range raw {
			y[i] = (float64(b) - 20) * math.Pow(10, float64(b%7)-3)
		}
		sound(t, forecast(t, y, int(period%25), 15, Method(int(method)%len(Methods()))))
	})
}

// BenchmarkForecast is the default with its intervals and the backtest of a year, of 60 months.
func BenchmarkForecast(b *testing.B) {
	s := Series{Values: noisy(60, 0.01, 0.2, 0.05), Period: 12}
	for b.Loop() {
		if _, err := Forecast(s, Options{Horizon: 12}); err != nil {
			b.Fatal(err)
		}
		Try(s, Combination, 12)
	}
}
