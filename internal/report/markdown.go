package report

import (
	"fmt"
	"strings"

	"github.com/talimat/talimat-plan/internal/render/markdown"
)

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
