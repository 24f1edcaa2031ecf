package scenario

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"gopkg.in/yaml.v3"

	"github.com/talimat/talimat-plan/internal/distribution"
	"github.com/talimat/talimat-plan/internal/unit"
)

// uncertain reads one value, an interval "A to B unit", a mapping of quantiles
// or a distribution by its name. An uncertain value is its median.
func (d *decoder) uncertain(n *yaml.Node, kind unit.Kind, f field) (text string, v unit.Value, u *distribution.Distribution, ok bool) {
	switch {
	case n.Kind == yaml.MappingNode && isUncertain(n):
		if form, value, named := formOf(n); named {
			return form.read(d, form, value, kind, f)
		}
		return d.quantileMapping(n, kind, f)
	case n.Kind == yaml.MappingNode:
		d.fail(n, codeWrongType, formHint(n), "expected %s, got a mapping", kind)
		return "", v, nil, false
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
	v, u, ok = d.interval(n, kind, low, high, f)
	return n.Value, v, u, ok
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

// interval is a 90 % interval: of a share logit-normal, of a rate of change
// lognormal in 1 + rate, else lognormal; see package distribution for ends that
// are far apart or touch zero.
func (d *decoder) interval(n *yaml.Node, kind unit.Kind, low, high unit.Value, f field) (unit.Value, *distribution.Distribution, bool) {
	low = f.atPeriod(low, high.Per)
	if low.Number >= high.Number {
		d.fail(n, codeBadRange, "write one figure, or two that differ", "the interval %q has no width", n.Value)
		return unit.Value{}, nil, false
	}
	if !d.inRange(n, kind, low, f) || !d.inRange(n, kind, high, f) {
		return unit.Value{}, nil, false
	}
	a, b := low.Number, high.Number
	lower, _ := bounds(kind, f)
	share, rate := kind == unit.KindRatio && a >= 0 && b <= 1, kind == unit.KindGrowth && !f.root
	u, err := d.shared.curve(curve{kind: kind, p5: a, p95: b, lower: lower != nil, root: f.root}, func() (*distribution.Distribution, error) {
		switch {
		case share:
			return distribution.Share(a, b)
		case rate:
			return distribution.Rate(a, b)
		}
		return distribution.Span(a, b, lower != nil)
	})
	if err != nil {
		d.fail(n, codeBadRange, "", "%v", err)
		return unit.Value{}, nil, false
	}
	if distribution.IsWide(a, b, rate, share) && d.defaults == 0 {
		d.warnAt(n, codeWideRange, "narrow it, or say what is likeliest: {p5: …, p50: …, p95: …}", "the interval %q spans more than a factor of 20; its median is taken as %s",
			n.Value, unit.Display(kind, unit.Value{Number: u.Median(), Per: high.Per, Currency: high.Currency}))
	}
	v := high
	v.Number = u.Median()
	return v, u, true
}

// quantileMapping reads {p5: A, p50: B, p95: C}, quantiles that are met exactly.
func (d *decoder) quantileMapping(n *yaml.Node, kind unit.Kind, f field) (text string, v unit.Value, u *distribution.Distribution, ok bool) {
	values, nodes := map[string]unit.Value{}, map[string]*yaml.Node{}
	ok = true
	d.entries(n, func(p pair) {
		q, good := d.parameter(p.value, kind, f)
		values[p.key.Value], nodes[p.key.Value] = q, p.value
		ok = ok && good
	})
	var parts []string
	for _, key := range quantiles() {
		if nodes[key] == nil {
			if ok {
				d.fail(n, codeMissingKey, "write {p5: …, p50: …, p95: …}", "missing key %q", key)
			}
			return "", v, nil, false
		}
		parts = append(parts, key+": "+flow(nodes[key].Value))
	}
	if !ok {
		return "", v, nil, false
	}
	v = values["p50"]
	p5, p95 := f.atPeriod(values["p5"], v.Per).Number, f.atPeriod(values["p95"], v.Per).Number
	if p5 >= v.Number || v.Number >= p95 {
		d.fail(n, codeBadRange, "p5 is the lowest and p95 the highest", "p5, p50 and p95 must ascend")
		return "", v, nil, false
	}
	lower, upper := bounds(kind, f)
	u, err := d.shared.curve(curve{kind: kind, skewed: true, p5: p5, p50: v.Number, p95: p95, lower: lower != nil, upper: upper != nil}, func() (*distribution.Distribution, error) {
		return distribution.Metalog(p5, v.Number, p95, lower, upper)
	})
	if err != nil {
		d.fail(n, codeBadRange, "", "%v", err)
		return "", v, nil, false
	}
	return "{" + strings.Join(parts, ", ") + "}", v, u, true
}

// bounds are the ends that a quantity can never pass by its nature: none has an
// upper one but a share, and a rate of growth has none.
func bounds(kind unit.Kind, f field) (lower, upper *float64) {
	zero, one := 0.0, 1.0
	if f.min != nil && *f.min >= 0 || f.above != nil && *f.above >= 0 {
		lower = &zero
	}
	if kind == unit.KindRatio && f.max != nil && *f.max <= 1 {
		upper = &one
	}
	return lower, upper
}

// parameter reads a figure within a description of uncertainty.
func (d *decoder) parameter(n *yaml.Node, kind unit.Kind, f field) (unit.Value, bool) {
	if n.Kind != yaml.ScalarNode || isNull(n) {
		d.fail(n, codeWrongType, "", "expected %s, got %s", kind, describe(n))
		return unit.Value{}, false
	}
	v, ok := d.figure(n, n.Value, 0, kind)
	return v, ok && d.inRange(n, kind, v, f)
}

// isUncertain reports a mapping that describes an uncertain quantity: all its
// keys are quantiles, or its only one names a distribution.
func isUncertain(n *yaml.Node) bool {
	if n.Kind != yaml.MappingNode || len(n.Content) == 0 {
		return false
	}
	if _, _, named := formOf(n); named {
		return true
	}
	return !slices.ContainsFunc(pairs(n), func(p pair) bool { return !slices.Contains(quantiles(), p.key.Value) })
}

// isGroup reports a mapping that is no number, however it may vary.
func isGroup(n *yaml.Node) bool {
	return n != nil && n.Kind == yaml.MappingNode && !isUncertain(n) && !isDated(n)
}

// looksUncertain reports a node that is written like an uncertain quantity,
// whether or not its figures are right.
func looksUncertain(n *yaml.Node, kind unit.Kind) bool {
	if n.Kind != yaml.ScalarNode {
		return isUncertain(n)
	}
	_, _, isInterval, _ := unit.ParseInterval(kind, n.Value, unit.Options{})
	return isInterval
}

// quantiles are the keys of a quantity given by its quantiles.
func quantiles() []string { return []string{"p5", "p50", "p95"} }

// formHint says which mappings a quantity may be.
func formHint(n *yaml.Node) string {
	var names []string
	for _, form := range forms() {
		if form.name != historyForm { // that is no number
			names = append(names, form.name)
		}
	}
	if all := pairs(n); len(all) == 1 {
		if near := unit.Nearest(all[0].key.Value, names); near != "" {
			return fmt.Sprintf("did you mean %q?", near)
		}
	}
	return "an uncertain number is {p5: …, p50: …, p95: …} or one of " + strings.Join(names, ", ")
}

// flow writes a word as it may stand in a flow mapping or sequence of YAML.
func flow(word string) string {
	plain := word != "" && strings.TrimSpace(word) == word && !strings.ContainsAny(word, ",[]{}#:\"'\\\n\t") && !strings.ContainsAny(word[:1], "&*!|>%@`?")
	if plain && !strings.HasPrefix(word, "- ") && word != "-" {
		return word
	}
	return fmt.Sprintf("%q", word)
}
