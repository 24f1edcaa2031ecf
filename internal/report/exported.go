package report

import (
	"fmt"
	"math"
	"strings"

	"github.com/talimat/talimat-plan/internal/autoscale"
	"github.com/talimat/talimat-plan/internal/manifest"
	"github.com/talimat/talimat-plan/internal/model"
	"github.com/talimat/talimat-plan/internal/plan"
	"github.com/talimat/talimat-plan/internal/unit"
)

// endless is the maximum that is written for a service without one: what its peak needs,
// twice.
const endless = 2

// Autoscalers are the autoscalers of a plan in a month as manifests of Kubernetes: the
// minimum, the maximum and the targets that the scenario has. The maximum of a service
// without one is twice what the month needs.
func Autoscalers(r *plan.Result, month int) string {
	var b strings.Builder
	for i := range r.Scenario.Services {
		svc := &r.Scenario.Services[i]
		if svc.Outside {
			continue
		}
		a := manifest.Autoscaler{Name: svc.Name, Scales: svc.Name, Spec: autoscale.Spec{Metrics: targets(svc)}}
		need := 1.0
		for k := range r.Capacity.Deployments {
			if d := &r.Capacity.Deployments[k]; d.Service == i {
				need = max(need, d.Replicas[month])
			}
		}
		a.Spec.Min = int32(max(svc.Replicas.Min, 1))
		a.Spec.Max = int32(min(endless*need, math.MaxInt32))
		if svc.Replicas.Max != nil {
			a.Spec.Max = int32(*svc.Replicas.Max)
		}
		a.Spec.Max = max(a.Spec.Max, a.Spec.Min)
		text, _ := a.Write()
		fmt.Fprintf(&b, "---\n# %s, month %d (%s) of %s: %d replicas at peak in a region\n%s", svc.Name, month, monthOf(r, month), r.Scenario.Name, int(need), text)
	}
	return strings.TrimPrefix(b.String(), "---\n")
}

// monthOf is the calendar month of a month of the plan.
func monthOf(r *plan.Result, month int) string { return r.Scenario.Start.Add(month).String() }

// targets are the targets of a service that an autoscaler can have.
func targets(svc *model.Service) []autoscale.Metric {
	share := func(v unit.Ratio) int64 { return max(int64(math.Round(float64(v)*100)), 1) }
	out := []autoscale.Metric{{Source: autoscale.Resource, Name: "cpu", Kind: autoscale.OfRequest, Target: share(svc.Targets.CPU)}}
	if svc.Targets.Memory != nil {
		out = append(out, autoscale.Metric{Source: autoscale.Resource, Name: "memory", Kind: autoscale.OfRequest, Target: share(*svc.Targets.Memory)})
	}
	pods := func(name string, v float64) {
		out = append(out, autoscale.Metric{Source: autoscale.PodMetric, Name: name, Kind: autoscale.OfPod, Target: max(int64(math.Round(v*1000)), 1)})
	}
	if v := svc.Targets.RequestsPerSecond; v != nil {
		pods("requests_per_second", float64(*v))
	}
	if v := svc.Targets.ActiveUsers; v != nil {
		pods("active_users", float64(*v))
	}
	if v := svc.Targets.DatabaseConnections; v != nil {
		pods("database_connections", float64(*v))
	}
	return out
}

// Requests are what the replicas of a plan request in a month, as patches of Deployments.
// How many there are is up to autoscalers: a comment says it.
func Requests(r *plan.Result, month int) string {
	var b strings.Builder
	for i := range r.Scenario.Services {
		svc := &r.Scenario.Services[i]
		if svc.Outside {
			continue
		}
		need := 0.0
		for k := range r.Capacity.Deployments {
			if d := &r.Capacity.Deployments[k]; d.Service == i {
				need = max(need, d.Replicas[month])
			}
		}
		w := manifest.Workload{Name: svc.Name}
		cpu, memory := int64(math.Round(float64(svc.Replica.CPU)*1000)), int64(math.Round(float64(svc.Replica.Memory)))
		w.Containers = []manifest.Container{{Name: svc.Name, CPU: &cpu, Memory: &memory}}
		fmt.Fprintf(&b, "---\n# %s, month %d (%s) of %s: %d replicas at peak in a region\n%s", svc.Name, month, monthOf(r, month), r.Scenario.Name, int(need), w.Write())
	}
	return strings.TrimPrefix(b.String(), "---\n")
}
