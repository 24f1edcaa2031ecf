// Package csv writes tables of documents for spreadsheets and scripts: a row of
// keys, then numbers in base units. What does not exist is empty, and no cell is a
// formula.
package csv

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

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
	tables := make([]*document.Table, len(d.Records))
	for i, record := range d.Records {
		if tables[i] = d.Table(record); tables[i] == nil {
			return fmt.Errorf("csv: a document of kind %q has no table %q", d.Kind, record)
		}
		for _, at := range tables[i].Keyed() {
			c := &tables[i].Columns[at]
			for _, name := range columns(c) {
				if !slices.Contains(names, name) {
					names = append(names, name)
				}
			}
		}
	}
	out := bufio.NewWriter(w)
	writeRow(out, names)
	for _, t := range tables {
		writeTable(out, t, names)
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

// writeTable writes the rows of a table below the names of all columns.
func writeTable(out *bufio.Writer, t *document.Table, names []string) {
	keyed := t.Keyed()
	places := make([]int, len(keyed))
	for k, i := range keyed {
		places[k] = slices.Index(names, t.Columns[i].Name())
	}
	row := make([]string, len(names))
	for cells := range t.All() {
		clear(row)
		if names[0] == "table" {
			row[0] = t.Name
		}
		for k, i := range keyed {
			row[places[k]] = value(cells[i].Data())
			if t.Columns[i].Interval {
				row[slices.Index(names, t.Columns[i].Name()+"_half_width")] = half(cells[i])
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
// guess, and control characters are shown as "·".
func Cell(text string) string {
	text = strings.Map(func(r rune) rune {
		if r < ' ' && r != '\n' && r != '\t' && r != '\r' || r == 0x7f {
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
