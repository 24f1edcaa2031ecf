package fit

import (
	"math"
	"slices"
)

// Kind says what is unusual in a series.
type Kind uint8

// The kinds.
const (
	Outlier Kind = iota // one value, after which the series is where it was
	Shift               // the level is another one from there on
)

// Anomaly is a value that does not follow from those before it.
type Anomaly struct {
	Kind  Kind    // which of them
	Index int     // of the value, from 0
	Size  float64 // how far it is from what was to be expected
}

// unusual is how many scaled median deviations a step has to be from the usual one. It
// is far out: one in 10⁸ of a normal distribution.
const unusual = 6

// Anomalies are the outliers and shifts of a series, less its season, by time. A step
// from one value to the next is unusual by the median of all steps and their median
// deviation, which what is unusual does not move. If one of the two steps after it goes
// back by more than half, it was an outlier, else a shift. They are reported and not
// mended: whether a sale or an outage comes again the data do not know.
func Anomalies(s Series) []Anomaly {
	if len(s.Values) < 8 {
		return nil
	}
	y := seasonOf(s.Values, s.Period, 2).without(s.Values)
	steps := make([]float64, len(y)-1)
	for i := range steps {
		steps[i] = y[i+1] - y[i]
	}
	usual := median(steps)
	far := make([]float64, len(steps))
	for i, d := range steps {
		far[i] = math.Abs(d - usual)
	}
	limit := unusual * 1.4826 * median(far)
	if limit == 0 {
		return nil
	}
	var out []Anomaly
	for i := 0; i < len(steps); i++ {
		size := steps[i] - usual
		if math.Abs(size) <= limit {
			continue
		}
		a := Anomaly{Kind: Shift, Index: i + 1, Size: size}
		for next := i + 1; next < min(i+3, len(steps)); next++ {
			if back := steps[next] - usual; back*size < 0 && math.Abs(back) > math.Abs(size)/2 {
				a.Kind = Outlier
				i = next // the way back is no anomaly of its own
				break
			}
		}
		out = append(out, a)
	}
	return out
}

// median is the middle of some values, at least one.
func median(values []float64) float64 {
	v := slices.Clone(values)
	slices.Sort(v)
	return (v[(len(v)-1)/2] + v[len(v)/2]) / 2
}
