package workbook

import (
	"math"
	"strconv"
	"strings"

	"github.com/talimat/talimat-plan/internal/unit"
	"github.com/talimat/talimat-plan/internal/xlsx"
)

// The codes of number formats.
const (
	wholeFormat   = "#,##0"
	tenthFormat   = "#,##0.0"
	hundredFormat = "#,##0.00"
	valueFormat   = "#,##0.########"
	percentFormat = "0.0%"
	preciseFormat = "0.0000%"
	monthFormat   = "yyyy-mm"
)

// styles are the styles that depend on the scenario.
type styles struct {
	code  string // ISO 4217
	money string // number format of amounts
}

func newStyles(code string) styles { return styles{code, moneyFormat(code)} }

// moneyFormat is the number format of amounts: the sign of the currency before
// the number, or its code behind it, as in all reports.
func moneyFormat(code string) string {
	sign, ok := map[string]string{"USD": "$$-409", "EUR": "$€-2", "TRY": "$₺-41F", "GBP": "$£-809", "JPY": "$¥-411"}[code]
	amount := wholeFormat
	if digits := unit.MinorDigits(code); digits > 0 {
		amount += "." + strings.Repeat("0", digits)
	}
	if ok {
		return "[" + sign + "]" + amount
	}
	return amount + `\ [$` + code + "]"
}

// format is the number format of a kind, for values as columns and cells scale
// them.
func (s styles) format(kind unit.Kind, values ...float64) string {
	switch kind {
	case unit.KindMoney:
		return s.money
	case unit.KindRatio:
		return percentFormat
	case unit.KindMonths:
		return wholeFormat
	case unit.KindBytes, unit.KindFactor:
		return hundredFormat
	case unit.KindPerSecond:
		return tenthFormat
	}
	if largest(values) >= 100 {
		return wholeFormat
	}
	for _, v := range values {
		if v != math.Trunc(v) {
			return tenthFormat
		}
	}
	return wholeFormat
}

func largest(values []float64) float64 {
	peak := 0.0
	for _, v := range values {
		peak = max(peak, math.Abs(v))
	}
	return peak
}

// tidy takes the rounding of binary fractions off a number: 7.000000000000001
// is 7.
func tidy(v float64) float64 { return rounded(v, 12) }

// rounded is a number to so many significant digits.
func rounded(v float64, digits int) float64 {
	short, err := strconv.ParseFloat(strconv.FormatFloat(v, 'g', digits, 64), 64)
	if err != nil {
		return v
	}
	return short
}

func indented(text string) xlsx.Cell { return xlsx.Text(text, xlsx.Style{Indent: true}) }
func label(text string) xlsx.Cell    { return xlsx.Text(text, xlsx.Style{Look: xlsx.Label, Indent: true}) }
func strong(text string) xlsx.Cell   { return xlsx.Text(text, xlsx.Style{Look: xlsx.Strong}) }
func muted(text string) xlsx.Cell    { return xlsx.Text(text, xlsx.Style{Look: xlsx.Muted}) }

// heading is the heading of a column of texts or, at the right, of numbers.
func heading(text string, right bool) xlsx.Cell {
	return xlsx.Text(text, xlsx.Style{Look: xlsx.Heading, Wrap: true, Right: right, Indent: !right})
}

// whole is a whole number.
func whole(n int) xlsx.Cell {
	return xlsx.Number(float64(n), xlsx.Style{Format: wholeFormat})
}

// maybe is a whole number, or empty.
func maybe(n *int) xlsx.Cell {
	if n == nil {
		return xlsx.Cell{}
	}
	return whole(*n)
}

// line is the number of a line, or empty when it is not known.
func line(n int) xlsx.Cell {
	if n <= 0 {
		return xlsx.Cell{}
	}
	return xlsx.Number(float64(n), xlsx.Style{Format: "0"})
}

// date is a calendar month.
func date(d unit.Date) xlsx.Cell {
	return xlsx.Date(d.Year, d.Month, xlsx.Style{Format: monthFormat})
}

// phrase is the name of a constraint or tier in words.
func phrase(name string) string { return strings.ReplaceAll(name, "_", " ") }
