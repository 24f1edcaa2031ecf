package autoscale

import "math"

// Limit is what held a wish back.
type Limit uint8

// Limits, in the words of the controller.
const (
	WithinRange Limit = iota
	ScaleUpLimit
	ScaleDownLimit
	TooManyReplicas
	TooFewReplicas
)

// String is the reason of the condition ScalingLimited.
func (l Limit) String() string {
	return [...]string{"DesiredWithinRange", "ScaleUpLimit", "ScaleDownLimit", "TooManyReplicas", "TooFewReplicas"}[min(l, TooFewReplicas)]
}

// Bounds are the least and the most replicas of an autoscaler.
type Bounds struct {
	Min int32 // 0 needs a metric of a total
	Max int32 // not below Min
}

// Clamp limits without a behavior stanza: to the bounds, and to factor times what runs
// or to least, whichever is more (H: 1371–1410).
func (b Bounds) Clamp(wish, current int32, factor float64, least int32) (int32, Limit) {
	most, reason := b.Max, TooManyReplicas
	if up := max(trunc(factor*float64(current)), least); b.Max > up {
		most, reason = up, ScaleUpLimit
	}
	switch {
	case wish < b.Min:
		return b.Min, TooFewReplicas
	case wish > most:
		return most, reason
	}
	return wish, WithinRange
}

// Rate limits with a behavior stanza (H: 1317).
func (b Bounds) Rate(wish, current int32, now Span, rules *Behavior, up, down Events) (int32, Limit) {
	switch {
	case wish > current:
		most, reason := b.Max, TooManyReplicas
		if cap := max(rules.Up.UpTo(current, now, up, down), current); most > cap {
			most, reason = cap, ScaleUpLimit
		}
		if wish > most {
			return most, reason
		}
	case wish < current:
		least, reason := b.Min, TooFewReplicas
		if floor := min(rules.Down.DownTo(current, now, up, down), current); least < floor {
			least, reason = floor, ScaleDownLimit
		}
		if wish < least {
			return least, reason
		}
	}
	return wish, WithinRange
}

// UpTo is the most replicas that the rules allow (H: 1434–1460). It may be below current.
func (r *Rules) UpTo(current int32, now Span, up, down Events) int32 {
	if r.Select == Disabled {
		return current
	}
	limit := int32(math.MinInt32)
	if r.Select == Min {
		limit = math.MaxInt32
	}
	for i := range r.Policies {
		p := &r.Policies[i]
		start := p.start(current, now, up, down)
		to := clip(int64(start) + int64(p.Value))
		if p.Percent {
			to = ceil(float64(start) * (1 + float64(p.Value)/100))
		}
		if r.Select == Min {
			limit = min(limit, to)
		} else {
			limit = max(limit, to)
		}
	}
	return limit
}

// DownTo is the least replicas that the rules allow (H: 1462–1490). It may be above current.
func (r *Rules) DownTo(current int32, now Span, up, down Events) int32 {
	if r.Select == Disabled {
		return current
	}
	limit := int32(math.MaxInt32)
	if r.Select == Min {
		limit = math.MinInt32
	}
	for i := range r.Policies {
		p := &r.Policies[i]
		start := p.start(current, now, up, down)
		to := clip(int64(start) - int64(p.Value))
		if p.Percent {
			to = trunc(float64(start) * (1 - float64(p.Value)/100))
		}
		if r.Select == Min {
			limit = max(limit, to)
		} else {
			limit = min(limit, to)
		}
	}
	return limit
}

// start is what ran at the begin of the period of a policy.
func (p *Policy) start(current int32, now Span, up, down Events) int32 {
	return current - up.Within(now, p.Period) + down.Within(now, p.Period)
}

// trunc is x without its fraction, held to what an int32 carries.
func trunc(x float64) int32 {
	switch {
	case !(x > math.MinInt32):
		return math.MinInt32
	case x >= math.MaxInt32:
		return math.MaxInt32
	}
	return int32(x)
}

func clip(n int64) int32 { return int32(max(math.MinInt32, min(math.MaxInt32, n))) }
