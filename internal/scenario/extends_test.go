package scenario

import (
	"errors"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/talimat/talimat-plan/internal/model"
)

const baseOfAll = `
version: 1
name: base
start: 2026-05
horizon: 24 months
currency: EUR
drivers: {users: {now: 1000, growth: 5%/month}}
load: {requests: {rate: 6/min, out: 2 KB}, peak: 3x, week: office-hours}
services:
  web: {cpu: 10 ms, replica: {cpu: 1, memory: 1 GiB}, replicas: {min: 2}}
  old: {cpu: 5 ms, replica: {cpu: 1, memory: 1 GiB}}
nodes: {tiers: {small: {cpu: 4, memory: 16 GB, price: €50/month}}}
charges: {support: {price: €100/month}, team: {price: €1000/month, category: people}, data: {price: {sample: prices.csv}}}
`

// read returns the files of a test by their names.
func filesOf(all map[string]string) func(string) ([]byte, error) {
	return func(name string) ([]byte, error) {
		if text, ok := all[name]; ok {
			return []byte(text), nil
		}
		return nil, errors.New("cannot read " + name + ": no such file; there are " + strings.Join(slices.Sorted(maps.Keys(all)), ", "))
	}
}

// What a scenario extends is what it does not say itself: mappings are merged key by
// key, a bare value is its key, all else replaces; files are named as seen from where
// their name stands.
func TestExtends(t *testing.T) {
	o := Options{Files: filesOf(map[string]string{"plans/base.yaml": baseOfAll, "plans/middle.yaml": "extends: base.yaml\nhorizon: 12 months\n", "plans/prices.csv": "price\n€3/month\n€4/month\n"})}
	f := o.Decode("mine/plan.yaml", []byte(`
extends: plans/middle.yaml
name: mine
drop: [services.old, charges.support]
load: {requests: 12/min}
services: {web: {cpu: 20 ms, replicas: {max: 9}}}
drivers: {users: {growth: {linear: 100/month}}}
charges: {team: {price: {now: €1000/month, 2026-09: €2000/month}}}
`))
	if f.Scenario == nil {
		t.Fatal(f.Diagnostics)
	}
	s := f.Scenario
	web := &s.Services[0]
	for what, ok := range map[string]bool{
		"the name":          s.Name == "mine",
		"the horizon":       s.Months() == 12,
		"services":          len(s.Services) == 1,
		"charges":           len(s.Charges) == 2 && s.Charges[0].Name == "team" && s.Charges[0].Category == "people",
		"the dated price":   s.Dates("charges.team.price") != nil,
		"the CPU time":      float64(web.CPU) == 0.020,
		"replicas":          float64(web.Replicas.Min) == 2 && web.Replicas.Max != nil && float64(*web.Replicas.Max) == 9,
		"the growth":        s.Drivers.Users.Growth.Linear != nil && s.Drivers.Users.Growth.Compound == nil,
		"users":             float64(s.Drivers.Users.Now) == 1000,
		"the load":          float64(*s.Load.Peak) == 3,
		"requests":          slices.ContainsFunc(f.Inputs, func(in model.Input) bool { return strings.HasPrefix(in.Path, "load.requests") && *in.At == 0.2 }),
		"bytes":             slices.ContainsFunc(f.Inputs, func(in model.Input) bool { return strings.HasPrefix(in.Path, "load.") && *in.At == 2000 }),
		"the sample's file": f.Inputs.Find("charges.data.price").Distribution != nil,
	} {
		if !ok {
			t.Errorf("%s is not as it should be", what)
		}
	}
	if at := f.Locate("services.web.replica.cpu"); at.File != "mine/plans/base.yaml" || at.Line != 10 {
		t.Errorf("the replica's CPU stands at %s", at)
	}
	if at := f.Locate("services.web.cpu"); at.File != "mine/plan.yaml" || at.Line != 6 {
		t.Errorf("the CPU time stands at %s", at)
	}
}

// A number that varies is one value, whichever way: it replaces that of the base.
func TestExtendsReplacesNumbers(t *testing.T) {
	files := filesOf(map[string]string{"base.yaml": baseOfAll, "prices.csv": "price\n€3/month\n€4/month\n"})
	for _, price := range []string{"{now: €1/month, 2026-09: €2/month}", "{p5: €1/month, p50: €2/month, p95: €4/month}", "{uniform: [€1/month, €2/month]}", "[{up_to: 10, price: €1/month}, €2/month]"} {
		f := Options{Files: files}.Decode("plan.yaml", []byte("extends: base.yaml\ncharges: {data: {price: "+price+", of: users}}"))
		if f.Scenario == nil {
			t.Errorf("%s: %v", price, f.Diagnostics)
		}
	}
}

func TestExtendsFaults(t *testing.T) {
	files := map[string]string{
		"a.yaml": "extends: b.yaml", "b.yaml": "extends: a.yaml", "broken.yaml": "name: {", "bad.yaml": "name: x\nstart: 2026-99\nwrong: 1", "two.yaml": "name: x\n---\nname: y",
		"base.yaml": baseOfAll, "prices.csv": "price\n€3/month\n€4/month\n",
	}
	for i := range 12 {
		files["deep"+string(rune('a'+i))+".yaml"] = "extends: deep" + string(rune('b'+i)) + ".yaml"
	}
	for text, want := range map[string]string{
		"extends: a.yaml":                          "extend each other: a.yaml → b.yaml → a.yaml",
		"extends: none.yaml":                       "cannot read none.yaml",
		"extends: [base.yaml]":                     "extends names a file",
		"extends: broken.yaml":                     "not YAML",
		"extends: two.yaml":                        "a second document",
		"extends: bad.yaml":                        "unknown key",
		"extends: deepa.yaml":                      "more than 8 scenarios extend one another",
		"extends: base.yaml\ndrop: [services.wep]": "did you mean \"services.web\"?",
		"extends: base.yaml\ndrop: [name]":         "missing key \"name\"",
	} {
		f := Options{Files: filesOf(files)}.Decode("plan.yaml", []byte(text))
		var all strings.Builder
		for _, d := range f.Diagnostics {
			all.WriteString(d.Pos.String() + ": " + d.Message + " " + d.Hint + "\n")
		}
		if f.Scenario != nil || !strings.Contains(all.String(), want) {
			t.Errorf("%q: %s, want %q", text, all.String(), want)
		}
	}
}

// A variant is the scenario with its changes, in front of all others.
func TestVariant(t *testing.T) {
	const text = baseOfAll + `
variants:
  fast: {services.web.cpu: 8 ms, charges.cache: {price: €80/month}, drop: [services.old, charges.data]}
  more: {load.peak: +10%, nodes.tiers: {large: {cpu: 8, memory: 32 GB, price: €90/month}}}
`
	files := filesOf(map[string]string{"prices.csv": "price\n€3/month\n€4/month\n"})
	decode := func(set ...Override) *File {
		return Options{Files: files, Overrides: set}.Decode("plan.yaml", []byte(text))
	}
	plain, fast := decode(), decode(Override{VariantPath, "fast"}, Override{"charges.cache.price", "€90/month"})
	if plain.Scenario == nil || fast.Scenario == nil {
		t.Fatal(plain.Diagnostics, fast.Diagnostics)
	}
	if n := len(plain.Scenario.Services); n != 2 {
		t.Errorf("the plan itself has %d services", n)
	}
	if cpu := fast.Scenario.Services[0].CPU; float64(cpu) != 0.008 || len(fast.Scenario.Services) != 1 {
		t.Errorf("the variant has %d services, the first with %v", len(fast.Scenario.Services), cpu)
	}
	if c := fast.Scenario.Charge("cache"); c == nil || *c.Price[0].Price.At() != 90 || fast.Scenario.Charge("data") != nil {
		t.Errorf("the variant's charges are %v", fast.Scenario.Charges)
	}
	more := decode(Override{VariantPath, "more"})
	if more.Scenario == nil || float64(*more.Scenario.Load.Peak) < 3.29 || more.Scenario.Nodes.Tiers[0] != "large" {
		t.Errorf("the variant is %v", more.Diagnostics)
	}
}
