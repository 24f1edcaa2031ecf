package profile

import "github.com/talimat/talimat-plan/internal/elementary"

// Shape is what a week looks like before it has a peak: the load at each quarter of an
// hour of a weekday as a share of the busiest, and of weekend days as a share of weekdays.
type Shape struct {
	Day     [96]float64 // from 00:00 on; the largest is 1, none is below 0
	Weekend float64     // factor of Saturday and Sunday, above 0, at most 1
}

// Cosine is the plain day, busiest at an hour.
func Cosine(busiest float64) (s Shape) {
	s.Weekend = 1
	for i := range s.Day {
		turn := float64(i)/96 - busiest/24
		s.Day[i] = (1 + cosine(turn)) / 2
	}
	return s
}

// cosine is cos(2π·turn).
func cosine(turn float64) float64 {
	turn -= float64(int(turn))
	if turn < 0 {
		turn = -turn
	}
	if turn > 0.5 {
		turn = 1 - turn
	}
	if turn > 0.25 {
		return -cosine(0.5 - turn)
	}
	const pi = 3.14159265358979323846
	_, cos := elementary.Sincos(float64(2*pi) * turn)
	return cos
}

// Bend gives a shape a peak over the mean, at least 1, and a trough over the mean of 0 to
// 1 that weekdays do not fall below. A peak that the weekends leave no room for flattens
// them.
func (s *Shape) Bend(peak, trough float64) Week {
	peak = max(peak, 1)
	trough = min(max(trough, 0), 1)
	weekend := s.Weekend
	if peak*(5+float64(2*weekend))/7 <= 1 {
		weekend = 1
	}
	w := Week{Load: make([]float64, Quarters)}
	if peak == 1 {
		for i := range w.Load {
			w.Load[i] = 1
		}
		return w
	}
	low, high := 0.0, 1024.0
	for range 100 {
		power := (low + high) / 2
		if s.fill(w.Load, peak, trough, weekend, power) > 1 {
			low = power
		} else {
			high = power
		}
	}
	normal(w.Load)
	return w
}

// fill writes a week that is bent by a power, and returns its mean.
func (s *Shape) fill(load []float64, peak, trough, weekend, power float64) float64 {
	var day [96]float64
	for i, share := range s.Day {
		day[i] = trough
		if share > 0 {
			day[i] += float64((peak - trough) * elementary.Exp(power*elementary.Log(share)))
		}
	}
	for i := range load {
		load[i] = day[i%96]
		if i >= 5*96 {
			load[i] *= weekend
		}
	}
	return mean(load)
}
