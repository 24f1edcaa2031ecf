package finding

import (
	"fmt"

	"github.com/talimat/talimat-plan/internal/words"
)

// cdnRequests: a CDN sends bytes, and nothing says how many requests it answers.
func cdnRequests(e *Evidence) []Finding {
	c := e.Scenario.CDN
	if c == nil || c.Requests != nil || c.Offload <= 0 {
		return nil
	}
	if lever := e.Scenario.Savings.CDN; lever != nil && lever.Claimed != nil {
		return nil
	}
	month := c.From.Or(0)
	if month > e.Scenario.Months() {
		return nil
	}
	return []Finding{{
		Code: "cdn-requests", Severity: Low, Month: &month, Path: "cdn.offload",
		Message:    fmt.Sprintf("the CDN sends %s of the bytes and answers no request", words.Percent(float64(c.Offload))),
		Arithmetic: fmt.Sprintf("services and database are sized for all %s requests/s of the peak in month %d", words.Count(e.Demand.PeakRPS[month]), month),
		Remedy:     "say which share of the requests never reaches a service (cdn.requests), be it 0%",
	}}
}
