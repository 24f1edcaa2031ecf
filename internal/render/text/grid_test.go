package text

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/talimat/talimat-plan/internal/document"
)

// What is left of a table at a width: the headings, and the first row.
func TestFit(t *testing.T) {
	count := document.Decimals(0)
	table := &document.Table{
		Columns: []document.Column{
			{Title: ""}, {Title: "P10", Align: document.Right, Rank: 1}, {Title: "P50", Align: document.Right}, {Title: "P90", Align: document.Right},
			{Title: "Never", Align: document.Right, Rank: 2},
		},
		Rows: [][]document.Cell{{
			document.Word("reached users, month"), document.Number(count, 1e6).Within(10), document.Number(count, 2e6).Within(20),
			document.Number(count, 3e6).Within(30), document.Word("5%"),
		}},
		Notes: []string{"Another."},
	}
	const spread = document.IntervalNote + "|"
	for _, c := range []struct {
		width              int
		titles, row, notes string
	}{
		{74, "|P10|P50|P90|Never", "reached users, month|1,000,000 ±10|2,000,000 ±20|3,000,000 ±30|5%", spread + "Another."},
		{65, "|P10|P50|P90", "reached users, month|1,000,000 ±10|2,000,000 ±20|3,000,000 ±30", spread + "Another.|Left out at 65 columns: Never."},
		{50, "|P50|P90", "reached users, month|2,000,000 ±20|3,000,000 ±30", spread + "Another.|Left out at 50 columns: P10, Never."},
		{43, "|P50|P90", "reached user…|2,000,000 ±20|3,000,000 ±30", spread + "Another.|Left out at 43 columns: P10, Never."},
		{42, "|P50|P90", "reached users, month|2,000,000|3,000,000", "Another.|Left out at 42 columns: ±, P10, Never."},
		{35, "|P50|P90", "reached user…|2,000,000|3,000,000", "Another.|Left out at 35 columns: ±, P10, Never."},
		{34, "|P90", "reached users, month|3,000,000", "Another.|Left out at 34 columns: P50, ±, P10, Never."},
		{17, "|P90", "reach…|3,000,000", "Another.|Left out at 17 columns: P50, ±, P10, Never."},
		{16, "", "reached users, …", "Another.|Left out at 16 columns: P90, P50, ±, P10, Never."},
	} {
		g := newGrid(table, false)
		g.fit(c.width)
		var titles, row []string
		for i, column := range g.columns {
			titles, row = append(titles, column.title), append(row, g.rows[0][i].text+g.rows[0][i].interval)
		}
		want := []string{c.titles, c.row, c.notes}
		have := []string{strings.Join(titles, "|"), strings.Join(row, "|"), strings.Join(g.notes, "|")}
		if diff := cmp.Diff(want, have); diff != "" {
			t.Errorf("at %d columns (-want +got):\n%s", c.width, diff)
		}
		if w := wide(g.widths()); w > c.width {
			t.Errorf("at %d columns it is %d wide", c.width, w)
		}
	}
	if len(table.Notes) != 1 || len(table.Columns) != 5 || len(table.Rows[0]) != 5 {
		t.Errorf("the table has changed: %v", table)
	}
}
