package distribution

import (
	"cmp"
	"fmt"
	"math"

	"github.com/talimat/talimat-plan/internal/elementary"
	"github.com/talimat/talimat-plan/internal/special"
)

// z95 is the 0.95 quantile of the standard normal distribution: a 90 % interval is ±z95 standard deviations.
const z95 = 1.6448536269514722

// Interval returns the lognormal distribution that lies in [low, high] with probability 90 %, for positive quantities
// with a typical factor of error: users, prices, load. 0 < low < high.
func Interval(low, high float64) (*Distribution, error) {
	if err := ascending("low", low, "high", high); err != nil {
		return nil, err
	}
	if low <= 0 {
		return nil, fmt.Errorf("low must be above 0: a lognormal interval cannot reach %s", number(low))
	}
	sigma := (elementary.Log(high) - elementary.Log(low)) / (2 * z95)
	d, err := Lognormal(math.Sqrt(low)*math.Sqrt(high), sigma)
	return named(d, err, "lognormal %s to %s", low, high)
}

// Lognormal returns the distribution whose logarithm is normal with mean ln(median) and standard deviation sigma.
// median > 0, sigma > 0 (no unit: 0.2 is about ±20 %).
func Lognormal(median, sigma float64) (*Distribution, error) {
	if err := cmp.Or(positive("the median", median), positive("sigma", sigma)); err != nil {
		return nil, err
	}
	d, err := tabulated(0, median, 0, math.Inf(1), median*elementary.Exp(sigma*sigma/2), always(func(w float64, upper bool) (float64, float64) {
		z, slope := standardNormal(w, upper)
		y := elementary.Exp(sigma * z)
		return y, y * sigma * slope
	}))
	return named(d, err, "lognormal, median %s, sigma %s", median, sigma)
}

// Share returns the distribution that lies in [low, high] with probability 90 %, for shares such as cache hit ratios: it
// stays within 0 and 1. 0 ≤ low < high ≤ 1.
//
// Where low is within a factor of 20 of high, and so are the rests 1 − high and 1 − low, it is logit-normal. Where an end
// comes nearer to 0 or 1, ln((p + s)/(1 − p + t)) is normal with the shifts that bring the factors back to 20, as in
// [Span]: s = (high − 20·low)/19 and t = ((1 − low) − 20·(1 − high))/19, no less than 0; what lies below 0 or above 1 is
// cut. With x normal, p = −s + (1 + s + t)/(1 + e^−x).
func Share(low, high float64) (*Distribution, error) {
	if err := ascending("low", low, "high", high); err != nil {
		return nil, err
	}
	if low < 0 || high > 1 {
		return nil, fmt.Errorf("low and high must lie between 0 and 1: a share cannot be %s to %s", number(low), number(high))
	}
	s, t := max(0, (high-float64(widest*low))/(widest-1)), max(0, ((1-low)-float64(widest*(1-high)))/(widest-1))
	a, b := logShare(low, s, t), logShare(high, s, t)
	mu, sigma := (a+b)/2, (b-a)/(2*z95)
	mean := math.NaN()
	if s > 0 || t > 0 {
		mean = cutMean(func(z float64) float64 { return -s + float64((1+s+t)*logistic(mu+float64(sigma*z))) })
	}
	d, err := tabulated(-s, 1+s+t, 0, 1, mean, always(func(w float64, upper bool) (float64, float64) {
		z, slope := standardNormal(w, upper)
		p, q := logistic(mu+float64(sigma*z)), logistic(-mu-float64(sigma*z))
		return p, p * q * sigma * slope
	}))
	if s > 0 || t > 0 {
		return named(d, err, "shifted logit-normal %s to %s", low, high)
	}
	return named(d, err, "logit-normal %s to %s", low, high)
}

// logShare is ln((p+s)/(1-p+t)).
func logShare(p, s, t float64) float64 {
	if s == 0 && t == 0 {
		return logit(p)
	}
	return elementary.Log(p+s) - elementary.Log(1-p+t)
}

// cutMean is the mean of f(z), cut to [0, 1], over a standard normal z, by the trapezoid rule over ±8 standard
// deviations.
func cutMean(f func(z float64) float64) float64 {
	const steps, reach = 4000, 8.0
	sum, weights := 0.0, 0.0
	for i := range steps + 1 {
		z := reach * (2*float64(i)/steps - 1)
		weight := elementary.Exp(-z * z / 2)
		sum += float64(weight * min(max(f(z), 0), 1))
		weights += weight
	}
	return sum / weights
}

// NormalInterval returns the normal distribution that lies in [low, high] with probability 90 %, for quantities that
// may be negative: price drift, net growth. low < high.
func NormalInterval(low, high float64) (*Distribution, error) {
	if err := ascending("low", low, "high", high); err != nil {
		return nil, err
	}
	d, err := Normal(float64(low/2)+float64(high/2), (float64(high/2)-float64(low/2))/z95)
	return named(d, err, "normal %s to %s", low, high)
}

// Normal returns the normal distribution. sd > 0, in the unit of the mean.
func Normal(mean, sd float64) (*Distribution, error) {
	if err := legal("the mean", mean); err != nil {
		return nil, err
	}
	if err := positive("the standard deviation", sd); err != nil {
		return nil, err
	}
	d, err := tabulated(mean, sd, math.Inf(-1), math.Inf(1), mean, always(standardNormal))
	return named(d, err, "normal, mean %s, sd %s", mean, sd)
}

// always begins a curve that remembers nothing.
func always(f curve) func() curve { return func() curve { return f } }

// standardNormal is the curve of the standard normal distribution; dz/du = 1/φ(z).
func standardNormal(w float64, upper bool) (value, slope float64) {
	z := special.NormalQuantile(w)
	slope = math.Sqrt(2*math.Pi) * elementary.Exp(z*z/2)
	if upper {
		return -z, slope
	}
	return z, slope
}

// logit is ln(p/(1-p)), for p in (0,1).
func logit(p float64) float64 { return elementary.Log(p) - elementary.Log1p(-p) }

// logistic is the inverse of logit.
func logistic(x float64) float64 { return 1 / (1 + elementary.Exp(-x)) }
