package decision

import (
	"math"

	"github.com/talimat/talimat-plan/internal/histogram"
	"github.com/talimat/talimat-plan/internal/model"
	"github.com/talimat/talimat-plan/internal/sampling"
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

	Broken []*Estimate // share of the futures that break a limit, by Table.Limits; nil where the variant has no such limit
	Fails  Estimate    // share that break any
	Regret Estimate    // share that break any though another variant breaks none of its own
	Shared Estimate    // share in which it breaks none, and another neither
	Extra  Estimate    // over those, the mean total above that of the cheapest variant that breaks none; 0 when there are none
}

func (w *weighing) standing(v int, denials []simulation.Denial, limits []Limit) Standing {
	of := func(i int) *standingNumbers { return &w.numbers[i].standings[v] }
	f := &w.sums.standings[v]
	points := float64(w.options.Design.Points)
	s := Standing{
		Last:      w.spread(&f.last, func(i int) spread { return of(i).last }),
		Total:     w.spread(&f.total, func(i int) spread { return of(i).total }),
		LastMean:  w.mean(func(i int) float64 { return of(i).sumLast / points }),
		TotalMean: w.mean(func(i int) float64 { return of(i).sumTotal / points }),
		Shortfall: Estimate{Value: f.total.MeanAbove(1 - dearest), Half: w.half(func(i int) float64 { return of(i).shortfall })},
		NPV:       Estimate{Value: f.npv.Quantile(0.5), Half: w.half(func(i int) float64 { return of(i).npv })},
		Payback:   w.paybackOf(v, math.Floor(f.payback.Quantile(0.5)+1e-9)),
		Broken:    make([]*Estimate, len(limits)),
		Fails:     w.share(func(i int) int { return of(i).fails }),
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

// paybackOf is a variant's median payback. There is nothing between the last month
// and never; replicates that disagree on whether it comes have no interval.
func (w *weighing) paybackOf(v int, median float64) Estimate {
	if median > model.MaxHorizon {
		return Estimate{Value: never, Half: math.Inf(1)}
	}
	return Estimate{Value: median, Half: w.half(func(i int) float64 {
		if month := w.numbers[i].standings[v].payback; month <= model.MaxHorizon {
			return month
		}
		return math.NaN()
	})}
}

// half is the half width of the interval around a figure of the replicates.
func (w *weighing) half(of func(replicate int) float64) float64 { return w.mean(of).Half }

// mean is that of a figure of the replicates, which are all of one size.
func (w *weighing) mean(of func(replicate int) float64) Estimate {
	values := make([]float64, len(w.numbers))
	for i := range values {
		values[i] = of(i)
	}
	mean, half := sampling.HalfWidth(values)
	if math.IsNaN(half) {
		half = math.Inf(1)
	}
	return Estimate{Value: mean, Half: half}
}

// share is the share of futures, with an interval that is not narrower than
// Wilson's for as many independent futures when all or none are counted, where
// the replicates agree and the truth need not.
func (w *weighing) share(of func(replicate int) int) Estimate {
	points, count := float64(w.options.Design.Points), 0
	e := w.mean(func(i int) float64 { return float64(of(i)) / points })
	for i := range w.numbers {
		count += of(i)
	}
	n := w.options.Design.Futures()
	e.Value = float64(count) / float64(n)
	if count == 0 || count == n {
		const z = 1.959963984540054 // 0.975 quantile of the normal distribution
		e.Half = z * z / (float64(n) + z*z)
	}
	return e
}

// ratio is the mean over some of the futures, of which replicates have different
// numbers; the interval is that of the ratio of two means by its derivative (the
// delta method). It is 0 when there are no such futures.
func (w *weighing) ratio(of func(replicate int) (sum float64, n int)) Estimate {
	sum, count := 0.0, 0
	for i := range w.numbers {
		s, n := of(i)
		sum, count = sum+s, count+n
	}
	if count == 0 {
		return Estimate{Half: math.Inf(1)}
	}
	mean, each := sum/float64(count), float64(count)/float64(len(w.numbers))
	return Estimate{Value: mean, Half: w.half(func(i int) float64 {
		s, n := of(i)
		return (s - mean*float64(n)) / each
	})}
}

func (w *weighing) spread(h *histogram.Histogram, of func(replicate int) spread) Spread {
	all := spreadOf(h)
	at := func(k int) Estimate {
		return Estimate{Value: all[k], Half: w.half(func(i int) float64 { return of(i)[k] })}
	}
	return Spread{at(0), at(1), at(2)}
}
