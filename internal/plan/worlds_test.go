package plan_test

import (
	"bytes"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"sync"
	"testing"

	"pgregory.net/rapid"

	"github.com/talimat/talimat-plan/internal/diag"
	"github.com/talimat/talimat-plan/internal/model"
	"github.com/talimat/talimat-plan/internal/plan"
	"github.com/talimat/talimat-plan/internal/scenario"
)

const claude = "../../scenarios/claude-talimat.yaml"

// world is a scenario that the laws are held against: a file of the project,
// with overrides.
type world struct {
	file      string
	text      []byte
	overrides []scenario.Override
	decoded   *scenario.File // of the first decoding that a law keeps
}

func (w *world) String() string {
	name := strings.TrimSuffix(filepath.Base(w.file), ".yaml")
	for _, o := range w.overrides {
		name += " " + o.Path + "=" + o.Value
	}
	return name
}

// decode reads the scenario anew, so that a law may change it.
func (w *world) decode(more ...scenario.Override) *scenario.File {
	return scenario.Decode(w.file, w.text, append(w.overrides[:len(w.overrides):len(w.overrides)], more...)...)
}

// scenario reads the scenario anew; it must be valid.
func (w *world) scenario(t testing.TB, more ...scenario.Override) *model.Scenario {
	t.Helper()
	f := w.decode(more...)
	if f.Scenario == nil {
		var b bytes.Buffer
		if err := diag.Render(&b, f.Diagnostics, f.Sources(), false); err != nil {
			t.Fatal(err)
		}
		t.Fatalf("%s:\n%s", w, b.String())
	}
	return f.Scenario
}

func read(file string) *world {
	text, err := os.ReadFile(file)
	if err != nil {
		panic(err)
	}
	return &world{file: file, text: text}
}

// files are the scenarios of the project as they stand.
func files() (all []*world) {
	names, err := filepath.Glob("../../scenarios/*.yaml")
	if err != nil || len(names) == 0 {
		panic(fmt.Sprintf("no scenarios: %v", err))
	}
	for _, name := range names {
		all = append(all, read(name))
	}
	return all
}

// variations are values that shift a plan from one regime to another.
var variations = map[string][]string{
	"drivers.users.now":          {"0", "1", "5000", "1000000"},
	"drivers.users.growth":       {"0%/year", "-20%/year", "{linear: 500/month}", "{logistic: {rate: 30%/month, ceiling: 20000}}", "{steps: [{month: 5, add: 900}]}"},
	"drivers.users.seasonality":  {"{jul: 0.4x, nov: 2x}"},
	"drivers.database.retention": {"3 months", "1 year"},
	"drivers.database.growth":    {"0%/year", "30%/month", "-50%/year"},
	"drivers.files.retention":    {"6 months"},
	"load.peak":                  {"1.5x", "12x"},
	"load.week":                  {"office-hours", "daytime", "around-the-clock", "{levels: [{hours: 60, load: 100%}, {hours: 80, load: 30%}, {hours: 28, load: 0%}]}"},
	"load.requests":              {"0/s", "1/h", "3/s"},
	"load.bytes":                 {"0 B", "2 MB"},
	"load.complexity":            {"{target: 3x}", "{now: 2x, target: 0.5x, by: month 9}"},
	"services.frontend.replicas": {"{min: 0}", "{now: 30, min: 2, spare: 3}", "{min: 1, max: 2}"},
	"nodes.spare":                {"0", "3"},
	"database.read_replicas.max": {"0", "50"},
	"database.reads":             {"0", "200"},
	"database.writes":            {"0", "60"},
	"database.min":               {"xlarge"},
	"cache.hit_ratio":            {"0%", "95%"},
	"cache.memory":               {"1 MB", "1 TB"},
	"cache.skew":                 {"0", "1.5"},
	"cdn.requests":               {"0%", "60%"},
	"drivers.files":              {"{now: 100 GB, ingest: 8 GB/month, growth: 40%/year, retention: 9 months}", "{ingest: 8 GB/month, retention: 4 years, age: even}"},
	"cdn.offload":                {"0%", "100%"},
	"charges": {
		"{agents: {price: $12/month, of: nodes, category: monitoring}, support: {share: [{up_to: $500/month, share: 10%}, {share: 7%}], of: cost.list, least: $40/month}}",
		"{calls: {price: [{up_to: 1000000, price: $0.4/million}, {price: $0.3/million}], of: requests}, disks: {price: $0.1/GB-month, of: nodes, each: 100 GiB, category: infrastructure}, tax: {share: 20%, of: [cost.billed, fee]}, fee: {share: 3%, of: [infrastructure, calls], from: month 3}}",
		"{copies: {price: $0.2/GB-month, of: database.disk_bytes, each: 2, category: database}, hosts: {price: $9/month, of: database.instances}, seats: {price: $0.5/month, of: users, growth: 12%/year, to: month 9}, sent: {price: $0.02/GB, of: [cdn.bytes, egress.bytes]}}",
	},
	"prices.trend":                {"-10%/year", "12%/year"},
	"savings.autoscaling":         {"modelled", "{claimed: 40%}", "{from: month 7}"},
	"savings.caching":             {"{claimed: 60%}"},
	"savings.cdn":                 {"{claimed: 70%}"},
	"savings.reserved":            {"{discount: 40%, term: 5 months, upfront: all}", "{discount: 30%, upfront: partial, cover: 60%, on: database}", "{discount: 100%}"},
	"savings.spot":                {"{discount: 70%, fallback: 0%, from: month 4}", "{discount: 0%}"},
	"finance.evaluate":            {"6 months"},
	"finance.discount_rate":       {"-5%/year", "80%/year"},
	"assumptions.hours_per_month": {"672"},
}

// commitments are laid over half of the variants.
var commitments = []string{
	"{owned: {spend: $0.5/hour, discount: 30%, term: 18 months, upfront: all}, rule: {cover: 80%, looks_back: 3 months, discount: 35%, term: 7 months, from: month 2}}",
	"{plan: {spend: $2/hour, discount: 55%, upfront: partial, from: month 1, term: 5 months, renews: true}}",
}

// worlds are made once.
var worlds = sync.OnceValue(newWorlds)

// drawnWorlds is how many scenarios are drawn beside them, of which some are not valid.
const drawnWorlds = 40

// newWorlds are the files and, of each, variants with random combinations of
// those variations that it takes; and drawn scenarios.
func newWorlds() (all []*world) {
	const variants = 10 // of each file
	for i, w := range files() {
		all = append(all, w)
		rng := rand.New(rand.NewPCG(uint64(i), 11))
		var possible []scenario.Override
		for _, path := range sortedKeys(variations) {
			for _, value := range variations[path] {
				if o := (scenario.Override{Path: path, Value: value}); w.decode(o).Scenario != nil {
					possible = append(possible, o)
				}
			}
		}
		if len(possible) < 10 {
			panic(fmt.Sprintf("%s takes %d variations only", w, len(possible)))
		}
		for range variants {
			v := &world{file: w.file, text: w.text}
			for _, k := range rng.Perm(len(possible)) {
				if o := possible[k]; rng.Float64() < 0.25 && !v.sets(o.Path) {
					v.overrides = append(v.overrides, o)
				}
			}
			if n := len(all) % (2 * len(commitments)); n < len(commitments) {
				o := scenario.Override{Path: "commitments", Value: commitments[n]}
				if v.decode(o).Scenario != nil {
					v.overrides = append(v.overrides, o)
				}
			}
			all = append(all, v)
		}
	}
	for _, name := range []string{"flow", "stores", "tides", "commitments"} {
		all = append(all, read("../../testdata/scenario/ok/"+name+".yaml"))
	}
	for seed := range drawnWorlds {
		if w := rapid.Custom(drawn).Example(seed); w.decode().Scenario != nil {
			all = append(all, w)
		}
	}
	return all
}

func (w *world) sets(path string) bool {
	for _, o := range w.overrides {
		if o.Path == path {
			return true
		}
	}
	return false
}

// forAll holds a law against all worlds.
func forAll(t *testing.T, law func(t *testing.T, w *world)) {
	for i, w := range worlds() {
		t.Run(fmt.Sprintf("%s-%d", strings.TrimSuffix(filepath.Base(w.file), ".yaml"), i), func(t *testing.T) {
			law(t, w)
			if t.Failed() {
				t.Logf("in the world %s", w)
			}
		})
	}
}

// run compiles and runs a scenario, with all reasons.
func run(s *model.Scenario) *plan.Engine {
	e := plan.Compile(s)
	again(e)
	return e
}

// again runs an engine once more.
func again(e *plan.Engine) {
	e.Run()
	e.Reason()
}

// rows are all numbers of a run by month, hidden ones included, under the names
// of their fields: "Demand.Users", "Capacity.Regions[0].Nodes".
func rows(e *plan.Engine) map[string][]float64 {
	all := map[string][]float64{}
	collect(all, "Demand", reflect.ValueOf(e.Demand))
	collect(all, "Capacity", reflect.ValueOf(e.Capacity))
	collect(all, "Statement", reflect.ValueOf(e.Statement))
	return all
}

func collect(all map[string][]float64, name string, v reflect.Value) {
	switch v.Kind() {
	case reflect.Pointer:
		collect(all, name, v.Elem())
	case reflect.Struct:
		for i := range v.NumField() {
			if field := v.Type().Field(i); field.Anonymous { // its fields are promoted
				collect(all, name, v.Field(i))
			} else {
				collect(all, name+"."+field.Name, v.Field(i))
			}
		}
	case reflect.Slice, reflect.Array:
		if row, ok := numbers(v); ok && len(row) > 0 {
			all[name] = row
			return
		}
		for i := range v.Len() {
			collect(all, fmt.Sprintf("%s[%d]", name, i), v.Index(i))
		}
	}
}

// numbers reads a list of numbers, codes or flags.
func numbers(v reflect.Value) ([]float64, bool) {
	row := make([]float64, v.Len())
	for i := range row {
		switch x := v.Index(i); {
		case x.CanFloat():
			row[i] = x.Float()
		case x.CanInt():
			row[i] = float64(x.Int())
		case x.CanUint():
			row[i] = float64(x.Uint())
		case x.Kind() == reflect.Bool && x.Bool():
			row[i] = 1
		case x.Kind() == reflect.Bool:
		default:
			return nil, false
		}
	}
	return row, true
}

// near reports whether two numbers agree within a relative tolerance of 1e-9.
func near(a, b float64) bool {
	return a == b || math.Abs(a-b) <= 1e-9*max(math.Abs(a), math.Abs(b), 1e-9)
}

// compare reports the first month in which two runs differ by more than near.
func compare(t *testing.T, got, want map[string][]float64) {
	t.Helper()
	if len(got) != len(want) {
		t.Errorf("%d rows, want %d", len(got), len(want))
	}
	for _, name := range sortedKeys(want) {
		for m, v := range want[name] {
			if m >= len(got[name]) || !near(got[name][m], v) {
				t.Errorf("%s differs from month %d on: got %v, want %v", name, m, got[name][min(m, len(got[name])):], want[name][m:])
				break
			}
		}
	}
}
