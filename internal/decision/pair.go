package decision

import "math"

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
// future.
type Difference struct {
	Cheaper  Estimate // share of the futures in which the first is cheaper, by half a cent or more
	Dearer   Estimate // in which it is dearer
	Equal    Estimate // in which it is neither
	Mean     Estimate // expected difference
	Spread   Spread   // its distribution over the futures
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
	points := float64(w.options.Design.Points)
	pair := Pair{
		First: p[0], Second: p[1],
		OnlyFirst:  w.share(func(i int) int { return of(i).onlyFirst }),
		OnlySecond: w.share(func(i int) int { return of(i).onlySecond }),
		Fails:      w.mean(func(i int) float64 { return float64(of(i).onlySecond-of(i).onlyFirst) / points }),
	}
	gaps := &w.sums.pairs[at]
	own := func(v, i int) *standingNumbers { return &w.numbers[i].standings[v] }
	pair.Last = w.difference(func(i int) *gapNumbers { return &of(i).last })
	pair.Last.Spread = w.spread(&gaps.last, func(i int) spread { return of(i).last.spread })
	pair.Last.Unpaired = math.Hypot(
		w.half(func(i int) float64 { return own(p[0], i).sumLast / points }), w.half(func(i int) float64 { return own(p[1], i).sumLast / points }))
	pair.Total = w.difference(func(i int) *gapNumbers { return &of(i).total })
	pair.Total.Spread = w.spread(&gaps.total, func(i int) spread { return of(i).total.spread })
	pair.Total.Unpaired = math.Hypot(
		w.half(func(i int) float64 { return own(p[0], i).sumTotal / points }), w.half(func(i int) float64 { return own(p[1], i).sumTotal / points }))
	pair.Identical = pair.Last.Equal.Value == 1 && pair.Total.Equal.Value == 1 && pair.OnlyFirst.Value == 0 && pair.OnlySecond.Value == 0
	return pair
}

func (w *weighing) difference(of func(replicate int) *gapNumbers) Difference {
	points := float64(w.options.Design.Points)
	return Difference{
		Cheaper: w.share(func(i int) int { return of(i).cheaper }),
		Dearer:  w.share(func(i int) int { return w.options.Design.Points - of(i).cheaper - of(i).equal }),
		Equal:   w.share(func(i int) int { return of(i).equal }),
		Mean:    w.mean(func(i int) float64 { return of(i).sum / points }),
	}
}
