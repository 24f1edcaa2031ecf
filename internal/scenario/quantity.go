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
	text, value, spread, ok := d.uncertain(n, kind, f)
	if !ok {
		return
	}
	if spread != nil && f.certain {
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
	d.inputs = append(d.inputs, model.Input{Path: path, Kind: kind, Text: text, Default: d.defaults > 0, At: at, Spread: spread})
}

// uncertain reads one value, an interval "A to B unit" or a mapping of quantiles.
func (d *decoder) uncertain(n *yaml.Node, kind unit.Kind, f field) (text string, v unit.Value, s *model.Spread, ok bool) {
	switch {
	case n.Kind == yaml.MappingNode && isSpread(n):
		return d.quantileMapping(n, kind, f)
	case n.Kind != yaml.ScalarNode:
		d.fail(n, codeWrongType, "", "expected %s, got %s", kind, describe(n))
		return "", v, nil, false
	case n.ShortTag() == "!!bool" && n.Style&quoted == 0:
		d.fail(n, codeWrongType, "", "expected %s, got %s", kind, n.Value)
		return "", v, nil, false
	}
	low, high, isInterval, err := unit.ParseInterval(kind, n.Value, d.options)
	if !isInterval {
		v, ok = d.figure(n, n.Value, 0, kind)
		return n.Value, v, nil, ok && d.inRange(n, kind, v, f)
	}
	if err != nil {
		d.badInterval(n, err)
		return "", v, nil, false
	}
	low, high = d.converted(n, low), d.converted(n, high)
	v, s, ok = d.interval(n, kind, low, high, f)
	return n.Value, v, s, ok
}

// badInterval tells a fault of the interval as a whole from one of its ends.
func (d *decoder) badInterval(n *yaml.Node, err error) {
	code := codeBadQuantity
	var fault *unit.Error
	if errors.As(err, &fault) && fault.Offset == 0 && fault.Length == len(fault.Text) {
		code = codeBadRange
	}
	d.badText(n, code, err)
}

// interval is a 90 % interval with its median in the middle.
func (d *decoder) interval(n *yaml.Node, kind unit.Kind, low, high unit.Value, f field) (unit.Value, *model.Spread, bool) {
	low = atPeriod(low, high.Per)
	if low.Number >= high.Number {
		d.fail(n, codeBadRange, "write one figure, or two that differ", "the interval %q has no width", n.Value)
		return unit.Value{}, nil, false
	}
	if !d.inRange(n, kind, low, f) || !d.inRange(n, kind, high, f) {
		return unit.Value{}, nil, false
	}
	v := high
	v.Number = middle(kind, low.Number, high.Number)
	return v, &model.Spread{P5: low.Number, P50: v.Number, P95: high.Number}, true
}

// middle is the median that an interval implies: the geometric mean √(a·b), as a
// quantity that is known within a factor is symmetric in its logarithm; for a
// share within (0, 1) the mean in log-odds ln(p/(1−p)); the arithmetic mean
// where neither is defined.
func middle(kind unit.Kind, a, b float64) float64 {
	switch {
	case kind == unit.KindRatio && a > 0 && b < 1:
		odds := math.Sqrt(a/(1-a)) * math.Sqrt(b/(1-b))
		return odds / (1 + odds)
	case a > 0:
		return math.Sqrt(a) * math.Sqrt(b)
	}
	return a/2 + b/2
}

// atPeriod converts a growth rate to another period: (1+g)^(per/g.per) − 1.
func atPeriod(v unit.Value, per float64) unit.Value {
	if v.Per != per && v.Number >= -1 {
		v.Number = math.Pow(1+v.Number, per/v.Per) - 1
		v.Per = per
	}
	return v
}

// quantileMapping reads {p5: A, p50: B, p95: C}.
func (d *decoder) quantileMapping(n *yaml.Node, kind unit.Kind, f field) (text string, v unit.Value, s *model.Spread, ok bool) {
	ok = true
	values, nodes := map[string]unit.Value{}, map[string]*yaml.Node{}
	d.entries(n, func(p pair) {
		if p.value.Kind != yaml.ScalarNode || isNull(p.value) {
			d.fail(p.value, codeWrongType, "", "expected %s, got %s", kind, describe(p.value))
			ok = false
			return
		}
		q, good := d.figure(p.value, p.value.Value, 0, kind)
		values[p.key.Value], nodes[p.key.Value] = q, p.value
		ok = ok && good && d.inRange(p.value, kind, q, f)
	})
	var parts []string
	for _, key := range quantiles() {
		if nodes[key] == nil {
			if ok {
				d.fail(n, codeMissingKey, "write {p5: …, p50: …, p95: …}", "missing key %q", key)
			}
			return "", v, nil, false
		}
		parts = append(parts, key+": "+nodes[key].Value)
	}
	v = values["p50"]
	s = &model.Spread{P5: atPeriod(values["p5"], v.Per).Number, P50: v.Number, P95: atPeriod(values["p95"], v.Per).Number}
	if ok && (s.P5 >= s.P50 || s.P50 >= s.P95) {
		d.fail(n, codeBadRange, "p5 is the lowest and p95 the highest", "p5, p50 and p95 must ascend")
		ok = false
	}
	return "{" + strings.Join(parts, ", ") + "}", v, s, ok
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
	default:
		return true
	}
	return false
}
