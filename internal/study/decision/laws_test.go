package decision_test

import (
	"fmt"
	"math"
	"reflect"
	"testing"

	"github.com/talimat/talimat-plan/internal/sampling"
	"github.com/talimat/talimat-plan/internal/simulation"
	"github.com/talimat/talimat-plan/internal/study/decision"
)

const (
	tp36 = "testdata/tp36/tp-36.yaml"
	saas = "scenarios/saas.yaml"
)

// three are variants that differ in a saving, in a range, and in what is uncertain.
func three(t testing.TB) []decision.Variant {
	text := file(t, tp36)
	return []decision.Variant{
		variant(t, "plan", text),
		variant(t, "unreserved", text, "savings.reserved.discount=1%"),
		variant(t, "peaks", text, "load.peak={triangular: [3x, 6x, 9x]}", "database.reads={uniform: [0.7, 0.9]}"),
	}
}

func TestSameForAnyWorkers(t *testing.T) {
	variants := three(t)
	var want *decision.Table
	for _, workers := range []int{1, 2, 3, 7} {
		o := usual(1)
		o.Workers, o.Design.Points = workers, 64
		got := weigh(t, o, variants...)
		if want == nil {
			want = got
		}
		if !reflect.DeepEqual(got, want) {
			t.Errorf("with %d workers: %+v, with one %+v", workers, got, want)
		}
	}
	o := usual(2)
	o.Design.Points = 64
	if other := weigh(t, o, variants...); reflect.DeepEqual(other.Pairs, want.Pairs) {
		t.Error("another seed gives the same")
	}
}

func TestProgressCountsEveryVariant(t *testing.T) {
	o, last := usual(1), 0
	o.Workers = 1
	o.Progress = func(done int) { last = done }
	weigh(t, o, three(t)...)
	if want := 3 * o.Design.Futures(); last != want {
		t.Errorf("%d futures done, want %d", last, want)
	}
}

// What one variant comes to is what a simulation of it says.
func TestAgreesWithSimulation(t *testing.T) {
	variants := three(t)
	o := decision.Options{Design: sampling.Design{Seed: 3, Replicates: 4, Points: 1024}} // two blocks of futures in each
	table := weigh(t, o, variants...)
	for i, v := range variants {
		out, err := simulation.Run(v.Scenario, v.Inputs, simulation.Options{Design: o.Design})
		if err != nil {
			t.Fatal(err)
		}
		q, _ := out.Quantiles("cost.effective", 36)
		s := table.Standings[i]
		if got, want := s.Last, (decision.Spread{P10: q[1], P50: q[3], P90: q[5]}); got != want {
			t.Errorf("%s: %v, simulated %v", v.Name, got, want)
		}
		if got, want := *s.Broken[0], out.Odds(0).Ever; got != want {
			t.Errorf("%s: limit broken in %v, simulated %v", v.Name, got, want)
		}
		n, _ := out.Quantiles("finance.npv", 0)
		p, _ := out.Quantiles("finance.payback", 0)
		if s.NPV != n[3] || s.Payback != p[3] {
			t.Errorf("%s: NPV %v, payback %v; simulated %v, %v", v.Name, s.NPV, s.Payback, n[3], p[3])
		}
	}
}

// The order of variants turns signs and nothing else.
func TestSymmetry(t *testing.T) {
	v := three(t)
	o := usual(1)
	o.Design.Points = 64
	ab, ba := weigh(t, o, v[0], v[1], v[2]), weigh(t, o, v[2], v[1], v[0])
	for i := range v {
		if got, want := fmt.Sprint(ba.Standings[2-i].Total, ba.Standings[2-i].Regret, ba.Standings[2-i].Extra),
			fmt.Sprint(ab.Standings[i].Total, ab.Standings[i].Regret, ab.Standings[i].Extra); got != want {
			t.Errorf("%s: %s, in another order %s", v[i].Name, want, got)
		}
		for k := range v {
			x, y := ab.Between(i, k).Total, ba.Between(2-k, 2-i).Total
			near(t, "mean", x.Mean.Value, -y.Mean.Value, 1e-9*math.Abs(x.Mean.Value))
			near(t, "P10", x.Spread.P10.Value, -y.Spread.P90.Value, 1e-9*math.Abs(x.Spread.P10.Value))
			near(t, "half width of P10", x.Spread.P10.Half, y.Spread.P90.Half, 1e-6)
			near(t, "cheaper", x.Cheaper.Value, y.Dearer.Value, 0)
			near(t, "fails", ab.Between(i, k).Fails.Value, -ba.Between(2-k, 2-i).Fails.Value, 1e-12)
		}
	}
	if ab.Variants[ab.Choice.Take].Name != ba.Variants[ba.Choice.Take].Name {
		t.Errorf("take %d, in another order %d", ab.Choice.Take, ba.Choice.Take)
	}
}

// The same futures tell two plans apart far better than futures of each one's own:
// the interval without pairing is what two seeds give, and it is much wider.
func TestPairingNarrows(t *testing.T) {
	v := three(t)
	together := weigh(t, usual(1), v[0], v[1]).Between(0, 1).Total
	other := weigh(t, usual(2), v[0], v[1]).Standings[1].TotalMean
	apart := math.Hypot(weigh(t, usual(1), v[0], v[1]).Standings[0].TotalMean.Half, other.Half)
	if !(together.Mean.Half < apart/3) {
		t.Errorf("half width %v in the same futures, %v in others", together.Mean.Half, apart)
	}
	if r := together.Unpaired / apart; r < 0.6 || r > 1.6 { // two estimates from 16 replicates, each off by a fifth
		t.Errorf("unpaired half width %v, from two seeds %v", together.Unpaired, apart)
	}
	near(t, "narrower", together.Narrower(), together.Unpaired/together.Mean.Half, 1e-12)
}

func TestSources(t *testing.T) {
	find := func(table *decision.Table, name string) *decision.Source {
		for i := range table.Sources {
			if s := &table.Sources[i]; s.Name == name {
				return s
			}
		}
		t.Fatalf("no source %s in %v", name, table.Sources)
		return nil
	}
	table := weigh(t, usual(1), three(t)...)
	for name, want := range map[string][2]bool{ // shared, differs
		"drivers.users.growth": {true, false},
		"load.peak":            {true, true},
		"database.reads":       {false, false},
	} {
		if s := find(table, name); s.Shared() != want[0] || s.Differs != want[1] || s.Apart {
			t.Errorf("%+v: want shared, differs %v", s, want)
		}
	}
	text := file(t, saas)
	table = weigh(t, usual(1), variant(t, "a", text), variant(t, "b", text, "correlations.market.rank=10%"))
	for name, want := range map[string]bool{"drivers.users.growth.logistic.rate": false, "risks.slow-release": true, "load.peak": true} {
		if s := find(table, name); s.Shared() != want {
			t.Errorf("%+v: want shared %v", s, want)
		}
	}
	table = weigh(t, usual(1), variant(t, "a", text, "drivers.users.volatility=10%/year"), variant(t, "b", text))
	if find(table, "drivers.users.volatility").Shared() {
		t.Error("a path that one variant has is shared")
	}
}

func BenchmarkWeigh(b *testing.B) {
	variants := three(b)
	o := usual(1)
	o.Design.Points = 1024
	b.ReportAllocs()
	for b.Loop() {
		weigh(b, o, variants...)
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*o.Design.Futures()*len(variants)), "ns/future")
}
