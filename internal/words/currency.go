package words

import (
	"math"
	"strings"

	"github.com/talimat/talimat-plan/internal/unit"
)

// Currency is an ISO 4217 code; it writes amounts.
type Currency string

// Amount writes money with its sign before it, or its code behind it, and so
// many decimals.
func (c Currency) Amount(v float64, places int) string {
	sign, _ := unit.Sign(string(c))
	return c.mark(Decimal(v, places), sign)
}

// mark puts a sign before a number, or the code of the currency behind it where
// there is none.
func (c Currency) mark(number, sign string) string {
	if sign == "" {
		return number + " " + string(c)
	}
	if rest, negative := strings.CutPrefix(number, Minus); negative {
		return Minus + sign + rest
	}
	return sign + number
}

// Places is how many decimals an amount of a bill has: those of the minor unit.
func (c Currency) Places() int { return unit.MinorDigits(string(c)) }

// Exact writes money to the minor unit: "$3,700.00", "¥3,700", "3.700 KWD".
func (c Currency) Exact(v float64) string { return c.Amount(v, c.Places()) }

// Fine writes an amount that no one pays as it is, such as a cost per user: to
// the minor unit, and at least to a hundredth: "¥77.75"; of less than a tenth with two
// digits: "$0.0020".
func (c Currency) Fine(v float64) string {
	places := unit.FineDigits(string(c))
	if abs := math.Abs(v); abs > 0 && abs < 0.0995 {
		places = max(places, min(1-exponent(abs), 6))
	}
	return c.Amount(v, places)
}

// Price writes what one of something costs, as price lists do: to the minor unit,
// and with up to five digits of what is less: "$0.085", "$0.39703", "¥77.75".
func (c Currency) Price(v float64) string {
	places := c.Places()
	if v != 0 {
		places = max(places, min(Places(v), preciseDigits-1-exponent(v)))
	}
	return c.Amount(v, places)
}

// Column writes amounts by one rule: whole from the given magnitude on, to the
// minor unit when all are below it.
func (c Currency) Column(values []float64, whole float64) []string {
	places := c.Places()
	if largest(values) >= whole {
		places = 0
	}
	return each(values, func(v float64) string { return c.Amount(v, places) })
}

// Round rounds a value the way all machine formats show its kind: money to the
// decimals of its currency, at least to a hundredth, bytes whole, everything else to
// six decimals.
func (c Currency) Round(kind unit.Kind, v float64) float64 {
	var rounded float64
	switch {
	case kind == unit.KindMoney:
		rounded = unit.RoundMinor(v, unit.FineDigits(string(c)))
	case kind == unit.KindBytes:
		rounded = math.Round(v)
	case math.Abs(v) < 1<<32:
		rounded = math.Round(v*1e6) / 1e6
	default:
		rounded = v
	}
	return rounded + 0 // and never −0
}

// RoundOptional rounds a value that may not exist; one that is not finite does not.
func (c Currency) RoundOptional(kind unit.Kind, v *float64) *float64 {
	if v == nil || math.IsNaN(*v) || math.IsInf(*v, 0) {
		return nil
	}
	rounded := c.Round(kind, *v)
	return &rounded
}
