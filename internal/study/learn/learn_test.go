package learn

import (
	"math"
	"testing"
	"time"

	"github.com/talimat/talimat-plan/internal/history"
)

// days is growth of 5 % in 30 days from 1000, with a week in it.
func days(n int) *history.Import {
	i := &history.Import{Source: "users.csv", Column: "users"}
	for d := range n {
		v := 1000 * math.Pow(1.05, float64(d)/30) * (1 + 0.1*math.Sin(2*math.Pi*float64(d)/7))
		i.Points = append(i.Points, history.Point{At: time.Date(2026, 1, 5+d, 0, 0, 0, 0, time.UTC), Value: v})
	}
	i.Read, i.Used = n, n
	return i
}

func TestGrowthIsRecovered(t *testing.T) {
	a, err := Learn(Question{Import: days(120)})
	if err != nil {
		t.Fatal(err)
	}
	want := math.Pow(1.05, 365.25/12/30) - 1 // a month is a little longer than 30 days
	if g := a.Growth; g == nil || math.Abs(g.Mean-want) > 0.01 || g.In80[0] > want || g.In80[1] < want || g.In95[0] > g.In80[0] || g.In95[1] < g.In80[1] {
		t.Errorf("%+v, want %.4f", a.Growth, want)
	}
	if a.Per != history.Month || a.Grid.Step != history.Day || len(a.Result.Mean) != 90 || a.Result.Season.Period != 7 || a.Backtest == nil {
		t.Errorf("%s, %s, %d steps, season of %d", a.Per, a.Grid.Step, len(a.Result.Mean), a.Result.Season.Period)
	}
	if at := a.At(120).Format(time.DateOnly); at != "2026-05-05" {
		t.Errorf("the forecast begins on %s", at)
	}
}

func TestOtherSteps(t *testing.T) {
	month := history.Month
	a, err := Learn(Question{Import: days(400), By: &month, Horizon: 6})
	if err != nil || a.Grid.Step != history.Month || len(a.Result.Mean) != 6 || a.Grid.Cut != 2 {
		t.Errorf("%+v %v", a, err)
	}
	if a, err := Learn(Question{Import: days(20)}); err != nil || a.Growth != nil {
		t.Errorf("20 days have no growth a month: %v", err)
	}
	if _, err := Learn(Question{Import: days(20), Horizon: 100_000}); err == nil {
		t.Error("a horizon of 100,000 is none")
	}
}
