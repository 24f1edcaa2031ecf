package autoscale

import (
	"encoding/json"
	"testing"
)

// Layout of the cases, as it is described in their file.
type (
	podIn struct {
		Name       string
		Phase      string
		Ready      *bool
		Deleting   bool
		StartAge   *float64 `json:"start_age_s"`
		TurnedAge  *float64 `json:"ready_transition_age_s"`
		Request    *int64   `json:"request_m"`
		Metric     *sampleIn
		Containers []map[string]any
		Whole      map[string]any `json:"pod_level_requests"`
	}
	sampleIn struct {
		Pod    string
		Value  int64   `json:"value_milli"`
		Age    float64 `json:"age_s"`
		Window float64 `json:"window_s"`
	}
	rulesIn struct {
		Window    *float64 `json:"stabilization_s"`
		Select    *string
		Tolerance *float64
		Policies  []struct {
			Type   string
			Value  int32
			Period float64 `json:"period_s"`
		}
	}
	behaviorIn struct {
		Up   *rulesIn `json:"scale_up"`
		Down *rulesIn `json:"scale_down"`
	}
	wishIn struct {
		Age      float64 `json:"age_s"`
		Replicas int32
	}
	eventIn struct {
		Age    float64 `json:"age_s"`
		Change int32
	}
)

func (s *sampleIn) sample() Sample { return Sample{s.Value, Seconds(s.Age), Seconds(s.Window)} }

func (p *podIn) pod() Pod {
	out := Pod{Deleting: p.Deleting, Ready: p.Ready, Request: p.Request}
	switch p.Phase {
	case "Pending":
		out.Phase = Pending
	case "Failed":
		out.Phase = Failed
	case "Succeeded":
		out.Phase = Succeeded
	}
	if p.TurnedAge != nil {
		out.Turned = Seconds(*p.TurnedAge)
	}
	if p.StartAge != nil {
		age := Seconds(*p.StartAge)
		out.Started = &age
	}
	if p.Metric != nil {
		s := p.Metric.sample()
		out.Sample = &s
	}
	return out
}

// asks is 100 % of a pod for a resource, in all or of a container.
func (p *podIn) asks(t *testing.T, resource, container string, wholes bool) *int64 {
	var list []Container
	for _, c := range p.Containers {
		name, _ := c["container"].(string)
		inits, _ := c["init"].(bool)
		restarts, _ := c["restart_always"].(bool)
		list = append(list, Container{Name: name, Request: milli(t, c[resource+"_milli"]), Init: inits, Restart: restarts})
	}
	var whole *int64
	if wholes {
		whole = milli(t, p.Whole[resource+"_milli"])
	}
	return Request(list, whole, container)
}

// milli is a number of JSON, or nil.
func milli(t *testing.T, v any) *int64 {
	t.Helper()
	if v == nil {
		return nil
	}
	f, ok := v.(float64)
	if !ok {
		t.Fatalf("%v is not a number", v)
	}
	n := int64(f)
	return &n
}

// direction are the rules that a part of a behavior stanza writes; nil is none.
func (r *rulesIn) direction(t testing.TB) *Partial {
	t.Helper()
	if r == nil {
		return nil
	}
	p := Partial{Tolerance: r.Tolerance}
	if r.Window != nil {
		w := Seconds(*r.Window)
		p.Window = &w
	}
	if r.Select != nil {
		s, ok := map[string]Select{"Max": Max, "Min": Min, "Disabled": Disabled}[*r.Select]
		if !ok {
			t.Fatalf("unknown selection %q", *r.Select)
		}
		p.Select = &s
	}
	for _, in := range r.Policies {
		if in.Type != "Pods" && in.Type != "Percent" {
			t.Fatalf("unknown policy %q", in.Type)
		}
		p.Policies = append(p.Policies, Policy{Percent: in.Type == "Percent", Value: in.Value, Period: Seconds(in.Period)})
	}
	return &p
}

// stanza is a behavior stanza with the defaults; nil stays nil.
func (b *behaviorIn) stanza(t testing.TB, window Span) *Behavior {
	t.Helper()
	if b == nil {
		return nil
	}
	return &Behavior{Up: b.Up.direction(t).Over(DefaultUp()), Down: b.Down.direction(t).Over(DefaultDown(window))}
}

func history(in []wishIn) (h History) {
	for _, w := range in {
		h = append(h, Wish{-Seconds(w.Age), w.Replicas})
	}
	return h
}

func events(in []eventIn) (e Events) {
	for _, x := range in {
		e = append(e, Event{At: -Seconds(x.Age), Change: x.Change})
	}
	return e
}

func (h History) values() []int32 {
	out := []int32{}
	for _, w := range h {
		out = append(out, w.Replicas)
	}
	return out
}

func read[T any](t *testing.T, text []byte) (in T) {
	t.Helper()
	if err := json.Unmarshal(text, &in); err != nil {
		t.Fatal(err)
	}
	return in
}
