package autoscale

// Event is a change of the replicas that was written.
type Event struct {
	At       Span  // when
	Change   int32 // above 0
	Outdated bool  // its slot may be taken
}

// Events are the changes of one direction, in the slots that they are kept in.
type Events []Event

// Within is the sum of the changes strictly younger than a period (H: 1181).
func (e Events) Within(now, period Span) (sum int32) {
	for i := range e {
		if now-e[i].At < period {
			sum += e[i].Change
		}
	}
	return sum
}

// Store keeps a change, in the last slot that is older than all policies of its
// direction if there is one (H: storeScaleEvent).
func (e *Events) Store(change int32, now, longest Span) {
	old := -1
	for i := range *e {
		x := &(*e)[i]
		if now-x.At > longest {
			x.Outdated = true
		}
		if x.Outdated {
			old = i
		}
	}
	if old >= 0 {
		(*e)[old] = Event{At: now, Change: change}
		return
	}
	*e = append(*e, Event{At: now, Change: change})
}

// next is the first moment after now at which an event leaves one of the policies;
// without one it is later than all time.
func (e Events) next(now Span, r *Rules, soonest Span) Span {
	for i := range e {
		for k := range r.Policies {
			if leaves := e[i].At + r.Policies[k].Period; leaves > now {
				soonest = min(soonest, leaves)
			}
		}
	}
	return soonest
}

// Record stores a change from one number of replicas to another with its direction.
// Without a behavior stanza nothing is stored.
func Record(b *Behavior, up, down *Events, from, to int32, now Span) {
	switch {
	case b == nil || from == to:
	case to > from:
		up.Store(to-from, now, b.Up.longest())
	default:
		down.Store(from-to, now, b.Down.longest())
	}
}
