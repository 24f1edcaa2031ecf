package text

import (
	"testing"

	"github.com/olekukonko/tablewriter"

	"github.com/talimat/talimat-plan/internal/document"
)

// Tables are drawn as tablewriter's own renderer draws them, also by a writer
// that drew another one before.
func TestRuled(t *testing.T) {
	word, bad := document.Word, func(s string) document.Cell { return document.Word(s).As(document.Bad) }
	tables := []*document.Table{
		{
			Columns: []document.Column{{Title: "Month", Align: document.Right}, {Title: "Database"}, {Title: "Effective\ncost", Align: document.Right}},
			Rows:    [][]document.Cell{{word("0"), word("large+3*"), word("$1,234.50")}, {word("36"), word("–"), word("₺7")}},
			Footer:  []document.Cell{word("Total"), document.Empty(), word("$1,241.50")},
		},
		{
			Columns: []document.Column{{Title: ""}, {Title: "Sonuç"}, {Title: "ay", Align: document.Right}, {Title: "not"}},
			Rows: [][]document.Cell{
				{word("bütçe ≤ 3.700 ₺"), bad("broken"), word("12"), word("")}, {word("価格が高すぎる"), word("holds"), word(""), word("± 2")},
				{word(""), bad("fails"), word("7"), word("e\u0301")},
			},
		},
		{Columns: []document.Column{{Title: "Verdict"}}, Rows: [][]document.Cell{{bad("broken")}, {word("holds")}}},
		{Columns: []document.Column{{Title: "A"}, {Title: "B"}}, Rows: [][]document.Cell{{word("a"), word("")}}, Footer: []document.Cell{word(""), word("b")}},
	}
	for _, color := range []bool{false, true} {
		ours, theirs := &page{width: 80, options: Options{Color: color}}, &page{width: 80, options: Options{Color: color}}
		theirs.writer = newWriter(theirs)
		own := theirs.writer.Renderer().(*ruled).Blueprint
		theirs.writer.Table = tablewriter.NewTable(theirs, tablewriter.WithConfig(theirs.writer.Config()), tablewriter.WithRenderer(own), tablewriter.WithEastAsian(0))
		for i, table := range tables {
			for _, p := range []*page{ours, theirs} {
				if err := p.table(table); err != nil {
					t.Fatal(err)
				}
			}
			if ours.text() != theirs.text() {
				t.Fatalf("table %d with color %v:\n%q\nand by tablewriter's renderer:\n%q", i, color, ours.text(), theirs.text())
			}
		}
	}
}
