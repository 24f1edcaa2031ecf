package redundancy

import "math"

// tolerance is what a need may be above a whole number and still be that.
const tolerance = 1e-9

// most is the most units that are counted.
const most = 1 << 50

// whole rounds a need up, but for the last bits; none below 0 and of what is no number.
func whole(need float64) float64 {
	if !(need > 0) {
		return 0
	}
	return min(math.Ceil(need*(1-tolerance)), most)
}

// Spare are the units that carry a need when so many of them have failed: N + k.
func Spare(need, fail float64) float64 { return whole(need) + whole(fail) }

// Zones are the units that carry a need when so many zones have failed, spread evenly over
// all of them. It is false unless a zone is left.
func Zones(need float64, zones, fail int) (units float64, ok bool) {
	if fail < 0 || zones <= fail {
		return 0, false
	}
	return float64(zones) * whole(whole(need)/float64(zones-fail)), true
}

// Rollout are the units that stand at most, and those that serve at least, while a share of
// them is replaced at a time. Kubernetes rounds the first up and the second down.
func Rollout(need, surge, unavailable float64) (stand, serve float64) {
	n := whole(need)
	return n + whole(within(surge)*n), n - min(math.Floor(within(unavailable)*n*(1+tolerance)), n)
}

// within is a share, of 0 to 1.
func within(share float64) float64 {
	if !(share > 0) {
		return 0
	}
	return min(share, 1)
}

// Takeover fills able with the share of the load that each region is able to carry, when any
// other one fails and the rest take over in proportion to their own shares. What is left
// without a region that carries all is not taken over.
func Takeover(shares, able []float64) {
	for i, own := range shares {
		able[i] = own
		for j, lost := range shares {
			if j != i && lost < 1 && lost > 0 {
				able[i] = max(able[i], own/(1-lost))
			}
		}
	}
}
