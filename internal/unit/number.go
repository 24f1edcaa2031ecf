package unit

import (
	"strconv"
	"strings"
)

// leadingNumber is the longest prefix that could be meant as a number, legal or not: digits, points, separators, exponent.
func leadingNumber(text string) string {
	i := 0
	for i < len(text) && (isDigit(text[i]) || strings.IndexByte(".,_'", text[i]) >= 0) {
		i++
	}
	if i == 0 || i == len(text) || text[i] != 'e' {
		return text[:i]
	}
	j := i + 1
	if j < len(text) && (text[j] == '+' || text[j] == '-') {
		j++
	}
	if j == len(text) || !isDigit(text[j]) {
		return text[:i] // the "e" begins a unit
	}
	for j < len(text) && isDigit(text[j]) {
		j++
	}
	return text[:j]
}

// leastNormal is the least float64 with full precision.
const leastNormal = 0x1p-1022

// float reads the number as written: digits[.digits][e[+-]digits], for money also with commas between groups of three.
func (q quantity) float(money bool) (float64, *Error) {
	mantissa, exponent, hasExponent := strings.Cut(q.number, "e")
	if (money || q.currency != "") && isGrouped(mantissa) {
		mantissa = strings.ReplaceAll(mantissa, ",", "")
	}
	if !isPlain(mantissa) {
		message, hint := describeNumber(mantissa)
		return 0, q.numberFault(message, hint)
	}
	isZero := strings.Trim(mantissa, "0.") == ""
	if hasExponent {
		mantissa += "e" + exponent
	}
	f, err := strconv.ParseFloat(mantissa, 64)
	if err != nil || f < leastNormal && !isZero {
		return 0, q.outOfRange()
	}
	return f, nil
}

// describeNumber says what is wrong with a number that is not plain, and how to write it.
func describeNumber(s string) (message, hint string) {
	whole, frac, point := strings.Cut(s, ".")
	bare := strings.NewReplacer("_", "", "'", "", ",", "").Replace(s)
	switch {
	case strings.ContainsAny(s, "_'"):
		message, hint = "has a separator in the number", bare
	case strings.Contains(s, ","):
		return describeComma(s)
	case strings.Count(s, ".") > 1:
		message, hint = "has more than one decimal point", strings.ReplaceAll(s, ".", "")
	case whole == "":
		message, hint = "has no digit before the decimal point", "0"+s
	case point && frac == "":
		message, hint = "has no digit after the decimal point", whole
	default:
		message, hint = "has leading zeros", s
	}
	return message, writeNumber(hint)
}

// describeComma tells a decimal comma from thousands separators. A comma before three digits may be either.
func describeComma(s string) (message, hint string) {
	comma, point := strings.LastIndex(s, ","), strings.LastIndex(s, ".")
	asThousands := strings.ReplaceAll(s, ",", "")
	asDecimal := strings.ReplaceAll(strings.ReplaceAll(s, ".", ""), ",", ".")
	switch {
	case point > comma || strings.Count(s, ",") > 1:
		return "has commas in the number", writeNumber(asThousands)
	case point < 0 && isGrouped(s):
		return "has a comma that may group thousands or mark decimals",
			"write " + asThousands + " or " + trimZeros(asDecimal)
	}
	return "has a decimal comma", writeNumber(asDecimal)
}

// writeNumber offers the number if dropping leading zeros makes it legal.
func writeNumber(s string) string {
	s = strings.TrimLeft(s, "0")
	if s == "" || s[0] == '.' {
		s = "0" + s
	}
	s = strings.TrimSuffix(s, ".")
	if !isPlain(s) {
		return "write digits with at most one decimal point, such as 1234.5"
	}
	return "write " + s
}

// ambiguousPoint refuses "₺48.200": a point before three digits groups thousands in much of Europe.
// Only amounts and monthly sums are doubtful; unit prices such as $1.536/hour have three decimals by habit.
func (q quantity) ambiguousPoint(kind Kind, u symbol) *Error {
	if kind != KindMoney && kind != KindMoneyPerMonth || u.hourly || !looksGroupedByPoint(q.number) {
		return nil
	}
	asThousands, asDecimal := strings.ReplaceAll(q.number, ".", ""), trimZeros(q.number)
	return q.numberFault("has a point that may group thousands or mark decimals",
		"write "+asThousands+" or "+markDecimals(decimals(asDecimal)))
}

// markDecimals adds a fourth decimal where three could be taken for a group of thousands.
func markDecimals(number string) string {
	if looksGroupedByPoint(strings.TrimPrefix(number, "-")) {
		return number + "0"
	}
	return number
}

func looksGroupedByPoint(number string) bool {
	return !strings.Contains(number, ",") && strings.Contains(number, ".") && isGrouped(strings.ReplaceAll(number, ".", ","))
}

// isPlain reports whether s is digits[.digits] without leading zeros.
func isPlain(s string) bool {
	whole, frac, point := strings.Cut(s, ".")
	return allDigits(whole) && (len(whole) == 1 || whole[0] != '0') && (!point || allDigits(frac))
}

// isGrouped reports whether s is a number such as 1,234,567.89 with a comma before every three digits.
func isGrouped(s string) bool {
	whole, frac, point := strings.Cut(s, ".")
	groups := strings.Split(whole, ",")
	if len(groups) < 2 || len(groups[0]) > 3 || !allDigits(groups[0]) || groups[0][0] == '0' || point && !allDigits(frac) {
		return false
	}
	for _, g := range groups[1:] {
		if len(g) != 3 || !allDigits(g) {
			return false
		}
	}
	return true
}

// trimZeros drops decimals that say nothing: "1.500" is "1.5", "2.000" is "2".
func trimZeros(s string) string {
	if !strings.Contains(s, ".") {
		return s
	}
	return strings.TrimSuffix(strings.TrimRight(s, "0"), ".")
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

func allDigits(s string) bool {
	for i := range len(s) {
		if !isDigit(s[i]) {
			return false
		}
	}
	return s != ""
}
