package capacity

// This file turns the need of a deployment into replicas, and adds what they
// request to the load of its region. Every loop goes over months alone and
// keeps what does not depend on them in registers: a simulation spends half of
// its time here.

// regionLoad is what the replicas of one region request, by month.
type regionLoad struct {
	static  requests   // when nothing scales
	top     requests   // at peak
	week    []requests // at each level of the week but the peak itself, whose rows stay empty
	average []float64  // CPU requests, mean over the week
	spot    []float64  // the interruptible part of average
	network []float64  // bits per second at peak
}

// requests is what replicas request of servers, by month.
type requests struct{ cpu, memory []float64 }

func newRequests(months int) requests {
	return requests{make([]float64, months), make([]float64, months)}
}

func (r requests) clear() {
	clear(r.cpu)
	clear(r.memory)
}

// add adds n replicas in a month.
func (r requests) add(month int, n, cpu, memory float64) {
	r.cpu[month] += n * cpu
	r.memory[month] += n * memory
}

func newRegionLoad(months, levels int) regionLoad {
	l := regionLoad{
		static: newRequests(months), top: newRequests(months),
		average: make([]float64, months), spot: make([]float64, months), network: make([]float64, months),
	}
	for range levels {
		l.week = append(l.week, newRequests(months))
	}
	return l
}

func (l *regionLoad) clear() {
	l.static.clear()
	l.top.clear()
	for _, level := range l.week {
		level.clear()
	}
	clear(l.average)
	clear(l.spot)
}

// keep sizes months in which nothing scales: the peak, but not less than runs
// today, all the time.
func (l *regionLoad) keep(r *rates, out *Deployment, from, to int) {
	for month := from; month < to; month++ {
		n := r.bounds.count(out.Need[month])
		if n < r.bounds.now {
			n = r.bounds.now
		}
		out.Replicas[month], out.Average[month] = n, n
		l.static.add(month, n, r.cpu, r.memory)
		l.top.add(month, n, r.cpu, r.memory)
		l.mean(month, n, r)
	}
}

// peak sizes months in which replicas follow the load, at their peak.
func (l *regionLoad) peak(r *rates, out *Deployment, from, to int) {
	need := out.Need[from:to]
	replicas := out.Replicas[from:to]
	static, top := l.static.from(from, to), l.top.from(from, to)
	b, cpu, memory := r.bounds, r.cpu, r.memory
	for i, v := range need {
		n := b.count(v)
		replicas[i] = n
		top.cpu[i] += n * cpu
		top.memory[i] += n * memory
		if n < b.now {
			n = b.now
		}
		static.cpu[i] += n * cpu
		static.memory[i] += n * memory
	}
}

// from cuts the rows to some months.
func (r requests) from(from, to int) requests {
	return requests{r.cpu[from:to], r.memory[from:to:to]}
}

// follow adds the replicas at each level of the week, and their mean.
func (l *regionLoad) follow(r *rates, out *Deployment, w *week, from, to int) {
	need, average := out.Need[from:to], out.Average[from:to]
	clear(average)
	b, cpu, memory := r.bounds, r.cpu, r.memory
	for k, share := range w.load {
		hours := w.hours[k]
		if share == 1 {
			for i, n := range out.Replicas[from:to] {
				average[i] += hours * n
			}
			continue
		}
		level := l.week[k].from(from, to)
		for i, v := range need {
			n := b.count(v * share)
			average[i] += hours * n
			level.cpu[i] += n * cpu
			level.memory[i] += n * memory
		}
	}
	for i, n := range average {
		l.mean(from+i, n, r)
	}
}

// mean adds the mean of a month.
func (l *regionLoad) mean(month int, n float64, r *rates) {
	l.average[month] += n * r.cpu
	if r.interruptible {
		l.spot[month] += n * r.cpu
	}
}
