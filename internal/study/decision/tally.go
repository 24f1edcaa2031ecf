package decision

import (
	"math"

	"github.com/talimat/talimat-plan/internal/histogram"
	"github.com/talimat/talimat-plan/internal/unit"
)

// sums are the distributions of figures: counts, so that they merge in any order.
type sums struct {
	standings []figures
	pairs     []gaps // in the order of Table.Pairs
}

// figures are those of a variant.
type figures struct{ last, total, npv, payback histogram.Histogram }

// gaps are what the second of a pair costs more than the first.
type gaps struct{ last, total histogram.Histogram }

func newSums(variants int) *sums {
	return &sums{make([]figures, variants), make([]gaps, variants*(variants-1)/2)}
}

func (f *figures) add(b *futures, n int) {
	f.last.AddAll(b.last[:n])
	f.total.AddAll(b.total[:n])
	f.npv.AddAll(b.npv[:n])
	f.payback.AddAll(b.payback[:n])
}

// all lists the histograms, in one fixed order.
func (s *sums) all() (all []*histogram.Histogram) {
	for i := range s.standings {
		f := &s.standings[i]
		all = append(all, &f.last, &f.total, &f.npv, &f.payback)
	}
	for i := range s.pairs {
		all = append(all, &s.pairs[i].last, &s.pairs[i].total)
	}
	return all
}

func (s *sums) reset() {
	for _, h := range s.all() {
		h.Reset()
	}
}

func (s *sums) merge(other *sums) {
	from := other.all()
	for i, h := range s.all() {
		h.Merge(from[i])
	}
}

// numbers are what a replicate comes to. Intervals are computed from those of all
// replicates.
type numbers struct {
	standings []standingNumbers
	pairs     []pairNumbers
}

type standingNumbers struct {
	last, total spread
	npv         float64 // median
	payback     float64
	shortfall   float64

	sumLast, sumTotal float64
	broken            []int   // futures that break a denial, in the order of the variant's
	fails             int     // futures that break any
	starves           int     // futures that do not hold
	sumCarried        float64 // of the least shares of the load that any part carries
	regrets           int     // of which another variant holds in
	shared            int     // futures in which it holds, and another does
	extra             float64 // sum over those of what it costs more than the cheapest that holds
}

type pairNumbers struct {
	last, total gapNumbers
	onlyFirst   int // futures in which only the first fails
	onlySecond  int
}

// gapNumbers are what the second of a pair comes to above the first.
type gapNumbers struct {
	spread                 spread
	known                  int     // futures in which both are numbers
	first, second, sum     float64 // over those, of each and of the differences
	cheaper, dearer, equal int     // futures in which the first is cheaper than the second, dearer, and neither
}

// spread is the quantiles [levels].
type spread [3]float64

func levels() []float64 { return []float64{0.1, 0.5, 0.9} }

func spreadOf(h *histogram.Histogram) (s spread) {
	h.Quantiles(s[:], levels())
	return s
}

func newNumbers(plans []lane) numbers {
	n := numbers{make([]standingNumbers, len(plans)), make([]pairNumbers, len(plans)*(len(plans)-1)/2)}
	for i := range plans {
		n.standings[i].broken = make([]int, len(plans[i].futures.Denials))
	}
	return n
}

// compare adds up what a block of n futures says about the variants.
func (w *worker) compare(n int) {
	for place := range n {
		w.judge(place)
	}
	i := 0
	for p := range w.pairs() {
		first, second := &w.plans[p[0]].block, &w.plans[p[1]].block
		numbers, gaps := &w.numbers.pairs[i], &w.own.pairs[i]
		numbers.last.add(&gaps.last, first.last[:n], second.last[:n], scaleOf(unit.KindMoney))
		numbers.total.add(&gaps.total, first.total[:n], second.total[:n], scaleOf(unit.KindMoney))
		for place := range n {
			switch {
			case first.fails[place] && !second.fails[place]:
				numbers.onlyFirst++
			case second.fails[place] && !first.fails[place]:
				numbers.onlySecond++
			}
		}
		i++
	}
}

// judge looks at all variants in one future.
func (w *worker) judge(place int) {
	hold, cheapest := 0, math.Inf(1)
	for v := range w.plans {
		if b := &w.plans[v].block; !b.fails[place] {
			hold++
			cheapest = min(cheapest, b.total[place])
		}
	}
	for v := range w.plans {
		b, s := &w.plans[v].block, &w.numbers.standings[v]
		s.sumLast += b.last[place]
		s.sumTotal += b.total[place]
		s.sumCarried += b.carried[place]
		switch {
		case b.fails[place]:
			s.fails++
			if hold > 0 {
				s.regrets++
			}
		case hold > 1:
			s.shared++
			s.extra += b.total[place] - cheapest
		}
	}
}

// scale says what a difference is.
type scale struct {
	least float64 // what is less is nothing: people see no such difference
	never float64 // stands for what does not come
}

func scaleOf(k unit.Kind) scale {
	switch k {
	case unit.KindMoney:
		return scale{0.005, math.Inf(1)}
	case unit.KindBytes:
		return scale{0.5, math.Inf(1)}
	case unit.KindMonths:
		return scale{0.5, never}
	default:
		return scale{0.5e-6, math.Inf(1)}
	}
}

// add adds up what the second comes to above the first. What never comes is above
// all that does, by no number; of what is not a number nothing can be said.
func (g *gapNumbers) add(h *histogram.Histogram, first, second []float64, s scale) {
	for i, a := range first {
		b := second[i]
		by := b - a
		switch {
		case math.IsNaN(by):
			continue
		case math.Abs(by) < s.least:
			by = 0
			g.equal++
		case by > 0:
			g.cheaper++
		default:
			g.dearer++
		}
		if a == s.never || b == s.never {
			continue
		}
		g.known++
		g.first += a
		g.second += b
		g.sum += by
		h.Add(by)
	}
}

// quantiles closes a replicate.
func (n *numbers) quantiles(own *sums) {
	for i := range n.standings {
		f, s := &own.standings[i], &n.standings[i]
		s.last, s.total = spreadOf(&f.last), spreadOf(&f.total)
		s.npv, s.payback = f.npv.Quantile(0.5), f.payback.Quantile(0.5)
		s.shortfall = f.total.MeanAbove(1 - dearest)
	}
	for i := range n.pairs {
		n.pairs[i].last.spread, n.pairs[i].total.spread = spreadOf(&own.pairs[i].last), spreadOf(&own.pairs[i].total)
	}
}

// dearest is the share of the futures that the expected shortfall is the mean of.
const dearest = 0.05
