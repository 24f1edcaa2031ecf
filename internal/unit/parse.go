package unit

import (
	"math"
	"strings"
	"unicode/utf8"
)

const (
	maxLength = 200 // bytes; no quantity needs more

	// Base values outside these magnitudes are refused: no plan has them, no unit overflows or loses digits in
	// scaling, and no product of as many of them as an engine multiplies leaves the range of a float64.
	largest  = 1e30
	smallest = 1e-30
)

// quantity is a text split into its parts, none of them judged yet. Offsets are bytes into text.
type quantity struct {
	text       string
	at, end    int // text without surrounding spaces
	negative   bool
	currency   string // ISO code, or a sign that several share; "" if none is written
	plan       string // ISO code of the plan, "" if unknown
	number     string // digits and separators as written, without the sign
	numberAt   int
	multiplier multiplier // none when its text is ""
	unit       string     // as written, but without the multiplier, the currency, and spaces around "/"
	unitAt     int
}

// Parse reads text as kind. The error is always *Error.
//
// Spaces between number and unit are optional. Negative numbers parse; ranges are for the caller to check.
// The magnitude in base units is 0 or between 1e-30 and 1e30.
func Parse(kind Kind, text string, o Options) (Value, error) {
	q, fault := scan(kind, text, o)
	if fault != nil {
		return Value{}, fault
	}
	v, fault := q.value(kind, o)
	if fault != nil {
		return Value{}, fault
	}
	return v, nil
}

// scan splits text. The kind only decides whether letters after the number can be a currency or a multiplier.
func scan(kind Kind, text string, o Options) (quantity, *Error) {
	q := quantity{text: text, end: len(text), plan: o.Currency}
	if len(text) > maxLength {
		return q, tooLong(text)
	}
	q.at = skipSpaces(text, 0)
	for q.end > q.at {
		r, n := utf8.DecodeLastRuneInString(text[:q.end])
		if !isSpace(r) {
			break
		}
		q.end -= n
	}
	body := text[:q.end]

	i, signed := q.sign(q.at)
	if code, n := cutCurrency(body[i:], q.plan); n > 0 {
		q.currency = code
		i = skipSpaces(body, i+n)
		if !signed {
			i, _ = q.sign(i)
		}
	}
	q.numberAt = i
	q.number = leadingNumber(body[i:])
	if q.number == "" || strings.Trim(q.number, ".,_'") == "" {
		return q, q.noNumber(kind)
	}
	q.unitAt = skipSpaces(body, i+len(q.number))
	if kind.grammar().counted {
		if m, ok := cutMultiplier(body[q.unitAt:]); ok {
			q.multiplier = m
			q.unitAt = skipSpaces(body, q.unitAt+len(m.text))
		}
	}
	if kind.grammar().money && q.currency == "" {
		code, n := cutCurrency(body[q.unitAt:], q.plan)
		q.currency, q.unitAt = code, q.unitAt+n
	}
	q.unitAt = skipSpaces(body, q.unitAt)
	q.unit = tightenSlashes(body[q.unitAt:])
	return q, nil
}

// sign consumes an optional sign at i.
func (q *quantity) sign(i int) (next int, found bool) {
	for _, s := range [...]string{"-", "−", "+"} { // U+2212 is what word processors write
		if strings.HasPrefix(q.text[i:q.end], s) {
			q.negative = s != "+"
			return skipSpaces(q.text[:q.end], i+len(s)), true
		}
	}
	return i, false
}

// value judges the parts and scales the number.
func (q quantity) value(kind Kind, o Options) (Value, *Error) {
	g := kind.grammar()
	if shared := sharedBy(q.currency); shared != nil && g.money {
		return Value{}, q.sharedSign(shared)
	}
	number, fault := q.float(g.money)
	if fault != nil {
		return Value{}, fault
	}
	u, ok := g.lookup(q.unit)
	if !ok || g.money != (q.currency != "") {
		return Value{}, q.explain(kind)
	}
	grouped := ""
	if q.countsThousands(kind, o) {
		grouped = strings.ReplaceAll(q.number, ".", "")
		q.number = grouped
		if number, fault = q.float(false); fault != nil {
			return Value{}, fault
		}
	} else if fault := q.ambiguousPoint(kind, u, o); fault != nil {
		return Value{}, fault
	}
	if q.negative && number != 0 {
		number = -number
	}
	scaled := u.base(number)
	switch u.hours {
	case 1:
		scaled *= o.hoursPerMonth()
	case -1:
		scaled /= o.hoursPerMonth()
	}
	if !inRange(scaled, number) || !inRange(scaled+u.shift, 0) {
		return Value{}, q.outOfRange()
	}
	return Value{Number: scaled + u.shift, Per: u.per, Currency: q.currency, Grouped: grouped}, nil
}

// inRange reports whether a base value can be scaled freely; 0 is in range unless it came from something else.
func inRange(base, written float64) bool {
	size := math.Abs(base)
	return size <= largest && (size >= smallest || size == 0 && written == 0) // NaN fails both
}

// base scales a number to base units, without the shift. Fractions such as 1/100 have no exact float64,
// so where the reciprocal is a whole number it divides: 7 % is 0.07, not 0.07000000000000001.
func (u symbol) base(number float64) float64 {
	if r := math.Round(1 / u.scale); u.scale < 1 && r*u.scale == 1 {
		return number / r
	}
	return number * u.scale
}

// isSpace is the ASCII white space that regular expressions call \s, the no-break spaces, and the thin one.
func isSpace(r rune) bool {
	switch r {
	case ' ', '\t', '\n', '\f', '\r', '\u00a0', '\u202f', '\u2009':
		return true
	}
	return false
}

// skipSpaces is the offset of the first non-space at or after i.
func skipSpaces(text string, i int) int {
	return len(text) - len(strings.TrimLeftFunc(text[i:], isSpace))
}

// tightenSlashes drops the spaces around "/" and writes it for the word "per": "GB per month" is "GB/month".
func tightenSlashes(unit string) string {
	words := strings.FieldsFunc(unit, isSpace)
	for i, w := range words {
		if w == "per" && i+1 < len(words) {
			words[i] = "/"
		}
	}
	unit = strings.Join(words, " ")
	if !strings.Contains(unit, "/") {
		return unit
	}
	parts := strings.Split(unit, "/")
	for i, p := range parts {
		parts[i] = strings.TrimFunc(p, isSpace)
	}
	return strings.Join(parts, "/")
}
