package autoscale

import "math"

// Span is a length of time, or a moment as what passed since the first sync, in
// microseconds.
type Span int64

// Second is a second.
const Second Span = 1e6

// Seconds is a span of s seconds, rounded to microseconds and held to ±10¹² s.
func Seconds(s float64) Span {
	return Span(math.Round(max(-1e12, min(1e12, s)) * 1e6))
}

// Seconds is the span in seconds.
func (s Span) Seconds() float64 { return float64(s) / 1e6 }
