package report

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/talimat/talimat-plan/internal/figures"
	"github.com/talimat/talimat-plan/internal/metric"
	"github.com/talimat/talimat-plan/internal/plan"
	"github.com/talimat/talimat-plan/internal/scenario"
	"github.com/talimat/talimat-plan/internal/words"
	examples "github.com/talimat/talimat-plan/scenarios"
)

// The figures that later plans are held against are those of the plan to the last
// bit, all of them, and what is wrong with it too. Rounded, and without the rates,
// 101 of 964 limits denied the very plan that was saved, and 40 could not be
// evaluated.
func TestSavedForecastIsExact(t *testing.T) {
	for _, name := range examples.Names() {
		text, _ := examples.Text(name)
		r := plan.Run(scenario.Decode(name, text).Scenario)
		var b bytes.Buffer
		if err := Build(r, Options{}).JSON(&b); err != nil {
			t.Fatal(err)
		}
		saved, err := ReadSaved(b.Bytes())
		if err != nil || !IsSaved(b.Bytes()) {
			t.Fatal(name, err)
		}
		for _, m := range metric.Of(r.Scenario) {
			if want, got := r.Figure(m.Name), saved.Figures.Figure(m.Name); !m.Series && !sameFigure(got, existing(want)) {
				t.Errorf("%s: %s is %v, saved %v", name, m.Name, want, got)
			}
			if want, got := r.Series(m.Name), saved.Figures.Series(m.Name); m.Series && !slices.EqualFunc(want, got, same) {
				t.Errorf("%s: %s is %v, saved %v", name, m.Name, want, got)
			}
		}
		if saved.Figures.Series("cost.efective") != nil || saved.Figures.Figure("finance.paybak") != nil {
			t.Error("an unknown result has a value")
		}
		live, again := r.Snapshot().Rounded(), saved.Figures.Rounded()
		round(live.Faults, r.Scenario.Currency)
		if diff := cmp.Diff(live.Rows, again.Rows, cmpopts.EquateNaNs()) + cmp.Diff(live.Faults, again.Faults) + cmp.Diff(live.Claims, again.Claims); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

// round gives the figures of claims the digits that documents show of them.
func round(faults []figures.Fault, code string) {
	for _, f := range faults {
		if c := f.Claim; c != nil {
			c.Claimed, c.Computed = words.Currency(code).Round(c.Kind, c.Claimed), words.Currency(code).RoundOptional(c.Kind, c.Computed)
		}
	}
}

func sameFigure(a, b *float64) bool { return a == b || a != nil && b != nil && *a == *b }

// A forecast that was saved before there was a result has none, rather than 0.
func TestSavedForecastWithoutAResult(t *testing.T) {
	d := NewDocument(plan.Run(sample(3, 2)), Options{})
	const name = "services.service-with-a-long-name-0.cost"
	for _, month := range d.Months {
		month.Get("services", "service-with-a-long-name-0").(*figures.Object).Set(nil, "cost")
	}
	text, err := json.Marshal(d)
	if err != nil {
		t.Fatal(err)
	}
	saved, err := ReadSaved(text)
	if err != nil {
		t.Fatal(err)
	}
	has := slices.ContainsFunc(saved.Figures.Rounded().Rows, func(r figures.Row) bool { return r.Metric.Name == name })
	if has || saved.Figures.Series("services.service-with-a-long-name-0.replicas") == nil {
		t.Errorf("a service has a cost that was not saved")
	}
}

func TestReadSavedRefuses(t *testing.T) {
	const forecast = `{"schema_version": "2.7", "currency": "USD", "start": "2024-01", `
	for text, want := range map[string]string{
		"version: 1":                "it is no JSON",
		`{"schema_version": "2.0"`:  "it is no JSON: unexpected end",
		`[]`:                        "no saved forecast",
		`{"a": 1}`:                  "no saved forecast",
		`{"schema_version": "2.0"}`: "no saved forecast",
		`{"schema_version": 1}`:     "no saved forecast",
		`{"schema_version": "1.2"}`: "it has schema version 1.2, and this program reads 2.x: save the forecast anew",
		`{"schema_version": "10.0", "months": []}`:                                "schema version 10.0",
		`{"schema_version": "2.0", "months": []}`:                                 "no months",
		`{"schema_version": "2.0", "months": "x"}`:                                "no saved forecast",
		`{"schema_version": "2.0", "months": [{"month": 0}]}`:                     "no start or no currency",
		forecast + `"horizon_months": 0, "months": [{"month": 3}]}`:               "month 3 stands where month 0 should",
		forecast + `"horizon_months": 0, "months": [{"month": 0, "users": "x"}]}`: "users cannot be x",
		forecast + `"horizon_months": 9, "months": [{"month": 0}]}`:               "it has 1 months, but its horizon is month 9",
		forecast + `"horizon_months": 0, "months": [{"month": 0}, {"month":1}]}`:  "it is not whole",
	} {
		if _, err := ReadSaved([]byte(text)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: got %v, want %q", text, err, want)
		}
	}
	if _, err := ReadSaved([]byte(forecast + `"horizon_months": 0, "months": [{"month": 0, "new": [{"a": 1}, []]}]}`)); err != nil {
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
