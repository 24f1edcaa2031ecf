package optimize_test

import (
	"errors"
	"math"
	"strings"
	"testing"

	"github.com/talimat/talimat-plan/internal/model"
	"github.com/talimat/talimat-plan/internal/plan"
	"github.com/talimat/talimat-plan/internal/scenario"
	"github.com/talimat/talimat-plan/internal/study/line"
	"github.com/talimat/talimat-plan/internal/study/optimize"
)

// toy is a server of $100 a month for every 50 users, of which there are 100, or
// half as many every other month: 2 servers in January, 1 in February, and so on
// to January. What it comes to follows by hand.
const toy = `
version: 1
name: toy
start: 2026-01
horizon: 12 months
currency: USD
drivers:
  users: {now: 100, seasonality: {feb: 0.5x, apr: 0.5x, jun: 0.5x, aug: 0.5x, oct: 0.5x, dec: 0.5x}}
load: {requests: 1/min, bytes: 0 B}
services:
  web: {cpu: 0.001 ms, replica: {cpu: "1", memory: 1 GB}, replicas: {min: 1}, targets: {active_users: 50}}
nodes: {tiers: [vm], system: 0%, headroom: 0%, spare: 0, load_balancers: 0}
prices:
  servers: {vm: {cpu: 1, memory: 4 GB, price: $100/month}}
savings:
  reserved: {discount: 30%, term: 1 month, upfront: none, cover: 50%}
`

// read is the text with some inputs set.
func read(t testing.TB, text string, set ...string) *scenario.File {
	t.Helper()
	var overrides []scenario.Override
	for _, s := range set {
		o, err := scenario.ParseOverride(s)
		if err != nil {
			t.Fatal(err)
		}
		overrides = append(overrides, o)
	}
	f := scenario.Decode("plan", []byte(text), overrides...)
	if f.Scenario == nil {
		t.Fatalf("%s: %v", set, f.Diagnostics)
	}
	return f
}

// question asks for the least total over axes, each "PATH", "PATH=A..B" or
// "PATH=A,B".
func question(t testing.TB, text string, set []string, axes ...string) optimize.Question {
	t.Helper()
	f := read(t, text, set...)
	q := optimize.Question{Scenario: f.Scenario, Inputs: f.Inputs, Objective: optimize.TheTotal(f.Scenario)}
	q.Read = func(more []optimize.Setting) (*model.Scenario, model.Inputs, error) {
		var overrides []scenario.Override
		for _, s := range set {
			o, _ := scenario.ParseOverride(s)
			overrides = append(overrides, o)
		}
		for _, s := range more {
			overrides = append(overrides, scenario.Override{Path: s.Path, Value: s.Text})
		}
		again := scenario.Decode("plan", []byte(text), overrides...)
		if again.Scenario == nil {
			return nil, nil, errors.New(again.Diagnostics[0].Message)
		}
		return again.Scenario, again.Inputs, nil
	}
	for _, spec := range axes {
		q.Axes = append(q.Axes, axis(t, f, spec))
	}
	return q
}

func axis(t testing.TB, f *scenario.File, spec string) optimize.Axis {
	t.Helper()
	path, values, _ := strings.Cut(spec, "=")
	in := f.Inputs.Find(path)
	switch {
	case in == nil:
		now, _ := f.Written(path)
		return optimize.Choices(path, now, "as it is", strings.Split(values, ","))
	case values == "":
		x, err := optimize.Around(in, f.Scenario.Currency)
		if err != nil {
			t.Fatal(err)
		}
		return x
	case strings.Contains(values, ".."):
		low, high, faults := f.Range("--vary", values, in)
		if faults.HasErrors() {
			t.Fatal(faults)
		}
		return optimize.Between(in, f.Scenario.Currency, line.Range{Low: low, High: high})
	}
	var numbers []float64
	for text := range strings.SplitSeq(values, ",") {
		v, faults := f.Number("--vary", text, in)
		if faults.HasErrors() {
			t.Fatal(faults)
		}
		numbers = append(numbers, v)
	}
	return optimize.Among(in, f.Scenario.Currency, numbers)
}

func solved(t testing.TB, q optimize.Question) *optimize.Answer {
	t.Helper()
	a, err := optimize.Optimize(q)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// set is what an answer says to set: "a=1 b=2".
func set(a *optimize.Answer) string {
	var all []string
	for _, i := range a.Changed(&a.Best) {
		all = append(all, a.Axes[i].Path+"="+a.Axes[i].Values[a.Best.At[i]].Text)
	}
	return strings.Join(all, " ")
}

// total is what a forecast of a file comes to with its investments, at present
// value where there is a discount rate: each month by itself.
func total(s *model.Scenario) float64 {
	r := plan.Run(s)
	if s.Finance == nil || s.Finance.DiscountRate.Rate == 0 {
		return *r.Figure("total.effective") + s.Invested(s.Months())
	}
	worth := func(month int) float64 {
		return math.Pow(1+s.Finance.DiscountRate.Rate, -float64(month)/s.Finance.DiscountRate.Per)
	}
	value, unused := 0.0, 0.0
	for m, billed := range r.Bill.Billed {
		unused += billed - r.Bill.Effective[m]
		if m == 0 {
			billed -= r.Bill.Effective[0]
		}
		value += billed * worth(m)
	}
	value -= unused * worth(s.Months())
	for _, p := range s.Phases {
		value += float64(p.Investment) * worth(p.Months.First)
	}
	return value
}
