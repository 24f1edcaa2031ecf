package autoscale

// read takes the readings of all metrics before a sync.
func (l *Loop) read(tick int, demand int64) {
	p := &l.setup.Plant
	ready := l.pods.older[atReady]
	now := load{demand: demand, ready: ready}
	if ready > 0 {
		now.use = min(p.Limit, demand/ready)
	}
	l.remember(tick, now)
	for i := range l.setup.Spec.Metrics {
		m, r := &l.metrics[i], &l.readings[i]
		switch m.Source {
		case Alarm:
			t := &l.setup.Triggers[i-(len(l.metrics)-len(l.setup.Triggers))]
			present := ready > 0 && p.Request > 0
			use := 0.0
			if present {
				use = float64(now.use*100) / float64(p.Request)
			}
			r.Total = t.ask(use, present, Span(tick)*l.setup.Tick, l.current)
		case Object, External:
			r.Total, r.Fault = demand*m.Rate, Sound
			if p.ExternalOutage.holds(tick) {
				r.Fault = NoReading
			}
		default:
			r.Fault = Sound
			if p.Outage.holds(tick) {
				r.Fault = NoReading
			} else {
				l.count(m, &r.Census)
			}
		}
	}
}

// remember keeps the load of a sync until samples speak of it. Samples of the first
// syncs, of which there is no past, speak of the present.
func (l *Loop) remember(tick int, now load) {
	n := len(l.past)
	if n == 1 {
		l.late = now
		return
	}
	if tick == 0 || l.past[(tick-1)%n] != now {
		l.steady = tick
	}
	l.past[tick%n] = now
	l.late = now
	if tick >= n-1 {
		l.late = l.past[(tick+1)%n]
	}
}

// count sorts the pods for a metric.
func (l *Loop) count(m *Metric, c *Census) {
	p, older := &l.setup.Plant, &l.pods.older
	c.Usable = older[atSample]
	if m.cpu() {
		c.Usable = older[atCPU]
	}
	c.Missing = older[atRun] - older[atSample]
	c.Unready = l.pods.all - c.Usable - c.Missing
	served := min(c.Usable, older[atServed])
	if m.Source == PodMetric {
		if c.Use = 0; l.late.ready > 0 {
			c.Use = served * (l.late.demand * m.Rate / l.late.ready)
		}
		return
	}
	booting := min(c.Usable, older[atRunThen]) - served
	c.Use = served*l.late.use + booting*p.Boot
	request := p.Request
	if m.Name == "memory" {
		c.Use = (c.Usable*p.MemoryBase + c.Use*p.MemoryPerUse) * 1000
		request = p.MemoryRequest * 1000
	}
	c.Unasked = request == 0
	c.Request, c.UnreadyRequest, c.MissingRequest = c.Usable*request, c.Unready*request, c.Missing*request
	c.MissingUse = c.Missing * assumed(request, m.Target)
}
