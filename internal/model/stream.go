package model

import (
	"slices"

	"github.com/talimat/talimat-plan/internal/unit"
)

// Stream is a stream of work that comes in: requests, clips, orders.
type Stream struct {
	Name        string          `yaml:"-"` // its key in the file
	Of          string          `yaml:"of" default:"" doc:"Driver of which each one brings the rate: users or, without them, the only one; \"all employees\" counts those too that are not active."`
	Rate        *unit.PerSecond `yaml:"rate,scalar" min:"0" doc:"How many one of the driver brings, on the average over the month, such as 10/min."`
	Total       *unit.PerSecond `yaml:"total" min:"0" doc:"How many come in all, in place of a rate of something."`
	Growth      *Growth         `yaml:"growth" doc:"How the rate itself grows, such as 20%/year."`
	Seasonality *Seasonality    `yaml:"seasonality" doc:"Factor of the rate by calendar month, relative to the start month."`
	In          unit.Bytes      `yaml:"in" default:"0 B" min:"0" doc:"Bytes that one brings."`
	Out         unit.Bytes      `yaml:"out" default:"0 B" min:"0" doc:"Bytes that are sent back for one."`
	Peak        *unit.Factor    `yaml:"peak" min:"1" doc:"Peak as a multiple of its average; that of the load when absent."`
	Week        *Week           `yaml:"week" doc:"Shape over a week; that of the load when absent."`
	Deadline    *unit.Seconds   `yaml:"deadline" above:"0" doc:"How long this work may wait: what serves it is sized so that what comes in the busiest hours of a day is done so long after them, and not for the peak."`
	Retries     unit.Ratio      `yaml:"retries" default:"0%" min:"0" max:"0.9" doc:"Share of the attempts that are made again, which come on top: 1 ÷ (1 − retries) attempts for each."`
}

// Requests is the name of the stream that is called load.requests in short.
const Requests = "requests"

// all is the word before the name of a driver of which a stream counts those too that
// are not active.
const all = "all "

// Driver is the driver that a stream is of, and whether it counts all of them or the
// active ones only.
func (s *Stream) Driver() (name string, every bool) {
	if rest, ok := cutPrefix(s.Of, all); ok {
		return rest, true
	}
	return s.Of, false
}

func cutPrefix(text, prefix string) (string, bool) {
	if len(text) > len(prefix) && text[:len(prefix)] == prefix {
		return text[len(prefix):], true
	}
	return text, false
}

// Stream returns the index of the stream of that name, or −1.
func (l *Load) Stream(name string) int {
	return slices.IndexFunc(l.Streams, func(s Stream) bool { return s.Name == name })
}

// Brings reports whether requests come in, in the short form or as a stream.
func (l *Load) Brings() bool { return l.Requests > 0 || l.Stream(Requests) >= 0 }

// DriverNamed returns a driver by its name, nil when there is none.
func (s *Scenario) DriverNamed(name string) *Driver {
	if name == "users" && !s.Drivers.Users.Absent {
		return &s.Drivers.Users
	}
	for i := range s.Drivers.Other {
		if s.Drivers.Other[i].Name == name {
			return &s.Drivers.Other[i]
		}
	}
	return nil
}

// DriverNames are the names of all drivers, users first.
func (s *Scenario) DriverNames() []string {
	var names []string
	if !s.Drivers.Users.Absent {
		names = append(names, "users")
	}
	for i := range s.Drivers.Other {
		names = append(names, s.Drivers.Other[i].Name)
	}
	return names
}

// OnlyDriver is the driver that is meant where none is named: users or, without them,
// the only other one; empty where that is not clear.
func (s *Scenario) OnlyDriver() string {
	switch {
	case !s.Drivers.Users.Absent:
		return "users"
	case len(s.Drivers.Other) == 1:
		return s.Drivers.Other[0].Name
	}
	return ""
}

// Unit says what totals are divided by.
type Unit struct {
	Name string // "users", "cameras"
	One  string // one of them: "user"
}

// Counted is what totals are divided by: as stated, or users, the first driver or the
// first stream.
func (s *Scenario) Counted() Unit {
	name := s.Unit
	if name == "" {
		if names := s.DriverNames(); len(names) > 0 {
			name = names[0]
		} else if len(s.Load.Streams) > 0 {
			name = s.Load.Streams[0].Name
		}
	}
	one := singular(name)
	if d := s.DriverNamed(name); d != nil && d.One != "" {
		one = d.One
	}
	return Unit{name, one}
}

// singular is an English plural without its s; other words stay.
func singular(name string) string {
	if n := len(name); n > 2 && name[n-1] == 's' && name[n-2] != 's' {
		return name[:n-1]
	}
	return name
}

// PerUnit is the name of the result that is the cost for one of what totals are divided
// by; empty where there is nothing.
func (s *Scenario) PerUnit() string {
	switch u := s.Counted(); u.Name {
	case "":
		return ""
	case "users":
		return "cost.per_user"
	default:
		return "cost.per." + u.Name
	}
}

// Share is the share of a driver that is there at the same time; all of one that does
// not say.
func (d *Driver) Share() unit.Ratio {
	if d.Active == nil {
		return 1
	}
	return *d.Active
}

// OutOf is what a stream sends back for one; of requests what load.bytes says, unless
// they say it themselves.
func (l *Load) OutOf(s *Stream) unit.Bytes {
	if s.Name == Requests && s.Out == 0 {
		return l.Bytes
	}
	return s.Out
}

// Service returns the index of the service of that name, or −1.
func (s *Scenario) Service(name string) int {
	return slices.IndexFunc(s.Services, func(v Service) bool { return v.Name == name })
}

// Queries are the reads and writes that one call of a service asks of a store.
func (s *Service) Queries(store string) (reads, writes float64) {
	for i := range s.Uses {
		if u := &s.Uses[i]; u.Name == store {
			if u.Reads != nil {
				reads += float64(*u.Reads)
			}
			if u.Writes != nil {
				writes += float64(*u.Writes)
			}
		}
	}
	return reads, writes
}

// Implied is the stream that a service serves which does not say: requests, or the only
// one; −1 where that is not clear.
func (l *Load) Implied() int {
	if i := l.Stream(Requests); i >= 0 {
		return i
	}
	if len(l.Streams) == 1 {
		return 0
	}
	return -1
}
