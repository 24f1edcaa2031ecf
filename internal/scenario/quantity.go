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
	if isDated(n) {
		d.dated(n, v, f, path)
		return
	}
	if f.certain && looksUncertain(n, kind) {
		d.fail(n, codeNotCertain, "write one figure", "%s cannot be uncertain", path)
		return
	}
	d.growth = nil
	d.abroad = ""
	text, value, uncertainty, ok := d.uncertain(n, kind, f)
	if !ok {
		return
	}
	if d.abroad != "" && value.Number != 0 {
		d.foreign = append(d.foreign, foreign{path, d.abroad, n})
	}
	if d.growth != nil {
		d.learned = append(d.learned, d.growth.origin(path))
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
	d.quantities[path] = f
	low, high := f.legal()
	d.inputs = append(d.inputs, model.Input{
		Path: path, Kind: kind, Text: text, Default: d.defaults > 0, At: at, Per: value.Per, Low: low, High: high, Whole: f.whole,
		Distribution: uncertainty,
	})
}

// figure reads text, which stands at an offset in the value of n, as one figure
// in the scenario's currency.
func (d *decoder) figure(n *yaml.Node, text string, offset int, kind unit.Kind) (unit.Value, bool) {
	v, err := d.parse(kind, text, d.options)
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
	if v.Grouped != "" {
		d.warnAt(n, codeGroupedPoint, "write "+v.Grouped, "the point in %q is taken to group thousands: it is read as %s", strings.TrimSpace(text), v.Grouped)
	}
	in, ok := d.exchange(v)
	if !ok {
		d.failPart(n, offset, len(text), codeUnknownCurrency, d.rateHint(v.Currency), "there is no exchange rate for %s", v.Currency)
	}
	return in, true
}

// parse reads a figure; of money, 0 needs no currency.
func (d *decoder) parse(kind unit.Kind, text string, o unit.Options) (unit.Value, error) {
	if kind.Money() && strings.TrimSpace(text) == "0" {
		return unit.Value{Currency: d.currency}, nil
	}
	return unit.Parse(kind, text, o)
}

// converted returns money in the scenario's currency, and reports one that has
// no rate.
func (d *decoder) converted(n *yaml.Node, v unit.Value) unit.Value {
	in, ok := d.exchange(v)
	if !ok {
		d.fail(n, codeUnknownCurrency, d.rateHint(v.Currency), "there is no exchange rate for %s", v.Currency)
	}
	return in
}

// exchange converts money to the scenario's currency.
func (d *decoder) exchange(v unit.Value) (unit.Value, bool) {
	if v.Currency == "" || v.Currency == d.currency || d.currency == "" {
		return v, true
	}
	rate, ok := d.rates[v.Currency]
	if !ok {
		return v, false
	}
	d.abroad = v.Currency
	v.Number *= rate
	v.Currency = d.currency
	return v, true
}

func (d *decoder) rateHint(currency string) string {
	return fmt.Sprintf("write it in %s, or add fx: {as_of: …, rates: {%s: …}}", d.currency, currency)
}

// inRange reports whether a figure is within the limits of its field, and
// otherwise says so.
func (d *decoder) inRange(n *yaml.Node, kind unit.Kind, v unit.Value, f field) bool {
	fault := outOfRange(kind, v, f)
	if fault != "" {
		d.fail(n, codeOutOfRange, partHint(kind, v, f), "%s", fault)
	}
	return fault == ""
}

// partHint names the whole months on both sides of a part of one: which of them is
// meant cannot be told.
func partHint(kind unit.Kind, v unit.Value, f field) string {
	low := math.Floor(v.Number)
	if kind != unit.KindMonths || !f.whole || low == v.Number || !(low >= 0 && low < 1e6) {
		return ""
	}
	var legal []string
	for _, n := range [...]float64{low, low + 1} {
		if outOfRange(kind, unit.Value{Number: n}, f) == "" {
			legal = append(legal, unit.Format(kind, unit.Value{Number: n}))
		}
	}
	if len(legal) == 0 {
		return ""
	}
	return "a month is a twelfth of a year: write " + strings.Join(legal, " or ")
}

// outOfRange says which limit of its field a figure breaks; "" when none.
func outOfRange(kind unit.Kind, v unit.Value, f field) string {
	must := func(what string, bound float64) string {
		b := unit.Value{Number: bound, Per: v.Per, Currency: v.Currency}
		return fmt.Sprintf("must be %s %s, is %s", what, unit.Format(kind, b), unit.Format(kind, v))
	}
	switch {
	case math.IsNaN(v.Number) || math.IsInf(v.Number, 0):
		return "the figure is too large to compute with"
	case kind == unit.KindGrowth && v.Number <= -1:
		return must("more than", -1)
	case f.above != nil && v.Number <= *f.above:
		return must("more than", *f.above)
	case f.below != nil && v.Number >= *f.below:
		return must("less than", *f.below)
	case f.min != nil && v.Number < *f.min:
		return must("at least", *f.min)
	case f.max != nil && v.Number > *f.max:
		return must("at most", *f.max)
	case f.whole && v.Number != math.Trunc(v.Number) && kind == unit.KindMonths:
		return "must be a whole number of months, is " + unit.Display(kind, v)
	case f.whole && v.Number != math.Trunc(v.Number):
		return "must be a whole number, is " + unit.Format(kind, v)
	}
	return ""
}
