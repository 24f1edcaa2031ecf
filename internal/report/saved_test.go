package report

import (
	"bytes"
	"encoding/json"
	"math"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/talimat/talimat-plan/internal/metric"
	"github.com/talimat/talimat-plan/internal/plan"
	"github.com/talimat/talimat-plan/internal/scenario"
	"github.com/talimat/talimat-plan/internal/study/compare"
	"github.com/talimat/talimat-plan/internal/unit"
	examples "github.com/talimat/talimat-plan/scenarios"
)

// A forecast that is saved and read again has every result that it had, but for
// the rates that the document leaves out.
func TestSavedForecastHasEveryResult(t *testing.T) {
	r := plan.Run(sample(24, 2))
	var b bytes.Buffer
	if err := Build(r, Options{}).JSON(&b); err != nil {
		t.Fatal(err)
	}
	d, err := ReadDocument(b.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	near := func(a, b float64) bool { return math.Abs(a-b) <= 1e-6*max(1, math.Abs(a)) }
	for _, m := range metric.Of(r.Scenario) {
		if !m.Series {
			want, got := r.Figure(m.Name), d.Figure(m.Name)
			if (want == nil) != (got == nil) || want != nil && !near(*want, *got) && !strings.HasSuffix(m.Name, ".npv") && !strings.HasSuffix(m.Name, ".monthly_savings") {
				t.Errorf("%s: want %v, got %v", m.Name, want, got)
			}
			continue
		}
		got := d.Series(m.Name)
		if strings.HasPrefix(m.Name, "cost.savings_rate.") {
			if got != nil {
				t.Errorf("%s is in the document: take the exception away", m.Name)
			}
			continue
		}
		if len(got) != r.Months()+1 {
			t.Errorf("%s: %d months", m.Name, len(got))
			continue
		}
		for month, want := range r.Series(m.Name) {
			if m.Kind == unit.KindBytes { // written whole
				want = math.Round(want)
			}
			if !near(want, got[month]) && !same(want, got[month]) {
				t.Errorf("%s, month %d: want %g, got %g", m.Name, month, want, got[month])
			}
		}
	}
	if d.Series("cost.efective") != nil || d.Figure("finance.paybak") != nil {
		t.Error("an unknown result has a value")
	}
}

// The figures that later plans are held against are those of the plan to the last
// bit, all of them. Rounded, and without the rates, 101 of 964 limits denied the
// very plan that was saved, and 40 could not be evaluated.
func TestSavedForecastIsExact(t *testing.T) {
	for _, name := range examples.Names() {
		text, _ := examples.Text(name)
		r := plan.Run(scenario.Decode(name, text).Scenario)
		var b bytes.Buffer
		if err := Build(r, Options{}).JSON(&b); err != nil {
			t.Fatal(err)
		}
		d, err := ReadDocument(b.Bytes())
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range metric.Of(r.Scenario) {
			if want, got := r.Figure(m.Name), d.SavedFigure(m.Name); !m.Series && !sameFigure(got, existing(want)) {
				t.Errorf("%s: %s is %v, saved %v", name, m.Name, want, got)
			}
			if want, got := r.Series(m.Name), d.Saved(m.Name); m.Series && !slices.EqualFunc(want, got, same) {
				t.Errorf("%s: %s is %v, saved %v", name, m.Name, want, got)
			}
		}
		if d.Saved("cost.efective") != nil || d.SavedFigure("finance.paybak") != nil {
			t.Error("an unknown result has a value")
		}
	}
}

// What does not exist is saved as null, and read as such.
func TestSavedForecastOfWhatDoesNotExist(t *testing.T) {
	e := &Exact{Series: map[string][]*float64{"a": {existing(new(float64)), nil}}, Figures: map[string]*float64{"b": nil}}
	text, err := e.append([]byte("{\n  \"months\": [{}, {}]\n}\n"))
	if err != nil {
		t.Fatal(err)
	}
	d := &Document{}
	if err := json.Unmarshal(text, d); err != nil {
		t.Fatal(err)
	}
	if got := d.Saved("a"); len(got) != 2 || got[0] != 0 || !math.IsNaN(got[1]) || d.SavedFigure("b") != nil {
		t.Errorf("got %v of %s", got, text)
	}
}

// A forecast that was saved before services had a cost has none, rather than 0.
func TestSavedForecastWithoutCostOfServices(t *testing.T) {
	var b bytes.Buffer
	if err := Build(plan.Run(sample(3, 2)), Options{}).JSON(&b); err != nil {
		t.Fatal(err)
	}
	older := regexp.MustCompile(`,\s*"cost": [0-9.]+(\s*\})`).ReplaceAll(b.Bytes(), []byte("$1"))
	for text, want := range map[string]bool{b.String(): true, string(older): false} {
		d, err := ReadDocument([]byte(text))
		if err != nil {
			t.Fatal(err)
		}
		if got := d.Series("services.service-with-a-long-name-0.cost") != nil; got != want || d.Series("services.service-with-a-long-name-0.replicas") == nil {
			t.Errorf("a cost of the service: %t, want %t", got, want)
		}
		if got := slices.ContainsFunc(d.Results().Series, func(s compare.Series) bool { return s.Metric.Name == "services.service-with-a-long-name-0.cost" }); got != want {
			t.Errorf("among the results: %t, want %t", got, want)
		}
	}
}

func TestReadDocumentRefuses(t *testing.T) {
	const forecast = `{"schema_version": "1.7", "currency": "USD", "start": "2024-01", `
	for text, want := range map[string]string{
		"version: 1":                "it is no JSON",
		`{"schema_version": "1.0"`:  "it is no JSON: unexpected end",
		`[]`:                        "no saved forecast",
		`{"a": 1}`:                  "no saved forecast",
		`{"schema_version": "1.0"}`: "no saved forecast",
		`{"schema_version": 1}`:     "no saved forecast",
		`{"schema_version": "2.0"}`: "it has schema version 2.0, and this program reads 1.x",
		`{"schema_version": "10.0", "months": []}`:                               "schema version 10.0",
		`{"schema_version": "1.0", "months": []}`:                                "no months",
		`{"schema_version": "1.0", "months": "x"}`:                               "no saved forecast",
		`{"schema_version": "1.0", "months": [{"month": 0}]}`:                    "no start or no currency",
		forecast + `"horizon_months": 0, "months": [{"month": 3}]}`:              "month 3 stands where month 0 should",
		forecast + `"horizon_months": 9, "months": [{"month": 0}]}`:              "it has 1 months, but its horizon is month 9",
		forecast + `"horizon_months": 0, "months": [{"month": 0}, {"month":1}]}`: "it is not whole",
	} {
		if _, err := ReadDocument([]byte(text)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: got %v, want %q", text, err, want)
		}
	}
	if _, err := ReadDocument([]byte(forecast + `"horizon_months": 0, "months": [{"month": 0}]}`)); err != nil {
		t.Errorf("a newer version: %v", err)
	}
}

func TestIsSaved(t *testing.T) {
	for text, want := range map[string]bool{
		`{"schema_version": "1.0"}`:      true,
		`{"schema_version": 1}`:          true,
		` {"schema_version": "1.0", "mo`: true,
		"version: 1":                     false,
		`{"version": 1}`:                 false,
		`{version: 1}`:                   false,
		"":                               false,
	} {
		if IsSaved([]byte(text)) != want {
			t.Errorf("%q: saved is %v", text, !want)
		}
	}
}
