package finding

import (
	"fmt"

	"github.com/talimat/talimat-plan/internal/model"
	"github.com/talimat/talimat-plan/internal/words"
)

// retentionIdle: a retention that changes nothing in the plan, because nothing
// grows old enough in it or because what leaves is said to be replaced.
func retentionIdle(e *Evidence) []Finding {
	var all []Finding
	for _, s := range []struct {
		path, name string
		stock      *model.Stock
		live       []float64
	}{
		{"drivers.database", "database", e.Scenario.Drivers.Database, e.Demand.DatabaseBytes},
		{"drivers.files", "file storage", e.Scenario.Drivers.Files, e.Demand.FileBytes},
	} {
		if s.stock == nil || s.stock.Retention == nil {
			continue
		}
		f := Finding{
			Code: "retention-idle", Severity: Low, Path: s.path + ".retention",
			Message:    fmt.Sprintf("no data leaves the %s within this plan", s.name),
			Arithmetic: fmt.Sprintf("retention of %s months, horizon of %d", words.Number(float64(*s.stock.Retention)), e.Scenario.Months()),
			Remedy:     "nothing to mend: the first deletions come after the plan",
		}
		switch {
		case follows(s.stock):
			f.Message = fmt.Sprintf("the retention changes nothing: the data in the %s is said to follow its growth", s.name)
			f.Arithmetic = fmt.Sprintf("%s in month 0, %s in month %d, whatever leaves after %s months", words.Bytes(s.live[0]), words.Bytes(s.live[len(s.live)-1]), len(s.live)-1, words.Number(float64(*s.stock.Retention)))
			f.Remedy = "nothing to mend; with ingest in place of growth the retention says what is still there"
		case !keepsAll(s.stock, s.live):
			continue
		}
		all = append(all, f)
	}
	return all
}

// follows reports a stock whose ingest makes good for what leaves.
func follows(s *model.Stock) bool {
	return s.Ingest == nil && s.Age != model.AgeEven && s.Age != model.AgeNew
}

// keepsAll reports that a stock has lost nothing at its end of what was there
// today and came in since.
func keepsAll(s *model.Stock, live []float64) bool {
	last := len(live) - 1
	factor := 1.0
	if s.Growth != nil {
		factor = s.Growth.MonthlyFactor()
	}
	ever := live[0]
	if s.Ingest == nil {
		for range last {
			ever *= factor
		}
		return live[last] >= ever*(1-1e-9)
	}
	monthly := float64(*s.Ingest)
	for range last {
		ever += monthly
		monthly *= factor
	}
	return live[last] >= ever*(1-1e-9)
}
