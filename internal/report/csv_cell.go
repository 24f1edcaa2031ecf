package report

import (
	"io"
	"strings"

	"github.com/talimat/talimat-plan/internal/pattern"
)

// WriteCSV writes rows of cells as comma-separated values (RFC 4180), each cell
// as [CSVCell] has it.
func WriteCSV(w io.Writer, rows [][]string) error {
	var b strings.Builder
	for _, row := range rows {
		for i, cell := range row {
			if i > 0 {
				b.WriteByte(',')
			}
			b.WriteString(CSVCell(cell))
		}
		b.WriteByte('\n')
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// plainNumber is what spreadsheets read as a number and nothing else.
var plainNumber = pattern.Lazy(`^[+-]?[0-9]+([.][0-9]+)?([eE][+-]?[0-9]+)?$`)

// CSVCell is a cell as it stands in CSV. Spreadsheets compute a text that begins
// as a formula does, whoever wrote it, so that an apostrophe goes before it, which
// they take as the mark of a text (OWASP, CSV injection); numbers stay numbers.
// Quotes stand round what would end a cell, in any of the dialects that programs
// guess, and control characters are shown as "·".
func CSVCell(text string) string {
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
