package explain

import (
	"reflect"

	"github.com/talimat/talimat-plan/internal/model"
	"github.com/talimat/talimat-plan/internal/unit"
)

// measured is a quantity of package unit.
type measured interface {
	~float64
	Kind() unit.Kind
}

// in records a number of the scenario as an input and returns it for a formula.
func in[T measured](x *explainer, name, path string, at *T) term {
	if dates := x.scenario.Dates(path); dates != nil {
		path += ".now"
		if step := dates.In(x.month); step != nil {
			path = dates.Path + "." + step.From.Text
			at = reflect.ValueOf(&step.Value).Convert(reflect.TypeFor[*T]()).Interface().(*T)
		}
	}
	number := reflect.ValueOf(at).Convert(reflect.TypeFor[*float64]()).Interface().(*float64)
	kind := (*at).Kind()
	text := unit.Display(kind, unit.Value{Number: *number, Currency: x.currencyOf(kind)})
	x.input(Input{Path: path, Text: text, At: number})
	return term{name: name, figure: text, value: *number, level: levelOf(text)}
}

// currencyOf is the scenario's currency for amounts, and empty for other kinds.
func (x *explainer) currencyOf(kind unit.Kind) string {
	if kind.Money() {
		return x.scenario.Currency
	}
	return ""
}

// grown is what a growth rate multiplies by in so many months: (1 + rate)^(months ÷ period).
func (x *explainer) grown(path string, g *unit.Growth, months term) term {
	x.input(Input{Path: path, Text: unit.Display(unit.KindGrowth, unit.Value{Number: g.Rate, Per: g.Per}), At: &g.Rate})
	rate := x.is("rate", ratio(g.Rate))
	rate.figure = unit.Display(unit.KindRatio, unit.Value{Number: g.Rate})
	if g.Per != 1 {
		months = quotient(months, x.is("period", count(g.Per)))
	}
	return power(sum(one(), rate), months)
}

// word records a part of the scenario that is not a number.
func (x *explainer) word(path, text string) {
	if text != "" {
		x.input(Input{Path: path, Text: text})
	}
}

// when records the moment from which something acts.
func (x *explainer) when(path string, w model.When) {
	if w.Set {
		x.word(path, w.Text)
	}
}

func (x *explainer) input(i Input) {
	for _, known := range x.out.Inputs {
		if known.Path == i.Path {
			return
		}
	}
	x.out.Inputs = append(x.out.Inputs, i)
}
