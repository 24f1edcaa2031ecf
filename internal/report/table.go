package report

import (
	"fmt"
	"math"
	"slices"
	"strings"

	terminal "github.com/talimat/talimat-plan/internal/render/text"
	"github.com/talimat/talimat-plan/internal/unit"
)

// Align says where a cell stands in its column.
type Align uint8

// The alignments.
const (
	Left  Align = iota // words
	Right              // numbers
)

// Table is cells of text with their headings.
type Table struct {
	Name    string     // stable, one word
	Title   string     // for readers
	Columns []Column   // headings
	Rows    [][]string // each as long as Columns
	Footer  []string   // totals, as long as Columns; nil for none
	Notes   []string   // sentences below the table
}

// Column is the heading of a column.
type Column struct {
	Title   string // may have lines
	Align   Align  // of heading and cells
	Rank    int    // importance in a table that is too wide: the highest leaves first, 0 never
	Verdict bool   // cells are verdicts, coloured when they are bad
}

// cells is a column with its rows.
type cells struct {
	Column
	rows []string
}

// newTable builds a table from its columns, all of the same length.
func newTable(name, title string, columns ...cells) Table {
	t := Table{Name: name, Title: title, Rows: make([][]string, len(columns[0].rows))}
	for _, c := range columns {
		t.Columns = append(t.Columns, c.Column)
		for i, cell := range c.rows {
			t.Rows[i] = append(t.Rows[i], cell)
		}
	}
	return t
}

// without is a copy of the table that lacks a column.
func (t Table) without(column int) Table {
	cut := func(row []string) []string { return slices.Delete(slices.Clone(row), column, column+1) }
	t.Columns = slices.Delete(slices.Clone(t.Columns), column, column+1)
	rows := make([][]string, len(t.Rows))
	for i, row := range t.Rows {
		rows[i] = cut(row)
	}
	t.Rows = rows
	if t.Footer != nil {
		t.Footer = cut(t.Footer)
	}
	return t
}

// gap is what stands between two columns.
const gap = "  "

// widths measures the columns in terminal cells.
func (t *Table) widths() []int {
	widths := make([]int, len(t.Columns))
	measure := func(i int, text string) {
		for line := range strings.SplitSeq(text, "\n") {
			widths[i] = max(widths[i], terminal.Columns(line))
		}
	}
	for i, c := range t.Columns {
		measure(i, c.Title)
	}
	for _, row := range append(t.Rows[:len(t.Rows):len(t.Rows)], t.Footer) {
		for i, cell := range row {
			measure(i, cell)
		}
	}
	return widths
}

// wide is the width of the whole table.
func (t *Table) wide() int {
	total := len(gap) * (len(t.Columns) - 1)
	for _, w := range t.widths() {
		total += w
	}
	return total
}

// fit makes a table no wider than width: columns leave by rank, and a note says
// which; then the first one is cut to what is left for it. A first column of
// long names makes no other leave as long as it has the room of nameWidth, or of
// shortName where the other should never leave.
func (t Table) fit(width int) Table {
	t = t.printable()
	var left []string
	for len(t.Columns) > 1 {
		least := t.leastImportant()
		first, room := t.widths()[0], t.room(least)
		if t.wide()-first+min(first, room) <= width {
			break
		}
		if t.Columns[least].Rank == 0 && t.shed() {
			left = append(left, "±")
			continue
		}
		left = append(left, strings.Join(strings.Fields(t.Columns[least].Title), " "))
		t = t.without(least)
	}
	if over := t.wide() - width; over > 0 {
		t.cut(0, t.widths()[0]-over)
	}
	if left != nil {
		slices.Reverse(left)
		t.Notes = append(t.Notes[:len(t.Notes):len(t.Notes)],
			fmt.Sprintf("Left out at %d columns: %s.", width, strings.Join(left, ", ")))
	}
	return t
}

// printable is a copy of the table with nothing in it that a terminal obeys.
func (t Table) printable() Table {
	rows := make([][]string, len(t.Rows))
	for i, row := range t.Rows {
		rows[i] = each(row, unit.Printable)
	}
	t.Rows, t.Columns = rows, slices.Clone(t.Columns)
	if t.Footer != nil {
		t.Footer = each(t.Footer, unit.Printable)
	}
	return t
}

// cut shortens the cells of a column to a width.
func (t *Table) cut(column, width int) {
	for _, row := range append(t.Rows, t.Footer) {
		if len(row) > column {
			row[column] = terminal.Truncate(row[column], width)
		}
	}
	t.Columns[column].Title = strings.Join(each(strings.Split(t.Columns[column].Title, "\n"),
		func(line string) string { return terminal.Truncate(line, width) }), "\n")
}

// headings are the titles of the columns, all of as many lines, the first ones empty.
func (t *Table) headings() []string {
	tallest := 0
	for _, c := range t.Columns {
		tallest = max(tallest, strings.Count(c.Title, "\n"))
	}
	titles := make([]string, len(t.Columns))
	for i, c := range t.Columns {
		titles[i] = strings.Repeat("\n", tallest-strings.Count(c.Title, "\n")) + c.Title
	}
	return titles
}

// each writes values as the cells of a column.
func each[T, C any](values []T, write func(T) C) []C {
	cells := make([]C, len(values))
	for i, v := range values {
		cells[i] = write(v)
	}
	return cells
}

// largest is the greatest magnitude among values.
func largest(values []float64) float64 {
	peak := 0.0
	for _, v := range values {
		peak = max(peak, math.Abs(v))
	}
	return peak
}
