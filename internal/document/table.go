package document

import (
	"iter"
	"slices"
	"strings"
)

// Align says where a cell stands in its column.
type Align uint8

// The alignments.
const (
	Left  Align = iota // words
	Right              // numbers
)

// Table is typed cells with their headings.
type Table struct {
	Name    string           // stable, one word in snake case; the key in JSON
	Title   string           // for readers
	For     Audience         // who reads it
	Columns []Column         // headings
	Rows    [][]Cell         // each as long as Columns
	Stream  iter.Seq[[]Cell] // rows that are made as they are written, in place of Rows: of a table for machines that may be large; the slice is valid until the next one
	Single  bool             // there is at most one row: JSON and YAML have an object in place of the list, or null
	Head    int              // people read only so many rows; 0 is all
	Footer  []Cell           // totals, as long as Columns; nil for none
	Notes   []string         // sentences below the table
	Folded  bool             // Markdown and HTML show it on demand
	Empty   string           // what people read in place of a table without rows; nothing when empty
}

// Column is the heading of a column.
type Column struct {
	Title    string   // for people; may have lines
	Key      string   // for machines, in snake case; without one they do not have the column
	Path     []string // for machines: the keys of nested objects, in place of Key
	Form     Form     // of its numbers, as machines are told; of mixed columns each cell has its own
	Mixed    bool     // numbers of several kinds: to machines each is an object with its unit
	Interval bool     // numbers with intervals: to machines each is an object with low and high
	Align    Align    // of heading and cells
	Rank     int      // importance in a table that is too wide: the highest leaves first, 0 never
	Wrap     int      // text breaks its cells into lines of at most so many columns, each word of a list on one of its own; 0 does not
	Verdict  bool     // its words judge, as "holds" does: pages mark them
	For      Audience // who reads it
	About    string   // what it is, for the schema
}

// All are the rows, whether they are kept or made.
func (t *Table) All() iter.Seq[[]Cell] {
	if t.Stream != nil {
		return t.Stream
	}
	return slices.Values(t.Rows)
}

// Add appends a row.
func (t *Table) Add(cells ...Cell) { t.Rows = append(t.Rows, cells) }

// Put appends a column with its cells, one for each row; to a table without rows
// it adds them.
func (t *Table) Put(c Column, cells ...Cell) {
	if len(t.Columns) == 0 {
		t.Rows = make([][]Cell, len(cells))
	}
	t.Columns = append(t.Columns, c)
	for i, cell := range cells {
		t.Rows[i] = append(t.Rows[i], cell)
	}
}

// Without is a copy of the table that lacks a column.
func (t *Table) Without(column int) *Table {
	cut := func(row []Cell) []Cell { return slices.Delete(slices.Clone(row), column, column+1) }
	c := *t
	c.Columns = slices.Delete(slices.Clone(t.Columns), column, column+1)
	c.Rows = make([][]Cell, len(t.Rows))
	for i, row := range t.Rows {
		c.Rows[i] = cut(row)
	}
	if t.Footer != nil {
		c.Footer = cut(t.Footer)
	}
	return &c
}

// Seen is the table as people read it: with their columns and rows only.
func (t *Table) Seen() *Table {
	if t.Head > 0 && len(t.Rows) > t.Head {
		c := *t
		c.Rows = t.Rows[:t.Head]
		t = &c
	}
	for i := len(t.Columns) - 1; i >= 0; i-- {
		if !t.Columns[i].For.Of(People) {
			t = t.Without(i)
		}
	}
	return t
}

// Keyed are the places of the columns that machines read.
func (t *Table) Keyed() []int {
	var all []int
	for i, c := range t.Columns {
		if c.For.Of(Machines) && (c.Key != "" || c.Path != nil) {
			all = append(all, i)
		}
	}
	return all
}

// Name is the key of a column, or the parts of its path with dots between them,
// which is the name of a result.
func (c *Column) Name() string {
	if c.Path != nil {
		return strings.Join(c.Path, ".")
	}
	return c.Key
}

// Of says whether an audience reads what is for another.
func (a Audience) Of(reader Audience) bool { return a == Everyone || a == reader }

// IntervalNote explains the intervals below a table that has any.
const IntervalNote = "± is the half width of the 95% confidence interval."

// Spreads says whether people see an interval in the table.
func (t *Table) Spreads() bool {
	for _, row := range t.Rows {
		for _, c := range row {
			if c.Interval() != "" {
				return true
			}
		}
	}
	return false
}

// Unit is what the numbers of a column are measured in.
type Unit struct {
	Key  string // name of the column
	Unit string // see [Form.Unit]
}

// Units are those of the columns that machines read, where they have one and the
// cells do not say so themselves.
func (t *Table) Units() []Unit {
	var all []Unit
	for _, i := range t.Keyed() {
		if c := &t.Columns[i]; !c.Mixed && c.Form.Unit() != "" {
			all = append(all, Unit{c.Name(), c.Form.Unit()})
		}
	}
	return all
}
