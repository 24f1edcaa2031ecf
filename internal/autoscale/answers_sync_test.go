package autoscale

import "testing"

// Layout of a case of a whole sync.
type (
	syncIn struct {
		HPA struct {
			Min, Max int32
			Behavior *behaviorIn
			AtZero   bool `json:"scaled_to_zero_condition"`
			Metrics  []metricIn
		}
		Scale   struct{ Spec, Status int32 }
		Pods    []podIn
		History []wishIn
		Begun   bool      `json:"history_initialised"`
		Ups     []eventIn `json:"up_events"`
		Downs   []eventIn `json:"down_events"`
		Config  struct {
			Own    bool    `json:"configurable_tolerance_enabled"`
			ToZero bool    `json:"scale_to_zero_enabled"`
			Init   float64 `json:"cpu_init_s"`
			Delay  float64 `json:"readiness_delay_s"`
			Window float64 `json:"down_stabilization_s"`
			Factor float64 `json:"scale_up_limit_factor"`
			Least  int32   `json:"scale_up_limit_minimum"`
			Up     float64 `json:"tolerance_up"`
			Down   float64 `json:"tolerance_down"`
		}
	}
	metricIn struct {
		Type, Name, Container string
		Target                *struct {
			Type    string
			Percent int64 `json:"average_utilization_pct"`
			Average int64 `json:"average_value_milli"`
			Value   int64 `json:"value_milli"`
		}
		Reading *struct {
			Error  bool
			Pods   []sampleIn
			Value  int64   `json:"value_milli"`
			Values []int64 `json:"values_milli"`
		}
	}
)

func (m *metricIn) metric() Metric {
	out := Metric{Name: m.Name, Source: map[string]Source{
		"Resource": Resource, "ContainerResource": ContainerResource, "Pods": PodMetric, "Object": Object, "External": External,
	}[m.Type]}
	if m.Target == nil {
		return out
	}
	switch m.Target.Type {
	case "Utilization":
		out.Kind, out.Target = OfRequest, m.Target.Percent
	case "AverageValue":
		out.Kind, out.Target = OfPod, m.Target.Average
	case "Value":
		out.Kind, out.Target = OfTotal, m.Target.Value
	}
	return out
}

// reading is what a metric reads of the pods of a case.
func (in *syncIn) reading(t *testing.T, i int, m *Metric, c *Config) (r Reading, pods []Pod) {
	t.Helper()
	src := &in.HPA.Metrics[i]
	samples := map[string]Sample{}
	if src.Reading != nil {
		if src.Reading.Error {
			r.Fault = NoReading
		}
		r.Total = src.Reading.Value
		if src.Reading.Values != nil {
			r.Total = Total(src.Reading.Values)
		}
		for k := range src.Reading.Pods {
			samples[src.Reading.Pods[k].Pod] = src.Reading.Pods[k].sample()
		}
	}
	for k := range in.Pods {
		p := in.Pods[k].pod()
		if s, ok := samples[in.Pods[k].Name]; ok {
			p.Sample = &s
			delete(samples, in.Pods[k].Name)
		}
		if in.Pods[k].Containers != nil && (m.Source == ContainerResource || p.Request == nil || m.Name != "cpu") {
			name := ""
			if m.Source == ContainerResource {
				name = src.Container
			}
			if own := in.Pods[k].asks(t, m.Name, name, true); own != nil || m.Name == "cpu" {
				p.Request = own
			}
		}
		pods = append(pods, p)
	}
	var extra []Sample
	for _, s := range samples {
		extra = append(extra, s)
	}
	percent := int64(0)
	if m.Kind == OfRequest {
		percent = m.Target
	}
	r.Census = c.Patience.Count(pods, extra, m.cpu(), percent)
	return r, pods
}

func reconcile(t *testing.T, text []byte) (map[string]any, string) {
	in := read[syncIn](t, text)
	c := Config{
		Tolerance: Tolerance{in.Config.Up, in.Config.Down}, Patience: Patience{Seconds(in.Config.Init), Seconds(in.Config.Delay)},
		Window: Seconds(in.Config.Window), Factor: in.Config.Factor, Least: in.Config.Least,
		OwnTolerances: in.Config.Own, ToZero: in.Config.ToZero,
	}
	x := Spec{Bounds: Bounds{in.HPA.Min, in.HPA.Max}, Behavior: in.HPA.Behavior.stanza(t, c.Window)}
	var readings []Reading
	var target Target
	for i := range in.HPA.Metrics {
		m := in.HPA.Metrics[i].metric()
		r, pods := in.reading(t, i, &m, &c)
		x.Metrics, readings = append(x.Metrics, m), append(readings, r)
		target = Target{Pods: len(pods), Serving: Serving(pods)}
	}
	h := history(in.History)
	s := State{Begun: in.Begun, Memory: &h, Up: events(in.Ups), Down: events(in.Downs), AtZero: in.HPA.AtZero}
	var d Decision
	c.Sync(&x, &s, 0, Scale{in.Scale.Spec, in.Scale.Status}, target, readings, &d)
	asked := []any{}
	for i := range d.Proposals {
		if d.Proposals[i].Fault != Sound {
			asked = append(asked, nil)
			continue
		}
		asked = append(asked, d.Proposals[i].Replicas)
	}
	told, conditions := d.Conditions(&x, &c, in.Scale.Spec), map[string]any{}
	for name, v := range map[string]string{
		"AbleToScale": told.Able, "ScalingActive": told.Active, "ScalingLimited": told.Limited, "ScaledToZero": told.AtZero,
	} {
		if v != "" {
			conditions[name] = v
		}
	}
	return map[string]any{
		"desired": d.Replicas, "rescaled": d.Rescaled, "error": d.Fault != Sound,
		"metric_proposals": asked, "conditions": conditions,
	}, d.Explain(&x)
}
