package capacity

import "math"

// This file turns the need of a deployment into replicas, and adds what they
// request to the load of its region. Every loop goes over months alone and
// keeps what does not depend on them in registers: a simulation spends a third
// of its time here.

// regionLoad is what the replicas of one region request, by month.
type regionLoad struct {
	top     requests   // at peak
	static  requests   // when nothing scales; the rows of top unless today's replicas count
	week    []requests // at each level of the week but the peak itself, whose rows stay empty
	spot    []float64  // CPU requests of what may be interrupted, mean over the week
	network []float64  // bits per second at peak

	today         bool // whether a service says how many replicas run today
	interruptible bool // whether a service may be interrupted
}

// requests is what replicas request of servers, by month.
type requests struct{ cpu, memory []float64 }

func newRequests(months int) requests {
	return requests{make([]float64, months), make([]float64, months)}
}

// from cuts the rows to some months.
func (r requests) from(from, to int) requests {
	return requests{r.cpu[from:to], r.memory[from:to:to]}
}

// newRegionLoad has rows for the services of region r.
func (m *Model) newRegionLoad(r int) regionLoad {
	months := m.months + 1
	l := regionLoad{top: newRequests(months), spot: make([]float64, months), network: make([]float64, months)}
	for _, dep := range m.deployments {
		if svc := &m.scenario.Services[dep.service]; dep.region == r {
			l.today = l.today || svc.Replicas.Now != nil
			l.interruptible = l.interruptible || svc.Interruptible
		}
	}
	l.static = l.top
	if l.today {
		l.static = newRequests(months)
	}
	for range m.week.hours {
		l.week = append(l.week, newRequests(months))
	}
	return l
}

// clear empties the rows that deployments add to.
func (l *regionLoad) clear() {
	clear(l.top.cpu)
	clear(l.static.cpu)
	for _, level := range l.week {
		clear(level.cpu)
	}
	clear(l.spot)
}

// keep sizes months in which nothing scales: the peak, but not less than runs
// today, all the time.
func (l *regionLoad) keep(r *rates, out *Deployment, from, to int) {
	if from == to {
		return
	}
	b := r.bounds.today()
	b.run(out.Need[from:to], 1, out.Replicas[from:to], l.top.cpu[from:to], r.cpu)
	copy(out.Average[from:to], out.Replicas[from:to])
	if l.today {
		add(l.static.cpu[from:to], out.Replicas[from:to], r.cpu)
	}
}

// follow sizes months in which replicas follow the load: at its peak, and their
// mean over the levels of the week.
func (l *regionLoad) follow(r *rates, out *Deployment, w *week, from, to int) {
	if from == to {
		return
	}
	need, replicas, average := out.Need[from:to], out.Replicas[from:to], out.Average[from:to]
	r.bounds.run(need, 1, replicas, l.top.cpu[from:to], r.cpu)
	if l.today {
		b := r.bounds.today()
		b.run(need, 1, average, l.static.cpu[from:to], r.cpu)
	}
	for i, n := range replicas {
		average[i] = n * w.top
	}
	for k, share := range w.load {
		if share < 1 {
			r.bounds.runMean(need, share, average, w.hours[k], l.week[k].cpu[from:to], r.cpu)
		}
	}
}

// run counts the replicas that carry a share of the need, and adds to requested
// what they request.
func (b bounds) run(need []float64, share float64, replicas, requested []float64, each float64) {
	replicas, requested = replicas[:len(need)], requested[:len(need)]
	low, high := math.Float64bits(b.low), math.Float64bits(b.high)
	for i, v := range need {
		n := math.Float64frombits(min(max(math.Float64bits(ceil(v*share)+b.spare), low), high))
		replicas[i] = n
		requested[i] += n * each
	}
}

// runMean counts replicas as run does, and adds a part of them to a mean.
func (b bounds) runMean(need []float64, share float64, mean []float64, part float64, requested []float64, each float64) {
	mean, requested = mean[:len(need)], requested[:len(need)]
	low, high := math.Float64bits(b.low), math.Float64bits(b.high)
	for i, v := range need {
		n := math.Float64frombits(min(max(math.Float64bits(ceil(v*share)+b.spare), low), high))
		mean[i] += n * part
		requested[i] += n * each
	}
}

// add adds to each month of a row so many times another.
func add(row, other []float64, times float64) {
	row = row[:len(other)]
	for i, v := range other {
		row[i] += v * times
	}
}
