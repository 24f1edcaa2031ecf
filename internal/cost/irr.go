package cost

import (
	"math"
	"slices"
)

// The rates per period between which IRRs are looked for: a loss of nearly all
// and a gain of ten times what was there. Beyond them a rate says nothing.
const (
	leastRate = -0.99
	mostRate  = 10
)

// apart is how far two rates lie apart at least, in parts of what one unit becomes.
// Where NPV touches zero, the last bits of its terms do not tell more.
const apart = 1e-6

// IRR is the rate per period at which NPV is zero; ok is false when there is no
// such rate between −99 % and 1,000 %, or more than one. See [IRRs].
func IRR(flows []float64) (rate float64, ok bool) {
	rates := IRRs(flows)
	if len(rates) != 1 {
		return 0, false
	}
	return rates[0], true
}

// IRRs are all rates per period between −99 % and 1,000 % at which NPV is zero,
// rising. With x = 1 ÷ (1 + rate) they are the roots of Σ flows[t]·xᵗ; roots
// beyond 1 are those of the polynomial read backwards at 1 ÷ x, so that no power
// overflows. By Descartes' rule of signs there is none without a change of sign.
// A rate at which NPV touches zero counts once.
func IRRs(flows []float64) []float64 {
	flows = significant(flows)
	if len(flows) < 2 || !slices.ContainsFunc(flows, func(f float64) bool { return f*flows[0] < 0 }) {
		return nil
	}
	var rates []float64
	for _, x := range roots(flows, 1/(1+float64(mostRate)), 1+apart) { // and 1 itself, whatever the last bit says
		rates = append(rates, 1/x-1)
	}
	backwards := slices.Clone(flows)
	slices.Reverse(backwards)
	for _, y := range roots(backwards, 1+leastRate, 1) {
		rates = append(rates, y-1)
	}
	slices.Sort(rates)
	return slices.CompactFunc(rates, func(a, b float64) bool { return math.Abs(a-b) < apart*(1+b) })
}

// significant are flows without the last bits that sums of money leave, from the
// first to the last that is not zero. NPV is zero at the same rates.
func significant(flows []float64) []float64 {
	most := 0.0
	for _, f := range flows {
		most = max(most, math.Abs(f))
	}
	kept, first, last := slices.Clone(flows), -1, 0
	for t, f := range kept {
		if math.Abs(f) <= 1e-11*most {
			kept[t] = 0
			continue
		}
		if first < 0 {
			first = t
		}
		last = t
	}
	if first < 0 {
		return nil
	}
	return kept[first : last+1]
}

// polynomial is Σ c[t]·xᵗ in two parts that both rise with x from 0 on, and so
// bound it between any two points.
type polynomial struct{ up, down []float64 }

func newPolynomial(coefficients []float64) polynomial {
	p := polynomial{make([]float64, len(coefficients)), make([]float64, len(coefficients))}
	for t, c := range coefficients {
		if c > 0 {
			p.up[t] = c
		} else {
			p.down[t] = -c
		}
	}
	return p
}

// slope is the derivative.
func (p polynomial) slope() polynomial {
	d := polynomial{make([]float64, len(p.up)-1), make([]float64, len(p.up)-1)}
	for t := range d.up {
		d.up[t], d.down[t] = p.up[t+1]*float64(t+1), p.down[t+1]*float64(t+1)
	}
	return d
}

func (p polynomial) at(x float64) float64 { return horner(p.up, x) - horner(p.down, x) }

// between reports whether it may be zero from a to b.
func (p polynomial) between(a, b float64) bool {
	return horner(p.up, a)-horner(p.down, b) <= 0 && horner(p.up, b)-horner(p.down, a) >= 0
}

func horner(c []float64, x float64) float64 {
	v := 0.0
	for t := len(c) - 1; t >= 0; t-- {
		v = float64(v*x) + c[t]
	}
	return v
}

// roots are the points beyond a up to b at which a polynomial is zero, rising. It
// halves intervals until the polynomial has no zero in one, or rises or falls all
// over it; one too narrow to tell holds a point at which it touches zero.
func roots(coefficients []float64, a, b float64) (found []float64) {
	p := newPolynomial(coefficients)
	d := p.slope()
	var look func(a, b float64)
	look = func(a, b float64) {
		switch {
		case !p.between(a, b):
		case !d.between(a, b):
			if left, right := p.at(a), p.at(b); right == 0 {
				found = append(found, b)
			} else if left*right < 0 {
				found = append(found, crossing(p, a, b))
			}
		case b-a < 1e-11*b:
			found = append(found, (a+b)/2)
		default:
			middle := (a + b) / 2
			look(a, middle)
			look(middle, b)
		}
	}
	look(a, b)
	return found
}

// crossing halves an interval in which a polynomial changes its sign once.
func crossing(p polynomial, a, b float64) float64 {
	left := p.at(a)
	for range 80 {
		middle := (a + b) / 2
		if v := p.at(middle); v != 0 && (v < 0) == (left < 0) {
			a = middle
		} else {
			b = middle
		}
	}
	return (a + b) / 2
}
