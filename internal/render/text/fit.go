package text

import (
	"fmt"
	"slices"
	"strings"

	"github.com/talimat/talimat-plan/internal/document"
)

// The room of the first column, which names the rows: while it has nameWidth, or
// shortName where the other column should never leave, no column leaves for it.
const (
	nameWidth = 24
	shortName = 13
	leastName = 6
)

// fit makes a table no wider than width: columns leave by rank, before those that
// never should the intervals, and a note says what left; then the first column is
// cut to what is left for it. Columns that wrap give way before any leaves.
func (g *grid) fit(width int) {
	var left []string
	for len(g.columns) > 1 {
		least, widths := g.leastImportant(), g.widths()
		for i, c := range g.columns {
			if c.gives {
				widths[i] = min(widths[i], nameWidth)
			}
		}
		first := widths[0]
		if wide(widths)-first+min(first, g.room(least)) <= width {
			break
		}
		if g.columns[least].rank == 0 && g.spreads {
			g.shed()
			left = append(left, "±")
			continue
		}
		left = append(left, strings.Join(strings.Fields(g.columns[least].title), " "))
		g.drop(least)
	}
	if over := wide(g.widths()) - width; over > 0 {
		g.shorten(over)
	}
	g.notes = slices.Clone(g.notes)
	if g.spreads {
		g.notes = append([]string{document.IntervalNote}, g.notes...)
	}
	if left != nil {
		slices.Reverse(left)
		g.notes = append(g.notes, fmt.Sprintf("Left out at %d columns: %s.", width, strings.Join(left, ", ")))
	}
}

// leastImportant is the column that leaves next; the first never does.
func (g *grid) leastImportant() int {
	least := 1
	for i, c := range g.columns {
		if c.rank > g.columns[least].rank {
			least = i
		}
	}
	return least
}

// room is what the first column may take before another one leaves for it.
func (g *grid) room(column int) int {
	switch {
	case len(g.columns) == 2:
		return leastName
	case g.columns[column].rank == 0:
		return shortName
	}
	return nameWidth
}

// shed takes the intervals out.
func (g *grid) shed() {
	for _, row := range g.all() {
		for i := range row {
			row[i].interval = ""
		}
	}
	g.spreads = false
}

// shorten makes the table so much less wide: of columns of words behind the first,
// the widest gives what it has beyond nameWidth, and the first one the rest.
func (g *grid) shorten(over int) {
	widths, widest := g.widths(), 0
	for i, c := range g.columns {
		if i > 0 && c.align == document.Left && (widest == 0 || widths[i] > widths[widest]) {
			widest = i
		}
	}
	if give := min(over, widths[widest]-nameWidth); widest > 0 && give > 0 {
		g.cut(widest, widths[widest]-give)
		over -= give
	}
	if over > 0 {
		g.cut(0, widths[0]-over)
	}
}

// cut shortens the cells of a column to a width.
func (g *grid) cut(column, width int) {
	for _, row := range g.all() {
		if row[column].parts != nil {
			row[column] = row[column].wrapped(width)
			continue
		}
		if whole := row[column].text + row[column].interval; Columns(whole) > width {
			row[column].text, row[column].interval = Truncate(whole, width), ""
		}
	}
	lines := strings.Split(g.columns[column].title, "\n")
	for i, line := range lines {
		lines[i] = Truncate(line, width)
	}
	g.columns[column].title = strings.Join(lines, "\n")
}
