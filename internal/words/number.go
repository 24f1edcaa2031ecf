package words

import (
	"math"
	"strconv"
	"strings"

	"github.com/talimat/talimat-plan/internal/unit"
)

// None stands for a value that does not exist.
const None = "–"

// Minus is the sign of a negative number in text; it is as wide as a plus.
const Minus = "−"

// Decimal writes a number with so many decimals, a comma between thousands and
// a true minus sign. From 10¹⁵ on it has an exponent.
func Decimal(v float64, places int) string {
	if math.Abs(v) >= 1e15 {
		return strings.Replace(strconv.FormatFloat(v, 'e', 2, 64), "-", Minus, 1)
	}
	text := strconv.FormatFloat(math.Abs(v), 'f', places, 64)
	grouped := unit.GroupThousands(text)
	if v < 0 && strings.Trim(text, "0.") != "" {
		return Minus + grouped
	}
	return grouped
}

// Short is a number with at most so many decimals: none that would end in 0.
func Short(v float64, places int) string {
	text := Decimal(v, places)
	if strings.Contains(text, ".") && !strings.Contains(text, "e") {
		text = strings.TrimSuffix(strings.TrimRight(text, "0"), ".")
	}
	return text
}

// Numbers writes plain numbers by one rule: one decimal when the smallest of
// them needs it, else none.
func Numbers(values []float64) []string {
	places := 0
	for _, v := range values {
		if v != math.Trunc(v) && math.Abs(v) < 10 {
			places = 1
		}
	}
	return each(values, func(v float64) string { return Decimal(v, places) })
}

// Sizes writes bytes in the one unit that suits the largest of them; the unit is
// not in the cells.
func Sizes(values []float64) (cells []string, suffix string) {
	divisor, suffix := unit.Scale(unit.KindBytes, values)
	scaled := make([]float64, len(values))
	for i, v := range values {
		scaled[i] = v / divisor
	}
	return Numbers(scaled), suffix
}

// Percent writes a ratio, where 1 is the whole, with at most one decimal: "12.5%".
func Percent(v float64) string { return Short(v*100, 1) + "%" }

// Rate writes a number with three digits or, from 100 on, whole. It has no unit.
func Rate(v float64) string {
	switch size := math.Abs(v); {
	case size >= 100:
		return Decimal(v, 0)
	case size >= 10:
		return Short(v, 1)
	default:
		return Short(v, 2)
	}
}

func largest(values []float64) float64 {
	peak := 0.0
	for _, v := range values {
		peak = max(peak, math.Abs(v))
	}
	return peak
}

func each[T any](values []T, write func(T) string) []string {
	cells := make([]string, len(values))
	for i, v := range values {
		cells[i] = write(v)
	}
	return cells
}
