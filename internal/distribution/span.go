package distribution

import (
	"fmt"
	"math"

	"github.com/talimat/talimat-plan/internal/elementary"
	"github.com/talimat/talimat-plan/internal/special"
)

// widest is the greatest factor between the ends of an interval of which only the logarithm is taken. What spans more
// is hardly known by a factor: 0 to 1000 has none at all. 20 is a choice, and the widest estimate that is common.
const widest = 20

// Span returns the distribution that lies in [low, high] with probability 90 %, for quantities such as users, prices
// and load; bounded when they cannot be negative. low < high.
//
// Within a factor of 20 it is [Interval], the lognormal distribution. Beyond, ln(x + s) is normal with the shift s that
// brings the factor back to 20,
//
//	(high + s) / (low + s) = 20   ⇒   s = (high − 20·low) / 19,
//
// which is 0 where the factor is 20 and high/19 where low is 0: median and quantiles are continuous in both ends, the
// median of 0 to b is b·(√20 − 1)/19 = 0.183·b, and the 5 % below low are cut at 0 for a bounded quantity.
// Where low is below 0 the factor falls on, from 20 at low = 0 to 1 at low = −high, as 20^(1 + low/high): there the
// shift is infinite and the distribution normal. What leans to the negative side is the mirror image.
func Span(low, high float64, bounded bool) (*Distribution, error) {
	if err := ascending("low", low, "high", high); err != nil {
		return nil, err
	}
	switch {
	case low > 0 && high <= widest*low:
		return Interval(low, high)
	case bounded && low < 0:
		return nil, fmt.Errorf("low must not be below 0: it is %s", number(low))
	}
	lean, near, far := 1.0, low, high
	if low+high < 0 {
		lean, near, far = -1, -high, -low
	}
	factor := float64(widest * elementary.Pow(widest, min(near, 0)/far))
	shift := max(0, (far-float64(factor*near))/(factor-1))
	if shift > 1e9*(high-low) { // normal to the last digit that the table keeps
		return NormalInterval(low, high)
	}
	floor := math.Inf(-1)
	if bounded {
		floor = 0
	}
	d, err := shifted(near, far, shift, floor, lean)
	return named(d, err, "shifted lognormal %s to %s", low, high)
}

// Rate returns the distribution of a rate of change that lies in [low, high] with probability 90 %: 1 + rate, what the
// period multiplies by, is lognormal. −1 < low < high. It is the same distribution whatever the period that the rate is
// for, since ln(1 + rate) of a year is twelve times that of a month.
func Rate(low, high float64) (*Distribution, error) {
	if err := ascending("low", low, "high", high); err != nil {
		return nil, err
	}
	if low <= -1 {
		return nil, fmt.Errorf("low must be above -1: nothing is left of a quantity that changes by %s", number(low))
	}
	d, err := shifted(low, high, 1, -1, 1)
	return named(d, err, "lognormal in 1 + rate, %s to %s", low, high)
}

// IsWide reports an interval that spans more than a factor of 20, to which its distribution is shifted; of a rate, that
// of 1 + rate counts, and of a share also that of what is left of 1.
func IsWide(low, high float64, rate, share bool) bool {
	switch {
	case rate:
		return 1+high > widest*(1+low)
	case share:
		return high > widest*low || 1-low > widest*(1-high)
	}
	return low >= 0 && high > widest*low
}

// shifted is the distribution of x ≥ floor where ln(x + shift) is normal with the quantiles low and high of x at 5 and
// 95 %; of −x when it leans to that side. What lies below the floor, which is −shift, 0 or −∞, is cut to it. The mean of
// what is cut at 0 is that of max(y − shift, 0) for a lognormal y with the median m, as in the price of an option:
// m·e^(σ²/2)·Φ(d + σ) − shift·Φ(d) with d = ln(m/shift)/σ.
func shifted(low, high, shift, floor, lean float64) (*Distribution, error) {
	a, b := low+shift, high+shift
	sigma := elementary.Log(b/a) / (2 * z95)
	if !(a > 0) || !(sigma > 0) || legal("", b) != nil {
		return nil, errTooWide
	}
	median := math.Sqrt(a) * math.Sqrt(b)
	mean := lean * (float64(median*elementary.Exp(sigma*sigma/2)) - shift)
	if floor == 0 && shift > 0 {
		d := elementary.Log(median/shift) / sigma
		mean = float64(median*elementary.Exp(sigma*sigma/2)*special.Normal(d+sigma)) - float64(shift*special.Normal(d))
	}
	return tabulated(-lean*shift, median, floor, math.Inf(1), mean, always(func(w float64, upper bool) (float64, float64) {
		z, slope := standardNormal(w, upper)
		y := elementary.Exp(lean * sigma * z)
		return lean * y, y * sigma * slope
	}))
}
