package report

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"github.com/talimat/talimat-plan/internal/unit"
)

// none stands for a value that does not exist.
const none = "–"

// minus is the sign of a negative number in text; it is as wide as a plus.
const minus = "−"

// decimal writes a number with so many decimals, a comma between thousands and
// a true minus sign. From 10¹⁵ on it has an exponent.
func decimal(v float64, places int) string {
	if math.Abs(v) >= 1e15 {
		return strings.Replace(strconv.FormatFloat(v, 'e', 2, 64), "-", minus, 1)
	}
	text := strconv.FormatFloat(math.Abs(v), 'f', places, 64)
	grouped := unit.GroupThousands(text)
	if v < 0 && strings.Trim(text, "0.") != "" {
		return minus + grouped
	}
	return grouped
}

// short is a number with at most so many decimals.
func short(v float64, places int) string {
	text := decimal(v, places)
	if strings.Contains(text, ".") && !strings.Contains(text, "e") {
		text = strings.TrimSuffix(strings.TrimRight(text, "0"), ".")
	}
	return text
}

// currency is an ISO 4217 code; it writes amounts.
type currency string

// amount writes money with its sign before it, or its code behind it.
func (c currency) amount(v float64, places int) string {
	number := decimal(v, places)
	sign, ok := map[currency]string{"USD": "$", "EUR": "€", "TRY": "₺", "GBP": "£", "JPY": "¥"}[c]
	if !ok {
		return number + " " + string(c)
	}
	if rest, negative := strings.CutPrefix(number, minus); negative {
		return minus + sign + rest
	}
	return sign + number
}

// exact writes money to the minor unit.
func (c currency) exact(v float64) string { return c.amount(v, unit.MinorDigits(string(c))) }

// column writes amounts by one rule: whole from the given magnitude on, to the
// cent when all are below it.
func (c currency) column(values []float64, whole float64) []string {
	places := unit.MinorDigits(string(c))
	if largest(values) >= whole {
		places = 0
	}
	return each(values, func(v float64) string { return c.amount(v, places) })
}

// numbers writes plain numbers by one rule: one decimal when the smallest of
// them needs it, else none.
func numbers(values []float64) []string {
	places := 0
	for _, v := range values {
		if v != math.Trunc(v) && math.Abs(v) < 10 {
			places = 1
		}
	}
	return each(values, func(v float64) string { return decimal(v, places) })
}

// sizes writes bytes in the one unit that suits the largest of them.
func sizes(values []float64) (cells []string, suffix string) {
	divisor, suffix := unit.Scale(unit.KindBytes, values)
	scaled := make([]float64, len(values))
	for i, v := range values {
		scaled[i] = v / divisor
	}
	return numbers(scaled), suffix
}

// percent writes a ratio with at most one decimal.
func percent(v float64) string { return short(v*100, 1) + "%" }

// quantity writes one value of a kind with its unit.
func quantity(kind unit.Kind, v float64, c currency) string {
	switch kind {
	case unit.KindMoney:
		return c.exact(v)
	case unit.KindRatio:
		return percent(v)
	case unit.KindFactor:
		return short(v, 2) + "x"
	case unit.KindPerSecond:
		return rate(v) + "/s"
	case unit.KindSeconds:
		return short(v*1000, 1) + " ms"
	case unit.KindMonths:
		return months(int(v))
	case unit.KindBytes:
		divisor, suffix := unit.Scale(kind, []float64{v})
		return short(v/divisor, 1) + " " + suffix
	default:
		return short(v, 2)
	}
}

// rate writes a number with three digits or, from 100 on, whole.
func rate(v float64) string {
	switch size := math.Abs(v); {
	case size >= 100:
		return decimal(v, 0)
	case size >= 10:
		return short(v, 1)
	default:
		return short(v, 2)
	}
}

// optional writes a value that may not exist.
func optional(kind unit.Kind, v *float64, c currency) string {
	switch {
	case v != nil:
		return quantity(kind, *v, c)
	case kind == unit.KindMonths:
		return "not reached"
	default:
		return none
	}
}

// months writes a span: "1 month", "36 months".
func months(n int) string {
	if n == 1 {
		return "1 month"
	}
	return fmt.Sprintf("%d months", n)
}

// words turns the name of a constraint into words.
func words(name string) string { return strings.ReplaceAll(name, "_", " ") }

// Listed writes words as a list in a sentence: "a", "a and b", "a, b and c".
func Listed(words []string) string {
	if n := len(words) - 1; n > 0 {
		return strings.Join(words[:n], ", ") + " and " + words[n]
	}
	return strings.Join(words, "")
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
