package explain

import (
	"math"
	"strconv"
	"strings"

	"github.com/talimat/talimat-plan/internal/elementary"
	"github.com/talimat/talimat-plan/internal/unit"
)

// minus is the sign of a negative number and of a subtraction.
const minus = "−"

// quantity is a computed number with what it measures.
type quantity struct {
	value float64
	kind  unit.Kind
	noun  string // of a count, in the singular
}

func count(v float64) quantity   { return quantity{v, unit.KindCount, ""} }
func ratio(v float64) quantity   { return quantity{v, unit.KindRatio, ""} }
func factor(v float64) quantity  { return quantity{v, unit.KindFactor, ""} }
func bytes(v float64) quantity   { return quantity{v, unit.KindBytes, ""} }
func rate(v float64) quantity    { return quantity{v, unit.KindPerSecond, ""} }
func money(v float64) quantity   { return quantity{v, unit.KindMoney, ""} }
func bits(v float64) quantity    { return quantity{v, unit.KindBandwidth, ""} }
func seconds(v float64) quantity { return quantity{v, unit.KindSeconds, ""} }
func months(v float64) quantity  { return quantity{v, unit.KindMonths, ""} }
func cores(v float64) quantity   { return quantity{v, unit.KindCores, "core"} }
func things(noun string) func(float64) quantity {
	return func(v float64) quantity { return quantity{v, unit.KindCount, noun} }
}

// is a computed number as a term of a formula. Counts stand without their noun.
func (x *explainer) is(name string, q quantity) term {
	q.noun = ""
	figure := x.text(q)
	return term{name: name, figure: figure, value: q.value, level: levelOf(figure)}
}

// text writes a quantity for people: five digits or, of whole numbers, all;
// money to the cent.
func (x *explainer) text(q quantity) string {
	if math.IsNaN(q.value) {
		return "does not exist"
	}
	switch q.kind {
	case unit.KindMoney:
		return x.amount(q.value)
	case unit.KindRatio:
		return digits(q.value*100) + "%"
	case unit.KindFactor:
		return digits(q.value) + "x"
	case unit.KindPerSecond:
		return digits(q.value) + "/s"
	case unit.KindBytes, unit.KindBandwidth:
		divisor, suffix := unit.Scale(q.kind, []float64{q.value})
		return digits(q.value/divisor) + " " + suffix
	case unit.KindSeconds:
		return digits(q.value*1000) + " ms"
	case unit.KindMonths:
		q.noun = "month"
	}
	return digits(q.value) + plural(q.noun, q.value)
}

// plural is the noun behind a number, with the space between them.
func plural(noun string, v float64) string {
	switch {
	case noun == "":
		return ""
	case v == 1:
		return " " + noun
	}
	return " " + noun + "s"
}

// amount writes money in the minor unit, with the currency where readers expect it.
func (x *explainer) amount(v float64) string {
	sign := ""
	if v < 0 {
		sign = minus
	}
	number := grouped(math.Abs(v), unit.MinorDigits(x.scenario.Currency))
	if strings.Trim(number, "0.") == "" {
		sign = ""
	}
	pattern := unit.Format(unit.KindMoney, unit.Value{Number: 1, Currency: x.scenario.Currency})
	return sign + strings.Replace(pattern, "1", number, 1)
}

// digits writes a number with five digits, or all of its whole part, and no
// zeros at the end.
func digits(v float64) string {
	if v < 0 {
		return minus + digits(-v)
	}
	if v == 0 {
		return "0"
	}
	places := min(max(4-int(math.Floor(elementary.Log10(v))), 0), 9)
	text := grouped(v, places)
	if strings.Contains(text, ".") && !strings.Contains(text, "e") {
		text = strings.TrimSuffix(strings.TrimRight(text, "0"), ".")
	}
	if text == "0" {
		return strconv.FormatFloat(v, 'e', 4, 64)
	}
	return text
}

// grouped writes a number that is not negative with a comma between thousands;
// from 10¹⁵ on it has an exponent.
func grouped(v float64, places int) string {
	if v >= 1e15 {
		return strconv.FormatFloat(v, 'e', 4, 64)
	}
	text := strconv.FormatFloat(v, 'f', places, 64)
	whole, fraction, point := strings.Cut(text, ".")
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + "," + whole[i:]
	}
	if point {
		whole += "." + fraction
	}
	return whole
}
