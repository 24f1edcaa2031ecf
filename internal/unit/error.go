package unit

import (
	"fmt"
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
		return q.fault(q.numberAt, q.numberAt+len(word), currencyHint(word), "%q: unknown currency %q", body, word)
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
		return q.fault(q.numberAt, q.numberAt, "write "+q.with("USD", q.unit), "%q has no currency", body)
	case legal: // and a currency that does not belong
		if other := q.otherKind(kind); other == KindNone {
			return q.fault(q.at, q.numberAt, "write "+q.with("", q.unit), "%q has a currency; expected %s", body, kind)
		}
	case q.unit == "" && (g.money || q.currency == ""):
		return q.fault(q.end, q.end, q.missingUnit(kind), "%q has no unit", body)
	case kind == KindCount && thousands(q.unit) > 0:
		f, _ := strconv.ParseFloat(q.number, 64)
		return q.unitFault("write "+digits(q.signed(f)*thousands(q.unit)), "%q: a bare number takes no suffix", body)
	case strings.HasPrefix(q.unit, "to "):
		return q.unitFault("write one value, such as "+g.example, "%q is an interval; one value is expected", body)
	case q.unit != "" && isDigit(q.unit[0]):
		return q.unitFault("write the digits without spaces", "%q has a space inside the number", body)
	case q.number == "0" && len(q.unit) > 1 && q.unit[0]|0x20 == 'x' && strings.Trim(q.unit[1:], "0123456789abcdefABCDEF") == "":
		return q.unitFault("write the number in decimal", "%q is hexadecimal", body)
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

// explainCase handles units that differ from a legal one in case only.
func (q quantity) explainCase(g *grammar) *Error {
	for _, s := range g.spellings(accepted) {
		if s == q.unit || !strings.EqualFold(s, q.unit) {
			continue
		}
		hint := "write " + q.with(q.currency, s)
		if q.unit == strings.TrimSuffix(s, "B")+"b" {
			return q.unitFault(hint, "%q: %q means bits, not bytes", q.trimmed(), q.unit)
		}
		return q.unitFault(hint, "%q: unknown unit %q; case matters", q.trimmed(), q.unit)
	}
	return nil
}

// explainUnit handles units, or words in the place of a currency, that nothing else explains.
func (q quantity) explainUnit(g *grammar) *Error {
	word := leadingLetters(q.unit)
	switch {
	case g.money && q.currency == "" && word != "":
		return q.fault(q.unitAt, q.unitAt+len(word), currencyHint(word), "%q: unknown currency %q", q.trimmed(), word)
	case q.currency != "" && isCurrency(word):
		return q.fault(q.unitAt, q.unitAt+len(word), "write the currency once", "%q has two currencies", q.trimmed())
	}
	hint := q.legalUnits(g)
	// Two edits forgive a slip in a word, but never turn one short unit into another.
	letters := utf8.RuneCountInString(strings.Trim(q.unit, "/-"))
	if near := nearestWithin(min(2, letters-1), q.unit, g.spellings(accepted)); near != "" {
		hint = fmt.Sprintf("did you mean %q?", near)
	}
	return q.unitFault(hint, "%q: unknown unit %q", q.trimmed(), q.unit)
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
	example, _ := scan(kind, g.example)
	return "write " + q.with(currency, example.unit)
}

// otherKind is the first kind with units of its own that reads the text, else KindNone.
func (q quantity) otherKind(kind Kind) Kind {
	for i := range grammars {
		k := Kind(i)
		if k == kind || !k.grammar().money && (q.currency != "" || q.unit == "") {
			continue
		}
		p, fault := scan(k, q.text)
		if fault != nil {
			continue
		}
		if _, ok := k.grammar().lookup(p.unit); ok && k.grammar().money == (p.currency != "") {
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
	return withCurrency(currency, number, glue(number, unit))
}

func (q quantity) signed(f float64) float64 {
	if q.negative {
		return -f
	}
	return f
}

func (q quantity) currencyOr(code string) string {
	if q.currency != "" {
		return q.currency
	}
	return code
}

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

// thousands is what people mean by a suffix of a plain number; 0 if they mean something else.
func thousands(suffix string) float64 {
	switch suffix {
	case "k", "K":
		return 1e3
	case "M":
		return 1e6
	}
	return 0
}

// legalUnits lists what may follow the number, or drops what may not.
func (q quantity) legalUnits(g *grammar) string {
	units := g.spellings(listed)
	if len(units) == 0 {
		currency := ""
		if g.money {
			currency = q.currencyOr("USD")
		}
		return "write " + q.with(currency, "")
	}
	if len(units) > 12 { // compound units; the list would hide the message
		return "write " + g.noun + " such as " + g.example
	}
	return "use one of " + strings.Join(units, ", ")
}

// currencyHint leads from a misspelt currency to the code.
func currencyHint(word string) string {
	if near := suggestCurrency(word); near != "" {
		return fmt.Sprintf("did you mean %q?", near)
	}
	return "write an ISO 4217 code such as USD, or one of $ € ₺ £ ¥"
}
