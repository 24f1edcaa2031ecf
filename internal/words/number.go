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

// Count writes a number of things, which have no parts: "10,000".
func Count(v float64) string { return Decimal(v, 0) }

// Number writes a real number with at most two decimals: "13.87".
func Number(v float64) string { return Short(v, 2) }

// Digits writes a number with so many digits, or all of its whole part, and no
// zeros at the end: what people compute with. One too small for nine decimals,
// or of 10¹⁵ and more, has an exponent.
func Digits(v float64, digits int) string {
	if v == 0 {
		return "0"
	}
	text := Short(v, min(max(digits-1-exponent(v), 0), 9))
	if text == "0" || math.Abs(v) >= 1e15 {
		return strings.ReplaceAll(strconv.FormatFloat(v, 'e', digits-1, 64), "-", Minus)
	}
	return text
}

// exponent is the power of ten of a number's first digit.
func exponent(v float64) int {
	_, power, _ := strings.Cut(strconv.FormatFloat(v, 'e', -1, 64), "e")
	n, _ := strconv.Atoi(power) // FormatFloat writes one, but for infinities
	return n
}

// Percent writes a ratio, where 1 is the whole: "12.5%". It has at most one
// decimal; but what is near the whole, such as an availability, has the digits
// that tell it from 100%, and what is above leastShare those that tell it from 0%.
func Percent(v float64) string {
	switch size := math.Abs(v); {
	case v > 0.99 && v < 1:
		return near(v) + "%"
	case size >= leastShare && size < 0.0005:
		return Digits(v*100, 1) + "%"
	}
	return Short(v*100, 1) + "%"
}

// leastShare is the least ratio that does not read 0%: differences below it come
// from the rounding of what is compared.
const leastShare = 1e-5

// near is a ratio between 0.99 and 1 in percent, which never reads 100.
func near(v float64) string {
	for places := 4; places < 12; places++ {
		if text := Short(v*100, places); text != "100" {
			return text
		}
	}
	return strconv.FormatFloat(v*100, 'g', -1, 64)
}

// Rate writes a number with three digits or, from 100 on, whole. It has no unit.
func Rate(v float64) string {
	if math.Abs(v) >= 100 {
		return Decimal(v, 0)
	}
	return three(v)
}

// three writes a number with up to three digits below 100, and with one decimal
// from there on; a small one has two digits, and never reads as 0.
func three(v float64) string {
	switch size := math.Abs(v); {
	case size >= 10:
		return Short(v, 1)
	case size >= 0.1 || size == 0:
		return Short(v, 2)
	}
	return Digits(v, 2)
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
