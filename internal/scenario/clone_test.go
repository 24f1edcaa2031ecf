package scenario

import (
	"math"
	"reflect"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/talimat/talimat-plan/internal/model"
)

// A clone is deeply equal, and each of its inputs writes into it and nowhere else.
func TestClone(t *testing.T) {
	for _, file := range good(t) {
		f, untouched := decode(file, read(t, file)), decode(file, read(t, file))
		f.Scenario.Drivers.Users.Shocks = []float64{1, 2, 3}
		untouched.Scenario.Drivers.Users.Shocks = []float64{1, 2, 3}
		s, in := model.Clone(f.Scenario, f.Inputs)
		if diff := cmp.Diff(f.Scenario, s); diff != "" {
			t.Fatal(file, diff)
		}
		if !reflect.DeepEqual(f.Scenario, s) {
			t.Fatal(file, "an empty list became none, or none an empty one")
		}
		for i := range in {
			if in[i].At == f.Inputs[i].At {
				t.Fatalf("%s: %s is shared", file, in[i].Path)
			}
			if *in[i].At != *f.Inputs[i].At || in[i].Path != f.Inputs[i].Path || in[i].Distribution != f.Inputs[i].Distribution {
				t.Fatalf("%s: %s is another number", file, in[i].Path)
			}
			*in[i].At = 1000 + float64(i)
		}
		for i, number := range addresses(s, in) {
			if number != 1000+float64(i) {
				t.Fatalf("%s: %s does not write into the copy", file, in[i].Path)
			}
		}
		s.Drivers.Users.Shocks[0] = 7
		if len(s.Services) > 0 {
			s.Services[0].Name = "changed"
		}
		if len(s.Regions) > 0 && len(s.Regions[0].Services) > 0 {
			s.Regions[0].Services[0] = "changed"
		}
		if diff := cmp.Diff(untouched.Scenario, f.Scenario); diff != "" {
			t.Fatal(file, "the original has changed", diff)
		}
		again, more := model.Clone(f.Scenario, f.Inputs)
		if in := more.Find("drivers.users.now"); in != nil && in.At != (*float64)(&again.Drivers.Users.Now) {
			t.Error("an input points elsewhere")
		}
	}
}

// addresses are the numbers at the places of inputs, found by walking the
// scenario; NaN for those that are not in it.
func addresses(s *model.Scenario, in model.Inputs) []float64 {
	at := map[uintptr]float64{}
	floats(reflect.ValueOf(s).Elem(), "", func(_ string, v reflect.Value) { at[v.Addr().Pointer()] = v.Float() })
	all := make([]float64, len(in))
	for i := range in {
		all[i] = math.NaN()
		if v, ok := at[reflect.ValueOf(in[i].At).Pointer()]; ok {
			all[i] = v
		}
	}
	return all
}

// floats visits the numbers of a scenario, but not those of the worlds of claims.
func floats(v reflect.Value, path string, visit func(path string, v reflect.Value)) {
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() && v.Type() != reflect.TypeFor[*model.Scenario]() {
			floats(v.Elem(), path, visit)
		}
	case reflect.Slice:
		for i := range v.Len() {
			floats(v.Index(i), path, visit)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			floats(v.Field(i), v.Type().Name()+"."+v.Type().Field(i).Name, visit)
		}
	case reflect.Float64:
		visit(path, v)
	}
}

// Every number of a scenario is an input, but for those that are worked out.
func TestEveryNumberIsAnInput(t *testing.T) {
	derived := map[string]bool{"Condition.Value": true, "Chance.Probability": true, "Claim.Value": true, "Growth.Per": true, "Learned.Rate": true, "Learned.Level": true, "Learned.Total": true}
	absent := map[string]bool{"Driver.Now": true, "Load.Requests": true, "Service.CPU": true, "Replica.CPU": true, "Replica.Memory": true} // where something else says it
	for _, file := range good(t) {
		f := decode(file, read(t, file))
		known := map[uintptr]bool{}
		for _, in := range f.Inputs {
			known[reflect.ValueOf(in.At).Pointer()] = true
		}
		floats(reflect.ValueOf(f.Scenario).Elem(), "", func(path string, v reflect.Value) {
			if known[v.Addr().Pointer()] == derived[path] && !(absent[path] && v.Float() == 0) {
				t.Errorf("%s: %s: an input: %t", file, path, derived[path])
			}
		})
	}
}

func BenchmarkClone(b *testing.B) {
	file := "../../scenarios/claude-talimat.yaml"
	f := decode(file, read(b, file))
	b.ReportAllocs()
	for b.Loop() {
		model.Clone(f.Scenario, f.Inputs)
	}
}
