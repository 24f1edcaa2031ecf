package model

import "reflect"

// Clone returns a copy of a scenario that shares nothing with it that changes,
// and its inputs, whose At point into the copy. The worlds of claims are shared.
func Clone(s *Scenario, in Inputs) (*Scenario, Inputs) {
	c := cloner{plans: map[reflect.Type]*clonePlan{}, moved: make(map[uintptr]*float64, len(in))}
	for i := range in {
		c.moved[reflect.ValueOf(in[i].At).Pointer()] = nil
	}
	out := &Scenario{}
	c.copy(reflect.ValueOf(out).Elem(), reflect.ValueOf(s).Elem(), c.plan(reflect.TypeFor[Scenario]()))
	inputs := append(Inputs(nil), in...)
	for i := range inputs {
		inputs[i].At = c.moved[reflect.ValueOf(in[i].At).Pointer()]
	}
	return out, inputs
}

// cloner copies values and notes where the numbers of inputs come to lie.
type cloner struct {
	plans map[reflect.Type]*clonePlan
	moved map[uintptr]*float64 // by the address of the original
}

// clonePlan is what there is to do for a value of a type beyond assigning it.
type clonePlan struct {
	kind   reflect.Kind // Float64, Struct, Pointer or Slice; else nothing
	fields []int        // of a struct, those with anything to do
	plans  []*clonePlan // theirs
	elem   *clonePlan   // of a pointer or a slice
}

// plan returns what there is to do for a type, worked out once.
func (c *cloner) plan(t reflect.Type) *clonePlan {
	if p, ok := c.plans[t]; ok {
		return p
	}
	p := &clonePlan{}
	c.plans[t] = p
	switch t.Kind() {
	case reflect.Float64:
		p.kind = reflect.Float64
	case reflect.Slice:
		p.kind, p.elem = reflect.Slice, c.plan(t.Elem())
	case reflect.Pointer:
		if t.Elem() != reflect.TypeFor[Scenario]() { // the world of a claim
			p.kind, p.elem = reflect.Pointer, c.plan(t.Elem())
		}
	case reflect.Struct:
		for i := range t.NumField() {
			if f := c.plan(t.Field(i).Type); f.kind != reflect.Invalid {
				p.kind, p.fields, p.plans = reflect.Struct, append(p.fields, i), append(p.plans, f)
			}
		}
	}
	return p
}

// copy assigns from to to and goes on with what they would share.
func (c *cloner) copy(to, from reflect.Value, p *clonePlan) {
	to.Set(from)
	c.descend(to, from, p)
}

// descend goes on within two values that are alike.
func (c *cloner) descend(to, from reflect.Value, p *clonePlan) {
	switch p.kind {
	case reflect.Float64:
		if _, ok := c.moved[from.Addr().Pointer()]; ok {
			c.moved[from.Addr().Pointer()] = to.Addr().Convert(reflect.TypeFor[*float64]()).Interface().(*float64)
		}
	case reflect.Struct:
		for i, f := range p.fields {
			c.descend(to.Field(f), from.Field(f), p.plans[i])
		}
	case reflect.Pointer:
		if !from.IsNil() {
			to.Set(reflect.New(from.Type().Elem()))
			c.copy(to.Elem(), from.Elem(), p.elem)
		}
	case reflect.Slice:
		if !from.IsNil() {
			to.Set(reflect.MakeSlice(from.Type(), from.Len(), from.Len()))
			reflect.Copy(to, from)
			for i := 0; p.elem.kind != reflect.Invalid && i < from.Len(); i++ {
				c.descend(to.Index(i), from.Index(i), p.elem)
			}
		}
	}
}
