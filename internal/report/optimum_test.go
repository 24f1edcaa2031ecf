package report_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/talimat/talimat-plan/internal/model"
	"github.com/talimat/talimat-plan/internal/plan"
	"github.com/talimat/talimat-plan/internal/report"
	"github.com/talimat/talimat-plan/internal/sampling"
	"github.com/talimat/talimat-plan/internal/scenario"
	"github.com/talimat/talimat-plan/internal/simulation"
	"github.com/talimat/talimat-plan/internal/study/decision"
	"github.com/talimat/talimat-plan/internal/study/optimize"
)

// Whichever inputs are chosen there is a verdict, text fits 80 columns, JSON is
// JSON, and nothing printed is NaN or Inf; the same once futures are weighed.
func TestOptimumOfEveryScenario(t *testing.T) {
	names, err := filepath.Glob("../../scenarios/*.yaml")
	if err != nil || len(names) == 0 {
		t.Fatal(err)
	}
	for _, name := range names {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		f := scenario.Decode(name, text)
		q := optimize.Question{Scenario: f.Scenario, Inputs: f.Inputs, Objective: optimize.TheTotal(f.Scenario), Finalists: 3}
		q.Read = func(set []optimize.Setting) (*model.Scenario, model.Inputs, error) {
			var overrides []scenario.Override
			for _, s := range set {
				overrides = append(overrides, scenario.Override{Path: s.Path, Value: s.Text})
			}
			if g := scenario.Decode(name, text, overrides...); g.Scenario != nil {
				return g.Scenario, g.Inputs, nil
			}
			return nil, nil, errors.New("not valid")
		}
		for _, path := range []string{"nodes.headroom", "nodes.spare", "database.utilization"} {
			x, err := optimize.Around(f.Inputs.Find(path), f.Scenario.Currency)
			if err != nil {
				t.Fatal(err)
			}
			q.Axes = append(q.Axes, x)
		}
		q.Axes = append(q.Axes, optimize.Choices("database.min", "", "as it is", f.Scenario.Database.Tiers))
		a, err := optimize.Optimize(q)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		checkOptimum(t, name, a, q, nil)
		table, err := a.Weigh(decision.Options{Design: sampling.Design{Seed: 1, Replicates: 4, Points: 16}})
		if err != nil && !errors.Is(err, simulation.ErrCertain) {
			t.Fatalf("%s: %v", name, err)
		}
		checkOptimum(t, name, a, q, table)
	}
}

func checkOptimum(t *testing.T, name string, a *optimize.Answer, q optimize.Question, table *decision.Table) {
	t.Helper()
	best, _, err := q.Read(a.Settings(&a.Best))
	if err != nil {
		t.Fatal(err)
	}
	x := report.NewOptimum(a, plan.Run(q.Scenario), plan.Run(best), table, report.Options{File: name})
	var text, markdown, document, rows bytes.Buffer
	for _, err := range []error{x.Text(&text), x.Markdown(&markdown), x.JSON(&document), x.CSV(&rows)} {
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	for line := range strings.Lines(text.String()) {
		if utf8.RuneCountInString(strings.TrimSuffix(line, "\n")) > 80 {
			t.Errorf("%s: wide: %s", name, line)
		}
	}
	for _, out := range []string{text.String(), markdown.String(), rows.String(), document.String()} {
		if strings.Contains(out, "NaN") || strings.Contains(out, "Inf") || strings.Contains(out, "%!") {
			t.Errorf("%s:\n%s", name, out)
		}
	}
	if !json.Valid(document.Bytes()) || x.Verdict == "" || len(x.Inputs) != len(q.Axes) || (x.Futures == nil) != (table == nil) {
		t.Errorf("%s: %s", name, document.String())
	}
	// What it says to set is where the forecast gets what it says.
	for _, r := range x.Results {
		if r.Name == "total" && *r.Best != a.Best.Figure {
			t.Errorf("%s: the forecast has %.2f, the search %.2f", name, *r.Best, a.Best.Figure)
		}
	}
}
