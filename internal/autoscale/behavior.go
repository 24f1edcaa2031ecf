package autoscale

// Select is which of several policies counts.
type Select uint8

// Selections. The zero value is the default.
const (
	Max      Select = iota // the biggest change
	Min                    // the smallest
	Disabled               // no change in this direction
)

// Policy limits what changes in a period: by pods, or by percent of what ran at its begin.
type Policy struct {
	Percent bool  // of what ran, not pods
	Value   int32 // how many, above 0
	Period  Span  // in this time, up to half an hour
}

// Rules are one direction of a behavior stanza, complete.
type Rules struct {
	Window    Span     // wishes of this time are looked at, up to an hour
	Select    Select   // which policy counts
	Policies  []Policy // limits; without any nothing changes
	Tolerance *float64 // the configured one when nil
}

// Behavior is a behavior stanza, complete.
type Behavior struct {
	Up   Rules // for more replicas
	Down Rules // for fewer
}

// Partial are the rules of one direction as they are written; what is nil is absent.
type Partial struct {
	Window    *Span    // that of Rules
	Select    *Select  // that of Rules
	Policies  []Policy // those of Rules
	Tolerance *float64 // that of Rules
}

// DefaultUp and DefaultDown are the rules of a direction that says nothing (V2: 27–67).
func DefaultUp() Rules {
	return Rules{Policies: []Policy{{Value: 4, Period: 15 * Second}, {Percent: true, Value: 100, Period: 15 * Second}}}
}

// DefaultDown has the window that the controller is configured with.
func DefaultDown(window Span) Rules {
	return Rules{Window: window, Policies: []Policy{{Percent: true, Value: 100, Period: 15 * Second}}}
}

// Over completes rules with what is written; a nil p is a direction left out.
func (p *Partial) Over(r Rules) Rules {
	if p == nil {
		return r
	}
	if p.Window != nil {
		r.Window = *p.Window
	}
	if p.Select != nil {
		r.Select = *p.Select
	}
	if len(p.Policies) > 0 {
		r.Policies = p.Policies
	}
	r.Tolerance = p.Tolerance
	return r
}

// longest is the longest period of the policies.
func (r *Rules) longest() (most Span) {
	for i := range r.Policies {
		most = max(most, r.Policies[i].Period)
	}
	return most
}
