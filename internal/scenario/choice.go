package scenario

import (
	"reflect"
	"strings"

	"gopkg.in/yaml.v3"

	"github.com/talimat/talimat-plan/internal/unit"
)

// A choice is a quantity whose unit says what it is: a price by month or for each.
// In package model it is a struct of pointers to quantities that are tagged ",one",
// of which the one is set that the text reads as.

// isChoice reports the type of a choice.
func isChoice(t reflect.Type) bool {
	return t.Kind() == reflect.Struct && t.NumField() > 0 && t.Field(0).Tag.Get("yaml") == ",one"
}

// isQuantity reports a type that is written as a number with its unit.
func isQuantity(t reflect.Type) bool { return kindOf(t) != unit.KindNone || isChoice(t) }

// alternatives are the quantities that a choice may be, with what the tags of its
// field say.
func (f *field) alternatives() []field {
	all := make([]field, f.typ.NumField())
	for i := range all {
		all[i] = *f
		all[i].index, all[i].typ = i, f.typ.Field(i).Type.Elem()
	}
	return all
}

// kinds are what a choice may measure.
func (f *field) kinds() []unit.Kind {
	var all []unit.Kind
	for _, a := range f.alternatives() {
		all = append(all, kindOf(a.typ))
	}
	return all
}

// chosen is the alternative that a node reads as: by its first figure. It is the
// first of all when it reads as none, and then not ok.
func (f *field) chosen(n *yaml.Node, o unit.Options) (alternative field, ok bool) {
	return f.chosenBy(firstFigure(n), o)
}

// chosenBy is chosen by a figure.
func (f *field) chosenBy(text string, o unit.Options) (alternative field, ok bool) {
	all := f.alternatives()
	for _, a := range all {
		kind := kindOf(a.typ)
		if _, _, interval, err := unit.ParseInterval(kind, text, o); interval && err == nil {
			return a, true
		}
		if _, err := unit.Parse(kind, text, o); err == nil {
			return a, true
		}
	}
	return all[0], false
}

// firstFigure is the first text of a node.
func firstFigure(n *yaml.Node) string {
	for n.Kind == yaml.MappingNode && len(n.Content) > 1 || n.Kind == yaml.SequenceNode && len(n.Content) > 0 {
		if n.Kind == yaml.MappingNode {
			n = n.Content[1]
		} else {
			n = n.Content[0]
		}
	}
	return n.Value
}

// choice decodes a quantity whose unit says what it is.
func (d *decoder) choice(n *yaml.Node, v reflect.Value, f field, path string) {
	text := firstFigure(n)
	if form, value, named := formOf(n); named && form.name == sampleForm {
		if text, ok := d.sampleFigure(value); ok {
			a, _ := f.chosenBy(text, d.options)
			v = v.Field(a.index)
			v.Set(reflect.New(a.typ))
			d.quantity(n, v.Elem(), a, path)
		}
		return
	}
	a, ok := f.chosen(n, d.options)
	if zero := strings.TrimSpace(text) == "0" && kindOf(a.typ).Money(); !ok && !zero {
		d.badChoice(n, text, &f)
		return
	}
	v = v.Field(a.index)
	v.Set(reflect.New(a.typ))
	d.quantity(n, v.Elem(), a, path)
}

// badChoice reports a text that reads as no alternative: by the fault that it has as
// the alternative whose units are nearest, which is the one that knows its currency.
func (d *decoder) badChoice(n *yaml.Node, text string, f *field) {
	d.fail(n, codeBadQuantity, "write "+choiceWords(f), "%q has no unit that says what it is a price or an amount of", abridged(text))
}

// choiceWords are the forms that a choice may have.
func choiceWords(f *field) string {
	var all []string
	for _, kind := range f.kinds() {
		all = append(all, kind.String())
	}
	if len(all) == 1 {
		return all[0]
	}
	return strings.Join(all[:len(all)-1], ", ") + " or " + all[len(all)-1]
}

// taken is the quantity that a choice was read as.
func taken(v reflect.Value) reflect.Value {
	for i := range v.NumField() {
		if !v.Field(i).IsNil() {
			return v.Field(i).Elem()
		}
	}
	return v
}
