package distribution

import (
	"errors"
	"math"

	"github.com/talimat/talimat-plan/internal/crew"
)

const (
	octaves  = 33                // halvings of w that the table covers, from 1/2
	cells    = 16                // cells per octave: the top bits of the mantissa
	half     = octaves*cells + 1 // cells of one tail; the last is the point w = 1/2
	smallest = 1.0 / (1 << 34)   // lowest w, 2^-34

	shift    = 52 - 4           // bits of a float64 below its cell number
	firstKey = (1023 - 34) << 4 // bits>>shift of smallest
	halfBits = 1022 << 52       // bits of 1/2
)

// table is a quantile function as cubic pieces: first the cells of the lower tail by ascending w = u, then those of
// the upper tail by ascending w = 1-u.
type table [2 * half]piece

// piece is a cubic: value = c0 + δ(c1 + δ(c2 + δ·c3)), δ = w - start of the cell.
type piece struct{ c [4]float64 }

// at returns the value for u in [smallest, 1-smallest]. The tail is chosen without a branch, which no processor could
// predict: mask is all ones for u ≥ 1/2.
func (t *table) at(u float64) float64 {
	lower, upper := math.Float64bits(u), math.Float64bits(1-u)
	mask := uint64(int64(halfBits-1-lower) >> 63)
	bits := lower ^ (lower^upper)&mask
	c := &t[bits>>shift-firstKey+half&mask].c
	delta := math.Float64frombits(bits) - math.Float64frombits(bits&^(1<<shift-1))
	return c[0] + float64(delta*(c[1]+float64(delta*(c[2]+float64(delta*c[3])))))
}

// A curve returns the quantile function at u = w, or at u = 1-w in the upper tail, and its derivative by u. It is
// called with w in [2^-34, 1/2], and takes the tail and w apart because 1-w has lost the last digits of a small w. One
// goroutine may call it for each tail.
type curve func(w float64, upper bool) (value, slope float64)

var errTooWide = errors.New("the distribution is too wide: its tails are larger than any number")

// tabulate builds the table of a curve, both tails at once. Values must be finite and not decrease with u; decreases
// by rounding are evened out, and slopes are limited so that every piece is monotone (Fritsch and Carlson 1980,
// slope ≤ 3·secant).
func tabulate(f curve) *table {
	t := new(table)
	var lower crew.Crew
	lower.Go(func() { fillTail(t[:half], f, false) })
	fillTail(t[half:], f, true)
	lower.Wait()
	return t
}

// fillTail builds one tail of the table of a curve.
func fillTail(tail []piece, f curve, upper bool) {
	var w, x, m [half]float64
	sign := 1.0 // of dw/du
	if upper {
		sign = -1
	}
	for i := half - 1; i >= 0; i-- {
		w[i] = math.Float64frombits((firstKey + uint64(i)) << shift)
		value, slope := f(w[i], upper)
		if i < half-1 { // outwards the values only move away from the median
			value = sign * math.Min(sign*value, sign*x[i+1])
		}
		x[i], m[i] = value, sign*slope
	}
	for i := range half - 1 {
		tail[i].c = hermite(w[i+1]-w[i], x[i], x[i+1], m[i], m[i+1])
	}
	tail[half-1].c[0] = x[half-1]
}

// hermite returns the cubic on [0,h] with values a, b and slopes ma, mb at its ends, the slopes limited for monotony.
func hermite(h, a, b, ma, mb float64) [4]float64 {
	secant := (b - a) / h
	limit := func(m float64) float64 {
		r := m / secant
		switch {
		case secant == 0 || r < 0:
			return 0
		case r <= 3:
			return m
		}
		return 3 * secant // also for a slope that is not a number
	}
	ma, mb = limit(ma), limit(mb)
	return [4]float64{a, ma, (float64(3*secant) - float64(2*ma) - mb) / h, (ma + mb - float64(2*secant)) / (h * h)}
}

// mean integrates the pieces over u in (0,1), holding the ends of the table beyond them.
func (t *table) mean() float64 {
	sum := 0.0
	for tail := range 2 {
		for i := half - 2; i >= 0; i-- {
			h := math.Ldexp(1.0/cells, i/cells-34)
			c := &t[tail*half+i].c
			sum += float64(h * (c[0] + float64(h*(float64(c[1]/2)+float64(h*(c[2]/3+float64(h*c[3]/4)))))))
		}
		sum += float64(smallest * t[tail*half].c[0])
	}
	return sum
}
