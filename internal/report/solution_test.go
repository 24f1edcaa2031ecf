package report_test

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/talimat/talimat-plan/internal/plan"
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
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		f := scenario.Decode(name, text)
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
			checkSolution(t, report.NewSolution(a, report.Options{File: name}))
		}
		if solved < len(f.Inputs)/6 {
			t.Errorf("%s: only %d of %d inputs are solved for", name, solved, len(f.Inputs)/3)
		}
	}
}

func checkSolution(t *testing.T, x *report.Solution) {
	t.Helper()
	var table, markdown, document, rows bytes.Buffer
	for _, err := range []error{x.Text(&table), x.Markdown(&markdown), x.JSON(&document), x.CSV(&rows)} {
		if err != nil {
			t.Errorf("%s: %v", x.Varied.Path, err)
		}
	}
	for line := range strings.Lines(table.String()) {
		if utf8.RuneCountInString(strings.TrimSuffix(line, "\n")) > 80 {
			t.Errorf("%s: wide: %s", x.Varied.Path, line)
		}
	}
	for _, text := range []string{table.String(), markdown.String(), rows.String()} {
		if strings.Contains(text, "NaN") || strings.Contains(text, "Inf") || strings.Contains(text, "%!") {
			t.Errorf("%s:\n%s", x.Varied.Path, text)
		}
	}
	if !json.Valid(document.Bytes()) || len(x.Trials) < 2 {
		t.Errorf("%s: %d trials:\n%s", x.Varied.Path, len(x.Trials), document.String())
	}
	for i := 1; i < len(x.Trials); i++ {
		if x.Trials[i].Value <= x.Trials[i-1].Value {
			t.Errorf("%s: trials do not ascend: %g, %g", x.Varied.Path, x.Trials[i-1].Value, x.Trials[i].Value)
		}
	}
}
