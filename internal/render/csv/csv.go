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

	"github.com/talimat/talimat-plan/internal/document"
	"github.com/talimat/talimat-plan/internal/pattern"
)

// Write writes the records of a document. A number with an interval is followed
// by its half width, in a column of its own.
func Write(w io.Writer, d *document.Document) error {
	t := d.Table(d.Records)
	if t == nil {
		return fmt.Errorf("csv: a document of kind %q has no table %q", d.Kind, d.Records)
	}
	keyed := t.Keyed()
	var row []string
	for _, i := range keyed {
		c := &t.Columns[i]
		row = append(row, c.Name())
		if c.Interval {
			row = append(row, c.Name()+"_half_width")
		}
	}
	out := bufio.NewWriter(w)
	writeRow(out, row)
	for cells := range t.All() {
		row = row[:0]
		for _, i := range keyed {
			row = append(row, value(cells[i].Data()))
			if t.Columns[i].Interval {
				row = append(row, half(cells[i]))
			}
		}
		writeRow(out, row)
	}
	return out.Flush()
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
