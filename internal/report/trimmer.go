package report

import (
	"slices"
	"strings"

	"github.com/olekukonko/tablewriter"
	"github.com/olekukonko/tablewriter/tw"

	terminal "github.com/talimat/talimat-plan/internal/render/text"
)

// trimmer gathers the lines and tables of a report for a terminal and takes the
// spaces off their ends.
type trimmer struct {
	strings.Builder
	writer *tablewriter.Table // of every table here; nil before the first
}

func (t *trimmer) lines(lines []string) {
	for _, line := range lines {
		t.WriteString(line + "\n")
	}
}

// text is everything written so far.
func (t *trimmer) text() string {
	lines := strings.Split(t.String(), "\n")
	for i, line := range lines {
		lines[i] = strings.TrimRight(line, " ")
	}
	return strings.Join(lines, "\n")
}

// table writes a table: a rule below the headings and above the footer, no other
// lines, nothing wider than width.
func (t *trimmer) table(table Table, width int, color bool) error {
	table = table.fit(width)
	w := t.prepare(table.Columns)
	w.Header(table.headings())
	for _, row := range table.Rows {
		cells := slices.Clone(row)
		for i, c := range table.Columns {
			if c.Verdict && color {
				cells[i] = paint(cells[i])
			}
		}
		if err := w.Append(cells); err != nil {
			return err
		}
	}
	if table.Footer != nil {
		w.Footer(slices.Clone(table.Footer))
	}
	if err := w.Render(); err != nil {
		return err
	}
	for _, note := range table.Notes {
		t.lines(terminal.Wrap(note, width))
	}
	return nil
}

// prepare is the tablewriter, empty and for columns such as these. There is one
// for all tables because a new one is dear: it brings a map for ten thousand
// types, whatever it is to write.
func (t *trimmer) prepare(columns []Column) *tablewriter.Table {
	if t.writer == nil {
		t.writer = newWriter(t)
	} else {
		t.writer.Reset()
	}
	align := make([]tw.Align, len(columns))
	padding := make([]tw.Padding, len(columns))
	for i, c := range columns {
		align[i], padding[i] = tw.AlignLeft, tw.Padding{Right: gap, Overwrite: true}
		if c.Align == Right {
			align[i] = tw.AlignRight
		}
	}
	padding[len(padding)-1].Right = ""
	return t.writer.Configure(func(c *tablewriter.Config) {
		for _, cell := range []*tw.CellConfig{&c.Header, &c.Row, &c.Footer} {
			cell.Padding.PerColumn, cell.Alignment.PerColumn = padding, align
		}
	})
}
