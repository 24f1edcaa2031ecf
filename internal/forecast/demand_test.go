package forecast_test

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/talimat/talimat-plan/internal/forecast"
	"github.com/talimat/talimat-plan/internal/model"
	"github.com/talimat/talimat-plan/internal/unit"
)

// stored projects a stock over a number of months.
func stored(months int, s *model.Stock) []float64 {
	return project(&model.Scenario{Horizon: unit.Months(months), Drivers: model.Drivers{Database: s}}).DatabaseBytes
}

func ptr[T any](v T) *T { return &v }

func TestStockOfGrowingIngest(t *testing.T) {
	for _, c := range []struct {
		retention float64 // months, 0 for ever
		month     int
		want      float64
		why       string
	}{
		{3, 1, 100, "100"},
		{3, 3, 331, "100 + 110 + 121"},
		{3, 6, 440.561, "133.1 + 146.41 + 161.051"},
		{3, 12, 780.4807, "100·(1.1⁹ + 1.1¹⁰ + 1.1¹¹)"},
		{3, 24, 2449.4827, "100·(1.1²¹ + 1.1²² + 1.1²³)"},
		{12, 12, 2138.4284, "100·(1.1¹² − 1)/0.1"},
		{12, 24, 6711.3043, "1.1¹² times that"},
		{0, 24, 8849.7327, "100·(1.1²⁴ − 1)/0.1"},
		{2.5, 3, 331, "a part of a month is a month more"},
	} {
		s := &model.Stock{Ingest: ptr(unit.BytesPerMonth(100)), Growth: &unit.Growth{Rate: 0.1, Per: 1}}
		if c.retention > 0 {
			s.Retention = ptr(unit.Months(c.retention))
		}
		if got := stored(24, s)[c.month]; !near(got, c.want, 1e-7) {
			t.Errorf("retention %g, month %d: got %.6f, want %.6f: %s", c.retention, c.month, got, c.want, c.why)
		}
	}
}

// A steady ingest fills up to the retention: 100·min(m, R).
func TestStockOfSteadyIngest(t *testing.T) {
	s := &model.Stock{Ingest: ptr(unit.BytesPerMonth(100)), Retention: ptr(unit.Months(7))}
	for m, got := range stored(36, s) {
		if want := 100 * float64(min(m, 7)); !near(got, want, 1e-12) {
			t.Errorf("month %d: got %g, want %g", m, got, want)
		}
	}
}

func TestStockThatFollowsGrowth(t *testing.T) {
	yearly := &unit.Growth{Rate: 1, Per: 12}
	for _, c := range []struct {
		stock model.Stock
		month int
		want  float64
		why   string
	}{
		{model.Stock{Now: 10e9, Growth: yearly}, 36, 80e9, "10 GB doubled three times, exactly"},
		{model.Stock{Now: 10e9}, 36, 10e9, "nothing comes and nothing leaves"},
		{model.Stock{Now: 10e9, Growth: yearly, Retention: ptr(unit.Months(84))}, 83, 10e9 * math.Exp2(83.0/12), "nothing is seven years old yet"},
		{model.Stock{Now: 10e9, Growth: yearly, Retention: ptr(unit.Months(84))}, 84, 1270e9, "10·2⁷ GB ingested, and today's 10 GB leave"},
		{model.Stock{Now: 10e9, Retention: ptr(unit.Months(12))}, 11, 10e9, "today's bytes stay for the retention"},
		{model.Stock{Now: 10e9, Retention: ptr(unit.Months(12))}, 12, 0, "and leave then"},
		{model.Stock{Now: 10e9, Growth: &unit.Growth{Rate: -0.5, Per: 12}}, 12, 5e9, "a stock may shrink"},
	} {
		tolerance := 1e-12
		if c.want == 80e9 || c.want == 1270e9 {
			tolerance = 0
		}
		if got := stored(120, &c.stock)[c.month]; !near(got, c.want, tolerance) {
			t.Errorf("month %d: got %.17g, want %.17g: %s", c.month, got, c.want, c.why)
		}
	}
}

// Two ways: the difference of two running totals against the sum of what was
// ingested within the retention.
func TestStockIsTheSumOfWhatIsKept(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	for range 200 {
		now, first, growth := rng.Float64()*1e12, rng.Float64()*1e11, 1+rng.Float64()*0.2-0.05
		retention := 1 + rng.IntN(40)
		row := stored(60, &model.Stock{
			Now: unit.Bytes(now), Ingest: ptr(unit.BytesPerMonth(first)), Growth: &unit.Growth{Rate: growth - 1, Per: 1},
			Retention: ptr(unit.Months(retention)),
		})
		for m, got := range row {
			want := 0.0
			if m < retention {
				want = now
			}
			for k := max(m-retention+1, 1); k <= m; k++ {
				want += first * math.Pow(growth, float64(k-1))
			}
			if math.Abs(got-want) > 1e-9*(now+want) {
				t.Fatalf("now %g, ingest %g·%g^m, retention %d, month %d: got %g, want %g", now, first, growth, retention, m, got, want)
			}
		}
	}
}

func TestExtremeStocksStayFinite(t *testing.T) {
	for _, growth := range []*unit.Growth{nil, {Rate: math.MaxFloat64, Per: 1}, {Rate: 1e6, Per: 0.1}, {Rate: -0.999999, Per: 0.1}} {
		for _, ingest := range []*unit.BytesPerMonth{nil, ptr(unit.BytesPerMonth(math.MaxFloat64)), ptr(unit.BytesPerMonth(1))} {
			for _, retention := range []*unit.Months{nil, ptr(unit.Months(1)), ptr(unit.Months(1e300))} {
				s := &model.Stock{Now: math.MaxFloat64, Growth: growth, Ingest: ingest, Retention: retention}
				for m, v := range stored(model.MaxHorizon, s) {
					if !(v >= 0 && v <= forecast.Ceiling) {
						t.Fatalf("%+v: month %d: %g", s, m, v)
					}
				}
			}
		}
	}
}

func TestLoad(t *testing.T) {
	s := &model.Scenario{
		Horizon:     1,
		Assumptions: model.Assumptions{HoursPerMonth: 730},
		Drivers:     model.Drivers{Users: model.Driver{Now: 10_000}},
		Load:        model.Load{Requests: 10.0 / 60, Peak: 5, Bytes: 10e3},
	}
	d := project(s)
	for _, c := range []struct {
		name      string
		got, want float64
		why       string
	}{
		{"average", d.AverageRPS[0], 1666.67, "10,000 users · 10/min"},
		{"peak", d.PeakRPS[0], 8333.33, "five times the average"},
		{"traffic", d.TrafficBytes[0], 43.8e12, "1,666.67/s · 10 kB · 3,600 s · 730 h"},
		{"complexity", d.Complexity[0], 1, "not given"},
	} {
		if !near(c.got, c.want, 3e-6) {
			t.Errorf("%s: got %g, want %g: %s", c.name, c.got, c.want, c.why)
		}
	}
}

func TestComplexityMovesInAStraightLine(t *testing.T) {
	at := func(m int) model.When { return model.When{Month: m, Set: true} }
	for _, c := range []struct {
		from, by model.When
		want     map[int]float64
	}{
		{at(6), at(12), map[int]float64{0: 1, 6: 1, 7: 2.5, 9: 5.5, 12: 10, 24: 10}}, // 9/6 = 1.5 a month
		{model.When{}, at(18), map[int]float64{0: 1, 6: 4, 18: 10, 24: 10}},          // from today
		{at(6), model.When{}, map[int]float64{6: 1, 15: 5.5, 24: 10}},                // to the horizon
	} {
		s := &model.Scenario{Horizon: 24, Load: model.Load{Complexity: &model.Complexity{Now: 1, Target: 10, From: c.from, By: c.by}}}
		row := project(s).Complexity
		for month, want := range c.want {
			if !near(row[month], want, 1e-12) {
				t.Errorf("from %+v by %+v, month %d: got %g, want %g", c.from, c.by, month, row[month], want)
			}
		}
	}
}

func TestOtherDriversKeepTheirOrder(t *testing.T) {
	s := &model.Scenario{Horizon: 12}
	s.Drivers.Other = []model.Driver{{Name: "devices", Now: 5, Growth: compound(1, 12)}, {Name: "orders", Now: 7}}
	d := project(s)
	if d.Other[0][12] != 10 || d.Other[1][12] != 7 {
		t.Errorf("got %g devices and %g orders, want 10 and 7", d.Other[0][12], d.Other[1][12])
	}
}

// A number may be changed between two projections; nothing of the last one remains.
func TestProjectReadsNumbersAnew(t *testing.T) {
	s := &model.Scenario{Horizon: 12, Drivers: model.Drivers{
		Users: model.Driver{Now: 100}, Database: &model.Stock{Now: 10, Ingest: ptr(unit.BytesPerMonth(1)), Retention: ptr(unit.Months(6))},
	}}
	m := forecast.Compile(s)
	d := m.NewDemand()
	m.Project(d)
	s.Drivers.Users.Now, s.Drivers.Database.Now = 50, 20
	m.Project(d)
	if d.Users[12] != 50 || d.DatabaseBytes[3] != 23 {
		t.Errorf("got %g users and %g bytes, want 50 and 20 + 3", d.Users[12], d.DatabaseBytes[3])
	}
}

func TestProjectAllocatesNothing(t *testing.T) {
	m := forecast.Compile(&model.Scenario{Horizon: 36, Drivers: model.Drivers{Users: model.Driver{Now: 100, Growth: compound(0.5, 3)}}})
	d := m.NewDemand()
	if n := testing.AllocsPerRun(10, func() { m.Project(d) }); n != 0 {
		t.Errorf("%g allocations", n)
	}
}
