package compare

import (
	"slices"
	"strings"

	"github.com/talimat/talimat-plan/internal/scenario"
)

// Op is what happened to a part of the scenario.
type Op uint8

// What can happen.
const (
	Changed   Op = iota // another value
	Added               // it was not there before
	Removed             // it is no longer there
	Reordered           // the same names in another order, which changes results
)

// String returns "changed", "added", "removed" or "reordered".
func (o Op) String() string { return [...]string{"changed", "added", "removed", "reordered"}[o] }

// Change is the highest part of a scenario that differs: a value, or a whole
// section, element or list that only one side has.
type Change struct {
	Path     string         // of the part, as the file names it
	Op       Op             // what happened to it
	Old, New *scenario.Part // the part before and after; nil where there is none
	Inert    bool           // no figure rests on it
	Spread   bool           // only how uncertain a value is, so that no figure rests on it

	full string // path with shorthand written out
}

// Statement is what one side of a change states.
type Statement struct {
	Path    string // as the file names it
	Text    string // as it could be written in one line; of an order, the names
	Default bool   // the file leaves it to the default
}

// Before is what the old side states; nil when it states nothing.
func (c *Change) Before() *Statement { return c.statement(c.Old) }

// After is what the new side states; nil when it states nothing.
func (c *Change) After() *Statement { return c.statement(c.New) }

func (c *Change) statement(p *scenario.Part) *Statement {
	switch {
	case p == nil:
		return nil
	case c.Op == Reordered:
		return &Statement{p.Path, p.Order(), p.Default}
	}
	return &Statement{p.Path, p.String(), p.Default}
}

// IsStructural reports whether a section or an element came or went, rather
// than a value.
func (c *Change) IsStructural() bool {
	return c.Op == Added && c.New.Form != scenario.Value || c.Op == Removed && c.Old.Form != scenario.Value
}

// Changes lists what differs between two whole outlines, in the order of the
// language and, where that gives names, of the files. Values are compared in
// base units, so that neither spelling nor layout is a change. Reordered names
// are listed whether or not their order changes a result.
func Changes(old, new *scenario.Part) []Change {
	w := &walk{literal: !conventions(old).Same(conventions(new))}
	w.parts(old, new)
	for i := range w.changes {
		c := &w.changes[i]
		c.Spread = c.Op == Changed && !w.literal && c.Old.SameMiddle(c.New)
		c.Inert = c.Spread || isInert(c.full)
	}
	return w.changes
}

// reorder is what the place of an order has behind that of its names.
const reorder = "/order"

// inert are the places that no figure rests on: words, expectations that results
// are held against, and what only a simulation looks at. A * stands for a name.
func inert() []string {
	return []string{
		"name", "description", "notes", "alerts", "limits", "claims",
		"objectives.latency_p95", "objectives.throughput", "objectives.availability", "objectives.error_rate", "objectives.served", "objectives.cpu", "objectives.memory",
		"correlations", "risks", "drivers.users.volatility", "drivers.other.*.volatility",
	}
}

// isInert reports whether a place is one of them or lies in one.
func isInert(full string) bool {
	full = strings.TrimSuffix(full, reorder)
	within := func(place string) bool {
		before, after, star := strings.Cut(place, "*")
		rest, ok := strings.CutPrefix(full, before)
		if star { // a name, which may have dots
			_, rest, ok = strings.Cut(rest, after)
		}
		return ok && (rest == "" || rest[0] == '.' || rest[0] == '[')
	}
	return slices.ContainsFunc(inert(), within)
}

// conventions are the parts that other parts are converted with. When they
// differ, equal values may come from unequal texts; then only texts count.
func conventions(whole *scenario.Part) *scenario.Part {
	c := &scenario.Part{Form: scenario.Section}
	for _, p := range whole.Parts {
		if p.Key == "currency" || p.Key == "fx" || p.Key == "assumptions" {
			c.Parts = append(c.Parts, p)
		}
	}
	return c
}

// walk follows two outlines side by side.
type walk struct {
	literal bool // compare texts rather than values
	changes []Change
}

// parts compares two parts at one place; either may be nil.
func (w *walk) parts(a, b *scenario.Part) {
	switch {
	case a == nil && b == nil, a == nil && b.Default, b == nil && a.Default:
	case a == nil:
		w.add(Added, a, b)
	case b == nil:
		w.add(Removed, a, b)
	case divisible(a, b):
		for _, p := range pairUp(a, b) {
			w.parts(p[0], p[1])
		}
		if a.Form == scenario.Names && reordered(a, b) {
			w.add(Reordered, a, b)
		}
	case !w.same(a, b):
		w.add(Changed, a, b)
	}
}

func (w *walk) add(op Op, a, b *scenario.Part) {
	c := Change{Op: op, Old: a, New: b}
	for _, p := range []*scenario.Part{a, b} {
		if p != nil {
			c.Path, c.full = p.Path, p.Full
		}
	}
	if op == Reordered {
		c.full += reorder
	}
	w.changes = append(w.changes, c)
}

func (w *walk) same(a, b *scenario.Part) bool {
	if w.literal {
		return a.String() == b.String() && a.SameFiles(b)
	}
	return a.Same(b)
}

// divisible reports whether two parts are compared part by part. Lists are when
// they pair up; a list of words is one whole. A section that one side writes as a
// bare value, for which the other has no place, is a choice of another form.
func divisible(a, b *scenario.Part) bool {
	if a.Form != b.Form || a.Form == scenario.Value {
		return false
	}
	if a.Form != scenario.List {
		return !bareFor(a, b) && !bareFor(b, a)
	}
	isWord := func(p *scenario.Part) bool { return p.IsText() }
	return len(a.Parts) == len(b.Parts) && !slices.ContainsFunc(a.Parts, isWord)
}

// bareFor reports whether a is written as a bare value that b does not have.
func bareFor(a, b *scenario.Part) bool {
	bare := a.Bare()
	return bare != nil && find(b, bare.Key) == nil
}

// pairUp pairs the parts of two parts by their keys; a part that only one side
// has is paired with nil. The order is that of both sides where they agree, and
// that of the second where they do not. Of two runs between the same neighbours
// that each only one side has, the one whose first key is less comes first.
func pairUp(a, b *scenario.Part) [][2]*scenario.Part {
	var all [][2]*scenario.Part
	only := func(p, in *scenario.Part) bool { return find(in, p.Key) == nil }
	rest := slices.Clone(a.Parts)
	take := func() { // the run of parts that only a has, next in a
		for len(rest) > 0 && only(rest[0], b) {
			all, rest = append(all, [2]*scenario.Part{rest[0], nil}), rest[1:]
		}
	}
	for i, p := range b.Parts {
		if only(p, a) {
			startsRun := i == 0 || !only(b.Parts[i-1], a)
			if startsRun && len(rest) > 0 && only(rest[0], b) && rest[0].Key < p.Key {
				take()
			}
			all = append(all, [2]*scenario.Part{nil, p})
			continue
		}
		take()
		rest = slices.DeleteFunc(rest, func(q *scenario.Part) bool { return q.Key == p.Key })
		all = append(all, [2]*scenario.Part{find(a, p.Key), p})
	}
	for _, p := range rest {
		all = append(all, [2]*scenario.Part{p, nil})
	}
	return all
}

// find returns the part with a key, or nil.
func find(p *scenario.Part, key string) *scenario.Part {
	for _, part := range p.Parts {
		if part.Key == key {
			return part
		}
	}
	return nil
}

// reordered reports whether the names that two parts share are in another order.
func reordered(a, b *scenario.Part) bool {
	return !slices.Equal(shared(a, b), shared(b, a))
}

// shared are the keys of a that b has too.
func shared(a, b *scenario.Part) []string {
	var keys []string
	for _, p := range a.Parts {
		if find(b, p.Key) != nil {
			keys = append(keys, p.Key)
		}
	}
	return keys
}
