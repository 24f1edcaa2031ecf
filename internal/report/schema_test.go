package report

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

// Every forecast that is published as JSON is one by the schema, and has no key
// that it does not describe.
func TestForecastsFollowTheSchema(t *testing.T) {
	described, err := jsonschema.UnmarshalJSON(bytes.NewReader(Schema()))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource(SchemaID, described); err != nil {
		t.Fatal(err)
	}
	schema, err := c.Compile(SchemaID) // which validates it against that of 2020-12
	if err != nil {
		t.Fatal(err)
	}
	files, _ := filepath.Glob("../../testdata/golden/*.json")
	files = slices.DeleteFunc(files, func(file string) bool {
		return slices.Contains([]string{"decide.json", "sensitivity.saas.json"}, filepath.Base(file))
	})
	if len(files) < 4 {
		t.Fatalf("only %d forecasts", len(files))
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		v, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
		if err != nil {
			t.Fatal(file, err)
		}
		if err := schema.Validate(v); err != nil {
			t.Errorf("%s: %v", file, err)
		}
		undescribed(t, filepath.Base(file), v, described)
		if _, err := ReadSaved(text); err != nil {
			t.Errorf("%s: %v", file, err)
		}
		v.(map[string]any)["months"].([]any)[0].(map[string]any)["users"] = "many"
		if schema.Validate(v) == nil {
			t.Error("a word passes for a number")
		}
	}
}

// undescribed reports keys that a schema does not describe.
func undescribed(t *testing.T, path string, v, schema any) {
	t.Helper()
	of, _ := schema.(map[string]any)
	switch v := v.(type) {
	case []any:
		for _, item := range v {
			undescribed(t, path, item, of["items"])
		}
	case map[string]any:
		properties, _ := of["properties"].(map[string]any)
		for key, value := range v {
			next, known := properties[key]
			if !known {
				if next, known = of["additionalProperties"]; !known {
					t.Errorf("%s: %s is not described", path, key)
				}
			}
			undescribed(t, path+"."+key, value, next)
		}
	}
}
