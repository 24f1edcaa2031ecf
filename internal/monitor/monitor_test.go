package monitor

import (
	"encoding/json"
	"fmt"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/talimat/talimat-plan/internal/plan"
	"github.com/talimat/talimat-plan/internal/scenario"
)

const seats = `
version: 1
name: "seats: \"new\" {{ plan }}"
start: 2026-01
horizon: 12 months
currency: USD
drivers: {users: {now: 1000, growth: 10%/month}, tenants: {now: 7}}
charges: {seat: {price: $2/month, of: users}}
`

func watched(t *testing.T, q Question) *Plan {
	t.Helper()
	f := scenario.Decode("plan.yaml", []byte(seats))
	if f.Scenario == nil {
		t.Fatal(f.Diagnostics)
	}
	q.Result, q.Tolerance, q.For = plan.Run(f.Scenario), 0.1, "1h"
	p, err := New(q)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestMonths(t *testing.T) {
	p := watched(t, Question{})
	var names []string
	for _, s := range p.Series {
		names = append(names, s.Metric.Name)
	}
	if got := strings.Join(names, " "); got != "users drivers.tenants cost.billed" {
		t.Errorf("the usual results are %s", got)
	}
	// 2026-01-01, 2026-02-01 and 2027-02-01 in seconds since 1970, from date -u +%s.
	if e := p.expression(p.Series[0].Values); !strings.HasPrefix(e, "(vector(1000) and (vector(time()) >= 1767225600 < 1769904000))\nor (vector(1100) and (vector(time()) >= 1769904000 < ") {
		t.Error(e)
	}
	if e := p.expression(p.Series[1].Values); e != "(vector(7) and (vector(time()) >= 1767225600 < 1801440000))" {
		t.Errorf("months with the same value are one: %s", e)
	}
	if e := p.expression([]float64{math.NaN(), math.Inf(1)}); e != "vector(0) < 0" {
		t.Error(e)
	}
}

func TestRefuses(t *testing.T) {
	f := scenario.Decode("plan.yaml", []byte(seats))
	for _, q := range []Question{{Metrics: []string{"finance.roi"}}, {Metrics: []string{"luck"}}, {Queries: map[string]string{"luck": "x"}}} {
		q.Result = plan.Run(f.Scenario)
		if _, err := New(q); err == nil || !strings.Contains(err.Error(), "no result") {
			t.Errorf("%+v: %v", q.Metrics, err)
		}
	}
}

// The dashboard is JSON with a panel for each result, which asks for what the rules record.
func TestDashboard(t *testing.T) {
	p := watched(t, Question{Queries: map[string]string{"users": "sum(app_users)"}})
	text, err := p.Dashboard()
	if err != nil {
		t.Fatal(err)
	}
	var d struct {
		Panels []struct {
			Title   string
			Targets []struct{ Expr string }
			GridPos struct{ X, Y int }
		}
	}
	if err := json.Unmarshal(text, &d); err != nil || len(d.Panels) != 3 {
		t.Fatalf("%v, %d panels", err, len(d.Panels))
	}
	places := map[string]bool{}
	for i, panel := range d.Panels {
		want := 3
		if i == 0 {
			want = 4
		}
		places[fmt.Sprint(panel.GridPos)] = true
		if panel.Title != p.Series[i].Metric.Name || len(panel.Targets) != want || !strings.HasPrefix(panel.Targets[0].Expr, `talimat_plan{plan="seats: \"new\"`) {
			t.Errorf("%+v", panel)
		}
	}
	if len(places) != 3 {
		t.Error("panels lie on each other")
	}
}

// promtool runs it; where it is not installed the test is left out, in CI it fails.
func promtool(t *testing.T, args ...string) {
	t.Helper()
	if _, err := exec.LookPath("promtool"); err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatalf("%v: install the Debian package prometheus", err)
		}
		t.Skip("SKIPPED: promtool is not installed; apt-get install prometheus, then go test ./internal/monitor")
	}
	if out, err := exec.Command("promtool", args...).CombinedOutput(); err != nil {
		t.Fatalf("promtool %s: %v\n%s", strings.Join(args, " "), err, out)
	}
}

// Prometheus' own tool finds the rules right, each month at its own time, and the alert
// when there are more users than the band has room for.
func TestRulesInPrometheus(t *testing.T) {
	p := watched(t, Question{Queries: map[string]string{"users": "sum(app_users)"}})
	dir := t.TempDir()
	rules := filepath.Join(dir, "rules.yml")
	if err := os.WriteFile(rules, p.Rules(), 0o600); err != nil {
		t.Fatal(err)
	}
	promtool(t, "check", "rules", "--lint=all", "--lint-fatal", rules)
	// Tests begin at 1970: the plan is moved there, so that month 1 begins after 31 days.
	p.Start.Year, p.Start.Month = 1970, 1
	if err := os.WriteFile(rules, p.Rules(), 0o600); err != nil {
		t.Fatal(err)
	}
	test := `
rule_files: [rules.yml]
evaluation_interval: 6h
tests:
  - interval: 1h
    input_series:
      - {series: 'app_users{region="fra"}', values: '600x743 1000x2000'}
      - {series: 'app_users{region="ist"}', values: '400x743 500x2000'}
    promql_expr_test:
      - {expr: 'talimat_plan{metric="users"}', eval_time: 30d, exp_samples: [{labels: 'talimat_plan{plan=PLAN,metric="users"}', value: 1000}]}
      - {expr: 'talimat_plan{metric="users"}', eval_time: 32d, exp_samples: [{labels: 'talimat_plan{plan=PLAN,metric="users"}', value: 1100}]}
      - {expr: 'talimat_plan_high{metric="drivers.tenants"}', eval_time: 32d, exp_samples: [{labels: 'talimat_plan_high{plan=PLAN,metric="drivers.tenants"}', value: 7.700000000000001}]}
      - {expr: talimat_plan_actual, eval_time: 32d, exp_samples: [{labels: 'talimat_plan_actual{plan=PLAN,metric="users"}', value: 1500}]}
    alert_rule_test:
      - {alertname: PlanBandExceeded, eval_time: 30d}
      - {alertname: PlanBandUndercut, eval_time: 34d}
      - eval_time: 34d
        alertname: PlanBandExceeded
        exp_alerts:
          - exp_labels: {severity: warning, plan: NAME, metric: users}
            exp_annotations:
              summary: SUMMARY
              description: "The plan no longer says what happens: hold it against what did with talimat-plan track."
`
	name := quoted(p.Name)
	summary := quoted("users is 1.5k, above the band of the plan " + p.Name)
	test = strings.NewReplacer("PLAN,", strings.ReplaceAll(name, "'", "''")+",", "NAME", name, "SUMMARY", summary).Replace(test)
	file := filepath.Join(dir, "test.yml")
	if err := os.WriteFile(file, []byte(test), 0o600); err != nil {
		t.Fatal(err)
	}
	promtool(t, "test", "rules", file)
}
