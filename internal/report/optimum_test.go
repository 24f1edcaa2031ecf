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
	"github.com/talimat/talimat-plan/internal/render"
	terminal "github.com/talimat/talimat-plan/internal/render/text"
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
		if f.Scenario.Database == nil {
			continue // the inputs that are varied are not there
		}
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
		paths := []string{"nodes.headroom", "nodes.spare", "database.utilization"}
		if f.Scenario.Database == nil {
			paths = paths[:2]
		}
		for _, path := range paths {
			in := f.Inputs.Find(path)
			if in == nil {
				t.Fatalf("%s has no %s", name, path)
			}
			x, err := optimize.Around(in, f.Scenario.Currency)
			if err != nil {
				t.Fatal(err)
			}
			q.Axes = append(q.Axes, x)
		}
		if d := f.Scenario.Database; d != nil {
			q.Axes = append(q.Axes, optimize.Choices("database.min", "", "as it is", d.Tiers))
		}
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
	d := report.Optimum(a, plan.Run(q.Scenario), plan.Run(best), table, report.Options{File: name})
	for _, format := range render.Formats() {
		var b bytes.Buffer
		if err := render.Write(&b, d, format, terminal.Options{}); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		for line := range strings.Lines(b.String()) {
			if format == "table" && utf8.RuneCountInString(strings.TrimSuffix(line, "\n")) > 80 && !strings.Contains(line, "--set") {
				t.Errorf("%s: wide: %s", name, line)
			}
		}
		if out := b.String(); strings.Contains(out, "NaN") || strings.Contains(out, "Inf") || strings.Contains(out, "%!") {
			t.Errorf("%s:\n%s", name, out)
		}
		if format == "json" && !json.Valid(b.Bytes()) {
			t.Errorf("%s: no JSON: %s", name, b.String())
		}
	}
	if d.Verdict == "" || len(d.Table("inputs").Rows) != len(q.Axes) || (d.Table("variants") != nil) != (table != nil) {
		t.Errorf("%s: %+v", name, d)
	}
	// What it says to set is where the forecast gets what it says.
	for _, row := range d.Table("results").Rows {
		if best, _ := row[3].Value(); row[1].String() == "total" && best != a.Best.Figure {
			t.Errorf("%s: the forecast has %.2f, the search %.2f", name, best, a.Best.Figure)
		}
	}
}
