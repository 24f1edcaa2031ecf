package report_test

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/talimat/talimat-plan/internal/document"
	"github.com/talimat/talimat-plan/internal/plan"
	"github.com/talimat/talimat-plan/internal/render"
	"github.com/talimat/talimat-plan/internal/render/text"
	"github.com/talimat/talimat-plan/internal/report"
	"github.com/talimat/talimat-plan/internal/scenario"
	"github.com/talimat/talimat-plan/internal/study/solve"
	"github.com/talimat/talimat-plan/internal/unit"
)

// Whichever number is solved for, there is a verdict or a reason why there is
// none, text fits 80 columns, JSON is JSON, and nothing printed is NaN or Inf.
func TestSolutionsOfEveryInput(t *testing.T) {
	names, err := filepath.Glob("../../scenarios/*.yaml")
	if err != nil || len(names) == 0 {
		t.Fatal(err)
	}
	for _, name := range names {
		source, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		f := scenario.Decode(name, source)
		month := f.Scenario.Months() / 2
		cost := plan.Run(f.Scenario).Series("cost.effective")[month]
		goals := []string{
			"cost.effective <= " + unit.Format(unit.KindMoney, unit.Value{Number: cost * 1.1, Currency: f.Scenario.Currency}),
			"finance.payback <= 12 months", "growth(nodes) <= 10%",
		}
		solved := 0
		for i, in := range f.Inputs {
			if i%3 != 0 {
				continue // a third of them takes long enough
			}
			goal, faults := f.Goal("--goal", goals[i/3%len(goals)])
			if faults.HasErrors() {
				t.Fatal(faults)
			}
			a, err := solve.Solve(solve.Question{Scenario: f.Scenario, Inputs: f.Inputs, Path: in.Path, Goal: goal})
			if err != nil {
				if strings.Contains(err.Error(), "%!") || strings.Contains(err.Error(), "Inf") {
					t.Errorf("%s: %s: %v", name, in.Path, err)
				}
				continue
			}
			solved++
			checkSolution(t, report.Solution(a, report.Options{File: name}))
		}
		if solved < len(f.Inputs)/6 {
			t.Errorf("%s: only %d of %d inputs are solved for", name, solved, len(f.Inputs)/3)
		}
	}
}

func checkSolution(t *testing.T, d *document.Document) {
	t.Helper()
	path := d.Table("trials").Columns[0].Title
	for _, format := range render.Formats() {
		var b bytes.Buffer
		if err := render.Write(&b, d, format, text.Options{}); err != nil {
			t.Errorf("%s: %v", path, err)
		}
		for line := range strings.Lines(b.String()) {
			if format == "table" && utf8.RuneCountInString(strings.TrimSuffix(line, "\n")) > 80 {
				t.Errorf("%s: wide: %s", path, line)
			}
		}
		if out := b.String(); strings.Contains(out, "NaN") || strings.Contains(out, "Inf") || strings.Contains(out, "%!") {
			t.Errorf("%s:\n%s", path, out)
		}
		if format == "json" && !json.Valid(b.Bytes()) {
			t.Errorf("%s: no JSON:\n%s", path, b.String())
		}
	}
	trials := d.Table("trials").Rows
	if len(trials) < 2 {
		t.Errorf("%s: %d trials", path, len(trials))
	}
	for i := 1; i < len(trials); i++ {
		before, _ := trials[i-1][0].Value()
		if after, _ := trials[i][0].Value(); after <= before {
			t.Errorf("%s: trials do not ascend: %g, %g", path, before, after)
		}
	}
}
