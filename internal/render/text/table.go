package text

import (
	"io"
	"reflect"
	"strings"

	"github.com/olekukonko/tablewriter"
	"github.com/olekukonko/tablewriter/pkg/twcache"
	"github.com/olekukonko/tablewriter/pkg/twwidth"
	"github.com/olekukonko/tablewriter/renderer"
	"github.com/olekukonko/tablewriter/tw"

	"github.com/talimat/talimat-plan/internal/document"
)

// table writes a table: a rule below the headings and above the footer, no other
// lines, nothing wider than the page; then its notes.
func (p *page) table(t *document.Table) error {
	g := newGrid(t, p.options.Flat)
	g.fit(p.width)
	if p.writer == nil {
		p.writer = newWriter(p)
	}
	if err := p.writer.write(g, p.options.Color); err != nil {
		return err
	}
	for _, note := range g.notes {
		if note == document.IntervalNote && p.explained {
			continue
		}
		p.explained = p.explained || note == document.IntervalNote
		p.lines(Wrap(note, p.width))
	}
	return nil
}

// writer is a tablewriter that all tables of a page share.
type writer struct {
	*tablewriter.Table
	used bool
}

// newWriter is a tablewriter in the one style of all tables. Formatting, wrapping
// and the guess of wide characters are off: cells come as they are meant.
func newWriter(out io.StringWriter) *writer {
	twwidth.SetCacheCapacity(0) // to look a width up takes longer than to count short texts
	cell := tw.CellConfig{Formatting: tw.CellFormatting{AutoWrap: tw.WrapNone, AutoFormat: tw.Off}}
	return &writer{Table: tablewriter.NewTable(io.Discard,
		tablewriter.WithConfig(tablewriter.Config{Header: cell, Row: cell, Footer: cell, Behavior: tw.Behavior{TrimSpace: tw.Off}}),
		tablewriter.WithEastAsian(tw.Off),
		tablewriter.WithHeaderAutoFormat(tw.Off),
		tablewriter.WithStringerCacheCustom(twcache.NewLRU[reflect.Type, reflect.Value](1)), // all cells are strings
		tablewriter.WithRenderer(&ruled{out: out, Blueprint: renderer.NewBlueprint(tw.Rendition{
			Borders: tw.BorderNone,
			Symbols: tw.NewSymbols(tw.StyleLight),
			Settings: tw.Settings{
				Separators: tw.Separators{ShowHeader: tw.On, ShowFooter: tw.On, BetweenRows: tw.Off, BetweenColumns: tw.Off},
				Lines:      tw.Lines{ShowTop: tw.Off, ShowBottom: tw.Off, ShowHeaderLine: tw.On, ShowFooterLine: tw.On},
			},
		})}),
	)}
}

// write writes a grid that fits.
func (w *writer) write(g *grid, color bool) error {
	if w.used {
		w.Reset()
	}
	w.used = true
	w.align(g.columns)
	w.Header(g.headings())
	for _, row := range g.rows {
		if err := w.Append(texts(row, color)); err != nil {
			return err
		}
	}
	if g.footer != nil {
		w.Footer(texts(g.footer, color))
	}
	return w.Render()
}

// texts are the cells of a row, coloured by their tones.
func texts(row []written, color bool) []string {
	cells := make([]string, len(row))
	for i, c := range row {
		cells[i] = c.text + c.interval
		if color {
			cells[i] = Paint(cells[i], c.tone)
		}
	}
	return cells
}

// align sets the columns of the next table.
func (w *writer) align(columns []heading) {
	align := make([]tw.Align, len(columns))
	padding := make([]tw.Padding, len(columns))
	for i, c := range columns {
		align[i], padding[i] = tw.AlignLeft, tw.Padding{Right: gap, Overwrite: true}
		if c.align == document.Right {
			align[i] = tw.AlignRight
		}
	}
	padding[len(padding)-1].Right = ""
	w.Configure(func(c *tablewriter.Config) {
		for _, cell := range []*tw.CellConfig{&c.Header, &c.Row, &c.Footer} {
			cell.Padding.PerColumn, cell.Alignment.PerColumn = padding, align
		}
	})
}

// ruled draws what tablewriter has laid out, as its own renderer does, which
// takes far longer: it measures every cell anew.
type ruled struct {
	*renderer.Blueprint
	out io.StringWriter
}

// Header draws a line of the headings.
func (r *ruled) Header(_ [][]string, f tw.Formatting) { r.line(f.Row) }

// Row draws a row.
func (r *ruled) Row(_ []string, f tw.Formatting) { r.line(f.Row) }

// Footer draws the totals.
func (r *ruled) Footer(_ [][]string, f tw.Formatting) { r.line(f.Row) }

// Line draws a rule.
func (r *ruled) Line(f tw.Formatting) {
	total := 0
	for _, width := range f.Row.Widths {
		total += width
	}
	r.write(strings.Repeat(r.Config().Symbols.Row(), total) + "\n")
}

func (r *ruled) line(row tw.RowContext) {
	for i := range len(row.Widths) {
		cell := row.Current[i]
		spaces := strings.Repeat(" ", max(row.Widths[i]-Columns(cell.Data)-Columns(cell.Padding.Right), 0))
		if cell.Align == tw.AlignRight {
			r.write(spaces + cell.Data + cell.Padding.Right)
			continue
		}
		r.write(cell.Data + spaces + cell.Padding.Right)
		if cell.Padding.Right != "" && strings.Contains(cell.Data, "\x1b") {
			r.write("\x1b[0m")
		}
	}
	r.write("\n")
}

// write appends to the page, which never fails.
func (r *ruled) write(text string) { _, _ = r.out.WriteString(text) }
