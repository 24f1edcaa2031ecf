package report_test

import (
	"math"
	"testing"

	"github.com/talimat/talimat-plan/internal/plan"
	"github.com/talimat/talimat-plan/internal/report"
	"github.com/talimat/talimat-plan/internal/scenario"
	"github.com/talimat/talimat-plan/scenarios"
)

// The series of charts agree with each other, in every built-in scenario:
// categories add up to the total, steps of savings lead to it, and the cash flow
// ends at the savings less the investment.
func TestChartSeriesFoot(t *testing.T) {
	for _, name := range scenarios.Names() {
		text, _ := scenarios.Text(name)
		r := plan.Run(scenario.Decode(name, text).Scenario)
		c := report.NewCharts(r, report.Options{})
		for m, total := range c.Cost.Total {
			sum := 0.0
			for _, category := range c.Cost.Categories {
				sum += category.Values[m]
			}
			if math.Abs(sum-total) > 0.005 {
				t.Errorf("%s, month %d: categories of %g, a total of %g", name, m, sum, total)
			}
		}
		level := 0.0
		for _, step := range c.Savings {
			if !step.Total {
				level -= step.Amount
				continue
			}
			if level != 0 && math.Abs(level-step.Amount) > 0.005 {
				t.Errorf("%s: the steps lead to %g and not to %s, %g", name, level, step.Name, step.Amount)
			}
			level = step.Amount
		}
		if n := len(c.Savings); n > 0 && c.Savings[n-1].Amount != c.Cost.Total[c.Months] {
			t.Errorf("%s: the steps end at %g, the cost at %g", name, c.Savings[n-1].Amount, c.Cost.Total[c.Months])
		}
		end := c.Cash.Cumulative[len(c.Cash.Cumulative)-1]
		if want := r.Finance.MonthlySavings*float64(r.Finance.Months) - r.Finance.Investment; math.Abs(end-want) > 1e-6*math.Abs(want)+0.01 {
			t.Errorf("%s: cash of %g at the end, want %g", name, end, want)
		}
	}
}

// The budget of the strategy document breaks in the month that the limit does,
// and the frontend runs short although it may have ten replicas a region.
func TestChartSeries(t *testing.T) {
	text, _ := scenarios.Text(scenarios.Default)
	r := plan.Run(scenario.Decode(scenarios.Default, text).Scenario)
	c := report.NewCharts(r, report.Options{})
	if b := c.Cost.Bounds; len(b) != 1 || b[0].Name != "Budget" || !b[0].Upper || b[0].Values[0] != 3700 || b[0].From != 12 || b[0].Last() != 36 || b[0].Broken == nil {
		t.Errorf("bounds %+v", b)
	}
	frontend := c.Services[0]
	if *frontend.Max != 10 || frontend.Region != "europe-east" || frontend.Short == nil || frontend.Total != 20 {
		t.Errorf("frontend %+v", frontend)
	}
	if len(c.Phases) != 4 || c.Phases[3] != (report.PhaseSpan{Name: "advanced-features", First: 7, Last: 8}) {
		t.Errorf("phases %v", c.Phases)
	}
	if d := c.Stored.Database; d == nil || d.Tiers[0] != "medium" || d.Storage[0] != 100e9 || *d.Target != 1e12 {
		t.Errorf("database %+v", d)
	}
}

// The share of its load that the database serves is one over the fullest of its
// resources, in every month of every built-in scenario; the charts say it is short
// from the month in which the plan does.
func TestDatabaseUse(t *testing.T) {
	for _, name := range scenarios.Names() {
		text, _ := scenarios.Text(name)
		r := plan.Run(scenario.Decode(name, text).Scenario)
		c := report.NewCharts(r, report.Options{})
		if c.Database == nil {
			continue
		}
		for m, served := range r.Series("database.served") {
			fullest := 1.0
			for _, u := range c.Database.Resources {
				fullest = math.Max(fullest, u.Values[m])
			}
			if math.Abs(1/fullest-served) > 1e-9 {
				t.Errorf("%s, month %d: the fullest resource is at %g, %g is served", name, m, fullest, served)
			}
		}
		for _, s := range r.Shortages() {
			for _, span := range c.Services {
				if span.Name == s.Service && (span.Short == nil || *span.Short > s.First.Month) {
					t.Errorf("%s, %s: short from %v in the chart, from month %d in the plan", name, s.Service, span.Short, s.First.Month)
				}
			}
		}
	}
}
