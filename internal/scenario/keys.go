package scenario

import (
	"reflect"
	"strings"

	"github.com/talimat/talimat-plan/internal/model"
	"github.com/talimat/talimat-plan/internal/unit"
)

// Key is one key of the scenario language, as its reference lists it. All of it
// follows from the tags that the decoder and the schema read.
type Key struct {
	Path     string    // "services.NAME.replica.cpu"; NAME stands for the name of an element
	Doc      string    // one sentence or two
	Kind     unit.Kind // what a quantity measures; KindNone of all else
	Value    string    // what may be written: "a share such as 60%", "section", "true or false"
	Range    string    // legal range in words; "" when there is none
	Default  string    // text used when the key is absent; "" when there is none or it is empty
	Required bool      // whether the section is refused without it
	Certain  bool      // of a quantity: whether it must be a single figure
	Bare     bool      // whether a bare value in place of its section fills this key
	Like     string    // path of the section whose keys this one has too; they are not repeated
}

// Keys lists every key of the language in the order of the language, each
// section before its own keys.
func Keys() []Key {
	l := &lister{met: map[reflect.Type]string{}}
	l.section(reflect.TypeFor[model.Scenario](), "")
	return l.keys
}

// lister collects keys; met is where the keys of a type are listed.
type lister struct {
	keys []Key
	met  map[reflect.Type]string
}

// section lists the keys of a section at a path.
func (l *lister) section(t reflect.Type, path string) {
	l.met[t] = path
	for _, f := range fieldsOf(t) {
		l.key(f, join(path, f.key))
	}
}

// key lists one key, and what is below it unless another of its type did so.
func (l *lister) key(f field, path string) {
	k := Key{Path: path, Doc: f.doc, Range: strings.TrimSuffix(strings.TrimSpace(rangeText(f)), "."), Required: f.required(), Bare: f.scalar}
	if f.def != nil && *f.def != "{}" {
		k.Default = *f.def
	}
	element, below := f.typ, path
	if t := f.typ; t.Kind() == reflect.Slice && kindOf(t) == unit.KindNone {
		element = t.Elem()
		below = path + "[]"
		switch {
		case f.rest:
			path = join(parent(path), "NAME")
			below = path
		case f.named:
			below = join(path, "NAME")
		}
	}
	k.Value = wordsFor(f, element)
	if k.Kind = kindOf(element); k.Kind != unit.KindNone {
		k.Certain = f.certain
	}
	if isSection(element) {
		k.Like = l.met[element]
	}
	l.keys = append(l.keys, k)
	if isSection(element) && k.Like == "" {
		l.section(element, below)
	}
}

// wordsFor says what may be written as a key's value.
func wordsFor(f field, element reflect.Type) string {
	one := valueWords(f, element)
	switch {
	case element == f.typ:
		return one
	case f.named:
		return "by name: " + one
	}
	return "list: " + one
}

// valueWords says what one value looks like.
func valueWords(f field, t reflect.Type) string {
	kind := kindOf(t)
	switch {
	case f.whole && kind == unit.KindCount:
		return "a whole number"
	case kind == unit.KindCount:
		return "a number"
	case kind != unit.KindNone:
		return kind.String()
	case isChoice(t):
		f.typ = t
		return choiceWords(&f)
	case len(f.enum) > 0:
		return strings.TrimPrefix(strings.Join(f.enum, ", "), ", ")
	}
	switch t {
	case reflect.TypeFor[unit.Date]():
		return "a month such as 2024-01"
	case reflect.TypeFor[model.Span]():
		return "months such as 3-4"
	case reflect.TypeFor[model.When]():
		return "a moment: a phase, or month 12"
	case reflect.TypeFor[model.Condition]():
		return "a condition such as cost.effective <= $3,700"
	}
	switch t.Kind() {
	case reflect.Bool:
		return "true or false"
	case reflect.Int:
		return "a whole number"
	case reflect.String:
		return "text"
	}
	return "section"
}
