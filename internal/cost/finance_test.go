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
	return cost.Judge(s, nothing, nothing)
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
	if !f.Stated || f.Months != 36 || len(f.Flows) != 37 || f.Flows[0] != 0 || f.Flows[1] != -48_000 {
		t.Errorf("got %d months, stated %t, flows %v", f.Months, f.Stated, f.Flows)
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

// Without a stated saving it is the baseline less the cash: 100 servers at 70 %.
func TestModelledSavings(t *testing.T) {
	s := reserved(24)
	s.Phases = []model.Phase{invest(1, 300)}
	st := price(s, servers(100))
	f := cost.Judge(s, st.Baseline, st.Billed)
	if f.Stated || !near(f.MonthlySavings, 30, 1e-12) || f.Payback == nil || *f.Payback != 10 || !near(f.NPV, 24*30-300, 1e-12) {
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
		baseline, billed, flows, invested := make([]float64, n), make([]float64, n), make([]float64, n), make([]float64, n)
		for m := range baseline {
			baseline[m], billed[m] = 100*rng.Float64(), 95*rng.Float64()
		}
		a := cost.Appraise(s, baseline, billed, flows, invested)
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
