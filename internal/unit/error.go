package unit

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Error says what is wrong in a text, where, and what to write instead.
type Error struct {
	Text           string // as given
	Offset, Length int    // the faulty part in bytes of Text; Length may be 0 at the place of something missing
	Message        string // names the text and the fault
	Hint           string // what to write; "" if nothing can be said
}

// Error is the message and, after a semicolon, the hint.
func (e *Error) Error() string {
	if e.Hint == "" {
		return e.Message
	}
	return e.Message + "; " + e.Hint
}

func tooLong(text string) *Error {
	return &Error{Text: text, Length: len(text), Message: fmt.Sprintf("the text is longer than %d bytes", maxLength), Hint: "write one number and its unit"}
}

// trimmed is the text as messages quote it.
func (q quantity) trimmed() string { return q.text[q.at:q.end] }

// fault marks text[at:end].
func (q quantity) fault(at, end int, hint, format string, args ...any) *Error {
	return &Error{Text: q.text, Offset: at, Length: end - at, Message: fmt.Sprintf(format, args...), Hint: hint}
}

func (q quantity) numberFault(message, hint string) *Error {
	return q.fault(q.numberAt, q.numberAt+len(q.number), hint, "%q %s", q.trimmed(), message)
}

func (q quantity) unitFault(hint, format string, args ...any) *Error {
	return q.fault(q.unitAt, q.end, hint, format, args...)
}

func (q quantity) outOfRange() *Error {
	return q.numberFault("is too large or too small to compute with", "check the exponent and the unit")
}

// noNumber explains a text that does not begin with a number.
func (q quantity) noNumber(kind Kind) *Error {
	body := q.trimmed()
	example := "write " + kind.String()
	word := leadingLetters(q.text[q.numberAt:q.end])
	switch {
	case body == "":
		return q.fault(q.at, q.end, example, "the text is empty")
	case strings.HasPrefix(body, "%") && isPlain(strings.TrimSpace(body[1:])):
		return q.fault(q.at, q.at+1, "write "+strings.TrimSpace(body[1:])+"%", "%q has the percent sign before the number", body)
	case kind.grammar().money && q.currency == "" && strings.ContainsAny(q.text[q.numberAt+len(word):q.end], "0123456789") && word != "":
		return q.fault(q.numberAt, q.numberAt+len(word), currencyHint(word, q.plan), "%q: unknown currency %q", body, word)
	}
	return q.fault(q.at, q.end, example, "%q does not start with a number", body)
}

// explain says why a text with a legal number is not of the kind. The most specific reason wins.
func (q quantity) explain(kind Kind) *Error {
	g, body := kind.grammar(), q.trimmed()
	if len(g.units) == 0 {
		return q.fault(q.at, q.end, "leave it out", "%q: no quantity is expected here", body)
	}
	_, legal := g.lookup(q.unit)
	switch {
	case legal && g.money: // the unit is right, so the currency is missing
		return q.fault(q.numberAt, q.numberAt, "write "+q.with(q.currencyOr("USD"), q.unit), "%q has no currency", body)
	case legal: // and a currency that does not belong
		if other := q.otherKind(kind); other == KindNone {
			return q.fault(q.at, q.numberAt, "write "+q.with("", q.unit), "%q has a currency; expected %s", body, kind)
		}
	case q.unit == "" && (g.money || q.currency == ""):
		return q.fault(q.end, q.end, q.missingUnit(kind), "%q has no unit", body)
	case strings.HasPrefix(q.unit, "to "):
		return q.unitFault("write one value, such as "+g.example, "%q is an interval; one value is expected", body)
	case q.unit != "" && isDigit(q.unit[0]):
		return q.unitFault("write the digits without spaces, or in groups of three", "%q has a space inside the number", body)
	case q.number == "0" && len(q.unit) > 1 && q.unit[0]|0x20 == 'x' && strings.Trim(q.unit[1:], "0123456789abcdefABCDEF") == "":
		return q.unitFault("write the number in decimal", "%q is hexadecimal", body)
	}
	if fault := q.explainMultiplier(g); fault != nil {
		return fault
	}
	if fault := q.explainCase(g); fault != nil {
		return fault
	}
	if longer := g.extensions(q.unit); len(longer) > 0 && (g.money || q.currency == "") {
		return q.fault(q.end, q.end, "write "+q.choices(longer), "%q has no period", body)
	}
	if other := q.otherKind(kind); other != KindNone {
		return q.fault(q.at, q.end, q.legalUnits(g), "%s is %s; expected %s", body, other.grammar().noun, kind)
	}
	return q.explainUnit(g)
}

// explainMultiplier handles words for a power of ten that are not read, and offers the number in full.
func (q quantity) explainMultiplier(g *grammar) *Error {
	word := leadingLetters(q.unit)
	if !g.counted || word == "" || q.multiplier.text != "" {
		return nil
	}
	for _, m := range saidMultipliers {
		if m.text != word && (len(word) < 3 || !strings.EqualFold(m.text, word)) {
			continue
		}
		rest := strings.TrimLeftFunc(q.unit[len(word):], isSpace)
		currency := q.currency
		if code, n := cutCurrency(rest, q.plan); g.money && currency == "" && n > 0 {
			currency, rest = code, strings.TrimLeftFunc(rest[n:], isSpace)
		}
		f, fault := q.float(g.money)
		if _, legal := g.lookup(rest); !legal || fault != nil {
			return nil
		}
		hint := "write the number in digits"
		if m.exponent > 0 {
			q.number, q.negative, q.multiplier = markDecimals(digits(q.signed(f)*math.Pow10(m.exponent))), false, multiplier{}
			hint = "write " + q.with(currency, rest)
		}
		return q.fault(q.unitAt, q.unitAt+len(word), hint, "%q: unknown number word %q", q.trimmed(), word)
	}
	return nil
}

// explainCase handles units that differ from legal ones in case only. A small b may mean bits, and a unit may differ so
// from several: then each reading is offered.
func (q quantity) explainCase(g *grammar) *Error {
	var same []symbol
	for _, u := range g.units {
		if u.text != q.unit && strings.EqualFold(u.text, q.unit) && !slices.ContainsFunc(same, func(o symbol) bool { return o.scale == u.scale }) {
			same = append(same, u)
		}
	}
	f, fault := q.float(g.money)
	if len(same) == 0 || fault != nil {
		return nil
	}
	hints := make([]string, len(same))
	for i, u := range same {
		hints[i] = q.with(q.currency, u.text)
	}
	if head, _, _ := strings.Cut(q.unit, "/"); len(same) == 1 && strings.HasSuffix(head, "b") && strings.Contains(same[0].text, "B") && !g.money {
		bits := q
		bits.number, bits.negative, bits.multiplier = markDecimals(digits(q.signed(f)/8)), false, multiplier{}
		hint := "write " + hints[0] + ", or for bits " + bits.with(q.currency, same[0].text)
		return q.unitFault(hint, "%q: %q means bits, not bytes", q.trimmed(), q.unit)
	}
	return q.unitFault("write "+strings.Join(hints, " or "), "%q: unknown unit %q; case matters", q.trimmed(), q.unit)
}

// sharedSign refuses a sign of several currencies, when that of the plan is none of them.
func (q quantity) sharedSign(codes []string) *Error {
	n := len(codes) - 1
	hint := "write " + strings.Join(codes[:n], ", ") + " or " + codes[n]
	return q.fault(q.at, q.end, hint, "%q: %q stands for several currencies", q.trimmed(), q.currency)
}

// explainUnit handles units, or words in the place of a currency, that nothing else explains.
func (q quantity) explainUnit(g *grammar) *Error {
	word := leadingLetters(q.unit)
	switch {
	case g.money && q.currency == "" && word != "":
		return q.fault(q.unitAt, q.unitAt+len(word), currencyHint(word, q.plan), "%q: unknown currency %q", q.trimmed(), word)
	case q.currency != "" && isCurrency(word):
		return q.fault(q.unitAt, q.unitAt+len(word), "write the currency once", "%q has two currencies", q.trimmed())
	}
	hint := q.legalUnits(g)
	if len(g.spellings(listed)) == 0 {
		hint += "; k, M, thousand, million or billion may follow the number"
	}
	if near := g.nearestUnit(q.unit); near != "" {
		hint = fmt.Sprintf("did you mean %q?", near)
	}
	return q.unitFault(hint, "%q: unknown unit %q", q.trimmed(), q.unit)
}

// nearestUnit is the unit that a misspelt one stands for, "" when that is not evident: two edits forgive a slip in a
// word, but all units that near must be the same amount, and begin as the text does, so that no slip turns milliseconds
// into seconds or megabytes into gigabytes.
func (g *grammar) nearestUnit(unit string) string {
	letters := utf8.RuneCountInString(strings.Trim(unit, "/-"))
	near := nearestWithin(min(2, letters-1), unit, g.spellings(accepted))
	if near == "" || near[0] != unit[0] {
		return ""
	}
	best, _ := g.lookup(near)
	limit := distance([]rune(unit), []rune(near))
	for _, u := range g.units {
		same := u.scale == best.scale && u.per == best.per && u.shift == best.shift && u.hours == best.hours
		if !same && distance([]rune(unit), []rune(u.text)) <= limit {
			return ""
		}
	}
	return near
}

// missingUnit completes a bare number the way the kind's example is written.
func (q quantity) missingUnit(kind Kind) string {
	g := kind.grammar()
	f, err := strconv.ParseFloat(strings.ReplaceAll(q.number, ",", ""), 64)
	switch {
	case kind == KindRatio && err == nil && f == 1:
		return "write 100% or 1%"
	case kind == KindRatio && err == nil && f < 1: // nobody writes 0.6 for 0.6 %
		return "write " + Format(KindRatio, Value{Number: q.signed(f)})
	case kind == KindGrowth && err == nil && f < 1: // "0.5" may be half or half a percent
		return "write " + Format(KindGrowth, Value{Number: q.signed(f), Per: 3}) + " or " + q.with("", "%/quarter")
	}
	currency := ""
	if g.money {
		currency = q.currencyOr("USD")
	}
	example, _ := scan(kind, g.example, Options{})
	return "write " + q.with(currency, example.unit)
}

// otherKind is the first kind with units of its own that reads the text, else KindNone.
func (q quantity) otherKind(kind Kind) Kind {
	for i := range grammars() {
		k := Kind(i)
		if k == kind || !k.grammar().money && (q.currency != "" || q.unit == "") {
			continue
		}
		p, fault := scan(k, q.text, Options{Currency: q.plan})
		if fault != nil {
			continue
		}
		if _, ok := k.grammar().lookup(p.unit); ok && sharedBy(p.currency) == nil && k.grammar().money == (p.currency != "") {
			return k
		}
	}
	return KindNone
}

// with writes the quantity's number with another currency and unit.
func (q quantity) with(currency, unit string) string {
	number := q.number
	if q.negative {
		number = "-" + number
	}
	switch {
	case len(q.multiplier.text) > 1:
		number += " " + q.multiplier.text
	default:
		number += q.multiplier.text
	}
	return withCurrency(currency, number, glue(number, unit))
}

func (q quantity) signed(f float64) float64 {
	if q.negative {
		return -f
	}
	return f
}

// currencyOr is the currency of the text, else that of the plan, else the code.
func (q quantity) currencyOr(code string) string { return cmp.Or(q.currency, q.plan, code) }

// choices writes the quantity with each of the units: "50%/month, 50%/quarter or 50%/year".
func (q quantity) choices(units []string) string {
	all := make([]string, len(units))
	for i, u := range units {
		all[i] = q.with(q.currency, u)
	}
	if n := len(all) - 1; n > 0 {
		return strings.Join(all[:n], ", ") + " or " + all[n]
	}
	return all[0]
}

// extensions are the listed units that begin with the given one and go on with a period.
func (g *grammar) extensions(unit string) []string {
	var longer []string
	for _, s := range g.spellings(listed) {
		if rest, ok := strings.CutPrefix(s, unit); ok && unit != "" && rest != "" && (rest[0] == '/' || rest[0] == '-') {
			longer = append(longer, s)
		}
	}
	return longer
}

// legalUnits lists what may follow the number, or drops what may not.
func (q quantity) legalUnits(g *grammar) string {
	units := g.spellings(listed)
	if len(units) == 0 || len(units) > 12 { // compound units; the list would hide the message
		return "write " + g.String()
	}
	return "use one of " + strings.Join(units, ", ")
}

// currencyHint leads from a misspelt currency to the code.
func currencyHint(word, plan string) string {
	if near := suggestCurrency(word, plan); near != "" {
		return fmt.Sprintf("did you mean %q?", near)
	}
	return "write an ISO 4217 code such as USD, or one of $ € ₺ £ ¥"
}
