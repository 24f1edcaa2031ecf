package autoscale

import "testing"

// calculation is the proposal of one metric.
func calculation(source Source, kind Kind) answer {
	return func(t *testing.T, text []byte) (map[string]any, string) {
		in := read[struct {
			Pods      []podIn
			Extra     []sampleIn `json:"extra_metrics"`
			Up        float64    `json:"tolerance_up"`
			Down      float64    `json:"tolerance_down"`
			Init      float64    `json:"cpu_init_s"`
			Delay     float64    `json:"readiness_delay_s"`
			Target    int64
			Current   int32
			Status    int32 `json:"status_replicas"`
			Resource  *string
			Container string
			Object    int64   `json:"object_value_milli"`
			External  []int64 `json:"external_values_milli"`
		}](t, text)
		m := Metric{Source: source, Name: "cpu", Kind: kind, Target: in.Target}
		if in.Resource != nil {
			m.Name = *in.Resource
		}
		var pods []Pod
		for i := range in.Pods {
			p := in.Pods[i].pod()
			if p.Request == nil && in.Pods[i].Containers != nil {
				p.Request = in.Pods[i].asks(t, m.Name, in.Container, true)
			}
			pods = append(pods, p)
		}
		var extra []Sample
		for i := range in.Extra {
			extra = append(extra, in.Extra[i].sample())
		}
		r := Reading{Total: in.Object}
		if in.External != nil {
			r.Total = Total(in.External)
		}
		if source != Object && source != External {
			w := Patience{Seconds(in.Init), Seconds(in.Delay)}
			r.Census = w.Count(pods, extra, m.cpu(), in.Target)
		}
		target := Target{Pods: len(pods), Serving: Serving(pods)}
		var p Asked
		p.propose(&m, &r, Tolerance{in.Up, in.Down}, Scale{in.Current, in.Status}, target)
		if p.Fault != Sound {
			return map[string]any{"error": true}, p.Explain(&m)
		}
		return map[string]any{"error": false, "replicas": p.Replicas, "usage": p.Usage, "avg_raw_milli": p.Mean()}, p.Explain(&m)
	}
}

func groupPods(t *testing.T, text []byte) (map[string]any, string) {
	in := read[struct {
		Pods     []podIn
		Resource string
		Init     float64 `json:"cpu_init_s"`
		Delay    float64 `json:"readiness_delay_s"`
	}](t, text)
	w, usable := Patience{Seconds(in.Init), Seconds(in.Delay)}, 0
	names := map[Group][]string{Unready: {}, Missing: {}, Ignored: {}}
	for i := range in.Pods {
		p := in.Pods[i].pod()
		g := w.Classify(&p, in.Resource == "cpu")
		if g == Usable {
			usable++
			continue
		}
		names[g] = append(names[g], in.Pods[i].Name)
	}
	return map[string]any{"usable": usable, "unready": names[Unready], "missing": names[Missing], "ignored": names[Ignored]}, ""
}

func podRequests(t *testing.T, text []byte) (map[string]any, string) {
	in := read[struct {
		Container string
		Resource  string
		Wholes    bool `json:"pod_level_resources_enabled"`
		Pods      []podIn
	}](t, text)
	out := map[string]int64{}
	for i := range in.Pods {
		r := in.Pods[i].asks(t, in.Resource, in.Container, in.Wholes)
		if r == nil {
			return map[string]any{"error": true, "requests_milli": map[string]int64{}}, ""
		}
		out[in.Pods[i].Name] = *r
	}
	return map[string]any{"error": false, "requests_milli": out}, ""
}

func clampLegacy(t *testing.T, text []byte) (map[string]any, string) {
	in := read[struct {
		Current, Desired, Max, Min int32
		Factor                     float64 `json:"scale_up_limit_factor"`
		Least                      int32   `json:"scale_up_limit_minimum"`
	}](t, text)
	n, why := Bounds{in.Min, in.Max}.Clamp(in.Desired, in.Current, in.Factor, in.Least)
	return map[string]any{"replicas": n, "reason": why.String()}, ""
}

func stabilizeLegacy(t *testing.T, text []byte) (map[string]any, string) {
	in := read[struct {
		Desired int32
		History []wishIn
		Window  float64 `json:"window_s"`
	}](t, text)
	h := history(in.History)
	n := h.Stabilize(in.Desired, 0, Seconds(in.Window))
	return map[string]any{"replicas": n, "history_length_after": len(h), "history_values_after": h.values()}, ""
}

func stabilizeBehavior(t *testing.T, text []byte) (map[string]any, string) {
	in := read[struct {
		Current, Desired int32
		History          []wishIn
		Up               float64 `json:"up_window_s"`
		Down             float64 `json:"down_window_s"`
	}](t, text)
	h := history(in.History)
	n := h.StabilizeBoth(in.Desired, in.Current, 0, Seconds(in.Up), Seconds(in.Down))
	return map[string]any{"replicas": n, "history_length_after": len(h), "history_values_after": h.values()}, ""
}

// limited are the inputs of cases on policies.
type limited struct {
	Current, Desired, Max, Min int32
	behaviorIn
	Rules   *rulesIn
	Ups     []eventIn `json:"up_events"`
	Downs   []eventIn `json:"down_events"`
	History []wishIn
	Window  *float64 `json:"default_down_stabilization_s"`
	Legacy  float64  `json:"window_s"`
}

func rateLimit(t *testing.T, text []byte) (map[string]any, string) {
	in := read[limited](t, text)
	n, why := Bounds{in.Min, in.Max}.Rate(in.Desired, in.Current, 0, in.stanza(t, 300*Second), events(in.Ups), events(in.Downs))
	return map[string]any{"replicas": n, "reason": why.String()}, ""
}

func limitAlone(t *testing.T, text []byte) (map[string]any, string) {
	in := read[limited](t, text)
	r := in.Rules.direction(t).Over(DefaultUp())
	return map[string]any{"limit": r.UpTo(in.Current, 0, events(in.Ups), events(in.Downs))}, ""
}

func downAlone(t *testing.T, text []byte) (map[string]any, string) {
	in := read[limited](t, text)
	r := in.Rules.direction(t).Over(DefaultDown(300 * Second))
	return map[string]any{"limit": r.DownTo(in.Current, 0, events(in.Ups), events(in.Downs))}, ""
}

func storeEvent(t *testing.T, text []byte) (map[string]any, string) {
	in := read[struct {
		Behavior  *behaviorIn
		Events    []eventIn
		New, Prev int32
		Period    float64 `json:"sum_period_s"`
	}](t, text)
	kept, other := events(in.Events), Events{}
	sum := kept.Within(0, Seconds(in.Period))
	up, down := &kept, &other
	if in.New < in.Prev {
		up, down = down, up
	}
	Record(in.Behavior.stanza(t, 300*Second), up, down, in.Prev, in.New, 0)
	after := []map[string]any{}
	for _, e := range kept {
		after = append(after, map[string]any{"change": e.Change, "outdated": e.Outdated})
	}
	return map[string]any{"sum_before": sum, "events_after": after}, ""
}

func normalizeBehavior(t *testing.T, text []byte) (map[string]any, string) {
	in := read[limited](t, text)
	c := Shipped()
	if in.Window != nil {
		c.Window = Seconds(*in.Window)
	}
	x := Spec{Bounds: Bounds{in.Min, in.Max}, Behavior: in.stanza(t, c.Window)}
	h := history(in.History)
	s := State{Memory: &h, Up: events(in.Ups), Down: events(in.Downs)}
	held, n, why := c.normalize(&x, &s, 0, in.Desired, in.Current)
	return map[string]any{"stabilized": held, "replicas": n, "reason": why.String()}, ""
}

func normalizeLegacy(t *testing.T, text []byte) (map[string]any, string) {
	in := read[limited](t, text)
	c := Shipped()
	c.Window = Seconds(in.Legacy)
	h := history(in.History)
	s := State{Memory: &h}
	held, n, why := c.normalize(&Spec{Bounds: Bounds{in.Min, in.Max}}, &s, 0, in.Desired, in.Current)
	return map[string]any{"stabilized": held, "replicas": n, "reason": why.String()}, ""
}

func alertFor(t *testing.T, text []byte) (map[string]any, string) {
	in := read[struct {
		Op        string
		Threshold float64
		For       float64 `json:"for_s"`
		Keep      float64 `json:"keep_firing_for_s"`
		Step      float64 `json:"step_s"`
		Samples   []*float64
	}](t, text)
	rule := Rule{Compare: in.Op, Threshold: in.Threshold, For: Seconds(in.For), Keep: Seconds(in.Keep)}
	changes, last := []any{}, ""
	for i, v := range in.Samples {
		value, present := 0.0, v != nil
		if present {
			value = *v
		}
		if now := rule.Evaluate(value, present, Span(i)*Seconds(in.Step)).String(); now != last {
			changes, last = append(changes, []any{i, now}), now
		}
	}
	return map[string]any{"state_changes": changes}, ""
}
