package scenario

import (
	"math"
	"reflect"
	"strconv"
	"strings"

	"gopkg.in/yaml.v3"

	"github.com/talimat/talimat-plan/internal/pattern"
	"github.com/talimat/talimat-plan/internal/unit"
)

var relativeChange = pattern.Lazy(`^[+\-−]\s*(\d+(?:\.\d+)?)\s*%$`)

// change reads "+10%" or "-2.5%" as the factor by which it changes a number.
func change(text string) (factor float64, ok bool) {
	at := relativeChange().FindStringSubmatch(text)
	if at == nil {
		return 0, false
	}
	percent, err := strconv.ParseFloat(at[1], 64)
	if text[0] == '+' {
		return 1 + percent/100, err == nil
	}
	return 1 - percent/100, err == nil
}

// every is the step of a path that stands for all elements of a list, by name.
const every = "*"

// each is the overrides that one comes to whose path has such steps: one for every
// element that the document has. There are none when it has no element.
func (e *editor) each(root *yaml.Node, o Override) (all []Override, fault *pathFault) {
	before, after, found := strings.Cut(o.Path, "."+every)
	if !found || after != "" && after[0] != '.' {
		return []Override{o}, nil
	}
	w, t := pathWalk{path: before, create: e.created}, whole(&root)
	if fault := w.walk(&t); fault != nil {
		return nil, fault
	}
	for _, p := range pairs(t.now) {
		some, fault := e.each(root, Override{before + "." + p.key.Value + after, o.Value})
		if fault != nil {
			return nil, fault
		}
		all = append(all, some...)
	}
	if len(all) == 0 {
		return nil, &pathFault{path: o.Path, word: every, at: len(before) + 1, hint: before + " has no elements by name"}
	}
	return all, nil
}

// relative is a value that a change of it in percent makes of what a path leads to, as
// the file would have it; of an interval or quantiles, all of their figures. Of a
// percentage it is refused: whether +10% adds points or tenths cannot be told. The
// value itself is what a percentage that may be negative is set to.
func (e *editor) relative(root *yaml.Node, t *target, value *yaml.Node, factor float64) (changed *yaml.Node, fault string) {
	if price := stepPrice(t.typ); price != nil && t.now != nil {
		return e.steps(root, t.now, price, factor)
	}
	kind, f, now := kindOf(t.typ), t.field, t.now
	f.typ = t.typ
	if isSection(t.typ) {
		if bare := scalarField(fieldsOf(t.typ)); bare != nil && (now == nil || takesScalar(now, bare)) {
			kind, f = kindOf(bare.typ), *bare
		}
	}
	if isChoice(f.typ) && now != nil {
		f, _ = f.chosen(now, hours(root))
		kind = kindOf(f.typ)
	}
	switch {
	case kind == unit.KindNone:
		return nil, "it is no number that could change in percent"
	case kind == unit.KindRatio && belowZero(&f):
		return value, "" // it says what the percentage is, as a correlation of -90%
	case kind == unit.KindRatio:
		return nil, "a percentage can change by points or by a share of itself; write the value that it is to have"
	case now == nil && f.def == nil:
		return nil, "the scenario has no value there that could change; write the value itself"
	case now == nil:
		now = e.created(&yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str", Value: *f.def})
	}
	s := scaling{kind: kind, factor: factor, options: hours(root), whole: f.whole}
	changed = s.scaled(now, e)
	if s.failed {
		return nil, "only a figure, an interval or quantiles can change in percent; write the value itself"
	}
	return changed, ""
}

// stepPrice is the field of the price in a list of steps by volume; nil for what is none.
func stepPrice(typ reflect.Type) *field {
	if typ.Kind() != reflect.Slice || !isSection(typ.Elem()) {
		return nil
	}
	if price := scalarField(fieldsOf(typ.Elem())); price != nil && (isChoice(price.typ) || kindOf(price.typ).Money()) {
		return price
	}
	return nil
}

// steps is a price by volume with the price of every step multiplied.
func (e *editor) steps(root, now *yaml.Node, price *field, factor float64) (changed *yaml.Node, fault string) {
	s := scaling{kind: kindOf(price.typ), factor: factor, options: hours(root)}
	if isChoice(price.typ) {
		first := now
		if now.Kind == yaml.SequenceNode && len(now.Content) > 0 && isGroup(now.Content[0]) {
			first = child(now.Content[0], price.key)
		}
		if first == nil {
			return nil, "it is no number that could change in percent"
		}
		alternative, _ := price.chosen(first, s.options)
		s.kind = kindOf(alternative.typ)
	}
	step := func(n *yaml.Node) *yaml.Node {
		if !isGroup(n) {
			return s.scaled(n, e)
		}
		made := e.created(&yaml.Node{Kind: yaml.MappingNode, Tag: "!!map"})
		for _, p := range pairs(n) {
			value := p.value
			if p.key.Value == price.key {
				value = s.scaled(value, e)
			}
			made.Content = append(made.Content, p.key, value)
		}
		return made
	}
	if changed = step(now); now.Kind == yaml.SequenceNode {
		s.failed = false
		changed = e.created(&yaml.Node{Kind: yaml.SequenceNode, Tag: "!!seq"})
		for _, n := range now.Content {
			changed.Content = append(changed.Content, step(n))
		}
	}
	if s.failed {
		return nil, "only a figure, an interval or quantiles can change in percent; write the value itself"
	}
	return changed, ""
}

// belowZero reports whether a value may be negative.
func belowZero(f *field) bool {
	low, _ := f.legal()
	return low < 0
}

// hours are those of a month that prices per hour are read with.
func hours(root *yaml.Node) (o unit.Options) {
	if n := child(child(root, "assumptions"), "hours_per_month"); n != nil {
		o.HoursPerMonth, _ = strconv.ParseFloat(n.Value, 64) // what is no number there is refused when it is read
	}
	return o
}

// scaling multiplies figures.
type scaling struct {
	kind    unit.Kind
	factor  float64
	options unit.Options
	whole   bool
	failed  bool
}

// scaled is a node with its figures multiplied.
func (s *scaling) scaled(n *yaml.Node, e *editor) *yaml.Node {
	if n.Kind == yaml.MappingNode {
		if _, _, named := formOf(n); named || isGroup(n) {
			s.failed = true
			return nil
		}
		made := e.created(&yaml.Node{Kind: yaml.MappingNode, Tag: "!!map"})
		for _, p := range pairs(n) {
			key := e.created(&yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str", Value: p.key.Value})
			made.Content = append(made.Content, key, s.scaled(p.value, e))
		}
		return made
	}
	if n.Kind != yaml.ScalarNode {
		s.failed = true
		return nil
	}
	return e.created(&yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str", Value: s.text(n.Value)})
}

// text is a figure or an interval, multiplied.
func (s *scaling) text(text string) string {
	low, high, interval, err := unit.ParseInterval(s.kind, text, s.options)
	if interval && err == nil {
		return s.write(low) + " to " + s.write(high)
	}
	v, err := unit.Parse(s.kind, text, s.options)
	if err != nil {
		s.failed = true
		return ""
	}
	return s.write(v)
}

func (s *scaling) write(v unit.Value) string {
	v.Number *= s.factor
	if s.whole {
		v.Number = math.Round(v.Number)
	}
	return unit.Format(s.kind, v)
}
