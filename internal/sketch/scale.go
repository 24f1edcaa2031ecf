package sketch

import (
	"math"
	"slices"

	"github.com/talimat/talimat-plan/internal/elementary"
	"github.com/talimat/talimat-plan/internal/unit"
)

// scale places values on the lines of a picture: low on the lowest, high on the
// highest.
type scale struct {
	low, high float64
	log       bool
	rows      int       // lines from low to high
	ticks     []float64 // from low to high; they fall on lines
	labels    []string  // of the ticks
	measure   measure
}

const (
	decades = 2      // beyond which a scale is logarithmic
	tiny    = 1e-290 // below this a step would lose its digits
	farAway = 3      // limits so many times the largest value are left off, so that they do not squash it
)

// newScale spans the values of a picture.
func newScale(p *Picture, m measure) *scale {
	all := slices.Concat(p.Values, p.Low, p.High)
	low, high := slices.Min(all), slices.Max(all)
	rows := p.Rows
	if rows == 0 {
		rows = defaultRows
	}
	for _, l := range p.Levels {
		if l.Value > high && l.Value <= high*farAway {
			high = l.Value
		}
	}
	if p.MayLog && low > tiny && high/low > elementary.Pow(10, decades) {
		return logScale(low, high, rows, m)
	}
	return linearScale(min(low, 0), max(high, 0), rows, m)
}

// linearScale has ticks at nice steps. The number of its lines is near the one that
// is wanted and puts each tick on a line.
func linearScale(low, high float64, rows int, m measure) *scale {
	if high-low < tiny {
		low, high = 0, 1
	}
	step := unit.NiceStep((high-low)/float64(max((rows-1)/2, 1)), m.whole())
	first, last := math.Floor(low/step+1e-9), math.Ceil(high/step-1e-9)
	steps := int(last - first)
	each := max(1, int(math.Round(float64(rows-1)/float64(steps))))
	s := &scale{low: first * step, high: last * step, rows: steps*each + 1, measure: m}
	for i := range steps + 1 {
		s.ticks = append(s.ticks, (first+float64(i))*step)
	}
	s.labels = m.axis(s.ticks, step)
	return s
}

// logScale has ticks at powers of ten, and ends at 1, 2 or 5 times a power.
func logScale(low, high float64, rows int, m measure) *scale {
	s := &scale{low: below(low), high: above(high), log: true, rows: rows, measure: m}
	first, last := math.Ceil(elementary.Log10(s.low)-1e-9), math.Floor(elementary.Log10(s.high)+1e-9)
	every := math.Ceil((last - first + 1) / float64(max(rows/2, 1)))
	for e := first; e <= last; e += max(every, 1) {
		s.ticks = append(s.ticks, elementary.Pow(10, e))
	}
	for _, t := range s.ticks {
		s.labels = append(s.labels, m.value(t))
	}
	return s
}

// leading are the factors that a logarithmic scale ends at.
var leading = [...]float64{1, 2, 5, 10}

// below is the largest leading factor times a power of ten that is not above a
// positive number, above the least that is not below it.
func below(v float64) float64 {
	power, best := powerOf(v), leading[0]
	for _, f := range leading {
		if f <= v/power*(1+1e-9) {
			best = f
		}
	}
	return best * power
}

func above(v float64) float64 {
	power := powerOf(v)
	for _, f := range leading {
		if f >= v/power*(1-1e-9) {
			return f * power
		}
	}
	return 10 * power
}

// powerOf is the power of ten that a positive number begins with.
func powerOf(v float64) float64 { return elementary.Pow(10, math.Floor(elementary.Log10(v)+1e-9)) }

// share is how far up a value lies: 0 at low, 1 at high.
func (s *scale) share(v float64) float64 {
	v = min(max(v, s.low), s.high)
	if s.log {
		return elementary.Log(v/s.low) / elementary.Log(s.high/s.low)
	}
	return (v - s.low) / (s.high - s.low)
}

// holds reports whether a value lies on the scale.
func (s *scale) holds(v float64) bool {
	slack := float64((s.high - s.low) * 1e-9)
	return v >= s.low-slack && v <= s.high+slack
}

// dot is the dot of a share, from below, where each line has so many.
func (s *scale) dot(share float64, perLine int) int {
	at := float64(share*float64((s.rows-1)*perLine)) + float64(float64(perLine-1)/2)
	return min(max(int(math.Round(at)), 0), s.rows*perLine-1)
}

// The widest labels of values, which leave room for a picture, and the word
// that stands below them.
const (
	mostGutter = 18
	monthsWord = "month"
)

// gutter is the width of the labels.
func (s *scale) gutter() int {
	n := len(monthsWord)
	for _, l := range s.labels {
		n = max(n, columns(l))
	}
	return min(n, mostGutter)
}
