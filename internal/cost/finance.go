package cost

import (
	"math"

	"github.com/talimat/talimat-plan/internal/model"
)

// Finance judges the investment over the evaluation period. A nil figure is one
// that does not exist: not paid back, no sign change, nothing invested.
type Finance struct {
	Months            int       // evaluation period
	Investment        float64   // of all phases that begin within the period
	MonthlySavings    float64   // mean over the period, in cash
	Payback           *int      // month
	DiscountedPayback *int      // month
	NPV               float64   // at the discount rate
	IRR               *float64  // effective, per year
	ROI               *float64  // (savings − investment) / investment
	Flows             []float64 // cash flow by month, 0 to Months: savings less investment
	Invested          []float64 // investment by month
	Stated            bool      // the savings are the scenario's own figure, not modelled
}

// Judge computes the finance figures of a priced plan, from its baseline and
// its bills by month. The saving of a month is the one less the other, or the
// stated saving if the scenario has one.
func Judge(s *model.Scenario, baseline, billed []float64) Finance {
	f := Finance{Months: s.Months()}
	terms := s.Finance
	if terms != nil && terms.Evaluate != nil {
		f.Months = min(f.Months, int(*terms.Evaluate))
	}
	f.Flows = make([]float64, f.Months+1)
	f.Invested = make([]float64, f.Months+1)
	for i := range s.Phases {
		if first := s.Phases[i].Months.First; first <= f.Months {
			f.Invested[first] += float64(s.Phases[i].Investment)
			f.Investment += float64(s.Phases[i].Investment)
		}
	}
	total := 0.0
	for m := 1; m <= f.Months; m++ {
		saving := baseline[m] - billed[m]
		if terms != nil && terms.Savings != nil {
			saving, f.Stated = float64(*terms.Savings), true
		}
		total += saving
		f.Flows[m] = saving - f.Invested[m]
	}
	f.MonthlySavings = total / float64(f.Months)
	rate := 0.0
	if terms != nil {
		rate = terms.DiscountRate.MonthlyFactor() - 1
	}
	f.NPV = NPV(rate, f.Flows)
	if f.Investment > 0 {
		roi := (total - f.Investment) / f.Investment
		f.ROI = &roi
		f.Payback = month(Payback(0, f.Flows))
		f.DiscountedPayback = month(Payback(rate, f.Flows))
		if monthly, ok := IRR(f.Flows); ok {
			yearly := math.Pow(1+monthly, 12) - 1
			f.IRR = &yearly
		}
	}
	return f
}

func month(m int, ok bool) *int {
	if !ok {
		return nil
	}
	return &m
}
