package explain

import (
	"math"

	"github.com/talimat/talimat-plan/internal/unit"
	"github.com/talimat/talimat-plan/internal/words"
)

// minus is the sign of a negative number and of a subtraction.
const minus = words.Minus

// quantity is a computed number with what it measures.
type quantity struct {
	value float64
	kind  unit.Kind
	noun  string // of a count, in the singular
	fine  bool   // an amount that no one pays as it is, such as one per user
}

func count(v float64) quantity   { return quantity{value: v, kind: unit.KindCount} }
func ratio(v float64) quantity   { return quantity{value: v, kind: unit.KindRatio} }
func factor(v float64) quantity  { return quantity{value: v, kind: unit.KindFactor} }
func bytes(v float64) quantity   { return quantity{value: v, kind: unit.KindBytes} }
func rate(v float64) quantity    { return quantity{value: v, kind: unit.KindPerSecond} }
func money(v float64) quantity   { return quantity{value: v, kind: unit.KindMoney} }
func perUser(v float64) quantity { return quantity{value: v, kind: unit.KindMoney, fine: true} }
func bits(v float64) quantity    { return quantity{value: v, kind: unit.KindBandwidth} }
func seconds(v float64) quantity { return quantity{value: v, kind: unit.KindSeconds} }
func months(v float64) quantity  { return quantity{value: v, kind: unit.KindMonths} }
func cores(v float64) quantity   { return quantity{value: v, kind: unit.KindCores, noun: "core"} }
func things(noun string) func(float64) quantity {
	return func(v float64) quantity { return quantity{value: v, kind: unit.KindCount, noun: noun} }
}

// is a computed number as a term of a formula. Counts stand without their noun.
func (x *explainer) is(name string, q quantity) term {
	q.noun = ""
	figure := x.text(q)
	return term{name: name, figure: figure, value: q.value, level: levelOf(figure)}
}

// text writes a quantity for people, so that they can compute with it.
func (x *explainer) text(q quantity) string {
	currency := words.Currency(x.scenario.Currency)
	switch {
	case math.IsNaN(q.value):
		return "does not exist"
	case q.fine:
		return currency.Fine(q.value)
	case q.kind == unit.KindMonths:
		q.noun = "month"
	}
	return words.Precise(q.kind, q.value, currency) + plural(q.noun, q.value)
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
