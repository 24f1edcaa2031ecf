package manifest

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/talimat/talimat-plan/internal/autoscale"
)

// Write writes an autoscaler as Kubernetes takes it. Read of it gives the same spec.
// Metrics of objects and external ones, whose selectors are not kept, cannot be written;
// ok is false then.
func (a *Autoscaler) Write() (text string, ok bool) {
	var b strings.Builder
	line := func(format string, args ...any) { fmt.Fprintf(&b, format+"\n", args...) }
	line("apiVersion: autoscaling/v2")
	line("kind: HorizontalPodAutoscaler")
	line("metadata:\n  name: %s", name(a.Name))
	line("spec:\n  scaleTargetRef:\n    apiVersion: apps/v1\n    kind: Deployment\n    name: %s", name(a.Scales))
	line("  minReplicas: %d\n  maxReplicas: %d\n  metrics:", a.Spec.Min, a.Spec.Max)
	for i := range a.Spec.Metrics {
		m := &a.Spec.Metrics[i]
		switch m.Source {
		case autoscale.Resource:
			line("    - type: Resource\n      resource:\n        name: %s\n        target:", name(m.Name))
		case autoscale.PodMetric:
			line("    - type: Pods\n      pods:\n        metric:\n          name: %s\n        target:", name(m.Name))
		default:
			return "", false
		}
		if m.Kind == autoscale.OfRequest {
			line("          type: Utilization\n          averageUtilization: %d", m.Target)
		} else {
			line("          type: AverageValue\n          averageValue: %s", milli(m.Target))
		}
	}
	if s := a.Spec.Behavior; s != nil {
		line("  behavior:")
		rules(line, "scaleUp", &s.Up)
		rules(line, "scaleDown", &s.Down)
	}
	return b.String(), true
}

// rules writes one direction of a behavior stanza.
func rules(line func(string, ...any), what string, r *autoscale.Rules) {
	line("    %s:\n      stabilizationWindowSeconds: %d", what, int64(r.Window/autoscale.Second))
	line("      selectPolicy: %s", [...]string{"Max", "Min", "Disabled"}[min(r.Select, autoscale.Disabled)])
	if r.Tolerance != nil {
		line("      tolerance: %s", milli(int64(float64(*r.Tolerance*1000)+0.5)))
	}
	line("      policies:")
	for _, p := range r.Policies {
		kind := "Pods"
		if p.Percent {
			kind = "Percent"
		}
		line("        - type: %s\n          value: %d\n          periodSeconds: %d", kind, p.Value, int64(p.Period/autoscale.Second))
	}
}

// milli is a quantity of thousandths.
func milli(n int64) string {
	if n%1000 == 0 {
		return strconv.Quote(strconv.FormatInt(n/1000, 10))
	}
	return strconv.FormatInt(n, 10) + "m"
}

// name is a name as YAML takes it.
func name(s string) string {
	if s != "" && strings.Trim(s, "abcdefghijklmnopqrstuvwxyz-") == "" && !strings.HasPrefix(s, "-") {
		switch s {
		case "null", "true", "false", "yes", "no", "on", "off", "y", "n":
		default:
			return s
		}
	}
	return strconv.Quote(s)
}

// Write writes what the containers of a workload request, as a patch of a Deployment.
func (w *Workload) Write() string {
	var b strings.Builder
	fmt.Fprintf(&b, "apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: %s\nspec:\n", name(w.Name))
	if w.Replicas != nil {
		fmt.Fprintf(&b, "  replicas: %d\n", *w.Replicas)
	}
	b.WriteString("  template:\n    spec:\n      containers:\n")
	for i := range w.Containers {
		c := &w.Containers[i]
		fmt.Fprintf(&b, "        - name: %s\n          resources:\n            requests:\n", name(c.Name))
		if c.CPU != nil {
			fmt.Fprintf(&b, "              cpu: %s\n", milli(*c.CPU))
		}
		if c.Memory != nil {
			fmt.Fprintf(&b, "              memory: %q\n", strconv.FormatInt(*c.Memory, 10))
		}
	}
	return b.String()
}
