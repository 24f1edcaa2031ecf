package report

import (
	"fmt"
	"io"
	"strings"

	"github.com/talimat/talimat-plan/internal/render/markdown"
)

// openRows is how many rows a table may have and still stand unfolded in the
// description of a change.
const openRows = 16

// Markdown writes the dossier as the description of a change, in GitHub's
// flavour: the verdict, the key figures, the plan by phase and by period, and
// what is wrong, worst first. What is long is folded.
func (d *Dossier) Markdown(w io.Writer) error {
	var b strings.Builder
	f := d.Forecast
	fmt.Fprintf(&b, "# %s\n\n", markdown.Escape(f.Title))
	fmt.Fprintf(&b, "**%s**: %s.\n\n", d.Verdict.Title, d.Verdict.Text)
	if d.Verdict.Cause != "" {
		fmt.Fprintf(&b, "- **Does not hold**: %s\n- **Mended by**: %s\n\n", markdown.Escape(d.Verdict.Cause), markdown.Escape(d.Verdict.Mended))
	}
	fmt.Fprintf(&b, "%s\n\n", markdown.Escape(f.Frame))
	key := Table{Columns: []Column{{Title: "Figure"}, {Title: "Value", Align: Right}, {Title: "Note"}}}
	for _, h := range d.Headlines {
		key.Rows = append(key.Rows, []string{h.Label, h.String(), h.Detail})
	}
	key.markdown(&b)
	d.Outlook.markdown(&b)
	if len(d.Limits.Rows) > 0 {
		d.Limits.heading(&b)
		d.Limits.markdown(&b)
	}
	if len(d.Phases.Rows) > 0 {
		d.Phases.heading(&b)
		d.Phases.markdown(&b)
	}
	f.Months.heading(&b)
	f.Months.foldable(&b)
	d.markdownFindings(&b)
	d.markdownClaims(&b)
	if n := len(f.Assumptions); n > 0 {
		fold(&b, fmt.Sprintf("%d assumptions", n), func() {
			for _, a := range f.Assumptions {
				fmt.Fprintf(&b, "- %s\n", markdown.Escape(a))
			}
			b.WriteByte('\n')
		})
	}
	_, err := io.WriteString(w, strings.TrimRight(b.String(), "\n")+"\n")
	return err
}

// markdown writes how likely it is in a few lines; nothing without an outlook.
func (o *Outlook) markdown(b *strings.Builder) {
	if o == nil {
		return
	}
	fmt.Fprintf(b, "## How likely is it?\n\n- %s\n", markdown.Escape(o.Summary))
	for _, l := range o.Lines {
		fmt.Fprintf(b, "- **%s**: %s\n", markdown.Escape(l.Label), markdown.Escape(l.Text))
	}
	b.WriteByte('\n')
}

// String is "$850 → $16,301", or the value alone if it does not change.
func (h Headline) String() string {
	if h.From == "" {
		return h.Value
	}
	return h.From + " → " + h.Value
}

// heading writes the title of a table.
func (t *Table) heading(b *strings.Builder) { fmt.Fprintf(b, "## %s\n\n", t.Title) }

// foldable writes a table, folded when it is long.
func (t *Table) foldable(b *strings.Builder) {
	if len(t.Rows) <= openRows {
		t.markdown(b)
		return
	}
	fold(b, fmt.Sprintf("%d rows", len(t.Rows)), func() { t.markdown(b) })
}

// fold writes something that is closed at first.
func fold(b *strings.Builder, summary string, write func()) {
	fmt.Fprintf(b, "<details>\n<summary>%s</summary>\n\n", summary)
	write()
	b.WriteString("</details>\n\n")
}

// markdownFindings writes the findings: high ones open, the others folded.
func (d *Dossier) markdownFindings(b *strings.Builder) {
	all := d.Forecast.Findings
	if len(all) == 0 {
		return
	}
	b.WriteString("## Findings\n\n")
	high := 0
	for high < len(all) && all[high].Severity == "high" {
		all[high].markdown(b)
		high++
	}
	if high > 0 {
		b.WriteByte('\n')
	}
	if rest := all[high:]; len(rest) > 0 {
		fold(b, fmt.Sprintf("%d of lower severity", len(rest)), func() {
			for i := range rest {
				rest[i].markdown(b)
			}
			b.WriteByte('\n')
		})
	}
}

// markdownClaims writes the claims that fail.
func (d *Dossier) markdownClaims(b *strings.Builder) {
	failing := d.Claims.Table
	failing.Rows, failing.Title = nil, "Claims that fail"
	last := len(failing.Columns) - 1
	for _, row := range d.Claims.Rows {
		if row[last] == "fails" {
			failing.Rows = append(failing.Rows, row)
		}
	}
	if len(failing.Rows) > 0 {
		failing.heading(b)
		failing.foldable(b)
	}
}
