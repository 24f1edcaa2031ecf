package model_test

import (
	"math"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/talimat/talimat-plan/internal/copula"
	"github.com/talimat/talimat-plan/internal/distribution"
	"github.com/talimat/talimat-plan/internal/model"
	"github.com/talimat/talimat-plan/internal/unit"
)

func TestConditionHolds(t *testing.T) {
	for _, c := range []struct {
		op    string
		value float64
		v     float64
		want  bool
	}{
		{"<", 10, 9, true}, {"<", 10, 10, false}, {"<", 10, 11, false},
		{"<=", 10, 9, true}, {"<=", 10, 10, true}, {"<=", 10, 11, false},
		{">", 10, 9, false}, {">", 10, 10, false}, {">", 10, 11, true},
		{">=", 10, 9, false}, {">=", 10, 10, true}, {">=", 10, 11, true},
		// The last bits of a float decide nothing, a millionth does.
		{"<=", 0.3, 0.1 + 0.2, true}, {">=", 0.1 + 0.2, 0.3, true},
		{"<", 0.1 + 0.2, 0.3, false}, {">", 0.3, 0.1 + 0.2, false},
		{"<=", 3700, 3700.01, false}, {"<", 3700, 3699.99, true}, {">=", 3700, 3699.99, false}, {">", 3700, 3700.01, true},
		// Around zero, below it, and where nothing is left to compare.
		{"<=", 0, 0, true}, {"<", 0, 0, false}, {">=", 0, 0, true}, {"<=", 0, 1e-12, false},
		{"<=", -5, -5, true}, {"<", -5, -6, true}, {">", -5, -6, false},
		{"<=", 10, math.NaN(), false}, {">=", 10, math.NaN(), false}, {"<", 10, math.NaN(), false}, {">", 10, math.NaN(), false},
	} {
		if got := (&model.Condition{Op: c.op}).Holds(c.v, c.value); got != c.want {
			t.Errorf("%g %s %g: got %t", c.v, c.op, c.value, got)
		}
	}
}

func TestWhenOr(t *testing.T) {
	for _, c := range []struct {
		when model.When
		or   int
		want int
	}{
		{model.When{}, 7, 7},
		{model.When{Month: 3, Set: true}, 7, 3},
		{model.When{Month: 0, Set: true}, 7, 0}, // month 0 is not "unset"
		{model.When{Month: 3}, 7, 7},
	} {
		if got := c.when.Or(c.or); got != c.want {
			t.Errorf("%+v or %d: got %d, want %d", c.when, c.or, got, c.want)
		}
	}
}

func TestPhase(t *testing.T) {
	s := &model.Scenario{Phases: []model.Phase{{Name: "foundation"}, {Name: "growth"}}}
	if got := s.Phase("growth"); got != &s.Phases[1] {
		t.Errorf("got %v, want the scenario's own second phase", got)
	}
	if got := s.Phase("Growth"); got != nil {
		t.Errorf("got %v for another name", got)
	}
}

func TestInputsFind(t *testing.T) {
	users, peak := 100.0, 5.0
	in := model.Inputs{{Path: "drivers.users.now", At: &users}, {Path: "load.peak", At: &peak}}
	*in.Find("load.peak").At = 7
	if peak != 7 {
		t.Errorf("the peak is %g after it was set to 7 through its input", peak)
	}
	if got := in.Find("load"); got != nil {
		t.Errorf("got %+v for a path that is none", got)
	}
}

func TestRisk(t *testing.T) {
	lasts := func(m unit.Months) *unit.Months { return &m }
	begins := model.When{Month: 5, Set: true}
	for _, c := range []struct {
		name string
		risk model.Risk
		acts []int // of the months 0 to 8
	}{
		{"never, in a forecast", model.Risk{Lasts: lasts(3)}, nil},
		{"to the horizon", model.Risk{Begins: begins}, []int{5, 6, 7, 8}},
		{"for two months", model.Risk{Begins: begins, Lasts: lasts(2)}, []int{5, 6}},
		{"a month that has begun counts", model.Risk{Begins: begins, Lasts: lasts(2.1)}, []int{5, 6, 7}},
		{"half a month is one", model.Risk{Begins: begins, Lasts: lasts(0.5)}, []int{5}},
	} {
		var acts []int
		for m := range 9 {
			if c.risk.Acts(m) {
				acts = append(acts, m)
			}
		}
		if !slices.Equal(acts, c.acts) {
			t.Errorf("%s: got %v, want %v", c.name, acts, c.acts)
		}
	}
	if first, last := (&model.Risk{}).Window(36); first != 1 || last != 36 {
		t.Errorf("the window is %d to %d", first, last)
	}
	if first, last := (&model.Risk{From: begins, To: model.When{Month: 7, Set: true}}).Window(36); first != 5 || last != 7 {
		t.Errorf("the window is %d to %d", first, last)
	}
}

func TestInputs(t *testing.T) {
	u, err := distribution.Uniform(1, 2)
	if err != nil {
		t.Fatal(err)
	}
	in := model.Inputs{{Path: "a", Distribution: u, Low: 1, High: 2}, {Path: "b"}, {Path: "c", Distribution: u}, {Path: "d", Distribution: u}}
	list := []model.Correlation{{Between: []string{"c", "a", "b"}, Rank: 0.5}, {Between: []string{"d", "a", "x"}, Rank: -0.2}}
	if got, want := in.Correlated(list), []copula.Pair{{A: 2, B: 0, Rank: 0.5}, {A: 3, B: 0, Rank: -0.2}}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	uncertain := in.Uncertain()
	if got, want := uncertain.Correlated(list), []copula.Pair{{A: 1, B: 0, Rank: 0.5}, {A: 2, B: 0, Rank: -0.2}}; !slices.Equal(got, want) {
		t.Errorf("among the uncertain: got %v, want %v", got, want)
	}
	for x, want := range map[float64]float64{0: 1, 1.5: 1.5, 9: 2} {
		if got := in[0].Legal(x); got != want {
			t.Errorf("%v: got %v, want %v", x, got, want)
		}
	}
}

// The struct tags are the language: each range must be a number, no wider than
// itself, and the default must lie in it where both are bare numbers.
func TestTagsOfRanges(t *testing.T) {
	seen := map[reflect.Type]bool{}
	var walk func(typ reflect.Type)
	walk = func(typ reflect.Type) {
		for typ.Kind() == reflect.Pointer || typ.Kind() == reflect.Slice {
			typ = typ.Elem()
		}
		if typ.Kind() != reflect.Struct || seen[typ] || !strings.HasSuffix(typ.PkgPath(), "/model") {
			return
		}
		seen[typ] = true
		for i := range typ.NumField() {
			f := typ.Field(i)
			checkRange(t, typ.Name()+"."+f.Name, f.Tag)
			walk(f.Type)
		}
	}
	walk(reflect.TypeFor[model.Scenario]())
	if len(seen) < 30 {
		t.Errorf("only %d types have been seen", len(seen))
	}
}

func checkRange(t *testing.T, name string, tag reflect.StructTag) {
	t.Helper()
	bounds := map[string]float64{"min": math.Inf(-1), "above": math.Inf(-1), "max": math.Inf(1), "below": math.Inf(1)}
	for key := range bounds {
		if text, ok := tag.Lookup(key); ok {
			v, err := strconv.ParseFloat(text, 64)
			if err != nil {
				t.Errorf("%s: %s %q is not a number", name, key, text)
			}
			bounds[key] = v
		}
	}
	if bounds["min"] > bounds["max"] || bounds["above"] >= bounds["max"] || bounds["above"] >= bounds["below"] || bounds["min"] >= bounds["below"] {
		t.Errorf("%s: nothing lies within %v", name, bounds)
	}
	v, err := strconv.ParseFloat(tag.Get("default"), 64)
	if err == nil && (v < bounds["min"] || v <= bounds["above"] || v > bounds["max"] || v >= bounds["below"]) {
		t.Errorf("%s: the default %g is not legal", name, v)
	}
}
