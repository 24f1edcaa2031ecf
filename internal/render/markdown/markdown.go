// Package markdown writes documents in GitHub's flavour, which GitLab reads too.
// Tables have all their columns; nothing that a scenario says is markup.
package markdown

import (
	"fmt"
	"io"
	"strings"

	"github.com/talimat/talimat-plan/internal/document"
)

// Write writes a document.
func Write(w io.Writer, d *document.Document) error {
	p := &page{}
	if d.Title != "" {
		p.part("# " + Escape(d.Title) + "\n")
	}
	if d.Title == "" && d.Verdict != "" {
		p.part("**" + Escape(d.Verdict) + "**\n")
	}
	if len(d.Frame) > 0 {
		lines := make([]string, len(d.Frame))
		for i, line := range d.Frame {
			lines[i] = Escape(line)
		}
		p.part(strings.Join(lines, "<br>") + "\n")
	}
	if d.Title != "" && d.Verdict != "" {
		p.part("**" + Escape(d.Verdict) + "**\n")
	}
	for _, b := range d.Blocks {
		p.block(b)
	}
	_, err := io.WriteString(w, p.String())
	return err
}

// page is what was written so far.
type page struct {
	strings.Builder
	explained bool // what intervals are has been said
}

// part begins a new part with an empty line.
func (p *page) part(text string) {
	if p.Len() > 0 {
		p.WriteByte('\n')
	}
	p.WriteString(text)
}

func (p *page) block(b document.Block) {
	switch b := b.(type) {
	case *document.Lines:
		p.heading(b.Title)
		p.part("")
		for _, l := range b.Lines {
			if l.Label == "" {
				fmt.Fprintf(p, "  - %s\n", Escape(l.Text))
			} else {
				fmt.Fprintf(p, "- **%s**: %s\n", Escape(l.Label), Escape(l.Text))
			}
		}
	case *document.Entries:
		p.heading(b.Title)
		p.part("")
		for i := range b.Entries {
			p.entry(&b.Entries[i])
		}
	case *document.List:
		if len(b.Items) == 0 {
			return
		}
		p.heading(b.Title)
		p.part("")
		for _, item := range b.Items {
			fmt.Fprintf(p, "- %s\n", Escape(item))
		}
	case *document.Command:
		p.part("```sh\n" + strings.Join(b.Words, " ") + "\n```\n")
	case *document.Raw:
		p.part("```text\n" + strings.Join(b.Lines, "\n") + "\n```\n")
	case *document.Table:
		if b.For.Of(document.People) && (len(b.Rows) > 0 || b.Empty != "") {
			p.table(b)
		}
	}
}

// entry writes a paragraph as an item of a list.
func (p *page) entry(e *document.Entry) {
	lines := []string{"**" + Escape(e.Head) + "**"}
	if e.Label != "" {
		lines[0] = "**" + Escape(e.Label) + "** · " + Escape(e.Head)
	}
	if e.Text != "" {
		lines = append(lines, Escape(e.Text))
	}
	for _, mark := range e.Marks {
		lines = append(lines, strings.TrimPrefix(mark.Label+" "+Escape(mark.Text), " "))
	}
	p.WriteString("- " + strings.Join(lines, "<br>") + "\n")
}

func (p *page) heading(title string) {
	if title != "" {
		p.part("## " + Escape(title) + "\n")
	}
}

// table writes a table and its notes; a folded one on demand.
func (p *page) table(t *document.Table) {
	t = t.Seen()
	if t.Folded {
		p.part("<details>\n<summary>" + Escape(t.Title) + "</summary>\n")
		defer p.WriteString("\n</details>\n")
	} else {
		p.heading(t.Title)
	}
	if len(t.Rows) == 0 {
		p.part(Escape(t.Empty) + "\n")
		return
	}
	titles, rule := make([]string, len(t.Columns)), make([]string, len(t.Columns))
	for i, c := range t.Columns {
		titles[i], rule[i] = Escape(strings.ReplaceAll(c.Title, "\n", " ")), " --- "
		if c.Align == document.Right {
			rule[i] = " ---: "
		}
	}
	p.part("| " + strings.Join(titles, " | ") + " |\n|" + strings.Join(rule, "|") + "|\n")
	for _, row := range t.Rows {
		p.row(t, row, func(cell string) string { return cell })
	}
	if t.Footer != nil {
		p.row(t, t.Footer, strong)
	}
	for _, note := range p.notes(t) {
		p.part(Escape(note) + "\n")
	}
}

func (p *page) row(t *document.Table, cells []document.Cell, style func(string) string) {
	texts := make([]string, len(cells))
	for i, c := range cells {
		text := c.String() + c.Interval()
		if t.Columns[i].Wrap > 0 {
			text = strings.Join(c.Parts(), "; ")
		}
		texts[i] = style(Escape(text))
	}
	p.WriteString("| " + strings.Join(texts, " | ") + " |\n")
}

// strong is a cell in bold.
func strong(cell string) string {
	if cell == "" {
		return ""
	}
	return "**" + cell + "**"
}

// notes are those of a table, and below the first one with any what intervals are.
func (p *page) notes(t *document.Table) []string {
	if p.explained || !t.Spreads() {
		return t.Notes
	}
	p.explained = true
	return append([]string{document.IntervalNote}, t.Notes...)
}
