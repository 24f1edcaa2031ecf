package cost_test

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/talimat/talimat-plan/internal/cost"
	"github.com/talimat/talimat-plan/internal/model"
	"github.com/talimat/talimat-plan/internal/unit"
)

// judged is a plan whose scenario states its saving and invests in phases.
func judged(months int, saving float64, phases ...model.Phase) *model.Scenario {
	s := base(months)
	s.Phases = phases
	s.Finance = &model.Finance{DiscountRate: unit.Growth{Rate: 0.1, Per: 12}, Savings: ptr(unit.MoneyPerMonth(saving))}
	return s
}

func invest(month int, amount float64) model.Phase {
	return model.Phase{Months: model.Span{First: month, Last: month}, Investment: unit.Money(amount)}
}

func judge(s *model.Scenario) cost.Finance {
	nothing := make([]float64, s.Months()+1)
	return cost.Judge(s, cost.Spending{Effective: nothing, Billed: nothing}, nothing, nil)
}

// $50,000 in month 1 at $2,000 a month: paid back after 25 savings, in month
// 25, and a net return of (72,000 − 50,000) / 50,000 = 44 % in three years.
func TestJudge(t *testing.T) {
	f := judge(judged(36, 2000, invest(1, 50_000)))
	i := math.Pow(1.1, 1.0/12) - 1
	for _, c := range []struct {
		name      string
		got, want float64
		why       string
	}{
		{"investment", f.Investment, 50_000, "the phase's"},
		{"monthly savings", f.MonthlySavings, 2000, "as stated"},
		{"payback", float64(*f.Payback), 25, "50,000 / 2,000"},
		{"ROI", *f.ROI, 0.44, "(36 · 2,000 − 50,000) / 50,000"},
		{"NPV", f.NPV, 2000*(1-math.Pow(1+i, -36))/i - 50_000/(1+i), "annuity less the investment, a month away"},
		{"NPV at IRR", cost.NPV(math.Pow(1+*f.IRR, 1.0/12)-1, f.Flows), 0, "its definition"},
	} {
		if math.Abs(c.got-c.want) > 1e-6 {
			t.Errorf("%s: got %.9g, want %.9g: %s", c.name, c.got, c.want, c.why)
		}
	}
	if f.Reference != cost.Stated || f.Months != 36 || len(f.Flows) != 37 || f.Flows[0] != 0 || f.Flows[1] != -48_000 {
		t.Errorf("got %d months, stated %t, flows %v", f.Months, f.Reference == cost.Stated, f.Flows)
	}
}

// Two phases: 30,000 in month 1 and 20,000 in month 6, 2,500 a month from the
// first on. After month m: 2,500·m − 50,000, zero in month 20.
func TestJudgePhases(t *testing.T) {
	f := judge(judged(36, 2500, invest(1, 30_000), invest(6, 20_000)))
	if *f.Payback != 20 || f.Investment != 50_000 || !near(*f.ROI, 0.8, 1e-12) {
		t.Errorf("got payback %d of %g, ROI %g; want 20 of 50,000, (90,000 − 50,000)/50,000", *f.Payback, f.Investment, *f.ROI)
	}
}

func TestJudgeWithinTheEvaluationPeriod(t *testing.T) {
	s := judged(36, 2000, invest(1, 10_000), invest(20, 1e9))
	s.Finance.Evaluate = ptr(unit.Months(12))
	f := judge(s)
	if f.Months != 12 || len(f.Flows) != 13 || f.Investment != 10_000 || !near(*f.ROI, 1.4, 1e-12) {
		t.Errorf("got %d months, investment %g, ROI %g; want 12, 10,000, (24,000 − 10,000)/10,000", f.Months, f.Investment, *f.ROI)
	}
}

func TestFiguresThatDoNotExist(t *testing.T) {
	none := judge(judged(36, 2000))
	if none.Payback != nil || none.DiscountedPayback != nil || none.IRR != nil || none.ROI != nil {
		t.Errorf("without an investment: %+v", none)
	}
	slow := judge(judged(24, 2000, invest(1, 50_000)))
	if slow.Payback != nil || slow.DiscountedPayback != nil || slow.ROI == nil || !near(*slow.ROI, -0.04, 1e-12) {
		t.Errorf("24 · 2,000 never pay 50,000 back: %+v", slow)
	}
}

// spends is what a statement spends.
func spends(st *cost.Statement) cost.Spending {
	return cost.Spending{Effective: st.Effective, Billed: st.Billed}
}

// A stated saving begins with the first phase that is paid: 13 months of 2,000
// in a plan that pays 60,000 in month 24 of 36, whatever begins unpaid before.
func TestStatedSavingBeginsWithThePhaseThatIsPaid(t *testing.T) {
	f := judge(judged(36, 2000, invest(3, 0), invest(24, 60_000)))
	if f.Flows[23] != 0 || f.Flows[24] != -58_000 || !near(*f.ROI, (26_000-60_000)/60_000.0, 1e-12) || f.Payback != nil || f.DiscountedPayback != nil {
		t.Errorf("got %+v; want a saving from month 24 on, and no payback", f)
	}
}

// A server of 1,000 a month, 30 % off for a year paid in months 6, 18 and 30: 300
// saved in 31 months, less 2,000 invested, whatever of it is paid upfront. Of the
// last contract 5 of 12 months lie beyond month 36.
func TestUpfrontOptionDoesNotChangeTheSaving(t *testing.T) {
	for _, upfront := range []string{"none", "partial", "all"} {
		s := reserved(36)
		s.Savings.Reserved.Upfront, s.Savings.Reserved.From = upfront, month(6)
		s.Phases = []model.Phase{invest(1, 2000)}
		st := price(s, servers(1000))
		f := cost.Judge(s, spends(st), st.Baseline, nil)
		share := map[string]float64{"none": 0, "partial": 0.5, "all": 1}[upfront]
		if !near(*f.ROI, (31*300-2000)/2000.0, 1e-9) || !near(f.NPV, 7300, 1e-9) || math.Abs(f.Residual-share*700*5) > 1e-6 {
			t.Errorf("%s: ROI %g, NPV %g, residual %g; want 3.65, 7,300 and %g", upfront, *f.ROI, f.NPV, f.Residual, share*3500)
		}
	}
}

// A year without any discount, paid in month 0, saves nothing: 11 of its 12
// months are a flow of month 0, and none is left at the end.
func TestMonthZeroPaysForLaterMonths(t *testing.T) {
	s := base(11)
	s.Commitments = []model.Commitment{{Name: "year", Quantity: ptr(unit.Count(100)), Discount: ptr(unit.Ratio(0)), Term: 12, Upfront: "all"}}
	s.Phases = []model.Phase{invest(1, 100)}
	st := price(s, servers(100))
	f := cost.Judge(s, spends(st), st.Baseline, nil)
	if !near(f.Flows[0], -1100, 1e-9) || math.Abs(f.MonthlySavings) > 1e-9 || !near(*f.ROI, -1, 1e-9) || math.Abs(f.Residual) > 1e-9 {
		t.Errorf("got flow %g in month 0, %g saved a month, ROI %g, residual %g; want −1,100, 0, −1, 0", f.Flows[0], f.MonthlySavings, *f.ROI, f.Residual)
	}
}

// An investment that the saving has paid for before it is due is paid back at once.
func TestPaidBackAtOnce(t *testing.T) {
	s := base(12)
	s.Phases = []model.Phase{invest(6, 10)}
	baseline, billed := make([]float64, 13), make([]float64, 13)
	for m := range baseline {
		baseline[m] = 5
	}
	f := cost.Judge(s, cost.Spending{Effective: billed, Billed: billed}, baseline, nil)
	if f.Payback == nil || *f.Payback != 0 || f.IRR != nil || len(f.IRRs) != 0 {
		t.Errorf("got payback %v, rates %v; want month 0 and no rate", f.Payback, f.IRRs)
	}
}

// Against two references the flows differ by what these spend more or less, and
// so do their sums.
func TestReferencesDifferByWhatTheySpend(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	s := base(24)
	s.Phases = []model.Phase{invest(2, 50)}
	row := func() []float64 {
		all := make([]float64, 25)
		for m := range all {
			all[m] = 100 * rng.Float64()
		}
		return all
	}
	baseline, plan, without := row(), cost.Spending{Effective: row(), Billed: row()}, cost.Spending{Effective: row(), Billed: row()}
	f := cost.Judge(s, plan, baseline, &without)
	difference := 0.0
	for m := 1; m <= 24; m++ {
		difference += baseline[m] - without.Effective[m]
	}
	if got := f.Baseline.NPV - f.NPV; f.Reference != cost.Unphased || !near(got, difference, 1e-9) {
		t.Errorf("undiscounted values differ by %g, the references by %g", got, difference)
	}
}

// Without a stated saving it is the baseline less the cash: 100 servers at 70 %.
func TestModelledSavings(t *testing.T) {
	s := reserved(24)
	s.Phases = []model.Phase{invest(1, 300)}
	st := price(s, servers(100))
	f := cost.Judge(s, spends(st), st.Baseline, nil)
	if f.Reference != cost.Unlevered || !near(f.MonthlySavings, 30, 1e-12) || f.Payback == nil || *f.Payback != 10 || !near(f.NPV, 24*30-300, 1e-12) {
		t.Errorf("got %+v; want 30 a month, paid back in month 10, and 420 undiscounted", f)
	}
}

// Appraise computes in one pass what Finance computes by the functions that have
// oracles: the same to the last bit, whatever flows.
func TestAppraiseIsNPVAndPayback(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	paid := 0
	for range 2000 {
		s := reserved(1 + rng.IntN(40))
		s.Finance = &model.Finance{DiscountRate: unit.Growth{Rate: rng.Float64(), Per: 12}}
		if rng.IntN(3) == 0 {
			s.Finance.Savings = ptr(unit.MoneyPerMonth(10 * rng.Float64()))
		}
		if rng.IntN(3) == 0 {
			s.Finance.Evaluate = ptr(unit.Months(1 + rng.IntN(40)))
		}
		for range rng.IntN(3) {
			s.Phases = append(s.Phases, invest(1+rng.IntN(s.Months()), 100*rng.Float64()))
		}
		n := s.Months() + 1
		baseline, effective, billed := make([]float64, n), make([]float64, n), make([]float64, n)
		flows, invested := make([]float64, n), make([]float64, n)
		for m := range baseline {
			baseline[m], effective[m], billed[m] = 100*rng.Float64(), 90*rng.Float64(), 95*rng.Float64()
		}
		a := cost.Appraise(s, cost.Spending{Effective: baseline, Billed: baseline}, cost.Spending{Effective: effective, Billed: billed}, flows, invested)
		flows = flows[:a.Months+1]
		payback, ok := cost.Payback(0, flows)
		if !ok || a.Investment == 0 {
			payback = -1
		} else {
			paid++
		}
		if npv := cost.NPV(s.Finance.DiscountRate.MonthlyFactor()-1, flows); a.NPV != npv || a.Payback != payback {
			t.Fatalf("%v: NPV %v, payback %d; want %v, %d", flows, a.NPV, a.Payback, npv, payback)
		}
	}
	if paid == 0 {
		t.Error("nothing was ever paid back")
	}
}

// Nine servers in place of ten, of 90,000 a month, for 3,000,000 in month 1: 240,000
// less over three years, and 871,039 more at 38 % a year.
func TestPresentValueRanksALateSaving(t *testing.T) {
	value := func(servers, invested, rate float64) float64 {
		s := base(36)
		s.Phases = []model.Phase{invest(1, invested)}
		row := make([]float64, 37)
		for m := range row {
			row[m] = servers * 90_000
		}
		return cost.PresentValue(s, unit.Growth{Rate: rate, Per: 12}, cost.Spending{Effective: row, Billed: row})
	}
	if got := value(9, 3e6, 0) - value(10, 0, 0); !near(got, -240_000, 1e-9) {
		t.Errorf("undiscounted: %.2f", got)
	}
	i := math.Pow(1.38, 1.0/12) - 1
	want := 3e6/(1+i) - 90_000*(1-math.Pow(1+i, -36))/i
	if got := value(9, 3e6, 0.38) - value(10, 0, 0.38); math.Abs(got-want) > 1e-4 || math.Abs(got-871_039) > 1 {
		t.Errorf("at 38 %% a year: %.2f, want %.2f", got, want)
	}
}
