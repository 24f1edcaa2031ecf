package forecast

import (
	"slices"

	"github.com/talimat/talimat-plan/internal/model"
	"github.com/talimat/talimat-plan/internal/row"
)

// This file projects the drivers that follow others, and the streams of work.

// What a driver follows, or a stream is of, beside an index of the other drivers.
const (
	users = -1 // drivers.users
	alone = -2 // nothing: it has a count, or a total, of its own
)

// find is the place of a driver: users, or an index of the other drivers; alone when
// there is none of that name.
func (m *Model) find(name string) int {
	if name == "users" && !m.scenario.Drivers.Users.Absent {
		return users
	}
	if i := slices.IndexFunc(m.scenario.Drivers.Other, func(d model.Driver) bool { return d.Name == name }); i >= 0 {
		return i
	}
	return alone
}

// follow finds what each driver follows, and an order in which that comes first.
func (m *Model) follow() {
	others := m.scenario.Drivers.Other
	m.follows = make([]int, len(others))
	for i := range others {
		m.follows[i] = alone
		if others[i].Of != "" && others[i].Each != nil {
			m.follows[i] = m.find(others[i].Of)
		}
	}
	done := make([]bool, len(others))
	for range others { // the checks have found no cycle; without them none would end
		for i, of := range m.follows {
			if !done[i] && (of < 0 || done[of]) {
				done[i], m.order = true, append(m.order, i)
			}
		}
	}
}

// stream is a stream of work as it is compiled.
type stream struct {
	of    int  // the driver that it is of
	every bool // whether it counts those that are not active
	rate  monthly
	grows model.Driver // of one, with the growth and season of the rate
}

func (m *Model) compileStreams() {
	for i := range m.scenario.Load.Streams {
		s := &m.scenario.Load.Streams[i]
		name, every := s.Driver()
		if name == "" {
			name = m.scenario.OnlyDriver()
		}
		c := stream{of: m.find(name), every: every, grows: model.Driver{Now: 1}}
		if s.Total != nil {
			c.of = alone
		}
		m.streams = append(m.streams, c)
	}
	if len(m.streams) > 0 {
		m.factor = make([]float64, m.months+1)
	}
}

// stream fills the streams of work: average = driver × active × rate ÷ (1 − retries),
// times the growth of the rate; peak = average × peak factor. What they send adds to
// the traffic.
func (m *Model) stream(d *Demand) {
	s := m.scenario
	for i := range m.streams {
		c, of, out := &m.streams[i], &s.Load.Streams[i], &d.Streams[i]
		rate := 0.0
		if of.Rate != nil {
			rate = float64(*of.Rate)
		} else if of.Total != nil {
			rate = float64(*of.Total)
		}
		rate /= 1 - float64(of.Retries)
		switch c.of {
		case alone:
			row.Fill(out.Average, rate)
		case users:
			row.Scale(out.Average, d.Users, rate*c.share(&s.Drivers.Users))
		default:
			row.Scale(out.Average, d.Other[c.of], rate*c.share(&s.Drivers.Other[c.of]))
		}
		m.grow(c, of, out.Average)
		row.Scale(out.Peak, out.Average, s.Load.StreamPeak(of))
		if len(s.Events) > 0 {
			m.surge(of.Name, out.Average, out.Peak)
		}
		row.Add(d.TrafficBytes, out.Average, float64(s.Load.OutOf(of))*3600*float64(s.Assumptions.HoursPerMonth))
	}
}

// share is the share of a driver that a stream counts.
func (c *stream) share(d *model.Driver) float64 {
	if c.every {
		return 1
	}
	return float64(d.Share())
}

// grow multiplies a stream by the growth and the season of its rate.
func (m *Model) grow(c *stream, of *model.Stream, average []float64) {
	if of.Growth == nil && of.Seasonality == nil {
		return
	}
	c.grows.Seasonality = of.Seasonality
	if of.Growth != nil {
		c.grows.Growth = *of.Growth
	}
	project(&c.grows, m.scenario.Start.Month, &c.rate, m.factor)
	for month, factor := range m.factor {
		average[month] = bound(average[month] * factor)
	}
}
