package sensitivity

import (
	"math"
	"strings"

	"github.com/talimat/talimat-plan/internal/elementary"
	"github.com/talimat/talimat-plan/internal/histogram"
	"github.com/talimat/talimat-plan/internal/metric"
	"github.com/talimat/talimat-plan/internal/simulation"
)

// Tail is the bad end of a target: the dear one of a cost, the low one of a
// return.
type Tail uint8

// The tails.
const (
	High Tail = iota // more is worse
	Low              // less is worse
)

// rare is the share of the futures that a tail is, and the share of the bins
// around its edge that its density is taken from.
const rare = 0.1

// z is the 0.975 quantile of the normal distribution.
const z = 1.959963984540054

// TailOf is the bad end of a metric: less is worse for what has no least value,
// such as savings and returns, and for shares of success.
func TailOf(m metric.Metric) Tail {
	switch m.Name {
	case "revenue", "availability", "cache.hit_ratio", "served":
		return Low
	}
	if strings.HasSuffix(m.Name, ".served") {
		return Low
	}
	if low, _ := m.Range(); math.IsInf(low, -1) {
		return Low
	}
	return High
}

// Level is the quantile at which the tail begins: 0.9, or 0.1.
func (t Tail) Level() float64 {
	if t == Low {
		return rare
	}
	return 1 - rare
}

// edge is the quantile at which the tail of a distribution begins. Its interval
// is that of the order statistics of as many independent values, which futures
// that are spread evenly keep all the more.
func (t Tail) edge(h *histogram.Histogram) simulation.Estimate {
	d := float64(z * math.Sqrt(rare*(1-rare)/float64(h.N())))
	q := [3]float64{}
	h.Quantiles(q[:], []float64{t.Level() - d, t.Level(), t.Level() + d})
	return simulation.Estimate{Value: q[1], Half: (q[2] - q[0]) / 2}
}

// loss is the expected loss of the best decision on a distribution, where the
// decision names an amount and loses one for each unit of it and 1/rare more for
// each unit by which the target goes beyond it:
//
//	min over q of q + E[max(X−q, 0)]/rare = mean of the worst tenth,
//
// which q = P90 attains (R. T. Rockafellar and S. Uryasev, "Optimization of
// Conditional Value-at-Risk", Journal of Risk 2, 2000). In the low tail it is
// the same of −X.
func (t Tail) loss(h *histogram.Histogram) float64 {
	if t == High {
		return h.MeanAbove(1 - rare)
	}
	return -(h.MeanAbove(0) - float64((1-rare)*h.MeanAbove(rare))) / rare
}

// optimism is by how much loss comes out too low, because the decision is tuned
// to the very values that it is judged by: ½·(1−rare)/(n·density at the edge),
// the usual bias of a fitted minimum.
func (t Tail) optimism(h *histogram.Histogram) float64 {
	edges := [2]float64{}
	h.Quantiles(edges[:], []float64{t.Level() - rare/2, t.Level() + rare/2})
	return (1 - rare) / 2 * (edges[1] - edges[0]) / rare / float64(h.N())
}

// Worth is the expected value of partial perfect information (H. Raiffa and R.
// Schlaifer, Applied Statistical Decision Theory, 1961) on a source: by how much
// the expected loss falls if the part of the futures is known before the amount
// is named. The parts are the distributions of the target by tenth of the
// source, and knowing a tenth is worth no more than knowing the value.
//
// Parts of finitely many values promise too much; what they would promise if the
// source had no part in the target is taken off, and 0 returned when chance
// alone exceeds the value one time in twenty.
func (t Tail) Worth(parts []*histogram.Histogram) float64 {
	var all histogram.Histogram
	k := 0.0
	for _, h := range parts {
		all.Merge(h)
		if h.N() > 0 {
			k++
		}
	}
	worth, chance := t.loss(&all), -t.optimism(&all)
	for _, h := range parts {
		if h.N() > 0 {
			weight := float64(h.N()) / float64(all.N())
			worth -= float64(weight * t.loss(h))
			chance += float64(weight * t.optimism(h))
		}
	}
	chance = max(chance, 0) // where the edge lies in a gap
	if k < 2 || !(worth > chance*exceeded(k-1)) {
		return 0
	}
	return worth - chance
}

// exceeded is what chance alone exceeds one time in twenty, as a multiple of its
// mean: the 0.95 quantile of χ² with k degrees of freedom, by k. It is that of
// E. Wilson and M. Hilferty (1931), 3 % off for k = 1 and 0.1 % for 9.
func exceeded(k float64) float64 {
	const oneSided = 1.6448536269514722 // 0.95 quantile of the normal distribution
	return elementary.Pow(1-2/(9*k)+float64(oneSided*math.Sqrt(2/(9*k))), 3)
}
