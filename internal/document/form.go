package document

import (
	"math"
	"strconv"
	"strings"

	"github.com/talimat/talimat-plan/internal/unit"
	"github.com/talimat/talimat-plan/internal/words"
)

// Form says what a number measures and how people read it. Cells that stand in one
// column have one form, so that all of them have as many decimals.
type Form struct {
	Kind     unit.Kind      // what it measures
	Currency words.Currency // of amounts
	Rule     Rule           // how many decimals
	Places   int            // the decimals, with Fixed and AtMost
	Digits   int            // at most so many significant ones, of what is known no better; 0 is all
	Divisor  float64        // of sizes whose unit the heading names; 0 is 1
	Bare     bool           // without unit or sign of currency, which the heading names
	Exact    bool           // machines read all digits: it is an input
}

// Rule is how many decimals are written.
type Rule uint8

// The rules.
const (
	Usual  Rule = iota // as package words writes the kind
	Fixed              // Places
	AtMost             // Places, less zeros at the end
	Chance             // a probability, as [words.Chance] writes it
)

// Of is the form of a kind as everything writes it.
func Of(kind unit.Kind, c words.Currency) Form { return Form{Kind: kind, Currency: c} }

// Money is the form of amounts with their minor unit.
func Money(c words.Currency) Form { return Of(unit.KindMoney, c) }

// Uniform is the form of the amounts of a column: whole from the given magnitude
// on, to the minor unit when all are below it.
func Uniform(c words.Currency, whole float64, values ...float64) Form {
	f := Form{Kind: unit.KindMoney, Currency: c, Rule: Fixed, Places: unit.MinorDigits(string(c))}
	if Largest(values) >= whole {
		f.Places = 0
	}
	return f
}

// Decimals is the form of plain numbers with so many decimals.
func Decimals(places int) Form { return Form{Rule: Fixed, Places: places} }

// Largest is the greatest magnitude of some numbers, of those that are finite.
func Largest(values []float64) float64 {
	peak := 0.0
	for _, v := range values {
		if size := math.Abs(v); size > peak && !math.IsInf(v, 0) {
			peak = size
		}
	}
	return peak
}

// Write is the number as people read it.
func (f Form) Write(v float64) string {
	if f.Rule == Usual && !f.Bare && f.Divisor == 0 {
		return words.Quantity(f.Kind, v, f.Currency)
	}
	if f.Rule == Chance {
		return words.Chance(v)
	}
	if f.Kind == unit.KindMoney && !f.Bare {
		return f.Currency.Amount(v, f.places())
	}
	return f.plain(v) + f.suffix()
}

// places are the decimals of an amount.
func (f Form) places() int {
	if f.Rule == Usual {
		return unit.MinorDigits(string(f.Currency))
	}
	return f.Places
}

// plain is the number without unit.
func (f Form) plain(v float64) string {
	if f.Digits > 0 {
		v, _ = strconv.ParseFloat(strconv.FormatFloat(v, 'g', f.Digits, 64), 64)
	}
	if f.Divisor != 0 {
		v /= f.Divisor
	}
	switch {
	case f.Kind == unit.KindRatio:
		v *= 100
	case f.Kind == unit.KindSeconds:
		v *= 1000
	}
	switch {
	case f.Rule == Fixed, f.Kind == unit.KindMoney:
		return words.Decimal(v, f.places())
	case f.Rule == AtMost:
		return words.Short(v, f.Places)
	}
	return words.Short(v, 2)
}

func (f Form) suffix() string {
	switch {
	case f.Bare || f.Divisor != 0:
		return ""
	case f.Kind == unit.KindRatio:
		return "%"
	case f.Kind == unit.KindSeconds:
		return " ms"
	case f.Kind == unit.KindPerSecond:
		return "/s"
	}
	return ""
}

// half writes a half width: without the sign of the currency, as it stands behind
// the value; empty when it rounds to nothing.
func (f Form) half(v float64) string {
	var text string
	switch {
	case f.Kind == unit.KindMoney:
		text = words.Decimal(v, f.places())
	case f.Kind == unit.KindMonths:
		text = words.Short(v, 1)
	case f.Rule == Chance:
		text = words.Short(v*100, 2) // points of percent
	case f.Kind == unit.KindRatio:
		text = words.Short(v*100, max(f.Places, 1))
	default:
		text = f.Write(v)
	}
	if !strings.ContainsAny(text, "123456789") {
		return ""
	}
	return text
}

// Round is the number as machines read it: money to the decimals of its currency,
// at least to a hundredth, bytes whole, everything else to six decimals; inputs
// with all their digits.
func (f Form) Round(v float64) float64 {
	if f.Exact {
		return v + 0
	}
	return f.Currency.Round(f.Kind, v)
}

// Unit is what the numbers of a form are measured in, for machines: an ISO 4217
// code of money, else a word such as "bytes", "month" or "1/s"; empty for counts.
func (f Form) Unit() string {
	switch f.Kind {
	case unit.KindMoney:
		return string(f.Currency)
	case unit.KindBytes:
		return "bytes"
	case unit.KindMonths:
		return "month"
	case unit.KindPerSecond:
		return "1/s"
	case unit.KindNone:
		return ""
	}
	return f.Kind.Name()
}
