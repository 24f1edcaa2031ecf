package text

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/talimat/talimat-plan/internal/document"
)

// Lines below a title are indented, and a text without room beside its label stands
// below it; paragraphs have their marks below the head, or below the text where
// labels have a column.
func TestBlocks(t *testing.T) {
	d := &document.Document{}
	d.Add(
		&document.Lines{Lines: []document.Line{document.Say("Cost", "much and\x1b more"), {Text: "still more"}}},
		&document.Lines{Lines: []document.Line{{Text: "no label"}}},
		&document.Lines{Title: "Inputs", Lines: []document.Line{document.Say("a\x1b.yaml:1", "x = 1")}},
		&document.Lines{Title: "Long", Lines: []document.Line{document.Say("a-plan-with-a-name.yaml:1", "x = 1")}},
		&document.Entries{Entries: []document.Entry{
			{Head: "nodes", Marks: []document.Line{{Text: "need ÷ size"}, document.Say("=", "4 ÷ 2")}},
			{Head: "cost", Marks: []document.Line{document.Say("=", "nodes × price, which are many words for one")}},
		}},
		&document.Entries{Title: "Findings", Entries: []document.Entry{
			{Label: "high", Tone: document.Bad, Head: "maximum", Text: "too small", Marks: []document.Line{document.Say("→", "raise it")}},
			{Label: "low", Head: "unused", Text: "of no use"},
		}},
		&document.List{Name: "notes", Title: "Notes"},
	)
	want := `Cost  much and· more
      still more

no label

Inputs
  a·.yaml:1  x = 1

Long
  a-plan-with-a-name.yaml:1
    x = 1

nodes
    need ÷ size
  = 4 ÷ 2

cost
  = nodes × price, which are many words
    for one

Findings
high    maximum
        too small
        → raise it

low     unused
        of no use
`
	var b strings.Builder
	if err := Write(&b, d, Options{Width: 40}); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, b.String()); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	b.Reset()
	if err := Write(&b, d, Options{Width: 40, Color: true}); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(b.String(), "\x1b[1;31mhigh\x1b[0m    maximum\n") {
		t.Errorf("a severity is not coloured:\n%q", b.String())
	}
}

// What wraps gives way before a column leaves, a part of it on a line of its own; on
// flat rows it is cut.
func TestWrappedColumns(t *testing.T) {
	table := &document.Table{
		Columns: []document.Column{{Title: "When"}, {Title: "what", Wrap: 30}, {Title: "breaks", Rank: 1}},
		Rows: [][]document.Cell{
			{document.Word("2026-01"), document.Words([]string{"a region opens in Frankfurt", "servers 4 → 9"}), document.Word("budget").As(document.Bad)},
			{document.Word("2026-02"), document.Word("growth"), document.Empty()},
		},
	}
	for _, c := range []struct {
		o    Options
		want string
	}{
		{Options{Width: 60}, "When     what                         breaks|2026-01  a region opens in Frankfurt  budget|         servers 4 → 9|2026-02  growth"},
		{Options{Width: 42}, "When     what               breaks|2026-01  a region opens in  budget|         Frankfurt|         servers 4 → 9|2026-02  growth"},
		{Options{Width: 42, Flat: true}, "When     what                       breaks|2026-01  a region opens in Frankf…  budget|2026-02  growth"},
	} {
		lines, err := Lines(table, c.o)
		if err != nil {
			t.Fatal(err)
		}
		rule := lines[1]
		lines = append(lines[:1:1], lines[2:]...)
		if diff := cmp.Diff(strings.Split(c.want, "|"), lines); diff != "" || strings.Trim(rule, "─") != "" {
			t.Errorf("at %+v (-want +got):\n%s%q", c.o, diff, rule)
		}
	}
}
