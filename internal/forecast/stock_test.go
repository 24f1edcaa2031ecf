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
		s := &model.Stock{Now: new(unit.Bytes), Ingest: ptr(unit.BytesPerMonth(100)), Growth: &unit.Growth{Rate: 0.1, Per: 1}}
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
	s := &model.Stock{Now: new(unit.Bytes), Ingest: ptr(unit.BytesPerMonth(100)), Retention: ptr(unit.Months(7))}
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
		{model.Stock{Now: ptr(unit.Bytes(10e9)), Growth: yearly}, 36, 80e9, "10 GB doubled three times, exactly"},
		{model.Stock{Now: ptr(unit.Bytes(10e9))}, 36, 10e9, "nothing comes and nothing leaves"},
		{model.Stock{Now: ptr(unit.Bytes(10e9)), Growth: yearly, Retention: ptr(unit.Months(84)), Age: model.AgeNew}, 83, 10e9 * math.Exp2(83.0/12), "nothing is seven years old yet"},
		{model.Stock{Now: ptr(unit.Bytes(10e9)), Growth: yearly, Retention: ptr(unit.Months(84)), Age: model.AgeNew}, 84, 1270e9, "10·2⁷ GB ingested, and today's 10 GB leave"},
		{model.Stock{Now: ptr(unit.Bytes(10e9)), Retention: ptr(unit.Months(12)), Age: model.AgeNew}, 11, 10e9, "today's bytes stay for the retention"},
		{model.Stock{Now: ptr(unit.Bytes(10e9)), Retention: ptr(unit.Months(12)), Age: model.AgeNew}, 12, 0, "and leave then"},
		{model.Stock{Now: ptr(unit.Bytes(10e9)), Growth: yearly, Retention: ptr(unit.Months(6))}, 36, 80e9, "what leaves is replaced"},
		{model.Stock{Now: ptr(unit.Bytes(10e9)), Retention: ptr(unit.Months(12)), Age: model.AgeEven}, 3, 7.5e9, "a quarter is older than nine months today"},
		{model.Stock{Now: ptr(unit.Bytes(10e9)), Growth: &unit.Growth{Rate: -0.5, Per: 12}}, 12, 5e9, "a stock may shrink"},
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
			Now: ptr(unit.Bytes(now)), Ingest: ptr(unit.BytesPerMonth(first)), Growth: &unit.Growth{Rate: growth - 1, Per: 1},
			Retention: ptr(unit.Months(retention)), Age: model.AgeNew,
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
				for _, age := range []string{model.AgeImplied, model.AgeEven, model.AgeNew} {
					s := &model.Stock{Now: ptr(unit.Bytes(math.MaxFloat64)), Growth: growth, Ingest: ingest, Retention: retention, Age: age}
					for m, v := range stored(model.MaxHorizon, s) {
						if !(v >= 0 && v <= forecast.Ceiling) {
							t.Fatalf("%+v: month %d: %g", s, m, v)
						}
					}
				}
			}
		}
	}
}

// steady is a store of now bytes into which 300 a month come, kept three months.
func steady(now float64) *model.Stock {
	return &model.Stock{Now: ptr(unit.Bytes(now)), Ingest: ptr(unit.BytesPerMonth(300)), Retention: ptr(unit.Months(3))}
}

// Today's bytes are as old as ingest and growth imply; the months are worked out
// by hand from what came in when.
func TestAgeOfTodaysBytes(t *testing.T) {
	with := func(s *model.Stock, change func(*model.Stock)) *model.Stock { change(s); return s }
	for _, c := range []struct {
		why   string
		stock *model.Stock
		want  []float64 // from month 0 on
	}{
		{"a steady state is a fixed point", steady(900), []float64{900, 900, 900, 900, 900}},
		{"nothing said of today: the same", with(steady(0), func(s *model.Stock) { s.Now = nil }), []float64{900, 900, 900, 900, 900}},
		{"500 are this month's 300 and 200 of the last", steady(500), []float64{500, 800, 900, 900, 900}},
		{"empty today", steady(0), []float64{0, 300, 600, 900, 900}},
		{"more than implied: of each age a third more", steady(1200), []float64{1200, 1100, 1000, 900, 900}},
		{"all of today's is new", with(steady(900), func(s *model.Stock) { s.Age = model.AgeNew }), []float64{900, 1200, 1500, 900, 900}},
		{"as many of each age", with(steady(600), func(s *model.Stock) { s.Age = model.AgeEven }), []float64{600, 700, 800, 900, 900}},
		{"a retention of one month: what the month brings", with(steady(900), func(s *model.Stock) { *s.Retention = 1 }), []float64{900, 300, 300}},
		{"2.5 months are three", with(steady(900), func(s *model.Stock) { *s.Retention = 2.5 }), []float64{900, 900, 900, 900}},
		{"nothing comes any more", with(steady(900), func(s *model.Stock) { *s.Ingest = 0 }), []float64{900, 600, 300, 0, 0}},
		{"longer than the plan: 500 are not two months old", with(steady(500), func(s *model.Stock) { *s.Retention = 100 }), []float64{500, 800, 1100, 1400, 1700}},
		{"longer than the plan, full: 300 in, 300 out", with(steady(30_000), func(s *model.Stock) { *s.Retention = 100 }), []float64{30_000, 30_000, 30_000, 30_000}},
		{"doubling: 150 + 75 + 37.5 are there, 300, 600, 1,200 come", with(steady(0), func(s *model.Stock) { s.Now, s.Growth = nil, &unit.Growth{Rate: 1, Per: 1} }), []float64{262.5, 525, 1050, 2100}},
		{"halving: 600 + 1,200 + 2,400 are there, 300, 150, 75 come", with(steady(0), func(s *model.Stock) { s.Now, s.Growth = nil, &unit.Growth{Rate: -0.5, Per: 1} }), []float64{4200, 2100, 1050, 525}},
		{"halving, of less the youngest", with(steady(700), func(s *model.Stock) { s.Growth = &unit.Growth{Rate: -0.5, Per: 1} }), []float64{700, 1000, 1050, 525}},
	} {
		got := stored(len(c.want)-1, c.stock)
		for m, want := range c.want {
			if math.Abs(got[m]-want) > 1e-9*(1+want) {
				t.Errorf("%s: got %v, want %v", c.why, got, c.want)
				break
			}
		}
	}
}

// A little more or less today is a little more or less in every month, also
// where what is there is just what is implied.
func TestAgeIsContinuous(t *testing.T) {
	for _, growth := range []float64{-0.1, 0, 0.07} {
		for now := 10.0; now < 1500; now += 10 {
			a, b := steady(now), steady(now+0.001)
			a.Growth, b.Growth = &unit.Growth{Rate: growth, Per: 1}, &unit.Growth{Rate: growth, Per: 1}
			less, more := stored(5, a), stored(5, b)
			for m := range less {
				if d := more[m] - less[m]; d < -1e-9 || d > 0.001+1e-9 {
					t.Fatalf("growth %g, now %g, month %d: 0.001 more today are %g more", growth, now, m, d)
				}
			}
		}
	}
}

// With what is implied, a store has held what its last months brought for as long
// as it runs: Σ i·f^(k−1) over the retention, in every month.
func TestImpliedStoreIsWhatItsLastMonthsBrought(t *testing.T) {
	for _, growth := range []float64{-0.2, -0.01, 0, 0.03, 0.5} {
		for _, retention := range []int{1, 2, 7, 24, 40, 200} {
			row := stored(36, &model.Stock{
				Ingest: ptr(unit.BytesPerMonth(100)), Growth: &unit.Growth{Rate: growth, Per: 1}, Retention: ptr(unit.Months(retention)),
			})
			for m, got := range row {
				want := 0.0
				for k := m - retention + 1; k <= m; k++ {
					want += 100 * math.Pow(1+growth, float64(k-1))
				}
				if !near(got, min(want, forecast.Ceiling), 1e-9) {
					t.Fatalf("growth %g, retention %d, month %d: got %g, want %g", growth, retention, m, got, want)
				}
			}
		}
	}
}
