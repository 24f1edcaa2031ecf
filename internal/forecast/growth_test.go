package forecast_test

import (
	"fmt"
	"math"
	"testing"

	"github.com/talimat/talimat-plan/internal/forecast"
	"github.com/talimat/talimat-plan/internal/model"
	"github.com/talimat/talimat-plan/internal/unit"
)

// project runs the demand of a scenario.
func project(s *model.Scenario) *forecast.Demand {
	m := forecast.Compile(s)
	d := m.NewDemand()
	m.Project(d)
	return d
}

// users projects one driver over a number of months from January 2024.
func users(months int, d model.Driver) []float64 {
	return project(&model.Scenario{
		Start:   unit.Date{Year: 2024, Month: 1},
		Horizon: unit.Months(months),
		Drivers: model.Drivers{Users: d},
	}).Users
}

func compound(rate, per float64) model.Growth {
	return model.Growth{Compound: &unit.Growth{Rate: rate, Per: per}}
}

// near reports whether got is want within a relative tolerance.
func near(got, want, tolerance float64) bool {
	return math.Abs(got-want) <= tolerance*max(math.Abs(want), 1e-300)
}

func TestCompound(t *testing.T) {
	for _, c := range []struct {
		now, rate, per float64
		month          int
		want           float64
		why            string
	}{
		{100, 0.5, 3, 0, 100, "month 0 is today"},
		{100, 0.5, 3, 3, 150, "100·1.5"},
		{100, 0.5, 3, 9, 337.5, "100·1.5³"},
		{100, 0.5, 3, 1, 100 * math.Cbrt(1.5), "100·1.5^(1/3)"},
		{100, 0.5, 3, 36, 12974.6337890625, "100·1.5¹², a finite binary fraction"},
		{10_000, 0.08, 1, 12, 25181.701168, "10,000·1.08¹²"},
		{10, 1, 12, 36, 80, "10 doubled three times"},
		{100, -0.5, 1, 2, 25, "100 halved twice"},
		{100, 0, 12, 36, 100, "no growth"},
		{0, 0.5, 3, 36, 0, "nothing grows to nothing"},
		{100, 0.01, 12.0 / 52, 12, 100 * math.Pow(1.01, 52), "1 % a week over the 52 weeks of a year"},
		{100, 3, 24, 12, 200, "four times in two years is twice in one: √4"},
	} {
		got := users(36, model.Driver{Now: unit.Count(c.now), Growth: compound(c.rate, c.per)})[c.month]
		if !near(got, c.want, 1e-10) {
			t.Errorf("%g growing %g per %g months, month %d: got %.10g, want %.10g: %s", c.now, c.rate, c.per, c.month, got, c.want, c.why)
		}
	}
}

// Whole periods multiply by the written rate itself, so they carry no rounding
// of a root.
func TestCompoundIsExactAfterWholePeriods(t *testing.T) {
	row := users(240, model.Driver{Now: 100, Growth: compound(0.5, 3)})
	want := 100.0
	for m := 0; m <= 120; m += 3 { // 1.5⁴⁰·100 still has few enough bits to be compared exactly while the product is carried along
		if row[m] != want {
			t.Fatalf("month %d: got %v, want exactly %v", m, row[m], want)
		}
		want *= 1.5
	}
}

// Derivation: 100·1.5^(m/3) = 10,000 at m = 3·ln 100 / ln 1.5 = 34.07.
func TestTenThousandUsersInMonth35(t *testing.T) {
	row := users(36, model.Driver{Now: 100, Growth: compound(0.5, 3)})
	if row[34] >= 10_000 || row[35] < 10_000 {
		t.Errorf("months 34 and 35 have %.1f and %.1f users; 10,000 are passed in month 35", row[34], row[35])
	}
	crossing := 34 + math.Log(10_000/row[34])/math.Log(row[35]/row[34])
	if want := 3 * math.Log(100) / math.Log(1.5); math.Abs(crossing-want) > 1e-9 || math.Abs(crossing-34.07) > 0.005 {
		t.Errorf("passes 10,000 after %.4f months, want %.4f", crossing, want)
	}
}

// Two ways: the recurrence against the power it replaces.
func TestCompoundEqualsItsClosedForm(t *testing.T) {
	for _, rate := range []float64{-0.3, -0.01, 0.001, 0.08, 0.5, 2} {
		for _, per := range []float64{0.25, 1, 2.5, 3, 12, 36} {
			row := users(240, model.Driver{Now: 7, Growth: compound(rate, per)})
			for m, got := range row {
				want := min(7*math.Pow(1+rate, float64(m)/per), forecast.Ceiling)
				if !near(got, want, 1e-11) {
					t.Fatalf("rate %g per %g, month %d: got %g, want %g", rate, per, m, got, want)
				}
			}
		}
	}
}

func logistic(rate, per, ceiling float64) model.Growth {
	return model.Growth{Logistic: &model.Logistic{Rate: unit.Growth{Rate: rate, Per: per}, Ceiling: unit.Count(ceiling)}}
}

func TestLogistic(t *testing.T) {
	r := math.Exp(0.3) - 1 // so that the continuous rate ln(1+rate) is 0.3
	for _, c := range []struct {
		now, rate, per, ceiling float64
		month                   int
		want                    float64
		why                     string
	}{
		{1e4, r, 1, 1e6, 0, 1e4, "month 0 is today"},
		{1e4, r, 1, 1e6, 12, 269901.9983, "10⁶/(1+99·e^(−3.6))"},
		{1e4, r, 1, 1e6, 24, 931174.9982, "10⁶/(1+99·e^(−7.2))"},
		{1e4, math.Exp(0.9) - 1, 3, 1e6, 12, 269901.9983, "the same rate written per quarter"},
		{2e6, r, 1, 1e6, 12, 1e6 / (1 - 0.5*math.Exp(-3.6)), "from above it falls to the ceiling"},
		{1e6, r, 1, 1e6, 12, 1e6, "the ceiling is a fixed point"},
		{0, r, 1, 1e6, 12, 0, "nothing grows to nothing"},
		{1e4, 0, 1, 1e6, 12, 1e4, "no growth"},
	} {
		got := users(24, model.Driver{Now: unit.Count(c.now), Growth: logistic(c.rate, c.per, c.ceiling)})[c.month]
		if !near(got, c.want, 1e-9) {
			t.Errorf("%g towards %g, month %d: got %.10g, want %.10g: %s", c.now, c.ceiling, c.month, got, c.want, c.why)
		}
	}
}

func TestLogisticNeverPassesItsCeiling(t *testing.T) {
	for _, rate := range []float64{0.01, 1, 100, 1e9} {
		last := 0.0
		for m, v := range users(240, model.Driver{Now: 100, Growth: logistic(rate, 1, 5000)}) {
			if v < last || v > 5000 {
				t.Fatalf("rate %g, month %d: %g after %g", rate, m, v, last)
			}
			last = v
		}
	}
}

func TestLinear(t *testing.T) {
	for _, c := range []struct {
		now, add float64
		month    int
		want     float64
		why      string
	}{
		{100, 500, 0, 100, "month 0 is today"},
		{100, 500, 12, 6100, "100 + 12·500"},
		{100, 0, 12, 100, "nothing is added"},
		{100, -10, 9, 10, "100 − 9·10"},
		{100, -10, 24, 0, "never below zero"},
	} {
		add := unit.CountPerMonth(c.add)
		got := users(24, model.Driver{Now: unit.Count(c.now), Growth: model.Growth{Linear: &add}})[c.month]
		if got != c.want {
			t.Errorf("%g%+g/month, month %d: got %g, want %g: %s", c.now, c.add, c.month, got, c.want, c.why)
		}
	}
}

func TestSteps(t *testing.T) {
	steps := []model.Step{{Month: 6, Add: -250}, {Month: 3, Add: 100}, {Month: 9, Add: 40}, {Month: 9, Add: 2}}
	for month, want := range map[int]float64{
		0:  100, // today
		2:  100, // before the first
		3:  200, // 100 + 100: a jump acts in its month
		5:  200, // and stays
		6:  0,   // 100 + 100 − 250, and never below zero
		9:  0,   // 100 + 100 − 250 + 40 + 2 is still below
		12: 0,
	} {
		if got := users(12, model.Driver{Now: 100, Growth: model.Growth{Steps: steps}})[month]; got != want {
			t.Errorf("month %d: got %g, want %g", month, got, want)
		}
	}
	if got := users(12, model.Driver{Now: 100, Growth: model.Growth{Steps: steps[1:]}})[9]; got != 242 {
		t.Errorf("without the loss, month 9: got %g, want 242: 100 + 100 + 40 + 2", got)
	}
}

// A driver's now is what is measured today, so the season is relative to the
// start month's factor.
func TestSeasonIsRelativeToTheStartMonth(t *testing.T) {
	season := &model.Seasonality{Jan: 1, Feb: 1, Mar: 2, Apr: 1, May: 1, Jun: 1, Jul: 0.5, Aug: 1, Sep: 1, Oct: 1, Nov: 1, Dec: 3}
	for _, c := range []struct {
		start, month int
		rate         float64 // per year
		want         float64
		why          string
	}{
		{3, 0, 0, 100, "today is measured"},
		{3, 4, 0, 25, "July over March: 100·0.5/2"},
		{3, 9, 0, 150, "December over March: 100·3/2"},
		{3, 12, 0, 100, "a year later it is March again"},
		{3, 12, 1, 200, "and twice as many when they double in a year"},
		{12, 1, 0, 100.0 / 3, "January follows December: 100·1/3"},
		{1, 11, 0, 300, "December over January: 100·3/1"},
	} {
		s := &model.Scenario{Start: unit.Date{Year: 2024, Month: c.start}, Horizon: 24}
		s.Drivers.Users = model.Driver{Now: 100, Growth: compound(c.rate, 12), Seasonality: season}
		if got := project(s).Users[c.month]; !near(got, c.want, 1e-12) {
			t.Errorf("start %d, month %d: got %g, want %g: %s", c.start, c.month, got, c.want, c.why)
		}
	}
}

// Growth that passes every bound stays finite, whatever the curve.
func TestExtremeGrowthStaysFinite(t *testing.T) {
	huge, sink := unit.CountPerMonth(math.MaxFloat64), unit.CountPerMonth(-math.MaxFloat64)
	for name, g := range map[string]model.Growth{
		"compound":          compound(10, 1),
		"compound huge":     compound(math.MaxFloat64, 1),
		"compound weekly":   compound(1e6, 12.0/52),
		"compound loss":     compound(-0.999999, 1.0/30),
		"linear":            {Linear: &huge},
		"linear loss":       {Linear: &sink},
		"logistic":          logistic(math.MaxFloat64, 1, math.MaxFloat64),
		"logistic low":      logistic(1e6, 1, 1e-300),
		"logistic decay":    logistic(-0.999999, 1.0/30, 1e6),
		"steps":             {Steps: []model.Step{{Month: 1, Add: math.MaxFloat64}, {Month: 2, Add: math.MaxFloat64}}},
		"steps, both ways":  {Steps: []model.Step{{Month: 1, Add: math.MaxFloat64}, {Month: 1, Add: math.MaxFloat64}, {Month: 2, Add: -math.MaxFloat64}}},
		"nothing specified": {},
	} {
		for _, now := range []unit.Count{0, 1e-300, 100, math.MaxFloat64} {
			t.Run(fmt.Sprintf("%s from %g", name, float64(now)), func(t *testing.T) {
				season := &model.Seasonality{Jan: 1e-300, Feb: math.MaxFloat64}
				for _, d := range []model.Driver{{Now: now, Growth: g}, {Now: now, Growth: g, Seasonality: season}} {
					for m, v := range users(model.MaxHorizon, d) {
						if !(v >= 0 && v <= forecast.Ceiling) {
							t.Fatalf("month %d: %g", m, v)
						}
					}
				}
			})
		}
	}
}

// A rate continues from what the one before has reached; points are met exactly, and
// growth is at one rate between two of them.
func TestRatesAndPoints(t *testing.T) {
	rate := func(from int, rate, per float64) *model.GrowthRate {
		return &model.GrowthRate{From: model.When{Month: from, Set: true}, Rate: &unit.Growth{Rate: rate, Per: per}}
	}
	point := func(month int, value float64) model.Point {
		count := unit.Count(value)
		return model.Point{Month: model.When{Month: month, Set: true}, Value: model.Extent{Count: &count}}
	}
	then := &unit.Growth{Rate: 0.1, Per: 1}
	for name, c := range map[string]struct {
		growth model.Growth
		want   map[int]float64
	}{
		"rates":  {model.Growth{Rates: []*model.GrowthRate{rate(0, 0.5, 3), rate(6, 1, 12), rate(18, -0.5, 1)}}, map[int]float64{0: 100, 3: 150, 6: 225, 12: 225 * math.Sqrt2, 18: 450, 20: 112.5, 24: 450.0 / 64}},
		"points": {model.Growth{Points: []model.Point{point(6, 400), point(12, 100), point(14, 0), point(16, 50)}, Then: then}, map[int]float64{0: 100, 3: 200, 6: 400, 9: 200, 12: 100, 13: 50, 14: 0, 15: 25, 16: 50, 18: 60.5}},
		"late":   {model.Growth{Points: []model.Point{point(25, 3200)}}, map[int]float64{0: 100, 5: 200, 20: 1600, 24: 100 * math.Pow(32, 24.0/25)}},
		"stays":  {model.Growth{Points: []model.Point{point(10, 200)}}, map[int]float64{5: 100 * math.Sqrt2, 10: 200, 24: 200}},
	} {
		series := users(24, model.Driver{Now: 100, Growth: c.growth})
		for month, want := range c.want {
			if !near(series[month], want, 1e-12) && math.Abs(series[month]-want) > 1e-9 {
				t.Errorf("%s: month %d has %v, want %v", name, month, series[month], want)
			}
		}
	}
}
