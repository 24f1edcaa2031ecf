package row

import "math"

// Count turns a need into whole units and says what to make of them. No number of
// it is negative.
type Count struct {
	Share     float64 // of the need that the units carry
	Spare     float64 // units beyond it
	Low, High float64 // the fewest units and the most
	Part      float64 // of the units that a mean takes
	Each      float64 // what one unit requests
}

// Units counts the units that carry a share of one need.
func (c *Count) Units(need float64) float64 {
	return clamp(Ceil(need*c.Share)+c.Spare, math.Float64bits(c.Low), math.Float64bits(c.High))
}

// clamp keeps a number within bounds that are given as their bits. Numbers that
// are not negative are ordered as their bits are, and bits are compared without a
// branch, which the steps of a growing plan would often mislead.
func clamp(n float64, low, high uint64) float64 {
	return math.Float64frombits(min(max(math.Float64bits(n), low), high))
}

// Add counts the units for each need, adds a part of them to mean, and what they
// request to requested.
func (c *Count) Add(need, units, mean, requested []float64) {
	n := len(need)
	units, mean, requested = units[:n], mean[:n], requested[:n]
	if !count(c, need, units, mean, requested) {
		c.one(need, units, mean, requested)
	}
}

// one is Add, one number at a time.
func (c *Count) one(need, units, mean, requested []float64) {
	n := len(need)
	units, mean, requested = units[:n], mean[:n], requested[:n]
	share, spare, part, each := c.Share, c.Spare, c.Part, c.Each
	low, high := math.Float64bits(c.Low), math.Float64bits(c.High)
	for i, v := range need {
		n := clamp(Ceil(v*share)+spare, low, high)
		units[i] = n
		mean[i] += float64(n * part)
		requested[i] += float64(n * each)
	}
}
