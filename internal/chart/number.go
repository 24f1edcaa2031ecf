package chart

import (
	"math"
	"strconv"
	"strings"

	"github.com/talimat/talimat-plan/internal/unit"
	"github.com/talimat/talimat-plan/internal/words"
)

// magnitude is a divisor with the letter that stands for it.
type magnitude struct {
	divisor float64
	letter  string
}

// magnitudeOf is how numbers up to a size are shortened: below from not at all.
func magnitudeOf(size, from float64) magnitude {
	for _, m := range []magnitude{{1e12, "T"}, {1e9, "B"}, {1e6, "M"}, {1e3, "k"}} {
		if size >= m.divisor && size >= from {
			return m
		}
	}
	return magnitude{1, ""}
}

// places is how many decimals a step needs, at most eight.
func places(step float64) int {
	for n := range 8 {
		if scaled := math.Abs(step) * math.Pow(10, float64(n)); math.Abs(scaled-math.Round(scaled)) < 1e-6*scaled {
			return n
		}
	}
	return 8
}

// significant is how many decimals show three digits of a number; a whole
// number needs none.
func significant(v float64) int {
	if v == math.Trunc(v) {
		return 0
	}
	return max(0, 2-int(math.Floor(math.Log10(math.Abs(v)))))
}

// measure writes numbers of one kind: as labels of an axis and by themselves.
type measure struct {
	kind   unit.Kind
	unit   func(number string) string // adds the unit
	digits int                        // decimals that amounts of the currency have
}

// money is a currency's measure: "€120k", "120k CHF".
func money(code string) measure {
	sign, behind, _ := strings.Cut(words.Currency(code).Amount(0, 0), "0")
	return measure{kind: unit.KindMoney, digits: unit.MinorDigits(code), unit: func(n string) string {
		if rest, negative := strings.CutPrefix(n, "−"); negative {
			return "−" + sign + rest + behind
		}
		return sign + n + behind
	}}
}

// count is the measure of plain numbers.
func count() measure {
	return measure{kind: unit.KindCount, unit: func(n string) string { return n }}
}

// rate is the measure of requests per second.
func rate() measure {
	return measure{kind: unit.KindPerSecond, unit: func(n string) string { return n + "/s" }}
}

// size is the measure of bytes.
func size() measure { return measure{kind: unit.KindBytes} }

// axis spans values with ticks that are nice in the unit they are written in.
func (m measure) axis(low, high float64, steps int) axis {
	divisor, letter := m.scale(max(math.Abs(low), math.Abs(high)), 2e4)
	span := func() axis {
		return newAxis(low/divisor, high/divisor, steps, m.kind == unit.KindCount && divisor == 1)
	}
	a := span()
	if larger, l := m.scale(a.high*divisor, 2.01e4); larger > divisor { // as when 980 GB end at 1 TB
		divisor, letter = larger, l
		a = span()
	}
	decimals := places(a.step)
	if m.kind == unit.KindMoney && divisor == 1 && decimals > 0 {
		decimals = max(decimals, m.digits)
	}
	a.low, a.high, a.step = a.low*divisor, a.high*divisor, a.step*divisor
	a.label = func(v float64) string { return m.write(v/divisor, decimals, letter) }
	return a
}

// value writes one number with at least three digits; from a hundred on it is
// whole, and only from a hundred thousand on is it shortened.
func (m measure) value(v float64) string {
	divisor, letter := m.scale(math.Abs(v), 1e5)
	v /= divisor
	return m.write(v, m.decimals(divisor, significant(v), v), letter)
}

// column writes numbers that stand in one chart, all with the same precision:
// that of the largest of some values.
func (m measure) column(values ...float64) func(v float64) string {
	low, high := span(values)
	divisor, letter := m.scale(max(-low, high), 1e6)
	decimals := 0
	for _, v := range values {
		decimals = max(decimals, m.decimals(divisor, significant(max(-low, high)/divisor), v/divisor))
	}
	return func(v float64) string { return m.write(v/divisor, decimals, letter) }
}

// decimals is how many a number has that needs no more than some: an amount that
// is not shortened has those of its currency, or none.
func (m measure) decimals(divisor float64, most int, v float64) int {
	n := min(most, places(v))
	if m.kind == unit.KindMoney && divisor == 1 && n > 0 {
		if math.Abs(v) >= 1 {
			return m.digits
		}
		return max(n, m.digits)
	}
	return n
}

// scale is the divisor and the letter or unit for numbers up to a size.
func (m measure) scale(size, from float64) (divisor float64, letter string) {
	switch {
	case m.kind == unit.KindBytes:
		divisor, letter = unit.Scale(unit.KindBytes, []float64{size})
		return divisor, " " + letter
	case m.kind == unit.KindRatio:
		return 0.01, "%"
	case m.kind == unit.KindSeconds && size < 10:
		return 1e-3, " ms"
	case m.kind == unit.KindSeconds:
		return 1, " s"
	}
	by := magnitudeOf(size, from)
	return by.divisor, by.letter
}

func (m measure) write(v float64, decimals int, letter string) string {
	if v == 0 {
		decimals, letter = 0, ""
	}
	text := words.Decimal(v, decimals) + letter
	if math.Abs(v) >= 1e6 && letter != "" { // beyond the largest letter
		if letter == "T" {
			v, letter = v*1e12, ""
		}
		text = strings.Replace(strconv.FormatFloat(v, 'g', 3, 64), "e+", "e", 1) + letter
	}
	if m.unit == nil {
		return text
	}
	return m.unit(text)
}

// percent writes a share: "39%", "<1%".
func percent(share float64) string {
	if share > 0 && share < 0.005 {
		return "<1%"
	}
	return words.Decimal(share*100, 0) + "%"
}

// monthName is "Jan 2027".
func monthName(d unit.Date) string { return shortMonth(d) + " " + d.String()[:4] }

// shortMonth is "Jan".
func shortMonth(d unit.Date) string {
	return [12]string{"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"}[d.Month-1]
}
