package report

import (
	"testing"

	"github.com/olekukonko/tablewriter"
)

// Tables are drawn as tablewriter's own renderer draws them, also by a writer
// that drew another one before.
func TestRuled(t *testing.T) {
	tables := []Table{
		{
			Columns: []Column{{Title: "Month", Align: Right}, {Title: "Database"}, {Title: "Effective\ncost", Align: Right}},
			Rows:    [][]string{{"0", "large+3*", "$1,234.50"}, {"36", "–", "₺7"}},
			Footer:  []string{"Total", "", "$1,241.50"},
		},
		{
			Columns: []Column{{Title: ""}, {Title: "Sonuç", Verdict: true}, {Title: "ay", Align: Right}, {Title: "not"}},
			Rows:    [][]string{{"bütçe ≤ 3.700 ₺", "broken", "12", ""}, {"価格が高すぎる", "holds", "", "± 2"}, {"", "fails", "7", "e\u0301"}},
		},
		{Columns: []Column{{Title: "Verdict", Verdict: true}}, Rows: [][]string{{"broken"}, {"holds"}}},
		{Columns: []Column{{Title: "A"}, {Title: "B"}}, Footer: []string{"", "b"}},
	}
	for _, color := range []bool{false, true} {
		ours, theirs := &trimmer{}, &trimmer{}
		theirs.writer = newWriter(theirs)
		own := theirs.writer.Renderer().(*ruled).Blueprint
		theirs.writer.Options(tablewriter.WithRenderer(own))
		for i, table := range tables {
			for _, out := range []*trimmer{ours, theirs} {
				if err := out.table(table, 80, color); err != nil {
					t.Fatal(err)
				}
			}
			if ours.text() != theirs.text() {
				t.Fatalf("table %d with color %v:\n%q\nand by tablewriter's renderer:\n%q", i, color, ours.text(), theirs.text())
			}
		}
	}
}
