package model_test

import (
	"math"
	"testing"

	"github.com/talimat/talimat-plan/internal/model"
	"github.com/talimat/talimat-plan/internal/unit"
)

// The peak factor of own levels is their maximum over their mean, unless a peak
// is stated that bending can give them.
func TestPeakFactor(t *testing.T) {
	half := []model.WeekLevel{{Hours: 60, Load: 1}, {Hours: 108, Load: 0}}
	slope := []model.WeekLevel{{Hours: 42, Load: 0.5}, {Hours: 126, Load: 0.1}}
	for _, c := range []struct {
		why    string
		week   model.Week
		stated float64 // 0: absent
		want   float64
	}{
		{"60 of 168 hours", model.Week{Levels: half}, 0, 2.8},
		{"idle hours stay idle", model.Week{Levels: half}, 1, 2.8},
		{"no hour above the top level", model.Week{Levels: half}, 4, 2.8},
		{"0.5 ÷ (42·0.5 + 126·0.1)/168", model.Week{Levels: slope}, 0, 2.5},
		{"a stated peak bends the levels", model.Week{Levels: slope}, 2, 2},
		{"also to a flat week", model.Week{Levels: slope}, 1, 1},
		{"no more than all in 42 hours", model.Week{Levels: slope}, 9, 4},
		{"one level is flat", model.Week{Levels: []model.WeekLevel{{Hours: 168, Load: 0.3}}}, 0, 1},
		{"a flat week has no peak", model.Week{Shape: "flat"}, 5, 1},
		{"no week at all", model.Week{}, 0, 1},
		{"a named week without a peak is bent flat", model.Week{Shape: "office-hours"}, 0, 1},
		{"a named week takes the peak", model.Week{Shape: "office-hours"}, 5, 5},
		{"168 ÷ 5 hours", model.Week{Shape: "office-hours"}, 40, 33.6},
	} {
		l := model.Load{Week: c.week}
		if c.stated > 0 {
			peak := unit.Factor(c.stated)
			l.Peak = &peak
		}
		if got := l.PeakFactor(); math.Abs(got-c.want) > 1e-12 {
			t.Errorf("%s: got %g, want %g", c.why, got, c.want)
		}
	}
}

func TestPeakFactorAllocatesNothing(t *testing.T) {
	peak := unit.Factor(5)
	l := model.Load{Week: model.Week{Shape: "daytime"}, Peak: &peak}
	if n := testing.AllocsPerRun(10, func() { l.PeakFactor() }); n != 0 {
		t.Errorf("%g allocations", n)
	}
}
