package report

import (
	"reflect"
	"strings"

	"github.com/olekukonko/tablewriter"
	"github.com/olekukonko/tablewriter/pkg/twcache"
	"github.com/olekukonko/tablewriter/pkg/twwidth"
	"github.com/olekukonko/tablewriter/renderer"
	"github.com/olekukonko/tablewriter/tw"

	terminal "github.com/talimat/talimat-plan/internal/render/text"
)

// newWriter is a tablewriter in the one style of all tables. Formatting, wrapping
// and the guess of wide characters are off: cells come as they are meant.
func newWriter(out *trimmer) *tablewriter.Table {
	twwidth.SetCacheCapacity(0) // to look a width up takes longer than to count short texts
	cell := tw.CellConfig{Formatting: tw.CellFormatting{AutoWrap: tw.WrapNone, AutoFormat: tw.Off}}
	return tablewriter.NewTable(out,
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
	)
}

// ruled draws the lines of tables that have rules but neither borders nor
// separators. The renderer that it stands in for measures every cell five times.
type ruled struct {
	*renderer.Blueprint
	out *trimmer
}

// Header draws a line of the headings.
func (r *ruled) Header(_ [][]string, f tw.Formatting) { r.line(f.Row) }

// Row draws a line of a row.
func (r *ruled) Row(_ []string, f tw.Formatting) { r.line(f.Row) }

// Footer draws a line of the footer.
func (r *ruled) Footer(_ [][]string, f tw.Formatting) { r.line(f.Row) }

// Line draws a rule below the headings or above the footer.
func (r *ruled) Line(f tw.Formatting) {
	total := 0
	for _, width := range f.Row.Widths {
		total += width
	}
	r.out.WriteString(strings.Repeat(r.Config().Symbols.Row(), total) + "\n")
}

// line draws the cells of a line, each as wide as its column. What is painted is
// followed by a reset behind the gap, too.
func (r *ruled) line(row tw.RowContext) {
	for i := range len(row.Widths) {
		cell := row.Current[i]
		spaces := strings.Repeat(" ", max(row.Widths[i]-terminal.Columns(cell.Data)-terminal.Columns(cell.Padding.Right), 0))
		if cell.Align == tw.AlignRight {
			r.out.WriteString(spaces + cell.Data + cell.Padding.Right)
			continue
		}
		r.out.WriteString(cell.Data + spaces + cell.Padding.Right)
		if cell.Padding.Right != "" && strings.Contains(cell.Data, "\x1b") {
			r.out.WriteString("\x1b[0m")
		}
	}
	r.out.WriteByte('\n')
}
