package scenario

import (
	"reflect"
	"testing"

	"github.com/talimat/talimat-plan/internal/model"
)

// Tags read in one pass are those that reflect looks up, in all types of scenarios.
func TestTags(t *testing.T) {
	seen := map[reflect.Type]bool{}
	read := 0
	var visit func(reflect.Type)
	visit = func(typ reflect.Type) {
		if typ.Kind() == reflect.Pointer || typ.Kind() == reflect.Slice {
			visit(typ.Elem())
			return
		}
		if typ.Kind() != reflect.Struct || seen[typ] {
			return
		}
		seen[typ] = true
		for i := range typ.NumField() {
			f := typ.Field(i)
			found := map[string]string{}
			for name, value := range tags(f.Tag) {
				found[name] = value
				read++
			}
			for _, name := range []string{"yaml", "doc", "default", "enum", "min", "max", "above", "below"} {
				value, ok := f.Tag.Lookup(name)
				if got, there := found[name]; got != value || there != ok {
					t.Errorf("%s.%s: %s is %q (%v), reflect says %q (%v)", typ, f.Name, name, got, there, value, ok)
				}
			}
			visit(f.Type)
		}
	}
	visit(reflect.TypeFor[model.Scenario]())
	if read < 500 {
		t.Errorf("only %d tags were read", read)
	}
	for tag, want := range map[reflect.StructTag]int{``: 0, `yaml`: 0, `yaml:`: 0, `yaml:"a" min`: 1, `yaml:"a"min:"1"`: 2, `yaml:"a`: 0} {
		got := 0
		for range tags(tag) {
			got++
		}
		if got != want {
			t.Errorf("%q has %d pairs, not %d", tag, got, want)
		}
	}
}
