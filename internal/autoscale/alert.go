package autoscale

// Alert is the state of an alert rule.
type Alert uint8

// States of alert rules.
const (
	Inactive Alert = iota
	Waiting        // the condition holds, but not for long enough
	Firing
)

// String is the state in the words of Prometheus.
func (a Alert) String() string { return [...]string{"inactive", "pending", "firing"}[min(a, Firing)] }

// Rule is an alert rule: a comparison that must hold for a time. The first evaluation
// that is true makes it pending; it fires once now − then ≥ For; one that is false
// resets it, except that a firing one stays for Keep (rules/alerting.go: 459–526).
type Rule struct {
	Compare   string  // >, >=, <, <=, == or !=
	Threshold float64 // what a sample is held against
	For       Span    // how long it must be true
	Keep      Span    // keep_firing_for

	state   Alert
	since   Span // when the condition became true
	ceased  bool // it is kept firing,
	ceasing Span // since it became false
}

// State is that of the last evaluation.
func (r *Rule) State() Alert { return r.state }

// Evaluate takes a sample and returns the state. A series without a sample is not true.
func (r *Rule) Evaluate(sample float64, present bool, now Span) Alert {
	if !present || !r.holds(sample) {
		return r.cease(now)
	}
	r.ceased = false
	if r.state == Inactive {
		r.state, r.since = Waiting, now
	}
	if r.state == Waiting && now-r.since >= r.For {
		r.state = Firing
	}
	return r.state
}

// cease is the state after an evaluation that is not true.
func (r *Rule) cease(now Span) Alert {
	if r.state != Firing {
		r.state = Inactive
		return r.state
	}
	if !r.ceased {
		r.ceased, r.ceasing = true, now
	}
	if now-r.ceasing >= r.Keep {
		r.state = Inactive
	}
	return r.state
}

func (r *Rule) holds(x float64) bool {
	switch r.Compare {
	case ">":
		return x > r.Threshold
	case ">=":
		return x >= r.Threshold
	case "<":
		return x < r.Threshold
	case "<=":
		return x <= r.Threshold
	case "==":
		return x == r.Threshold
	case "!=":
		return x != r.Threshold
	}
	return false
}
