package scenario

import (
	"fmt"
	"slices"
	"strings"

	"gopkg.in/yaml.v3"

	"github.com/talimat/talimat-plan/internal/distribution"
	"github.com/talimat/talimat-plan/internal/unit"
)

// form is a way to describe an uncertain quantity by the name of a distribution,
// the only key of a mapping: {pert: [1, 2, 4]}.
type form struct {
	name       string
	parameters []string // in words, for a form that lists its parameters
	build      func(p []float64) (*distribution.Distribution, error)
	read       func(d *decoder, s form, n *yaml.Node, kind unit.Kind, f field) (text string, v unit.Value, u *distribution.Distribution, ok bool)
}

// sampleForm is the one that reads a file.
const sampleForm = "sample"

func forms() []form {
	return []form{
		{"normal", []string{"mean", "standard deviation"}, func(p []float64) (*distribution.Distribution, error) { return distribution.Normal(p[0], p[1]) }, (*decoder).listed},
		{"uniform", []string{"lowest", "highest"}, func(p []float64) (*distribution.Distribution, error) { return distribution.Uniform(p[0], p[1]) }, (*decoder).listed},
		{"triangular", []string{"lowest", "likeliest", "highest"}, func(p []float64) (*distribution.Distribution, error) {
			return distribution.Triangular(p[0], p[1], p[2])
		}, (*decoder).listed},
		{"pert", []string{"lowest", "likeliest", "highest"}, func(p []float64) (*distribution.Distribution, error) { return distribution.PERT(p[0], p[1], p[2]) }, (*decoder).listed},
		{name: "beta", read: (*decoder).beta},
		{name: "discrete", read: (*decoder).discrete},
		{name: sampleForm, read: (*decoder).sample},
		{name: historyForm, read: (*decoder).history},
	}
}

// formOf returns the form that the only key of a mapping names, and its value.
func formOf(n *yaml.Node) (form, *yaml.Node, bool) {
	if all := pairs(n); len(all) == 1 {
		for _, s := range forms() {
			if s.name == all[0].key.Value {
				return s, all[0].value, true
			}
		}
	}
	return form{}, nil, false
}

// listed reads a distribution by the list of its parameters, all of them
// quantities of the kind.
func (d *decoder) listed(s form, list *yaml.Node, kind unit.Kind, f field) (text string, v unit.Value, u *distribution.Distribution, ok bool) {
	hint := fmt.Sprintf("write {%s: [%s]}", s.name, strings.Join(s.parameters, ", "))
	if list.Kind != yaml.SequenceNode || len(list.Content) != len(s.parameters) {
		d.fail(list, codeWrongType, hint, "%s takes %d figures", s.name, len(s.parameters))
		return "", v, nil, false
	}
	var numbers []float64
	ok = true
	for i, item := range list.Content {
		var p unit.Value
		good := false
		if s.parameters[i] == "standard deviation" {
			p, good = d.deviation(item, kind, v)
		} else {
			p, good = d.parameter(item, kind, f)
		}
		if i == 0 {
			v = p
		}
		numbers = append(numbers, f.atPeriod(p, v.Per).Number)
		ok = ok && good
	}
	if !ok {
		return "", v, nil, false
	}
	u, err := s.build(numbers)
	if err != nil {
		d.fail(list, codeBadRange, hint, "%v", err)
		return "", v, nil, false
	}
	v.Number = u.Median()
	return fmt.Sprintf("{%s: [%s]}", s.name, words(list)), v, u, true
}

// deviation reads a standard deviation: the limits of the field are none for it,
// and it cannot be converted to another period than that of the mean.
func (d *decoder) deviation(n *yaml.Node, kind unit.Kind, mean unit.Value) (unit.Value, bool) {
	v, ok := d.parameter(n, kind, field{typ: nil})
	if ok && v.Per != mean.Per && mean.Per != 0 {
		d.fail(n, codeBadRange, "write both for one period", "the standard deviation must be for the period of the mean")
		return v, false
	}
	return v, ok
}

// beta reads {beta: [alpha, beta]}, a share of 0 to 100 %, and
// {beta: [alpha, beta, lowest, highest]}, any quantity.
func (d *decoder) beta(s form, list *yaml.Node, kind unit.Kind, f field) (text string, v unit.Value, u *distribution.Distribution, ok bool) {
	hint := "write {beta: [alpha, beta, lowest, highest]}, the first two as bare numbers"
	unbounded := kind == unit.KindRatio && outOfRange(kind, unit.Value{Number: 1}, f) == "" && (f.min == nil || *f.min <= 0)
	switch {
	case list.Kind != yaml.SequenceNode || len(list.Content) != 2 && len(list.Content) != 4:
		d.fail(list, codeWrongType, hint, "beta takes 2 or 4 figures")
		return "", v, nil, false
	case len(list.Content) == 2 && !unbounded:
		d.fail(list, codeWrongType, hint, "beta without a lowest and a highest value is a share from 0%% to 100%%, which this cannot be")
		return "", v, nil, false
	}
	ok = true
	shape := [2]float64{}
	for i, item := range list.Content[:2] {
		p, good := d.parameter(item, unit.KindCount, field{})
		shape[i], ok = p.Number, ok && good
	}
	low, high := unit.Value{}, unit.Value{Number: 1}
	if len(list.Content) == 4 {
		var lowOK, highOK bool
		low, lowOK = d.parameter(list.Content[2], kind, f)
		high, highOK = d.parameter(list.Content[3], kind, f)
		low = f.atPeriod(low, high.Per)
		ok = ok && lowOK && highOK
	}
	if !ok {
		return "", v, nil, false
	}
	u, err := distribution.BetaBetween(shape[0], shape[1], low.Number, high.Number)
	if err != nil {
		d.fail(list, codeBadRange, hint, "%v", err)
		return "", v, nil, false
	}
	v = high
	v.Number = u.Median()
	return fmt.Sprintf("{%s: [%s]}", s.name, words(list)), v, u, true
}

// words writes the elements of a sequence of scalars.
func words(list *yaml.Node) string {
	var all []string
	for _, item := range list.Content {
		all = append(all, flow(item.Value))
	}
	return strings.Join(all, ", ")
}

// discrete reads {discrete: [{value: A, weight: 3}, {value: B}, C]}: values that
// are possible, in proportion to weights that are 1 when absent.
func (d *decoder) discrete(s form, list *yaml.Node, kind unit.Kind, f field) (text string, v unit.Value, u *distribution.Distribution, ok bool) {
	hint := "write {discrete: [{value: …, weight: 3}, {value: …}]}"
	if list.Kind != yaml.SequenceNode || len(list.Content) == 0 {
		d.fail(list, codeWrongType, hint, "discrete takes a list of values")
		return "", v, nil, false
	}
	if d.tooMany(list, len(list.Content)) {
		return "", v, nil, false
	}
	var values, weights []float64
	var parts []string
	ok = true
	for i, item := range list.Content {
		value, weight, part, good := d.outcome(item, kind, f, hint)
		if i == 0 {
			v = value
		}
		values, weights = append(values, f.atPeriod(value, v.Per).Number), append(weights, weight)
		parts = append(parts, part)
		ok = ok && good
	}
	if !ok {
		return "", v, nil, false
	}
	u, err := distribution.Discrete(values, weights)
	if err != nil {
		d.fail(list, codeBadRange, hint, "%v", err)
		return "", v, nil, false
	}
	if slices.Min(values) == slices.Max(values) {
		d.fail(list, codeBadRange, "write one figure, or values that differ", "all values are the same")
		return "", v, nil, false
	}
	v.Number = u.Median()
	return fmt.Sprintf("{%s: [%s]}", s.name, strings.Join(parts, ", ")), v, u, true
}

// outcome reads one of the values of a discrete distribution.
func (d *decoder) outcome(n *yaml.Node, kind unit.Kind, f field, hint string) (v unit.Value, weight float64, text string, ok bool) {
	if n.Kind != yaml.MappingNode {
		v, ok = d.parameter(n, kind, f)
		return v, 1, flow(n.Value), ok
	}
	weight, ok = 1, true
	hasValue := false
	d.entries(n, func(p pair) {
		good := true
		switch p.key.Value {
		case "value":
			v, good = d.parameter(p.value, kind, f)
			hasValue = true
			text = "value: " + flow(p.value.Value) + text
		case "weight":
			var w unit.Value
			zero := 0.0
			w, good = d.parameter(p.value, unit.KindCount, field{min: &zero})
			weight = w.Number
			text += ", weight: " + flow(p.value.Value)
		default:
			d.unknownKey(n, p, []string{"value", "weight"})
			good = false
		}
		ok = ok && good
	})
	if !hasValue && ok {
		d.fail(n, codeMissingKey, hint, "missing key %q", "value")
		ok = false
	}
	return v, weight, "{" + text + "}", ok
}
