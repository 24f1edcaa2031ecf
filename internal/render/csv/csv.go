// Package csv writes tables of documents for spreadsheets and scripts: a row of
// keys, then numbers in base units. What does not exist is empty, and no cell is a
// formula.
package csv

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode"

	"github.com/talimat/talimat-plan/internal/document"
	"github.com/talimat/talimat-plan/internal/pattern"
)

// Write writes the records of a document: a table, or several below each other, of
// which the first column then says which a row is of. A number with an interval is
// followed by its half width, in a column of its own.
func Write(w io.Writer, d *document.Document) error {
	var names []string // of the columns, as they come
	if len(d.Records) > 1 {
		names = append(names, "table")
	}
	tables, places := make([]*document.Table, len(d.Records)), map[string]int{}
	for i, record := range d.Records {
		if tables[i] = d.Table(record); tables[i] == nil {
			return fmt.Errorf("csv: a document of kind %q has no table %q", d.Kind, record)
		}
		for _, at := range tables[i].Keyed() {
			for _, name := range columns(&tables[i].Columns[at]) {
				if _, known := places[name]; !known {
					places[name] = len(names)
					names = append(names, name)
				}
			}
		}
	}
	out := bufio.NewWriter(w)
	writeRow(out, names)
	for _, t := range tables {
		writeTable(out, t, places, make([]string, len(names)), len(tables) > 1)
	}
	return out.Flush()
}

// columns are the names of a column, and of that of its half widths.
func columns(c *document.Column) []string {
	if c.Interval {
		return []string{c.Name(), c.Name() + "_half_width"}
	}
	return []string{c.Name()}
}

// writeTable writes the rows of a table, each cell at the place of its column's
// name; with several tables the first cell says which one it is.
func writeTable(out *bufio.Writer, t *document.Table, places map[string]int, row []string, several bool) {
	keyed := t.Keyed()
	at := make([][]int, len(keyed)) // of the value, and of its half width
	for k, i := range keyed {
		for _, name := range columns(&t.Columns[i]) {
			at[k] = append(at[k], places[name])
		}
	}
	for cells := range t.All() {
		clear(row)
		if several {
			row[0] = t.Name
		}
		for k, i := range keyed {
			row[at[k][0]] = value(cells[i].Data())
			if len(at[k]) > 1 {
				row[at[k][1]] = half(cells[i])
			}
		}
		writeRow(out, row)
	}
}

func half(c document.Cell) string {
	if h, ok := c.Half(); ok {
		return value(c.Form.Round(h))
	}
	return ""
}

func value(v any) string {
	switch v := v.(type) {
	case string:
		return v
	case bool:
		return strconv.FormatBool(v)
	case []string:
		return strings.Join(v, "; ")
	case json.Number:
		return v.String()
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64)
	}
	return ""
}

// Rows writes rows of cells as comma-separated values (RFC 4180), each cell
// as [Cell] has it.
func Rows(w io.Writer, rows [][]string) error {
	out := bufio.NewWriter(w)
	for _, row := range rows {
		writeRow(out, row)
	}
	return out.Flush()
}

func writeRow(out *bufio.Writer, row []string) {
	for i, cell := range row {
		if i > 0 {
			out.WriteByte(',')
		}
		out.WriteString(Cell(cell))
	}
	out.WriteByte('\n')
}

// plainNumber is what spreadsheets read as a number and nothing else.
var plainNumber = pattern.Lazy(`^[+-]?[0-9]+([.][0-9]+)?([eE][+-]?[0-9]+)?$`)

// Cell is a cell as it stands in CSV. Spreadsheets compute a text that begins
// as a formula does, whoever wrote it, so that an apostrophe goes before it, which
// they take as the mark of a text (OWASP, CSV injection); numbers stay numbers.
// Quotes stand round what would end a cell, in any of the dialects that programs
// guess, and control characters, marks of direction and characters without width
// are shown as "·".
func Cell(text string) string {
	text = strings.Map(func(r rune) rune {
		if r != '\n' && r != '\t' && r != '\r' && unicode.In(r, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp) {
			return '·'
		}
		return r
	}, text)
	if isFormula(text) {
		text = "'" + text
	}
	if strings.ContainsAny(text, ",;|\"\n\r\t") || strings.HasPrefix(text, " ") {
		return `"` + strings.ReplaceAll(text, `"`, `""`) + `"`
	}
	return text
}

// isFormula reports whether a spreadsheet may compute a text, in spite of spaces
// before it; = + − @ may also be as wide as an ideograph.
func isFormula(text string) bool {
	trimmed := strings.TrimLeft(text, " \u00a0\u3000\ufeff")
	return strings.IndexAny(trimmed, "=+-@\t\r\n＝＋－＠") == 0 && !plainNumber().MatchString(text)
}
