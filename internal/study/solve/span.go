package solve

import (
	"fmt"
	"math"
	"slices"
	"strconv"

	"github.com/talimat/talimat-plan/internal/elementary"
	"github.com/talimat/talimat-plan/internal/model"
	"github.com/talimat/talimat-plan/internal/unit"
)

// span is a range of an input and how it is walked.
type span struct {
	Range
	logarithmic bool // by equal factors; then Low > 0
	whole       bool // whole numbers only
}

// Around is where to look for an input unless told otherwise: a share anywhere,
// a rate up to three times the present one or a doubling in a year, a whole number
// up to ten times and any other from a hundredth to a hundred times of it.
func Around(in *model.Input) (Range, error) {
	now := *in.At
	low, high := now/100, now*100
	switch {
	case in.Whole:
		low, high = math.Min(0, 10*now), math.Max(10*now, now+10)
	case in.Kind == unit.KindGrowth:
		low = max(min(0, 3*now), -0.9)
		high = max(3*now, elementary.Pow(2, in.Per/12)-1)
	case in.Kind == unit.KindRatio:
		low, high = min(0, 3*now), max(1, 3*now)
		if in.Low > 0 { // and so small that it stands for more than nothing
			low = min(now, 0.01)
		}
	case now < 0:
		low, high = 10*now, -10*now
	case now == 0 && (math.IsInf(in.Low, 0) || math.IsInf(in.High, 0)):
		return Range{}, fmt.Errorf("%s is 0 now, which does not say how large it may be: say where to look with --between", in.Path)
	case now == 0:
		low, high = in.Low, in.High
	}
	r := Range{in.Legal(rounded(low, 2, false)), in.Legal(rounded(high, 2, true))}
	if r.Low >= r.High {
		return r, fmt.Errorf("%s can only be %g", in.Path, r.Low)
	}
	return r, nil
}

// newSpan decides how a range is walked: by factors when it spans two powers of
// ten, unless it is of rates or shares.
func newSpan(r Range, in *model.Input) span {
	s := span{Range: r, whole: in.Whole}
	rates := in.Kind == unit.KindGrowth || in.Kind == unit.KindRatio
	s.logarithmic = r.Low > 0 && r.High >= 100*r.Low && !rates
	return s
}

// points are up to n places of the span, ascending, with both ends, and others
// where they are wanted; the inner ones have three digits.
func (s span) points(n int, others ...float64) []float64 {
	all := []float64{s.Low, s.High}
	if s.whole && s.High-s.Low < float64(n) {
		n = int(s.High-s.Low) + 1
	}
	for i := 1; i < n-1; i++ {
		t := float64(i) / float64(n-1)
		x := s.Low + float64(t*(s.High-s.Low))
		if s.logarithmic {
			x = s.Low * elementary.Pow(s.High/s.Low, t)
		}
		if s.whole {
			x = math.Round(x)
		} else {
			x = rounded(x, 3, false)
		}
		if x > s.Low && x < s.High {
			all = append(all, x)
		}
	}
	for _, x := range others {
		if x > s.Low && x < s.High {
			all = append(all, x)
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// Places are about n places of a range, ascending, with both ends and the present
// value: whole numbers, or numbers with three digits; evenly spread, or by equal
// factors where the range spans two powers of ten.
func Places(r Range, in *model.Input, n int) []float64 {
	return newSpan(r, in).points(n, *in.At)
}

// middle is a place between two.
func (s span) middle(a, b float64) float64 {
	switch {
	case s.whole:
		return math.Floor(a + float64((b-a)/2))
	case a > 0 && b >= 4*a:
		return math.Sqrt(a) * math.Sqrt(b)
	}
	return a + float64((b-a)/2)
}

// near reports whether two places are as near as they need to be.
func (s span) near(a, b, tolerance float64) bool {
	if s.whole {
		return b-a <= 1
	}
	m := s.middle(a, b)
	return b-a <= s.enough(a, b, tolerance) || m <= a || m >= b
}

// enough is how far two places may be apart.
func (s span) enough(a, b, tolerance float64) float64 {
	return tolerance * max(math.Abs(a), math.Abs(b), (s.High-s.Low)*tolerance)
}

// rounded is the number with so many significant digits next to x: not above it,
// or not below it.
func rounded(x float64, digits int, up bool) float64 {
	if x == 0 || math.IsInf(x, 0) || math.IsNaN(x) {
		return x
	}
	exponent := int(math.Floor(elementary.Log10(math.Abs(x)))) - digits + 1
	text := strconv.FormatFloat(x, 'e', digits-1, 64)
	near, err := strconv.ParseFloat(text, 64)
	if err != nil || near == x || up == (near > x) {
		return near
	}
	n := math.Round(near * elementary.Pow(10, -float64(exponent)))
	if up {
		n++
	} else {
		n--
	}
	next, err := strconv.ParseFloat(fmt.Sprintf("%.0fe%d", n, exponent), 64)
	if err != nil {
		return x
	}
	return next
}

// places is how many digits people expect of an input at x at least: three, but
// no part of a dollar from $100 on, nor of what is counted in tens as it is now.
func places(in *model.Input, now, x float64) int {
	whole := int(math.Floor(elementary.Log10(max(math.Abs(x), 1)))) + 1
	switch {
	case in.Kind == unit.KindCount && now >= 10 && now == math.Trunc(now):
		return whole
	case in.Kind == unit.KindCount, in.Kind == unit.KindMoney, in.Kind == unit.KindMoneyPerMonth:
		return max(3, whole)
	}
	return 3
}
