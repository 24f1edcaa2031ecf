package contract

import (
	"math"

	"github.com/talimat/talimat-plan/internal/elementary"
)

// Spot is capacity that may be taken away.
type Spot struct {
	Price       float64 // of a unit and month, while there is some
	Fallback    float64 // share of the time in which there is none and it runs on demand
	Interrupted float64 // chance that a unit is taken away in a month, 0 to below 1
	Restart     float64 // hours lost at each interruption
}

// Hazard is the rate of interruptions of a unit, an hour, in a month of so many.
func (s Spot) Hazard(hours float64) float64 { return -elementary.Log1p(-s.Interrupted) / hours }

// Effective is what a unit and month really costs, given its price on demand and
// the hours of a month.
func (s Spot) Effective(onDemand, hours float64) float64 {
	again := 1 + float64(s.Hazard(hours)*s.Restart)
	return float64((1-s.Fallback)*s.Price*again) + float64(s.Fallback*onDemand)
}

// Lost is the chance that at least one of so many units is taken away within some
// hours, if they are taken independently.
func (s Spot) Lost(units, within, hours float64) float64 {
	return -elementary.Expm1(-s.Hazard(hours) * units * within)
}

// Mix is how a demand is served at the least cost where a share of it may be
// interrupted.
type Mix struct {
	Committed float64 // units
	Spot      bool    // whether what may be interrupted runs on spot
	Cost      float64 // of a month
}

// BestMix finds it, from the prices of a unit and month on demand, committed and on
// spot, and the share of the whole units of each hour that may be interrupted. What
// is committed carries first what may not, then what may; of the rest, what may be
// interrupted runs on spot if that is cheaper than on demand.
func BestMix(c Curve, onDemand, committed, spot, interruptible float64) Mix {
	best := Mix{Cost: float64(c.Mean() * onDemand)}
	for _, on := range []bool{false, true} {
		if on && (interruptible == 0 || spot >= onDemand) {
			break
		}
		moves := func(units float64) float64 {
			if !on {
				return 0
			}
			return math.Floor(float64(units*interruptible) + 1e-9)
		}
		try := func(units float64) {
			cost := float64(units * committed)
			for _, l := range c {
				above := max(l.Units-units, 0)
				moved := min(moves(l.Units), above)
				cost += float64(l.Time * (float64((above-moved)*onDemand) + float64(moved*spot)))
			}
			if cost < best.Cost-float64(1e-12*best.Cost) {
				best = Mix{units, on, cost}
			}
		}
		try(0)
		for _, l := range c { // the cost bends at these only
			try(l.Units - moves(l.Units))
			try(l.Units)
		}
	}
	return best
}
