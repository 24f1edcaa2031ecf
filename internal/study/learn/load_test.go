package learn

import (
	"math"
	"strings"
	"testing"
	"time"

	"github.com/talimat/talimat-plan/internal/history"
)

// office is weeks of a load that is 100 in 40 hours of the week and 10 in all others, and
// that grows by a tenth a week, with a sample each so many minutes.
func office(weeks, minutes int) *history.Import {
	i := &history.Import{Source: "load.csv", Column: "rps"}
	monday := time.Date(2026, 1, 5, 0, 0, 0, 0, time.UTC)
	for at := monday; at.Before(monday.AddDate(0, 0, 7*weeks)); at = at.Add(time.Duration(minutes) * time.Minute) {
		v := 10.0
		if h := at.Hour(); at.Weekday() >= 1 && at.Weekday() <= 5 && h >= 9 && h < 17 {
			v = 100
		}
		week := at.Sub(monday).Hours() / weekHours
		i.Points = append(i.Points, history.Point{At: at, Value: v * math.Pow(1.1, math.Floor(week))})
	}
	i.Read, i.Used = len(i.Points), len(i.Points)
	return i
}

func TestWeekOfOffice(t *testing.T) {
	for _, minutes := range []int{60, 5} {
		w, err := LoadOf(office(4, minutes))
		if err != nil {
			t.Fatal(err)
		}
		mean := (40*100.0 + 128*10) / 168
		if w.Weeks != 4 || len(w.Levels) != 2 || w.Levels[0].Hours != 40 || w.Levels[1].Hours != 128 || math.Abs(w.Levels[1].Load-0.1) > 1e-9 {
			t.Errorf("%d minutes: %+v", minutes, w.Levels)
		}
		if math.Abs(w.Peak[1]-100/mean) > 1e-9 || math.Abs(w.Peak[0]-w.Peak[2]) > 1e-9 || math.Abs(w.Trough-10/mean) > 1e-9 {
			t.Errorf("%d minutes: peak %g, trough %g", minutes, w.Peak, w.Trough)
		}
	}
}

func TestWeekRefuses(t *testing.T) {
	short := office(1, 60)
	short.Points = short.Points[:100]
	none := office(1, 60)
	for k := range none.Points {
		none.Points[k].Value = 0
	}
	for want, i := range map[string]*history.Import{"whole week": short, "no load": none, "more than an hour": days(60)} {
		if _, err := LoadOf(i); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v, want %q", err, want)
		}
	}
}
