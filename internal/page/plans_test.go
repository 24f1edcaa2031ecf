package page_test

import (
	"bytes"
	"errors"
	"regexp"
	"strings"
	"testing"

	"github.com/talimat/talimat-plan/internal/page"
	"github.com/talimat/talimat-plan/internal/plan"
	"github.com/talimat/talimat-plan/internal/report"
	"github.com/talimat/talimat-plan/internal/sampling"
	"github.com/talimat/talimat-plan/internal/scenario"
	"github.com/talimat/talimat-plan/internal/simulation"
	"github.com/talimat/talimat-plan/internal/study/sensitivity"
	"github.com/talimat/talimat-plan/scenarios"
)

// dossier is the dossier of a scenario given as text.
func dossier(tb testing.TB, name, text string, set ...string) *report.Dossier {
	tb.Helper()
	var overrides []scenario.Override
	for _, s := range set {
		o, err := scenario.ParseOverride(s)
		if err != nil {
			tb.Fatal(err)
		}
		overrides = append(overrides, o)
	}
	f := scenario.Decode(name, []byte(text), overrides...)
	if f.Scenario == nil {
		tb.Fatal(f.Diagnostics)
	}
	given := report.Given{Text: text, Changes: set, Inputs: f.Inputs}
	futures, err := simulation.Run(f.Scenario, f.Inputs, simulation.Options{
		Effects: true,
		Design:  sampling.Design{Seed: 1, Replicates: 4, Points: 64}, Metrics: report.OutlookMetrics(f.Scenario),
	})
	switch {
	case err == nil:
		given.Futures = futures
		given.Alone, _ = sensitivity.Alone(f.Scenario, f.Inputs, simulation.Target{})
	case !errors.Is(err, simulation.ErrCertain):
		tb.Fatal(err)
	}
	return report.NewDossier(plan.Run(f.Scenario), report.Options{
		Tool: "talimat-plan 0", File: name, InputHash: "sha256:of-this-input", Locate: f.Locate,
	}, given)
}

// builtIn is the dossier of a built-in scenario.
func builtIn(tb testing.TB, name string, set ...string) *report.Dossier {
	tb.Helper()
	text, ok := scenarios.Text(name)
	if !ok {
		tb.Fatal("no scenario", name)
	}
	return dossier(tb, name+".yaml", string(text), set...)
}

func write(tb testing.TB, d *report.Dossier) string {
	tb.Helper()
	var b bytes.Buffer
	if err := page.Write(&b, d); err != nil {
		tb.Fatal(err)
	}
	return b.String()
}

// small is a plan with nothing in it that a plan can do without.
const small = `version: 1
name: small
start: 2026-01
horizon: 1 month
currency: TRY
drivers: {users: {now: 10}}
load: {requests: 1/min}
services: {web: {cpu: 10 ms, replica: {cpu: 100m, memory: 128Mi}, targets: {cpu: 70%}}}
nodes: {tiers: [vm]}
prices: {servers: {vm: {cpu: 2, memory: 4 GB, price: ₺100/month}}}
`

// hostile is a plan whose author tries what names can do to a page.
func hostile() string {
	return `version: 1
name: "<script>alert(1)</script>"
description: "\"><img src=x onerror=alert(2)> İSTANBUL ığüşöç ₺ \u202Eevil\u202C </title></style><!-- {{.}} ${x}"
start: 2026-01
horizon: 3 months
currency: TRY
drivers: {users: {now: 10, growth: 30% to 70%/month, target: 1000}}
load: {requests: 100/min}
services:
  web: {cpu: 100 ms, replica: {cpu: 100m, memory: 128Mi}, replicas: {max: 1}, targets: {cpu: 70%}}
nodes: {tiers: [vm]}
prices: {servers: {vm: {cpu: 2, memory: 4 GB, price: ₺100/month}}}
phases: {bir: {months: 1-1, investment: ₺1, goals: ["</td></table><script>alert(3)</script>", "javascript:alert(4)"]}}
risks: {x: {level: high, mitigation: "<b onclick='alert(5)'>&amp;</b>"}}
notes: ["</li></ul></main><iframe src=//example.com></iframe>"]
# </code></script><script>alert(6)</script> # 'quotes" ` + "`" + `
`
}

// many is a plan of many services with long names and a long horizon.
func many() string {
	var b strings.Builder
	b.WriteString(strings.Replace(small, "horizon: 1 month", "horizon: 240 months", 1))
	text := strings.Replace(b.String(), "now: 10}", "now: 1000, growth: 10% to 30%/year}", 1)
	var services strings.Builder
	services.WriteString("services:\n")
	for i := range 40 {
		name := strings.Repeat("service-with-a-name-of-sixty-letters-", 2)[:57] + "-" + string(rune('a'+i/26)) + string(rune('a'+i%26))
		services.WriteString("  " + name + ": {cpu: 10 ms, replica: {cpu: 100m, memory: 128Mi}, replicas: {max: 3}, targets: {cpu: 70%}}\n")
	}
	return regexp.MustCompile(`(?m)^services: .*\n`).ReplaceAllString(text, services.String())
}

// plans are the plans that every page must be fit for.
func plans(tb testing.TB) map[string]*report.Dossier {
	all := map[string]*report.Dossier{
		"small": dossier(tb, "small.yaml", small), "hostile": dossier(tb, "<hostile>.yaml", hostile()), "many": dossier(tb, "many.yaml", many()),
		"changed": builtIn(tb, "saas", "horizon=240 months", "finance.discount_rate=12%/year"),
	}
	for _, name := range scenarios.Names() {
		all[name] = builtIn(tb, name)
	}
	return all
}
