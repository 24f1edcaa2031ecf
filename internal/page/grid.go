package page

import (
	"slices"
	"strings"

	"github.com/talimat/talimat-plan/internal/report"
)

// grid is a table as the template writes it.
type grid struct {
	ID      string
	Caption string
	Sorts   bool // a script may sort it: each column is of one unit
	Short   bool // so few columns that it need not be as wide as the page
	Whole   bool // so few rows that it stays on one sheet of paper
	Head    []heading
	Rows    []row
	Foot    []cell
	Notes   []string
}

// heading is the heading of a column.
type heading struct {
	Lines []string // empty without a heading
	Right bool
}

// row is a row: the cell that names it, and the others.
type row struct {
	Line  int // of the scenario, behind the name; 0 for none
	Name  cell
	Cells []cell
}

// cell is a cell of a row.
type cell struct {
	Text  string
	Right bool
	Chip  bool // a verdict
	Words bool // prose, which may wrap
}

// oneSheet is how many rows stay together on paper.
const oneSheet = 30

// caption is what a page calls a table where its title would say twice what the
// section says, or too little.
func caption(id, title string) string {
	switch id {
	case "moments":
		return "Where the plan stands"
	case "steps":
		return "What each phase costs and delivers"
	case "categories":
		return "Effective cost per month by category"
	case "savings":
		return "Savings per month, from baseline to effective"
	default:
		return title
	}
}

// sortable are the tables whose columns are each of one unit.
func sortable() []string {
	return []string{"months", "monthly", "costs", "costs-each", "services", "risks"}
}

// prose are headings of columns that hold sentences.
func prose() []string { return []string{"Delivers", "Mitigation", "Condition"} }

func newGrid(id string, l report.Linked) grid {
	g := grid{
		ID: id, Caption: caption(id, l.Title), Notes: l.Notes,
		Sorts: slices.Contains(sortable(), id) && len(l.Rows) > 1, Short: len(l.Columns) < 3, Whole: len(l.Rows) <= oneSheet,
	}
	for _, c := range l.Columns {
		h := heading{Right: c.Align == report.Right}
		if c.Title != "" {
			h.Lines = strings.Split(c.Title, "\n")
		}
		g.Head = append(g.Head, h)
	}
	cells := func(texts []string) []cell {
		all := make([]cell, len(texts))
		for i, text := range texts {
			c := l.Columns[i]
			all[i] = cell{Text: text, Right: c.Align == report.Right, Chip: c.Verdict, Words: slices.Contains(prose(), c.Title)}
		}
		return all
	}
	for i, texts := range l.Rows {
		all := cells(texts)
		r := row{Name: all[0], Cells: all[1:]}
		if l.Lines != nil {
			r.Line = l.Lines[i]
		}
		g.Rows = append(g.Rows, r)
	}
	if l.Footer != nil {
		g.Foot = cells(l.Footer)
	}
	return g
}

// Class is the classes of the table, separated by spaces.
func (g grid) Class() string {
	var all []string
	if g.Sorts {
		all = append(all, "sorts")
	}
	if g.Short {
		all = append(all, "short")
	}
	return strings.Join(all, " ")
}
