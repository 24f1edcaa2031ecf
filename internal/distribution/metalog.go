package distribution

import (
	"fmt"
	"math"

	"github.com/talimat/talimat-plan/internal/elementary"
)

// Metalog returns Keelin's symmetric-percentile-triplet metalog: the smooth distribution with the three given
// quantiles, however skewed they are within reason. A nil bound is none; lower < p5 < p50 < p95 < upper.
//
// With y the probability, and t the identity without bounds, the logarithm of the distance from a single bound, or
// the logit of the place between two,
//
//	t(Q(y)) = t(p50) + logit(y)·(a2 + a3·(y - 1/2))
//	a2 = (t(p95) - t(p5)) / (2·ln 19),  a3 = (t(p95) + t(p5) - 2·t(p50)) / (0.9·ln 19)
//
// which rises everywhere when |a3| < 1.667·a2: t(p50) must lie in the middle three quarters of t(p5) to t(p95).
// A triplet outside is refused.
func Metalog(p5, p50, p95 float64, lower, upper *float64) (*Distribution, error) {
	s := newScale(lower, upper)
	if err := s.check(p5, p50, p95); err != nil {
		return nil, err
	}
	m, err := fit(s, p5, p50, p95)
	if err != nil {
		return nil, err
	}
	middle := s.to(p50)
	offset, factor := s.line(p50)
	d, err := tabulated(offset, factor, s.lower, s.upper, math.NaN(), always(func(w float64, upper bool) (float64, float64) {
		t, slope := m.at(w, upper)
		x, dx := s.from(middle, t)
		return x, dx * slope
	}))
	return named(d, err, "metalog p5 %s, p50 %s, p95 %s"+s.text(), p5, p50, p95)
}

const (
	ln19 = 2.9444389791664403 // logit(0.95)

	// steepest is the maximum of y(1-y)·logit(y) + y - 1/2 over y in (0,1). The slope of a metalog lies between
	// (a2 ± a3·steepest)/(y(1-y)) and takes both ends, so it is positive everywhere just when |a3|·steepest < a2.
	steepest = 0.599839320128867

	// margin is how far t(p50) must stay from t(p5) and t(p95), as a share of their distance: there |a3|·steepest = a2.
	margin = 0.5 - 0.225/steepest
)

// metalog is t(Q(y)) - t(p50) = logit(y)·(a2 + a3·(y-1/2)).
type metalog struct{ a2, a3 float64 }

// fit returns the metalog through three ascending quantiles, or an error that names the legal range of p50.
func fit(s scale, p5, p50, p95 float64) (metalog, error) {
	a, b, c := s.to(p5), s.to(p50), s.to(p95)
	m := metalog{a2: (c - a) / (2 * ln19), a3: ((c - b) - (b - a)) / (0.9 * ln19)}
	if math.Abs(m.a3)*steepest < m.a2 {
		return m, nil
	}
	least, most := s.back(a+float64(margin*(c-a))), s.back(c-float64(margin*(c-a)))
	near, side := "p95", "left"
	switch {
	case p50 <= least:
		near, side = "p5", "right"
	case !(p50 >= most): // they differ by rounding errors only
		return m, fmt.Errorf("p5 %s, p50 %s and p95 %s are too close together", number(p5), number(p50), number(p95))
	}
	return m, fmt.Errorf("p50 %s is too close to %s: the distribution would be too skewed to the %s; with p5 %s and p95 %s, p50 must lie between %.4g and %.4g",
		number(p50), near, side, number(p5), number(p95), least, most)
}

// at returns t(Q) - t(p50) at y = w, or at y = 1-w in the upper tail, and its derivative by y.
func (m metalog) at(w float64, upper bool) (t, slope float64) {
	l, y := logit(w), w-0.5
	if upper {
		l, y = -l, -y
	}
	lean := m.a2 + float64(m.a3*y)
	return l * lean, lean/(w*(1-w)) + float64(m.a3*l)
}

// scale is the increasing transform t of a metalog.
type scale struct {
	lower, upper float64 // ∓Inf is none
}

func newScale(lower, upper *float64) scale {
	s := scale{math.Inf(-1), math.Inf(1)}
	if lower != nil {
		s.lower = *lower
	}
	if upper != nil {
		s.upper = *upper
	}
	return s
}

// check returns an error unless the quantiles ascend within the bounds.
func (s scale) check(p5, p50, p95 float64) error {
	if s.above() {
		if err := ascending("the lower bound", s.lower, "p5", p5); err != nil {
			return err
		}
	}
	if err := ascending("p5", p5, "p50", p50); err != nil {
		return err
	}
	if err := ascending("p50", p50, "p95", p95); err != nil {
		return err
	}
	if s.below() {
		return ascending("p95", p95, "the upper bound", s.upper)
	}
	return nil
}

// above and below report whether there is a lower and an upper bound. A bound that is not a number counts, so that
// check refuses it.
func (s scale) above() bool { return s.lower != math.Inf(-1) }
func (s scale) below() bool { return s.upper != math.Inf(1) }

// to returns t(x).
func (s scale) to(x float64) float64 {
	switch {
	case s.above() && s.below():
		return elementary.Log(x-s.lower) - elementary.Log(s.upper-x)
	case s.above():
		return elementary.Log(x - s.lower)
	case s.below():
		return -elementary.Log(s.upper - x)
	}
	return x
}

// back returns the x of which t is the transform.
func (s scale) back(t float64) float64 {
	switch {
	case s.above() && s.below():
		return s.lower + float64((s.upper-s.lower)*logistic(t))
	case s.above():
		return s.lower + elementary.Exp(t)
	case s.below():
		return s.upper - elementary.Exp(-t)
	}
	return t
}

// line and from split back(middle + t), where middle = t(p50), into offset + factor·value with a value near 1 in
// size, which tabulates without overflow; from also returns the derivative of the value by t.
func (s scale) line(p50 float64) (offset, factor float64) {
	switch {
	case s.above() && s.below():
		return s.lower, s.upper - s.lower
	case s.above():
		return s.lower, p50 - s.lower
	case s.below():
		return s.upper, s.upper - p50
	}
	return p50, 1
}

func (s scale) from(middle, t float64) (value, slope float64) {
	switch {
	case s.above() && s.below():
		p, q := logistic(middle+t), logistic(-middle-t)
		return p, p * q
	case s.above():
		y := elementary.Exp(t)
		return y, y
	case s.below():
		y := elementary.Exp(-t)
		return -y, y
	}
	return t, 1
}

// text describes the bounds, with a leading comma.
func (s scale) text() string {
	switch {
	case s.above() && s.below():
		return ", within " + number(s.lower) + " to " + number(s.upper)
	case s.above():
		return ", above " + number(s.lower)
	case s.below():
		return ", below " + number(s.upper)
	}
	return ""
}
