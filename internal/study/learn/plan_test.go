package learn

import (
	"math"
	"strings"
	"testing"
	"time"

	"github.com/talimat/talimat-plan/internal/history"
)

// monthly is growth of 3 % a month from 1000 in 2024-01 on.
func monthly(n int) *history.Import {
	i := &history.Import{Source: "users.csv", Column: "users", Read: n, Used: n}
	for m := range n {
		i.Points = append(i.Points, history.Point{At: time.Date(2024, time.Month(1+m), 1, 0, 0, 0, 0, time.UTC), Value: 1000 * math.Pow(1.03, float64(m))})
	}
	return i
}

func TestAPlanStaysWhileItsHistoryGrows(t *testing.T) {
	start := time.Date(2025, 6, 1, 0, 0, 0, 0, time.UTC)
	before, err := ForPlan(Plan{Import: monthly(18), Start: start, Months: 24})
	if err != nil {
		t.Fatal(err)
	}
	later, err := ForPlan(Plan{Import: monthly(30), Start: start, Months: 24})
	if err != nil {
		t.Fatal(err)
	}
	if before.Rate != later.Rate || before.In90 != later.In90 || before.Level != later.Level || before.After != 0 || later.After != 12 {
		t.Errorf("%+v, then %+v", before, later)
	}
	if math.Abs(before.Rate-0.03) > 0.002 || math.Abs(before.Level/(1000*math.Pow(1.03, 17))-1) > 0.01 || before.Gap != 0 {
		t.Errorf("%.4f from %.0f", before.Rate, before.Level)
	}
}

// A history that ended before month 0 is carried on to it.
func TestAPlanBeginsAfterItsHistory(t *testing.T) {
	p, err := ForPlan(Plan{Import: monthly(18), Start: time.Date(2025, 12, 1, 0, 0, 0, 0, time.UTC), Months: 12})
	if err != nil {
		t.Fatal(err)
	}
	if want := p.Result.Level() * math.Pow(1+p.Rate, 6); p.Gap != 6 || math.Abs(p.Level/want-1) > 1e-9 {
		t.Errorf("%g months, level %g, want %g", p.Gap, p.Level, want)
	}
	if len(p.Result.Mean) != 18 {
		t.Errorf("%d months ahead, want 6 + 12", len(p.Result.Mean))
	}
}

func TestAPlanNeedsARate(t *testing.T) {
	for name, c := range map[string]struct {
		history *history.Import
		start   time.Time
		want    string
	}{
		"later than the plan": {monthly(18), time.Date(2023, 6, 1, 0, 0, 0, 0, time.UTC), "two values up to month 0"},
		"a fortnight":         {days(14), time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC), "no rate of growth"},
	} {
		if _, err := ForPlan(Plan{Import: c.history, Start: c.start, Months: 12}); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
