package text

import (
	"slices"
	"strings"

	"github.com/talimat/talimat-plan/internal/document"
	"github.com/talimat/talimat-plan/internal/unit"
)

// gap is what stands between two columns.
const gap = "  "

// grid is a table whose cells are written: what is left of it is what fits.
type grid struct {
	columns []heading
	rows    [][]written
	footer  []written // nil for none
	notes   []string
	spreads bool // whether any cell still shows its interval
}

type heading struct {
	title string
	align document.Align
	rank  int
	gives bool // becomes narrower before another one leaves
	wrap  int  // columns of its lines at most; 0 for one line
}

// written is a cell: its text, the interval behind it, and its tone.
type written struct {
	text, interval string
	tone           document.Tone
	parts          []string // of a cell that is wrapped
}

// wrapped is a cell with its parts on lines of so many columns.
func (c written) wrapped(width int) written {
	var lines []string
	for _, part := range c.parts {
		lines = append(lines, Wrap(part, width)...)
	}
	c.text = strings.Join(lines, "\n")
	return c
}

// newGrid writes the cells of a table that people read.
func newGrid(t *document.Table, flat bool) *grid {
	t = t.Seen()
	g := &grid{notes: t.Notes}
	for _, c := range t.Columns {
		h := heading{c.Title, c.Align, c.Rank, c.Wrap > 0, c.Wrap}
		if flat {
			h.wrap = 0
		}
		g.columns = append(g.columns, h)
	}
	for _, row := range t.Rows {
		g.rows = append(g.rows, g.write(row))
	}
	if t.Footer != nil {
		g.footer = g.write(t.Footer)
	}
	return g
}

// write writes a row, with nothing in it that a terminal obeys.
func (g *grid) write(row []document.Cell) []written {
	cells := make([]written, len(row))
	for i, c := range row {
		cells[i] = written{text: unit.Printable(c.String()), interval: c.Interval(), tone: c.Tone}
		switch column := &g.columns[i]; {
		case column.wrap > 0:
			cells[i].parts = c.Parts()
			cells[i] = cells[i].wrapped(column.wrap)
		case column.gives:
			cells[i].text = unit.Printable(strings.Join(c.Parts(), "; "))
		}
		g.spreads = g.spreads || cells[i].interval != ""
	}
	return cells
}

// all are the rows and the footer.
func (g *grid) all() [][]written {
	if g.footer == nil {
		return g.rows
	}
	return append(g.rows[:len(g.rows):len(g.rows)], g.footer)
}

// drop takes a column out.
func (g *grid) drop(column int) {
	g.columns = slices.Delete(g.columns, column, column+1)
	for i := range g.rows {
		g.rows[i] = slices.Delete(g.rows[i], column, column+1)
	}
	if g.footer != nil {
		g.footer = slices.Delete(g.footer, column, column+1)
	}
}

// widths measures the columns in terminal cells.
func (g *grid) widths() []int {
	widths := make([]int, len(g.columns))
	for i, c := range g.columns {
		for line := range strings.SplitSeq(c.title, "\n") {
			widths[i] = max(widths[i], Columns(line))
		}
	}
	for _, row := range g.all() {
		for i, cell := range row {
			for line := range strings.SplitSeq(cell.text+cell.interval, "\n") {
				widths[i] = max(widths[i], Columns(line))
			}
		}
	}
	return widths
}

// wide is the width of the whole table.
func wide(widths []int) int {
	total := len(gap) * (len(widths) - 1)
	for _, w := range widths {
		total += w
	}
	return total
}

// headings are the titles of the columns, all of as many lines, the first ones empty.
func (g *grid) headings() []string {
	tallest := 0
	for _, c := range g.columns {
		tallest = max(tallest, strings.Count(c.title, "\n"))
	}
	titles := make([]string, len(g.columns))
	for i, c := range g.columns {
		titles[i] = strings.Repeat("\n", tallest-strings.Count(c.title, "\n")) + c.title
	}
	return titles
}
