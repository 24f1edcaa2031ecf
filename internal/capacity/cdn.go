package capacity

import (
	"github.com/talimat/talimat-plan/internal/forecast"
	"github.com/talimat/talimat-plan/internal/model"
	"github.com/talimat/talimat-plan/internal/row"
)

// This file takes off the services what a CDN does: bytes, which cost less where
// it sends them, and requests, which never reach a service. Of the calls that a
// deployment answers it takes the share of its own q on those from regions that
// it serves: calls = units · calls of a unit · (share − q · share from there).

// offload is the share of the bytes that the CDN sends where it serves, the share
// of the requests that it answers there, and the month from which it does.
func (m *Model) offload() (sent, answered float64, from int) {
	c := m.scenario.CDN
	if c == nil || m.claims(claimCDN) {
		return 0, 0, 0
	}
	if c.Requests != nil {
		answered = float64(*c.Requests)
	}
	return float64(c.Offload), answered, c.From.Or(0)
}

// offloading sets the shares of all bytes and of all requests that the CDN takes,
// by month.
func (m *Model) offloading(d *forecast.Demand, p *Plan) {
	sent, answered, first := m.offload()
	m.spared, m.answered, m.answers = answered, answered, min(first, m.months+1)
	if c := m.scenario.CDN; c != nil && !c.Sends(model.Requests) {
		m.answered = 0
	}
	clear(p.CDNShare[:m.answers])
	for e := range m.epochs {
		from, to := m.span(e)
		row.Fill(p.CDNShare[min(max(from, m.answers), to):to], sent*m.epochs[e].cdn)
	}
	if c := m.scenario.CDN; c != nil && len(c.Of) > 0 {
		for month := range p.CDNShare {
			p.CDNShare[month] *= m.Passing(d, month)
		}
	}
}

// Passing is the share of the bytes that pass through the CDN in a month: those of the
// streams that it is of.
func (m *Model) Passing(d *forecast.Demand, month int) float64 {
	load, passing, all := &m.scenario.Load, 0.0, 0.0
	add := func(name string, bytes float64) {
		if all += bytes; m.scenario.CDN.Sends(name) {
			passing += bytes
		}
	}
	if load.Stream(model.Requests) < 0 {
		add(model.Requests, float64(d.AverageRPS[month]*float64(load.Bytes)))
	}
	for i := range load.Streams {
		add(load.Streams[i].Name, float64(d.Streams[i].Average[month]*float64(load.OutOf(&load.Streams[i]))))
	}
	if all == 0 {
		return 0
	}
	return passing / all
}

// passes reports whether what the CDN answers is taken off a stream other than requests.
func (m *Model) passes(stream int) bool {
	return m.spared > 0 && m.scenario.CDN.Sends(m.scenario.Load.Streams[stream].Name)
}

// called is the share of a service's calls that reach a deployment in an epoch,
// while the CDN answers its part. Only the users' own requests pass the CDN.
func (m *Model) called(dep *deployment, e int) float64 {
	if m.drivers[dep.service] >= 0 || m.flow.composed[dep.service] {
		return dep.share[e]
	}
	return dep.share[e] - float64(m.answered*dep.near[e])
}

// Called is the share of the service's calls that reach deployment i in a month.
func (m *Model) Called(i, month int) float64 {
	dep, e := &m.deployments[i], m.epochOf[month]
	if month < m.answers {
		return dep.share[e]
	}
	return m.called(dep, e)
}

// Answered is the share of the users' requests that the CDN answers in a month.
func (m *Model) Answered(month int) float64 {
	if month < m.answers {
		return 0
	}
	return m.answered * m.epochs[m.epochOf[month]].cdn
}

// Spared is the share of what streams that pass through the CDN bring, which it answers in
// a month.
func (m *Model) Spared(month int) float64 {
	if month < m.answers {
		return 0
	}
	return m.spared * m.epochs[m.epochOf[month]].cdn
}

// reach sets the users' requests per second that reach the database at peak.
func (m *Model) reach(d *forecast.Demand) {
	l := &m.base
	if l.asked = d.PeakRPS; m.answered == 0 {
		return
	}
	l.asked = l.reached
	for month, peak := range d.PeakRPS {
		l.asked[month] = peak * (1 - float64(m.Answered(month)))
	}
}

// Share is the share of the service's units that deployment i serves in a month,
// and Near the part of it from regions that the CDN serves.
func (m *Model) Share(i, month int) float64 { return m.deployments[i].share[m.epochOf[month]] }

// Near is the part of [Model.Share] from regions that the CDN serves.
func (m *Model) Near(i, month int) float64 { return m.deployments[i].near[m.epochOf[month]] }

// Calls fills a row with the calls of a service per second, on the average over the
// month, without those that the CDN answers.
func (m *Model) Calls(service int, d *forecast.Demand, calls []float64) {
	if m.flow.composed[service] {
		copy(calls, m.flow.average[service])
		return
	}
	clear(calls)
	m.addOwn(calls, d, service, false)
}

// PeakCalls fills a row with the same at the peak of the week.
func (m *Model) PeakCalls(service int, d *forecast.Demand, calls []float64) {
	if m.flow.composed[service] {
		copy(calls, m.flow.peak[service])
		return
	}
	clear(calls)
	m.addOwn(calls, d, service, true)
}
