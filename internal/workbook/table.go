package workbook

import (
	"fmt"
	"math"
	"strings"
	"unicode/utf8"

	"github.com/talimat/talimat-plan/internal/unit"
	"github.com/talimat/talimat-plan/internal/words"
	"github.com/talimat/talimat-plan/internal/xlsx"
)

// column is a column of a table.
type column struct {
	title string
	width int  // in characters
	right bool // numbers
	cells []xlsx.Cell
	lines []int    // that wrapped texts take; nil where there is one
	total *float64 // sum of the months from 1 on; nil for none
	style xlsx.Style
}

// The least and largest width of columns, in characters.
const (
	leastWidth   = 8
	largestWidth = 42
)

// table is a sheet with headings that stay in sight and filter its rows.
func table(name string, frozen int, columns []column) xlsx.Sheet {
	s := xlsx.Sheet{Name: name, FrozenRows: 1, FrozenColumns: frozen, Rows: [][]xlsx.Cell{nil}, Lines: []int{1}}
	for _, c := range columns {
		s.Rows[0] = append(s.Rows[0], heading(c.title, c.right))
		width := max(c.width, titleWidth(c.title))
		s.Lines[0] = max(s.Lines[0], lines(c.title, width-2))
		s.Widths = append(s.Widths, float64(width+2))
	}
	for r := range columns[0].cells {
		row, high := make([]xlsx.Cell, len(columns)), 1
		for i, c := range columns {
			row[i] = c.cells[r]
			if c.lines != nil {
				high = max(high, c.lines[r])
			}
		}
		s.Rows, s.Lines = append(s.Rows, row), append(s.Lines, high)
	}
	s.Filter = &xlsx.Filter{Last: len(s.Rows) - 1, Columns: len(columns)}
	return s
}

// titleWidth is the width of a heading of two lines, with its button.
func titleWidth(title string) int {
	longest := 0
	for word := range strings.FieldsSeq(title) {
		longest = max(longest, utf8.RuneCountInString(word))
	}
	return min(max(leastWidth, longest+2, utf8.RuneCountInString(title)/2+3), largestWidth)
}

// foot adds the totals of the months from 1 on below a table whose rows are the
// months; they are formulas of this package's own.
func (b *builder) foot(s *xlsx.Sheet, columns []column) {
	row := make([]xlsx.Cell, len(columns))
	for i, c := range columns {
		style := c.style
		style.Look = xlsx.Strong
		row[i] = xlsx.Blank(xlsx.Style{Look: xlsx.Strong})
		if c.total != nil {
			sum := fmt.Sprintf("SUM(%s:%s)", xlsx.Name(2, i), xlsx.Name(1+b.months(), i))
			row[i] = xlsx.Formula(sum, *c.total, style)
		}
	}
	row[0] = strong("Total")
	note := fmt.Sprintf("Totals are of months 1 to %d; month 0 is today.", b.months())
	s.Rows = append(s.Rows, row, nil, []xlsx.Cell{muted(note)})
}

// calendar is the columns that a table of months begins with.
func (b *builder) calendar() []column {
	month, day := column{title: "Month", right: true}, column{title: "Date", right: true}
	for m := range b.months() + 1 {
		month.cells = append(month.cells, whole(m))
		day.cells = append(day.cells, date(b.result.Scenario.Start.Add(m)))
	}
	return []column{month, day}
}

// series is the column of a result by month. Sizes have one unit, which the
// heading names; amounts, and what is sent in a month, have a total.
func (b *builder) series(title, name string) column {
	m := b.metrics[name]
	values := b.result.Series(name)
	divisor := 1.0
	if m.Kind == unit.KindBytes {
		var suffix string
		divisor, suffix = unit.Scale(unit.KindBytes, values)
		title += ", " + suffix
	}
	c := b.numbers(title, m.Kind, values, divisor)
	if m.Flow() {
		total := 0.0
		for _, v := range values[1:] {
			total += v / divisor
		}
		total = tidy(total)
		c.total = &total
	}
	return c
}

// numbers is a column of numbers of one kind, each divided by the divisor.
func (b *builder) numbers(title string, kind unit.Kind, values []float64, divisor float64) column {
	c := column{title: title, right: true, style: xlsx.Style{Format: b.styles.format(kind, values...)}}
	sum := 0.0
	for _, v := range values {
		if math.IsNaN(v) { // what does not exist is no 0
			c.cells = append(c.cells, xlsx.Cell{})
			continue
		}
		v = tidy(v / divisor)
		sum += v
		c.cells = append(c.cells, xlsx.Number(v, c.style))
		c.width = max(c.width, b.width(kind, v))
	}
	if kind == unit.KindMoney {
		c.width = max(c.width, b.width(kind, sum))
	}
	c.width = min(c.width, largestWidth)
	return c
}

// width is how many characters a number of a kind takes.
func (b *builder) width(kind unit.Kind, v float64) int {
	if kind == unit.KindMoney {
		return utf8.RuneCountInString(words.Currency(b.styles.code).Exact(v)) + 1
	}
	return utf8.RuneCountInString(words.Decimal(v, 2)) + 1
}

// labels is a column of short texts, as wide as the longest.
func labels(title string, texts []string) column {
	c := column{title: title}
	for _, t := range texts {
		c.cells = append(c.cells, xlsx.Text(t, xlsx.Style{Indent: true}))
		c.width = min(max(c.width, utf8.RuneCountInString(t)), largestWidth)
	}
	return c
}

// prose is a column of sentences, which are wrapped.
func prose(title string, width int, texts []string) column {
	c := column{title: title, width: width}
	for _, t := range texts {
		c.cells, c.lines = append(c.cells, xlsx.Text(t, xlsx.Style{Indent: true, Wrap: true})), append(c.lines, lines(t, width))
	}
	return c
}

// lines is how many lines a text takes when it is wrapped at a width.
func lines(text string, width int) int {
	n, at := 1, 0
	for word := range strings.FieldsSeq(text) {
		size := utf8.RuneCountInString(word)
		if at > 0 && at+1+size > width {
			n, at = n+1, 0
		}
		at += size + 1
		for at-1 > width {
			n, at = n+1, at-width
		}
	}
	return n
}

// each applies a function to all values.
func each[T, U any](values []T, f func(T) U) []U {
	all := make([]U, len(values))
	for i, v := range values {
		all[i] = f(v)
	}
	return all
}
