package report

import (
	"fmt"
	"io"
	"strings"

	"github.com/talimat/talimat-plan/internal/render/markdown"
)

// Markdown writes the report in GitHub's flavour. Tables have all their
// columns; the one of months is folded.
func (f *Forecast) Markdown(w io.Writer) error {
	var b strings.Builder
	fmt.Fprintf(&b, "# %s\n\n%s\n\n## %s\n\n", markdown.Escape(f.Title), markdown.Escape(f.Frame), f.Summary.Title)
	f.Summary.markdown(&b)
	for _, l := range f.Verdicts {
		if l.Label == "" {
			fmt.Fprintf(&b, "  - %s\n", markdown.Escape(l.Text))
		} else {
			fmt.Fprintf(&b, "- **%s**: %s\n", markdown.Escape(l.Label), markdown.Escape(l.Text))
		}
	}
	if len(f.Timeline.Rows) > 0 {
		fmt.Fprintf(&b, "\n## %s\n\n", f.Timeline.Title)
		f.Timeline.markdown(&b)
	}
	fmt.Fprintf(&b, "\n<details>\n<summary>%s</summary>\n\n", f.Months.Title)
	f.Months.markdown(&b)
	b.WriteString("</details>\n\n")
	for _, t := range f.Sections {
		fmt.Fprintf(&b, "## %s\n\n", t.Title)
		t.markdown(&b)
	}
	if len(f.Findings) > 0 {
		b.WriteString("## Findings\n\n")
		for i := range f.Findings {
			f.Findings[i].markdown(&b)
		}
		b.WriteByte('\n')
	}
	b.WriteString("## Assumptions\n\n")
	for _, a := range f.Assumptions {
		fmt.Fprintf(&b, "- %s\n", markdown.Escape(a))
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// markdown writes a table and its notes.
func (t *Table) markdown(b *strings.Builder) {
	row := func(cells []string) { b.WriteString("| " + strings.Join(each(cells, markdown.Escape), " | ") + " |\n") }
	row(each(t.Columns, func(c Column) string { return strings.ReplaceAll(c.Title, "\n", " ") }))
	b.WriteString("|" + strings.Join(each(t.Columns, func(c Column) string {
		if c.Align == Right {
			return " ---: "
		}
		return " --- "
	}), "|") + "|\n")
	for _, cells := range t.Rows {
		row(cells)
	}
	if t.Footer != nil {
		b.WriteString("| " + strings.Join(each(t.Footer, strong), " | ") + " |\n")
	}
	b.WriteByte('\n')
	for _, note := range t.Notes {
		b.WriteString(markdown.Escape(note) + "\n\n")
	}
}

// strong is an escaped cell in bold.
func strong(cell string) string {
	if cell == "" {
		return ""
	}
	return "**" + markdown.Escape(cell) + "**"
}

// markdown writes a finding as an item of a list.
func (f *Finding) markdown(b *strings.Builder) {
	head := "**" + f.Severity + "** · " + markdown.Escape(f.Code)
	if f.Month != nil {
		head += fmt.Sprintf(" · month %d, %s", *f.Month, f.date)
	}
	if place := f.place(); place != "" {
		head += " · " + markdown.Escape(place)
	}
	lines := []string{head, markdown.Escape(f.Message)}
	if f.Arithmetic != "" {
		lines = append(lines, "= "+markdown.Escape(f.Arithmetic))
	}
	if f.Remedy != "" {
		lines = append(lines, "→ "+markdown.Escape(f.Remedy))
	}
	b.WriteString("- " + strings.Join(lines, "<br>") + "\n")
}
