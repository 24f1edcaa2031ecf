package manifest

import (
	"math"

	"gopkg.in/yaml.v3"

	"github.com/talimat/talimat-plan/internal/autoscale"
	"github.com/talimat/talimat-plan/internal/diag"
)

// autoscaler reads a HorizontalPodAutoscaler.
func (r *reader) autoscaler(n *yaml.Node, f *File) {
	a := Autoscaler{Position: diag.Pos{File: r.file, Line: n.Line, Col: n.Column}}
	spec := (*yaml.Node)(nil)
	r.mapping(n, "an autoscaler",
		ignored("apiVersion"), ignored("kind"), ignored("status"),
		key{"metadata", func(n *yaml.Node) {
			r.within(n, "name", func(n *yaml.Node) { a.Name = r.text(n, "a name") })
		}},
		key{"spec", func(n *yaml.Node) { spec = n; r.spec(n, &a) }})
	if spec == nil {
		r.fault(n, codeValue, "", "the autoscaler has no spec")
	}
	f.Autoscalers = append(f.Autoscalers, a)
}

// spec reads the spec of an autoscaler and completes it.
func (r *reader) spec(n *yaml.Node, a *Autoscaler) {
	s := &a.Spec
	s.Min = 1
	var least, most *yaml.Node
	r.mapping(n, "spec",
		key{"scaleTargetRef", func(n *yaml.Node) {
			r.mapping(n, "scaleTargetRef", ignored("apiVersion"), ignored("kind"),
				key{"name", func(n *yaml.Node) { a.Scales = r.text(n, "a name") }})
		}},
		key{"minReplicas", func(n *yaml.Node) { least = n; s.Min = int32(r.whole(n, "minReplicas", 0, math.MaxInt32)) }},
		key{"maxReplicas", func(n *yaml.Node) { most = n; s.Max = int32(r.whole(n, "maxReplicas", 1, math.MaxInt32)) }},
		key{"metrics", func(n *yaml.Node) {
			for _, item := range r.items(n, "metrics") {
				s.Metrics = append(s.Metrics, r.metric(item))
			}
		}},
		key{"behavior", func(n *yaml.Node) { s.Behavior = r.behavior(n) }})
	switch {
	case a.Scales == "":
		r.fault(n, codeValue, "add scaleTargetRef: {name: NAME}", "the autoscaler does not say what it scales")
	case most == nil:
		r.fault(n, codeValue, "", "the autoscaler has no maxReplicas")
	case s.Max > 0 && s.Min > s.Max:
		at := most
		if least != nil {
			at = least
		}
		r.fault(at, codeValue, "", "minReplicas, %d, is above maxReplicas, %d", s.Min, s.Max)
	}
	if len(s.Metrics) == 0 {
		s.Metrics = []autoscale.Metric{{Source: autoscale.Resource, Name: "cpu", Kind: autoscale.OfRequest, Target: 80}}
	}
	if s.Min == 0 && least != nil && least.Value == "0" && !totals(s.Metrics) {
		r.fault(least, codeValue, "", "minReplicas of 0 needs a metric of type Object or External")
	}
}

// totals reports whether any metric can be read without pods.
func totals(all []autoscale.Metric) bool {
	for _, m := range all {
		if m.Source == autoscale.Object || m.Source == autoscale.External {
			return true
		}
	}
	return false
}

// sources are the types of metrics: the key of their source, and what its target may be.
var sources = []struct {
	name, key string
	source    autoscale.Source
	targets   []string
}{
	{"Resource", "resource", autoscale.Resource, []string{"Utilization", "AverageValue"}},
	{"ContainerResource", "containerResource", autoscale.ContainerResource, []string{"Utilization", "AverageValue"}},
	{"Pods", "pods", autoscale.PodMetric, []string{"AverageValue"}},
	{"Object", "object", autoscale.Object, []string{"Value", "AverageValue"}},
	{"External", "external", autoscale.External, []string{"Value", "AverageValue"}},
}

// metric reads a metric.
func (r *reader) metric(n *yaml.Node) (m autoscale.Metric) {
	var kind, body *yaml.Node
	at := ""
	keys := []key{{"type", func(n *yaml.Node) { kind = n }}}
	for i := range sources {
		keys = append(keys, key{sources[i].key, func(n *yaml.Node) {
			if body != nil {
				r.fault(n, codeKey, "", "a metric has one source")
			}
			body, at = n, sources[i].key
		}})
	}
	r.mapping(n, "a metric", keys...)
	if kind == nil {
		r.fault(n, codeValue, "", "the metric has no type")
		return m
	}
	var names []string
	for i := range sources {
		names = append(names, sources[i].name)
	}
	name := r.word(kind, "type of metric", names...)
	for i := range sources {
		s := &sources[i]
		switch {
		case s.name != name:
		case body == nil || at != s.key:
			r.fault(n, codeValue, "", "a metric of type %s has its source under %q", s.name, s.key)
		default:
			m.Source = s.source
			r.source(body, s.key, s.targets, &m)
		}
	}
	return m
}

// source reads the source of a metric.
func (r *reader) source(n *yaml.Node, what string, targets []string, m *autoscale.Metric) {
	var target *yaml.Node
	container := false
	named := key{"metric", func(n *yaml.Node) {
		r.mapping(n, "metric", ignored("selector"), key{"name", func(n *yaml.Node) { m.Name = r.text(n, "a name") }})
	}}
	if m.Source == autoscale.Resource || m.Source == autoscale.ContainerResource {
		named = key{"name", func(n *yaml.Node) { m.Name = r.text(n, "a name") }}
	}
	keys := []key{named, {"target", func(n *yaml.Node) { target = n }}}
	switch m.Source {
	case autoscale.ContainerResource:
		keys = append(keys, key{"container", func(*yaml.Node) { container = true }})
	case autoscale.Object:
		keys = append(keys, ignored("describedObject"))
	}
	r.mapping(n, what, keys...)
	switch {
	case m.Name == "":
		r.fault(n, codeValue, "", "%s has no name of its metric", what)
	case m.Source == autoscale.ContainerResource && !container:
		r.fault(n, codeValue, "", "containerResource does not say which container")
	case target == nil:
		r.fault(n, codeValue, "", "%s has no target", what)
	default:
		r.target(target, targets, m)
	}
}

// target reads what a metric is held against.
func (r *reader) target(n *yaml.Node, known []string, m *autoscale.Metric) {
	var kind *yaml.Node
	values := map[string]*yaml.Node{}
	keep := func(name string) key { return key{name, func(n *yaml.Node) { values[name] = n }} }
	r.mapping(n, "target", key{"type", func(n *yaml.Node) { kind = n }}, keep("averageUtilization"), keep("averageValue"), keep("value"))
	if kind == nil {
		r.fault(n, codeValue, "", "the target has no type")
		return
	}
	wanted := map[string]string{"Utilization": "averageUtilization", "AverageValue": "averageValue", "Value": "value"}[r.word(kind, "type of target", known...)]
	if wanted == "" {
		return
	}
	for _, name := range []string{"averageUtilization", "averageValue", "value"} {
		if v := values[name]; v != nil && name != wanted {
			r.fault(v, codeKey, "", "a target of type %s has %s, not %s", kind.Value, wanted, name)
		}
	}
	v := values[wanted]
	if v == nil {
		r.fault(n, codeValue, "", "a target of type %s needs %s", kind.Value, wanted)
		return
	}
	switch wanted {
	case "averageUtilization":
		m.Kind, m.Target = autoscale.OfRequest, r.whole(v, wanted, 1, math.MaxInt32)
	case "averageValue":
		m.Kind, m.Target = autoscale.OfPod, r.quantity(v, wanted)
	default:
		m.Kind, m.Target = autoscale.OfTotal, r.quantity(v, wanted)
	}
}
