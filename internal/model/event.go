package model

import "github.com/talimat/talimat-plan/internal/unit"

// Event is a time of extraordinary load: a sale, a launch, a filing day. Capacity is sized
// for it, money and stocks count its days.
type Event struct {
	Name  string       `yaml:"-"` // its key in the file
	From  string       `yaml:"from" doc:"Day or month in which it begins, such as 2026-11-27."`
	Lasts unit.Seconds `yaml:"lasts,certain" above:"0" max:"2678400" doc:"How long it lasts, up to 31 days; what lasts longer is a season."`
	Every string       `yaml:"every" default:"" doc:"How often it comes again: year, quarter, month, or a time such as 6 months; once when absent."`
	Load  EventLoads   `yaml:"load" doc:"Load as a multiple of an ordinary day of that month: of all streams of work, or by stream."`

	Month  int `yaml:"-"` // in which it is first; set by the checks
	Repeat int `yaml:"-"` // months until it comes again; 0 for never
}

// EventLoads are the factors of an event.
type EventLoads struct {
	All     *unit.Factor `yaml:"all,scalar" above:"0" doc:"Of all streams that are not named."`
	Streams []EventLoad  `yaml:"streams,named,rest" doc:"Of a stream of work, by its name."`
}

// EventLoad is the factor of one stream of work.
type EventLoad struct {
	Name   string      `yaml:"-"` // of the stream
	Factor unit.Factor `yaml:"factor,scalar" above:"0" doc:"Multiple of its load on an ordinary day."`
}

// In reports whether the event is in a month.
func (e *Event) In(month int) bool {
	switch {
	case month < e.Month:
		return false
	case e.Repeat == 0:
		return month == e.Month
	}
	return (month-e.Month)%e.Repeat == 0
}

// Part is the part of a month that it lasts, of the hours that are billed in one.
func (e *Event) Part(hoursPerMonth unit.Count) float64 {
	return min(float64(e.Lasts)/3600/float64(hoursPerMonth), 1)
}

// Factor is the load of a stream during the event, as a multiple of an ordinary day; 1 of
// a stream that it is not about.
func (e *Event) Factor(stream string) float64 {
	for i := range e.Load.Streams {
		if s := &e.Load.Streams[i]; s.Name == stream {
			return float64(s.Factor)
		}
	}
	if e.Load.All != nil {
		return float64(*e.Load.All)
	}
	return 1
}

// Tidal reports whether the load of the plan has more than one shape over the month:
// events, or streams of work with a week of their own.
func (s *Scenario) Tidal() bool {
	if len(s.Events) > 0 {
		return true
	}
	for i := range s.Load.Streams {
		if v := &s.Load.Streams[i]; v.Peak != nil || v.Week != nil || v.Deadline != nil {
			return true
		}
	}
	return false
}

// StreamPeak is the peak of a stream over its average, in a month without events: by its
// own peak and week, or those of the load.
func (l *Load) StreamPeak(s *Stream) float64 {
	peak := l.Peak
	if s.Week != nil && s.Week.Shape == "flat" {
		peak = nil
	}
	if s.Peak != nil {
		peak = s.Peak
	}
	return peakFactor(peak, l.WeekOf(s))
}

// WeekOf is the week of a stream: its own, or that of the load.
func (l *Load) WeekOf(s *Stream) *Week {
	if s.Week != nil {
		return s.Week
	}
	return &l.Week
}
