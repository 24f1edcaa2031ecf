package forecast

import "github.com/talimat/talimat-plan/internal/model"

// This file puts events on top of the streams of work: with f for the factor of an event
// and d for the part of the month that it lasts,
//
//	average = ordinary · (1 + Σ d·(f − 1)),   peak = ordinary · (1 + Σ max(f − 1, 0))
//
// in the months in which it is.

// surge raises a stream by the events that are about it. Those of a month are taken to
// coincide.
func (m *Model) surge(name string, average, peak []float64) {
	for month := range average {
		days := 0.0
		for i := range m.scenario.Events {
			if e := &m.scenario.Events[i]; e.In(month) {
				days += float64(e.Part(m.scenario.Assumptions.HoursPerMonth) * (e.Factor(name) - 1))
			}
		}
		average[month] = bound(average[month] * max(1+days, 0))
		peak[month] = bound(peak[month] * Surge(m.scenario, name, month))
	}
}

// Surge is what the events of a month make of the peak of a stream, at least 1.
func Surge(s *model.Scenario, stream string, month int) float64 {
	top := 1.0
	for i := range s.Events {
		if s.Events[i].In(month) {
			top += max(s.Events[i].Factor(stream)-1, 0)
		}
	}
	return top
}
