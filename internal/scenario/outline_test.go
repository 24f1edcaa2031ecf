package scenario

import (
	"math"
	"reflect"
	"strings"
	"testing"

	"github.com/talimat/talimat-plan/scenarios"
)

// Decoding what a text states gives what decoding the text gives.
func TestOutlineStatesTheScenario(t *testing.T) {
	for _, name := range scenarios.Names() {
		text, _ := scenarios.Text(name)
		want := Decode(name, text).Scenario
		for i := range want.Claims {
			want.Claims[i].World = nil // not part of what an outline decodes
		}
		whole := Outline(name, text)
		if got := whole.Decode(); !reflect.DeepEqual(got, want) {
			t.Errorf("%s: the outline states another scenario", name)
		}
		if !whole.Same(Outline(name, text)) {
			t.Errorf("%s: the outline is not the same as itself", name)
		}
	}
}

const outlined = `version: 1
name: a
start: 2024-01
horizon: 12 months
currency: USD
drivers: {users: {now: 10, growth: 10%/month}}
load: {requests: 10/min}
services:
  web: {cpu: 1 ms, memory: 300 MB, replica: {cpu: 1, memory: 1 GB}}
nodes: {tiers: [small]}
prices:
  servers: {small: {cpu: 2, memory: 4 GB, price: $50/month}}
  egress: $0.09/GB
`

// Every part knows its path as the file names it, its path with shorthand
// written out, and whether the file states it.
func TestOutlinePaths(t *testing.T) {
	found := map[string]*Part{}
	var visit func(p *Part)
	visit = func(p *Part) {
		found[p.Full] = p
		for _, part := range p.Parts {
			visit(part)
		}
	}
	visit(Outline("a.yaml", []byte(outlined)))
	for full, want := range map[string]struct {
		path, text string
		isDefault  bool
	}{
		"drivers.users.growth.compound": {"drivers.users.growth", "10%/month", false},
		"services.web.memory.base":      {"services.web.memory", "300 MB", false},
		"services.web.memory.per_user":  {"services.web.memory.per_user", "0 B", true},
		"prices.egress[0].price":        {"prices.egress", "$0.09/GB", false},
		"prices.file_copies":            {"prices.file_copies", "1", true},
		"load.week.shape":               {"load.week", "flat", true},
		"nodes.tiers[0]":                {"nodes.tiers[0]", "small", false},
	} {
		p := found[full]
		if p == nil {
			t.Errorf("no part %s", full)
		} else if p.Path != want.path || p.Text != want.text || p.Default != want.isDefault {
			t.Errorf("%s: path %s, text %q, default %v; want %+v", full, p.Path, p.Text, p.Default, want)
		}
	}
	for _, absent := range []string{"cache", "services.web.replicas.max", "drivers.database", "drivers.users.growth.logistic"} {
		if found[absent] != nil {
			t.Errorf("there is a part %s, which the file does not state", absent)
		}
	}
}

func TestSameValues(t *testing.T) {
	for _, c := range []struct {
		old, new string
		same     bool
	}{
		{"requests: 10/min", "requests: 600/hour", true},
		{"requests: 10/min", "requests: 0.16666666666666666/s", true},
		{"requests: 10/min", "requests: 0.1667/s", false},
		{"requests: 10/min", "requests: 8 to 12.5/min", false},
		{"growth: 10%/month", "growth: {compound: 10%/month}", true},
		{"growth: 10%/month", "growth: 10%/quarter", false},
		{"growth: 10%/month", "growth: 21%/quarter", false},
		{"growth: 10%/month", "growth: 33.1%/quarter", true}, // 1.1³ = 1.331
		{"memory: 300 MB,", "memory: {base: 0.3 GB},", true},
		{"memory: 300 MB,", "memory: 300Mi,", false},
		{"egress: $0.09/GB", "egress: [{price: 0.09 USD/GB}]", true},
		{"horizon: 12 months", "horizon: 1 year", true},
		{"name: a", "name: \"a\"", true},
		{"tiers: [small]", "tiers: small", true},
	} {
		if strings.Count(outlined, c.old) != 1 {
			t.Fatalf("%q is not once in the text", c.old)
		}
		a, b := Outline("a.yaml", []byte(outlined)), Outline("b.yaml", []byte(strings.Replace(outlined, c.old, c.new, 1)))
		if b == nil {
			t.Errorf("%s: not a scenario", c.new)
			continue
		}
		if got := a.Same(b); got != c.same {
			t.Errorf("%q and %q: same is %v", c.old, c.new, got)
		}
	}
}

func TestOutlineOfOverrides(t *testing.T) {
	p := Outline("a.yaml", []byte(outlined), Override{Path: "drivers.users.now", Value: "30"})
	if s := p.Decode(); s == nil || s.Drivers.Users.Now != 30 {
		t.Errorf("the override is not in what the outline states")
	}
	if Outline("a.yaml", []byte("version: [")) != nil || Outline("a.yaml", []byte("horizon: 12 monhts")) != nil {
		t.Errorf("what is no scenario has an outline")
	}
}

// A sample counts by what its file holds; what an outline states is decoded
// without the file.
func TestOutlineOfSamples(t *testing.T) {
	text := []byte(strings.Replace(outlined, "growth: 10%/month", "growth: {sample: rates.csv}", 1))
	from := func(file string) *Part {
		t.Helper()
		p := Options{Files: func(string) ([]byte, error) { return []byte(file), nil }}.Outline("a.yaml", text)
		if p == nil {
			t.Fatal("no outline")
		}
		return p
	}
	a, b := from("5%/month\n10%/month\n20%/month\n"), from("5%/month\n12%/month\n20%/month\n")
	if a.Same(b) || a.SameFiles(b) || !a.Same(from("rate\n5%/month\n10%/month\n20%/month\n")) {
		t.Error("samples are told apart by the name of their file")
	}
	for p, want := range map[*Part]float64{a: 0.10, b: 0.12} {
		for range 2 { // the first line of the file is not taken away for the second
			if s := p.Decode(); s == nil || math.Abs(s.Drivers.Users.Growth.Compound.Rate-want) > 1e-12 {
				t.Errorf("decoded %+v, want a rate of %g", s, want)
			}
		}
	}
	if (Options{}).Outline("a.yaml", text) != nil {
		t.Error("a sample without its file has an outline")
	}
}
