package capacity

import (
	"cmp"
	"math"
	"slices"

	"github.com/talimat/talimat-plan/internal/forecast"
	"github.com/talimat/talimat-plan/internal/model"
	"github.com/talimat/talimat-plan/internal/row"
)

// A plan whose streams of work have weeks of their own, work that may wait, or events has
// no single duration curve. Its time is cut into segments in which every stream stays at
// one level: the weeks' own levels, the highest first in all of them, and each of them once
// more for the days of events. In a segment the calls of a service are
//
//	Σ streams · level of the stream · (1 + Σ of the events (factor − 1)) · calls of one
//
// and the peak is the segment with most of them. The highest levels of all weeks are taken
// to coincide, as their peaks are, and so are the events of a month.

// tide is the segments, and what is called in each.
type tide struct {
	there   bool
	weeks   []week    // of the load itself, and after it of each stream
	levels  [][]int   // by week and segment of a week: the level
	parts   []float64 // by segment of a week: part of the time
	slots   []float64 // lengths of events, the shortest first, as parts of a month
	segment []segment
	calls   [][][]float64 // by service, segment and month: per second
	share   [][][]float64 // the same as a share of the peak
	work    []float64     // scratch: of what waits, by month
}

// segment is a part of the time.
type segment struct {
	part  int // of the week
	slot  int // events that are at least so long are in it; −1 on ordinary days
	hours float64
}

// compileTide cuts the time, where the plan has more than one shape.
func (m *Model) compileTide() {
	s, t := m.scenario, &m.tide
	if t.there = s.Tidal(); !t.there {
		return
	}
	t.weeks = append(t.weeks, compileWeek(&s.Load.Week))
	for i := range s.Load.Streams {
		t.weeks = append(t.weeks, compileWeek(s.Load.WeekOf(&s.Load.Streams[i])))
	}
	t.cut()
	for i := range s.Events {
		t.slots = append(t.slots, s.Events[i].Part(s.Assumptions.HoursPerMonth))
	}
	slices.Sort(t.slots)
	t.slots = slices.Compact(t.slots)
	for k := range t.parts {
		for slot := -1; slot < len(t.slots); slot++ {
			t.segment = append(t.segment, segment{part: k, slot: slot})
		}
	}
	t.work = make([]float64, m.months+1)
	m.week = week{hours: make([]float64, len(t.segment)), load: make([]float64, len(t.segment))}
}

// cut finds the segments of a week in which all weeks stay at one level.
func (t *tide) cut() {
	var ends []float64
	order := make([][]int, len(t.weeks))
	for w := range t.weeks {
		levels := t.weeks[w].levels
		for k := range levels {
			order[w] = append(order[w], k)
		}
		slices.SortStableFunc(order[w], func(a, b int) int { return cmp.Compare(levels[b].Load, levels[a].Load) })
		sum := 0.0
		for _, k := range order[w] {
			sum += t.weeks[w].hours[k]
			ends = append(ends, sum)
		}
	}
	slices.Sort(ends)
	begin := 0.0
	for _, end := range ends {
		if end-begin < 1e-9 {
			continue
		}
		middle := (begin + end) / 2
		for w := range t.weeks {
			if len(t.levels) <= w {
				t.levels = append(t.levels, nil)
			}
			sum, level := 0.0, order[w][len(order[w])-1]
			for _, k := range order[w] {
				if sum += t.weeks[w].hours[k]; middle < sum {
					level = k
					break
				}
			}
			t.levels[w] = append(t.levels[w], level)
		}
		t.parts = append(t.parts, end-begin)
		begin = end
	}
}

// readTide takes the numbers of the weeks and of the events.
func (m *Model) readTide() {
	s, t := m.scenario, &m.tide
	for w := range t.weeks {
		of, peak := &s.Load.Week, s.Load.PeakFactor()
		if w > 0 {
			of, peak = s.Load.WeekOf(&s.Load.Streams[w-1]), s.Load.StreamPeak(&s.Load.Streams[w-1])
		}
		if len(of.Levels) > 0 {
			t.weeks[w].read(of.Levels)
		}
		t.weeks[w].bend(peak)
	}
	for k := range t.segment {
		g := &t.segment[k]
		g.hours = t.parts[g.part] * t.length(g.slot)
		// No segment is the peak in all months: that is a row of its own, in no time.
		m.week.hours[k], m.week.load[k] = g.hours, math.Min(t.weeks[0].load[t.levels[0][g.part]], 1-1e-9)
	}
	m.week.top = 0
}

// length is the part of a month of the days of a slot, or of ordinary days.
func (t *tide) length(slot int) float64 {
	switch {
	case len(t.slots) == 0:
		return 1
	case slot < 0:
		return 1 - t.slots[len(t.slots)-1]
	case slot == 0:
		return t.slots[0]
	}
	return t.slots[slot] - t.slots[slot-1]
}

// newTide makes room for the calls of the services.
func (m *Model) newTide() {
	for range m.scenario.Services {
		m.tide.calls = append(m.tide.calls, m.segmentRows())
		m.tide.share = append(m.tide.share, m.segmentRows())
	}
}

func (m *Model) segmentRows() (all [][]float64) {
	for range m.tide.segment {
		all = append(all, make([]float64, m.months+1))
	}
	return all
}

// level is the load of a week in a segment, as a share of its ordinary peak, with what an
// event makes of it.
func (m *Model) level(w int, g *segment, stream string, month int) float64 {
	level := m.tide.weeks[w].load[m.tide.levels[w][g.part]]
	if g.slot < 0 {
		return level
	}
	factor := 1.0
	for i := range m.scenario.Events {
		e := &m.scenario.Events[i]
		if e.In(month) && e.Part(m.scenario.Assumptions.HoursPerMonth) >= m.tide.slots[g.slot] {
			factor += e.Factor(stream) - 1
		}
	}
	return level * max(factor, 0)
}

// ebb fills what is called of each service in each segment, and its peak.
func (m *Model) ebb(d *forecast.Demand) {
	f, t := &m.flow, &m.tide
	for _, i := range f.order {
		for k := range t.segment {
			clear(t.calls[i][k])
		}
		for _, s := range f.sources[i] {
			m.addSegments(i, d, s)
		}
		if v := &m.scenario.Services[i]; !v.Called && len(v.Serves) == 0 && (m.drivers[i] >= 0 || m.scenario.Load.Requests > 0) {
			m.addOwnSegments(i, d)
		}
		clear(f.peak[i])
		for k := range t.segment {
			if c := m.cacheOf(i); c >= 0 {
				st := m.stores[c]
				for month := st.From.Or(0); month <= m.months; month++ {
					t.calls[i][k][month] *= 1 - st.hits()
				}
			}
			for month, calls := range t.calls[i][k] {
				f.peak[i][month] = max(f.peak[i][month], calls)
			}
		}
		for k := range t.segment {
			for month, calls := range t.calls[i][k] {
				t.share[i][k][month] = 0
				if peak := f.peak[i][month]; peak > 0 {
					t.share[i][k][month] = calls / peak
				}
			}
		}
	}
}

// addSegments adds the calls of a source in each segment.
func (m *Model) addSegments(service int, d *forecast.Demand, s source) {
	t, calls := &m.tide, float64(*s.calls)
	if s.times != nil {
		calls *= float64(*s.times)
	}
	of := m.segmentsOf(d, s, calls)
	if s.waits != nil {
		m.late(of, float64(*s.waits))
	}
	for k := range t.segment {
		row.Add(t.calls[service][k], of[k], 1)
	}
}

// segmentsOf fills the calls of a source in each segment, times a number.
func (m *Model) segmentsOf(d *forecast.Demand, s source, times float64) [][]float64 {
	t, out := &m.tide, m.flow.segments
	if s.stream == ofService {
		for k := range t.segment {
			row.Scale(out[k], t.calls[s.service][k], times)
		}
		return out
	}
	name, peak, w := model.Requests, d.PeakRPS, 0
	if s.stream >= 0 {
		name, peak, w = m.scenario.Load.Streams[s.stream].Name, d.Streams[s.stream].Peak, s.stream+1
	}
	for k := range t.segment {
		for month, top := range peak {
			out[k][month] = top / forecast.Surge(m.scenario, name, month) * m.level(w, &t.segment[k], name, month) * times
		}
		if name == model.Requests && m.answered > 0 || s.stream >= 0 && name != model.Requests && m.passes(s.stream) {
			m.unanswered(out[k])
		}
	}
	return out
}

// addOwnSegments adds the calls that a service has of its own driver.
func (m *Model) addOwnSegments(service int, d *forecast.Demand) {
	t, own := &m.tide, m.flow.part
	clear(own)
	m.addOwn(own, d, service, true)
	for k := range t.segment {
		for month, top := range own {
			t.calls[service][k][month] += float64(top * m.level(0, &t.segment[k], model.Requests, month))
		}
	}
}

// late turns the calls of work that may wait into those that are answered: at no more than
// what does the work of the busiest hours of a day, W, so long after them as it may wait,
// D — λ·W ÷ (W + D), and no less than the average; what is left waits for the segments
// that follow.
func (m *Model) late(of [][]float64, waits float64) {
	t := &m.tide
	for month := range m.flow.part {
		peak, mean, busiest := 0.0, 0.0, 0.0
		for k := range t.segment {
			peak = max(peak, of[k][month])
			mean += float64(of[k][month] * t.segment[k].hours)
		}
		for k := range t.segment {
			if of[k][month] >= peak*(1-1e-9) {
				busiest += float64(t.segment[k].hours * 24 * 3600)
			}
		}
		rate, left := max(mean, peak*busiest/(busiest+waits)), 0.0
		for k := range t.segment {
			hours := t.segment[k].hours
			if hours <= 0 {
				of[k][month] = 0
				continue
			}
			work := float64(of[k][month]*hours) + left
			of[k][month] = min(rate, work/hours)
			left = max(work-float64(of[k][month]*hours), 0)
		}
	}
}

// tidal sizes months in which replicas follow the load, segment by segment.
func (l *regionLoad) tidal(r *rates, now float64, out *Deployment, t *tide, from, to int) {
	c := r.bounds.count(r.cpu)
	clear(out.Average[from:to])
	for month := from; month < to; month++ {
		need := out.Need[month]
		out.Replicas[month] = c.Units(need)
		l.top.cpu[month] += float64(out.Replicas[month] * r.cpu)
		for k := range t.segment {
			n := c.Units(need * t.share[out.Service][k][month])
			out.Average[month] += float64(n * t.segment[k].hours)
			l.week[k].cpu[month] += float64(n * r.cpu)
		}
	}
	if l.today {
		row.AddRaised(l.static.cpu[from:to], out.Replicas[from:to], now, r.cpu)
	}
}

// Levels are the parts of the time of a service and the share of its peak in each of them,
// in a month.
func (m *Model) Levels(service, month int) (hours, load []float64) {
	if !m.tide.there {
		return m.week.hours, m.week.load
	}
	for k := range m.tide.segment {
		hours, load = append(hours, m.tide.segment[k].hours), append(load, m.tide.share[service][k][month])
	}
	return hours, load
}

// meanShare is the calls of a service on the average of a month as a share of its peak.
func (m *Model) meanShare(service, month int) (mean float64) {
	for k := range m.tide.segment {
		mean += float64(m.tide.segment[k].hours * m.tide.share[service][k][month])
	}
	return mean
}
