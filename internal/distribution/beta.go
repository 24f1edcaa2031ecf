package distribution

import (
	"cmp"
	"fmt"
	"math"

	"github.com/talimat/talimat-plan/internal/elementary"
	"github.com/talimat/talimat-plan/internal/special"
)

// PERT returns the beta distribution on [low, high] with the given most likely value and mean (low + 4·mode + high)/6.
// low ≤ mode ≤ high, low < high.
func PERT(low, mode, high float64) (*Distribution, error) {
	if err := triplet(low, mode, high); err != nil {
		return nil, err
	}
	width := high - low
	alpha, beta := 1+4*(mode-low)/width, 1+4*(high-mode)/width
	mean := low/6 + float64(mode*(4.0/6)) + high/6
	d, err := tabulated(low, width, low, high, mean, newBetaCurve(alpha, beta).begin)
	return named(d, err, "PERT %s, %s, %s", low, mode, high)
}

// Beta returns the beta distribution on [0, 1] with mean alpha/(alpha+beta). Both are between 0.1 and 100,000.
func Beta(alpha, beta float64) (*Distribution, error) {
	d, err := BetaBetween(alpha, beta, 0, 1)
	return named(d, err, "beta(%s, %s)", alpha, beta)
}

// BetaBetween returns the beta distribution stretched over [low, high]. low < high; alpha and beta as for [Beta].
func BetaBetween(alpha, beta, low, high float64) (*Distribution, error) {
	if err := cmp.Or(positive("alpha", alpha), positive("beta", beta), ascending("the minimum", low, "the maximum", high)); err != nil {
		return nil, err
	}
	if math.Min(alpha, beta) < 0.1 || math.Max(alpha, beta) > 1e5 {
		return nil, fmt.Errorf("alpha and beta must be between 0.1 and 100,000: they are %s and %s", number(alpha), number(beta))
	}
	mean := float64(low*(beta/(alpha+beta))) + float64(high*(alpha/(alpha+beta)))
	d, err := tabulated(low, high-low, low, high, mean, newBetaCurve(alpha, beta).begin)
	return named(d, err, "beta(%s, %s) from %s to %s", alpha, beta, low, high)
}

// Triangular returns the distribution whose density rises in a straight line from low to mode and falls to high.
// low ≤ mode ≤ high, low < high.
func Triangular(low, mode, high float64) (*Distribution, error) {
	if err := triplet(low, mode, high); err != nil {
		return nil, err
	}
	d := &Distribution{shape: shapeTriangular, low: low, mode: mode, high: high, mean: low/3 + mode/3 + high/3}
	return named(d, nil, "triangular %s, %s, %s", low, mode, high)
}

// triplet returns an error unless low ≤ mode ≤ high and low < high.
func triplet(low, mode, high float64) error {
	if err := legal("the most likely value", mode); err != nil {
		return err
	}
	if err := ascending("the minimum", low, "the maximum", high); err != nil {
		return err
	}
	if mode < low || mode > high {
		return fmt.Errorf("the most likely value must lie between the minimum and the maximum: %s is not between %s and %s",
			number(mode), number(low), number(high))
	}
	return nil
}

// betaCurve is the quantile function of the beta distribution on [0, 1]. It is solved outwards from the median, each
// cell edge from its neighbour, which takes one evaluation of the incomplete beta function instead of dozens.
type betaCurve struct {
	lower, upper  betaTail // the upper tail is the lower one of the mirrored distribution
	median, slope float64  // where both meet: the distance from 1 has fewer digits
}

func newBetaCurve(alpha, beta float64) betaCurve {
	lnB := special.LogBeta(alpha, beta)
	median, slope := betaMedian(alpha, beta, lnB)
	return betaCurve{
		median: median, slope: slope,
		lower: newBetaTail(alpha, beta, lnB, elementary.Log(median)),
		upper: newBetaTail(beta, alpha, lnB, elementary.Log1p(-median)),
	}
}

// betaMedian is the x with I_x(a,b) = 1/2, and dx/dI there, from J. Kerman's approximation on ("A
// closed-form approximation for the median of the beta distribution", 2011).
func betaMedian(a, b, lnB float64) (x, slope float64) {
	t := betaTail{a: a, b: b, lnB: lnB}
	x = (a - 1.0/3) / (a + b - 2.0/3)
	if math.Min(a, b) < 1 { // where that does not hold, the mean will do
		x = a / (a + b)
	}
	t.move(elementary.Log(x))
	t.derive(elementary.Log(special.Beta(a, b, x)))
	return t.solve(0.5)
}

// begin is the curve at the median.
func (c betaCurve) begin() curve { return c.at }

// at is the [curve]. Calls for one tail must go outwards.
func (c *betaCurve) at(w float64, upper bool) (value, slope float64) {
	if w == 0.5 {
		return c.median, c.slope
	}
	if upper {
		x, slope := c.upper.solve(w)
		return 1 - x, slope
	}
	return c.lower.solve(w)
}

// betaTail is the equation I_x(a,b) = w, and its last solution.
type betaTail struct {
	a, b, lnB     float64
	x, lnX, lnI   float64 // ln x and ln I_x(a,b)
	first, second float64 // derivatives of ln I by ln x
}

// newBetaTail is the equation at its median.
func newBetaTail(a, b, lnB, lnX float64) betaTail {
	t := betaTail{a: a, b: b, lnB: lnB}
	t.move(lnX)
	t.derive(-math.Ln2)
	return t
}

// solve returns the x with I_x(a,b) = w ≤ 1/2, and dx/dw there. Its first guess is the Taylor polynomial at the last
// solution. As ln I is concave in ln x, Newton's steps would converge from anywhere, and Halley's are exact to the
// third power of the error.
func (t *betaTail) solve(w float64) (x, slope float64) {
	const enough = 1e-5 // its third power is below the resolution
	target := elementary.Log(w)
	newton := (target - t.lnI) / t.first
	if step := newton - float64(t.second/t.first*newton*newton/2); step <= 0 && step >= 2*newton {
		t.move(t.lnX + step)
	}
	for range 50 {
		t.derive(elementary.Log(special.Beta(t.a, t.b, t.x)))
		miss := t.lnI - target
		step := miss / t.first
		if curved := 1 - float64(step*t.second/t.first/2); curved > 0.5 {
			step /= curved
		}
		if math.IsNaN(step) { // x is 0 or 1 to the last digit
			break
		}
		t.move(math.Min(t.lnX-step, -1e-17))
		if math.Abs(miss) < enough {
			break
		}
	}
	t.derive(target)
	return t.x, t.x / (w * t.first)
}

// move goes to another x.
func (t *betaTail) move(lnX float64) { t.x, t.lnX = elementary.Exp(lnX), lnX }

// derive sets the first two derivatives of ln I by ln x at x, where ln I is lnI.
func (t *betaTail) derive(lnI float64) {
	lnDensity := float64((t.a-1)*t.lnX) + float64((t.b-1)*elementary.Log1p(-t.x)) - t.lnB
	t.lnI, t.first = lnI, elementary.Exp(t.lnX+lnDensity-lnI)
	t.second = t.first * (t.a - (t.b-1)*t.x/(1-t.x) - t.first)
}
