package finding

import (
	"fmt"

	"github.com/talimat/talimat-plan/internal/objective"
	"github.com/talimat/talimat-plan/internal/words"
)

// latencyBelowCPU: a call is said to take less time than its CPU time alone.
func latencyBelowCPU(e *Evidence) []Finding {
	var all []Finding
	for i := range e.Scenario.Services {
		svc := &e.Scenario.Services[i]
		said := float64(svc.Latency)
		if said == 0 {
			continue
		}
		for month := 0; month <= e.Scenario.Months(); month++ {
			needs := objective.CPUTime(e.Scenario, svc, month)
			if needs <= said*(1+1e-9) {
				continue
			}
			all = append(all, Finding{
				Code: "latency-below-cpu", Severity: High, Month: &month, Path: "services." + svc.Name + ".latency",
				Message:    fmt.Sprintf("%s states a latency of %s, and a call takes %s of CPU time", svc.Name, words.Milliseconds(said), words.Milliseconds(needs)),
				Arithmetic: fmt.Sprintf("%s of CPU%s > %s; the response time counts with the CPU time", words.Milliseconds(needs), e.complexityOf(float64(svc.CPU), needs), words.Milliseconds(said)),
				Remedy:     "state the 95th percentile that was measured, or the CPU time of one call",
			})
			break
		}
	}
	return all
}

// complexityOf says by how much complexity has made a call heavier, if it has.
func (e *Evidence) complexityOf(now, then float64) string {
	if then == now {
		return ""
	}
	return fmt.Sprintf(" (%s today, heavier by the complexity)", words.Milliseconds(now))
}
