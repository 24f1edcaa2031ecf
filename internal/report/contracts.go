package report

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/talimat/talimat-plan/internal/study/commit"
)

// Contracts is the purchases as a scenario: the one they were found for with the section
// commitments beside it, which the plan pays whether it is used or not. Extends is where
// that one is, as the new file names it; of none there is the section alone.
func Contracts(a *commit.Answer, extends string) string {
	s := a.Question.Scenario
	var b strings.Builder
	if extends != "" {
		fmt.Fprintf(&b, "extends: %s\n", strconv.Quote(extends))
		if s.Savings.Reserved != nil {
			b.WriteString("savings: {reserved: {discount: 0%}}   # nothing: these take its place\n")
		}
	}
	if len(a.Buy) == 0 {
		b.WriteString("# Nothing is worth committing to.\n")
		return b.String()
	}
	b.WriteString("commitments:\n")
	discounts := map[string]float64{}
	for _, p := range a.Question.Products {
		discounts[p.Name] = p.Discount
	}
	for i := range a.Buy {
		p := &a.Buy[i]
		spend := strconv.FormatFloat(p.Units*p.Fee/a.Hours, 'f', 8, 64)
		discount := strconv.FormatFloat(100*discounts[p.Offer], 'f', -1, 64)
		upfront := "none"
		switch {
		case p.Upfront >= 1:
			upfront = "all"
		case p.Upfront > 0:
			upfront = "partial"
		}
		fmt.Fprintf(&b, "  %s-%s-%d: {spend: %s %s/hour, of: %s, discount: %s%%, term: %d months, upfront: %s, from: %s}\n",
			p.Family, s.Start.Add(p.Month), i+1, spend, s.Currency, p.Family, discount, p.Term, upfront, s.Start.Add(p.Month))
	}
	return b.String()
}
