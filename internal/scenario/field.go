package scenario

import (
	"iter"
	"math"
	"reflect"
	"strconv"
	"strings"

	"gopkg.in/yaml.v3"

	"github.com/talimat/talimat-plan/internal/elementary"
	"github.com/talimat/talimat-plan/internal/model"
	"github.com/talimat/talimat-plan/internal/unit"
)

// field is what the struct tags say about one value; see package model.
type field struct {
	index    int // in its struct
	key      string
	alias    string       // another word for the key; empty without one
	typ      reflect.Type // without the pointer
	scalar   bool         // a bare scalar in place of the struct fills this field
	named    bool         // a mapping from name to element
	certain  bool         // must be a single figure
	dated    bool         // may be another from certain months on
	whole    bool         // and a whole number
	rest     bool         // a named list whose elements may stand beside the fixed keys of its section
	alone    bool         // of a scalar field: its element may be a name alone, which leaves all of it out
	optional bool         // may be absent, and is its zero value then
	booked   bool         // must be there, but a price book may say it
	past     bool         // a moment that may be before the plan begins
	root     bool         // a rate that grows with the square root of time
	doc      string
	def      *string // text of the default
	min      *float64
	max      *float64
	above    *float64
	below    *float64
	enum     []string
	pointer  bool
}

// required reports whether the key must be there.
func (f *field) required() bool {
	return f.def == nil && !f.pointer && !f.optional && f.typ.Kind() != reflect.Slice
}

// fieldsOf reads the tags of a struct type, in the order of the declaration.
func fieldsOf(t reflect.Type) []field {
	all := make([]field, 0, t.NumField())
	for i := range t.NumField() {
		if f, ok := fieldOf(t.Field(i)); ok {
			f.index = i
			all = append(all, f)
		}
	}
	return all
}

func fieldOf(s reflect.StructField) (field, bool) {
	f := field{typ: s.Type}
	if f.typ.Kind() == reflect.Pointer {
		f.typ, f.pointer = f.typ.Elem(), true
	}
	for name, value := range tags(s.Tag) {
		switch name {
		case "yaml":
			f.say(value)
		case "doc":
			f.doc = value
		case "default":
			def := value // the loop has a variable for each tag, which need not all live on
			f.def = &def
		case "enum":
			f.enum = strings.Split(value, "|")
		case "min":
			f.min = number(value)
		case "max":
			f.max = number(value)
		case "above":
			f.above = number(value)
		case "below":
			f.below = number(value)
		}
	}
	return f, f.key != "-" && f.key != ""
}

// say reads the key and the options of the tag "yaml".
func (f *field) say(text string) {
	key, options, _ := strings.Cut(text, ",")
	f.key, f.alias, _ = strings.Cut(key, "|")
	for option := range strings.SplitSeq(options, ",") {
		switch option {
		case "scalar":
			f.scalar = true
		case "named":
			f.named = true
		case "certain":
			f.certain = true
		case "whole":
			f.certain, f.whole = true, true
		case "dated":
			f.dated = true
		case "past":
			f.past = true
		case "root":
			f.root = true
		case "rest":
			f.rest = true
		case "alone":
			f.alone = true
		case "optional":
			f.optional = true
		case "booked":
			f.booked = true
		}
	}
}

// tags visits the pairs of a struct tag in one pass; [reflect.StructTag.Lookup]
// begins anew for each. It ends where the tag is not of the usual form.
func tags(tag reflect.StructTag) iter.Seq2[string, string] {
	return func(yield func(name, value string) bool) {
		for rest := string(tag); ; {
			name, quoted, ok := strings.Cut(strings.TrimLeft(rest, " "), ":")
			if !ok {
				return
			}
			text, err := strconv.QuotedPrefix(quoted)
			if err != nil {
				return
			}
			value, err := strconv.Unquote(text)
			if err != nil || !yield(name, value) {
				return
			}
			rest = quoted[len(text):]
		}
	}
}

// number reads a numeric tag, nil when it is none.
func number(text string) *float64 {
	v, err := strconv.ParseFloat(text, 64)
	if err != nil {
		return nil
	}
	return &v
}

// element is the field of the elements of a slice field.
func (f *field) element() field {
	return field{index: -1, typ: f.typ.Elem(), enum: f.enum, certain: f.certain, dated: f.dated}
}

// legal is the closed range of the numbers that the field takes, ∓Inf where it
// has no end. What is more than a bound begins at the next float, and more than
// zero at the smallest magnitude that package unit reads.
func (f *field) legal() (low, high float64) {
	const smallest = 1e-30
	low, high = math.Inf(-1), math.Inf(1)
	if kindOf(f.typ) == unit.KindGrowth {
		low = math.Nextafter(-1, 0)
	}
	if f.min != nil {
		low = max(low, *f.min)
	}
	if f.max != nil {
		high = *f.max
	}
	if f.above != nil {
		low = max(low, math.Nextafter(*f.above, math.Inf(1)), *f.above+smallest)
	}
	if f.below != nil {
		high = min(high, math.Nextafter(*f.below, math.Inf(-1)))
	}
	return low, high
}

// atPeriod converts a growth rate to another period: (1+g)^(per/g.per) − 1, or
// g·√(per/g.per) of a rate that grows with the square root of time.
func (f *field) atPeriod(v unit.Value, per float64) unit.Value {
	switch {
	case v.Per == per:
		return v
	case f.root:
		v.Number *= math.Sqrt(per / v.Per)
	case v.Number >= -1:
		v.Number = elementary.Pow(1+v.Number, per/v.Per) - 1
	default:
		return v
	}
	v.Per = per
	return v
}

// scalarField returns the field that a bare scalar fills, or nil.
func scalarField(fields []field) *field {
	for i := range fields {
		if fields[i].scalar {
			return &fields[i]
		}
	}
	return nil
}

// restField returns the field whose elements may stand beside the keys of its section,
// or nil.
func restField(fields []field) *field {
	for i := range fields {
		if fields[i].rest {
			return &fields[i]
		}
	}
	return nil
}

// keysOf lists the keys of fields.
func keysOf(fields []field) []string {
	keys := make([]string, len(fields))
	for i := range fields {
		keys[i] = fields[i].key
	}
	return keys
}

// kindOf returns the kind of a quantity type, or KindNone.
func kindOf(t reflect.Type) unit.Kind {
	if q, ok := reflect.Zero(t).Interface().(interface{ Kind() unit.Kind }); ok {
		return q.Kind()
	}
	return unit.KindNone
}

// isText reports a type that is written as one text but is no quantity.
func isText(t reflect.Type) bool {
	switch t {
	case reflect.TypeFor[unit.Date](), reflect.TypeFor[model.Span](), reflect.TypeFor[model.When](), reflect.TypeFor[model.Condition]():
		return true
	}
	return t.Kind() == reflect.String || t.Kind() == reflect.Bool || t.Kind() == reflect.Int
}

// isSection reports a type that is written as a mapping with fixed keys.
func isSection(t reflect.Type) bool {
	return t.Kind() == reflect.Struct && !isText(t) && !isQuantity(t)
}

// child is the value of the field in a mapping, by whichever of its words.
func (f *field) child(n *yaml.Node) *yaml.Node {
	if value := child(n, f.key); value != nil || f.alias == "" {
		return value
	}
	return child(n, f.alias)
}
