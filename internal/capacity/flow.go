package capacity

import (
	"slices"

	"github.com/talimat/talimat-plan/internal/forecast"
	"github.com/talimat/talimat-plan/internal/model"
	"github.com/talimat/talimat-plan/internal/row"
	"github.com/talimat/talimat-plan/internal/unit"
)

// This file follows calls through the services: a service answers those of the streams
// that it serves and those of the services that use it. One that only lives on its own
// driver, as in the short form of the language, needs none of this: its calls are its
// units times a number.
//
//	calls of s = Σ streams · calls of one + Σ calls of what uses it · calls for one
//
// at the peak and on the average. The peaks of streams are taken to coincide.

// flow is the calls of the services.
type flow struct {
	there    bool
	order    []int      // services, each after those that use it
	sources  [][]source // by service; none of one that lives on its driver
	composed []bool     // by service: whether it has sources
	peak     [][]float64
	average  [][]float64
	people   [][]float64 // by service: active units of the drivers whose streams it serves
	part     []float64   // scratch
	late     []float64   // scratch: at peak, of what may wait
	mean     []float64   // scratch: the same on the average
	segments [][]float64 // scratch: of a source, by segment of the time
}

// source is a part of the calls of a service.
type source struct {
	stream  int // index of a stream; requests, in the short form, for −1; of none for −2
	service int // that uses it, or writes to the log that it reads, where it is of no stream
	calls   *unit.Count
	times   *unit.Count   // of each of those; nil for 1
	waits   *unit.Seconds // how long it may wait; nil where it may not
}

// What a source is of beside a stream.
const (
	shortRequests = -1
	ofService     = -2
)

// compileFlow finds the sources of all services.
func (m *Model) compileFlow() {
	s, f := m.scenario, &m.flow
	f.sources, f.composed = make([][]source, len(s.Services)), make([]bool, len(s.Services))
	for i := range s.Services {
		v := &s.Services[i]
		for k := range v.Serves {
			stream := s.Load.Stream(v.Serves[k].Name)
			if stream < 0 && v.Serves[k].Name == model.Requests {
				stream = shortRequests
			}
			if log := s.Store(v.Serves[k].Name); stream < 0 && log >= 0 {
				f.sources[i] = append(f.sources[i], m.messages(log, &v.Serves[k].Calls)...)
				continue
			}
			in := source{stream: stream, calls: &v.Serves[k].Calls}
			if stream >= 0 {
				in.waits = s.Load.Streams[stream].Deadline
			}
			f.sources[i] = append(f.sources[i], in)
		}
	}
	for i := range s.Services {
		if v := &s.Services[i]; len(v.Serves) == 0 && !v.Called && m.drivers[i] < 0 && s.Load.Requests == 0 {
			if stream := s.Load.Implied(); stream >= 0 {
				f.sources[i] = append(f.sources[i], source{stream: stream, calls: &v.Calls, waits: s.Load.Streams[stream].Deadline})
			}
		}
	}
	for caller := range s.Services {
		for k := range s.Services[caller].Uses {
			use := &s.Services[caller].Uses[k]
			if i := s.Service(use.Name); i >= 0 && use.Calls != nil {
				f.sources[i] = append(f.sources[i], source{stream: ofService, service: caller, calls: use.Calls})
			}
		}
	}
	for i, sources := range f.sources {
		f.composed[i] = len(sources) > 0 || s.Services[i].Called || m.cacheOf(i) >= 0 || m.tide.there
		f.there = f.there || f.composed[i]
	}
	if f.there {
		m.orderFlow()
	}
}

// messages are the sources of a service that reads a log: a call for each message that
// another one writes.
func (m *Model) messages(log int, calls *unit.Count) (all []source) {
	for _, u := range m.stores[log].uses {
		if u.writes != nil {
			all = append(all, source{stream: ofService, service: u.service, calls: u.writes, times: calls, waits: m.stores[log].Deadline})
		}
	}
	return all
}

// cacheOf is the cache that stands in front of a service, or −1.
func (m *Model) cacheOf(service int) int {
	return slices.IndexFunc(m.stores, func(st *storeModel) bool { return st.Caches == m.scenario.Services[service].Name && st.behind < 0 })
}

// spare takes off the calls of a service what the cache in front of it answers.
func (m *Model) spare(service int) {
	c := m.cacheOf(service)
	if c < 0 {
		return
	}
	st := m.stores[c]
	for month := st.From.Or(0); month <= m.months; month++ {
		m.flow.peak[service][month] *= 1 - st.hits()
		m.flow.average[service][month] *= 1 - st.hits()
	}
}

// orderFlow puts each service after those that use it, and makes room for its calls.
func (m *Model) orderFlow() {
	f, n := &m.flow, len(m.scenario.Services)
	done := make([]bool, n)
	for range n { // the checks have found no cycle; without them none would end
		for i := range n {
			waits := slices.ContainsFunc(f.sources[i], func(s source) bool { return s.stream == ofService && !done[s.service] })
			if !done[i] && !waits {
				done[i], f.order = true, append(f.order, i)
			}
		}
	}
	rows := func() [][]float64 {
		all := make([][]float64, n)
		for i := range all {
			if f.composed[i] {
				all[i] = make([]float64, m.months+1)
			}
		}
		return all
	}
	f.peak, f.average, f.people, f.part = rows(), rows(), rows(), make([]float64, m.months+1)
	if m.tide.there {
		m.newTide()
		f.segments = m.segmentRows()
	}
	f.late, f.mean = make([]float64, m.months+1), make([]float64, m.months+1)
}

// follow fills the calls of the services. Those that users make of requests are without
// what the CDN answers.
func (m *Model) follow(d *forecast.Demand) {
	f := &m.flow
	if !f.there {
		return
	}
	for _, i := range f.order {
		if !f.composed[i] {
			continue
		}
		clear(f.peak[i])
		clear(f.average[i])
		clear(f.people[i])
		for _, s := range f.sources[i] {
			calls := float64(*s.calls)
			if s.times != nil {
				calls *= float64(*s.times)
			}
			m.addCalls(f.average[i], d, s, false, calls)
			if s.waits == nil && !m.tide.there {
				m.addCalls(f.peak[i], d, s, true, calls)
			}
			m.addPeople(f.people[i], d, s)
		}
		if !m.tide.there {
			m.wait(i, d)
		}
		if v := &m.scenario.Services[i]; !v.Called && len(v.Serves) == 0 && (m.drivers[i] >= 0 || m.scenario.Load.Requests > 0) {
			m.addOwn(f.peak[i], d, i, true)
			m.addOwn(f.average[i], d, i, false)
			units, _ := m.own(i, d)
			row.Add(f.people[i], units, m.shareOf(i))
		}
		m.spare(i)
	}
	if m.tide.there {
		m.ebb(d)
	}
}

// wait adds to the peak of a service what the work that may wait asks for. What comes in
// during the busiest hours W of a day is done so long after it, D, as it may wait: at a
// rate of λ·W ÷ (W + D), and no less than what comes in on the average.
func (m *Model) wait(service int, d *forecast.Demand) {
	f := &m.flow
	busiest := m.Busiest()
	for _, s := range f.sources[service] {
		if s.waits == nil {
			continue
		}
		calls := float64(*s.calls)
		if s.times != nil {
			calls *= float64(*s.times)
		}
		clear(f.late)
		clear(f.mean)
		m.addCalls(f.late, d, s, true, calls*busiest/(busiest+float64(*s.waits)))
		m.addCalls(f.mean, d, s, false, calls)
		for month, v := range f.late {
			f.peak[service][month] += max(v, f.mean[month])
		}
	}
}

// Busiest is the busiest time of a day in seconds: the top level of the week, a seventh of
// its hours.
func (m *Model) Busiest() float64 { return float64(m.week.top * 24 * 3600) }

// addCalls adds the calls of a source, times a number.
func (m *Model) addCalls(sum []float64, d *forecast.Demand, s source, peak bool, times float64) {
	f := &m.flow
	pick := func(average, top []float64) []float64 {
		if peak {
			return top
		}
		return average
	}
	switch {
	case s.stream >= 0 && m.scenario.Load.Streams[s.stream].Name != model.Requests && m.passes(s.stream):
		row.Scale(f.part, pick(d.Streams[s.stream].Average, d.Streams[s.stream].Peak), times)
		m.unanswered(f.part)
		row.Add(sum, f.part, 1)
	case s.stream >= 0 && m.scenario.Load.Streams[s.stream].Name != model.Requests:
		row.Add(sum, pick(d.Streams[s.stream].Average, d.Streams[s.stream].Peak), times)
	case s.stream != ofService && m.answered == 0:
		row.Add(sum, pick(d.AverageRPS, d.PeakRPS), times)
	case s.stream != ofService:
		row.Scale(f.part, pick(d.AverageRPS, d.PeakRPS), times)
		m.unanswered(f.part)
		row.Add(sum, f.part, 1)
	case f.composed[s.service]:
		row.Add(sum, pick(f.average[s.service], f.peak[s.service]), times)
	default:
		clear(f.part)
		m.addOwn(f.part, d, s.service, peak)
		row.Add(sum, f.part, times)
	}
}

// addOwn adds the calls that a service has of its own driver.
func (m *Model) addOwn(sum []float64, d *forecast.Demand, service int, peak bool) {
	svc := &m.scenario.Services[service]
	units, each := m.own(service, d)
	each *= float64(svc.Calls)
	if peak {
		each *= m.scenario.Load.PeakFactor() // of an ordinary day: see tide.go for events
	}
	if m.drivers[service] >= 0 || m.answered == 0 {
		row.Add(sum, units, each)
		return
	}
	for month, n := range units {
		left := 1.0
		if month >= m.answers {
			left = 1 - float64(m.Answered(month))
		}
		sum[month] += float64(n * each * left)
	}
}

// own is the driver that a service has of its own, and the requests that one of it makes.
func (m *Model) own(service int, d *forecast.Demand) (units []float64, each float64) {
	s, svc := m.scenario, &m.scenario.Services[service]
	if i := m.drivers[service]; i >= 0 {
		return d.Other[i], float64(*svc.Requests) * float64(s.Drivers.Other[i].Share())
	}
	return d.Users, float64(s.Load.Requests) * float64(s.Drivers.Users.Share())
}

// unanswered takes off a row of calls that pass through the CDN what it answers.
func (m *Model) unanswered(calls []float64) {
	if m.spared == 0 {
		return
	}
	for month := m.answers; month < len(calls); month++ {
		calls[month] *= 1 - m.Spared(month)
	}
}

// addPeople adds the active units of the driver of a stream.
func (m *Model) addPeople(sum []float64, d *forecast.Demand, s source) {
	load := &m.scenario.Load
	if s.stream == shortRequests {
		row.Add(sum, d.Users, float64(m.scenario.Drivers.Users.Share()))
	}
	if s.stream < 0 || load.Streams[s.stream].Total != nil {
		return
	}
	name, _ := load.Streams[s.stream].Driver()
	if name == "" {
		name = m.scenario.OnlyDriver()
	}
	if name == "users" {
		row.Add(sum, d.Users, float64(m.scenario.Drivers.Users.Share()))
		return
	}
	for i := range m.scenario.Drivers.Other {
		if other := &m.scenario.Drivers.Other[i]; other.Name == name {
			row.Add(sum, d.Other[i], float64(other.Share()))
		}
	}
}

// Composed reports whether the calls of a service follow from streams and other services.
func (m *Model) Composed(service int) bool { return m.flow.composed[service] }
