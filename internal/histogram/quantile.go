package histogram

import "math"

// Quantile returns the quantile p in [0,1] of the values, NaN if there are none
// or p is not a number. Outside [0,1] it is the least or greatest value.
//
// Within a bin values are taken as evenly spread from its least to its greatest,
// so an order statistic is off by no more than these are apart, and 3e-8 of its
// size: where values pile up on a number and others in its bin do not, the number
// comes out to 3e-8 of it, and whole numbers up to 2^25 exactly. With two piles
// in one bin it lies on either or between them, unless the bin is divided: then
// what lies on a pile, and nothing else, comes out as that number. It is never off by more than
// 1/512 of its size, and neither is a quantile unless it lies between a negative
// and a positive value. From P10 to P90 of many values errors are a hundredth of
// that. The result is never outside the values seen.
func (h *Histogram) Quantile(p float64) float64 {
	var out [1]float64
	h.Quantiles(out[:], []float64{p})
	return out[0]
}

// Quantiles sets out to the quantiles p, each as [Histogram.Quantile] does, and
// counts what lies where only once for all of them.
func (h *Histogram) Quantiles(out, p []float64) {
	h.index()
	for i := range p {
		out[i] = h.quantile(p[i])
	}
}

// index counts the values below each run, for locate.
func (h *Histogram) index() {
	h.places = h.places[:0]
	before := uint64(0)
	for run := range h.runs() {
		h.places = append(h.places, place{run, before})
		before += run.count()
	}
}

// place is a run and how many values are in lower ones.
type place struct {
	run
	before uint64
}

func (h *Histogram) quantile(p float64) float64 {
	switch {
	case h.n == 0 || math.IsNaN(p):
		return math.NaN()
	case p <= 0:
		return h.min
	case p >= 1:
		return h.max
	}
	rank := float64(float64(h.n-1) * p)
	k := uint64(rank)
	b, before := h.locate(k)
	low := h.order(b, before, k)
	switch part := rank - float64(k); {
	case part == 0:
		return low
	case k+1 < before+b.count:
		return between(low, h.order(b, before, k+1), part)
	default:
		b, before = h.locate(k + 1)
		return between(low, h.order(b, before, k+1), part)
	}
}

// locate returns the bin that holds the value of rank k < n, counted from 0, and
// how many values are in lower bins. The histogram is indexed.
func (h *Histogram) locate(k uint64) (b bin, before uint64) {
	i := len(h.places) - 1
	for h.places[i].before > k {
		i--
	}
	p := &h.places[i]
	b, before = p.at(k - p.before)
	return b, p.before + before
}

// order returns the value of rank k, which lies in bin b with before values in
// lower bins.
func (h *Histogram) order(b bin, before, k uint64) float64 {
	switch k {
	case 0:
		return h.min
	case h.n - 1:
		return h.max
	}
	return h.within(b.at(k - before))
}

// within returns v, or the least or greatest value if that is nearer.
func (h *Histogram) within(v float64) float64 { return max(h.min, min(v, h.max)) }

// between returns the number at part in [0,1] of the way from a to b ≥ a, never
// outside them.
func between(a, b, part float64) float64 {
	return max(a, min(float64(a*(1-part))+float64(b*part), b))
}

// Above estimates how many values are above x, where values that differ from x
// by less than 3e-8 of it may count as x: exactly for the bins above and below,
// and evenly spread within the bin of x, so it is off by at most the number of
// values in that one bin less two, and exact if they are one number. Of whole
// numbers up to 1024 in magnitude, which have a bin each, it is exact for every
// x such a number. It is 0 when x is not a number. Who knows x beforehand can
// count without any error.
func (h *Histogram) Above(x float64) float64 {
	switch {
	case h.n == 0 || !(x < h.max):
		return 0
	case x < h.min:
		return float64(h.n)
	}
	sum := 0.0
	for run := range h.runs() {
		for b := range run.bins() {
			sum += b.above(x)
		}
	}
	return sum
}

// MeanAbove returns the mean of the values above the quantile p, or expected
// shortfall: of the (1−p)·n greatest, of which the last may count in part. For
// p ≤ 0 that is the mean of all values, for the last value and beyond the
// greatest; NaN if there are none or p is not a number.
//
// It is computed from the counts of the bins and their least and greatest
// values, so it does not depend on the order of the values. It is off by at most 1/512 of the mean
// magnitude of the values it is the mean of; typical errors are a thousandth of
// that. The result is never outside the values seen.
func (h *Histogram) MeanAbove(p float64) float64 {
	if h.n == 0 || math.IsNaN(p) {
		return math.NaN()
	}
	skip := float64(math.Max(0, p) * float64(h.n))
	taken := float64(h.n) - skip
	if taken <= 1 {
		return h.max
	}
	mean, before := 0.0, 0.0
	greatest := 0.0
	for run := range h.runs() {
		for b := range run.bins() {
			greatest = b.greatest
			count := float64(b.count)
			if part := math.Min(before+count-skip, count); part > 0 { // of the bin, its upper end
				mean += float64(part / taken * b.top(part))
			}
			before += count
		}
	}
	mean += (h.max - greatest) / taken // this value is known
	return h.within(mean)
}
