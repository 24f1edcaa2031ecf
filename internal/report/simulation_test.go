package report

import (
	"math"
	"testing"

	"github.com/talimat/talimat-plan/internal/simulation"
	"github.com/talimat/talimat-plan/internal/words"
)

// A limit is broken "from a month on" only if it is in all that follow.
func TestLikely(t *testing.T) {
	for _, c := range []struct {
		months []float64
		month  int
		on     bool
	}{
		{[]float64{0.1, 0.6, 0.7}, 4, true},
		{[]float64{0.1, 0.6, 0.4}, 4, false},
		{[]float64{0.1, 0.5, 0.5}, -1, false},
		{[]float64{0.9}, -1, false}, // a single figure
	} {
		o := simulation.Odds{From: 3, To: 5}
		for _, p := range c.months {
			o.Months = append(o.Months, simulation.Estimate{Value: p})
		}
		if month, on := likely(o); month != c.month || on != c.on {
			t.Errorf("%v from month 3: month %d, on %v; want %d, %v", c.months, month, on, c.month, c.on)
		}
	}
}

// Behind an estimate stands its interval, without what the estimate has said.
func TestSpread(t *testing.T) {
	for _, c := range []struct {
		half  float64
		money words.Currency
		want  string
	}{
		{12, "USD", " ±12"},
		{12, "TRY", " ±12"},
		{12, "CHF", " ±12"},
		{0.2, "USD", ""},
		{0.2, "CHF", ""},
		{math.Inf(1), "USD", ""},
		{math.NaN(), "USD", ""},
	} {
		got := spread(simulation.Estimate{Value: 100, Half: c.half}, func(h float64) string { return c.money.Amount(h, 0) })
		if got != c.want {
			t.Errorf("%g %s: %q, want %q", c.half, c.money, got, c.want)
		}
	}
}
