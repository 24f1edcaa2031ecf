package diag

import (
	"bytes"
	"fmt"
	"io"
	"strings"
)

const (
	maxShown   = 50  // diagnostics per call; a wall of text helps nobody
	maxColumns = 120 // of a source line; a longer one is cut around its mark
)

// ANSI styles, as the parameters of "select graphic rendition".
const (
	bold   = "1"
	faint  = "2"
	red    = "1;31"
	yellow = "1;33"
	cyan   = "1;36"
)

// Source is a file that diagnostics point into.
type Source struct {
	Name string // as in [Pos.File]
	Text []byte // the whole file
}

// Render writes the diagnostics in the order of the list, each with the source
// line it points at, then a line that counts them:
//
//	plan.yaml:12:3: error: unknown key "repicas" [unknown-key]
//	   12 |   repicas: {min: 2}
//	      |   ^~~~~~~
//	      = hint: did you mean "replicas"?
//	2 errors, 1 warning
//
// At most 50 are shown, and "… and N more" tells of the rest; the count is of
// all. The sources are found by [Pos.File]; where one is missing, or has no such
// line, the source line is left out. An empty list writes nothing.
//
// Files and messages cannot style or steer the terminal: what is not printable
// is shown as "·". Only color adds escape sequences.
func Render(w io.Writer, l List, sources map[string]Source, color bool) error {
	if len(l) == 0 {
		return nil
	}
	r := renderer{color: color}
	for _, d := range l[:min(len(l), maxShown)] {
		r.header(d)
		r.snippet(d, sources[d.Pos.File].Text)
		r.hint(d)
	}
	if more := len(l) - maxShown; more > 0 {
		fmt.Fprintf(&r, "… and %d more\n", more)
	}
	fmt.Fprintln(&r, summary(l))
	_, err := io.WriteString(w, r.String())
	return err
}

// renderer gathers the text, so that it is written whole or not at all.
type renderer struct {
	strings.Builder
	color bool
}

// paint returns s in a style when color is on.
func (r *renderer) paint(style, s string) string {
	if !r.color {
		return s
	}
	return "\x1b[" + style + "m" + s + "\x1b[0m"
}

// header writes "file:line:col: error: message [code]".
func (r *renderer) header(d Diagnostic) {
	if at := printable(d.Pos.String()); at != "" {
		r.WriteString(r.paint(bold, at+":") + " ")
	}
	r.WriteString(r.paint(style(d.Severity), d.Severity.String()+":") + " " + printable(d.Message))
	if d.Code != "" {
		r.WriteString(r.paint(faint, " ["+printable(d.Code)+"]"))
	}
	r.WriteByte('\n')
}

// snippet writes the source line and, below it, the mark. A position without a
// column has no mark.
func (r *renderer) snippet(d Diagnostic, text []byte) {
	line, ok := lineOf(text, d.Pos.Line)
	if !ok {
		return
	}
	x := excerptOf([]rune(string(line)), d.Pos.Col, d.Width)
	number := gutter(d)
	r.WriteString(r.paint(faint, number+" |"))
	if x.text != "" {
		r.WriteString(" " + x.text)
	}
	r.WriteByte('\n')
	if d.Pos.Col <= 0 {
		return
	}
	mark := "^" + strings.Repeat("~", x.width-1)
	r.WriteString(r.paint(faint, strings.Repeat(" ", len(number))+" |"))
	r.WriteString(strings.Repeat(" ", 1+x.indent) + r.paint(style(d.Severity), mark) + "\n")
}

// hint writes "= hint: …" with the "=" under the bars of the snippet.
func (r *renderer) hint(d Diagnostic) {
	if d.Hint != "" {
		indent := strings.Repeat(" ", len(gutter(d)))
		r.WriteString(indent + " " + r.paint(faint, "=") + " " + r.paint(bold, "hint:") + " " + printable(d.Hint) + "\n")
	}
}

// gutter returns the line number, right-aligned in the margin that all
// diagnostics of a file under 100,000 lines share.
func gutter(d Diagnostic) string { return fmt.Sprintf("%5d", d.Pos.Line) }

// style returns the ANSI style of a severity.
func style(s Severity) string {
	switch s {
	case Warning:
		return yellow
	case Note:
		return cyan
	}
	return red
}

// summary returns "2 errors, 1 warning", without the kinds that do not occur.
func summary(l List) string {
	counts := map[Severity]int{}
	for _, d := range l {
		counts[d.Severity]++
	}
	var parts []string
	for _, s := range []Severity{Error, Warning, Note} {
		if n := counts[s]; n > 0 {
			parts = append(parts, count(n, s.String()))
		}
	}
	return strings.Join(parts, ", ")
}

// lineOf returns line n of the text, counted from 1, without its line break. A
// break is LF, CR LF or CR, as in YAML. A byte order mark is no part of line 1.
func lineOf(text []byte, n int) (line []byte, ok bool) {
	if n < 1 || text == nil {
		return nil, false
	}
	text = bytes.TrimPrefix(text, []byte("\ufeff"))
	for {
		end := bytes.IndexAny(text, "\r\n")
		switch {
		case end < 0:
			return text, n == 1
		case n == 1:
			return text[:end], true
		case bytes.HasPrefix(text[end:], []byte("\r\n")):
			end++
		}
		text, n = text[end+1:], n-1
	}
}

// excerpt is the part of a source line that is shown, and where in it the mark
// stands, in terminal columns.
type excerpt struct {
	text   string
	indent int // columns before the mark
	width  int // of the mark, at least 1
}

// excerptOf cuts a line to [maxColumns] and places a mark of width characters
// from the character col on. The mark ends where the text that is shown ends; a
// column behind the line marks the end of the line.
func excerptOf(line []rune, col, width int) excerpt {
	from := min(max(col-1, 0), len(line))
	lo, hi := window(line, from)
	to := from + min(max(width, 1), hi-from)
	x := excerpt{
		text:   expand(line[lo:hi]),
		indent: columns(line[lo:from]),
		width:  max(1, columns(line[from:to])),
	}
	if hi < len(line) {
		x.text += "…"
	}
	if lo > 0 {
		x.text = "…" + x.text
		x.indent++
	}
	x.text = strings.TrimRight(x.text, " ")
	return x
}

// window chooses the characters [lo, hi) of a line to show. Of a line that is
// too long, a third of the room goes to what stands before the mark and the rest
// to what follows; room that one side cannot use goes to the other.
func window(line []rune, mark int) (lo, hi int) {
	if columns(line) <= maxColumns {
		return 0, len(line)
	}
	const room = maxColumns - 2 // an ellipsis at each end
	used := 0
	fits := func(i, limit int) bool {
		if i < 0 || i >= len(line) || used+runeColumns(line[i]) > limit {
			return false
		}
		used += runeColumns(line[i])
		return true
	}
	for lo = mark; fits(lo-1, room/3); lo-- {
	}
	for hi = mark; fits(hi, room); hi++ {
	}
	for ; fits(lo-1, room); lo-- {
	}
	return lo, hi
}
