package decision_test

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"github.com/talimat/talimat-plan/internal/metric"
	"github.com/talimat/talimat-plan/internal/sampling"
	"github.com/talimat/talimat-plan/internal/simulation"
	"github.com/talimat/talimat-plan/internal/study/decision"
)

// by measures a result in each of some months, and in total where it adds up.
func by(t testing.TB, v decision.Variant, name string, months ...int) decision.Measures {
	t.Helper()
	m, ok := metric.Find(v.Scenario, name)
	if !ok {
		t.Fatalf("no metric %s", name)
	}
	all := decision.Measures{Metric: m}
	for _, month := range months {
		all.Spans = append(all.Spans, decision.Span{First: month, Last: month})
	}
	if m.Flow() {
		all.Spans = append(all.Spans, decision.Span{First: 1, Last: v.Scenario.Months()})
	}
	return all
}

// single measures a single figure.
func single(t testing.TB, v decision.Variant, name string) decision.Measures {
	return decision.Measures{Metric: by(t, v, name).Metric, Spans: []decision.Span{{}}}
}

func contrast(t testing.TB, o decision.Options, old, new decision.Variant, by decision.Measures) *decision.Contrast {
	t.Helper()
	c, err := decision.Compare(old, new, by, o)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// A fee of $100 a month is $100 a month in every future.
func TestConstantDifferenceByHand(t *testing.T) {
	old, new := variant(t, "old", toy), variant(t, "new", toy, "prices.monitoring.base=$100/month")
	c := contrast(t, usual(1), old, new, by(t, old, "cost.effective", 5, 10))
	if len(c.Figures) != 3 {
		t.Fatalf("%d figures, want those of two months and the total", len(c.Figures))
	}
	for i, want := range []float64{100, 100, 1000} {
		f := c.Figures[i]
		for what, got := range map[string]float64{"P10": f.Spread.P10.Value, "P50": f.Spread.P50.Value, "P90": f.Spread.P90.Value, "mean": f.Mean.Value} {
			near(t, what, got, want, 1e-7*want)
		}
		near(t, "half width", f.Mean.Half, 0, 1e-9)
		near(t, "dearer", f.Cheaper.Value, 1, 0)
		near(t, "cheaper", f.Dearer.Value, 0, 0)
		near(t, "known", f.Known.Value, 1, 0)
		near(t, "old P50", f.Old.P50.Value, 1.5*want, 0.01*want)
		near(t, "new P90", f.New.P90.Value, 2.9*want, 0.01*want)
	}
	// p > 180 in 20 % of the futures, p + 100 > 180 in all.
	l := c.Limits[0]
	near(t, "old breaks", l.Old.Broken.Value, 0.2, 0.001)
	near(t, "new breaks", l.New.Broken.Value, 1, 0)
	near(t, "only new", l.OnlyNew.Value, 0.8, 0.001)
	near(t, "only old", l.OnlyOld.Value, 0, 0)
	near(t, "more", l.More.Value, 0.8, 0.001)
}

// A limit is found by its name, and one of a single side is held against nothing.
func TestLimitsByName(t *testing.T) {
	old := variant(t, "old", toy, "limits={budget: {deny: cost.effective <= $180}, floor: {deny: cost.effective >= $110}}")
	new := variant(t, "new", toy, "limits={budget: {deny: cost.effective <= $170}, more: {deny: cost.effective <= $150}}")
	c := contrast(t, usual(1), old, new, by(t, old, "cost.effective", 10))
	var got []string
	for _, l := range c.Limits {
		text := l.Name
		for _, s := range []*decision.LimitSide{l.Old, l.New} {
			if s == nil {
				text += " –"
			} else {
				text += fmt.Sprintf(" [%s] %.2f", s.Text, s.Broken.Value)
			}
		}
		got = append(got, fmt.Sprintf("%s %.2f %.2f", text, l.OnlyOld.Value, l.OnlyNew.Value))
	}
	want := []string{
		"budget [cost.effective <= $180] 0.20 [cost.effective <= $170] 0.30 0.00 0.10",
		"floor [cost.effective >= $110] 0.10 – 0.00 0.00",
		"served [served >= 100%] 0.00 [served >= 100%] 0.00 0.00 0.00",
		"more – [cost.effective <= $150] 0.50 0.00 0.00",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

// An investment in month 1, paid back by a saving s uniform on $50 to $200 a month:
// of $1,000 in month ⌈1000 / s⌉, so never within the ten months below $100; of $800
// in month ⌈800 / s⌉, never below $80. No month is that of both.
func TestFiguresThatNeedNotCome(t *testing.T) {
	saves := "finance={savings: {uniform: [$50/month, $200/month]}}"
	old := variant(t, "old", toy, saves, "phases={move: {months: 1, investment: $1000}}")
	new := variant(t, "new", toy, saves, "phases={move: {months: 1, investment: $800}}")
	f := contrast(t, usual(1), old, new, single(t, new, "finance.payback")).Figures[0]
	near(t, "earlier", f.Dearer.Value, 0.8, 0.001)
	near(t, "later", f.Cheaper.Value, 0, 0)
	near(t, "in neither", f.Equal.Value, 0.2, 0.001)
	near(t, "in both", f.Known.Value, 2./3, 0.001)
	near(t, "old P10", f.Old.P10.Value, 6, 0) // 5 needs $200, 6 $166.67: 22 %
	near(t, "new P50", f.New.P50.Value, 7, 0) // 6 needs $133.33: 44 %, 7 $114.29: 57 %
	if !f.Old.P90.Never() || !f.New.P90.Never() || f.Old.P50.Never() {
		t.Errorf("%+v", f)
	}
	if !(f.Mean.Value < -1 && f.Mean.Value > -3 && f.Mean.Half < 0.1) { // 200 / s is between 1 and 2
		t.Errorf("mean %+v", f.Mean)
	}
	// Nothing is invested, so nothing is paid back.
	f = contrast(t, usual(1), variant(t, "none", toy), new, single(t, new, "finance.payback")).Figures[0]
	if f.Known.Value != 0 || !math.IsInf(f.Mean.Half, 1) || f.Spread.Exists() {
		t.Errorf("%+v", f)
	}
}

// What the tails of both sides come to is what a simulation of each says, and the
// difference is that of the futures that they export, one by one.
func TestAgreesWithExportedFutures(t *testing.T) {
	text := file(t, tp36)
	old := variant(t, "old", text)
	new := variant(t, "new", text, "load.peak={triangular: [3x, 6x, 9x]}", "savings.reserved.discount=1%")
	o := decision.Options{Design: sampling.Design{Seed: 3, Replicates: 4, Points: 1024}}
	c := contrast(t, o, old, new, by(t, old, "cost.effective", 36))
	var costs [2][]float64
	for i, v := range []decision.Variant{old, new} {
		out, err := simulation.Run(v.Scenario, v.Inputs, simulation.Options{Design: o.Design, Export: func(b *simulation.Batch) error {
			at := slices.Index(b.Columns, "cost.effective")
			for _, row := range b.Rows {
				costs[i] = append(costs[i], row[at])
			}
			return nil
		}})
		if err != nil {
			t.Fatal(err)
		}
		q, _ := out.Quantiles("cost.effective", 36)
		if got, want := []decision.Spread{c.Figures[0].Old, c.Figures[0].New}[i], (decision.Spread{P10: q[1], P50: q[3], P90: q[5]}); got != want {
			t.Errorf("%s: %v, simulated %v", v.Name, got, want)
		}
		side := []*decision.LimitSide{c.Limits[0].Old, c.Limits[0].New}[i]
		if got, want := side.Broken, out.Odds(0).Ever; got != want {
			t.Errorf("%s: limit broken in %v, simulated %v", v.Name, got, want)
		}
	}
	gaps, dearer := make([]float64, len(costs[0])), 0.0
	mean := 0.0
	for i := range gaps {
		gaps[i] = costs[1][i] - costs[0][i]
		mean += gaps[i] / float64(len(gaps))
		if gaps[i] >= 0.005 {
			dearer += 1 / float64(len(gaps))
		}
	}
	slices.Sort(gaps)
	for p, got := range map[float64]float64{0.1: c.Figures[0].Spread.P10.Value, 0.5: c.Figures[0].Spread.P50.Value, 0.9: c.Figures[0].Spread.P90.Value} {
		rank := p * float64(len(gaps)-1) // type 7 of R, as package histogram
		low, part := int(rank), rank-math.Floor(rank)
		want := gaps[low] + part*(gaps[low+1]-gaps[low])
		near(t, fmt.Sprint("quantile ", p), got, want, math.Abs(want)/512) // the width of a bin
	}
	near(t, "mean", c.Figures[0].Mean.Value, mean, 1e-9*math.Abs(mean))
	near(t, "dearer", c.Figures[0].Cheaper.Value, dearer, 1e-9)
}

func TestContrastRefused(t *testing.T) {
	a := variant(t, "a", toy)
	certain := variant(t, "certain", toy, "prices.servers.vm.price=$150/month")
	for _, c := range []struct {
		new  decision.Variant
		want string
	}{
		{variant(t, "b", toy, "horizon=12 months"), "a and b cannot be weighed against each other: the horizon of one is 10 months, of the other 12 months"},
		{variant(t, "b", toy, "start=2026-03"), "a and b cannot be weighed against each other: the start of one is 2026-01, of the other 2026-03"},
	} {
		if _, err := decision.Compare(a, c.new, by(t, a, "users", 1), usual(1)); err == nil || err.Error() != c.want {
			t.Errorf("got %v, want %s", err, c.want)
		}
	}
	if _, err := decision.Compare(certain, certain, by(t, a, "users", 1), usual(1)); err != simulation.ErrCertain {
		t.Errorf("nothing uncertain: %v", err)
	}
	// One of the two is enough: 10·p against 1,500.
	f := contrast(t, usual(1), a, certain, by(t, a, "cost.effective", 10)).Figures[0]
	near(t, "mean", f.Mean.Value, 0, 0.1)
	near(t, "new is dearer", f.Cheaper.Value, 0.5, 0.001)
}

// A service that one side lacks has no replicas there, and its latency no number.
func TestWhatOnlyOneSideHas(t *testing.T) {
	old := variant(t, "old", toy)
	new := variant(t, "new", toy, "services={web: {cpu: 1 ms, replica: {cpu: 1, memory: 1 GB}, replicas: {min: 1, max: 1}}, api: {cpu: 1 ms, replica: {cpu: 1, memory: 1 GB}, replicas: {min: 3, max: 3}}}")
	f := contrast(t, usual(1), old, new, by(t, new, "services.api.replicas", 10)).Figures[0]
	near(t, "replicas", f.Spread.P50.Value, 3, 0)
	f = contrast(t, usual(1), old, new, by(t, new, "services.api.cpu_utilization", 10)).Figures[0]
	if f.Old.Exists() || !f.New.Exists() || f.Known.Value != 0 || f.Equal.Value != 0 || !math.IsInf(f.Mean.Half, 1) {
		t.Errorf("a ratio that one side lacks: %+v", f)
	}
}
