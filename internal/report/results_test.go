package report

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/talimat/talimat-plan/internal/metric"
	"github.com/talimat/talimat-plan/internal/plan"
	"github.com/talimat/talimat-plan/internal/scenario"
	"github.com/talimat/talimat-plan/internal/study/compare"
	"github.com/talimat/talimat-plan/internal/words"
	examples "github.com/talimat/talimat-plan/scenarios"
)

// Every figure that a plan yields and the document holds is among its results,
// by the name and with the value of the registry; and what was saved and read
// again has the same results.
func TestResultsOfDocument(t *testing.T) {
	for _, name := range examples.Names() {
		text, _ := examples.Text(name)
		r := plan.Run(scenario.Decode(name, text).Scenario)
		f := Build(r, Options{})
		results := f.Document.Results()
		for _, m := range metric.Of(r.Scenario) {
			optional := strings.HasPrefix(m.Name, "database.") && r.Scenario.Database == nil || strings.HasPrefix(m.Name, "cost.savings_rate.")
			at := slices.IndexFunc(results.Series, func(s compare.Series) bool { return s.Metric == m })
			switch {
			case !m.Series:
				at = slices.IndexFunc(results.Figures, func(f compare.Figure) bool { return f.Metric == m })
				if at < 0 || !sameFigure(results.Figures[at].Value, words.Currency(r.Scenario.Currency).RoundOptional(m.Kind, r.Figure(m.Name))) {
					t.Errorf("%s: %s is missing or differs from the plan's", name, m.Name)
				}
			case at < 0 && !optional:
				t.Errorf("%s: %s is missing", name, m.Name)
			case at >= 0 && !slices.EqualFunc(results.Series[at].Values, rounded(r)[m.Name], same):
				t.Errorf("%s: %s differs from the plan's", name, m.Name)
			}
		}
		var saved bytes.Buffer
		if err := f.JSON(&saved); err != nil {
			t.Fatal(err)
		}
		again, err := ReadDocument(saved.Bytes())
		if err != nil || !IsSaved(saved.Bytes()) {
			t.Fatal(name, err)
		}
		if !cmp.Equal(again.Results(), results, cmpopts.EquateNaNs()) {
			t.Errorf("%s: what was saved has other results", name)
		}
	}
}

func sameFigure(a, b *float64) bool { return a == b || a != nil && b != nil && *a == *b }

func TestComparisonWords(t *testing.T) {
	for got, want := range map[string]string{
		relative(100, 106.1):         "+6.1%",
		relative(100, 90):            "−10%",
		relative(0, 5):               words.None,
		relative(1e6, 1e6+1):         "0%",
		relative(-50, -100):          "−100%",
		numbering([]int{0, 3, 4, 5}): "1,4–6",
		numbering([]int{7}):          "8",
	} {
		if got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}
