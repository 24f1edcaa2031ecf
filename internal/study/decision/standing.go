package decision

import (
	"github.com/talimat/talimat-plan/internal/simulation"
)

// Estimate is a figure with the half width of its 95 % confidence interval.
type Estimate = simulation.Estimate

// Spread is what a figure is exceeded by in 90 %, 50 % and 10 % of the futures.
type Spread struct {
	P10 Estimate // 10 % of the futures have less
	P50 Estimate // the median
	P90 Estimate // 90 % have less
}

// Standing is what one variant comes to.
type Standing struct {
	Last      Spread   // effective cost of the last month
	Total     Spread   // the total, see [Table]
	LastMean  Estimate // expected effective cost of the last month
	TotalMean Estimate // expected total
	Shortfall Estimate // mean total of the dearest 5 % of the futures: the expected shortfall

	Invests bool     // whether any phase costs anything; else there is no payback
	Payback Estimate // P50, see Estimate.Never
	NPV     Estimate // P50

	Broken  []*Estimate // share of the futures that break a limit, by Table.Limits; nil where the variant has no such limit
	Fails   Estimate    // share that break any
	Starves Estimate    // share that do not hold: part of the load is not carried
	Carried Estimate    // mean of the least share of its peak load that any part carries

	Regret Estimate // share that break any though another variant breaks none of its own
	Shared Estimate // share in which it breaks none, and another neither
	Extra  Estimate // over those, the mean total above that of the cheapest variant that breaks none; 0 when there are none
}

func (w *weighing) standing(v int, denials []simulation.Denial, limits []Limit) Standing {
	of := func(i int) *standingNumbers { return &w.numbers[i].standings[v] }
	f := &w.sums.standings[v]
	points := float64(w.Points)
	s := Standing{
		Last:      w.spread(&f.last, func(i int) spread { return of(i).last }),
		Total:     w.spread(&f.total, func(i int) spread { return of(i).total }),
		LastMean:  w.mean(func(i int) float64 { return of(i).sumLast / points }),
		TotalMean: w.mean(func(i int) float64 { return of(i).sumTotal / points }),
		Shortfall: Estimate{Value: f.total.MeanAbove(1 - dearest), Half: w.half(func(i int) float64 { return of(i).shortfall })},
		NPV:       Estimate{Value: f.npv.Quantile(0.5), Half: w.half(func(i int) float64 { return of(i).npv })},
		Payback:   w.month(f.payback.Quantile(0.5), func(i int) float64 { return of(i).payback }),
		Broken:    make([]*Estimate, len(limits)),
		Fails:     w.share(func(i int) int { return of(i).fails }),
		Starves:   w.share(func(i int) int { return of(i).starves }),
		Carried:   w.mean(func(i int) float64 { return of(i).sumCarried / points }),
		Regret:    w.share(func(i int) int { return of(i).regrets }),
		Shared:    w.share(func(i int) int { return of(i).shared }),
	}
	for i := range w.variants[v].Scenario.Phases {
		s.Invests = s.Invests || w.variants[v].Scenario.Phases[i].Investment > 0
	}
	for d := range denials {
		broken := w.share(func(i int) int { return of(i).broken[d] })
		s.Broken[find(limits, Limit{denials[d].Limit, denials[d].Condition.Text})] = &broken
	}
	s.Extra = w.ratio(func(i int) (sum float64, n int) { return of(i).extra, of(i).shared })
	return s
}
