package decision

import (
	"math"

	"github.com/talimat/talimat-plan/internal/elementary"
	"github.com/talimat/talimat-plan/internal/histogram"
)

// Pair is two variants in the same futures.
type Pair struct {
	First, Second int        // indices of variants
	Last          Difference // of the effective cost of the last month
	Total         Difference // of the total
	OnlyFirst     Estimate   // share of the futures in which only the first breaks a limit
	OnlySecond    Estimate   // in which only the second does
	Fails         Estimate   // share in which the second breaks a limit less that of the first
	Identical     bool       // no future tells one from the other, by cost or by limits
}

// Difference is what the second of a pair costs more than the first, in the same
// future; of other figures than a cost, by how much it is higher.
type Difference struct {
	Cheaper Estimate // share of the futures in which the first is cheaper, by half a cent or more
	Dearer  Estimate // in which it is dearer
	Equal   Estimate // in which it is neither

	// A cost is known in every future, a payback in those in which it comes. The
	// difference is that of the futures in which it is known of both.
	Known    Estimate // share of them
	Mean     Estimate // expected difference; an infinite half width when there are none
	Spread   Spread   // its distribution; not numbers when there are none
	Unpaired float64  // half width of Mean if each variant had futures of its own
}

// Decided reports whether the interval of the mean leaves out 0.
func (d *Difference) Decided() bool { return math.Abs(d.Mean.Value) > d.Mean.Half }

// Narrower is how many times wider the interval would be with futures of each
// variant's own; infinite when the difference is the same in all futures, 1 when
// nothing is known.
func (d *Difference) Narrower() float64 {
	if math.IsInf(d.Mean.Half, 0) || d.Unpaired == d.Mean.Half {
		return 1
	}
	return d.Unpaired / d.Mean.Half
}

// place is where a pair stands among all.
func (w *weighing) place(p [2]int) (i int) {
	for q := range w.pairs() {
		if q == p {
			break
		}
		i++
	}
	return i
}

func (w *weighing) pair(p [2]int) Pair {
	at := w.place(p)
	of := func(i int) *pairNumbers { return &w.numbers[i].pairs[at] }
	points := float64(w.Points)
	pair := Pair{
		First: p[0], Second: p[1],
		OnlyFirst:  w.share(func(i int) int { return of(i).onlyFirst }),
		OnlySecond: w.share(func(i int) int { return of(i).onlySecond }),
		Fails:      w.mean(func(i int) float64 { return float64(of(i).onlySecond-of(i).onlyFirst) / points }),
	}
	gaps := &w.sums.pairs[at]
	pair.Last = w.difference(&gaps.last, func(i int) *gapNumbers { return &of(i).last })
	pair.Total = w.difference(&gaps.total, func(i int) *gapNumbers { return &of(i).total })
	pair.Identical = pair.Last.Equal.Value == 1 && pair.Total.Equal.Value == 1 && pair.OnlyFirst.Value == 0 && pair.OnlySecond.Value == 0
	return pair
}

func (d drawn) difference(h *histogram.Histogram, of func(replicate int) *gapNumbers) Difference {
	known := 0
	for i := range d.Replicates {
		known += of(i).known
	}
	average := func(sum func(g *gapNumbers) float64) Estimate {
		if known == d.Futures() {
			return d.mean(func(i int) float64 { return sum(of(i)) / float64(d.Points) })
		}
		return d.ratio(func(i int) (float64, int) { return sum(of(i)), of(i).known })
	}
	return Difference{
		Cheaper: d.share(func(i int) int { return of(i).cheaper }),
		Dearer:  d.share(func(i int) int { return of(i).dearer }),
		Equal:   d.share(func(i int) int { return of(i).equal }),
		Known:   d.share(func(i int) int { return of(i).known }),
		Mean:    average(func(g *gapNumbers) float64 { return g.sum }),
		Spread:  d.spread(h, func(i int) spread { return of(i).spread }),
		Unpaired: elementary.Hypot(
			average(func(g *gapNumbers) float64 { return g.first }).Half, average(func(g *gapNumbers) float64 { return g.second }).Half),
	}
}
