package unit

import (
	"math"
	"strings"
)

// ParseInterval reads the written form `A to B unit`, a 90 % interval; ok is false when the text has no " to ".
// The left side may leave out the unit, the end of the unit or the currency, and then takes the right side's:
// "8 to 12 GB", "40% to 60%/quarter", "$0.08 to $0.10/GB". The left end must not exceed the right. The error is always *Error.
func ParseInterval(kind Kind, text string, o Options) (low, high Value, ok bool, err error) {
	at, end := findTo(text)
	if at < 0 {
		return Value{}, Value{}, false, nil
	}
	if len(text) > maxLength {
		return Value{}, Value{}, true, tooLong(text)
	}
	right, fault := scan(kind, text[end:], o)
	if fault == nil {
		high, fault = right.value(kind, o)
	}
	if fault != nil {
		return Value{}, Value{}, true, fault.within(text, end)
	}
	left, fault := scan(kind, text[:at], o)
	if fault == nil {
		left.complete(kind.grammar(), right)
		low, fault = left.value(kind, o)
	}
	if fault != nil {
		return Value{}, Value{}, true, fault.within(text, 0)
	}
	whole := quantity{text: text, at: skipSpaces(text, 0), end: len(text)}
	switch {
	case low.Currency != high.Currency:
		return Value{}, Value{}, true, whole.fault(0, len(text), "write both ends in one currency", "%q mixes %s and %s", text, low.Currency, high.Currency)
	case monthly(low) > monthly(high):
		return Value{}, Value{}, true, whole.fault(0, len(text), "write the lower end first", "%q runs downwards", text)
	}
	return low, high, true, nil
}

// findTo locates the first word "to" with spaces around it; at is -1 if there is none.
func findTo(text string) (at, end int) {
	for from := 0; ; {
		i := strings.Index(text[from:], "to")
		if i < 0 {
			return -1, -1
		}
		at, end = from+i, from+i+len("to")
		if strings.TrimRightFunc(text[:at], isSpace) != text[:at] && skipSpaces(text, end) != end {
			return at, end
		}
		from = end
	}
}

// complete fills in what the left side of an interval leaves to the right side.
func (q *quantity) complete(g *grammar, right quantity) {
	if q.currency == "" {
		q.currency = right.currency
	}
	if q.unit == "" {
		q.unit = right.unit
		if q.multiplier.text == "" {
			q.multiplier = right.multiplier
		}
		return
	}
	if _, ok := g.lookup(q.unit); ok {
		return
	}
	for i := range right.unit {
		if c := right.unit[i]; c != '/' && c != '-' {
			continue
		}
		if _, ok := g.lookup(q.unit + right.unit[i:]); ok {
			q.unit += right.unit[i:]
			return
		}
	}
}

// monthly makes the ends of an interval comparable: growth rates may be written for different periods.
func monthly(v Value) float64 {
	if v.Per == 0 {
		return v.Number
	}
	if v.Number < -1 { // meaningless, and refused by whoever checks ranges; here it only must not be NaN
		return math.Inf(-1)
	}
	return Growth{v.Number, v.Per}.MonthlyFactor()
}

// within moves an error about text[offset:] to the whole text.
func (e *Error) within(text string, offset int) *Error {
	moved := *e
	moved.Text, moved.Offset = text, e.Offset+offset
	return &moved
}
