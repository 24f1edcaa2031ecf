package contract

import (
	"cmp"
	"slices"
)

// Level is how many units run, and in what share of the time.
type Level struct {
	Units float64 // at least 0
	Time  float64 // share of the hours, above 0
}

// Curve is the demand of a month as a duration curve: levels that rise, with shares
// of the time that add up to 1. The empty curve is no demand.
type Curve []Level

// Sorted is the curve of levels in any order, in place: equal ones become one, those
// without time are left out, and the shares are brought to 1.
func Sorted(levels []Level) Curve {
	slices.SortFunc(levels, func(a, b Level) int { return cmp.Compare(a.Units, b.Units) })
	kept, time := levels[:0], 0.0
	for _, l := range levels {
		if !(l.Time > 0) {
			continue
		}
		time += l.Time
		if last := len(kept) - 1; last >= 0 && kept[last].Units == l.Units {
			kept[last].Time += l.Time
			continue
		}
		kept = append(kept, l)
	}
	for i := range kept {
		kept[i].Time /= time
	}
	return Curve(kept)
}

// Pool is the curve of the hours of several curves together, each as likely.
func Pool(curves ...Curve) Curve {
	var all []Level
	for _, c := range curves {
		if len(c) == 0 {
			c = Curve{{0, 1}}
		}
		all = append(all, c...)
	}
	return Sorted(all)
}

// Mean is how many units run on average.
func (c Curve) Mean() float64 {
	mean := 0.0
	for _, l := range c {
		mean += float64(l.Units * l.Time)
	}
	return mean
}

// Most is how many units run at most.
func (c Curve) Most() float64 {
	if len(c) == 0 {
		return 0
	}
	return c[len(c)-1].Units
}

// Least is how many units always run.
func (c Curve) Least() float64 {
	if len(c) == 0 {
		return 0
	}
	return c[0].Units
}

// Above is how many units run on average beyond so many.
func (c Curve) Above(units float64) float64 {
	above := 0.0
	for i := len(c) - 1; i >= 0 && c[i].Units > units; i-- {
		above += float64((c[i].Units - units) * c[i].Time)
	}
	return above
}

// Running is the share of the time in which at least so many units run.
func (c Curve) Running(units float64) float64 {
	share := 0.0
	for i := len(c) - 1; i >= 0 && c[i].Units >= units; i-- {
		share += c[i].Time
	}
	return share
}

// Used are the most units that all run in more than a share of the time: what is
// worth committing to when a committed unit costs that share of one on demand. It
// is 0 where nothing does.
func (c Curve) Used(share float64) float64 {
	running := 0.0
	for i := len(c) - 1; i >= 0; i-- {
		if running += c[i].Time; running > share+1e-12 { // shares of hours are sums, and equality is no gain
			return c[i].Units
		}
	}
	return 0
}
