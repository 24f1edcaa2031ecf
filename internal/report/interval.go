package report

import (
	"math"
	"strings"

	"github.com/talimat/talimat-plan/internal/sampling"
	"github.com/talimat/talimat-plan/internal/simulation"
	"github.com/talimat/talimat-plan/internal/unit"
	"github.com/talimat/talimat-plan/internal/words"
)

// Sampling says how the futures of a simulation were drawn.
type Sampling struct {
	Method     string `json:"method"`     // sobol, lhs or mc
	Seed       uint64 `json:"seed"`       // of the random numbers
	Replicates int    `json:"replicates"` // independent repetitions, of which the intervals come
	Points     int    `json:"points"`     // futures in each
	Futures    int    `json:"futures"`    // that were simulated
}

// samplingOf says how so many futures of a design were drawn, in the words of --sampling.
func samplingOf(d *sampling.Design, futures int) Sampling {
	method := d.Method.String()
	if d.Method == sampling.Random {
		method = "mc"
	}
	return Sampling{method, d.Seed, d.Replicates, d.Points, futures}
}

// spread writes the interval behind an estimate: nothing where there is none, or
// none to see.
func spread(e simulation.Estimate, write func(half float64) string) string {
	if math.IsInf(e.Half, 0) || math.IsNaN(e.Half) {
		return ""
	}
	half := write(e.Half)
	if strings.Trim(half, "0.,$€₺£¥% "+capitals) == "" {
		return ""
	}
	half = strings.TrimLeft(half, "$€₺£¥")
	if code := strings.TrimRight(half, capitals); len(half)-len(code) == 3 { // of a currency without a sign
		half = strings.TrimRight(code, " ")
	}
	return " ±" + half
}

const capitals = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"

// points writes the half width of an interval around a probability.
func points(half float64) string {
	if math.IsInf(half, 0) || math.IsNaN(half) {
		return words.None
	}
	return words.Short(half*100, 2) + " pp"
}

// rounded6 rounds a ratio, and whatever else is no money and no size, for machines.
func rounded6(v float64) float64 { return words.Currency("").Round(unit.KindRatio, v) }

// halfRatio is half of an estimated ratio.
func halfRatio(e simulation.Estimate) *float64 { return newHalf("", unit.KindRatio, e) }

// newHalf is the half width of an interval; null when there is none.
func newHalf(c words.Currency, kind unit.Kind, e simulation.Estimate) *float64 {
	if math.IsInf(e.Half, 0) || math.IsNaN(e.Half) || e.Never() && kind == unit.KindMonths {
		return nil
	}
	v := c.Round(kind, e.Half)
	return &v
}
