package scenario

import (
	"bytes"
	"encoding/json"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"gopkg.in/yaml.v3"

	"github.com/talimat/talimat-plan/internal/diag"
)

func compileSchema(t *testing.T) *jsonschema.Schema {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(Schema()))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource(SchemaID, doc); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile(SchemaID) // validates against the meta-schema of 2020-12
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// instance is a YAML text as the JSON value that editors see.
func instance(t *testing.T, text []byte) any {
	t.Helper()
	var doc yaml.Node
	if err := yaml.Unmarshal(text, &doc); err != nil || len(doc.Content) == 0 {
		return nil
	}
	return jsonOf(doc.Content[0])
}

func jsonOf(n *yaml.Node) any {
	e := expander{tree: newTree("", nil), diagnostics: &diag.List{}} // as editors do
	if n.Kind == yaml.MappingNode && slices.ContainsFunc(pairs(n), isMerge) {
		if merged := e.expand(n, 0); !e.failed {
			n = merged
		}
	}
	switch n.Kind {
	case yaml.AliasNode:
		return jsonOf(n.Alias)
	case yaml.MappingNode:
		o := map[string]any{}
		for _, p := range pairs(n) {
			o[p.key.Value] = jsonOf(p.value)
		}
		return o
	case yaml.SequenceNode:
		l := []any{}
		for _, c := range n.Content {
			l = append(l, jsonOf(c))
		}
		return l
	}
	var v any
	switch n.ShortTag() {
	case "!!int", "!!float", "!!bool", "!!null":
		if json.Unmarshal([]byte(n.Value), &v) == nil {
			v, _ = jsonschema.UnmarshalJSON(strings.NewReader(n.Value))
			return v
		}
	}
	return n.Value
}

func TestSchemaAccepts(t *testing.T) {
	s := compileSchema(t)
	for _, file := range good(t) {
		if err := s.Validate(instance(t, read(t, file))); err != nil {
			t.Errorf("%s: %v", file, err)
		}
	}
}

// The schema finds what the decoder finds in the structure; single values in
// most cases; what must fit together not at all.
func TestSchemaRejects(t *testing.T) {
	s := compileSchema(t)
	structural := []string{codeUnknownKey, codeMissingKey, codeEmptyValue, codeWrongType, codeBadName, codeTooMany, codeUnknownWord, codeBadQuantity, codeGrowthForm}
	for _, file := range files(t, testdata+"/err/*.yaml") {
		text := read(t, file)
		f := Decode(file, text)
		if slices.Contains([]string{"names.yaml", "limits.yaml", "limit-share.yaml", "variants-with.yaml"}, filepath.Base(file)) || !slices.ContainsFunc(f.Diagnostics, func(d diag.Diagnostic) bool { return slices.Contains(structural, d.Code) }) {
			continue
		}
		if err := s.Validate(instance(t, text)); err == nil {
			t.Errorf("%s is accepted", file)
		}
	}
}

func TestSchemaDeterministic(t *testing.T) {
	first := Schema()
	for range 20 {
		if !bytes.Equal(first, Schema()) {
			t.Fatal("the schema varies")
		}
	}
}

// Editors show descriptions; every key of every section needs one.
func TestSchemaDescribes(t *testing.T) {
	var root struct {
		Properties map[string]object
		Defs       map[string]struct {
			Properties map[string]object
		} `json:"$defs"`
	}
	if err := json.Unmarshal(Schema(), &root); err != nil {
		t.Fatal(err)
	}
	if len(root.Properties) < 20 || len(root.Defs) < 40 {
		t.Fatalf("%d properties, %d definitions", len(root.Properties), len(root.Defs))
	}
	for name, d := range root.Defs {
		for key, p := range d.Properties {
			if p["description"] == nil && !slices.Contains(quantiles(), key) && name != "Seasonality" {
				t.Errorf("%s.%s has no description", name, key)
			}
		}
	}
}
