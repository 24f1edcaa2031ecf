package capacity

import (
	"math"

	"github.com/talimat/talimat-plan/internal/forecast"
)

// This file takes sizes apart: it hands out the intermediate values of Size,
// computed by the code that Size runs, for explanations. Nothing here sizes.

// Origins lists the regions whose users' calls deployment i answers in a month.
func (m *Model) Origins(i, month int) []int {
	dep, e := &m.deployments[i], &m.epochs[m.epochOf[month]]
	var origins []int
	for r := range m.regions {
		at := r
		if !e.open[r] {
			at = 0
		}
		if e.serving[dep.service][at] == dep.region {
			origins = append(origins, r)
		}
	}
	return origins
}

// Residents lists the regions whose users region r serves in a month: its own
// once it is open, and for the first one those of the regions that are not.
func (m *Model) Residents(r, month int) []int {
	e := &m.epochs[m.epochOf[month]]
	var residents []int
	for other, open := range e.open {
		if open && other == r || !open && r == 0 {
			residents = append(residents, other)
		}
	}
	return residents
}

// Week is the load-duration curve of the week: shares of the time, adding up to
// 1, and the load in them as a share of the peak. The slices belong to the model.
func (m *Model) Week() (hours, load []float64) { return m.week.hours, m.week.load }

// Autoscales reports whether replicas and servers follow the load in a month.
func (m *Model) Autoscales(month int) bool { return month >= m.scaling }

// Request is what the replicas of a region ask of its servers.
type Request struct {
	CPU      float64 // cores
	Memory   float64 // bytes
	Network  float64 // bits per second
	Replicas float64 // in number: servers hold whole ones
}

// Requests is what the replicas of a kind in region r asked for in the last run
// that was completed by Reason: at peak and, in a month that autoscales, at each
// level of the week.
func (m *Model) Requests(r int, kind Kind, month int) (peak Request, levels []Request) {
	l := m.loadFor(&group{region: r, kind: kind})
	peak = Request{l.top.cpu[month], l.top.memory[month], l.network[month], l.top.replicas[month]}
	if month >= m.scaling {
		for k, share := range m.week.load {
			at := peak
			if share != 1 {
				at = Request{l.week[k].cpu[month], l.week[k].memory[month], l.network[month] * share, l.week[k].replicas[month]}
			}
			levels = append(levels, at)
		}
	}
	return peak, levels
}

// Servers is how many servers of a tier would run for a kind of replicas in region
// r, at peak and on the average over the month.
func (m *Model) Servers(p *Plan, r int, kind Kind, tier, month int) (peak, average float64) {
	m.countServers(m.alike(r, kind, month), tier, p, &m.other)
	return m.other.nodes[month], m.other.average[month]
}

// alike is the replicas of a kind in region r in a month.
func (m *Model) alike(r int, kind Kind, month int) *group {
	clear(m.filled)
	return &group{region: r, kind: kind, from: month, to: month + 1}
}

// ServersAt is how many servers of a tier would run for a kind of replicas in region
// r at a level of the week, in a month that autoscales.
func (m *Model) ServersAt(p *Plan, r int, kind Kind, tier, month, level int) float64 {
	var at asked
	m.request(&at, m.alike(r, kind, month), tier, p)
	rows, share := &at.load.top, m.week.load[level]
	if share != 1 {
		rows = &at.load.week[level]
		at.segment = level
	}
	if at.load.top.cpu[month] == 0 {
		return 0
	}
	m.parts, m.terms = m.parts[:0], m.terms[:0]
	m.part(&at, rows, share, 1)
	m.carry(&at, m.other.nodes, m.other.base, m.other.average)
	return m.other.nodes[month]
}

// Alone is a service of which whole replicas ask for servers.
type Alone struct {
	Service   int     // index into the scenario
	Replicas  float64 // that run
	PerServer float64 // that a server holds
}

// Alone is the service of a kind in region r whose whole replicas ask for most
// servers of a tier, at a share of the peak, where they may ask for more than
// their sum; level is that of the week, −1 at peak.
func (m *Model) Alone(p *Plan, r int, kind Kind, tier, month int, share float64, level int) (most Alone, ok bool) {
	var at asked
	m.request(&at, m.alike(r, kind, month), tier, p)
	if m.tide.there {
		at.segment = level
	}
	for _, i := range m.located[r] {
		dep := &m.deployments[i]
		each := at.server.fits[dep.service].each(kind)
		if !m.within(&at.group, dep) || each == 0 {
			continue
		}
		if n := m.count(i, &at, share)[0]; !ok || n*each > most.Replicas/most.PerServer {
			most, ok = Alone{dep.service, n, math.Round(1 / each)}, true
		}
	}
	return most, ok
}

// DatabaseWork is what the services ask of the database at peak.
type DatabaseWork struct {
	ReadCPU, WriteCPU float64 // cores
	ReadIO, WriteIO   float64 // disk operations per second
	Memory            float64 // bytes: working set and connections

	Smallest int     // index of the smallest tier that may be used
	Rungs    []Rung  // by tier
	Share    float64 // of reads and writes that is served where no tier carries all, 1 elsewhere
	Most     float64 // read replicas that there may be for the reads

	Readers []int     // regions of which a replica serves the reads
	Reads   float64   // share of the reads that is served there
	Named   []float64 // by use: the regions that have their replica for it
}

// Rung is a database tier held against the work of a month.
type Rung struct {
	Exceeds  Binding // the first resource that the work does not fit in without replicas, or Idle
	Replicas float64 // that serve reads, where the tier carries all
	Carries  bool    // whether it does, with them
}

// DatabaseWork computes the work of a month's peak and holds it against every
// tier. The scenario must have a database.
func (m *Model) DatabaseWork(d *forecast.Demand, p *Plan, month int) DatabaseWork {
	q := m.queries(d, p, month, 1-p.HitRatio[month])
	w := DatabaseWork{
		ReadCPU: q.readCPU, WriteCPU: q.writeCPU, ReadIO: q.readIO, WriteIO: q.writeIO, Memory: q.memory, Smallest: m.smallest, Share: 1,
	}
	e := &m.epochs[m.epochOf[month]]
	for t := range m.ladder.tiers {
		n, ok := m.helpers(&m.ladder.holds[t], &q, &e.readers)
		w.Rungs = append(w.Rungs, Rung{m.ladder.holds[t].exceeds(&q), n, ok})
	}
	if p.Database.lacks[month] {
		_, _, w.Share = m.most(&m.ladder, &q, &e.readers)
	}
	w.Most, w.Reads, w.Named = e.readers.regions+m.query.added, e.readers.sum, e.readers.uses
	for r := range m.regions {
		if m.replicated(e, r) && m.useOf(r) < 0 {
			w.Readers = append(w.Readers, r)
		}
	}
	return w
}

// PoolRequests is what the replicas of a pool in region r asked for at peak, in the last
// run that was completed by Reason.
func (m *Model) PoolRequests(pool, r, month int) Request {
	l := &m.grounds[pool+1].load[r]
	return Request{CPU: l.top.cpu[month], Memory: l.top.memory[month], Replicas: l.top.replicas[month]}
}
