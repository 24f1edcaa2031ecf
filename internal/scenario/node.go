package scenario

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"gopkg.in/yaml.v3"

	"github.com/talimat/talimat-plan/internal/diag"
	"github.com/talimat/talimat-plan/internal/pattern"
)

// Limits on what is read at all. A plan of a large company has some thousand
// lines; what goes beyond these limits is an accident or an attack.
const (
	maxSize  = 1 << 20 // bytes
	maxNodes = 100_000 // nodes, aliases expanded
	maxDepth = 40      // levels
)

const bom = "\ufeff"

// parse returns the root of the only document of a text.
func parse(file *source, text []byte, l *diag.List) (*yaml.Node, bool) {
	if d := unreadable(text); d != nil {
		d.Pos.File = file.name
		l.Add(*d)
		return nil, false
	}
	text, d := withoutVersion(file, text)
	if d != nil {
		l.Add(*d)
		return nil, false
	}
	documents, fault := documents(text)
	if fault != nil {
		l.Add(syntaxDiagnostic(file, fault))
		return nil, false
	}
	switch {
	case len(documents) == 0 || len(documents) == 1 && isNull(documents[0]):
		l.Add(diag.Diagnostic{Code: codeEmptyFile, Pos: diag.Pos{File: file.name}, Message: "the file is empty", Hint: "a scenario begins with version: 1"})
		return nil, false
	case len(documents) > 1:
		l.Add(diag.Diagnostic{Code: codeMultipleDocuments, Pos: file.clamp(documents[1].Line, documents[1].Column),
			Message: "a second document begins here", Hint: "keep one scenario in each file"})
		return nil, false
	}
	return documents[0], true
}

// expanded is a copy of a node, free of aliases.
func expanded(t *tree, n *yaml.Node, l *diag.List) (*yaml.Node, bool) {
	e := expander{tree: t, diagnostics: l}
	root := e.expand(n, 0)
	return root, !e.failed
}

// unreadable says why bytes are not a text to parse, without a place for all but
// broken UTF-8.
func unreadable(text []byte) *diag.Diagnostic {
	switch {
	case len(text) > maxSize:
		return &diag.Diagnostic{Code: codeTooLarge, Message: fmt.Sprintf("the file has %d bytes; the limit is %d", len(text), maxSize)}
	case bytes.HasPrefix(text, []byte("\xff\xfe")) || bytes.HasPrefix(text, []byte("\xfe\xff")):
		return &diag.Diagnostic{Code: codeNotText, Message: "not a text file in UTF-8, but in UTF-16", Hint: "save it as UTF-8"}
	case bytes.IndexByte(text, 0) >= 0:
		return &diag.Diagnostic{Code: codeNotText, Message: "not a text file: it contains NUL bytes"}
	}
	for at, line := 0, 1; at < len(text); {
		r, size := utf8.DecodeRune(text[at:])
		if r == utf8.RuneError && size == 1 {
			return &diag.Diagnostic{Code: codeNotText, Pos: diag.Pos{Line: line}, Message: "not a text file in UTF-8: a byte sequence in this line is not valid", Hint: "save it as UTF-8"}
		}
		if r == '\n' || r == '\r' && !bytes.HasPrefix(text[at+1:], []byte("\n")) {
			line++
		}
		at += size
	}
	return nil
}

// documents returns up to two documents of a text. The parser reports faults
// both by errors and by panics.
func documents(text []byte) (all []*yaml.Node, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("the parser gave up: %v", p)
		}
	}()
	decoder := yaml.NewDecoder(bytes.NewReader(bytes.TrimPrefix(text, []byte(bom))))
	for len(all) < 2 {
		n := &yaml.Node{}
		if err := decoder.Decode(n); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			return nil, err
		}
		if len(n.Content) != 1 {
			break
		}
		all = append(all, n.Content[0])
	}
	return all, nil
}

// The parser's messages that tell a place.
var (
	faultLine   = pattern.Lazy(`^line (\d+): (.*)`)
	faultAnchor = pattern.Lazy(`unknown anchor '(.*)' referenced`)
	// The line of these counts from 0, that of the others from 1.
	faultOfParser = pattern.Lazy(`^did not find expected (key|node content|'-' indicator|',' or '[\]}]'|<.*>)$`)
)

// syntaxDiagnostic places a fault that the YAML parser reports as text. Its line
// is at times one off, so no column is claimed beyond the first.
func syntaxDiagnostic(s *source, fault error) diag.Diagnostic {
	message := strings.TrimPrefix(fault.Error(), "yaml: ")
	line := 1
	if m := faultLine().FindStringSubmatch(message); m != nil {
		line, _ = strconv.Atoi(m[1])
		message = m[2]
		if faultOfParser().MatchString(message) {
			line++
		}
	} else if m := faultAnchor().FindStringSubmatch(message); m != nil {
		at := slices.IndexFunc(s.lines, func(l string) bool { return strings.Contains(l, "*"+m[1]) })
		line = max(at+1, 1)
	}
	pos := s.clamp(line, 1)
	return diag.Diagnostic{Code: codeSyntax, Pos: pos, Message: "not YAML: " + message, Hint: syntaxHint(s, pos.Line, message)}
}

// syntaxHint guesses the usual reasons from the lines around the fault.
func syntaxHint(s *source, line int, message string) string {
	for _, n := range []int{line, line - 1, line + 1} {
		if text := s.line(n); strings.HasPrefix(strings.TrimLeft(text, " "), "\t") {
			return fmt.Sprintf("indent line %d with spaces, not with tabs", n)
		}
	}
	switch {
	case strings.Contains(message, "mapping values are not allowed"):
		return "indent keys of one mapping alike, and put a text with \": \" in quotes"
	case strings.Contains(message, "cannot start any token"):
		return "put a text that begins with a sign such as @ or % in quotes"
	case strings.Contains(message, "did not find expected ',' or"):
		return "close { with } and [ with ], and put commas between the entries"
	}
	if strings.Contains(message, "expected key") || strings.Contains(message, "'-' indicator") {
		return "an entry of what begins here is not indented like the others"
	}
	return "the mistake may be in a line before this one"
}

// expander copies a document with every alias replaced by what it stands for.
type expander struct {
	tree        *tree
	diagnostics *diag.List
	nodes       int
	failed      bool
}

// expand copies n. After a fault it returns what it has; the caller looks at failed.
func (e *expander) expand(n *yaml.Node, depth int) *yaml.Node {
	e.nodes++
	switch {
	case e.failed:
		return n
	case depth > maxDepth:
		e.fail(n, codeTooComplex, fmt.Sprintf("nested deeper than %d levels", maxDepth), "an alias may contain itself")
		return n
	case e.nodes > maxNodes:
		e.fail(n, codeTooComplex, fmt.Sprintf("more than %d values, aliases expanded", maxNodes), "")
		return n
	case n.Kind == yaml.AliasNode:
		return e.expand(n.Alias, depth+1)
	}
	if tag := n.ShortTag(); n.Style&yaml.TaggedStyle != 0 && !slices.Contains(plainTags(), tag) {
		e.fail(n, codeCustomTag, fmt.Sprintf("the tag %s means nothing here", n.Tag), "leave it out")
		return n
	}
	c := *n
	c.Content = make([]*yaml.Node, len(n.Content))
	for i, child := range n.Content {
		c.Content[i] = e.expand(child, depth+1)
	}
	if s, ok := e.tree.origin[n]; ok {
		e.tree.origin[&c] = s
	}
	e.merge(&c)
	return &c
}

// merge takes the entries of "<<" into a mapping, behind its own: those that it
// has win, and of several mappings the earlier. Each stands where it is written.
func (e *expander) merge(n *yaml.Node) {
	own := pairs(n)
	if !slices.ContainsFunc(own, isMerge) || e.failed {
		return
	}
	n.Content = nil
	var merged []pair
	for _, p := range own {
		if !isMerge(p) {
			n.Content = append(n.Content, p.key, p.value)
			continue
		}
		from := []*yaml.Node{p.value}
		if p.value.Kind == yaml.SequenceNode {
			from = p.value.Content
		}
		for _, m := range from {
			if m.Kind != yaml.MappingNode {
				e.fail(p.key, codeMergeKey, "<< takes in a mapping, got "+describe(m), "write <<: *name, where &name stands at a mapping")
				return
			}
			merged = append(merged, pairs(m)...)
		}
	}
	known := map[string]bool{}
	for _, p := range pairs(n) {
		known[p.key.Value] = true
	}
	for _, p := range merged {
		if !known[p.key.Value] {
			known[p.key.Value] = true
			n.Content = append(n.Content, p.key, p.value)
		}
	}
}

// isMerge reports the entry "<<", unless it is quoted.
func isMerge(p pair) bool { return p.key.Tag == "!!merge" }

func (e *expander) fail(n *yaml.Node, code, message, hint string) {
	e.failed = true
	pos, width := e.tree.mark(n)
	e.diagnostics.Add(diag.Diagnostic{Code: code, Pos: pos, Width: width, Message: message, Hint: hint})
}

// plainTags are the tags that may be written out; they change nothing.
func plainTags() []string { return []string{"!!str", "!!int", "!!float", "!!map", "!!seq"} }

// pair is an entry of a mapping.
type pair struct{ key, value *yaml.Node }

// pairs lists the entries of a mapping, and nothing for other nodes.
func pairs(n *yaml.Node) []pair {
	if n == nil || n.Kind != yaml.MappingNode {
		return nil
	}
	all := make([]pair, 0, len(n.Content)/2)
	for i := 0; i+1 < len(n.Content); i += 2 {
		all = append(all, pair{n.Content[i], n.Content[i+1]})
	}
	return all
}

// child returns the value of a key of a mapping, or nil.
func child(n *yaml.Node, key string) *yaml.Node {
	for _, p := range pairs(n) {
		if p.key.Value == key {
			return p.value
		}
	}
	return nil
}

// isNull reports a value that is left out or written as null.
func isNull(n *yaml.Node) bool {
	return n.Kind == yaml.ScalarNode && n.ShortTag() == "!!null" && n.Style&(yaml.SingleQuotedStyle|yaml.DoubleQuotedStyle) == 0
}

// describe names the kind of a node in messages.
func describe(n *yaml.Node) string {
	switch {
	case n.Kind == yaml.MappingNode:
		return "a mapping"
	case n.Kind == yaml.SequenceNode:
		return "a list"
	case isNull(n):
		return "nothing"
	case n.ShortTag() == "!!bool" && n.Style&(yaml.SingleQuotedStyle|yaml.DoubleQuotedStyle) == 0:
		return n.Value
	}
	return fmt.Sprintf("the text %q", n.Value)
}
