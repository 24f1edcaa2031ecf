package cost

import (
	"math"

	"github.com/talimat/talimat-plan/internal/elementary"
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
// its bills by month.
func Judge(s *model.Scenario, baseline, billed []float64) Finance {
	f := Finance{Flows: make([]float64, s.Months()+1), Invested: make([]float64, s.Months()+1)}
	a := Appraise(s, baseline, billed, f.Flows, f.Invested)
	f.Months, f.Flows, f.Invested = a.Months, f.Flows[:a.Months+1], f.Invested[:a.Months+1]
	f.Investment, f.MonthlySavings, f.NPV = a.Investment, a.Saved/float64(a.Months), a.NPV
	f.Stated = s.Finance != nil && s.Finance.Savings != nil
	if a.Investment > 0 {
		f.ROI = &a.ROI
		f.Payback = month(a.Payback)
		f.DiscountedPayback = month(DiscountedPayback(s, f.Flows))
		if monthly, ok := IRR(f.Flows); ok {
			yearly := elementary.Pow(1+monthly, 12) - 1
			f.IRR = &yearly
		}
	}
	return f
}

// Appraisal is the part of [Finance] that is quick to compute.
type Appraisal struct {
	Months     int     // evaluation period
	Investment float64 // of all phases that begin within the period
	Saved      float64 // over the period, in cash
	NPV        float64 // at the discount rate
	ROI        float64 // (saved − investment) / investment; 0 when nothing is invested
	Payback    int     // month; −1 when it is not paid back, or nothing is invested
}

// Appraise computes an appraisal, and fills flows with the cash flow and
// invested with the investment of each month from 0 to the horizon. The saving
// of a month is the baseline less the bill, or the stated saving if the scenario
// has one. It allocates nothing.
func Appraise(s *model.Scenario, baseline, billed, flows, invested []float64) Appraisal {
	a := Appraisal{Months: s.Months(), Payback: -1}
	terms := s.Finance
	if terms != nil && terms.Evaluate != nil {
		a.Months = max(min(a.Months, int(*terms.Evaluate)), 1)
	}
	clear(invested)
	for i := range s.Phases {
		if first := s.Phases[i].Months.First; first <= a.Months {
			invested[first] += float64(s.Phases[i].Investment)
			a.Investment += float64(s.Phases[i].Investment)
		}
	}
	stated := terms != nil && terms.Savings != nil
	saving := 0.0
	if stated {
		saving = float64(*terms.Savings)
	}
	// NPV and Payback, in one pass with what they are computed from.
	factor, month := 1.0, 1/(1+discountRate(s))
	saved, value, cumulative, moved, below := 0.0, 0.0, 0.0, 0.0, 0
	flows, invested = flows[:a.Months+1], invested[:a.Months+1]
	baseline, billed = baseline[:len(flows)], billed[:len(flows)]
	flows[0] = 0
	for m := 1; m < len(flows); m++ {
		factor *= month
		if !stated {
			saving = baseline[m] - billed[m]
		}
		saved += saving
		flow := saving - invested[m]
		flows[m] = flow
		value += flow * factor
		cumulative += flow
		moved += math.Abs(flow)
		if cumulative < -1e-12*moved {
			below = m
		}
	}
	a.Saved, a.NPV = saved, value
	if a.Investment > 0 {
		a.ROI = (a.Saved - a.Investment) / a.Investment
		if below > 0 && below < a.Months {
			a.Payback = below + 1
		}
	}
	return a
}

// discountRate is the rate of a month.
func discountRate(s *model.Scenario) float64 {
	if s.Finance == nil {
		return 0
	}
	return s.Finance.DiscountRate.MonthlyFactor() - 1
}

// DiscountedPayback is the month in which discounted cash flows have paid the
// investment back; −1 when they do not.
func DiscountedPayback(s *model.Scenario, flows []float64) int {
	if m, ok := Payback(discountRate(s), flows); ok {
		return m
	}
	return -1
}

func month(m int) *int {
	if m < 0 {
		return nil
	}
	return &m
}
