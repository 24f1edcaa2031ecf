package explain

import (
	"errors"
	"math"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/talimat/talimat-plan/internal/metric"
	"github.com/talimat/talimat-plan/internal/model"
	"github.com/talimat/talimat-plan/internal/plan"
	"github.com/talimat/talimat-plan/internal/scenario"
	"github.com/talimat/talimat-plan/internal/unit"
	"github.com/talimat/talimat-plan/scenarios"
)

// decode reads one of the scenarios, with overrides such as "drivers.users.now=0".
func decode(t *testing.T, name string, overrides ...string) *scenario.File {
	t.Helper()
	text, ok := scenarios.Text(name)
	if !ok {
		t.Fatalf("no scenario %q", name)
	}
	var set []scenario.Override
	for _, o := range overrides {
		parsed, err := scenario.ParseOverride(o)
		if err != nil {
			t.Fatal(err)
		}
		set = append(set, parsed)
	}
	f := scenario.Decode(name+".yaml", text, set...)
	if f.Scenario == nil {
		t.Fatalf("%s %q: %v", name, overrides, f.Diagnostics)
	}
	return f
}

// variants are changes of the built-in scenario that reach the branches it does not.
func variants() map[string][]string {
	return map[string][]string{
		"nobody":            {"drivers.users.now=0"},
		"huge":              {"drivers.users.now=10000000"},
		"explosive":         {"drivers.users.growth=1000000%/month"},
		"shrinking":         {"drivers.users.growth={linear: -20/month}", "drivers.users.target=50", "drivers.database.growth=0%/year"},
		"logistic":          {"drivers.users.growth={logistic: {rate: 50%/quarter, ceiling: 12000}}"},
		"steps":             {"drivers.users.growth={steps: [{month: 2, add: 500}, {month: 20, add: -100}]}", "drivers.users.target=100000"},
		"season":            {"drivers.users.seasonality={jan: 2x, jul: 0.5x}"},
		"ingest":            {"drivers.database={now: 10 GB, ingest: 5 GB/month, growth: 10%/month, retention: 6 months}", "drivers.files={now: 1 GB, ingest: 1 GB/month}"},
		"cdn requests":      {"cdn.requests=70%", "cdn.from=month 3", "regions.americas.cdn=false"},
		"own week":          {"load={requests: 2/min, bytes: 1 KB, week: {levels: [{hours: 60, load: 80%}, {hours: 100, load: 20%}, {hours: 8, load: 0%}]}}"},
		"charges":           {"charges={agents: {price: $12/month, of: nodes, category: monitoring, growth: 5%/year}, support: {share: [{up_to: $500/month, share: 10%}, {share: 7%}], of: cost.list, least: $40/month}, tax: {share: 20%, of: [cost.billed, support]}, hosts: {price: $9/month, of: database.instances}, sent: {price: $0.02/GB, of: [cdn.bytes, egress.bytes]}, calls: {price: [{up_to: 1000000, price: $0.4/million}, {price: $0.3/million}], of: [requests, auth], each: 90%, from: month 2, to: month 20}}"},
		"active":            {"drivers.users.active=30%", "services.auth.uses={database: {reads: 2, writes: 1}}"},
		"used":              {"services.frontend.uses={auth: 2}", "load.orders={total: 5/s}", "services.auth.serves=orders"},
		"idle memory":       {"services.frontend.memory={base: 250 MB, per_user: 10 kB}"},
		"slow":              {"services.document.latency=1 ms", "services.document.cpu=30 ms"},
		"younger":           {"drivers.database={now: 10 GB, ingest: 5 GB/month, growth: 10%/month, retention: 60 months}", "drivers.files={now: 1 GB, ingest: 1 GB/month, retention: 6 months}"},
		"older":             {"drivers.database={now: 300 GB, ingest: 5 GB/month, growth: -10%/month, retention: 20 months}", "drivers.files={now: 9 GB, ingest: 1 GB/month, retention: 6 months}"},
		"steady":            {"drivers.database={ingest: 5 GB/month, growth: 10%/year, retention: 20 months}", "drivers.files={ingest: 1 GB/month, retention: 600 months}"},
		"even":              {"drivers.database={now: 10 GB, ingest: 5 GB/month, age: even, retention: 20 months}", "drivers.files={now: 10 GB, growth: 100%/year, age: new, retention: 20 months}"},
		"retention":         {"drivers.database.retention=5 months", "drivers.files.retention=2.5 months"},
		"trend":             {"prices.trend=-5%/year", "regions.americas.price=1.2x"},
		"upfront":           {"savings.reserved.upfront=all", "savings.reserved.term=7 months"},
		"partial":           {"savings.reserved={discount: 20%, upfront: partial, parts: [database], cover: 80%}"},
		"claimed":           {"savings.autoscaling={claimed: 40%, from: month 3}", "savings.cdn={claimed: 70%, from: month 6}"},
		"claimed caching":   {"savings.caching={claimed: 60%, from: month 4}"},
		"stated":            {"finance.savings=$2,000/month", "finance.evaluate=30 months"},
		"never":             {"finance.savings=$10/month"},
		"other driver":      {"drivers.other={devices: {now: 1000, growth: 5%/month}}", "services.notification.driver=devices", "services.notification.requests=1/min"},
		"spare":             {"services.auth.replicas.spare=2", "nodes.now=4"},
		"available":         {"nodes.availability=99.9%", "nodes.spare=2"},
		"pooled":            {"database.connections.pooler=150"},
		"slow replay":       {"database.replay=100%", "drivers.users.now=2000", "database.read_replicas.max=2"},
		"disk operations":   {"database.io={read: 5, write: 0.1}", "drivers.users.now=500"},
		"small cache":       {"cache.memory=100 MB"},
		"levels":            {"load.week={levels: [{hours: 8, load: 100%}, {hours: 160, load: 10%}]}"},
		"heavy memory":      {"services.document.replica.memory=6 GB", "prices.trend=4%/year"},
		"steady complexity": {"load.complexity={target: 4x, from: month 4, by: month 12}"},
	}
}

// Every result of every scenario is explained in the months that matter, and
// the explanation ends in the result.
func TestEveryMetric(t *testing.T) {
	for _, name := range scenarios.Names() {
		t.Run(name, func(t *testing.T) { verify(t, decode(t, name)) })
	}
	for _, name := range []string{"flow", "aws-bill", "stores", "tides", "commitments"} {
		text, err := os.ReadFile("../../testdata/scenario/ok/" + name + ".yaml")
		if err != nil {
			t.Fatal(err)
		}
		t.Run(name, func(t *testing.T) { verify(t, scenario.Decode(name, text)) })
	}
	for name, overrides := range variants() {
		t.Run(name, func(t *testing.T) { verify(t, decode(t, scenarios.Default, overrides...)) })
	}
}

func verify(t *testing.T, f *scenario.File) {
	t.Helper()
	r := plan.Run(f.Scenario)
	last := r.Months()
	for _, m := range metric.Of(f.Scenario) {
		for _, month := range []int{0, min(1, last), min(5, last), min(18, last), last} {
			e, err := Explain(r, m.Name, month)
			if err != nil {
				t.Fatalf("%s, month %d: %v", m.Name, month, err)
			}
			e.Resolve(f.Inputs)
			for _, problem := range append(arithmetic(e, r), unknownInputs(e, f)...) {
				t.Errorf("%s, month %d: %s", m.Name, month, problem)
			}
		}
	}
}

// arithmetic is what is wrong with the figures of an explanation.
func arithmetic(e *Explanation, r *plan.Result) (all []string) {
	want := r.Figure(e.Metric.Name)
	if e.Metric.Series {
		if want = &r.Series(e.Metric.Name)[*e.Month]; math.IsNaN(*want) {
			want = nil
		}
	}
	if len(e.Steps) == 0 {
		return []string{"no steps"}
	}
	end := e.Steps[len(e.Steps)-1]
	switch {
	case (want == nil) != (e.Value == nil), want != nil && *want != *e.Value:
		all = append(all, "Value is not the result")
	case want == nil && end.value != nil && !math.IsNaN(end.value.value):
		all = append(all, "the last step has a value, the result has none")
	case want != nil && (end.value == nil || end.value.value != *want):
		all = append(all, "the last step does not yield the result: "+end.Name+" = "+end.Result)
	}
	for _, s := range e.Steps {
		if s.Name == "" || s.Formula == "" || s.Result == "" {
			all = append(all, "incomplete step "+s.Name)
		}
		if s.value != nil && !near(*s.value, s.again) {
			all = append(all, s.Name+": "+s.Formula+" = "+s.Figures+" is not "+s.Result)
		}
		if text := s.Figures + s.Result; strings.Contains(text, "NaN") || strings.Contains(text, "Inf") {
			all = append(all, s.Name+" is not a number: "+text)
		}
	}
	return all
}

// unknownInputs are the inputs that the scenario does not have.
func unknownInputs(e *Explanation, f *scenario.File) (all []string) {
	for _, in := range e.Inputs {
		found := f.Inputs.Find(in.Path)
		written, _ := f.Written(in.Path)
		switch {
		case in.Text == "":
			all = append(all, "input without text: "+in.Path)
		case in.At == nil && written == "" && f.Locate(in.Path).Line == 0:
			all = append(all, "unknown input: "+in.Path)
		case in.At != nil && (found == nil || found.At != in.At):
			all = append(all, "unknown input: "+in.Path)
		}
	}
	return all
}

// near allows for the rounding of floats and, of money, to the cent.
func near(v quantity, again float64) bool {
	if math.IsNaN(v.value) {
		return math.IsNaN(again)
	}
	slack := 1e-9 * max(math.Abs(v.value), math.Abs(again), 1e-6)
	if v.kind == unit.KindMoney {
		slack += 0.005
	}
	return math.Abs(v.value-again) <= slack
}

// Sections that are absent leave results that are explained all the same.
func TestAbsentSections(t *testing.T) {
	for name, cut := range map[string]func(s *model.Scenario){
		"regions": func(s *model.Scenario) { s.Regions = nil },
		"most": func(s *model.Scenario) {
			s.Regions, s.Database, s.Cache, s.CDN, s.Finance, s.Phases = nil, nil, nil, nil, nil, nil
			s.Savings, s.Load.Complexity, s.Drivers.Database, s.Drivers.Files = model.Savings{}, nil, nil, nil
			s.Drivers.Users.Target = nil
		},
	} {
		s := *decode(t, scenarios.Default).Scenario
		cut(&s)
		r := plan.Run(&s)
		for _, m := range metric.Of(&s) {
			e, err := Explain(r, m.Name, 18)
			if err != nil {
				t.Fatal(err)
			}
			for _, problem := range arithmetic(e, r) {
				t.Errorf("without %s: %s: %s", name, m.Name, problem)
			}
			for _, in := range e.Inputs {
				if strings.HasPrefix(in.Path, "regions") {
					t.Errorf("%s: input %s of a scenario without regions", m.Name, in.Path)
				}
			}
		}
	}
}

func TestUnknown(t *testing.T) {
	r := plan.Run(decode(t, scenarios.Default).Scenario)
	_, err := Explain(r, "cost.efective", 3)
	var unknown *UnknownError
	if !errors.As(err, &unknown) || unknown.Nearest != "cost.effective" {
		t.Errorf("got %v", err)
	}
	if _, err = Explain(r, "zzz", 3); !errors.As(err, &unknown) || unknown.Nearest != "" {
		t.Errorf("got %v", err)
	}
	for _, month := range []int{-1, 37} {
		var outside *MonthError
		if _, err := Explain(r, "users", month); !errors.As(err, &outside) || outside.Last != 36 {
			t.Errorf("month %d: got %v", month, err)
		}
	}
	if e, err := Explain(r, "finance.npv", 99); err != nil || e.Month != nil {
		t.Errorf("a single figure has no month: %v", err)
	}
}

// The document's figures by hand: 100 users × 1.5^(18 ÷ 3) = 1,139.0625.
func TestStepsReadAsArithmetic(t *testing.T) {
	f := decode(t, scenarios.Default)
	e, err := Explain(plan.Run(f.Scenario), "users", 18)
	if err != nil {
		t.Fatal(err)
	}
	e.Resolve(f.Inputs)
	s := e.Steps[0]
	got := s.Name + " = " + s.Formula + " = " + s.Figures + " = " + s.Result
	want := "users = now × (1 + rate)^(month ÷ period) = 100 × (1 + 50%)^(18 ÷ 3) = 1,139.1 users"
	if got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	if len(e.Inputs) != 2 || e.Inputs[1].Path != "drivers.users.growth" || e.Inputs[1].Text != "{p5: 30%/quarter, p50: 50%/quarter, p95: 65%/quarter}, median 50%/quarter" {
		t.Errorf("inputs %+v", e.Inputs)
	}
}

// Inputs go by the path that the file writes them under, and say what is a default.
func TestResolve(t *testing.T) {
	f := decode(t, scenarios.Default, "drivers.users.growth={compound: 40%/quarter}", "prices.files=[{price: $0.10/GB-month}]")
	r := plan.Run(f.Scenario)
	for name, path := range map[string]string{
		"users": "drivers.users.growth.compound", "cost.categories.storage": "prices.files[0].price", "traffic_bytes": "assumptions.hours_per_month",
	} {
		e, err := Explain(r, name, 3)
		if err != nil {
			t.Fatal(err)
		}
		e.Resolve(f.Inputs)
		at := slices.IndexFunc(e.Inputs, func(i Input) bool { return i.Path == path })
		if at < 0 || e.Inputs[at].Default != (name == "traffic_bytes") {
			t.Errorf("%s: %s in %+v", name, path, e.Inputs)
		}
	}
}

// What does not exist is said, not shown as a number.
func TestMissingFigures(t *testing.T) {
	r := plan.Run(decode(t, scenarios.Default, "drivers.users.target=1000000", "finance.savings=$10/month").Scenario)
	for _, name := range []string{"reached.users", "reached.database", "finance.payback", "finance.discounted_payback"} {
		e, err := Explain(r, name, 0)
		if err != nil {
			t.Fatal(err)
		}
		if last := e.Steps[len(e.Steps)-1]; e.Value != nil || last.Name != name || last.Result != "does not exist" {
			t.Errorf("%s: %+v", name, last)
		}
	}
}

// Explaining changes nothing in the result, and says the same twice.
func TestPure(t *testing.T) {
	r := plan.Run(decode(t, scenarios.Default).Scenario)
	fresh := plan.Run(decode(t, scenarios.Default).Scenario)
	for _, m := range metric.Of(r.Scenario) {
		first, _ := Explain(r, m.Name, 18)
		for range 3 {
			if again, _ := Explain(r, m.Name, 18); !reflect.DeepEqual(again, first) {
				t.Errorf("%s: explained differently the second time", m.Name)
			}
		}
		if m.Series && !slices.EqualFunc(r.Series(m.Name), fresh.Series(m.Name), func(a, b float64) bool { return a == b || math.IsNaN(a) && math.IsNaN(b) }) {
			t.Errorf("%s: changed by its explanation", m.Name)
		}
	}
}
