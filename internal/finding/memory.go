package finding

import (
	"fmt"

	"github.com/talimat/talimat-plan/internal/capacity"
	"github.com/talimat/talimat-plan/internal/words"
)

// memoryTarget: a replica that serves nobody is above its memory target, so that
// an autoscaler goes to the maximum and stays there.
func memoryTarget(e *Evidence) []Finding {
	var all []Finding
	for s := range e.Scenario.Services {
		svc := &e.Scenario.Services[s]
		if svc.Replicas.Max == nil || !svc.Runaway() {
			continue
		}
		base, request, target := float64(svc.Memory.Base), float64(svc.Replica.Memory), float64(*svc.Targets.Memory)
		first, runs, needs := e.runaway(s)
		if first < 0 {
			continue
		}
		all = append(all, Finding{
			Code: "memory-target", Severity: High, Month: &first, Path: "services." + svc.Name + ".targets.memory",
			Message: fmt.Sprintf("a replica of %s takes %s of memory when it serves nobody, above its target of %s: an autoscaler goes to the maximum and stays there", svc.Name, words.Bytes(base), words.Bytes(request*target)),
			Arithmetic: fmt.Sprintf("base %s ÷ request %s = %s, target %s = %s; %s replicas run in month %d, the load needs %s",
				words.Bytes(base), words.Bytes(request), words.Percent(base/request), words.Percent(target), words.Bytes(request*target), words.Count(runs), first, words.Count(needs)),
			Remedy: fmt.Sprintf("request more than %s ÷ %s = %s of memory, scale on CPU alone, or aim above %s", words.Bytes(base), term(target), words.Bytes(base/target), words.Percent(base/request)),
		})
	}
	return all
}

// runaway is the first month in which a service runs, its replicas in all
// regions in it, and how many the load needs.
func (e *Evidence) runaway(service int) (first int, runs, needs float64) {
	for month := 0; month <= e.Scenario.Months(); month++ {
		for i := range e.Capacity.Deployments {
			if d := &e.Capacity.Deployments[i]; d.Service == service && d.Replicas[month] > 0 {
				runs += d.Replicas[month]
				needs += capacity.Whole(d.Need[month])
			}
		}
		if runs > 0 {
			return month, runs, needs
		}
	}
	return -1, 0, 0
}
