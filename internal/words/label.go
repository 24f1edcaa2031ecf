package words

import (
	"math"
	"strconv"
	"strings"

	"github.com/talimat/talimat-plan/internal/unit"
)

// Label writes the numbers of one kind where there is little room, as the axes of
// a chart: "€120k", "120k CHF", "1.5 TB". Numbers are in base units.
type Label struct {
	Kind     unit.Kind // what they measure
	Currency Currency  // of money
	ASCII    bool      // the reader's terminal shows nothing else
}

// Magnitude is what labels are divided by, and what stands behind them for it.
type Magnitude struct {
	Divisor float64 // above 0
	Suffix  string  // "k", " GB"; empty when the numbers stand as they are
}

// Magnitude suits numbers up to a size: with a letter for thousands, millions and
// so on, not below from. Sizes and times have their units.
func (l Label) Magnitude(size, from float64) Magnitude {
	switch {
	case l.Kind == unit.KindBytes:
		divisor, suffix := unit.Scale(unit.KindBytes, []float64{size})
		return Magnitude{divisor, " " + suffix}
	case l.Kind == unit.KindRatio:
		return Magnitude{0.01, "%"}
	case l.Kind == unit.KindSeconds && size < 10:
		return Magnitude{1e-3, " ms"}
	case l.Kind == unit.KindSeconds:
		return Magnitude{1, " s"}
	}
	for _, m := range []Magnitude{{1e12, "T"}, {1e9, "B"}, {1e6, "M"}, {1e3, "k"}} {
		if size >= m.Divisor && size >= from && size < 1e6*m.Divisor {
			return m
		}
	}
	return Magnitude{1, ""}
}

// alone is from what size on a number by itself is shortened.
const alone = 1e5

// Value writes one number by itself, with at least three digits; from a hundred on
// it is whole.
func (l Label) Value(v float64) string {
	m := l.Magnitude(math.Abs(v), alone)
	return l.Write(v, l.places(v, significant(v/m.Divisor), m), m)
}

// together is from what size on numbers that stand side by side are shortened.
const together = 1e6

// Column writes numbers that stand in one picture, all with the same precision:
// that of the largest of some values.
func (l Label) Column(values ...float64) func(v float64) string {
	m := l.Magnitude(largest(values), together)
	most, places := significant(largest(values)/m.Divisor), 0
	for _, v := range values {
		places = max(places, l.places(v, most, m))
	}
	return func(v float64) string { return l.Write(v, places, m) }
}

// places is how many decimals a number has that needs no more than most: an
// amount of one or more that is not shortened has those of its currency, or none.
func (l Label) places(v float64, most int, m Magnitude) int {
	n := min(most, Places(v/m.Divisor))
	if l.Kind == unit.KindMoney && m.Divisor == 1 && n > 0 && math.Abs(v) >= 1 {
		return l.Currency.Places()
	}
	return n
}

// Write writes a number in a magnitude, with so many decimals; of money that is
// not whole at least those of the currency.
func (l Label) Write(v float64, places int, m Magnitude) string {
	v /= m.Divisor
	if v == 0 {
		places, m.Suffix = 0, ""
	}
	if l.Kind == unit.KindMoney && m.Divisor == 1 && places > 0 {
		places = max(places, l.Currency.Places())
	}
	text := Decimal(v, places)
	if size := math.Abs(v); size >= 1e15 || size >= 1e6 && m.Suffix != "" || v != 0 && size < tiny {
		text = strings.Replace(strconv.FormatFloat(size, 'g', 3, 64), "e+", "e", 1)
		text = strings.Replace(text, "e-", "e"+Minus, 1)
		if v < 0 {
			text = Minus + text
		}
	}
	return l.marked(text + m.Suffix)
}

// marked adds what says the unit of a kind that has no magnitudes of its own.
func (l Label) marked(number string) string {
	switch l.Kind {
	case unit.KindMoney:
		sign, _ := unit.Sign(string(l.Currency))
		if l.ASCII && strings.Trim(sign, "$") != "" {
			sign = ""
		}
		number = l.Currency.mark(number, sign)
	case unit.KindPerSecond:
		number += "/s"
	}
	if l.ASCII {
		return strings.ReplaceAll(number, Minus, "-")
	}
	return number
}

// mostPlaces is how many decimals a label may have, and tiny what shows none of
// them: it has an exponent.
const (
	mostPlaces = 8
	tiny       = 1e-7
)

// Places is how many decimals a number needs, at most eight.
func Places(v float64) int {
	for n := range mostPlaces {
		if scaled := float64(math.Abs(v) * math.Pow10(n)); math.Abs(scaled-math.Round(scaled)) < float64(1e-6*scaled) {
			return n
		}
	}
	return mostPlaces
}

// significant is how many decimals show three digits of a number.
func significant(v float64) int {
	if v == 0 {
		return 0
	}
	return min(max(0, 2-exponent(v)), mostPlaces)
}

// Share writes a part of a whole where there is little room: "39%", "<1%".
func Share(v float64) string {
	if v > 0 && v < 0.005 {
		return "<1%"
	}
	return Decimal(v*100, 0) + "%"
}
