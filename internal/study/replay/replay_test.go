package replay_test

import (
	"math"
	"strings"
	"testing"

	"github.com/talimat/talimat-plan/internal/autoscale"
	"github.com/talimat/talimat-plan/internal/plan"
	"github.com/talimat/talimat-plan/internal/profile"
	"github.com/talimat/talimat-plan/internal/scenario"
	"github.com/talimat/talimat-plan/internal/study/replay"
)

const text = `version: 1
name: one
start: 2026-01
horizon: 3 months
currency: USD
drivers: {users: {now: 20000}}
load: {requests: 6/min, peak: 5x, week: daytime}
services:
  web:
    cpu: 10 ms
    replica: {cpu: 500m, memory: 512 MB}
    replicas: {min: 1, max: 400}
    targets: {cpu: 70%}
nodes: {tiers: [small]}
prices: {servers: {small: {cpu: 4, memory: 8 GB, price: $90/month}}}
savings: {autoscaling: modelled}
`

func question(t *testing.T) *replay.Question {
	t.Helper()
	f := scenario.Options{}.Decode("one.yaml", []byte(text))
	if f.Scenario == nil {
		t.Fatalf("%+v", f.Diagnostics)
	}
	return &replay.Question{Result: plan.Run(f.Scenario), Months: []int{0}, Pods: replay.Usual(), Explain: -1}
}

func play(t *testing.T, q *replay.Question) *replay.Run {
	t.Helper()
	a, err := replay.Play(q)
	if err != nil || len(a.Runs) != len(q.Months) {
		t.Fatalf("%v, %d runs", err, len(a.Runs))
	}
	return &a.Runs[0]
}

// sine is the plain sinusoid with a peak of five times its trough.
func sine() *profile.Week {
	w := &profile.Week{Name: "sine", Load: make([]float64, profile.Minutes)}
	for i := range w.Load {
		w.Load[i] = 1 + 0.4/0.6*math.Cos(2*math.Pi*(float64(i)/1440-0.5))
	}
	return w
}

// What is known of savings: a sinusoid of peak over trough 5 saves 40 % at most, and the
// autoscaler 39.9 %, however long replicas take; a peak over the mean of 5 saves 80 %.
func TestKnown(t *testing.T) {
	for _, ready := range []autoscale.Span{15, 60, 300} {
		q := question(t)
		q.Load.Own, q.Pods.Ready = sine(), ready*autoscale.Second
		r := play(t, q)
		if got := r.Saving(); math.Abs(got-0.399) > 0.012 || r.Outcome.Over > 0 {
			t.Errorf("ready after %d s: a saving of %v, %d syncs short", ready, got, r.Outcome.Over)
		}
	}
	q := question(t)
	q.Load.Shape, q.Load.Peak = "cosine", 5
	if r := play(t, q); math.Abs(r.Saving()-0.801) > 0.012 || math.Abs(r.Week.Peak-5) > 1e-6 || r.Outcome.Over > 0 {
		t.Errorf("a saving of %v at a peak of %v, %d syncs short", r.Saving(), r.Week.Peak, r.Outcome.Over)
	}
}

// At the plan's own week without noise the static peak is the plan's, and the saving near
// what the forecast has from the sorted week.
func TestAsPlanned(t *testing.T) {
	q := question(t)
	r := play(t, q)
	dep := &q.Result.Capacity.Deployments[0]
	if float64(r.Static) != dep.Replicas[0] {
		t.Errorf("%d replicas carry the peak, the plan has %v", r.Static, dep.Replicas[0])
	}
	if r.Planned == nil || math.Abs(*r.Planned-r.Saving()) > 0.03 {
		t.Errorf("the forecast saves %v, played it is %v", *r.Planned, r.Saving())
	}
	if r.Saving() > r.Best()+0.02 || len(r.Samples) != profile.Quarters {
		t.Errorf("%v is better than %v, %d samples", r.Saving(), r.Best(), len(r.Samples))
	}
	sum := 0.0
	for _, s := range r.Samples {
		sum += float64(s.Replicas) / profile.Quarters
	}
	if math.Abs(sum-r.Mean()) > 0.02*r.Mean() {
		t.Errorf("samples have %v replicas on the average, the week %v", sum, r.Mean())
	}
}

// A higher target saves more and is short more often; a longer window saves less. Each
// row of a sweep is what playing with that setting gives.
func TestSweep(t *testing.T) {
	q := question(t)
	q.Load.Noise, q.Load.Seed, q.Load.Spikes, q.Load.Size = 0.1, 3, 5, 3
	q.Sweep = true
	a, err := replay.Play(q)
	if err != nil {
		t.Fatal(err)
	}
	now := 0
	for i, x := range a.Targets {
		if i > 0 && (x.Saving < a.Targets[i-1].Saving || x.Unserved < a.Targets[i-1].Unserved) {
			t.Errorf("%+v follows %+v", x, a.Targets[i-1])
		}
		if x.Now {
			now++
			if r := &a.Runs[0]; math.Abs(x.Saving-r.Saving()) > 1e-12 || x.Short != r.Short() || math.Abs(x.Unserved-r.Unserved()) > 1e-12 {
				t.Errorf("%+v is not the run: %v, %v, %v", x, r.Saving(), r.Short(), r.Unserved())
			}
		}
	}
	for i, x := range a.Windows[1:] {
		if x.Saving < a.Windows[i].Saving {
			t.Errorf("%+v follows %+v", x, a.Windows[i])
		}
	}
	if now != 1 || a.Targets[8].Price == nil || *a.Targets[8].Price <= 0 {
		t.Errorf("%d rows are the plan; the last one costs %v", now, a.Targets[8].Price)
	}
}

// An objective on response times counts the syncs that miss it.
func TestSlow(t *testing.T) {
	q := question(t)
	if r := play(t, q); r.Slow != nil {
		t.Error("there is no objective, but it is missed")
	}
	for limit, slow := range map[string]bool{"30 ms": true, "10 s": false} {
		f := scenario.Options{}.Decode("one.yaml", []byte(text+"objectives: {latency_p95: "+limit+"}\n"))
		q.Result = plan.Run(f.Scenario)
		r := play(t, q)
		if late := r.Late(); late == nil || (*late > 0.5) != slow {
			t.Errorf("%s is missed in a share of %v", limit, late)
		}
	}
}

// A service that works off a queue has no response time to miss.
func TestQueued(t *testing.T) {
	q := question(t)
	own := strings.Replace(text, "    cpu: 10 ms\n", "    cpu: 10 ms\n    interruptible: true\n", 1)
	f := scenario.Options{}.Decode("one.yaml", []byte(own+"objectives: {latency_p95: 30 ms}\n"))
	q.Result = plan.Run(f.Scenario)
	if r := play(t, q); r.Slow != nil {
		t.Errorf("%d syncs are slow", *r.Slow)
	}
}

// The sync that is asked about is told; a service that is not there is an error.
func TestTold(t *testing.T) {
	q := question(t)
	q.Explain = 100
	if r := play(t, q); r.Told == "" {
		t.Error("nothing is told")
	}
	q.Services = []string{"nobody"}
	if _, err := replay.Play(q); err == nil {
		t.Error("there is a service that nobody named")
	}
}

// The autoscaler that a service has takes the place of the scenario's: its bounds, its
// target, its metrics of calls; what cannot be played is told.
func TestOwnAutoscaler(t *testing.T) {
	q := question(t)
	calls := play(t, q)
	cpu := autoscale.Metric{Source: autoscale.Resource, Name: "cpu", Kind: autoscale.OfRequest, Target: 70}
	same := autoscale.Spec{Bounds: autoscale.Bounds{Min: 1, Max: 400}, Metrics: []autoscale.Metric{cpu}}
	q.Specs = map[string]autoscale.Spec{"web": same}
	if r := play(t, q); r.Outcome != calls.Outcome {
		t.Errorf("%+v is not %+v", r.Outcome, calls.Outcome)
	}
	// 35 calls per second of 10 ms are 70 % of half a core.
	same.Metrics = []autoscale.Metric{
		{Source: autoscale.PodMetric, Name: "rps", Kind: autoscale.OfPod, Target: 35000},
		{Source: autoscale.Resource, Name: "memory", Kind: autoscale.OfRequest, Target: 80},
	}
	q.Specs["web"] = same
	a, err := replay.Play(q)
	if err != nil {
		t.Fatal(err)
	}
	if r := &a.Runs[0]; math.Abs(r.Saving()-calls.Saving()) > 0.01 || r.Static != calls.Static || len(a.Skipped) != 1 {
		t.Errorf("a saving of %v against %d replicas, not %v against %d; %q", r.Saving(), r.Static, calls.Saving(), calls.Static, a.Skipped)
	}
	same.Max = 50
	q.Specs["web"] = same
	if r := play(t, q); r.Outcome.Most != 50 || r.Outcome.Over == 0 {
		t.Errorf("at most 50 replicas, and %+v", r.Outcome)
	}
}

// Where nodes follow, they are about the replicas over what a server holds, and replicas
// come later.
func TestNodes(t *testing.T) {
	q := question(t)
	q.Load.Noise, q.Load.Spikes, q.Load.Size, q.Load.Seed = 0.05, 8, 4, 1
	plain := play(t, q)
	if plain.Nodes() != nil {
		t.Error("nodes do not follow, but are counted")
	}
	last := plain.Outcome.Unserved
	for _, by := range []string{replay.ByKarpenter, replay.ByClusterAutoscaler} {
		q.Pods.Nodes = by
		r := play(t, q)
		nodes := r.Nodes()
		if nodes == nil || *nodes < r.Mean()/8 || *nodes > r.Mean()/8*1.3+1 {
			t.Fatalf("%s: %v nodes for %v replicas, 8 on each", by, nodes, r.Mean())
		}
		if r.Outcome.Unserved < last {
			t.Errorf("%s leaves %d unserved, less than %d", by, r.Outcome.Unserved, last)
		}
		last = r.Outcome.Unserved
	}
	if last == plain.Outcome.Unserved {
		t.Error("nodes do not make replicas late")
	}
}
