package capacity_test

import (
	"math"
	"testing"

	"github.com/talimat/talimat-plan/internal/model"
	"github.com/talimat/talimat-plan/internal/unit"
)

// bent returns the week of a scenario with a peak factor.
func bent(w model.Week, peak float64) (hours, load []float64) {
	s := base(1)
	s.Load.Week, s.Load.Peak = w, ptr(unit.Factor(peak))
	c, _, _ := size(s)
	return c.Week()
}

func mean(hours, load []float64) (sum float64) {
	for i := range hours {
		sum += hours[i] * load[i]
	}
	return sum
}

func weeks() map[string]model.Week {
	return map[string]model.Week{
		"office-hours":     {Shape: "office-hours"},
		"daytime":          {Shape: "daytime"},
		"around-the-clock": {Shape: "around-the-clock"},
		"own":              {Levels: []model.WeekLevel{{Hours: 4, Load: 1}, {Hours: 64, Load: 0.3}, {Hours: 100, Load: 0.1}}},
		"own, half scale":  {Levels: []model.WeekLevel{{Hours: 100, Load: 0.05}, {Hours: 64, Load: 0.15}, {Hours: 4, Load: 0.5}}},
	}
}

// The mean of a week is the peak over the peak factor. No bending makes it less
// than the share of the hours at the very peak: 5/168 in office hours, a factor
// of 33.6, but 12/168 around the clock, a factor of 14. Beyond that the nearest
// shape is taken.
func TestWeekHasThePeakFactor(t *testing.T) {
	for name, w := range weeks() {
		for _, peak := range []float64{1, 1.5, 2, 3, 5, 7.5, 10, 13, 14, 15, 20} {
			hours, load := bent(w, peak)
			var atPeak float64
			for i := range load {
				if load[i] == 1 {
					atPeak += hours[i]
				}
			}
			want, tolerance := 1/peak, 1e-9
			if want < 1.01*atPeak {
				want, tolerance = max(want, atPeak), 1e-3
			}
			if got := mean(hours, load); math.Abs(got-want) > tolerance*want {
				t.Errorf("%s, peak %gx: the mean is %.9f of the peak, want %.9f", name, peak, got, want)
			}
		}
	}
}

func TestWeekIsWhole(t *testing.T) {
	for name, w := range weeks() {
		hours, load := bent(w, 4)
		total, top := 0.0, 0.0
		for i := range hours {
			total += hours[i]
			top = max(top, load[i])
			if load[i] < 0 || load[i] > 1 {
				t.Errorf("%s: a load of %g", name, load[i])
			}
		}
		if !near(total, 1) || top != 1 {
			t.Errorf("%s: the hours add up to %g of the week, the highest load is %g of the peak; both must be 1", name, total, top)
		}
	}
}

// A flat week has one load, whatever peak is asked for.
func TestFlatWeekStaysFlat(t *testing.T) {
	for _, peak := range []float64{1, 5} {
		hours, load := bent(model.Week{Shape: "flat"}, peak)
		if len(load) != 1 || hours[0] != 1 || load[0] != 1 {
			t.Errorf("peak %gx: got hours %v, load %v", peak, hours, load)
		}
	}
}

// Hours without any load stay so under every bend.
func TestIdleHoursStayIdle(t *testing.T) {
	w := model.Week{Levels: []model.WeekLevel{{Hours: 84, Load: 1}, {Hours: 84, Load: 0}}}
	for _, peak := range []float64{1, 2, 20} {
		hours, load := bent(w, peak)
		if load[1] != 0 || !near(mean(hours, load), 0.5) {
			t.Errorf("peak %gx: got loads %v", peak, load)
		}
	}
}

// Between two runs the peak may be changed and changed back.
func TestWeekBendsAnew(t *testing.T) {
	s := base(1)
	s.Load.Week.Shape, s.Load.Peak = "daytime", ptr(unit.Factor(3))
	c, d, p := size(s)
	for _, peak := range []unit.Factor{6, 3} {
		*s.Load.Peak = peak
		c.Size(d, p)
		if got := mean(c.Week()); !near(got, 1/float64(peak)) {
			t.Errorf("peak %gx: the mean is %g", float64(peak), got)
		}
	}
}

// No request vanishes, whatever the levels and the peak: the week's mean, as a
// share of the peak, times the peak is the average.
func TestWeekKeepsItsRequests(t *testing.T) {
	all := weeks()
	all["flat"] = model.Week{Shape: "flat"}
	all["idle at night"] = model.Week{Levels: []model.WeekLevel{{Hours: 60, Load: 1}, {Hours: 108, Load: 0}}}
	for name, w := range all {
		for _, peak := range []float64{0, 1, 1.5, 3, 10, 40} {
			s := base(100)
			if s.Load.Week = w; peak > 0 {
				s.Load.Peak = ptr(unit.Factor(peak))
			}
			c, d, _ := size(s)
			if got := mean(c.Week()) * d.PeakRPS[0]; math.Abs(got-d.AverageRPS[0]) > 0.002*d.AverageRPS[0] {
				t.Errorf("%s, peak %gx: the hours of the week ask for %g/s, the average is %g/s", name, peak, got, d.AverageRPS[0])
			}
		}
	}
}
