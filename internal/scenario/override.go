package scenario

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"unicode/utf8"

	"gopkg.in/yaml.v3"

	"github.com/talimat/talimat-plan/internal/diag"
	"github.com/talimat/talimat-plan/internal/model"
	"github.com/talimat/talimat-plan/internal/pattern"
	"github.com/talimat/talimat-plan/internal/unit"
)

// Override sets one value in place of what the file says.
type Override struct {
	Path  string // "drivers.users.growth"
	Value string // as it would be written in the file: "40%/quarter"
}

// Flag sets one value by a flag of its own. Its text is the value itself and no
// YAML, and the path may name an element that is not there yet.
type Flag struct {
	Name string // of the flag, as messages call it: "--limit"
	Path string // "limits.command-line.deny"
	Text string // the value: "cost.effective <= $3,700"
}

// ParseOverride reads "drivers.users.growth=40%/quarter".
func ParseOverride(text string) (Override, error) {
	path, value, ok := strings.Cut(text, "=")
	path, value = strings.TrimSpace(path), strings.TrimSpace(value)
	switch {
	case !ok:
		return Override{}, fmt.Errorf("%q sets nothing; write path=value, such as drivers.users.growth=40%%/quarter", text)
	case path == "":
		return Override{}, fmt.Errorf("%q has no path before the =", text)
	case value == "":
		return Override{}, fmt.Errorf("%q has no value behind the =", text)
	}
	if first, second, joined := twoInputs(value); joined {
		return Override{}, fmt.Errorf("%q sets two inputs; write each behind a --set of its own: --set %s=%s --set %s", text, path, first, second)
	}
	return Override{Path: path, Value: value}, nil
}

var nextInput = pattern.Lazy(`,\s*([a-z_]+)(?:\.[^\s,=<>]+)?=`)

// twoInputs finds a second path=value behind a comma, as other programs write
// them. What is in quotes or brackets is one value, and a path begins with a
// section of the scenario.
func twoInputs(value string) (first, second string, joined bool) {
	at := nextInput().FindStringSubmatchIndex(value)
	if at == nil || strings.ContainsAny(value[:1], `"'[{`) {
		return "", "", false
	}
	section := value[at[2]:at[3]]
	for _, f := range fieldsOf(reflect.TypeFor[model.Scenario]()) {
		if f.key == section {
			return strings.TrimSpace(value[:at[0]]), strings.TrimSpace(value[at[2]:]), true
		}
	}
	return "", "", false
}

// editor applies one override to the nodes of a document.
type editor struct {
	tree        *tree
	diagnostics *diag.List
	override    Override
	flag        string // that gives the value as one text; "" for --set
	source      *source
	place       *yaml.Node // that nodes which are made count as standing at; nil for the beginning of the source
}

// apply returns the root with the override applied.
func (e *editor) apply(root *yaml.Node) *yaml.Node {
	e.override.Path, e.override.Value = composed(e.override.Path), composed(e.override.Value)
	all := []Override{e.override}
	if e.flag == "" {
		var fault *pathFault
		if all, fault = e.each(root, e.override); fault != nil { // which is found below, in its place
			all = []Override{e.override}
		}
	}
	for _, o := range all {
		e.override = o
		root = e.one(root)
	}
	return root
}

// one is apply for a path without [every].
func (e *editor) one(root *yaml.Node) *yaml.Node {
	name, text := "--set "+e.override.Path, e.override.Path+"="+e.override.Value
	if e.flag != "" {
		name, text = e.flag, e.override.Value
	}
	e.source = newSource(name, []byte(text))
	e.tree.addSource(e.source)
	value, ok := e.parse()
	if !ok {
		return root
	}
	t := whole(&root)
	w := pathWalk{path: e.override.Path, create: e.created, adds: e.flag != "", whole: value.Kind == yaml.MappingNode}
	if fault := w.walk(&t); fault != nil {
		pos := e.source.clamp(1, utf8.RuneCountInString(e.override.Path[:fault.at])+1)
		e.diagnostics.Add(diag.Diagnostic{Code: fault.code(), Pos: pos, Width: utf8.RuneCountInString(fault.word), Message: fault.message(), Hint: fault.hint})
		return root
	}
	if factor, ok := change(e.override.Value); ok && e.flag == "" && t.typ.Kind() != reflect.String {
		changed, hint := e.relative(root, &t, value, factor)
		if hint != "" {
			pos := e.source.clamp(1, utf8.RuneCountInString(e.override.Path)+2)
			e.diagnostics.Add(diag.Diagnostic{
				Code: codeBadQuantity, Pos: pos, Width: utf8.RuneCountInString(e.override.Value), Hint: hint,
				Message: fmt.Sprintf("%s cannot change by %s", e.override.Path, e.override.Value),
			})
			return root
		}
		value = changed
	}
	*t.slot() = value
	return root
}

// parse reads the value; its nodes count as standing behind the path.
func (e *editor) parse() (*yaml.Node, bool) {
	shifted := strings.Repeat(" ", utf8.RuneCountInString(e.override.Path)+1)
	text := []byte(e.override.Value)
	if d := unreadable(text); d != nil {
		d.Pos = diag.Pos{File: e.source.name}
		e.diagnostics.Add(*d)
		return nil, false
	}
	if e.flag != "" {
		return e.created(&yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str", Value: e.override.Value}), true
	}
	all, err := documents([]byte(shifted + e.override.Value))
	if err != nil {
		e.diagnostics.Add(syntaxDiagnostic(e.source, err))
		return nil, false
	}
	if len(all) != 1 {
		e.diagnostics.Add(diag.Diagnostic{Code: codeEmptyValue, Pos: diag.Pos{File: e.source.name}, Message: fmt.Sprintf("%q has no value", e.override.Path)})
		return nil, false
	}
	e.adopt(all[0], 0)
	x := expander{tree: e.tree, diagnostics: e.diagnostics}
	root := x.expand(all[0], 0)
	return root, !x.failed
}

// adopt notes the source of nodes; aliases lead to nodes that it meets anyway.
func (e *editor) adopt(n *yaml.Node, depth int) {
	e.tree.origin[n] = e.source
	if depth > maxDepth {
		return
	}
	for _, c := range n.Content {
		e.adopt(c, depth+1)
	}
}

// created registers a node that the override adds on the way to its value.
func (e *editor) created(n *yaml.Node) *yaml.Node {
	n.Line, n.Column = 1, 1
	if e.place != nil {
		n.Line, n.Column = e.place.Line, e.place.Column
	}
	e.tree.origin[n] = e.source
	return n
}

// target is what a path leads to: a type of package model and, in a document, a node.
type target struct {
	typ   reflect.Type
	field field
	now   *yaml.Node         // nil when the document does not have it
	slot  func() **yaml.Node // makes room for the node in the document
}

// whole is the document, which every path begins in.
func whole(root **yaml.Node) target {
	return target{typ: reflect.TypeFor[model.Scenario](), now: *root, slot: func() **yaml.Node { return root }}
}

// pathFault says at which step a path leads nowhere.
type pathFault struct {
	path, word string
	at         int // offset of the word
	hint       string
	twice      bool // whether it leads to two places instead
}

func (f *pathFault) code() string {
	if f.twice {
		return codeAmbiguousName
	}
	return codeUnknownPath
}

func (f *pathFault) message() string {
	if f.twice {
		return fmt.Sprintf("the path %q can be read in two ways", f.path)
	}
	return fmt.Sprintf("unknown path %q: there is no %q", f.path, f.word)
}

// pathWalk follows a path through the types and the document.
type pathWalk struct {
	path   string
	at     int                           // what is behind it
	create func(n *yaml.Node) *yaml.Node // adopts nodes that are made on the way
	adds   bool                          // whether it may name an element that is not there
	whole  bool                          // whether the value is a mapping, which may be an element that is not there
}

// walk moves the target along the path.
func (w *pathWalk) walk(t *target) *pathFault {
	for w.at < len(w.path) {
		if fault := w.step(t); fault != nil {
			return fault
		}
	}
	return nil
}

// step follows one key, name or index.
func (w *pathWalk) step(t *target) *pathFault {
	isList := t.typ.Kind() == reflect.Slice
	switch {
	case isList && !t.field.named:
		return w.index(t)
	case isList:
		if words := namesOf(t.now, t.typ.Elem()); words != nil {
			made, slot := w.create(words), t.slot
			t.now, t.slot = made, func() **yaml.Node { at := slot(); *at = made; return at }
		}
		return w.name(t)
	case isSection(t.typ):
		return w.key(t)
	case isQuantity(t.typ) && isDated(t.now):
		return w.date(t)
	}
	rest := w.path[w.at:]
	return w.fault(strings.TrimLeft(rest, "."), w.at+len(rest)-len(strings.TrimLeft(rest, ".")), nil)
}

// word cuts the next word of the path.
func (w *pathWalk) word() (word string, at int) {
	at = w.at
	if strings.HasPrefix(w.path[at:], ".") && at > 0 {
		at++
	}
	word = w.path[at:]
	if end := strings.IndexAny(word, ".["); end >= 0 {
		word = word[:end]
	}
	return word, at
}

// key follows the key of a section.
func (w *pathWalk) key(t *target) *pathFault {
	word, at := w.word()
	fields := fieldsOf(t.typ)
	scalar := scalarField(fields)
	if scalar != nil && isQuantity(scalar.typ) && isDated(t.now) {
		t.typ, t.field = scalar.typ, *scalar
		return nil
	}
	for _, f := range fields {
		if f.key != word && (f.alias == "" || f.alias != word) {
			continue
		}
		if f.alias != "" && child(t.now, word) == nil { // the document may have the other word
			for _, other := range []string{f.key, f.alias} {
				if child(t.now, other) != nil {
					now, section := child(t.now, other), t.slot
					*t = target{f.typ, f, now, func() **yaml.Node { return w.slot(w.mapping(section(), scalar), other) }}
					w.at = at + len(word)
					return nil
				}
			}
		}
		if f.rest && w.standsBeside(t.now, word, at) {
			w.at = at + len(word)
			*t = target{f.typ, f, t.now, t.slot}
			return nil
		}
		if rest := restField(fields); rest != nil && w.names(t.now, &f, word, at) {
			return w.beside(t, rest, word, at, nil)
		}
		now, section := child(t.now, word), t.slot
		if scalar != nil && t.now != nil && takesScalar(t.now, scalar) {
			now = nil
			if f.scalar {
				now = t.now
			}
		}
		*t = target{f.typ, f, now, func() **yaml.Node { return w.slot(w.mapping(section(), scalar), word) }}
		w.at = at + len(word)
		return nil
	}
	if rest := restField(fields); rest != nil {
		return w.beside(t, rest, word, at, keysOf(fields))
	}
	return w.fault(word, at, keysOf(fields))
}

// date follows a moment of a dated number.
func (w *pathWalk) date(t *target) *pathFault {
	word, at := w.word()
	var known []string
	for _, p := range pairs(t.now) {
		known = append(known, p.key.Value)
	}
	now, dated := child(t.now, word), t.slot
	if now == nil {
		return w.fault(word, at, known)
	}
	t.now, t.slot = now, func() **yaml.Node { return w.slot(*dated(), word) }
	w.at = at + len(word)
	return nil
}

// names reports whether the key of a quantity is that of an element beside the keys: where
// the document has a mapping for it, or the path goes on behind it.
func (w *pathWalk) names(section *yaml.Node, f *field, word string, at int) bool {
	if f.rest || !isQuantity(f.typ) {
		return false
	}
	now := child(section, word)
	return isGroup(now) || strings.HasPrefix(w.path[at+len(word):], ".")
}

// beside follows the name of an element that stands beside the keys of its section. One
// that is not there is the error of a key that is not known.
func (w *pathWalk) beside(t *target, rest *field, word string, at int, keys []string) *pathFault {
	section := t.slot
	if child(t.now, word) == nil && unit.Nearest(word, keys) != "" && !strings.HasPrefix(w.path[at:], `"`) {
		return w.fault(word, at, keys) // a key that is written wrong
	}
	list := target{rest.typ, *rest, t.now, func() **yaml.Node { slot := section(); w.mapping(slot, nil); return slot }}
	if fault := w.name(&list); fault != nil {
		for _, p := range pairs(t.now) {
			keys = append(keys, p.key.Value)
		}
		return w.fault(word, at, keys)
	}
	*t = list
	return nil
}

// standsBeside reports whether the element that a path names in a list by its key stands
// beside the keys of the section instead.
func (w *pathWalk) standsBeside(section *yaml.Node, key string, at int) bool {
	rest := strings.TrimPrefix(w.path[at+len(key):], ".")
	for _, p := range pairs(section) {
		name := p.key.Value
		if child(child(section, key), name) == nil && (rest == name || strings.HasPrefix(rest, name+".")) {
			return true
		}
	}
	return false
}

// quoted is the name that stands in quotes at a place of the path, as one with dots
// does that is not there yet; length counts the quotes.
func (w *pathWalk) quoted(at int) (name string, length int, ok bool) {
	rest, ok := strings.CutPrefix(w.path[at:], `"`)
	end := strings.IndexByte(rest, '"')
	if !ok || end < 1 || end+1 < len(rest) && !strings.ContainsRune(".[", rune(rest[end+1])) {
		return "", 0, false
	}
	return rest[:end], end + 2, true
}

// name follows the name of an element, which must be there unless a value that is
// one, single or whole, ends the path. A name may have dots.
func (w *pathWalk) name(t *target) *pathFault {
	word, at := w.word()
	length, elem := len(word), t.typ.Elem()
	name, between, inQuotes := w.quoted(at)
	switch known := w.known(t, at); {
	case inQuotes:
		word, length = name, between
	case elem == reflect.TypeFor[model.Given]():
		word = w.path[at:]
		length = len(word)
	case len(known) > 0:
		word = known[0]
		if len(known) > 1 {
			readings := slices.DeleteFunc(known, func(name string) bool { return !w.leads(t, name, at) })
			if len(readings) > 1 {
				return &pathFault{path: w.path, word: w.path[at:], at: at, twice: true, hint: fmt.Sprintf("rename %q or %q", readings[0], readings[1])}
			}
			word = append(readings, word)[0]
		}
		length = len(word)
	}
	ends := at+length == len(w.path) && word != "" && (w.whole || scalarField(fieldsOf(elem)) != nil)
	if child(t.now, word) == nil && !ends && !w.adds {
		names := []string{}
		for _, p := range pairs(t.now) {
			names = append(names, p.key.Value)
		}
		return w.fault(word, at, names)
	}
	w.enter(t, word, at+length)
	return nil
}

// enter moves the target to the element of a name, and the path behind it.
func (w *pathWalk) enter(t *target, word string, behind int) {
	list := t.slot
	*t = target{t.typ.Elem(), field{typ: t.typ.Elem()}, child(t.now, word), func() **yaml.Node { return w.slot(w.mapping(list(), nil), word) }}
	w.at = behind
}

// known are the names of elements that the path may go on with, the longest first.
func (w *pathWalk) known(t *target, at int) []string {
	var all []string
	for _, p := range pairs(t.now) {
		rest, ok := strings.CutPrefix(w.path[at:], p.key.Value)
		if ok && p.key.Value != "" && (rest == "" || rest[0] == '.' || rest[0] == '[') {
			all = append(all, p.key.Value)
		}
	}
	slices.SortFunc(all, func(a, b string) int { return len(b) - len(a) })
	return slices.Compact(all)
}

// leads reports whether the path leads anywhere when it goes on with a name.
func (w *pathWalk) leads(t *target, name string, at int) bool {
	trial, there := *w, *t
	trial.enter(&there, name, at+len(name))
	return trial.walk(&there) == nil
}

// index follows "[2]" into a sequence. A value that stands for a list of one
// counts as [0], and a mapping that does may be entered without.
func (w *pathWalk) index(t *target) *pathFault {
	rest := w.path[w.at:]
	single := t.now != nil && t.now.Kind != yaml.SequenceNode && !isNull(t.now)
	elements, list := []*yaml.Node{t.now}, t.slot
	if !single {
		elements = nil
		if t.now != nil {
			elements = t.now.Content
		}
	}
	f := t.field.element()
	if single && t.now.Kind == yaml.MappingNode && !strings.HasPrefix(rest, "[") {
		*t = target{f.typ, f, t.now, list}
		return nil
	}
	for i, n := range elements {
		step := fmt.Sprintf("[%d]", i)
		if !strings.HasPrefix(rest, step) {
			continue
		}
		*t = target{f.typ, f, n, func() **yaml.Node { return &w.sequence(list()).Content[i] }}
		w.at += len(step)
		return nil
	}
	word := strings.TrimPrefix(rest, ".")
	fault := w.fault(word, w.at+len(rest)-len(word), nil)
	fault.hint = fmt.Sprintf("it has %s, [0] being the first", count(len(elements), "element"))
	return fault
}

// sequence makes the node in a slot a sequence: a single value its only element.
func (w *pathWalk) sequence(slot **yaml.Node) *yaml.Node {
	if n := *slot; n.Kind != yaml.SequenceNode {
		*slot = w.create(&yaml.Node{Kind: yaml.SequenceNode, Tag: "!!seq", Content: []*yaml.Node{n}})
	}
	return *slot
}

// mapping makes the node in a slot a mapping: a missing one an empty one, a bare
// value the scalar field of its section.
func (w *pathWalk) mapping(slot **yaml.Node, scalar *field) *yaml.Node {
	n := *slot
	if n != nil && n.Kind == yaml.MappingNode && !(scalar != nil && (isUncertain(n) || isDated(n))) {
		return n
	}
	made := w.create(&yaml.Node{Kind: yaml.MappingNode, Tag: "!!map"})
	if n != nil && !isNull(n) && scalar != nil {
		key := *n
		made.Line, made.Column = n.Line, n.Column
		key.Kind, key.Value, key.Tag, key.Content = yaml.ScalarNode, scalar.key, "!!str", nil
		made.Content = []*yaml.Node{&key, n}
	}
	*slot = made
	return made
}

// slot returns where the value of a key stands, after adding the key if need be.
func (w *pathWalk) slot(mapping *yaml.Node, key string) **yaml.Node {
	for i := 0; i+1 < len(mapping.Content); i += 2 {
		if mapping.Content[i].Value == key {
			return &mapping.Content[i+1]
		}
	}
	made := w.create(&yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str", Value: key})
	value := w.create(&yaml.Node{Kind: yaml.ScalarNode, Tag: "!!null"})
	mapping.Content = append(mapping.Content, made, value)
	return &mapping.Content[len(mapping.Content)-1]
}

// fault reports the word at which the path leaves what is known.
func (w *pathWalk) fault(word string, at int, known []string) *pathFault {
	f := &pathFault{path: w.path, word: word, at: at}
	if known == nil {
		f.hint = "the path ends before it"
		return f
	}
	f.hint = suggest(word, known)
	if near, ok := strings.CutPrefix(f.hint, "did you mean \""); ok {
		near = strings.TrimSuffix(near, "\"?")
		f.hint = fmt.Sprintf("did you mean %q?", w.path[:at]+near+w.path[at+len(word):])
	}
	return f
}
