package sensitivity_test

import (
	"fmt"
	"math"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/talimat/talimat-plan/internal/histogram"
	"github.com/talimat/talimat-plan/internal/model"
	"github.com/talimat/talimat-plan/internal/plan"
	"github.com/talimat/talimat-plan/internal/scenario"
	"github.com/talimat/talimat-plan/internal/simulation"
	"github.com/talimat/talimat-plan/internal/study/sensitivity"
)

// tp36 is the reference workload, with more at its end.
func tp36(t testing.TB, more string, set ...string) *scenario.File {
	t.Helper()
	text, err := os.ReadFile("../../../testdata/tp36/tp-36.yaml")
	if err != nil {
		t.Fatal(err)
	}
	return decode(t, string(text)+more, set...)
}

func decode(t testing.TB, text string, set ...string) *scenario.File {
	t.Helper()
	var overrides []scenario.Override
	for _, s := range set {
		o, err := scenario.ParseOverride(s)
		if err != nil {
			t.Fatal(err)
		}
		overrides = append(overrides, o)
	}
	f := scenario.Decode("plan.yaml", []byte(text), overrides...)
	if f.Scenario == nil {
		t.Fatal(f.Diagnostics)
	}
	return f
}

func analyse(t testing.TB, f *scenario.File, o sensitivity.Options) *sensitivity.Analysis {
	t.Helper()
	if o.Design.Replicates == 0 {
		o.Design = design(1, 8, 256)
	}
	a, err := sensitivity.Analyse(f.Scenario, f.Inputs, o)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func find(t testing.TB, a *sensitivity.Analysis, path string) *sensitivity.Source {
	t.Helper()
	for i := range a.Sources {
		if a.Sources[i].Path == path {
			return &a.Sources[i]
		}
	}
	t.Fatal("no source", path)
	return nil
}

const storm = `
risks:
  storm: {level: high, probability: 24%, from: month 20, overrun: 60%}
  breeze: {level: low, probability: 5%, impact: $1}
`

// The ends of a bar are what the plan yields with the value written into it, but
// for the cents that a plan rounds its lines to.
func TestBarsAreForecasts(t *testing.T) {
	f := tp36(t, storm)
	at := func(set ...string) float64 {
		return plan.Run(tp36(t, storm, set...).Scenario).Series("cost.effective")[36]
	}
	a := analyse(t, f, sensitivity.Options{})
	if want := at(); math.Abs(a.Base-want) > 0.05 {
		t.Errorf("the base is %g, the forecast %g", a.Base, want)
	}
	if want := 2*12 + 2 + 1; a.Runs != want {
		t.Errorf("%d runs, want %d", a.Runs, want)
	}
	peak := find(t, a, "load.peak")
	if want := 3 + math.Sqrt(0.1*5*2); math.Abs(peak.Low.Input-want) > 1e-9 { // triangle (3, 5, 8)
		t.Errorf("P10 of the peak is %g, want %g", peak.Low.Input, want)
	}
	for _, c := range []struct{ path, format string }{
		{"load.peak", "load.peak=%.12gx"}, {"savings.spot.discount", "savings.spot.discount=%.12g%%"}, {"drivers.users.growth", "drivers.users.growth=%.12g%%/quarter"},
	} {
		s := find(t, a, c.path)
		for _, end := range []sensitivity.End{s.Low, s.High} {
			value := end.Input
			if strings.Contains(c.format, "%%") {
				value *= 100
			}
			if want := at(fmt.Sprintf(c.format, value)); math.Abs(end.Target-want) > 0.05 {
				t.Errorf("%s at %g: %g, want %g", c.path, end.Input, end.Target, want)
			}
		}
	}
	// The storm's window is months 20 to 36; it goes on to the horizon.
	if s := find(t, a, "risks.storm"); s.Low.Target != a.Base || math.Abs(s.High.Target-1.6*a.Base) > 1e-6*a.Base || s.High.Input != 28 {
		t.Errorf("the storm: %+v, base %g", s.Bar, a.Base)
	}
	for i := 1; i < len(a.Sources); i++ {
		if a.Sources[i].Swing() > a.Sources[i-1].Swing() {
			t.Errorf("%s behind %s", a.Sources[i].Path, a.Sources[i-1].Path)
		}
	}
}

// What is said by tenth is what sorting all futures by the input says, and what
// is said of a risk what sorting them by whether it happens says. The limit
// applies in the last month only, so that futures show whether they break it.
func TestTailsAgainstFutures(t *testing.T) {
	f := tp36(t, storm, "limits.budget.from=month 36")
	o := sensitivity.Options{Design: design(5, 16, 512)}
	a := analyse(t, f, o)
	var rows [][]float64
	var columns []string
	_, err := simulation.Run(f.Scenario, f.Inputs, simulation.Options{
		Design: o.Design, Metrics: []string{"cost.effective"},
		Export: func(b *simulation.Batch) error { rows, columns = append(rows, b.Rows...), b.Columns; return nil },
	})
	if err != nil {
		t.Fatal(err)
	}
	cost := len(columns) - 1
	check := func(path string, part string, futures [][]float64, tail, broken simulation.Estimate, slack float64) {
		var costs []float64
		over := 0.0
		for _, row := range futures {
			costs = append(costs, row[cost])
			if math.Round(row[cost]*100)/100 > 3700 {
				over++
			}
		}
		over /= float64(len(futures))
		if want := histogram.Select(costs, 0.9)[0]; math.Abs(tail.Value-want) > want/512 {
			t.Errorf("%s %s: P90 is %g, want %g", path, part, tail.Value, want)
		}
		if math.Abs(broken.Value-over) > slack {
			t.Errorf("%s %s: broken in %g, want %g", path, part, broken.Value, over)
		}
		if !(broken.Half < 0.2) || !(tail.Half < 0.6*tail.Value) {
			t.Errorf("%s %s: half widths %g and %g", path, part, tail.Half, broken.Half)
		}
	}
	for c, path := range columns[:cost] {
		s := find(t, a, path)
		if s.Risk() {
			var without, with [][]float64
			for _, row := range rows {
				if math.IsNaN(row[c]) {
					without = append(without, row)
				} else {
					with = append(with, row)
				}
			}
			check(path, "does not happen", without, s.AtTail.Lowest, s.Broken[0].Lowest, 0.005)
			check(path, "happens", with, s.AtTail.Highest, s.Broken[0].Highest, s.Broken[0].Highest.Half/2)
			continue
		}
		slices.SortStableFunc(rows, func(x, y []float64) int { return int(math.Copysign(1, x[c]-y[c])) })
		_, n := a.Outcome.BrokenByTenth(c, 0)
		for _, tenth := range []uint32{n[0], n[9]} {
			if share := float64(tenth) / float64(len(rows)); math.Abs(share-0.1) > 0.001 {
				t.Errorf("%s: a tenth has %.4f of the futures", path, share)
			}
		}
		check(path, "lowest", rows[:n[0]], s.AtTail.Lowest, s.Broken[0].Lowest, 1e-9)
		check(path, "highest", rows[len(rows)-int(n[9]):], s.AtTail.Highest, s.Broken[0].Highest, 1e-9)
	}
}

// Growth decides, as an independent study of the workload found; what acts on
// nothing has no part; both ways to estimate the variance agree.
func TestWhatMatters(t *testing.T) {
	f := tp36(t, "")
	a := analyse(t, f, sensitivity.Options{Design: design(1, 16, 512), Sobol: design(1, 8, 256)})
	if top := a.Sources[0]; top.Path != "drivers.users.growth" || top.Share.Value < 0.8 || top.Worth < 0.4*a.Loss {
		t.Errorf("%s, share %+v, worth %g of %g", top.Path, top.Share, top.Worth, a.Loss)
	}
	rate := find(t, a, "finance.discount_rate")
	if rate.Swing() != 0 || rate.Share.Value > 0.002 || rate.Worth > 0 {
		t.Errorf("the discount rate has a part in the cost: %+v", rate)
	}
	if !a.Logarithmic || !a.Indices.Logarithmic || a.Indices.Runs != 2048*14 {
		t.Errorf("logarithmic %t and %t, %d runs", a.Logarithmic, a.Indices.Logarithmic, a.Indices.Runs)
	}
	for _, index := range a.Indices.All {
		s := find(t, a, index.Factor.Name)
		if d := math.Abs(index.First.Value - s.Share.Value); d > 0.02+index.First.Half {
			t.Errorf("%s: share %.3f, first-order index %.3f", s.Path, s.Share.Value, index.First.Value)
		}
		if index.Total.Value < index.First.Value-index.First.Half-index.Total.Half {
			t.Errorf("%s: first %.3f, total %.3f", s.Path, index.First.Value, index.Total.Value)
		}
	}
}

// More of an input that only makes dearer is never cheaper: not alone, not in
// the tail, not for the limit.
func TestMonotone(t *testing.T) {
	a := analyse(t, tp36(t, ""), sensitivity.Options{Design: design(2, 16, 512)})
	for path, sign := range map[string]float64{"drivers.users.growth": 1, "load.requests": 1, "prices.trend": 1, "savings.spot.discount": -1} {
		s := find(t, a, path)
		if sign*(s.High.Target-s.Low.Target) < 0 || sign*(s.AtTail.Highest.Value-s.AtTail.Lowest.Value) < -s.AtTail.Lowest.Half ||
			sign*(s.Broken[0].Highest.Value-s.Broken[0].Lowest.Value) < -s.Broken[0].Lowest.Half {
			t.Errorf("%s: %+v", path, s)
		}
	}
}

// The same bytes for any number of workers, and nothing of the scenario changes.
func TestAnalyseIsDeterministicAndPure(t *testing.T) {
	f := tp36(t, storm)
	before, _ := model.Clone(f.Scenario, f.Inputs)
	var want *sensitivity.Analysis
	for _, workers := range []int{1, 2, 3, 7} {
		got := analyse(t, f, sensitivity.Options{Design: design(1, 8, 64), Sobol: design(1, 8, 16), Workers: workers})
		if want == nil {
			want = got
		}
		if !reflect.DeepEqual(got.Sources, want.Sources) || !reflect.DeepEqual(got.Indices, want.Indices) || got.AtTail != want.AtTail {
			t.Errorf("%d workers: another result", workers)
		}
	}
	if after, _ := model.Clone(f.Scenario, f.Inputs); !reflect.DeepEqual(before, after) {
		t.Error("the scenario was changed")
	}
}

// Returns have their bad tail below, and single figures no month.
func TestReturns(t *testing.T) {
	a := analyse(t, tp36(t, ""), sensitivity.Options{Target: simulation.Target{Metric: "finance.npv"}})
	if a.Tail != sensitivity.Low || a.Logarithmic || a.AtTail.Value > a.Base || a.Sources[0].Worth <= 0 {
		t.Errorf("tail %d, logarithmic %t, P10 %g, base %g, worth %g", a.Tail, a.Logarithmic, a.AtTail.Value, a.Base, a.Sources[0].Worth)
	}
	if s := find(t, a, "phases.start.investment"); s.High.Target >= s.Low.Target {
		t.Errorf("a dearer investment raises the value: %+v", s.Bar)
	}
}

func BenchmarkAnalyse(b *testing.B) {
	f := tp36(b, "")
	for b.Loop() {
		analyse(b, f, sensitivity.Options{Design: design(1, 16, 1024)})
	}
}

// 1024 base points, so 14,336 runs.
func BenchmarkSobol(b *testing.B) {
	f := tp36(b, "")
	runs := 0
	for b.Loop() {
		_, factors, err := simulation.NewProber(f.Scenario, f.Inputs, simulation.Target{}, 1)
		if err != nil {
			b.Fatal(err)
		}
		got, err := sensitivity.Sobol(design(1, 8, 128), factors, func() (sensitivity.Function, error) {
			p, _, err := simulation.NewProber(f.Scenario, f.Inputs, simulation.Target{}, 1)
			if err != nil {
				return nil, err
			}
			return p.At, nil
		}, 0)
		if err != nil {
			b.Fatal(err)
		}
		runs += got.Runs
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(runs), "ns/run")
}
