package autoscale

import "math"

// Proposal is what one metric asks for, and how it came to it.
type Proposal struct {
	Replicas int32   // what it asks for
	Usage    int64   // utilisation in percent, mean or total in thousandths
	Target   int64   // what Usage is held against
	Ratio    float64 // Usage ÷ Target
	Second   float64 // the ratio with missing and unready pods; where Pods is above 0
	Pods     int64   // over how many pods that is
	Count    int64   // what the deciding ratio was multiplied by
	Sum      int64   // the total of an Object or External metric, thousandths
	Served   bool    // Count are the pods that serve
	Step     Step    // what decided
	Raised   bool    // unready pods were counted with 0
	Filled   Fill    // what missing pods were counted with
	Census   *Census // the pods, as long as the reading is kept; nil for a total
}

// Step is the rule that made the last word of a proposal.
type Step uint8

// Steps of proposals.
const (
	Multiply Step = iota // the ratio times the pods, or the total over the target
	Band                 // the ratio is inside the tolerance
	Flips                // the second ratio is inside it, or on the other side of 1
	Against              // the count would move against the second ratio
)

// Fill is what missing pods were counted with.
type Fill uint8

// Fills of missing pods.
const (
	Nothing Fill = iota // there are none, or the ratio is 1
	Zero
	Full // the target, or for utilisation at least the whole request
)

// Mean is the mean use of the pods that count, in thousandths; 0 without any.
func (x *Proposal) Mean() int64 {
	c := x.Census
	if c == nil || c.Usable == 0 {
		return 0
	}
	return c.Use / c.Usable
}

// utilization proposes for a share of what the pods request, target in percent.
func (x *Proposal) utilization(c *Census, target int64, t Tolerance, current int32) Fault {
	*x = Proposal{Target: target, Census: c}
	switch {
	case target <= 0:
		return NoTarget
	case c.pods() == 0:
		return NoPods
	case c.Unasked:
		return NoRequest
	case c.Usable == 0 || c.Request == 0:
		return NoSample
	}
	x.Usage = percent(c.Use, c.Request)
	x.Ratio = float64(x.Usage) / float64(target)
	if x.plain(t, current) {
		return Sound
	}
	use, request := c.Use, c.Request
	if x.Filled != Nothing {
		request += c.MissingRequest
	}
	if x.Filled == Full {
		use += c.MissingUse
	}
	if x.Raised {
		request += c.UnreadyRequest
	}
	second := x.Ratio
	if request != 0 {
		second = float64(percent(use, request)) / float64(target)
	}
	x.again(second, t, current)
	return Sound
}

// percent is use as a percentage of a request above 0, truncated (U: 49).
func percent(use, request int64) int64 { return int64(int32(use * 100 / request)) }

// average proposes for a mean use of the pods, target in thousandths.
func (x *Proposal) average(c *Census, target int64, t Tolerance, current int32) Fault {
	*x = Proposal{Target: target, Census: c}
	samples := c.Usable + c.Strangers
	switch {
	case target <= 0:
		return NoTarget
	case c.pods() == 0:
		return NoPods
	case samples == 0:
		return NoSample
	}
	use := c.Use + c.StrangerUse
	x.Usage = use / samples
	x.Ratio = float64(x.Usage) / float64(target)
	if x.plain(t, current) {
		return Sound
	}
	if x.Filled == Full {
		use += c.Missing * target
	}
	x.again(float64(use/x.over())/float64(target), t, current)
	return Sound
}

// plain decides where no pod is missing, and none unready that would have to be
// counted. Otherwise it says with what those pods are counted.
func (x *Proposal) plain(t Tolerance, current int32) bool {
	c := x.Census
	x.Raised = c.Unready > 0 && x.Ratio > 1
	if !x.Raised && c.Missing == 0 {
		if x.Replicas = current; t.holds(x.Ratio) {
			x.Step = Band
			return true
		}
		x.Count = c.Usable
		x.Replicas = ceil(x.Ratio * float64(c.Usable))
		return true
	}
	switch {
	case c.Missing == 0 || x.Ratio == 1:
	case x.Ratio > 1:
		x.Filled = Zero
	default:
		x.Filled = Full
	}
	return false
}

// over is the number of samples with those that were made up.
func (x *Proposal) over() int64 {
	n := x.Census.Usable + x.Census.Strangers
	if x.Filled != Nothing {
		n += x.Census.Missing
	}
	if x.Raised {
		n += x.Census.Unready
	}
	return n
}

// again decides by the ratio over all pods (RC: 80–165, 193–263).
func (x *Proposal) again(second float64, t Tolerance, current int32) {
	x.Second, x.Pods, x.Replicas = second, x.over(), current
	if t.holds(second) || x.Ratio < 1 && second > 1 || x.Ratio > 1 && second < 1 {
		x.Step = Flips
		return
	}
	x.Count = x.Pods
	n := ceil(second * float64(x.Pods))
	if second < 1 && n > current || second > 1 && n < current {
		x.Step = Against
		return
	}
	x.Replicas = n
}

// value proposes for the total of an Object or External metric, with the pods that
// serve; both in thousandths (RC: 269–307, 354–377).
func (x *Proposal) value(total, target int64, pods Target, t Tolerance, current int32) Fault {
	*x = Proposal{Usage: total, Sum: total, Target: target, Replicas: current, Count: 1}
	if target <= 0 {
		return NoTarget
	}
	x.Ratio = float64(total) / float64(target)
	if current == 0 {
		x.Replicas = ceil(x.Ratio)
		return Sound
	}
	if t.holds(x.Ratio) {
		x.Step = Band
		return Sound
	}
	if pods.Pods == 0 {
		return NoPods
	}
	x.Count, x.Served = pods.Serving, true
	x.Replicas = ceil(x.Ratio * float64(pods.Serving))
	return Sound
}

// each proposes for an Object or External metric with a target for each replica of the
// status; both in thousandths (RC: 311, 382).
func (x *Proposal) each(total, target int64, t Tolerance, status int32) Fault {
	*x = Proposal{Sum: total, Target: target, Replicas: status, Count: int64(status)}
	if target <= 0 {
		return NoTarget
	}
	if status == 0 {
		x.Ratio = math.MaxFloat64
	} else {
		x.Ratio = float64(total) / float64(float64(target)*float64(status))
	}
	if total == 0 && status == 0 {
		x.Ratio = 0
	}
	if t.holds(x.Ratio) {
		x.Step = Band
	} else {
		x.Replicas = ceil(float64(total) / float64(target))
	}
	x.Usage = total
	if status != 0 {
		x.Usage = whole(math.Ceil(float64(total) / float64(status)))
	}
	return Sound
}

// whole is x as an int64, held to what one carries.
func whole(x float64) int64 {
	switch {
	case x >= math.MaxInt64:
		return math.MaxInt64
	case x <= math.MinInt64:
		return math.MinInt64
	}
	return int64(x)
}
