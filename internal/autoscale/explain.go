package autoscale

import (
	"fmt"
	"strings"

	"github.com/talimat/talimat-plan/internal/words"
)

// Explain says in words how the proposal of a metric was made.
func (x *Asked) Explain(m *Metric) string {
	fault := x.Fault
	switch {
	case fault == NoSample:
		return x.groups() + "; " + fault.Error() + " -> error"
	case fault == NoReading || fault == NotAMetric:
		return "metric invalid"
	case fault != Sound:
		return fault.Error() + " -> error"
	case m.Source == Alarm:
		return fmt.Sprintf("alert rule asks for %d", x.Replicas)
	case m.Source == Object || m.Source == External:
		return x.total(m)
	}
	s := fmt.Sprintf("%s; usage %d vs target %d, ratio %s", x.groups(), x.Usage, x.Target, words.Decimal(x.Ratio, 4))
	if x.Pods == 0 {
		if x.Step == Band {
			return fmt.Sprintf("%s inside tolerance -> keep %d", s, x.Replicas)
		}
		return fmt.Sprintf("%s -> ceil(ratio*%d)=%d", s, x.Count, x.Replicas)
	}
	return s + x.filled(m) + x.second()
}

// groups is how many pods are in which group.
func (x *Proposal) groups() string {
	c := x.Census
	return fmt.Sprintf("%d usable, %d unready, %d without sample, %d ignored", c.Usable, c.Unready, c.Missing, c.Ignored)
}

// filled says with what pods without a sample of their own were counted.
func (x *Proposal) filled(m *Metric) (s string) {
	switch {
	case x.Filled == Zero:
		s = "; missing pods set to 0"
	case x.Filled == Full && m.Kind == OfRequest:
		s = fmt.Sprintf("; missing pods set to %d%% of request", max(100, x.Target))
	case x.Filled == Full:
		s = "; missing pods set to the target"
	}
	if x.Raised {
		s += "; unready pods set to 0"
	}
	return s
}

// second says what the ratio over all pods led to.
func (x *Proposal) second() string {
	s := fmt.Sprintf("; second ratio %s over %d pods", words.Decimal(x.Second, 4), x.Pods)
	switch x.Step {
	case Flips:
		return fmt.Sprintf("%s inside tolerance or direction flips -> keep %d", s, x.Replicas)
	case Against:
		return fmt.Sprintf("%s -> %d would move against the ratio -> keep %d", s, ceil(x.Second*float64(x.Pods)), x.Replicas)
	}
	return fmt.Sprintf("%s -> ceil=%d", s, x.Replicas)
}

// total is the proposal of a metric of a total.
func (x *Proposal) total(m *Metric) string {
	ratio := words.Decimal(x.Ratio, 4)
	switch {
	case x.Step == Band:
		return fmt.Sprintf("ratio %s inside tolerance -> keep %d", ratio, x.Replicas)
	case m.Kind == OfPod && x.Count == 0:
		return fmt.Sprintf("from zero: ceil(%d/%d)=%d, tolerance not applied", x.Usage, x.Target, x.Replicas)
	case m.Kind == OfPod:
		return fmt.Sprintf("ratio %s outside tolerance -> ceil(%d/%d)=%d", ratio, x.Sum, x.Target, x.Replicas)
	case !x.Served:
		return fmt.Sprintf("from zero: ceil(ratio %s)=%d, tolerance not applied", ratio, x.Replicas)
	}
	return fmt.Sprintf("ratio %s x %d running+ready pods -> %d", ratio, x.Count, x.Replicas)
}

// Explain says in words how a sync decided.
func (d *Decision) Explain(x *Spec) string {
	switch d.Path {
	case Off:
		return "0 replicas and not scaled to zero by the HPA: scaling disabled"
	case FromAbove:
		return "current above max: go to max without metrics"
	case FromBelow:
		return "current below min: go to min without metrics"
	}
	var parts []string
	for i := range d.Proposals {
		parts = append(parts, d.Proposals[i].Explain(&x.Metrics[i]))
	}
	if d.Path == Broken {
		return strings.Join(parts, "; ") + " -> error, no change"
	}
	parts = append(parts, fmt.Sprintf("wish %d -> stabilised %d -> %d (%s)", d.Wish, d.Stabilized, d.Replicas, d.Limit))
	return strings.Join(parts, "; ")
}
