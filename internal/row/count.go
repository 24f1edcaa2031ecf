package row

import "math"

// Count turns a need into whole units. None of its numbers is negative.
type Count struct {
	Spare     float64 // units beyond those that carry the need
	Low, High float64 // the fewest units and the most
	Each      float64 // what one unit requests
}

// Level is a part of the time, in which there is a share of the need.
type Level struct {
	Share     float64   // of the need
	Part      float64   // of the time
	Requested []float64 // to which what the units request is added
}

// Units counts the units that carry one need.
func (c *Count) Units(need float64) float64 {
	return clamp(float64(need*(1-epsilon))+half+whole-(whole-c.Spare), math.Float64bits(c.Low), math.Float64bits(c.High))
}

// clamp keeps a number within bounds that are given as their bits. Numbers that
// are not negative are ordered as their bits are, and bits are compared without a
// branch, which the steps of a growing plan would often mislead.
func clamp(n float64, low, high uint64) float64 {
	return math.Float64frombits(min(max(math.Float64bits(n), low), high))
}

// Add counts the units for each need at each level. It sets units to those of the
// first level, mean to the mean over all of them, and adds what they request.
func (c *Count) Add(need, units, mean []float64, levels []Level) {
	n := len(need)
	units, mean = units[:n], mean[:n]
	for i := range levels {
		_ = levels[i].Requested[:n]
	}
	if four && len(levels) > 0 {
		countAVX(c, need, units, mean, levels)
		return
	}
	c.one(need, units, mean, levels)
}

// one is Add, one number at a time.
func (c *Count) one(need, units, mean []float64, levels []Level) {
	clear(mean)
	down, each, low, high := whole-c.Spare, c.Each, math.Float64bits(c.Low), math.Float64bits(c.High)
	for k := range levels {
		share, part, requested := levels[k].Share, levels[k].Part, levels[k].Requested[:len(need)]
		for i, v := range need {
			n := clamp(float64(float64(v*(1-epsilon))*share)+half+whole-down, low, high)
			if k == 0 {
				units[i] = n
			}
			mean[i] += float64(n * part)
			requested[i] += float64(n * each)
		}
	}
}
