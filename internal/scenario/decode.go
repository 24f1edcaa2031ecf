package scenario

import (
	"fmt"
	"reflect"
	"slices"
	"strings"

	"gopkg.in/yaml.v3"

	"github.com/talimat/talimat-plan/internal/diag"
	"github.com/talimat/talimat-plan/internal/model"
	"github.com/talimat/talimat-plan/internal/pattern"
	"github.com/talimat/talimat-plan/internal/pricebook"
	"github.com/talimat/talimat-plan/internal/unit"
)

// maxElements is the longest list that is accepted.
const maxElements = 200

// decoder walks the nodes of a document along the types of package model.
type decoder struct {
	tree        *tree
	written     map[string]written
	shared      *shared
	diagnostics *diag.List
	inputs      model.Inputs
	quantities  map[string]field // of the inputs, by path
	defaults    int              // > 0 while a default is filled in

	moments  []moment                       // to be resolved when all phases are known
	dates    []model.Dated                  // numbers that are others from certain months on
	growing  map[string][]*model.GrowthRate // growth that does, by path
	files    func(name string) ([]byte, error)
	tables   map[*yaml.Node]*table // files of samples that were read before, by where they are named
	table    *table                // that of the last sample
	sampled  int                   // values of samples so far
	options  unit.Options
	currency string                // of the scenario; "" when it is not usable
	rates    map[string]float64    // worth of one unit of another currency
	foreign  []foreign             // amounts in another currency, where they stand
	abroad   string                // currency of the last figure that was converted
	book     *model.PriceBook      // what was taken from a price book; nil without one
	shelved  []pricebook.Price     // taken from it, also before the overrides
	frame    frame                 // when the plan begins and how long it is
	past     map[*yaml.Node][]byte // files of histories that were read before, by where they are named
	growth   *learnedGrowth        // the growth that was learned last; nil for none
	learned  []model.Learned       // all of it
}

// fieldsOf is the function of that name with a memory.
func (d *decoder) fieldsOf(t reflect.Type) []field {
	known, ok := d.shared.fields[t]
	if !ok {
		known = fieldsOf(t)
		d.shared.fields[t] = known
	}
	return known
}

// fail reports an error at a node.
func (d *decoder) fail(n *yaml.Node, code, hint, format string, args ...any) {
	pos, width := d.tree.mark(n)
	d.diagnostics.Add(diag.Diagnostic{Code: code, Pos: pos, Width: width, Message: fmt.Sprintf(format, args...), Hint: hint})
}

// warnAt reports a warning at a node.
func (d *decoder) warnAt(n *yaml.Node, code, hint, format string, args ...any) {
	pos, width := d.tree.mark(n)
	d.diagnostics.Add(diag.Diagnostic{Severity: diag.Warning, Code: code, Pos: pos, Width: width, Message: fmt.Sprintf(format, args...), Hint: hint})
}

// failPart reports an error at a part of a scalar's value.
func (d *decoder) failPart(n *yaml.Node, offset, length int, code, hint, format string, args ...any) {
	pos, width := d.tree.part(n, offset, length)
	d.diagnostics.Add(diag.Diagnostic{Code: code, Pos: pos, Width: width, Message: fmt.Sprintf(format, args...), Hint: hint})
}

// record remembers where the value of a path stands.
func (d *decoder) record(path string, key, value *yaml.Node) {
	if d.defaults == 0 {
		d.tree.places[path] = place{key, value}
	}
}

// value decodes n into v, whatever its type.
func (d *decoder) value(n *yaml.Node, v reflect.Value, f field, path string) {
	if v.Kind() == reflect.Pointer {
		v.Set(reflect.New(v.Type().Elem()))
		v = v.Elem()
	}
	switch {
	case isNull(n):
		d.fail(n, codeEmptyValue, "write "+expected(v.Type(), f)+", or leave the key out", "%s has no value", path)
	case kindOf(v.Type()) != unit.KindNone:
		d.quantity(n, v, f, path)
	case isChoice(v.Type()):
		d.choice(n, v, f, path)
	case isText(v.Type()):
		d.text(n, v, f, path)
	case v.Type() == reflect.TypeFor[model.Variant]():
		d.decodeVariant(n, v, path)
	case v.Kind() == reflect.Struct:
		d.section(n, v, path)
	case f.named:
		d.named(n, v, path)
	default:
		d.list(n, v, f, path)
	}
}

// section decodes a mapping with fixed keys into a struct, or a bare value into
// the struct's scalar field.
func (d *decoder) section(n *yaml.Node, v reflect.Value, path string) {
	fields := d.fieldsOf(v.Type())
	used := map[string]bool{}
	scalar := scalarField(fields)
	switch {
	case scalar != nil && takesScalar(n, scalar):
		used[scalar.key] = true
		d.value(n, v.Field(scalar.index), *scalar, path)
	case n.Kind != yaml.MappingNode:
		d.fail(n, codeWrongType, "its keys are "+strings.Join(keysOf(fields), ", "), "expected a mapping, got %s", describe(n))
		return
	default:
		d.keys(n, v, fields, used, path)
	}
	d.absent(n, v, fields, used, path)
	if form, ok := v.Addr().Interface().(*model.Growth); ok {
		d.growthForm(n, form, path)
	}
}

// takesScalar reports whether n stands for the scalar field of its struct.
func takesScalar(n *yaml.Node, scalar *field) bool {
	return n.Kind == yaml.ScalarNode || isQuantity(scalar.typ) && (isUncertain(n) || isDated(n))
}

// keys decodes the entries of a mapping, in the order of the file.
func (d *decoder) keys(n *yaml.Node, v reflect.Value, fields []field, used map[string]bool, path string) {
	rest := restField(fields)
	var elements []element
	d.entries(n, func(p pair) {
		if isExtension(p.key.Value) {
			return
		}
		at := slices.IndexFunc(fields, func(f field) bool { return f.key == p.key.Value || f.alias != "" && f.alias == p.key.Value })
		if at >= 0 && fields[at].alias != "" && used[fields[at].key] {
			d.fail(p.key, codeSaidTwice, "keep one of "+fields[at].key+" and "+fields[at].alias, "%s and %s say the same", fields[at].key, fields[at].alias)
			return
		}
		switch {
		case at >= 0 && fields[at].rest:
			used[rest.key] = true
			d.record(join(path, rest.key), p.key, p.value)
			if isNull(p.value) {
				break
			}
			elements = append(elements, d.within(p.value, join(path, rest.key))...)
			return
		case at >= 0 && rest != nil && isQuantity(fields[at].typ) && isGroup(p.value),
			at < 0 && rest != nil && d.fitsRest(rest, p.value):
			if at >= 0 {
				used[fields[at].key] = true
			}
			elements = append(elements, element{p, path})
			return
		case at < 0:
			d.unknownKey(n, p, keysOf(fields))
			return
		}
		f := fields[at]
		used[f.key] = true
		below := join(path, f.key)
		d.record(below, p.key, p.value)
		d.value(p.value, v.Field(f.index), f, below)
	})
	if len(elements) > 0 && !d.tooMany(n, len(elements)) {
		d.elements(v.Field(rest.index), elements)
	}
}

// isExtension reports a key of a section that is nobody's but the owner's, as in
// other YAML languages: what stands there may hold anchors, and is not read.
// Where names stand it is a name like any other.
func isExtension(key string) bool { return strings.HasPrefix(key, "x-") && len(key) > len("x-") }

// entries visits the entries of a mapping whose keys are words that occur once.
func (d *decoder) entries(n *yaml.Node, visit func(pair)) {
	first := map[string]*yaml.Node{}
	all := pairs(n)
	for i := 0; i < len(all); i++ {
		p := all[i]
		name := p.key.Value
		rest := brokenAmount(n, all[i:])
		i += len(rest)
		switch {
		case p.key.Kind != yaml.ScalarNode:
			d.fail(p.key, codeWrongType, "", "a key must be a text, got %s", describe(p.key))
		case first[name] != nil:
			d.fail(p.key, codeDuplicateKey, "keep one of them", "%q is already in line %d", name, first[name].Line)
		case len(rest) > 0:
			first[name] = p.key
			amount, hint := mendAmount(p.value.Value, rest)
			d.fail(p.value, codeBrokenAmount, hint, "within { } a comma ends the value, so that %q is taken apart", amount)
		default:
			first[name] = p.key
			visit(p)
		}
	}
}

// unknownKey reports a key that its mapping n does not have.
func (d *decoder) unknownKey(n *yaml.Node, p pair, keys []string) {
	name := p.key.Value
	var unused []string
	for _, k := range keys {
		if child(n, k) == nil {
			unused = append(unused, k)
		}
	}
	hint := "known keys here: " + strings.Join(keys, ", ")
	if near := unit.Nearest(name, unused); near != "" {
		hint = fmt.Sprintf("did you mean %q?", near)
	}
	d.fail(p.key, codeUnknownKey, hint, "unknown key %q", name)
}

var afterComma = pattern.Lazy(`^\d+(\D|$)`)

// brokenAmount returns the keys that are the rest of the first entry's value: a
// flow mapping takes an amount such as $12,500 apart at its commas.
func brokenAmount(n *yaml.Node, all []pair) (rest []pair) {
	v := all[0].value
	if n.Style&yaml.FlowStyle == 0 || v.Kind != yaml.ScalarNode || v.Style != 0 || !endsInDigit(v.Value) {
		return nil
	}
	for _, p := range all[1:] {
		if !isNull(p.value) || !afterComma().MatchString(p.key.Value) {
			break
		}
		if rest = append(rest, p); !endsInDigit(p.key.Value) {
			break
		}
	}
	return rest
}

func endsInDigit(text string) bool {
	return text != "" && '0' <= text[len(text)-1] && text[len(text)-1] <= '9'
}

// mendAmount puts an amount together again, and says how to write it: commas
// before three digits group thousands, a single one before others marks decimals.
func mendAmount(text string, rest []pair) (amount, hint string) {
	plain, grouped := text, true
	amount = text
	for _, p := range rest {
		amount += "," + p.key.Value
		plain += p.key.Value
		grouped = grouped && thousands().MatchString(p.key.Value)
	}
	switch {
	case grouped:
		return amount, fmt.Sprintf("write %s, or %q in quotes", plain, amount)
	case len(rest) == 1 && !strings.Contains(text, "."):
		return amount, "write " + text + "." + rest[0].key.Value
	}
	return amount, fmt.Sprintf("write the number of %q without commas", amount)
}

var thousands = pattern.Lazy(`^\d{3}(\D|$)`)

// absent fills in the defaults of the keys that a section does not have.
func (d *decoder) absent(n *yaml.Node, v reflect.Value, fields []field, used map[string]bool, path string) {
	for _, f := range fields {
		switch {
		case used[f.key] || n.Kind == yaml.MappingNode && child(n, f.key) != nil: // the latter is a broken amount
		case f.required():
			d.missing(n, f, path)
		case f.def != nil && *f.def != "":
			below := join(path, f.key)
			d.defaults++
			d.value(defaultNode(*f.def), v.Field(f.index), f, below)
			d.defaults--
		}
	}
}

// missing reports a required key, at the key of the section that lacks it.
func (d *decoder) missing(n *yaml.Node, f field, path string) {
	if d.defaults > 0 {
		return
	}
	pos, width := d.tree.locate(path)
	if s := d.tree.source(n); s != d.tree.sources[0] {
		pos, width = d.tree.mark(n)
	}
	message := fmt.Sprintf("missing key %q", f.key)
	if path != "" {
		message += " in " + path
	}
	d.diagnostics.Add(diag.Diagnostic{Code: codeMissingKey, Pos: pos, Width: width, Message: message, Hint: addHint(f)})
}

// addHint says what to add for a missing key.
func addHint(f field) string {
	if f.typ.Kind() == reflect.String && len(f.enum) == 0 && f.doc != "" {
		return fmt.Sprintf("add %s (%s)", f.key, strings.TrimSuffix(f.doc, "."))
	}
	return "add " + f.key + ": " + expected(f.typ, f)
}

// defaultNode is the node that a default's text stands for.
func defaultNode(text string) *yaml.Node {
	if text == "{}" {
		return &yaml.Node{Kind: yaml.MappingNode, Tag: "!!map"}
	}
	return &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str", Value: text}
}

// named decodes a mapping from name to element, in the order of the file.
func (d *decoder) named(n *yaml.Node, v reflect.Value, path string) {
	if words := d.bareNames(n, v.Type().Elem()); words != nil {
		n = words
	}
	if n.Kind != yaml.MappingNode {
		d.fail(n, codeWrongType, "write each one as name: value", "expected a mapping from names, got %s", describe(n))
		return
	}
	if d.tooMany(n, len(n.Content)/2) {
		return
	}
	elem := v.Type().Elem()
	var good []pair
	d.entries(n, func(p pair) {
		if hint := badName(elem, p.key); hint != "" {
			d.fail(p.key, codeBadName, hint, "%q cannot be a name here", abridged(p.key.Value))
			return
		}
		good = append(good, p)
	})
	d.names(elem, good, path)
	v.Set(reflect.MakeSlice(v.Type(), len(good), len(good)))
	for i, p := range good {
		below := join(path, p.key.Value)
		d.record(below, p.key, p.value)
		v.Index(i).FieldByName("Name").SetString(p.key.Value)
		d.value(p.value, v.Index(i), field{typ: elem}, below)
	}
}

// list decodes a sequence, or a single element, into a slice.
func (d *decoder) list(n *yaml.Node, v reflect.Value, f field, path string) {
	if n.Kind != yaml.SequenceNode {
		if n.Kind == yaml.MappingNode && !isSection(v.Type().Elem()) {
			d.fail(n, codeWrongType, "write it as [a, b]", "expected a list, got %s", describe(n))
			return
		}
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		d.value(n, v.Index(0), f.element(), path)
		return
	}
	if d.tooMany(n, len(n.Content)) {
		return
	}
	v.Set(reflect.MakeSlice(v.Type(), len(n.Content), len(n.Content)))
	for i, c := range n.Content {
		below := fmt.Sprintf("%s[%d]", path, i)
		d.record(below, nil, c)
		d.value(c, v.Index(i), f.element(), below)
	}
}

// tooMany reports a list that is too long to be meant.
func (d *decoder) tooMany(n *yaml.Node, length int) bool {
	if length > maxElements {
		d.fail(n, codeTooMany, "", "%d entries; the limit is %d", length, maxElements)
	}
	return length > maxElements
}

// growthForm reports a growth that is not exactly one of its curves.
func (d *decoder) growthForm(n *yaml.Node, g *model.Growth, path string) {
	for _, path := range []string{path, join(path, "compound")} {
		if rates := d.growing[path]; rates != nil {
			g.Compound, g.Rates = nil, rates
		}
	}
	forms := 0
	for _, set := range []bool{g.Compound != nil, g.Linear != nil, g.Logistic != nil, g.Steps != nil, g.Points != nil, g.Rates != nil} {
		if set {
			forms++
		}
	}
	switch {
	case g.Then != nil && g.Points == nil:
		d.fail(n, codeGrowthForm, "write points: {2026-12: 200}", "then is the rate behind the last of the points, and there are none")
	case forms != 1 && (len(pairs(n)) == forms || g.Then != nil):
		d.fail(n, codeGrowthForm, "write a rate such as 50%/quarter, or one of linear, logistic, steps and points", "%s must be exactly one curve, not %d", path, forms)
	}
}

// expected says in a word or two what may be written for a value.
func expected(t reflect.Type, f field) string {
	kind := kindOf(t)
	switch {
	case kind != unit.KindNone:
		return kind.String()
	case isChoice(t):
		f.typ = t
		return choiceWords(&f)
	case len(f.enum) > 0:
		return "one of " + strings.Join(slices.DeleteFunc(slices.Clone(f.enum), func(w string) bool { return w == "" }), ", ")
	case t == reflect.TypeFor[unit.Date]():
		return "a month such as 2024-01"
	case t == reflect.TypeFor[model.Span]():
		return "months such as 3-4"
	case t == reflect.TypeFor[model.When]():
		return "a phase, or month 12"
	case t == reflect.TypeFor[model.Condition]():
		return "a condition such as cost.effective <= $3,700"
	case t.Kind() == reflect.Bool:
		return "true or false"
	case t.Kind() == reflect.Int:
		return "a whole number"
	case t.Kind() == reflect.String:
		return "a text"
	case t.Kind() == reflect.Slice && !f.named:
		return "a list"
	}
	return "a mapping"
}
