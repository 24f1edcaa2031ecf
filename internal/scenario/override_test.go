package scenario

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/talimat/talimat-plan/internal/model"
)

func TestParseOverride(t *testing.T) {
	for text, want := range map[string]Override{
		"drivers.users.growth=40%/quarter":      {"drivers.users.growth", "40%/quarter"},
		" a.b = c ":                             {"a.b", "c"},
		"limits.x.deny=cost.effective <= $5":    {"limits.x.deny", "cost.effective <= $5"},
		"prices.egress[0].price={p5: $1/GB, …}": {"prices.egress[0].price", "{p5: $1/GB, …}"},
	} {
		got, err := ParseOverride(text)
		if err != nil || got != want {
			t.Errorf("%q: got %v, %v", text, got, err)
		}
	}
	for _, text := range []string{"", "a", "=b", "a=", " = "} {
		if got, err := ParseOverride(text); err == nil {
			t.Errorf("%q: got %v", text, got)
		}
	}
}

func TestOverride(t *testing.T) {
	text := read(t, testdata+"/ok/full.yaml")
	for _, c := range []struct {
		path, value string
		got         func(s *model.Scenario) any
		want        any
	}{
		{"name", "other", func(s *model.Scenario) any { return s.Name }, "other"},
		{"drivers.users.now", "250", func(s *model.Scenario) any { return float64(s.Drivers.Users.Now) }, 250.0},
		{"drivers.users.growth", "{p5: 1%/year, p50: 2%/year, p95: 3%/year}", func(s *model.Scenario) any { return s.Drivers.Users.Growth.Compound.Rate }, 0.02},
		{"drivers.users.growth.linear", "5/month", func(s *model.Scenario) any { return s.Drivers.Users.Growth.Linear != nil }, true},
		{"drivers.other.Kiosk ekranları.growth.steps[1].add", "7", func(s *model.Scenario) any { return float64(s.Drivers.Other[2].Growth.Steps[1].Add) }, 7.0},
		{"services.web.cpu", "7 s", func(s *model.Scenario) any { return float64(s.Services[0].CPU) }, 7.0},
		{"services.web.memory.per_user", "1 MB", func(s *model.Scenario) any {
			return [2]float64{float64(s.Services[0].Memory.Base), float64(s.Services[0].Memory.PerUser)}
		}, [2]float64{100e6, 1e6}},
		{"services.web.interruptible", "true", func(s *model.Scenario) any { return s.Services[0].Interruptible }, true},
		{"database.connections.max", "500", func(s *model.Scenario) any { return float64(*s.Database.Connections.Max) }, 500.0},
		{"database.read_replicas.uses.raporlama", "4", func(s *model.Scenario) any { return float64(s.Database.ReadReplicas.Uses[1].Count) }, 4.0},
		{"database.read_replicas.uses.yeni", "4", func(s *model.Scenario) any { return float64(s.Database.ReadReplicas.Uses[2].Count) }, 4.0},
		{"prices.files", "$1/GB-month", func(s *model.Scenario) any { return len(s.Prices.Files) }, 1},
		{"prices.files[0].price", "₺1/B-month", func(s *model.Scenario) any { return float64(s.Prices.Files[0].Price) }, 1.0},
		{"prices.backups.price", "₺1/B-month", func(s *model.Scenario) any { return float64(s.Prices.Backups[0].Price) }, 1.0},
		{"prices.backups[0].price", "₺1/B-month", func(s *model.Scenario) any { return float64(s.Prices.Backups[0].Price) }, 1.0},
		{"prices.cdn[0]", "₺1/B", func(s *model.Scenario) any { return float64(s.Prices.CDN[0].Price) }, 1.0},
		{"nodes.tiers", "large", func(s *model.Scenario) any { return s.Nodes.Tiers[0] }, "large"},
		{"nodes.tiers", "large", func(s *model.Scenario) any { return s.Nodes.Tiers[0] }, "large"},
		{"savings.spot.from", "Temel", func(s *model.Scenario) any { return s.Savings.Spot.From.Month }, 1},
		{"fx.rates.EUR", "40", func(s *model.Scenario) any { return float64(s.Prices.Databases[1].Price) }, 16000.0},
		{"fx.rates.GBP", "50", func(s *model.Scenario) any { return len(s.FX.Rates) }, 3},
		{"assumptions.hours_per_month", "730", func(s *model.Scenario) any { return float64(s.Prices.Servers[1].Price) }, 0.25 * 730 * 32},
		{"claims.getiri.given.load.peak", "3x", func(s *model.Scenario) any { return s.Claims[4].Given[3] }, model.Given{Name: "load.peak", Value: "3x"}},
		{"claims.getiri.given.finance.savings", "$1/month", func(s *model.Scenario) any { return s.Claims[4].Given[0].Value }, "$1/month"},
		{"load.week", "office-hours", func(s *model.Scenario) any { return s.Load.Week.Shape }, "office-hours"},
		{"objectives.dependencies", "{count: 1, availability: 99%}", func(s *model.Scenario) any { return float64(s.Objectives.Dependencies.Count) }, 1.0},
	} {
		f := Decode("full.yaml", text, Override{c.path, c.value})
		if c.path == "drivers.users.growth.linear" { // it is a second curve beside the rate
			f = Decode("full.yaml", text, Override{"drivers.users.growth", "{linear: 1/month}"}, Override{c.path, c.value})
		}
		if f.Scenario == nil {
			t.Errorf("%s=%s:\n%s", c.path, c.value, render(t, f))
			continue
		}
		checkFile(t, f)
		if diff := cmp.Diff(c.want, c.got(f.Scenario)); diff != "" {
			t.Errorf("%s=%s: %s", c.path, c.value, diff)
		}
	}
}

func TestOverrideFaults(t *testing.T) {
	text := read(t, testdata+"/ok/full.yaml")
	for _, c := range []struct{ path, value, want string }{
		{"driver.users.now", "5", `--set driver.users.now:1:1: error: unknown path "driver.users.now": there is no "driver" [unknown-path]` + "\n" +
			"    1 | driver.users.now=5\n      | ^~~~~~\n      = hint: did you mean \"drivers.users.now\"?\n"},
		{"services.wob.cpu", "5 ms", `did you mean "services.web.cpu"?`},
		{"services.new.cpu", "5 ms", `there is no "new"`},
		{"services.new", "{cpu: 1 ms}", `missing key "replica" in services.new`},
		{"drivers.users.now.x", "5", `hint: the path ends before it`},
		{"drivers.users.", "5", `there is no ""`},
		{"prices.egress[3].price", "5", `hint: it has 3 elements, [0] being the first`},
		{"prices.egress.price", "5", `there is no "price"`},
		{"prices.egress[", "5", `there is no "["`},
		{"nodes.tiers[5]", "x", `it has 2 elements`},
		{"fx.rates.", "5", `there is no ""`},
		{"drivers.users.now", "many", `--set drivers.users.now:1:19: error: "many" does not start with a number`},
		{"drivers.users.now", "1 to 2 %", `--set drivers.users.now:1:24: error: `},
		{"drivers.users.now", "# 5", `has no value`},
		{"drivers.users.now", "~", `has no value`},
		{"drivers.users.now", "{a: [", `[yaml-syntax]`},
		{"drivers.users.now", "5\n---\n6", `has no value`},
		{"drivers.users.now", "*a", `unknown anchor`},
		{"drivers.users.now", "!x 5", `[custom-tag]`},
		{"drivers.users.now", "5\x00", `[not-text]`},
		{"services.web.replica", "{cpu: 1, memry: 1 GB}", `did you mean "memory"?`},
		{"services.web.replica", "{cpu: 1}", `--set services.web.replica:1:22: error: missing key "memory" in services.web.replica`},
		{"savings.spot.from", "Büyme", `did you mean "Büyüme"?`},
		{"limits.bütçe.deny", "cost.efective < ₺5", `--set limits.bütçe.deny:1:19: error: unknown result "cost.efective"`},
	} {
		f := Decode("full.yaml", text, Override{c.path, c.value})
		checkFile(t, f)
		if got := render(t, f); f.Scenario != nil || !strings.Contains(got, c.want) {
			t.Errorf("%s=%s: want %s, got:\n%s", c.path, c.value, c.want, got)
		}
	}
}

// outside reports an input of a service that somebody else runs.
func outside(s *model.Scenario, path string) bool {
	return slices.ContainsFunc(s.Services, func(v model.Service) bool { return v.Outside && strings.HasPrefix(path, "services."+v.Name+".") })
}

// called reports the calls of a service that others use and that says none: to say them
// is to say that it gets some beside.
func called(s *model.Scenario, path string) bool {
	return slices.ContainsFunc(s.Services, func(v model.Service) bool { return v.Called && path == "services."+v.Name+".calls" })
}

// Every input can be set by its path, to what it is, without any change. This
// is what lets other tools vary a scenario by path.
func TestInputsAreAddressable(t *testing.T) {
	for _, file := range good(t) {
		text := read(t, file)
		f := decode(file, text)
		for _, in := range f.Inputs {
			again := decode(file, text, Override{in.Path, in.Text})
			if in.Default && (outside(f.Scenario, in.Path) || strings.HasSuffix(in.Path, ".looks_back") || called(f.Scenario, in.Path)) {
				continue // what a service outside or a contract does not have cannot be set
			}
			if again.Scenario == nil {
				t.Errorf("%s=%s:\n%s", in.Path, in.Text, render(t, again))
				continue
			}
			if diff := cmp.Diff(f.Scenario, again.Scenario); diff != "" {
				t.Errorf("%s=%s: %s", in.Path, in.Text, diff)
			}
			if got := again.Inputs.Find(in.Path); got == nil || *got.At != *in.At || got.Default {
				t.Errorf("%s=%s: got %v", in.Path, in.Text, got)
			}
		}
	}
}

// The last override of a path wins.
func TestOverrideTwice(t *testing.T) {
	f := Decode("x", read(t, testdata+"/ok/minimal.yaml"), Override{"drivers.users.now", "5"}, Override{"drivers.users.now", "7"})
	if f.Scenario == nil || f.Scenario.Drivers.Users.Now != 7 {
		t.Fatal(render(t, f))
	}
	if got := f.Locate("drivers.users.now").String(); got != "--set drivers.users.now:1:19" {
		t.Errorf("got %s", got)
	}
}

// A whole element may be added to a named section; a name with dots stands in
// quotes, so that a misspelt one on the way to a key is not taken for it.
func TestOverrideAddsAnElement(t *testing.T) {
	text := read(t, testdata+"/ok/minimal.yaml")
	f := Decode("minimal.yaml", text,
		Override{`prices.servers."m6i.xlarge"`, "{cpu: 4, memory: 16 GB, price: $20/month}"},
		Override{"prices.servers.m6i.xlarge.cpu", "8"},
		Override{"nodes.tiers", "[m6i.xlarge]"},
		Override{"services.added", "{cpu: 1 ms, replica: {cpu: 100m, memory: 128Mi}}"},
		Override{`services.added.latency`, "5 ms"},
	)
	if f.Diagnostics.HasErrors() {
		t.Fatal(f.Diagnostics)
	}
	s := f.Scenario
	if last := s.Prices.Servers[len(s.Prices.Servers)-1]; last.Name != "m6i.xlarge" || last.CPU != 8 {
		t.Errorf("server tier %+v", last)
	}
	if last := s.Services[len(s.Services)-1]; last.Name != "added" || float64(last.Latency) != 0.005 {
		t.Errorf("service %+v", last)
	}
	for path, code := range map[string]string{
		"services.misspelt.replica": codeUnknownPath, "services.a.b": codeUnknownPath,
		`services."a`: codeBadName, `services."a"b`: codeBadName, `services.""`: codeBadName,
	} {
		f := Decode("minimal.yaml", text, Override{path, "{cpu: 100m, memory: 128Mi}"})
		if len(f.Diagnostics) == 0 || f.Diagnostics[0].Code != code {
			t.Errorf("%s: %v", path, f.Diagnostics)
		}
	}
}
