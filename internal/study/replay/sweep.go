package replay

import "github.com/talimat/talimat-plan/internal/autoscale"

// Trial are all services of a month with one setting, together: replicas count by the
// cores that they request.
type Trial struct {
	Target   float64        // CPU utilisation; 0 where it was not varied
	Window   autoscale.Span // down; where it was varied
	Now      bool           // this is the setting of the plan
	Saving   float64        // against the static peak at the plan's own target
	Best     float64        // of a perfect follower of this setting, against the same
	Short    float64        // share of the syncs of all services
	Unserved float64        // share of the work
	Price    *float64       // syncs in which demand is above capacity, in points, that each point of saving beyond the row before costs; nil where nothing more is saved
}

// targets and windows are what is tried.
var (
	targets = [...]float64{0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9}
	windows = [...]autoscale.Span{1800, 900, 600, 300, 120, 60, 0}
)

// sweep plays the parts of a month with other targets and windows.
func (q *Question) sweep(parts []*part, a *Answer) {
	static := 0.0
	for _, p := range parts {
		static += float64(float64(p.simple.Static(p.demand)) * float64(p.setup.Plant.Request))
	}
	for _, target := range targets {
		t := q.trial(parts, static, func(s *autoscale.Setup) {
			if m := utilization(&s.Spec); m != nil {
				m.Target = int64(float64(target*100) + 0.5)
			}
		})
		t.Target = target
		if len(parts) > 0 {
			m := utilization(&parts[0].setup.Spec)
			t.Now = m != nil && m.Target == int64(float64(target*100)+0.5)
		}
		a.Targets = append(a.Targets, t)
	}
	for _, w := range windows {
		window := w * autoscale.Second
		t := q.trial(parts, static, func(s *autoscale.Setup) {
			s.Config.Window = window
			if b := s.Spec.Behavior; b != nil {
				own := *b
				own.Down.Window = window
				s.Spec.Behavior = &own
			}
		})
		t.Window = window
		t.Now = window == q.window()
		a.Windows = append(a.Windows, t)
	}
	price(a.Targets)
	price(a.Windows)
}

// window is the down window of the plan.
func (q *Question) window() autoscale.Span {
	switch {
	case q.Scaling.Window != nil:
		return *q.Scaling.Window
	case q.Scaling.Behavior != nil:
		return q.Scaling.Behavior.Down.Window
	}
	return autoscale.Shipped().Window
}

// trial plays the parts with a change of their setups.
func (q *Question) trial(parts []*part, static float64, change func(*autoscale.Setup)) (t Trial) {
	var held, perfect, unserved, demand float64
	var over, ticks int64
	for _, p := range parts {
		s, simple := p.setup, p.simple
		for _, x := range []*autoscale.Setup{&s, &simple} {
			x.Spec.Metrics = append([]autoscale.Metric(nil), x.Spec.Metrics...)
			change(x)
		}
		s.Start = simple.Need(p.demand[0])
		o := autoscale.NewLoop(s).Run(p.demand, q.each(), nil)
		request := float64(s.Plant.Request)
		held += float64(float64(o.Held) / float64(o.Ticks) * request)
		perfect += float64(float64(simple.Perfect(p.demand, q.each())) / float64(o.Ticks) * request)
		unserved += float64(o.Unserved)
		demand += float64(o.Demand)
		over, ticks = over+o.Over, ticks+int64(o.Ticks)
	}
	if static > 0 {
		t.Saving, t.Best = 1-held/static, 1-perfect/static
	}
	t.Short = share(over, ticks)
	if demand > 0 {
		t.Unserved = unserved / demand
	}
	return t
}

// price sets what the saving beyond the row before costs.
func price(trials []Trial) {
	for i := 1; i < len(trials); i++ {
		if more := trials[i].Saving - trials[i-1].Saving; more > 1e-9 {
			cost := (trials[i].Short - trials[i-1].Short) / more
			trials[i].Price = &cost
		}
	}
}
