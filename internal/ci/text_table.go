package ci

import (
	"fmt"
	"math"
	"strings"

	"github.com/talimat/talimat-plan/internal/gate"
	terminal "github.com/talimat/talimat-plan/internal/render/text"
	"github.com/talimat/talimat-plan/internal/unit"
)

// table is a line for each limit, objective and claim.
func (t *text) table(s *gate.Subject) {
	rows, marks := rowsOf(s, when)
	header := []string{"", "Check", "Actual", "Bound", "Off", "First in"}
	var left []string
	widths, fits := t.widths(header, rows)
	if !fits {
		rows, marks = rowsOf(s, whenShort)
		widths, fits = t.widths(header, rows)
	}
	for last := len(header) - 1; !fits && last > 3; last-- {
		left = append(left, header[last])
		header[last] = ""
		for _, row := range rows {
			row[last] = ""
		}
		widths, fits = t.widths(header, rows)
	}
	if len(rows) == 0 {
		return
	}
	t.line("")
	t.row(header, widths, gate.Passed, false)
	for i, row := range rows {
		t.row(row, widths, marks[i], true)
	}
	if left != nil {
		t.wrap(fmt.Sprintf("Left out at %d columns: %s.", t.options.Width, strings.Join(left, ", ")), "  ", 2)
	}
}

// rowsOf are the cells of the limits, objectives and claims of a scenario.
func rowsOf(s *gate.Subject, when func(*gate.Check) string) (rows [][]string, marks []gate.Status) {
	for i := range s.Checks {
		c := &s.Checks[i]
		if c.Kind == gate.Finding {
			continue
		}
		bound, seen, off, first := value(s, c, c.Bound), actual(s, c), "", ""
		switch {
		case c.Bound == nil && c.Reason != "" && !c.Status.Broken():
			bound, seen = "", c.Reason
		case c.Status.Broken():
			off, first = signed(c), when(c)
		}
		if c.Measures == 0 {
			bound = ""
		}
		rows = append(rows, []string{c.Status.String(), c.Name, seen, bound, off, first})
		marks = append(marks, c.Status)
	}
	return rows, marks
}

// whenShort is "month 14".
func whenShort(c *gate.Check) string {
	short, _, _ := strings.Cut(when(c), " (")
	return short
}

// widths are those of the columns, of which the names of the checks give way;
// fits is false when they would have to give too much.
func (t *text) widths(header []string, rows [][]string) (widths []int, fits bool) {
	const least = 12
	widths = make([]int, len(header))
	for _, row := range append([][]string{header}, rows...) {
		for i, cell := range row {
			if row[3] == "" && i == 2 { // a reason runs on
				continue
			}
			widths[i] = max(widths[i], terminal.Columns(cell))
		}
	}
	room := t.options.Width - 2
	for i, w := range widths {
		if i != 1 && (i == 0 || w > 0) {
			room -= w + 2
		}
	}
	fits = room >= min(widths[1], least)
	widths[1] = max(min(widths[1], room), 5)
	return widths, fits
}

func (t *text) row(cells []string, widths []int, status gate.Status, colored bool) {
	b := "  "
	for i, cell := range cells {
		runOn := cells[3] == "" && i == 2
		if runOn {
			b += cell
			break
		}
		cell = terminal.Truncate(cell, widths[i])
		pad := strings.Repeat(" ", max(widths[i]-terminal.Columns(cell), 0))
		switch {
		case i == 0 && colored:
			b += t.paint(status, cell) + pad
		case i >= 2 && i <= 4:
			b += pad + cell
		default:
			b += cell + pad
		}
		b += "  "
	}
	if !t.options.Color && cells[3] == "" {
		b = terminal.Truncate(b, t.options.Width)
	}
	t.line("%s", b)
}

// signed is a relative overshoot with its sign, of a share one in points.
func signed(c *gate.Check) string {
	size := relative(c)
	off := c.Over()
	switch {
	case off == nil:
		return ""
	case c.Measures == unit.KindRatio:
		decimals := 0
		if math.Abs(*off) < 0.1 {
			decimals = 1
		}
		if size = points(*off, decimals) + " pp"; size == "0 pp" {
			size = "<0.1 pp"
		}
	case size == "" && *off < 0:
		return "under"
	case size == "":
		return "over"
	}
	if *off < 0 {
		return "−" + size
	}
	return "+" + size
}
