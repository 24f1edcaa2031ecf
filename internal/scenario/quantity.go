package scenario

import (
	"errors"
	"fmt"
	"math"
	"reflect"
	"strings"

	"gopkg.in/yaml.v3"

	"github.com/talimat/talimat-plan/internal/model"
	"github.com/talimat/talimat-plan/internal/unit"
)

// quantity decodes a number with its unit, certain or not, and makes an input of it.
func (d *decoder) quantity(n *yaml.Node, v reflect.Value, f field, path string) {
	kind := kindOf(v.Type())
	text, value, uncertainty, ok := d.uncertain(n, kind, f)
	if !ok {
		return
	}
	if uncertainty != nil && f.certain {
		d.fail(n, codeNotCertain, "write one figure", "%s cannot be uncertain", path)
		return
	}
	var at *float64
	if g, ok := v.Addr().Interface().(*unit.Growth); ok {
		g.Rate, g.Per = value.Number, value.Per
		at = &g.Rate
	} else {
		v.SetFloat(value.Number)
		at = v.Addr().Convert(reflect.TypeFor[*float64]()).Interface().(*float64)
	}
	d.written[path] = written{text, d.defaults > 0}
	d.inputs = append(d.inputs, model.Input{Path: path, Kind: kind, Text: text, Default: d.defaults > 0, At: at, Distribution: uncertainty})
}

// figure reads text, which stands at an offset in the value of n, as one figure
// in the scenario's currency.
func (d *decoder) figure(n *yaml.Node, text string, offset int, kind unit.Kind) (unit.Value, bool) {
	if isMoney(kind) && strings.TrimSpace(text) == "0" {
		return unit.Value{Currency: d.currency}, true
	}
	v, err := unit.Parse(kind, text, d.options)
	if err != nil {
		var fault *unit.Error
		if errors.As(err, &fault) {
			moved := *fault
			moved.Offset += offset
			err = &moved
		}
		d.badText(n, codeBadQuantity, err)
		return unit.Value{}, false
	}
	return d.converted(n, v), true
}

// isMoney reports a kind that is written with a currency.
func isMoney(kind unit.Kind) bool {
	switch kind {
	case unit.KindMoney, unit.KindMoneyPerMonth, unit.KindMoneyPerByte, unit.KindMoneyPerByteMonth:
		return true
	}
	return false
}

// converted returns money in the scenario's currency.
func (d *decoder) converted(n *yaml.Node, v unit.Value) unit.Value {
	if v.Currency == "" || v.Currency == d.currency || d.currency == "" {
		return v
	}
	rate, ok := d.rates[v.Currency]
	if !ok {
		d.fail(n, codeUnknownCurrency, fmt.Sprintf("write it in %s, or add fx: {as_of: …, rates: {%s: …}}", d.currency, v.Currency),
			"there is no exchange rate for %s", v.Currency)
		return v
	}
	v.Number *= rate
	v.Currency = d.currency
	return v
}

// inRange reports whether a figure is within the limits of its field, and
// otherwise says so.
func (d *decoder) inRange(n *yaml.Node, kind unit.Kind, v unit.Value, f field) bool {
	is := func() string { return unit.Format(kind, v) }
	bound := func(b float64) string {
		return unit.Format(kind, unit.Value{Number: b, Per: v.Per, Currency: v.Currency})
	}
	switch {
	case math.IsNaN(v.Number) || math.IsInf(v.Number, 0):
		d.fail(n, codeOutOfRange, "", "the figure is too large to compute with")
	case kind == unit.KindGrowth && v.Number <= -1:
		d.fail(n, codeOutOfRange, "", "must be more than %s, is %s", bound(-1), is())
	case f.above != nil && v.Number <= *f.above:
		d.fail(n, codeOutOfRange, "", "must be more than %s, is %s", bound(*f.above), is())
	case f.min != nil && v.Number < *f.min:
		d.fail(n, codeOutOfRange, "", "must be at least %s, is %s", bound(*f.min), is())
	case f.max != nil && v.Number > *f.max:
		d.fail(n, codeOutOfRange, "", "must be at most %s, is %s", bound(*f.max), is())
	case f.whole && v.Number != math.Trunc(v.Number):
		d.fail(n, codeOutOfRange, "", "must be a whole number, is %s", is())
	default:
		return true
	}
	return false
}
