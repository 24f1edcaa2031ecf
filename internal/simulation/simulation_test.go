package simulation_test

import (
	"bytes"
	"errors"
	"math"
	"strings"
	"testing"

	"github.com/talimat/talimat-plan/internal/metric"
	"github.com/talimat/talimat-plan/internal/plan"
	"github.com/talimat/talimat-plan/internal/sampling"
	"github.com/talimat/talimat-plan/internal/simulation"
)

// The same seed gives the same bytes on one processor and on many.
func TestWorkersChangeNothing(t *testing.T) {
	f := read(t, claude)
	var want []byte
	for _, workers := range []int{1, 2, 3, 7} {
		o := options(1, 8, 64)
		o.Workers = workers
		got, err := run(t, f, o).AppendBinary(nil)
		if err != nil {
			t.Fatal(err)
		}
		if want == nil {
			want = got
		}
		if !bytes.Equal(got, want) {
			t.Errorf("%d workers: other bytes than with 1", workers)
		}
	}
}

// A draw depends on the seed, the input's name and the future alone: what else is
// uncertain moves nothing, whether the input leads the sequence or not.
func TestDrawsDependOnTheirNameAlone(t *testing.T) {
	users, node := "drivers: {users: {now: 80 to 120}}", "prices: {servers: {node: {cpu: 1, memory: 1 GB, price: $80/month to $120/month}}}"
	for _, method := range []sampling.Method{sampling.Sobol, sampling.LatinHypercube, sampling.Random} {
		o := options(3, 4, 64)
		o.Design.Method = method
		alone := futures(t, decode(t, toy(users)), o)
		swap := strings.Replace(toy(users, "risks: {fire: {level: high, probability: 50%, impact: $1}}"), "prices: {servers: {node: {cpu: 1, memory: 1 GB, price: $100/month}}}", node, 1)
		both := futures(t, decode(t, swap), o)
		for i, v := range alone["drivers.users.now"] {
			if both["drivers.users.now"][i] != v {
				t.Fatalf("%s: future %d has %g users alone, %g beside an uncertain price", method, i, v, both["drivers.users.now"][i])
			}
		}
		if len(both["prices.servers.node.price"]) != 256 {
			t.Fatalf("%s: the price is not drawn", method)
		}
	}
}

// A future is a forecast with the drawn numbers: the same engine, the same cost.
func TestAFutureIsAForecast(t *testing.T) {
	f := read(t, tp36)
	all := futures(t, f, options(5, 2, 32))
	other := read(t, tp36)
	for i := range 64 {
		for k := range other.Inputs {
			if in := &other.Inputs[k]; in.Distribution != nil {
				*in.At = all[in.Path][i]
			}
		}
		e := plan.Compile(other.Scenario)
		e.Run()
		if got, want := all["cost.effective"][i], e.Statement.Effective[36]; got != want {
			t.Fatalf("future %d costs %v, the forecast with its numbers %v", i, got, want)
		}
		npv, _ := metric.Find(other.Scenario, "finance.npv")
		if got, want := all["finance.npv"][i], e.Gauge(npv).Read()[0]; got != want {
			t.Fatalf("future %d has an NPV of %v, the forecast with its numbers %v", i, got, want)
		}
	}
}

// An interval of 90 % is lognormal: users of 80 to 120 have these quantiles.
func TestQuantilesOfALognormalInput(t *testing.T) {
	mu, sigma := math.Log(80*120)/2, math.Log(120.0/80)/(2*normal(0.95))
	for _, method := range []sampling.Method{sampling.Sobol, sampling.LatinHypercube, sampling.Random} {
		o := usual(1)
		o.Design.Method = method
		out := run(t, decode(t, toy("drivers: {users: {now: 80 to 120}}")), o)
		q, ok := out.Quantiles("users", 0)
		if !ok {
			t.Fatal("no quantiles")
		}
		for i, p := range simulation.Levels() {
			want := math.Exp(mu + sigma*normal(p))
			if off := math.Abs(q[i].Value - want); off > 4*q[i].Half+1e-4*want || q[i].Half > 0.01*want {
				t.Errorf("%s, P%g: %.4f ± %.4f, want %.4f", method, p*100, q[i].Value, q[i].Half, want)
			}
		}
		if mean, want := out.Shortfall("users", 0, 1), math.Exp(mu+sigma*sigma/2); !near(mean, want, 2e-3) {
			t.Errorf("%s: the mean is %g, want %g", method, mean, want)
		}
		// Expected shortfall of a lognormal: mean·Φ(σ − z)/(1 − p).
		z := normal(0.95)
		want := math.Exp(mu+sigma*sigma/2) * math.Erfc((z-sigma)/math.Sqrt2) / 2 / 0.05
		if got := out.Shortfall("users", 0, 0.05); !near(got, want, 4e-3) {
			t.Errorf("%s: the 5 %% with most users have %g, want %g", method, got, want)
		}
	}
}

// A geometric random walk has the median of its growth, and the spread of its
// logarithm is the volatility of a year times the root of the years.
func TestVolatility(t *testing.T) {
	f := decode(t, toy("drivers: {users: {now: 100, growth: 10%/month, volatility: 20%/year}}"))
	out := run(t, f, usual(1))
	for _, month := range []int{0, 3, 12} {
		q, _ := out.Quantiles("users", month)
		median, sigma := 100*math.Pow(1.1, float64(month)), 0.2*math.Sqrt(float64(month)/12)
		if !near(q[3].Value, median, 0.01) {
			t.Errorf("month %d: the median is %g, want %g", month, q[3].Value, median)
		}
		if want := median * math.Exp(sigma*normal(0.9)); !near(q[5].Value, want, 0.015) {
			t.Errorf("month %d: P90 is %g, want %g", month, q[5].Value, want)
		}
	}
}

// A risk of 30 % between months 4 and 7 happens in three futures of ten, in each
// of the four months equally often, and costs what it says while it lasts.
func TestRisk(t *testing.T) {
	f := decode(t, toy("risks: {fire: {level: high, probability: 30%, from: month 4, to: month 7, lasts: 2 months, impact: $1000, monthly: $10/month, overrun: 50%}}"))
	all := futures(t, f, usual(1))
	months := map[float64]int{}
	happens := 0
	for _, m := range all["risks.fire"] {
		if !math.IsNaN(m) {
			happens++
			months[m]++
		}
	}
	if share := float64(happens) / 16384; math.Abs(share-0.3) > 0.005 {
		t.Errorf("it happens in %g of the futures, want 0.3", share)
	}
	for m := 4.0; m <= 7; m++ {
		if share := float64(months[m]) / float64(happens); math.Abs(share-0.25) > 0.02 {
			t.Errorf("it begins in month %g in %g of the cases, want 0.25", m, share)
		}
	}
	if len(months) != 4 {
		t.Errorf("it begins in months %v", months)
	}
	// $100 a month; when it happens 1,000 + 10 + 50 in its first month, 10 + 50 in its second.
	for i, m := range all["risks.fire"] {
		want := 1200.0
		if !math.IsNaN(m) {
			want += 1000 + 2*(10+50)
		}
		if got := all["total.effective"][i]; !near(got, want, 1e-12) {
			t.Fatalf("future %d, in which it begins in month %g, costs %g, want %g", i, m, got, want)
		}
	}
}

// What is correlated by 60 % is so in its ranks.
func TestCorrelation(t *testing.T) {
	f := decode(t, toy("drivers: {users: {now: 80 to 120}}", "load: {requests: 1/s to 2/s}",
		"correlations: {both: {between: [drivers.users.now, load.requests], rank: 60%}}"))
	all := futures(t, f, usual(2))
	if got := correlation(ranks(all["drivers.users.now"]), ranks(all["load.requests"])); math.Abs(got-0.6) > 0.01 {
		t.Errorf("rank correlation %g, want 0.6", got)
	}
}

// Samples stay within what the language allows.
func TestSamplesAreLegal(t *testing.T) {
	f := decode(t, toy("drivers: {users: {now: 100, growth: {normal: [-90%/year, 40%/year]}}}", "load: {requests: 1/s, week: daytime, peak: {normal: [1.2x, 1x]}}"))
	all := futures(t, f, options(1, 4, 256))
	for i := range all["load.peak"] {
		if all["load.peak"][i] < 1 || all["drivers.users.growth"][i] < -1 {
			t.Fatalf("future %d: peak %g, growth %g", i, all["load.peak"][i], all["drivers.users.growth"][i])
		}
		if math.IsNaN(all["users"][i]) || math.IsNaN(all["cost.effective"][i]) {
			t.Fatalf("future %d: not a number", i)
		}
	}
}

func TestRefusals(t *testing.T) {
	certain := decode(t, toy())
	if _, err := simulation.Run(certain.Scenario, certain.Inputs, usual(1)); !errors.Is(err, simulation.ErrCertain) {
		t.Errorf("a certain scenario: %v", err)
	}
	f := decode(t, toy("drivers: {users: {now: 80 to 120}}"))
	for _, c := range []struct {
		o    simulation.Options
		want string
	}{
		{options(1, 16, 1000), "power of two"},
		{options(1, 0, 1024), "replicates"},
		{options(1, 4096, 1<<20), "too many"},
		{simulation.Options{Design: usual(1).Design, Metrics: []string{"cost.efective"}}, "unknown result"},
		{simulation.Options{Design: usual(1).Design, Target: simulation.Target{Metric: "x"}}, "unknown result"},
	} {
		if _, err := simulation.Run(f.Scenario, f.Inputs, c.o); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%+v: %v, want %q", c.o.Design, err, c.want)
		}
	}
}

// An export that fails ends the simulation.
func TestExportFails(t *testing.T) {
	f := decode(t, toy("drivers: {users: {now: 80 to 120}}"))
	full := errors.New("the disk is full")
	o := options(1, 8, 64)
	o.Export = func(b *simulation.Batch) error {
		if b.Replicate == 2 {
			return full
		}
		return nil
	}
	if _, err := simulation.Run(f.Scenario, f.Inputs, o); !errors.Is(err, full) {
		t.Errorf("got %v", err)
	}
}

// More futures allocate no more: nothing is allocated for a future.
func TestFuturesAllocateNothing(t *testing.T) {
	f := read(t, tp36)
	allocations := func(points int) float64 {
		o := options(1, 1, points)
		o.Workers, o.Metrics = 1, []string{"cost.effective", "cost.per_user", "finance.payback", "finance.npv"}
		return testing.AllocsPerRun(3, func() {
			if _, err := simulation.Run(f.Scenario, f.Inputs, o); err != nil {
				t.Fatal(err)
			}
		})
	}
	// A histogram gets a page for a quarter of a doubling that values reach first.
	few, many := allocations(4096), allocations(16384)
	if more := (many - few) / 12288; more > 0.2 {
		t.Errorf("%g allocations for each further future", more)
	}
}
