package scenario

import (
	"maps"
	"strings"

	"gopkg.in/yaml.v3"

	"github.com/talimat/talimat-plan/internal/diag"
	"github.com/talimat/talimat-plan/internal/metric"
	"github.com/talimat/talimat-plan/internal/model"
	"github.com/talimat/talimat-plan/internal/unit"
)

// Goal reads a condition on the results of a valid scenario just as that of a
// limit is read. The name is what diagnostics call the text.
func (f *File) Goal(name, text string) (*model.Limit, diag.List) {
	c, _ := f.aside(name, text)
	goal := &model.Limit{Name: name, Deny: &model.Condition{Text: strings.TrimSpace(composed(text))}}
	c.bound(name, goal, goal.Deny, metric.Of(f.Scenario))
	return goal, *c.diagnostics
}

// Range reads the two ends of a range of an input, "A..B" or "A to B", as its
// value would be read in the file: with its unit, in its currency, within what
// is legal. The name is what diagnostics call the text.
func (f *File) Range(name, text string, in *model.Input) (low, high float64, faults diag.List) {
	text = composed(strings.Replace(text, "..", " to ", 1))
	c, n := f.aside(name, text)
	field := f.checker.quantities[in.Path]
	a, b, isRange, err := unit.ParseInterval(in.Kind, text, c.options)
	switch {
	case !isRange:
		c.fail(n, codeBadRange, "write two values, such as 1..10, with their unit", "%q is not a range", text)
		return 0, 0, *c.diagnostics
	case err != nil:
		c.badInterval(n, err)
		return 0, 0, *c.diagnostics
	}
	a, b = c.converted(n, a), c.converted(n, b)
	if c.diagnostics.HasErrors() {
		return 0, 0, (*c.diagnostics)[:1] // both ends lack the same rate
	}
	for _, end := range []unit.Value{a, b} {
		if !c.inRange(n, in.Kind, end, field) {
			return 0, 0, *c.diagnostics
		}
	}
	a, b = field.atPeriod(a, in.Per), field.atPeriod(b, in.Per)
	if a.Number >= b.Number {
		c.fail(n, codeBadRange, "write two values that differ", "the range %q has no width", text)
	}
	return a.Number, b.Number, *c.diagnostics
}

// Number reads a value of an input as its value would be read in the file. The
// name is what diagnostics call the text.
func (f *File) Number(name, text string, in *model.Input) (float64, diag.List) {
	c, n := f.aside(name, text)
	field := f.checker.quantities[in.Path]
	v, ok := c.figure(n, strings.TrimSpace(text), 0, in.Kind)
	if ok && c.inRange(n, in.Kind, v, field) {
		v = field.atPeriod(v, in.Per)
	}
	return v.Number, *c.diagnostics
}

// aside is a checker of the file for a text that is not part of it, and the node
// that the text is the value of. Its diagnostics are a list of their own.
func (f *File) aside(name, text string) (*checker, *yaml.Node) {
	text = composed(text)
	s := newSource(name, []byte(text))
	f.tree.addSource(s)
	n := &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str", Value: strings.TrimSpace(text), Line: 1, Column: 1 + len(text) - len(strings.TrimLeft(text, " \t\n"))}
	d := *f.checker.decoder
	d.diagnostics = &diag.List{}
	d.tree = &tree{sources: f.tree.sources, origin: maps.Clone(f.tree.origin), places: map[string]place{name: {value: n}}}
	d.tree.origin[n] = s
	return &checker{decoder: &d, root: f.checker.root, s: f.Scenario}, n
}
