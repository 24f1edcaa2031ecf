package unit

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// leadingNumber is the longest prefix that could be meant as a number, legal or not: digits, points, separators, spaces
// between groups of three, exponent.
func leadingNumber(text string) string {
	i := spacedGroups(text)
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

// spacedGroups is the length of a leading whole number whose groups of three are set apart by one sort of space, as
// ISO 80000-1 writes it: "1 500 000". It is 0 when there are no such groups.
func spacedGroups(text string) int {
	i := 0
	for i < len(text) && isDigit(text[i]) {
		i++
	}
	if i == 0 || i > 3 || text[0] == '0' {
		return 0
	}
	gap, size := utf8.DecodeRuneInString(text[i:])
	groups := 0
	for isGroupSpace(gap) && strings.HasPrefix(text[i:], string(gap)) {
		rest := text[i+size:]
		if len(rest) < 3 || !allDigits(rest[:3]) || len(rest) > 3 && isDigit(rest[3]) {
			break
		}
		i += size + 3
		groups++
	}
	if groups == 0 {
		return 0
	}
	return i
}

// isGroupSpace reports a space that may stand between groups of three: plain, no-break, narrow no-break or thin.
func isGroupSpace(r rune) bool { return r == ' ' || r == '\u00a0' || r == '\u202f' || r == '\u2009' }

// multiplier is a word or letter behind a number that takes no other unit for it: "2.5 million", "$1k".
type multiplier struct {
	text     string
	exponent int
}

// multipliers are those that are read. "m" and "B" are none: a thousandth and a byte elsewhere.
var multipliers = [...]multiplier{
	{"k", 3}, {"K", 3}, {"M", 6}, {"thousand", 3}, {"million", 6}, {"billion", 9}, {"bn", 9},
}

// saidMultipliers are what else people say, for hints.
var saidMultipliers = [...]multiplier{
	{"m", 6}, {"mm", 6}, {"mn", 6}, {"mio", 6}, {"mln", 6}, {"millions", 6}, {"milyon", 6}, {"thousands", 3}, {"bin", 3}, {"tsd", 3},
	{"b", 9}, {"B", 9}, {"mrd", 9}, {"billions", 9}, {"milyar", 9}, {"G", 9}, {"T", 12}, {"trillion", 12}, {"lakh", 5}, {"crore", 7}, {"dozen", 0},
}

// cutMultiplier is the multiplier that text begins with as a whole word.
func cutMultiplier(text string) (multiplier, bool) {
	word := leadingLetters(text)
	for _, m := range multipliers {
		if m.text == word {
			return m, true
		}
	}
	return multiplier{}, false
}

// leastNormal is the least float64 with full precision.
const leastNormal = 0x1p-1022

// float reads the number as written: digits[.digits][e[+-]digits], the groups of three apart by spaces, for money also
// by commas.
func (q quantity) float(money bool) (float64, *Error) {
	mantissa, exponent, hasExponent := strings.Cut(q.number, "e")
	mantissa = joinSpaces(mantissa)
	if (money || q.currency != "") && isGrouped(mantissa) {
		mantissa = strings.ReplaceAll(mantissa, ",", "")
	}
	if !isPlain(mantissa) {
		message, readings := describeNumber(mantissa)
		return 0, q.numberFault(message, q.writeNumbers(readings))
	}
	isZero := strings.Trim(mantissa, "0.") == ""
	power := 0
	if hasExponent {
		var err error
		if power, err = strconv.Atoi(exponent); err != nil {
			return 0, q.outOfRange()
		}
	}
	f, err := strconv.ParseFloat(mantissa+"e"+strconv.Itoa(power+q.multiplier.exponent), 64)
	if err != nil || f < leastNormal && !isZero {
		return 0, q.outOfRange()
	}
	return f, nil
}

// joinSpaces drops the spaces between groups of digits.
func joinSpaces(number string) string {
	if spacedGroups(number) == 0 {
		return number
	}
	return strings.Map(func(r rune) rune {
		if isGroupSpace(r) {
			return -1
		}
		return r
	}, number)
}

// describeNumber says what is wrong with a number that is not plain, and which plain ones it may be meant as; none
// when that is not evident.
func describeNumber(s string) (message string, readings []string) {
	whole, frac, point := strings.Cut(s, ".")
	switch {
	case strings.ContainsAny(s, "_'"):
		return "has a separator in the number", groups(s, "_'")
	case strings.Contains(s, ","):
		return describeComma(s)
	case strings.Count(s, ".") > 1:
		return "has more than one decimal point", groups(s, ".")
	case whole == "":
		return "has no digit before the decimal point", []string{"0" + s}
	case point && frac == "":
		return "has no digit after the decimal point", []string{whole}
	}
	return "has leading zeros", []string{s}
}

// groups is the number without the separators, if they stand before groups of three or, as in India, two digits.
func groups(s, separators string) []string {
	parts := strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune(separators, r) })
	last := parts[len(parts)-1]
	if whole, _, _ := strings.Cut(last, "."); len(whole) != 3 || strings.ContainsRune(separators, rune(s[0])) || strings.ContainsRune(separators, rune(s[len(s)-1])) {
		return nil
	}
	for i, p := range parts[:len(parts)-1] {
		if !allDigits(p) || len(p) > 3 || i > 0 && len(p) < 2 {
			return nil
		}
	}
	return []string{strings.Join(parts, "")}
}

// describeComma tells a decimal comma from thousands separators. A comma before three digits may be either.
func describeComma(s string) (message string, readings []string) {
	comma, point := strings.LastIndex(s, ","), strings.LastIndex(s, ".")
	asDecimal := strings.ReplaceAll(strings.ReplaceAll(s, ".", ""), ",", ".")
	switch {
	case strings.Count(s, ",") > 1 || point > comma && isGrouped(s):
		return "has commas in the number", groups(s, ",")
	case point > comma:
		return "has commas in the number", nil
	case point < 0 && isGrouped(s):
		return "has a comma that may group thousands or mark decimals", []string{strings.ReplaceAll(s, ",", ""), trimZeros(asDecimal)}
	case point >= 0 && !isGrouped(strings.ReplaceAll(s[:comma], ".", ",")):
		return "has a decimal comma", nil
	}
	return "has a decimal comma", []string{asDecimal}
}

// writeNumbers offers the text with each of the numbers in place of its own, where dropping leading zeros makes it legal.
func (q quantity) writeNumbers(readings []string) string {
	var all []string
	for _, s := range readings {
		s = strings.TrimLeft(s, "0")
		if s == "" || s[0] == '.' {
			s = "0" + s
		}
		s = strings.TrimSuffix(s, ".")
		if !isPlain(s) {
			return "write digits with at most one decimal point, such as 1234.5"
		}
		all = append(all, q.withNumber(s))
	}
	if all == nil {
		return "write digits with at most one decimal point, such as 1234.5"
	}
	return "write " + strings.Join(all, " or ")
}

// withNumber writes the quantity with other digits, and leaves its exponent, currency and unit as they are.
func (q quantity) withNumber(mantissa string) string {
	_, exponent, hasExponent := strings.Cut(q.number, "e")
	switch {
	case hasExponent:
		mantissa += "e" + exponent
	case q.multiplier.text == "":
		mantissa = markDecimals(mantissa)
	}
	q.number = mantissa
	return q.with(q.currency, q.unit)
}

// ambiguousPoint refuses "1.500": a point before exactly three digits groups thousands in much of Europe and marks
// decimals elsewhere, a thousandfold difference that nothing in the text decides. The rule holds wherever a thousand of
// the unit makes sense. Rates in percent, factors, and prices per hour or byte have no thousands, and three decimals by
// habit ($1.536/hour); with an exponent or in "2.125 million" the point is one of decimals, and so it is before the
// thousandths that a currency has as coins: "7.408 KWD".
func (q quantity) ambiguousPoint(kind Kind, u symbol, o Options) *Error {
	if o.PointDecimal || q.multiplier.text != "" || !doubtful(kind, u) || !looksGroupedByPoint(q.number) || q.countsThousandths() {
		return nil
	}
	asThousands, asDecimal := strings.ReplaceAll(q.number, ".", ""), trimZeros(q.number)
	if kind.grammar().money {
		asDecimal = decimals(asDecimal)
	}
	return q.numberFault("has a point that may group thousands or mark decimals", q.writeNumbers([]string{asThousands, asDecimal}))
}

// countsThousandths reports an amount of a currency whose minor unit is a
// thousandth: its three decimals are how everybody writes it.
func (q quantity) countsThousandths() bool {
	return MinorDigits(q.currency) == 3 && strings.Count(q.number, ".") == 1
}

// countsThousands reports a count such as "1.500", "12.000" or "250.000": of things
// that are counted nobody writes a needless zero behind a decimal point, so that
// the point groups thousands. "1.125" may be either.
func (q quantity) countsThousands(kind Kind, o Options) bool {
	return kind == KindCount && !o.PointDecimal && !o.Table && q.multiplier.text == "" && looksGroupedByPoint(q.number) &&
		strings.Count(q.number, ".") == 1 && strings.HasSuffix(q.number, "0")
}

// doubtful reports a quantity of which there may be thousands.
func doubtful(kind Kind, u symbol) bool {
	switch kind {
	case KindRatio, KindFactor, KindGrowth, KindMoneyPerByte, KindMoneyPerByteMonth, KindMoneyPerCount:
		return false
	}
	return !(kind == KindMoneyPerMonth && u.hours == 1 && u.scale == 1)
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
