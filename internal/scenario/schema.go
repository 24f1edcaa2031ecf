package scenario

import (
	"bytes"
	"encoding/json"
	"reflect"
	"regexp"
	"slices"
	"strings"

	"github.com/talimat/talimat-plan/internal/model"
	"github.com/talimat/talimat-plan/internal/unit"
)

// SchemaID identifies the JSON Schema of version 1 of the scenario language.
const SchemaID = "urn:talimat-plan:scenario:1"

// object is a JSON object; its keys are written in alphabetical order.
type object = map[string]any

// Schema returns the JSON Schema (2020-12) of scenarios, for editors. It follows
// from the same struct tags as the decoder and is slightly wider: ranges, names
// and what must fit together are for the decoder to judge.
func Schema() []byte {
	s := schema{defs: object{}}
	root := s.section(reflect.TypeFor[model.Scenario]())
	root["anyOf"] = []any{object{"required": root["required"]}, object{"required": []string{"extends"}}}
	delete(root, "required")
	root["$schema"] = "https://json-schema.org/draft/2020-12/schema"
	root["$id"] = SchemaID
	root["title"] = "talimat-plan scenario"
	root["$defs"] = s.defs
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(root); err != nil {
		panic(err) // maps, slices and strings always encode
	}
	return b.Bytes()
}

// schema collects the definitions of the types that it meets.
type schema struct{ defs object }

// reference defines a name once and returns a reference to it.
func (s *schema) reference(name string, define func() object) object {
	if _, ok := s.defs[name]; !ok {
		s.defs[name] = object{} // ends recursion
		s.defs[name] = define()
	}
	return object{"$ref": "#/$defs/" + name}
}

// section is the mapping form of a struct.
func (s *schema) section(t reflect.Type) object {
	properties, required := object{}, []string{}
	var others any = false
	fields := fieldsOf(t)
	rest := slices.IndexFunc(fields, func(f field) bool { return f.rest })
	if rest >= 0 {
		others = s.value(fields[rest].typ.Elem(), field{typ: fields[rest].typ.Elem()})
	}
	if t == reflect.TypeFor[model.Variant]() {
		others = true // any path of the scenario
	}
	for _, f := range fields {
		properties[f.key] = s.property(f)
		if rest >= 0 && !f.rest && isQuantity(f.typ) { // as a mapping it is an element of that name
			o := properties[f.key].(object)
			either := object{"anyOf": []any{s.value(f.typ, f), others}}
			for key, said := range o {
				if key == "description" || key == "default" {
					either[key] = said
				}
			}
			properties[f.key] = either
		}
		if t == reflect.TypeFor[model.Alert]() && f.typ == reflect.TypeFor[model.Condition]() {
			properties[f.key].(object)["examples"] = []any{"cpu > 80%", "memory >= 90%", "response_time > 500 ms"}
		}
		if f.alias != "" {
			properties[f.alias] = s.property(f)
		}
		if f.required() && !f.booked && f.alias == "" {
			required = append(required, f.key)
		}
	}
	s.short(t, properties)
	o := object{"type": "object", "properties": properties, "additionalProperties": others, "patternProperties": object{"^x-.": true}}
	if len(required) > 0 {
		o["required"] = required
	}
	if t == reflect.TypeFor[model.Growth]() {
		one := object{"minProperties": 1, "maxProperties": 1}
		o["anyOf"] = []any{one, object{"required": []string{"points", "then"}, "maxProperties": 2}}
		o["dependentRequired"] = object{"then": []string{"points"}}
	}
	return o
}

// short adds the short forms of a section: see short.go.
func (s *schema) short(t reflect.Type, properties object) {
	var tier reflect.Type
	switch t {
	case reflect.TypeFor[model.Nodes]():
		tier = reflect.TypeFor[model.ServerTier]()
	case reflect.TypeFor[model.Database]():
		tier = reflect.TypeFor[model.DatabaseTier]()
	case reflect.TypeFor[model.Store]():
		properties["holds"] = or(properties["holds"].(object), s.value(reflect.TypeFor[unit.Bytes](), field{typ: reflect.TypeFor[unit.Bytes]()}))
		return
	default:
		return
	}
	properties["tiers"] = or(properties["tiers"].(object), object{"type": "object", "additionalProperties": s.value(tier, field{typ: tier})})
}

// or is a property that may have another form, with what is said about it.
func or(property, form object) object {
	either := object{"anyOf": []any{property, form}}
	if doc, ok := property["description"]; ok {
		either["description"] = doc
	}
	return either
}

// property is the value of a key with what is said about it.
func (s *schema) property(f field) object {
	o := s.value(f.typ, f)
	if doc := strings.TrimSpace(f.doc + rangeText(f)); doc != "" {
		o["description"] = doc
	}
	switch {
	case f.def == nil || *f.def == "":
	case *f.def == "{}":
		o["default"] = object{}
	case f.typ.Kind() == reflect.Bool:
		o["default"] = *f.def == "true"
	default:
		o["default"] = *f.def
	}
	return o
}

// rangeText says the legal range of a quantity in words.
func rangeText(f field) string {
	kind := kindOf(f.typ)
	var parts []string
	for _, b := range []struct {
		words string
		bound *float64
	}{{"more than", f.above}, {"at least", f.min}, {"at most", f.max}, {"less than", f.below}} {
		if b.bound != nil && kind != unit.KindNone {
			parts = append(parts, b.words+" "+unit.Format(kind, unit.Value{Number: *b.bound, Per: 1}))
		}
	}
	if len(parts) == 0 {
		return ""
	}
	text := strings.Join(parts, ", ")
	return " " + strings.ToUpper(text[:1]) + text[1:] + "."
}

// value is what may stand for a type.
func (s *schema) value(t reflect.Type, f field) object {
	kind := kindOf(t)
	switch {
	case f.dated && kind != unit.KindNone:
		f.dated = false
		return object{"anyOf": []any{s.value(t, f), s.dated(s.value(t, f))}}
	case f.whole && kind == unit.KindCount:
		return object{"anyOf": []any{object{"type": "integer"}, object{"type": "string", "pattern": "^[0-9]+$"}}}
	case kind != unit.KindNone && f.certain:
		return s.figure(kind)
	case kind != unit.KindNone:
		return s.reference(kind.Name(), func() object { return s.quantity(kind) })
	case isChoice(t):
		f.typ = t
		var forms []any
		for _, a := range f.alternatives() {
			forms = append(forms, s.value(a.typ, a))
		}
		return object{"anyOf": forms}
	case isText(t):
		return text(t, f)
	case t.Kind() == reflect.Struct:
		return s.reference(t.Name(), func() object { return s.structure(t) })
	case f.named:
		names := object{"type": "object", "additionalProperties": s.value(t.Elem(), field{typ: t.Elem()}),
			"propertyNames": object{"pattern": portablePattern(t.Elem())}, "maxProperties": maxElements}
		if bare := bareField(t.Elem()); bare != nil {
			word := object{"type": "string", "pattern": portablePattern(t.Elem())}
			return object{"anyOf": []any{names, word, object{"type": "array", "items": word, "maxItems": maxElements}}}
		}
		return names
	}
	element := s.value(t.Elem(), f.element())
	return object{"anyOf": []any{object{"type": "array", "items": element, "maxItems": maxElements}, element}}
}

// structure is a struct in its mapping form and, where it has one, its scalar form.
func (s *schema) structure(t reflect.Type) object {
	section := s.section(t)
	scalar := scalarField(fieldsOf(t))
	if scalar == nil {
		return section
	}
	return object{"anyOf": []any{s.property(*scalar), section}}
}

// figure is one certain quantity.
func (s *schema) figure(kind unit.Kind) object {
	return s.reference(kind.Name()+"_figure", func() object {
		o := object{"type": "string", "pattern": kind.Pattern()}
		switch {
		case kind.Money():
			o = object{"anyOf": []any{o, object{"enum": []any{0, "0"}}}}
		case regexp.MustCompile(kind.Pattern()).MatchString("1"):
			o = object{"anyOf": []any{o, object{"type": "number"}}}
		}
		o["description"] = kind.String()
		o["examples"] = []any{kind.Example()}
		return o
	})
}

// text is a value that is written as a text but is no quantity.
func text(t reflect.Type, f field) object {
	switch t {
	case reflect.TypeFor[unit.Date]():
		return object{"type": "string", "pattern": `^[0-9]{4}-(?:0[1-9]|1[0-2])$`, "examples": []any{"2024-01"}}
	case reflect.TypeFor[model.Span]():
		return object{"type": []any{"string", "integer"}, "pattern": spanPattern().String(), "examples": []any{"3-4"}}
	case reflect.TypeFor[model.When]():
		return object{"type": "string", "minLength": 1, "examples": []any{"month 12"}}
	case reflect.TypeFor[model.Condition]():
		return object{"type": "string", "pattern": `\S\s*(?:<=|>=|≤|≥|<|>)\s*\S`, "examples": []any{
			"cost.effective <= $3,700 from month 12", "growth(cost.effective) <= 10%", "total(cost.billed) <= $50,000 to month 12",
			"cost.effective <= $1,000 + 5%/month", "cost.effective <= baseline + 10%", "P(cost.effective > $3,700) <= 10%",
		}}
	}
	switch t.Kind() {
	case reflect.Bool:
		return object{"type": "boolean"}
	case reflect.Int:
		o := object{"type": "integer"}
		if f.min != nil {
			o["minimum"] = *f.min
		}
		if f.max != nil {
			o["maximum"] = *f.max
		}
		return o
	}
	if len(f.enum) > 0 {
		words := []any{}
		for _, w := range f.enum {
			if w != "" {
				words = append(words, w)
			}
		}
		return object{"enum": words}
	}
	return object{"type": []any{"string", "number", "boolean"}, "pattern": `\S`}
}

// portablePattern is nameRule for validators in any language: few know the
// classes of Unicode, so that theirs is a little wider.
func portablePattern(elem reflect.Type) string {
	switch elem {
	case reflect.TypeFor[model.Rate]():
		return `^[A-Z]{3}$`
	case reflect.TypeFor[model.Given]():
		return `^[^\s{}"']+$`
	}
	return `^[^\s.\[\]{}"'_-][^.\[\]{}"']*(?:\.[^\s.\[\]{}"'_-][^.\[\]{}"']*)*$`
}
