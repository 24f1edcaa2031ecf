package autoscale

// Conditions are what a sync writes into the status of the autoscaler; one that it
// does not write is empty.
type Conditions struct {
	Able    string // AbleToScale
	Active  string // ScalingActive
	Limited string // ScalingLimited
	AtZero  string // ScaledToZero
}

// Conditions of a decision, each "True/Reason" or "False/Reason".
func (d *Decision) Conditions(x *Spec, c *Config, before int32) Conditions {
	o := Conditions{Able: "True/SucceededGetScale"}
	switch d.Path {
	case Off:
		o.Active = "False/ScalingDisabled"
		return o
	case Broken:
		o.Active = "False/" + x.reason(d.Failed)
		return o
	case ByMetrics:
		o.Active = "True/ValidMetricFound"
		o.Limited = "True/" + d.Limit.String()
		if d.Limit == WithinRange {
			o.Limited = "False/" + d.Limit.String()
		}
		o.Able = "True/" + d.held(x, before)
	}
	if d.Rescaled {
		o.Able = "True/SucceededRescale"
		if c.ToZero {
			o.AtZero = "False/NotScaledToZero"
			if d.Replicas == 0 {
				o.AtZero = "True/ScaledToZero"
			}
		}
	}
	return o
}

// held says whether a window held the wish.
func (d *Decision) held(x *Spec, before int32) string {
	switch {
	case d.Stabilized == d.Wish:
		return "ReadyForNewScale"
	case x.Behavior != nil && d.Wish >= before:
		return "ScaleUpStabilized"
	}
	return "ScaleDownStabilized"
}

// reason is why a metric is invalid. Without metrics none is.
func (x *Spec) reason(metric int) string {
	if metric < 0 || metric >= len(x.Metrics) {
		return "InvalidMetricSourceType"
	}
	switch x.Metrics[metric].Source {
	case Resource:
		return "FailedGetResourceMetric"
	case ContainerResource:
		return "FailedGetContainerResourceMetric"
	case PodMetric:
		return "FailedGetPodsMetric"
	case Object:
		return "FailedGetObjectMetric"
	case External:
		return "FailedGetExternalMetric"
	}
	return "InvalidMetricSourceType"
}
