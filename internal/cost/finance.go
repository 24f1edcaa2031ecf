package cost

import (
	"math"

	"github.com/talimat/talimat-plan/internal/elementary"
	"github.com/talimat/talimat-plan/internal/model"
	"github.com/talimat/talimat-plan/internal/unit"
)

// Reference is what an investment is held against.
type Reference uint8

// The references.
const (
	Unlevered Reference = iota // the same demand without any lever: nothing in the scenario begins with a phase
	Unphased                   // the same demand with commitments, and the levers that begin with no phase
	Stated                     // none: the saving is the scenario's own figure
)

// Spending is one way to run the same demand, by month.
type Spending struct {
	Effective []float64 // with commitments spread over their term
	Billed    []float64 // cash
}

// Prepaid is what has been paid until the end of a month for the months after
// it: an asset then.
func (s Spending) Prepaid(month int) float64 {
	sum := 0.0
	for m, billed := range s.Billed[:month+1] {
		sum += billed - s.Effective[m]
	}
	return sum
}

// Finance judges the investment over the evaluation period: against what would
// be done without it and, beside that, against the baseline.
type Finance struct {
	Verdict              // against Reference: this one decides
	Baseline   Verdict   // against the lever-free baseline; the same when the saving is stated
	Reference  Reference // what the verdict is against
	Months     int       // evaluation period
	Investment float64   // of all phases that begin within the period
	Invested   []float64 // investment by month
	Residual   float64   // prepaid and unused at the end of the period
	Prepaid    float64   // paid in month 0 for the months after it
}

// Stated reports whether the saving is the scenario's own figure.
func (f *Finance) Stated() bool { return f.Reference == Stated }

// Unphased reports whether it is against what would be done without the project.
func (f *Finance) Unphased() bool { return f.Reference == Unphased }

// Verdict is what an investment comes to against one reference. A nil figure is
// one that does not exist: not paid back, nothing invested.
type Verdict struct {
	MonthlySavings    float64   // mean over the period
	Payback           *int      // month; 0 when the flow never falls below zero
	DiscountedPayback *int      // the same with discounted flows
	NPV               float64   // at the discount rate
	IRR               *float64  // effective, per year; nil unless there is exactly one
	IRRs              []float64 // all of them, rising; empty when nothing is invested
	ROI               *float64  // (savings − investment) / investment
	Flows             []float64 // cash flow by month, 0 to Months: savings less investment
}

// Saved is the saving of a month: its flow before the investment.
func (f *Finance) Saved(month int) float64 { return f.Flows[month] + f.Invested[month] }

// Judge computes the finance figures of a priced plan, from what it spends, its
// baseline, and what would be spent without the project: nil when nothing of the
// scenario begins with a phase, so that the baseline stands for it.
func Judge(s *model.Scenario, plan Spending, baseline []float64, without *Spending) Finance {
	unlevered := Spending{baseline, baseline}
	f := Finance{Invested: make([]float64, s.Months()+1)}
	f.Baseline, f.Investment, f.Months = judge(s, unlevered, plan, f.Invested)
	f.Invested, f.Verdict = f.Invested[:f.Months+1], f.Baseline
	f.Residual, f.Prepaid = plan.Prepaid(f.Months), plan.Prepaid(0)
	switch {
	case s.Finance != nil && s.Finance.Savings != nil:
		f.Reference = Stated
	case without != nil:
		f.Reference = Unphased
		f.Verdict, _, _ = judge(s, *without, plan, make([]float64, s.Months()+1))
	}
	return f
}

// judge is the verdict against one reference.
func judge(s *model.Scenario, reference, plan Spending, invested []float64) (v Verdict, investment float64, months int) {
	flows := make([]float64, s.Months()+1)
	a := Appraise(s, reference, plan, flows, invested)
	v.Flows, v.MonthlySavings, v.NPV = flows[:a.Months+1], a.Saved/float64(a.Months), a.NPV
	if a.Investment > 0 {
		v.ROI = &a.ROI
		v.Payback = month(a.Payback)
		v.DiscountedPayback = month(DiscountedPayback(s, v.Flows))
		v.IRRs = Yearly(v.Flows)
		if len(v.IRRs) == 1 {
			v.IRR = &v.IRRs[0]
		}
	}
	return v, a.Investment, a.Months
}

// Yearly are the effective yearly rates of [IRRs], rising.
func Yearly(flows []float64) []float64 {
	rates := IRRs(flows)
	for i, monthly := range rates {
		rates[i] = YearlyRate(monthly)
	}
	return rates
}

// YearlyRate is the effective yearly rate that one of a month comes to.
func YearlyRate(monthly float64) float64 { return elementary.Pow(1+monthly, 12) - 1 }

// Appraisal is the part of a [Verdict] that is quick to compute.
type Appraisal struct {
	Months     int     // evaluation period
	Investment float64 // of all phases that begin within the period
	Saved      float64 // over the period, what is prepaid and unused at its end included
	NPV        float64 // at the discount rate
	ROI        float64 // (saved − investment) / investment; 0 when nothing is invested
	Payback    int     // month; −1 when it is not paid back, or nothing is invested
}

// Appraise computes an appraisal, and fills flows with the cash flow and
// invested with the investment of each month from 0 to the horizon. It allocates
// nothing. The saving of a month is what the reference is billed less what the
// plan is, or the stated saving if the scenario has one.
//
// Month 0 is today, and its bill is due whatever is decided; what is paid in it
// for later months is a flow of the plan, and what is prepaid and unused at the
// end of the period is an asset then. So the undiscounted saving is the same
// whatever share of a contract is paid upfront: Σ (reference − plan) of the
// effective cost of months 1 to the end.
func Appraise(s *model.Scenario, reference, plan Spending, flows, invested []float64) Appraisal {
	a := Appraisal{Months: evaluated(s), Payback: -1}
	first := invest(s, &a, invested)
	flows, invested = flows[:a.Months+1], invested[:a.Months+1]
	if stated := s.Finance != nil && s.Finance.Savings != nil; stated {
		clear(flows)
		for m := first; m < len(flows); m++ {
			flows[m] = float64(*s.Finance.Savings)
		}
	} else {
		save(reference, plan, flows)
	}
	// NPV and Payback, in one pass with what they are computed from.
	factor, month := 1.0, 1/(1+DiscountRate(s))
	saved, value, cumulative, moved, below := 0.0, 0.0, 0.0, 0.0, -1
	for m := range flows {
		saved += flows[m]
		flow := flows[m] - invested[m]
		flows[m] = flow
		value += float64(flow * factor)
		factor *= month
		cumulative += flow
		moved += math.Abs(flow)
		if cumulative < -1e-12*moved {
			below = m
		}
	}
	a.Saved, a.NPV = saved, value
	if a.Investment > 0 {
		a.ROI = (a.Saved - a.Investment) / a.Investment
		if below < a.Months {
			a.Payback = below + 1
		}
	}
	return a
}

// evaluated is the evaluation period in months.
func evaluated(s *model.Scenario) int {
	if s.Finance != nil && s.Finance.Evaluate != nil {
		return max(min(s.Months(), int(*s.Finance.Evaluate)), 1)
	}
	return s.Months()
}

// invest fills what is invested within the period, by month. It returns the month
// in which a stated saving begins: that of the first phase that is paid, and at the
// earliest month 1.
func invest(s *model.Scenario, a *Appraisal, invested []float64) (begins int) {
	clear(invested)
	for i := range s.Phases {
		first, paid := s.Phases[i].Months.First, float64(s.Phases[i].Investment)
		if first > a.Months || paid == 0 {
			continue
		}
		invested[first] += paid
		a.Investment += paid
		if begins == 0 || first < begins {
			begins = first
		}
	}
	return max(begins, 1)
}

// Invests reports whether anything is invested within the period that is
// evaluated.
func Invests(s *model.Scenario) bool {
	for i := range s.Phases {
		if s.Phases[i].Investment != 0 && s.Phases[i].Months.First <= evaluated(s) {
			return true
		}
	}
	return false
}

// save fills what a plan saves against a reference, by month of the period.
func save(reference, plan Spending, saved []float64) {
	last := len(saved) - 1
	effective, billed := plan.Effective[:last+1], plan.Billed[:last+1]
	effectiveWithout, billedWithout := reference.Effective[:last+1], reference.Billed[:last+1]
	saved[0] = (billedWithout[0] - effectiveWithout[0]) - (billed[0] - effective[0])
	unused := -saved[0]
	for m := 1; m <= last; m++ {
		saved[m] = billedWithout[m] - billed[m]
		unused += (billed[m] - effective[m]) - (billedWithout[m] - effectiveWithout[m])
	}
	saved[last] += unused
}

// DiscountRate is the rate of a month; 0 where nothing is discounted.
func DiscountRate(s *model.Scenario) float64 {
	if s.Finance == nil {
		return 0
	}
	return s.Finance.DiscountRate.MonthlyFactor() - 1
}

// DiscountedPayback is the month in which discounted cash flows have paid the
// investment back; −1 when they do not.
func DiscountedPayback(s *model.Scenario, flows []float64) int {
	if m, ok := Payback(DiscountRate(s), flows); ok {
		return m
	}
	return -1
}

// PresentValue is what a plan spends over months 1 to the horizon and its
// investments, each at its worth today at a discount rate: what is billed, with
// what is paid in month 0 for later months, less what is prepaid and unused at the
// end. At a rate of 0 it is the effective cost with the investments. It allocates
// nothing.
func PresentValue(s *model.Scenario, rate unit.Growth, plan Spending) float64 {
	month := 1 / rate.MonthlyFactor()
	factor, value, prepaid := 1.0, 0.0, 0.0
	for m, billed := range plan.Billed {
		ahead := billed - plan.Effective[m]
		prepaid += ahead
		if m == 0 {
			billed = ahead
		} else {
			factor *= month
		}
		value += float64(billed * factor)
	}
	value -= float64(prepaid * factor)
	for i := range s.Phases {
		if p := &s.Phases[i]; p.Months.First <= s.Months() {
			value += float64(float64(p.Investment) * elementary.Pow(month, float64(p.Months.First)))
		}
	}
	return value
}

func month(m int) *int {
	if m < 0 {
		return nil
	}
	return &m
}
