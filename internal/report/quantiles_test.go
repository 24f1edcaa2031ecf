package report

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/talimat/talimat-plan/internal/sampling"
	"github.com/talimat/talimat-plan/internal/scenario"
	"github.com/talimat/talimat-plan/internal/simulation"
	"github.com/talimat/talimat-plan/internal/words"
	examples "github.com/talimat/talimat-plan/scenarios"
)

// Every quantile that machines read is that of the simulation, with its interval, and
// CSV has a row for each of those of JSON.
func TestQuantiles(t *testing.T) {
	source, _ := examples.Text("saas")
	f := scenario.Decode("saas.yaml", source)
	out, err := simulation.Run(f.Scenario, f.Inputs, simulation.Options{Design: sampling.Design{Seed: 1, Replicates: 2, Points: 32}, Effects: true})
	if err != nil {
		t.Fatal(err)
	}
	d := Simulation(out, Options{Tool: "test"})
	type estimate struct {
		Value float64
		Half  float64 `json:"half_width"`
	}
	var read struct {
		Holding   struct{ Ratio estimate }
		Quantiles []struct {
			Metric, Date string
			Month        *int
			P90          *estimate
			Missing      float64 `json:"missing_ratio"`
		}
		Months []struct {
			Text   string
			Month  int
			Broken estimate `json:"broken_ratio"`
		} `json:"limit_months"`
	}
	if err := json.Unmarshal([]byte(rendered(t, d, "json", 0)), &read); err != nil {
		t.Fatal(err)
	}
	money := words.Currency(f.Scenario.Currency)
	rows := 0
	for _, m := range out.Metrics {
		for month := range f.Scenario.Months() + 1 {
			if !m.Series && month > 0 {
				break
			}
			q, ok := out.Quantiles(m.Name, month)
			if !ok {
				continue
			}
			row := read.Quantiles[rows]
			rows++
			if row.Metric != m.Name || (row.Month == nil) == m.Series || row.Missing != rounded6(out.MissingIn(m.Name, month)) {
				t.Fatalf("%s of month %d: row %d is %+v", m.Name, month, rows, row)
			}
			switch {
			case q[nine].Never():
				if row.P90 != nil {
					t.Errorf("%s never comes, but %+v", m.Name, row.P90)
				}
			case row.P90.Value != money.Round(m.Kind, q[nine].Value) || row.P90.Half != money.Round(m.Kind, q[nine].Half):
				t.Errorf("%s of month %d: %+v, want %+v", m.Name, month, row.P90, q[nine])
			}
		}
	}
	if lines := strings.Count(rendered(t, d, "csv", 0), "\n"); lines != len(read.Quantiles)+1 || read.Quantiles[rows].Metric != "held.ratio" {
		t.Errorf("%d lines of CSV for %d rows, of which the first %d are of all futures", lines, len(read.Quantiles), rows)
	}
	odds, _ := out.Holding()
	if read.Holding.Ratio.Value != rounded6(1-odds.Ever.Value) {
		t.Errorf("the plan holds in %v, want 1 - %v", read.Holding.Ratio, odds.Ever)
	}
	for i, m := 0, 0; i < len(out.Limits); i++ {
		odds := out.Odds(i)
		for k, e := range odds.Months {
			if len(odds.Months) < 2 {
				break
			}
			if row := read.Months[m]; row.Text != out.Limits[i].Text || row.Month != odds.From+k || row.Broken.Value != rounded6(e.Value) {
				t.Errorf("limit %d in month %d: %+v, want %v", i, odds.From+k, row, e)
			}
			m++
		}
	}
}
