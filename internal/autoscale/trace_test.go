package autoscale

import (
	"math"
	"testing"
)

// trace is a closed-loop trace in the layout of its file.
type trace struct {
	ID       string
	Scenario struct {
		Tick    float64 `json:"tick_s"`
		Min     int32
		Max     int32
		Initial int32 `json:"initial_replicas"`
		Metrics []struct {
			Kind   string
			Target int64
		}
		behaviorIn
		Has    bool `json:"has_behavior"`
		Plant  plantIn
		Config struct {
			Init      float64 `json:"cpu_init_s"`
			Window    float64 `json:"down_stabilization_s"`
			Delay     float64 `json:"readiness_delay_s"`
			Tolerance float64
		}
		Demand []int64 `json:"demand_m"`
	}
	Expect struct {
		Ready    [][2]int64 `json:"ready_at_tick"`
		Replicas [][2]int64 `json:"replicas_after_tick"`
		Summary  map[string]int64
	}
	Facts map[string]float64
}

type plantIn struct {
	Request       int64   `json:"request_m"`
	Limit         int64   `json:"limit_m"`
	Boot          int64   `json:"boot_usage_m"`
	Pending       float64 `json:"pending_s"`
	Ready         float64 `json:"ready_after_s"`
	Delay         float64 `json:"metric_delay_s"`
	Window        float64 `json:"metric_window_s"`
	Lag           int     `json:"metric_lag_ticks"`
	Rate          int64   `json:"rps_milli_per_demand_m"`
	MemoryBase    int64   `json:"memory_base_bytes"`
	MemoryPer     int64   `json:"memory_bytes_per_usage_m"`
	MemoryRequest int64   `json:"memory_request_bytes"`
	OutageFrom    int     `json:"metrics_outage_from_tick"`
	OutageTo      int     `json:"metrics_outage_to_tick"`
	ExternalFrom  int     `json:"external_outage_from_tick"`
	ExternalTo    int     `json:"external_outage_to_tick"`
}

// sources are the metrics of traces by their kind. One that is not here fails.
var sources = map[string]Metric{
	"cpu_utilization":      {Source: Resource, Name: "cpu", Kind: OfRequest},
	"cpu_average":          {Source: Resource, Name: "cpu", Kind: OfPod},
	"memory_utilization":   {Source: Resource, Name: "memory", Kind: OfRequest},
	"memory_average":       {Source: Resource, Name: "memory", Kind: OfPod},
	"pods_rps":             {Source: PodMetric, Kind: OfPod},
	"external_rps_value":   {Source: External, Kind: OfTotal},
	"external_rps_average": {Source: External, Kind: OfPod},
	"object_rps_value":     {Source: Object, Kind: OfTotal},
	"object_rps_average":   {Source: Object, Kind: OfPod},
}

func (tr *trace) setup(t testing.TB) Setup {
	t.Helper()
	x, c := &tr.Scenario, Shipped()
	c.Tolerance = Tolerance{x.Config.Tolerance, x.Config.Tolerance}
	c.Patience = Patience{Seconds(x.Config.Init), Seconds(x.Config.Delay)}
	c.Window = Seconds(x.Config.Window)
	s := Setup{Config: c, Tick: Seconds(x.Tick), Start: x.Initial, Spec: Spec{Bounds: Bounds{x.Min, x.Max}}}
	for _, m := range x.Metrics {
		metric, ok := sources[m.Kind]
		if !ok {
			t.Fatalf("unknown kind of metric %q", m.Kind)
		}
		metric.Target, metric.Rate = m.Target, x.Plant.Rate
		s.Spec.Metrics = append(s.Spec.Metrics, metric)
	}
	if x.Has {
		s.Spec.Behavior = x.behaviorIn.stanza(t, c.Window)
	}
	p := &x.Plant
	s.Plant = Plant{
		Request: p.Request, Limit: p.Limit, Boot: p.Boot, Pending: Seconds(p.Pending), Ready: Seconds(p.Ready),
		Scrape: Seconds(p.Delay), Window: Seconds(p.Window), Lag: p.Lag,
		MemoryBase: p.MemoryBase, MemoryPerUse: p.MemoryPer, MemoryRequest: p.MemoryRequest,
		Outage: Gap{p.OutageFrom, p.OutageTo}, ExternalOutage: Gap{p.ExternalFrom, p.ExternalTo},
	}
	return s
}

func TestOracleTraces(t *testing.T) {
	var file struct{ Traces []trace }
	oracles(t, "traces.json", &file)
	if len(file.Traces) == 0 {
		t.Fatal("no traces")
	}
	for i := range file.Traces {
		tr := &file.Traces[i]
		t.Run(tr.ID, func(t *testing.T) { tr.replay(t) })
	}
}

// replay plays a trace and holds every sync of it against what the original did.
func (tr *trace) replay(t *testing.T) {
	s, differ := tr.setup(t), 0
	replicas, ready := spread(tr.Expect.Replicas, len(tr.Scenario.Demand)), spread(tr.Expect.Ready, len(tr.Scenario.Demand))
	o := NewLoop(s).Run(tr.Scenario.Demand, 1, func(x Stretch) {
		for k := x.Tick; k < x.Tick+x.Ticks; k++ {
			if int64(x.Replicas) == replicas[k] && x.Ready == ready[k] {
				continue
			}
			if differ++; differ <= 3 {
				t.Errorf("sync %d: %d replicas and %d ready, not %d and %d: %s", k, x.Replicas, x.Ready, replicas[k], ready[k], x.Decision.Explain(&s.Spec))
			}
		}
	})
	if differ > 0 {
		t.Errorf("%d of %d syncs differ", differ, len(replicas))
	}
	tick := int64(tr.Scenario.Tick)
	got := map[string]int64{
		"max_replicas": o.Most, "reconcile_errors": o.Errors, "replica_seconds": o.Held * tick,
		"scale_up_actions": o.Ups, "scale_down_actions": o.Downs, "ticks_demand_over_ready_request": o.OverAsked,
		"ticks_demand_over_ready_limit": o.Over, "unserved_milli_seconds": o.Unserved * tick,
	}
	for key, want := range tr.Expect.Summary {
		if g, ok := got[key]; !ok || g != want {
			t.Errorf("%s is %d, not %d", key, g, want)
		}
	}
	tr.hold(t, &s, &o)
}

// hold checks the facts on a trace: what a static peak and a perfect follower take.
func (tr *trace) hold(t *testing.T, s *Setup, o *Outcome) {
	tick := tr.Scenario.Tick
	static, perfect := s.Static(tr.Scenario.Demand), s.Perfect(tr.Scenario.Demand, 1)
	all := float64(int64(static) * int64(o.Ticks))
	got := map[string]float64{
		"ticks": float64(o.Ticks), "static_peak_replicas": float64(static), "static_replica_seconds": all * tick,
		"perfect_replica_seconds": float64(perfect) * tick, "saving_vs_static_pct": 100 * (1 - float64(o.Held)/all),
		"saving_perfect_pct": 100 * (1 - float64(perfect)/all),
	}
	for key, want := range tr.Facts {
		if g, ok := got[key]; ok && math.Abs(g-want) > 6e-4 {
			t.Errorf("%s is %v, not %v", key, g, want)
		}
	}
}

// spread writes change points out, a value for each sync.
func spread(changes [][2]int64, n int) []int64 {
	out, last, k := make([]int64, n), int64(0), 0
	for i := range out {
		for k < len(changes) && changes[k][0] <= int64(i) {
			last = changes[k][1]
			k++
		}
		out[i] = last
	}
	return out
}
