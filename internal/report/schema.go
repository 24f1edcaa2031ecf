package report

import (
	"bytes"
	"reflect"

	"github.com/talimat/talimat-plan/internal/figures"
	"github.com/talimat/talimat-plan/internal/metric"
	"github.com/talimat/talimat-plan/internal/model"
	"github.com/talimat/talimat-plan/internal/unit"
)

// SchemaID identifies the JSON Schema of version 2 of forecasts.
const SchemaID = "urn:talimat-plan:forecast:2"

// keys is a JSON object; its keys are written in alphabetical order.
type keys = map[string]any

// Schema returns the JSON Schema (2020-12) of forecasts as JSON. Its results follow
// from the registry, the rest from the types of the document. Further keys are
// allowed, since a later version adds some.
func Schema() []byte {
	root := schemaOf(reflect.TypeFor[Document]())
	root["$schema"] = "https://json-schema.org/draft/2020-12/schema"
	root["$id"] = SchemaID
	root["title"] = "talimat-plan forecast"
	var b bytes.Buffer
	if err := encode(&b, root); err != nil {
		panic(err) // maps, slices and strings always encode
	}
	return b.Bytes()
}

// schemaOf describes a type of the document.
func schemaOf(t reflect.Type) keys {
	switch t.Kind() {
	case reflect.Pointer:
		of := schemaOf(t.Elem())
		of["type"] = []any{of["type"], "null"}
		return of
	case reflect.Slice:
		return keys{"type": "array", "items": schemaOf(t.Elem())}
	case reflect.Map:
		return keys{"type": "object", "additionalProperties": schemaOf(t.Elem())}
	case reflect.String:
		return keys{"type": "string"}
	case reflect.Bool:
		return keys{"type": "boolean"}
	case reflect.Int:
		return keys{"type": "integer"}
	case reflect.Float64:
		return keys{"type": "number"}
	}
	properties, required := keys{}, []string{}
	for _, f := range reflect.VisibleFields(t) {
		name := f.Tag.Get("json")
		switch {
		case name == "":
			continue
		case t == reflect.TypeFor[Document]() && name == "months":
			properties[name] = keys{"type": "array", "minItems": 1, "items": monthSchema()}
		case t == reflect.TypeFor[Document]() && name == "figures":
			properties[name] = tree(figuresOf(metric.Definitions(), false))
		default:
			properties[name] = schemaOf(f.Type)
		}
		required = append(required, name)
	}
	return keys{"type": "object", "properties": properties, "required": required}
}

// monthSchema describes a month of the document.
func monthSchema() keys {
	o := tree(figuresOf(append(metric.Definitions(), metric.Words()...), true))
	properties := o["properties"].(keys)
	properties["month"] = keys{"type": "integer", "minimum": 0, "description": "0 is today."}
	properties["date"] = keys{"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}$", "description": "Calendar month."}
	o["required"] = append(o["required"].([]string), "month", "date")
	return o
}

// figuresOf is an object with a description of each definition in the place of its
// value.
func figuresOf(definitions []metric.Metric, series bool) *figures.Object {
	o := &figures.Object{}
	for _, m := range definitions {
		if m.Series == series {
			o.Set(result(m), m.Path()...)
		}
	}
	return o
}

// result describes a result.
func result(m metric.Metric) keys {
	if m.Kind == unit.KindNone {
		return keys{"type": []any{"string", "null"}, "description": m.Doc}
	}
	if m.Rare() {
		return keys{"type": []any{"number", "null"}, "description": m.Doc, rare: true}
	}
	in := measure(&model.Scenario{Currency: "currency"}, m.Kind)
	return keys{"type": []any{"number", "null"}, "description": m.Doc + " In: " + in + "."}
}

// rare marks the description of a result that not every component has.
const rare = "rare"

// tree describes an object of results: keys that stand for components may be any.
func tree(o *figures.Object) keys {
	properties, required := keys{}, []string{}
	for _, key := range o.Keys() {
		of, described := o.Get(key).(keys)
		if !described {
			of = tree(o.Get(key).(*figures.Object))
		}
		if key == "*" {
			return keys{"type": "object", "additionalProperties": of}
		}
		properties[key] = of
		if of[rare] == nil {
			required = append(required, key)
		}
		delete(of, rare)
	}
	return keys{"type": "object", "properties": properties, "required": required}
}
