package learn

import (
	"errors"
	"math"
	"time"

	"github.com/talimat/talimat-plan/internal/elementary"
	"github.com/talimat/talimat-plan/internal/fit"
	"github.com/talimat/talimat-plan/internal/history"
)

// Plan is what a plan asks of a history: growth from its month 0 to its last month.
type Plan struct {
	Import *history.Import // what was read
	Start  time.Time       // first day of month 0; what is later than that month is left out
	Months int             // of the plan, at least 1
	Method fit.Method      // the combination by default
	By     *history.Step   // nil is the usual one
}

// Planned is what a plan takes from a history.
type Planned struct {
	*Answer
	Rate  float64    // growth in Answer.Per, at one rate from the last value to the last month of the plan
	In90  [2]float64 // its interval of 90 %, the one that a scenario writes
	Level float64    // at month 0, without the season
	After int        // points after month 0, which are left out
	Gap   float64    // months from the last step of the history to month 0, at least 0
}

// wholeMonths is how many months of days are learned from month by month.
const wholeMonths = 12

// ForPlan learns the growth of a plan. What happened after month 0 is left out, so that a
// plan stays the same while its history grows. It refuses a history that has no rate.
func ForPlan(p Plan) (*Planned, error) {
	past := *p.Import
	end := p.Start.AddDate(0, 1, 0)
	out := &Planned{}
	for past.Points = p.Import.Points; len(past.Points) > 0 && !past.Points[len(past.Points)-1].At.Before(end); out.After++ {
		past.Points = past.Points[:len(past.Points)-1]
	}
	if len(past.Points) < 2 {
		return nil, errors.New("there are not two values up to month 0")
	}
	step := past.Spacing()
	if from, to := past.Period(); step < history.Month && to.Sub(from).Hours() >= wholeMonths*730.5 {
		step = history.Month
	}
	if p.By != nil {
		step = *p.By
	}
	ahead := math.Ceil((float64(p.Months) + months(past.Points[len(past.Points)-1].At, p.Start)) / step.Months())
	var err error
	out.Answer, err = Learn(Question{Import: &past, By: &step, Horizon: max(1, min(int(ahead), fit.MaxHorizon)), Method: p.Method})
	if err != nil {
		return nil, err
	}
	middle := max(0, (step.Months()-1)/2) // a quarter stands for the month in its middle
	out.Gap = max(0, months(out.At(len(out.Grid.Values)-1), p.Start)-middle)
	return out, out.rates()
}

// months is how many calendar months one time is before another.
func months(from, to time.Time) float64 {
	return float64(12*(to.Year()-from.Year()) + int(to.Month()) - int(from.Month()))
}

// rates sets the growth and the level.
func (p *Planned) rates() error {
	steps := p.perSteps()
	rate, ok := p.Result.MeanGrowth(steps)
	high, above := p.Result.Growth(steps, 0.95)
	if !ok || !above || p.tooShort() {
		return errors.New("no rate of growth can be learned: it may reach zero, or there are less than two months")
	}
	low, below := p.Result.Growth(steps, 0.05)
	if !below { // what may reach zero has no lowest rate: as far down as up, in logarithms
		low = float64((1+rate)*(1+rate))/(1+high) - 1
	}
	p.Rate, p.In90 = rate, [2]float64{min(low, rate), max(high, rate)}
	p.Level = float64(p.Result.Level() * elementary.Exp(p.Gap/p.Per.Months()*elementary.Log1p(rate)))
	if p.Level <= 0 || p.Level > 1e24 {
		return errors.New("its level is not a count that a plan can start from")
	}
	return nil
}
