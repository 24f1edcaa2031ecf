package scenario

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/talimat/talimat-plan/internal/unit"
)

// Each form, by its quantiles. The third column of a sample of n is at rank
// (n − 1)·u, counted from 0.
func TestForms(t *testing.T) {
	f := decode("uncertain.yaml", read(t, testdata+"/ok/uncertain.yaml"))
	if f.Scenario == nil {
		t.Fatal(render(t, f))
	}
	for _, c := range []struct {
		path      string
		u, want   float64
		tolerance float64
		why       string
	}{
		{"drivers.users.volatility", 0.05, 0.05 * 2, 1e-6, "5 % a quarter are 5 %·√4 a year"},
		{"drivers.users.volatility", 0.95, 0.15 * 2, 1e-6, "15 % a quarter"},
		{"drivers.other.devices.volatility", 0.05, 0.01 * math.Sqrt(12), 1e-6, "1 % a month"},
		{"drivers.other.devices.now", 0.6, 10, 0, "3 of 4.5"},
		{"drivers.other.devices.now", 0.7, 20, 0, "3.5 of 4.5"},
		{"drivers.other.devices.now", 0.8, 30, 0, "the rest"},
		{"drivers.database.growth", 0.5, 0.5, 1e-12, "the third of 38, 47, 50, 52, 61"},
		{"drivers.database.growth", 0.125, 0.425, 1e-12, "between 38 and 47"},
		{"load.peak", 0.5, 4.8, 1e-12, "the second of 4.2, 4.8, 5.1"},
		{"load.bytes", 0.5, 8000, 0, "the first at exactly half"},
		{"services.web.complexity_share", 0.5, 0.2644499832956, 1e-6, "R: qbeta(0.5, 2, 5)"},
		{"services.web.memory", 0.5, 1.2644499832956e8, 1e2, "the same, from 100 to 200 MB"},
		{"services.web.latency", 0.95, 0.02 + 1.6448536*0.002, 1e-8, "mean and 1.645 deviations"},
		{"services.devices.requests", 0.5, 10.4 / 60, 1e-12, "10.4 a minute"},
		{"database.overhead", 0.5, 1.5, 1e-12, "the deviation 0.2x is below the least factor 1x, and may be"},
		{"prices.databases.db.price", 0, 950, 1e-6, "the least"},
		{"prices.databases.db.price", 0.5, 990, 1e-6, "€900 at 1.1, between $950 and $1,100"},
		{"risks.outage.lasts", 0.95, 3, 1e-6, "months"},
	} {
		in := f.Inputs.Find(c.path)
		if in == nil || in.Distribution == nil {
			t.Errorf("%s is no uncertain input", c.path)
			continue
		}
		if got := in.Distribution.Quantile(c.u); math.Abs(got-c.want) > c.tolerance {
			t.Errorf("%s (%s) at %v: got %v, want %v", c.path, c.why, c.u, got, c.want)
		}
		if median := in.Distribution.Median(); math.Abs(*in.At-median) > 1e-6*math.Abs(median) {
			t.Errorf("%s is %v, its median %v", c.path, *in.At, median)
		}
	}
	if got := f.Scenario.Drivers.Users.Volatility; got == nil || got.Rate != 0.2 || got.Per != 12 {
		t.Errorf("the volatility is %v", got)
	}
}

// The range of an input is that of its field, closed.
func TestRanges(t *testing.T) {
	f := decode("full.yaml", read(t, testdata+"/ok/full.yaml"), Override{"drivers.users.volatility", "20%/year"})
	if f.Scenario == nil {
		t.Fatal(render(t, f))
	}
	inf := math.Inf(1)
	for path, want := range map[string]struct {
		low, high float64
		whole     bool
	}{
		"drivers.users.now":                {0, inf, false},
		"drivers.users.growth":             {math.Nextafter(-1, 0), inf, false},
		"drivers.users.volatility":         {0, inf, false},
		"load.peak":                        {1, inf, false},
		"services.web.replica.cpu":         {1e-30, inf, false},
		"services.web.replicas.max":        {1, inf, true},
		"services.web.targets.cpu":         {1e-30, 1, false},
		"nodes.headroom":                   {0, 0.9, false},
		"horizon":                          {1, 240, true},
		"finance.evaluate":                 {1, 240, true},
		"finance.savings":                  {-inf, inf, false},
		"drivers.database.retention":       {1, inf, false},
		"prices.trend":                     {math.Nextafter(-1, 0), inf, false},
		"drivers.other.devices.growth":     {}, // linear: see below
		"services.web.replicas.min":        {0, inf, true},
		"cache.hit_ratio":                  {0, 1, false},
		"prices.egress[0].price":           {0, inf, false},
		"assumptions.hours_per_month":      {672, 744, false},
		"risks.kesinti.probability":        {0, 1, false},
		"database.read_replicas.max":       {0, inf, true},
		"load.week.levels[0].hours":        {1e-30, 168, false},
		"savings.reserved.term":            {1, 120, true},
		"objectives.dependencies.count":    {0, inf, false},
		"regions.istanbul.users":           {0, 1, false},
		"services.web.complexity_share":    {0, 1, false},
		"drivers.users.seasonality.jan":    {0, inf, false},
		"savings.spot.fallback":            {0, 1, false},
		"prices.servers.small.price":       {0, inf, false},
		"drivers.other.sensors.growth":     {},
		"claims.getiri.within":             {0, 1, false},
		"drivers.files.ingest":             {0, inf, false},
		"database.settings.shared_buffers": {0, inf, false},
	} {
		in := f.Inputs.Find(path)
		if in == nil {
			if want.high != 0 {
				t.Errorf("%s is no input", path)
			}
			continue
		}
		if in.Low != want.low || in.High != want.high || in.Whole != want.whole {
			t.Errorf("%s: got %v to %v, whole %t; want %v", path, in.Low, in.High, in.Whole, want)
		}
	}
	for _, in := range f.Inputs {
		if *in.At < in.Low || *in.At > in.High || in.Legal(*in.At) != *in.At {
			t.Errorf("%s is %v, which is not within %v to %v", in.Path, *in.At, in.Low, in.High)
		}
		if in.Whole && in.Distribution != nil {
			t.Errorf("%s is whole and uncertain", in.Path)
		}
	}
}

// Every input may be uncertain, or says that it may not.
func TestEveryInputMayBeUncertain(t *testing.T) {
	text := read(t, testdata+"/ok/full.yaml")
	f := decode("full.yaml", text)
	uncertain := 0
	for _, in := range f.Inputs {
		v := unit.Value{Number: *in.At, Per: 12}
		if in.Kind.Money() {
			v.Currency = f.Scenario.Currency
		}
		other := v
		other.Number = in.Legal(v.Number * 0.9)
		if other.Number == v.Number {
			other.Number = in.Legal(v.Number*1.1 + 0.1)
		}
		form := fmt.Sprintf("{discrete: [%q, {value: %q, weight: 0.5}]}", unit.Format(in.Kind, v), unit.Format(in.Kind, other))
		again := decode("full.yaml", text, Override{in.Path, form})
		if again.Scenario == nil {
			// A rate that moves cannot where prices are in two currencies.
			if got := render(t, again); !strings.Contains(got, "["+codeNotCertain+"]") && !(strings.HasPrefix(in.Path, "fx.rates.") && strings.Contains(got, "["+codeFXMixed+"]")) {
				t.Errorf("%s=%s:\n%s", in.Path, form, got)
			}
			continue
		}
		uncertain++
		if got := again.Inputs.Find(in.Path); got == nil || got.Distribution == nil {
			t.Errorf("%s=%s is not uncertain", in.Path, form)
		}
	}
	if uncertain < len(f.Inputs)*3/4 {
		t.Errorf("%d of %d inputs may be uncertain", uncertain, len(f.Inputs))
	}
}

// What an override makes certain, or takes away, correlates with nothing; what
// the file itself makes certain is a mistake.
func TestCorrelationsAndOverrides(t *testing.T) {
	text := read(t, testdata+"/ok/uncertain.yaml")
	pairs := func(overrides ...Override) int {
		t.Helper()
		f := decode("x", text, overrides...)
		if f.Scenario == nil {
			t.Fatal(render(t, f))
		}
		all := f.Inputs.Correlated(f.Scenario.Correlations)
		for _, p := range all {
			if f.Inputs[p.A].Distribution == nil || f.Inputs[p.B].Distribution == nil || p.A == p.B {
				t.Errorf("%+v", p)
			}
		}
		return len(all)
	}
	for _, c := range []struct {
		overrides []Override
		want      int
	}{
		{nil, 4}, // three of the first and one of the second
		{[]Override{{"drivers.users.growth", "40%/quarter"}}, 1},
		{[]Override{{"drivers.users.growth", "{linear: 5/month}"}}, 1},
		{[]Override{{"load", "{requests: 5 to 10/min}"}}, 3},
		{[]Override{{"drivers.users.growth", "{beta: [2, 2, 0%/year, 9%/year]}"}}, 4},
	} {
		if got := pairs(c.overrides...); got != c.want {
			t.Errorf("%v: %d pairs, want %d", c.overrides, got, c.want)
		}
	}
	f := decode("x", []byte(strings.Replace(string(text), "peak: {sample: peak.csv}", "peak: 5x", 1)))
	if got := render(t, f); !strings.Contains(got, "load.peak is certain (5x)") {
		t.Error(got)
	}
	f = decode("x", text, Override{"correlations.load.rank", "-99%"}, Override{"correlations.success.rank", "99%"})
	if got := render(t, f); f.Scenario == nil && !strings.Contains(got, "cannot hold together") {
		t.Error(got)
	}
}

func TestFlow(t *testing.T) {
	for word, want := range map[string]string{
		"5x": "5x", "-3%/year": "-3%/year", "$1,000/month": `"$1,000/month"`, "%/quarter": `"%/quarter"`, "a b": "a b", " a": `" a"`, "": `""`,
		`C:\a.csv`: `"C:\\a.csv"`, "it's": `"it's"`, "şehir.csv": "şehir.csv", "- a": `"- a"`, "{a": `"{a"`,
	} {
		if got := flow(word); got != want {
			t.Errorf("%q: got %s, want %s", word, got, want)
		}
	}
}
