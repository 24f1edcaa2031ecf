// Package json writes documents for machines, as JSON and as YAML with the same
// keys in the same order: numbers in base units, rounded as their kinds are, null
// for what does not exist, and for each table a list of rows.
package json

import (
	"bufio"
	"bytes"
	"encoding/json"
	"io"
	"strconv"
	"strings"

	"github.com/talimat/talimat-plan/internal/document"
)

// Write writes a document as JSON; tables that are made as they are written are
// never whole in memory.
func Write(w io.Writer, d *document.Document) error {
	out := bufio.NewWriter(w)
	e := &encoder{out: out}
	e.document(d)
	out.WriteByte('\n')
	return out.Flush()
}

// encoder writes JSON with two spaces for each level; rows stand on a line each.
// Errors are those of the writer, which keeps the first one for its Flush.
type encoder struct {
	out   *bufio.Writer
	depth int
	first bool // of the object or list that is open
	flat  bool // all on one line
}

// document writes the keys that all documents have, then those of its blocks.
func (e *encoder) document(d *document.Document) {
	e.open('{')
	e.key("schema_version").text(document.SchemaVersion)
	e.key("kind").text(d.Kind)
	e.key("tool").text(d.Tool)
	if s := d.Scenario; s != nil {
		e.key("scenario").open('{')
		for _, f := range [][2]string{{"name", s.Name}, {"description", s.Description}, {"file", s.File}, {"sha256", s.SHA256}} {
			e.key(f[0]).text(f[1])
		}
		e.close('}')
		e.key("currency").text(string(d.Currency))
		if s.Start != "" {
			e.key("start").text(s.Start)
			e.key("horizon_months").value(float64(s.Months))
		}
	}
	if d.Verdict != "" {
		e.key("verdict").text(d.Verdict)
	}
	e.units(d)
	for _, b := range d.Blocks {
		e.block(b)
	}
	e.close('}')
}

// units says what the numbers of the tables are measured in, where the cells
// themselves do not.
func (e *encoder) units(d *document.Document) {
	begun := false
	for _, b := range d.Blocks {
		t, ok := b.(*document.Table)
		if !ok || !t.For.Of(document.Machines) || len(t.Units()) == 0 {
			continue
		}
		if !begun {
			e.key("units").open('{')
			begun = true
		}
		e.key(t.Name).open('{')
		for _, u := range t.Units() {
			e.key(u.Key).text(u.Unit)
		}
		e.close('}')
	}
	if begun {
		e.close('}')
	}
}

func (e *encoder) block(b document.Block) {
	switch b := b.(type) {
	case *document.Fields:
		switch {
		case b.Absent:
			e.key(b.Name).value(nil)
		case b.Name == "":
			e.fields(b.Fields)
		default:
			e.key(b.Name).open('{')
			e.fields(b.Fields)
			e.close('}')
		}
	case *document.List:
		if b.Name != "" {
			e.key(b.Name).open('[')
			for _, item := range b.Items {
				e.item().text(item)
			}
			e.close(']')
		}
	case *document.Table:
		if b.For.Of(document.Machines) && b.Name != "" {
			e.key(b.Name).table(b)
		}
	}
}

func (e *encoder) fields(all []document.Field) {
	for _, f := range all {
		e.key(f.Key)
		e.cell(f.Cell, f.Interval, f.Mixed)
	}
}

// table writes the rows of a table; the only one as an object.
func (e *encoder) table(t *document.Table) {
	keyed := t.Keyed()
	if t.Single {
		if len(t.Rows) == 0 {
			e.value(nil)
			return
		}
		e.row(t, keyed, t.Rows[0])
		return
	}
	e.open('[')
	for row := range t.All() {
		e.item()
		flat := e.flat
		e.flat = true
		e.row(t, keyed, row)
		e.flat = flat
	}
	e.close(']')
}

// row writes an object, and objects in it for the parts of paths. Columns whose
// paths begin alike stand beside each other.
func (e *encoder) row(t *document.Table, keyed []int, row []document.Cell) {
	var inside []string // keys of the objects that are open
	e.open('{')
	for _, i := range keyed {
		c := &t.Columns[i]
		path := c.Path
		if path == nil {
			path = []string{c.Key}
		}
		parents := path[:len(path)-1]
		same := 0
		for same < min(len(parents), len(inside)) && parents[same] == inside[same] {
			same++
		}
		for range inside[same:] {
			e.close('}')
		}
		for _, key := range parents[same:] {
			e.key(key).open('{')
		}
		inside = parents
		e.key(path[len(path)-1]).cell(row[i], c.Interval, c.Mixed)
	}
	for range inside {
		e.close('}')
	}
	e.close('}')
}

// cell writes a value; one with an interval, or of a column of several units, as an
// object that says so.
func (e *encoder) cell(c document.Cell, interval, mixed bool) {
	v := c.Data()
	if _, number := v.(float64); !number || !interval && !mixed {
		e.value(v)
		return
	}
	flat := e.flat
	e.flat = true
	e.open('{')
	e.key("value").value(v)
	if mixed && c.Form.Unit() != "" {
		e.key("unit").text(c.Form.Unit())
	}
	if interval {
		e.key("half_width")
		if half, ok := c.Half(); ok {
			e.value(c.Form.Round(half))
		} else {
			e.value(nil)
		}
	}
	e.close('}')
	e.flat = flat
}

func (e *encoder) open(bracket byte) {
	e.out.WriteByte(bracket)
	e.depth++
	e.first = true
}

func (e *encoder) close(bracket byte) {
	e.depth--
	if !e.first {
		e.line()
	}
	e.out.WriteByte(bracket)
	e.first = false
}

// line begins a line, unless all stands on one.
func (e *encoder) line() {
	if e.flat {
		return
	}
	e.out.WriteByte('\n')
	for range e.depth {
		e.out.WriteString("  ")
	}
}

// item begins an element of a list, or a key.
func (e *encoder) item() *encoder {
	if !e.first {
		e.out.WriteByte(',')
		if e.flat {
			e.out.WriteByte(' ')
		}
	}
	e.first = false
	e.line()
	return e
}

func (e *encoder) key(name string) *encoder {
	e.item().text(name)
	e.out.WriteString(": ")
	return e
}

func (e *encoder) value(v any) {
	switch v := v.(type) {
	case string:
		e.text(v)
	case bool:
		e.out.WriteString(strconv.FormatBool(v))
	case json.Number:
		e.out.WriteString(v.String())
	case float64:
		e.out.WriteString(strconv.FormatFloat(v, 'f', -1, 64))
	case []string:
		flat := e.flat
		e.flat = true
		e.open('[')
		for _, item := range v {
			e.item().text(item)
		}
		e.close(']')
		e.flat = flat
	default:
		e.out.WriteString("null")
	}
}

// text writes a string.
func (e *encoder) text(s string) {
	if plainASCII(s) { // as all keys are, of which there may be millions
		e.out.WriteByte('"')
		e.out.WriteString(s)
		e.out.WriteByte('"')
		return
	}
	var b bytes.Buffer
	j := json.NewEncoder(&b)
	j.SetEscapeHTML(false)
	_ = j.Encode(s) // a string can be encoded
	e.out.WriteString(strings.TrimSuffix(b.String(), "\n"))
}

// plainASCII says whether a string stands in JSON as it is.
func plainASCII(s string) bool {
	for i := range len(s) {
		if c := s[i]; c < ' ' || c > '~' || c == '"' || c == '\\' {
			return false
		}
	}
	return true
}
