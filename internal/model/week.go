package model

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
	switch w.Shape {
	case "office-hours":
		return []WeekLevel{{5, 1}, {40, 0.55}, {35, 0.25}, {88, 0.04}}
	case "daytime":
		return []WeekLevel{{7, 1}, {49, 0.7}, {56, 0.45}, {56, 0.15}}
	case "around-the-clock":
		return []WeekLevel{{12, 1}, {60, 0.85}, {60, 0.7}, {36, 0.5}}
	default:
		return []WeekLevel{{168, 1}}
	}
}

// HighestPeak is the largest peak factor that the week can have: all the load
// in the hours of the highest level.
func (w *Week) HighestPeak() float64 {
	var total, busiest, highest float64
	for _, l := range w.Curve() {
		total += float64(l.Hours)
		switch load := float64(l.Load); {
		case load > highest:
			highest, busiest = load, float64(l.Hours)
		case load == highest:
			busiest += float64(l.Hours)
		}
	}
	return total / busiest
}
