package scenario

import (
	"strings"
	"unicode/utf8"

	"gopkg.in/yaml.v3"

	"github.com/talimat/talimat-plan/internal/diag"
)

// source is a text that nodes come from: the file or an override.
type source struct {
	name  string
	text  []byte
	lines []string
	dir   string // of a scenario that another one extends: where it lies, as seen from that
}

func newSource(name string, text []byte) *source {
	plain := strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(strings.TrimPrefix(string(text), bom))
	return &source{name: name, text: text, lines: strings.Split(plain, "\n")}
}

// line returns line n, counted from 1, or "".
func (s *source) line(n int) string {
	if n < 1 || n > len(s.lines) {
		return ""
	}
	return s.lines[n-1]
}

// after returns what stands in line n from the column on, both counted from 1.
func (s *source) after(n, col int) string {
	line := s.line(n)
	for ; col > 1 && line != ""; col-- {
		_, size := utf8.DecodeRuneInString(line)
		line = line[size:]
	}
	return line
}

// clamp returns the position within the text: libraries count lines that a
// text ending in a line break does not have.
func (s *source) clamp(line, col int) diag.Pos {
	if line < 1 {
		return diag.Pos{File: s.name}
	}
	line = min(line, len(s.lines))
	return diag.Pos{File: s.name, Line: line, Col: min(max(col, 1), utf8.RuneCountInString(s.line(line))+1)}
}

// place is where a value stands. The key is nil for the root and for elements
// of sequences.
type place struct{ key, value *yaml.Node }

// tree knows where the nodes of a document come from and where the values of
// the scenario stand in it.
type tree struct {
	sources []*source              // the file first
	origin  map[*yaml.Node]*source // nodes that are not from the file
	places  map[string]place       // by path
}

func newTree(name string, text []byte) *tree {
	return &tree{
		sources: []*source{newSource(name, text)},
		origin:  map[*yaml.Node]*source{},
		places:  map[string]place{},
	}
}

// addSource adds a text, in place of an earlier one with the same name.
func (t *tree) addSource(s *source) {
	for i, old := range t.sources[1:] {
		if old.name == s.name {
			t.sources[i+1] = s
			return
		}
	}
	t.sources = append(t.sources, s)
}

// source returns the text that a node comes from.
func (t *tree) source(n *yaml.Node) *source {
	if s, ok := t.origin[n]; ok {
		return s
	}
	return t.sources[0]
}

// mark returns the place and the width of a whole node.
func (t *tree) mark(n *yaml.Node) (diag.Pos, int) {
	s := t.source(n)
	pos := s.clamp(n.Line, n.Column)
	if n.Kind != yaml.ScalarNode {
		return pos, 1
	}
	rest := s.after(pos.Line, pos.Col)
	at := valueAt(n, rest)
	if at < 0 {
		return pos, 1
	}
	width := utf8.RuneCountInString(rest[:at] + n.Value)
	if n.Style&(yaml.SingleQuotedStyle|yaml.DoubleQuotedStyle) != 0 {
		width++
	}
	return pos, max(width, 1)
}

// part returns the place and the width of n.Value[offset:offset+length], or of
// the whole node when the value is not written literally on one line.
func (t *tree) part(n *yaml.Node, offset, length int) (diag.Pos, int) {
	pos, width := t.mark(n)
	if n.Kind != yaml.ScalarNode || offset < 0 || length < 0 || offset+length > len(n.Value) {
		return pos, width
	}
	s := t.source(n)
	at := valueAt(n, s.after(pos.Line, pos.Col))
	if at < 0 {
		return pos, width
	}
	before := s.after(pos.Line, pos.Col)[:at] + n.Value[:offset]
	pos = s.clamp(pos.Line, pos.Col+utf8.RuneCountInString(before))
	return pos, max(utf8.RuneCountInString(n.Value[offset:offset+length]), 1)
}

// valueAt returns the offset of a scalar's value in the text that begins at the
// node: behind a quote, an anchor or a tag. It is -1 where the text spells the
// value differently, by escapes or over several lines.
func valueAt(n *yaml.Node, text string) int {
	const properties = yaml.SingleQuotedStyle | yaml.DoubleQuotedStyle | yaml.TaggedStyle
	switch {
	case n.Value == "" || strings.HasPrefix(text, n.Value) && n.Style&properties == 0 && n.Anchor == "":
		return 0
	case n.Style&properties == 0 && n.Anchor == "":
		return -1
	}
	return strings.Index(text, n.Value)
}

// locate returns the place of the longest known prefix of the path, and how
// many characters to mark.
func (t *tree) locate(path string) (diag.Pos, int) {
	path = t.alias(path)
	for ; path != ""; path = parent(path) {
		p, ok := t.places[path]
		switch {
		case !ok:
			continue
		case p.key == nil || p.value.Kind == yaml.ScalarNode || isUncertain(p.value) || isDated(p.value):
			return t.mark(p.value)
		default:
			return t.mark(p.key)
		}
	}
	return diag.Pos{File: t.sources[0].name}, 0
}

// parent returns the path without its last step.
func parent(path string) string {
	return path[:max(0, strings.LastIndexAny(path, ".["))]
}

// join returns the path of a key below a path.
func join(path, key string) string {
	if path == "" {
		return key
	}
	return path + "." + key
}
