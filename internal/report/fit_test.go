package report

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// What is left of a table at a width: the headings, and the first row.
func TestFit(t *testing.T) {
	table := Table{
		Columns: []Column{
			{Title: ""}, {Title: "P10", Align: Right, Rank: 1}, {Title: "P50", Align: Right}, {Title: "P90", Align: Right},
			{Title: "Never", Align: Right, Rank: 2},
		},
		Rows:  [][]string{{"reached users, month", "1,000,000 ±10", "2,000,000 ±20", "3,000,000 ±30", "5%"}},
		Notes: []string{"± is the half width.", "Another."},
	}
	for _, c := range []struct {
		width              int
		titles, row, notes string
	}{
		{74, "|P10|P50|P90|Never", "reached users, month|1,000,000 ±10|2,000,000 ±20|3,000,000 ±30|5%", "± is the half width.|Another."},
		{65, "|P10|P50|P90", "reached users, month|1,000,000 ±10|2,000,000 ±20|3,000,000 ±30", "± is the half width.|Another.|Left out at 65 columns: Never."},
		{50, "|P50|P90", "reached users, month|2,000,000 ±20|3,000,000 ±30", "± is the half width.|Another.|Left out at 50 columns: P10, Never."},
		{43, "|P50|P90", "reached user…|2,000,000 ±20|3,000,000 ±30", "± is the half width.|Another.|Left out at 43 columns: P10, Never."},
		{42, "|P50|P90", "reached users, month|2,000,000|3,000,000", "Another.|Left out at 42 columns: ±, P10, Never."},
		{35, "|P50|P90", "reached user…|2,000,000|3,000,000", "Another.|Left out at 35 columns: ±, P10, Never."},
		{34, "|P90", "reached users, month|3,000,000", "Another.|Left out at 34 columns: P50, ±, P10, Never."},
		{17, "|P90", "reach…|3,000,000", "Another.|Left out at 17 columns: P50, ±, P10, Never."},
		{16, "", "reached users, …", "Another.|Left out at 16 columns: P90, P50, ±, P10, Never."},
	} {
		got := table.fit(c.width)
		var titles []string
		for _, column := range got.Columns {
			titles = append(titles, column.Title)
		}
		want := []string{c.titles, c.row, c.notes}
		have := []string{strings.Join(titles, "|"), strings.Join(got.Rows[0], "|"), strings.Join(got.Notes, "|")}
		if diff := cmp.Diff(want, have); diff != "" {
			t.Errorf("at %d columns (-want +got):\n%s", c.width, diff)
		}
		if got.wide() > c.width {
			t.Errorf("at %d columns it is %d wide", c.width, got.wide())
		}
	}
	if table.Rows[0][2] != "2,000,000 ±20" || len(table.Notes) != 2 {
		t.Errorf("the table has changed: %v, %v", table.Rows, table.Notes)
	}
}
