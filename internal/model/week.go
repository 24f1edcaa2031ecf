package model

import "github.com/talimat/talimat-plan/internal/unit"

// Curve is the load-duration curve of the week: the own levels, or those of the
// named shape; of no shape, a flat one.
//
// The named weeks are assumptions of this tool, after public traces: office
// systems are idle for half of the week, consumer systems for a third of it,
// and machines never.
func (w *Week) Curve() []WeekLevel {
	if len(w.Levels) > 0 {
		return w.Levels
	}
	levels, n := shape(w.Shape)
	return levels[:n]
}

// shape is a named week and how many levels it has.
func shape(name string) (levels [4]WeekLevel, n int) {
	switch name {
	case "office-hours":
		return [4]WeekLevel{{5, 1}, {40, 0.55}, {35, 0.25}, {88, 0.04}}, 4
	case "daytime":
		return [4]WeekLevel{{7, 1}, {49, 0.7}, {56, 0.45}, {56, 0.15}}, 4
	case "around-the-clock":
		return [4]WeekLevel{{12, 1}, {60, 0.85}, {60, 0.7}, {36, 0.5}}, 4
	default:
		return [4]WeekLevel{{168, 1}}, 1
	}
}

// Peaks are the peak factors of a week: its maximum over its mean. Bending the
// week by a power between 0 and endless gives it any between the two ends.
type Peaks struct {
	Own     float64 // as the levels are: max ÷ mean
	Lowest  float64 // when all hours that are not idle have the same load
	Highest float64 // when all the load is in the hours of the highest level
}

// Peaks returns the peak factors of the week. Without any load they are 1.
func (w *Week) Peaks() Peaks {
	if len(w.Levels) > 0 {
		return peaks(w.Levels)
	}
	levels, n := shape(w.Shape)
	return peaks(levels[:n])
}

func peaks(levels []WeekLevel) Peaks {
	var hours, sum, awake, busiest, highest float64
	for i := range levels {
		h, load := float64(levels[i].Hours), float64(levels[i].Load)
		hours += h
		sum += float64(h * load)
		if load > 0 {
			awake += h
		}
		switch {
		case load > highest:
			highest, busiest = load, h
		case load == highest:
			busiest += h
		}
	}
	if sum <= 0 {
		return Peaks{1, 1, 1}
	}
	return Peaks{Own: highest * hours / sum, Lowest: hours / awake, Highest: hours / busiest}
}

// PeakFactor is the peak of the load over its average. Own levels of the week say
// it, unless a peak is stated; a named week is bent to 1x without one. A stated
// peak beyond what bending can give the week counts as the nearest that it can,
// so that the hours of the week always add up to the average. It allocates nothing.
func (l *Load) PeakFactor() float64 { return peakFactor(l.Peak, &l.Week) }

func peakFactor(peak *unit.Factor, w *Week) float64 {
	if peak == nil && len(w.Levels) == 0 {
		return 1
	}
	p := w.Peaks()
	if peak == nil {
		return p.Own
	}
	return min(max(float64(*peak), p.Lowest), p.Highest)
}
