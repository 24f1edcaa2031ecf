package chart

import (
	"slices"
	"strings"
	"testing"

	"github.com/talimat/talimat-plan/internal/report"
	"github.com/talimat/talimat-plan/internal/unit"
)

// What is said about a limit follows its odds by month.
func TestCrossings(t *testing.T) {
	plan := &report.Charts{Start: unit.Date{Year: 2024, Month: 1}}
	for _, c := range []struct {
		why  string
		from int
		odds []float64
		want []string
	}{
		{"never", 0, []float64{0, 0, 0.004}, nil},
		{"only counted over all months", 0, nil, nil},
		{"seldom", 0, []float64{0, 0.06, 0.02}, []string{"At most 6% of the futures break $9, in Feb 2024 (month 1)"}},
		{"ever more", 12, []float64{0, 0.2, 0.4, 0.5, 0.9}, []string{
			"10% of the futures break $9 from Feb 2025 (month 13)", "50% of the futures break $9 from Apr 2025 (month 15)",
		}},
		{"for one month", 0, []float64{0, 0.3, 0}, []string{"10% of the futures break $9 in Feb 2024 (month 1)"}},
		{"now and then", 0, []float64{0, 0.3, 0, 0.3}, []string{"10% of the futures break $9 as early as Feb 2024 (month 1)"}},
		{"as soon as it applies", 2, []float64{0.97, 1}, []string{"97% of the futures break $9 from Mar 2024 (month 2)"}},
	} {
		var got []string
		for _, x := range crossings(&report.FanBound{Bound: report.Bound{From: c.from}, Odds: c.odds}) {
			got = append(got, x.words(plan, "$9"))
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s:\n%s\nwant\n%s", c.why, strings.Join(got, "\n"), strings.Join(c.want, "\n"))
		}
	}
}

// Logarithmic axes have ticks at 1, 2 and 5, or at fewer of them.
func TestLogAxis(t *testing.T) {
	for _, c := range []struct {
		in        measure
		low, high float64
		steps     int
		want      string
	}{
		{money("USD"), 850, 43_358, 8, "$500 $1k $2k $5k $10k $20k $50k"},
		{money("USD"), 1, 100, 8, "$1 $2 $5 $10 $20 $50 $100"},
		{money("TRY"), 0.03, 2, 2, "₺0.03 ₺0.10 ₺0.30 ₺1 ₺3"},
		{money("EUR"), 0.5, 5e9, 3, "€0.10 €100 €100k €100M €100B"},
	} {
		a := c.in.logAxis(c.low, c.high, c.steps)
		var labels []string
		for _, v := range a.ticks() {
			labels = append(labels, a.label(v))
		}
		if got := strings.Join(labels, " "); got != c.want || a.low > c.low || a.high < c.high {
			t.Errorf("%g to %g: %s, want %s", c.low, c.high, got, c.want)
		}
	}
	if a := money("USD").logAxis(1, 100, 8); a.share(10) < 0.5-1e-9 || a.share(10) > 0.5+1e-9 {
		t.Errorf("10 lies at %g between 1 and 100, want the middle", a.share(10))
	}
	if needsLog(10, 300) || !needsLog(10, 320) || needsLog(0, 320) { // 10^1.5 is 31.6
		t.Error("the logarithmic axis begins elsewhere")
	}
}
