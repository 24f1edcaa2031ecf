package decision

import (
	"math"

	"github.com/talimat/talimat-plan/internal/histogram"
	"github.com/talimat/talimat-plan/internal/model"
	"github.com/talimat/talimat-plan/internal/sampling"
)

// drawn is a design whose replicates intervals come from.
type drawn struct{ sampling.Design }

// half is the half width of the interval around a figure of the replicates.
func (d drawn) half(of func(replicate int) float64) float64 { return d.mean(of).Half }

// mean is that of a figure of the replicates, which are all of one size.
func (d drawn) mean(of func(replicate int) float64) Estimate {
	values := make([]float64, d.Replicates)
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
func (d drawn) share(of func(replicate int) int) Estimate {
	points, count := float64(d.Points), 0
	e := d.mean(func(i int) float64 { return float64(of(i)) / points })
	for i := range d.Replicates {
		count += of(i)
	}
	n := d.Futures()
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
func (d drawn) ratio(of func(replicate int) (sum float64, n int)) Estimate {
	sum, count := 0.0, 0
	for i := range d.Replicates {
		s, n := of(i)
		sum, count = sum+s, count+n
	}
	if count == 0 {
		return Estimate{Half: math.Inf(1)}
	}
	mean, each := sum/float64(count), float64(count)/float64(d.Replicates)
	return Estimate{Value: mean, Half: d.half(func(i int) float64 {
		s, n := of(i)
		return (s - float64(mean*float64(n))) / each
	})}
}

// month is a quantile of months. There is nothing between the last month and
// never; replicates that disagree on whether it comes have no interval.
func (d drawn) month(quantile float64, of func(replicate int) float64) Estimate {
	month := math.Floor(quantile + 1e-9)
	if month > model.MaxHorizon {
		return Estimate{Value: never, Half: math.Inf(1)}
	}
	return Estimate{Value: month, Half: d.half(func(i int) float64 {
		if month := of(i); month <= model.MaxHorizon {
			return month
		}
		return math.NaN()
	})}
}

func (d drawn) spread(h *histogram.Histogram, of func(replicate int) spread) Spread {
	all := spreadOf(h)
	at := func(k int) Estimate {
		return Estimate{Value: all[k], Half: d.half(func(i int) float64 { return of(i)[k] })}
	}
	return Spread{at(0), at(1), at(2)}
}
