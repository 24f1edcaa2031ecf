package line

import (
	"fmt"
	"math"
	"slices"
	"strconv"

	"github.com/talimat/talimat-plan/internal/elementary"
	"github.com/talimat/talimat-plan/internal/model"
	"github.com/talimat/talimat-plan/internal/unit"
)

// Range is a closed range of an input.
type Range struct {
	Low, High float64 // in base units, Low < High
}

// Span is a range and how it is walked.
type Span struct {
	Range
	Logarithmic bool // by equal factors; then Low > 0
	Whole       bool // whole numbers only
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
	r := Range{in.Legal(Rounded(low, 2, false)), in.Legal(Rounded(high, 2, true))}
	if r.Low >= r.High {
		return r, fmt.Errorf("%s can only be %g", in.Path, r.Low)
	}
	return r, nil
}

// NewSpan decides how a range is walked: by factors when it spans two powers of
// ten, unless it is of rates or shares.
func NewSpan(r Range, in *model.Input) Span {
	s := Span{Range: r, Whole: in.Whole}
	rates := in.Kind == unit.KindGrowth || in.Kind == unit.KindRatio
	s.Logarithmic = r.Low > 0 && r.High >= 100*r.Low && !rates
	return s
}

// Points are up to n places of the span, ascending, with both ends, and others
// where they are wanted; the inner ones have three digits.
func (s Span) Points(n int, others ...float64) []float64 {
	all := []float64{s.Low, s.High}
	if s.Whole && s.High-s.Low < float64(n) {
		n = int(s.High-s.Low) + 1
	}
	for i := 1; i < n-1; i++ {
		t := float64(i) / float64(n-1)
		x := s.Low + float64(t*(s.High-s.Low))
		if s.Logarithmic {
			x = s.Low * elementary.Pow(s.High/s.Low, t)
		}
		if s.Whole {
			x = math.Round(x)
		} else {
			x = Rounded(x, 3, false)
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
	return NewSpan(r, in).Points(n, *in.At)
}

// Middle is a place between two.
func (s Span) Middle(a, b float64) float64 {
	switch {
	case s.Whole:
		return math.Floor(a + float64((b-a)/2))
	case a > 0 && b >= 4*a:
		return math.Sqrt(a) * math.Sqrt(b)
	}
	return a + float64((b-a)/2)
}

// Legal is the number of the span next to x.
func (s Span) Legal(x float64) float64 {
	if s.Whole {
		return math.Round(x)
	}
	return x
}

// Near reports whether two places are as near as they need to be: whole numbers are
// when there is none between them, others by a tolerance of their value, or when no
// number that a computer has is between them.
func (s Span) Near(a, b, tolerance float64) bool {
	if s.Whole {
		return b-a <= 1
	}
	m := s.Middle(a, b)
	return b-a <= s.enough(a, b, tolerance) || m <= a || m >= b
}

// enough is how far two places may be apart.
func (s Span) enough(a, b, tolerance float64) float64 {
	return tolerance * max(math.Abs(a), math.Abs(b), (s.High-s.Low)*tolerance)
}

// Rounded is the number with so many significant digits next to x: not above it,
// or not below it.
func Rounded(x float64, digits int, up bool) float64 {
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

// Value is a number of an input with what it takes to write it.
func Value(in *model.Input, currency string, v float64) unit.Value {
	value := unit.Value{Number: v, Per: in.Per}
	if in.Kind.Money() {
		value.Currency = currency
	}
	return value
}
