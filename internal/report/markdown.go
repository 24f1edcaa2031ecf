package report

import (
	"fmt"
	"io"
	"strings"
)

// Markdown writes the report in GitHub's flavour. Tables have all their
// columns; the one of months is folded.
func (f *Forecast) Markdown(w io.Writer) error {
	var b strings.Builder
	fmt.Fprintf(&b, "# %s\n\n%s\n\n## %s\n\n", escape(f.Title), escape(f.Frame), f.Summary.Title)
	f.Summary.markdown(&b)
	for _, l := range f.Verdicts {
		if l.Label == "" {
			fmt.Fprintf(&b, "  - %s\n", escape(l.Text))
		} else {
			fmt.Fprintf(&b, "- **%s**: %s\n", escape(l.Label), escape(l.Text))
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
		fmt.Fprintf(&b, "- %s\n", escape(a))
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// markdown writes a table and its notes.
func (t *Table) markdown(b *strings.Builder) {
	row := func(cells []string) { b.WriteString("| " + strings.Join(each(cells, escape), " | ") + " |\n") }
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
		b.WriteString(escape(note) + "\n\n")
	}
}

// strong is an escaped cell in bold.
func strong(cell string) string {
	if cell == "" {
		return ""
	}
	return "**" + escape(cell) + "**"
}

// markdown writes a finding as an item of a list.
func (f *Finding) markdown(b *strings.Builder) {
	head := "**" + f.Severity + "** · " + escape(f.Code)
	if f.Month != nil {
		head += fmt.Sprintf(" · month %d, %s", *f.Month, f.date)
	}
	if place := f.place(); place != "" {
		head += " · " + escape(place)
	}
	lines := []string{head, escape(f.Message)}
	if f.Arithmetic != "" {
		lines = append(lines, "= "+escape(f.Arithmetic))
	}
	if f.Remedy != "" {
		lines = append(lines, "→ "+escape(f.Remedy))
	}
	b.WriteString("- " + strings.Join(lines, "<br>") + "\n")
}

// escape makes a text safe for a cell: it stays one line, and nothing in it is markup.
func escape(text string) string {
	lines := strings.Split(strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\r", "\n"), "\n")
	return strings.Join(each(lines, Plain), "<br>")
}

// nothing is what breaks a word in two for whoever looks for mentions and links,
// and shows as nothing.
const nothing = "<!-- -->"

// Plain is a text of the user's on one line of Markdown: no markup, no cell's
// end, and neither a mention nor a link nor a reference to an issue, which would
// notify people or lead away, in the flavours of GitHub and GitLab.
func Plain(text string) string {
	pairs := []string{
		`\`, `\\`, "|", `\|`, "&", "&amp;", "<", "&lt;", ">", "&gt;", "*", `\*`, "`", "\\`", "[", `\[`, "]", `\]`, "~", `\~`,
		"@", "&#64;" + nothing, "://", ":" + nothing + "//", "www.", "www" + nothing + ".", "GH-", "GH" + nothing + "-", "gh-", "gh" + nothing + "-",
	}
	for digit := range 10 {
		for _, sign := range []string{"#", "!"} {
			pairs = append(pairs, fmt.Sprintf("%s%d", sign, digit), fmt.Sprintf("%s%s%d", sign, nothing, digit))
		}
	}
	return strings.NewReplacer(pairs...).Replace(printable(text))
}
