package plan_test

import (
	"math"
	"testing"

	"github.com/talimat/talimat-plan/internal/plan"
)

// What a dated number is in each month, by hand: each value from its month on, a price
// growing from the month that it is stated for.
func TestDatedNumbers(t *testing.T) {
	r := plan.Run(read("../../testdata/scenario/ok/dated.yaml").scenario(t))
	from := func(m int, values map[int]float64) (value float64, since int) {
		for at := 0; at <= m; at++ {
			if v, ok := values[at]; ok {
				value, since = v, at
			}
		}
		return value, since
	}
	interval := func(low, high float64) float64 { return math.Sqrt(low * high) } // the median of a lognormal one
	for m := range r.Months() + 1 {
		calls := 1000 * math.Pow(1.05, float64(m)) * 6 / 3600 * 3600 * 730
		price, _ := from(m, map[int]float64{0: 2.5e-6, 8: 1.25e-6, 12: 1e-6})
		each, _ := from(m, map[int]float64{0: interval(900, 2600), 14: 1200})
		prompt := calls * each * price
		first, since := from(m, map[int]float64{0: 10e-6, 5: 8e-6})
		million := min(calls, 1e6)
		completion := (million*first + (calls-million)*5e-6) * math.Pow(1.02, float64(m-since))
		seat, since := from(m, map[int]float64{0: 2, 12: interval(3, 4)})
		seats := 1000 * math.Pow(1.05, float64(m)) * seat * math.Pow(1.12, float64(m-since)/12)
		count, _ := from(m, map[int]float64{0: 3, 2: 4})
		team := 9000 * count * math.Pow(1.12, float64(m)/12)
		share, _ := from(m, map[int]float64{0: .10, 9: .12})
		least, _ := from(m, map[int]float64{0: 100, 3: 200})
		for name, want := range map[string]float64{
			"prompt": prompt, "completion": completion, "seats": seats, "team": team, "support": max(prompt*share, least), "later": 1,
		} {
			if got := r.Series("charges." + name + ".cost")[m]; math.Abs(got-want) > 0.0051 {
				t.Errorf("month %d: %s costs %.3f, want %.3f", m, name, got, want)
			}
		}
	}
}
