package words

import "github.com/talimat/talimat-plan/internal/unit"

// Quantity writes one value of a kind, in base units, with its unit; the currency
// is that of money.
func Quantity(kind unit.Kind, v float64, c Currency) string {
	switch kind {
	case unit.KindMoney:
		return c.Exact(v)
	case unit.KindRatio:
		return Percent(v)
	case unit.KindFactor:
		return Short(v, 2) + "x"
	case unit.KindPerSecond:
		return Rate(v) + "/s"
	case unit.KindSeconds:
		return Short(v*1000, 1) + " ms"
	case unit.KindMonths:
		return Months(int(v))
	case unit.KindBytes:
		divisor, suffix := unit.Scale(kind, []float64{v})
		return Short(v/divisor, 1) + " " + suffix
	default:
		return Short(v, 2)
	}
}

// Figure writes one value as Quantity does or, of a share near to all, such as an
// availability, with the digits that count.
func Figure(kind unit.Kind, v float64, c Currency) string {
	if kind == unit.KindRatio && v > 0.99 && v < 1 {
		return Short(v*100, 4) + "%"
	}
	return Quantity(kind, v, c)
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
