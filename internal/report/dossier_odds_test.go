package report

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/talimat/talimat-plan/internal/plan"
	"github.com/talimat/talimat-plan/internal/sampling"
	"github.com/talimat/talimat-plan/internal/scenario"
	"github.com/talimat/talimat-plan/internal/simulation"
	"github.com/talimat/talimat-plan/internal/study/sensitivity"
	"github.com/talimat/talimat-plan/internal/words"
	examples "github.com/talimat/talimat-plan/scenarios"
)

// outlookOf is the outlook of a scenario over few futures.
func outlookOf(t *testing.T, name string, text []byte) (*Outlook, *simulation.Outcome) {
	t.Helper()
	f := scenario.Decode(name, text)
	if f.Scenario == nil {
		t.Fatal(f.Diagnostics)
	}
	out, err := simulation.Run(f.Scenario, f.Inputs, simulation.Options{
		Effects: true,
		Design:  sampling.Design{Seed: 1, Replicates: 4, Points: 128}, Metrics: OutlookMetrics(f.Scenario),
	})
	if err != nil {
		t.Fatal(err)
	}
	bars, _ := sensitivity.Alone(f.Scenario, f.Inputs, simulation.Target{})
	d := NewDossier(plan.Run(f.Scenario), Options{File: name, Locate: f.Locate}, Given{Text: string(text), Inputs: f.Inputs, Futures: out, Alone: bars})
	if d.Charts.Fan == nil {
		t.Errorf("%s: no fan", name)
	}
	return d.Outlook, out
}

// An outlook says the same as the simulation, a row for every result and limit.
func TestOutlook(t *testing.T) {
	for _, name := range examples.Names() {
		text, _ := examples.Text(name)
		o, out := outlookOf(t, name, text)
		last := out.Scenario.Months()
		q, _ := out.Quantiles("cost.effective", last)
		money := words.Currency(out.Scenario.Currency)
		if row := o.Figures.Rows[0]; !strings.HasPrefix(row[0], "Cost in month ") || !strings.HasPrefix(row[4], money.Amount(q[nine].Value, 0)) {
			t.Errorf("%s: %q, want P90 %v", name, row, q[nine].Value)
		}
		if len(o.Limits.Rows) != len(out.Limits) || len(o.Limits.Lines) != len(out.Limits) || o.Limits.Lines[0] == 0 {
			t.Errorf("%s: limits %v in lines %v", name, o.Limits.Rows, o.Limits.Lines)
		}
		for i, row := range o.Limits.Rows {
			if want := words.Chance(out.Odds(i).Ever.Value); row[3] != want {
				t.Errorf("%s: %q, want %s", name, row, want)
			}
		}
		if o.Tornado == nil || !namesBar(o.Lines[0].Text, out.Sources, o.Tornado.Bars[0].Name) {
			t.Errorf("%s: %q does not name the longest bar", name, o.Lines[0].Text)
		}
		for _, text := range append(slices.Concat(o.Figures.Rows...), fmt.Sprint(o.Summary, o.Lines)) {
			if strings.Contains(text, "NaN") || strings.Contains(text, "Inf") || strings.Contains(text, "e+") {
				t.Errorf("%s: %q", name, text)
			}
		}
	}
}

// namesBar reports whether a text has the path of the source that a bar, which
// is named in words, stands for.
func namesBar(text string, sources []string, bar string) bool {
	return slices.ContainsFunc(sources, func(path string) bool {
		return readable(path) == bar && strings.Contains(text, path)
	})
}

// What decides is said of none, of one and of two assumptions, and the summary
// speaks of limits that deny before those that warn.
func TestOutlookDecides(t *testing.T) {
	const base = `version: 1
name: x
start: 2026-01
horizon: 6 months
currency: TRY
drivers: {users: {now: 10%s}}
load: {requests: %s}
services: {web: {cpu: 10 ms, replica: {cpu: 100m, memory: 128Mi}, targets: {cpu: 70%%}}}
nodes: {tiers: [vm]}
prices: {servers: {vm: {cpu: 2, memory: 4 GB, price: %s}}}
limits: {a: {warn: users <= 1}, b: {deny: users <= 1000000}}
`
	for _, c := range []struct{ growth, load, price, decides string }{
		{"", "1/min to 2/min", "₺100/month", "no single assumption moves the cost of month 6 (2026-07)"},
		{"", "1/min", "₺100/month to ₺200/month", "one assumption moves the cost of month 6 (2026-07): ₺"},
		{", volatility: 5%/year", "1/min", "₺100/month", "no single assumption"},
		{"", "10000000/min to 20000000/min", "₺100/month to ₺200/month", "two assumptions move the cost of month 6 (2026-07) most: ₺"},
	} {
		o, _ := outlookOf(t, "x.yaml", fmt.Appendf(nil, base, c.growth, c.load, c.price))
		if !strings.HasPrefix(o.Lines[0].Text, c.decides) {
			t.Errorf("%q, want %q", o.Lines[0].Text, c.decides)
		}
		if (o.Tornado == nil) != strings.HasPrefix(c.decides, "no") {
			t.Errorf("%s: the tornado is %v", c.decides, o.Tornado)
		}
		if !strings.Contains(o.Summary, "limit b is broken in 0% of the futures") {
			t.Errorf("%q", o.Summary)
		}
	}
}
