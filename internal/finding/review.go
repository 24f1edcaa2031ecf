package finding

import "fmt"

// reviewOverdue: the plan was to be looked at again before the day it is read on. There
// is no clock here: without a day that the reader states nothing is overdue.
func reviewOverdue(e *Evidence) []Finding {
	s := e.Scenario
	if s.AsOf == nil || s.Review == nil {
		return nil
	}
	late := 12*(s.AsOf.Year-s.Review.Year) + s.AsOf.Month - s.Review.Month
	if late <= 0 {
		return nil
	}
	whose := ""
	if s.Owner != "" {
		whose = " by " + s.Owner
	}
	months := "a month"
	if late > 1 {
		months = fmt.Sprintf("%d months", late)
	}
	return []Finding{{
		Code: "review-overdue", Severity: Medium, Path: "review",
		Message:    fmt.Sprintf("the plan was to be reviewed%s in %s, which is %s ago", whose, s.Review, months),
		Arithmetic: fmt.Sprintf("%s − %s", s.AsOf, s.Review),
		Remedy:     "hold it against what happened with track, correct what has moved, and set the next review",
	}}
}
