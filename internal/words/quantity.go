package words

import (
	"math"

	"github.com/talimat/talimat-plan/internal/unit"
)

// Quantity writes one value of a kind, in base units, with its unit; the currency
// is that of money. Kinds that only inputs have, such as prices per byte, read as
// the scenario language writes them.
func Quantity(kind unit.Kind, v float64, c Currency) string {
	switch kind {
	case unit.KindMoney:
		return c.Exact(v)
	case unit.KindRatio:
		return Percent(v)
	case unit.KindFactor:
		return Number(v) + "x"
	case unit.KindPerSecond:
		return Rate(v) + "/s"
	case unit.KindSeconds:
		return three(v*1000) + " ms"
	case unit.KindMonths:
		if v != math.Trunc(v) {
			return Short(v, 1) + " months"
		}
		return Months(int(v))
	case unit.KindBytes, unit.KindBandwidth:
		return scaled(kind, v)
	case unit.KindCount, unit.KindNone:
		return Number(v)
	}
	return unit.Display(kind, unit.Value{Number: v, Currency: string(c)})
}

// Bytes writes a size with its unit: "75.5 GB", "1.25 TB".
func Bytes(v float64) string { return scaled(unit.KindBytes, v) }

// scaled writes a value in the largest unit in which it is not below 1, as it is
// rounded: 999.97 GB are 1 TB.
func scaled(kind unit.Kind, v float64) string {
	divisor, suffix := unit.Scale(kind, []float64{v})
	if rounded := math.Abs(v/divisor) + 0.05; rounded >= 1000 {
		if next, larger := unit.Scale(kind, []float64{rounded * divisor}); next > divisor {
			divisor, suffix = next, larger
		}
	}
	return three(v/divisor) + " " + suffix
}

// Milliseconds writes a time given in seconds: "0.25 ms", "180 ms".
func Milliseconds(seconds float64) string { return Quantity(unit.KindSeconds, seconds, "") }

// preciseDigits are as many as let a reader compute a sum again and come out where
// it does, and no more.
const preciseDigits = 5

// Precise writes a value of a kind as a term of an equation, which people compute
// again: with five digits. Money is as everywhere.
func Precise(kind unit.Kind, v float64, c Currency) string {
	switch kind {
	case unit.KindMoney:
		return c.Exact(v)
	case unit.KindRatio:
		return Digits(v*100, preciseDigits) + "%"
	case unit.KindFactor:
		return Digits(v, preciseDigits) + "x"
	case unit.KindPerSecond:
		return Digits(v, preciseDigits) + "/s"
	case unit.KindBytes, unit.KindBandwidth:
		divisor, suffix := unit.Scale(kind, []float64{v})
		return Digits(v/divisor, preciseDigits) + " " + suffix
	case unit.KindSeconds:
		return Digits(v*1000, preciseDigits) + " ms"
	}
	return Digits(v, preciseDigits)
}

// Optional writes a value that may not exist: "–", of months "not reached".
func Optional(kind unit.Kind, v *float64, c Currency) string {
	switch {
	case v != nil:
		return Quantity(kind, *v, c)
	case kind == unit.KindMonths:
		return "not reached"
	default:
		return None
	}
}
