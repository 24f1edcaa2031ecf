package plan_test

import (
	"math"
	"reflect"
	"strconv"
	"strings"
	"testing"

	"github.com/talimat/talimat-plan/internal/plan"
	"github.com/talimat/talimat-plan/internal/scenario"
)

// knob is an input and the range in which the scenario language allows it.
type knob struct {
	path      string
	at        *float64
	low, high float64 // infinite where the language sets no bound
}

// smallest and largest are the magnitudes that knobs without a bound take: those
// that package unit accepts.
const smallest, largest = 1e-30, 1e30

// set turns the knob to one of 256 positions: evenly between two bounds,
// otherwise by magnitude from the bound on, or around zero.
func (k *knob) set(position byte) {
	x := float64(position) / 255
	magnitude := math.Pow(largest/smallest, x) * smallest
	switch {
	case !math.IsInf(k.low, 0) && !math.IsInf(k.high, 0):
		*k.at = k.low + x*(k.high-k.low)
	case !math.IsInf(k.low, 0) && position == 0:
		*k.at = k.low
	case !math.IsInf(k.low, 0):
		*k.at = k.low + magnitude
	case position%2 == 0:
		*k.at = magnitude
	default:
		*k.at = -magnitude
	}
}

// knobs are the inputs of a scenario that may be uncertain, with the ranges in
// their struct tags.
func knobs(f *scenario.File) (all []knob) {
	tags := map[uintptr]reflect.StructTag{}
	fields(reflect.ValueOf(f.Scenario), "", tags)
	for _, in := range f.Inputs {
		tag, ok := tags[reflect.ValueOf(in.At).Pointer()]
		if !ok || strings.Contains(tag.Get("yaml"), ",certain") {
			continue
		}
		k := knob{in.Path, in.At, math.Inf(-1), math.Inf(1)}
		if tag.Get("growth") != "" {
			k.low = -0.999
		}
		if v, err := strconv.ParseFloat(tag.Get("min"), 64); err == nil {
			k.low = v
		}
		if v, err := strconv.ParseFloat(tag.Get("above"), 64); err == nil {
			k.low = v + smallest
		}
		if v, err := strconv.ParseFloat(tag.Get("max"), 64); err == nil {
			k.high = v
		}
		all = append(all, k)
	}
	return all
}

// fields maps the addresses of all numbers to the tags of their fields. A rate
// of growth has no tag of its own.
func fields(v reflect.Value, tag reflect.StructTag, tags map[uintptr]reflect.StructTag) {
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			fields(v.Elem(), tag, tags)
		}
	case reflect.Slice:
		for i := range v.Len() {
			fields(v.Index(i), tag, tags)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			inner := v.Type().Field(i).Tag
			if inner.Get("yaml") == ",one" { // of a choice, what is said of it
				inner = tag
			}
			if v.Type().Field(i).Name == "Rate" && v.Type().Name() == "Growth" {
				inner = `growth:"yes"`
			}
			fields(v.Field(i), inner, tags)
		}
	case reflect.Float64:
		tags[v.Addr().Pointer()] = tag
	}
}

func TestKnobs(t *testing.T) {
	for _, w := range files() {
		f := w.decode()
		all := knobs(f)
		if len(all) < len(f.Inputs)*9/10 {
			t.Errorf("%s: %d of %d inputs have a range", w, len(all), len(f.Inputs))
		}
		for _, k := range all {
			if *k.at < k.low || *k.at > k.high {
				t.Errorf("%s: %s is %g, not within %g and %g", w, k.path, *k.at, k.low, k.high)
			}
		}
	}
}

// FuzzEngine turns the numbers of a scenario far beyond reason, within what the
// language allows: pairs of bytes choose an input and its new value. The plan
// stays a plan: no panic, nothing infinite, no number that is none, and nothing
// negative but a saving.
func FuzzEngine(f *testing.F) {
	f.Add(byte(0), []byte{})
	f.Add(byte(1), []byte{0, 0, 1, 255, 2, 0, 3, 255})
	for which := range byte(4) {
		for _, position := range []byte{0, 1, 127, 255} {
			var turns []byte
			for input := range 128 {
				turns = append(turns, byte(input), position, byte(input), position)
			}
			f.Add(which, turns)
		}
	}
	var panels []panel
	for _, w := range files() {
		panels = append(panels, newPanel(w))
	}
	f.Fuzz(func(t *testing.T, which byte, turns []byte) {
		p := &panels[int(which)%len(panels)]
		for i := 0; i+1 < len(turns); i += 2 {
			// A step over all inputs, so that one byte reaches more than 256 of them.
			p.knobs[(int(turns[i])+i/2*37)%len(p.knobs)].set(turns[i+1])
		}
		p.engine.Run()
		sound(t, rows(p.engine))
		soundResult(t, plan.Run(p.engine.Scenario))
		p.reset()
	})
}

// panel is a scenario with its knobs, to be used again and again.
type panel struct {
	engine *plan.Engine
	knobs  []knob
	was    []float64
}

func newPanel(w *world) panel {
	f := w.decode()
	f.Scenario.Claims = nil // those with inputs of their own are scenarios apart
	p := panel{engine: plan.Compile(f.Scenario), knobs: knobs(f)}
	for _, k := range p.knobs {
		p.was = append(p.was, *k.at)
	}
	return p
}

func (p *panel) reset() {
	for i, k := range p.knobs {
		*k.at = p.was[i]
	}
}
