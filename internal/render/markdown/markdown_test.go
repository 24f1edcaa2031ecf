package markdown

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/talimat/talimat-plan/internal/document"
)

// Paragraphs are items, and what a scenario says in them is no markup.
func TestEntries(t *testing.T) {
	d := &document.Document{Title: "a"}
	d.Add(
		&document.Entries{Title: "Findings", Entries: []document.Entry{
			{Label: "high", Head: "max*imum", Text: "too <small>", Marks: []document.Line{document.Say("→", "raise it")}},
		}},
		&document.Entries{Entries: []document.Entry{{Head: "nodes", Marks: []document.Line{{Text: "need"}, document.Say("=", "4")}}}},
		&document.List{Name: "notes", Title: "Notes"},
	)
	want := `# a

## Findings

- **high** · max\*imum<br>too &lt;small&gt;<br>→ raise it

- **nodes**<br>need<br>= 4
`
	var b strings.Builder
	if err := Write(&b, d); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, b.String()); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}
