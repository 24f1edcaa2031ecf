package report

import (
	"fmt"
	"io"
	"strings"

	"github.com/talimat/talimat-plan/internal/render/markdown"
)

// Markdown writes the comparison for a review: the verdict, what changed and
// why; the rest is folded. When nothing changed it is one line.
func (r *Comparison) Markdown(w io.Writer) error {
	var b strings.Builder
	fmt.Fprintf(&b, "**%s**\n", markdown.Escape(r.Verdict))
	if !r.IsEmpty() {
		for _, line := range r.Frame {
			b.WriteString("\n" + markdown.Escape(line) + "\n")
		}
	}
	if len(r.Document.Inputs) > 0 {
		b.WriteString("\n### Inputs\n\n")
		for i := range r.Document.Inputs {
			c := &r.Document.Inputs[i]
			fmt.Fprintf(&b, "%d. %s<br>%s\n", i+1, markdown.Escape(c.sentence()), markdown.Escape(c.places()))
		}
	}
	if len(r.Attribution.Rows) > 0 {
		fmt.Fprintf(&b, "\n### %s\n\n", markdown.Escape(r.Attribution.Title))
		r.Attribution.markdown(&b)
	}
	if a := r.Document.Attribution; a != nil && a.Missing != "" {
		fmt.Fprintf(&b, "\n%s\n", markdown.Escape(r.missing()))
	}
	if len(r.Document.Faults) > 0 {
		b.WriteString("\n### Findings, limits and claims\n\n")
		for i := range r.Document.Faults {
			f := &r.Document.Faults[i]
			fmt.Fprintf(&b, "- **%s** %s<br>%s\n", f.Change, markdown.Escape(f.head(f.Severity)), markdown.Escape(f.Message))
		}
	}
	for _, t := range r.Tables {
		fmt.Fprintf(&b, "\n<details>\n<summary>%s</summary>\n\n", t.Title)
		t.markdown(&b)
		b.WriteString("</details>\n")
	}
	if r.Futures != nil {
		r.Futures.markdown(&b)
	}
	_, err := io.WriteString(w, strings.ReplaceAll(b.String(), "\n\n\n", "\n\n"))
	return err
}

// markdown writes the section on futures.
func (f *SameFutures) markdown(b *strings.Builder) {
	fmt.Fprintf(b, "\n### %s\n\n**%s**\n\n%s\n\n", futuresTitle, markdown.Escape(f.Verdict), markdown.Escape(f.Design))
	for _, l := range f.Notes {
		fmt.Fprintf(b, "- **%s**: %s\n", markdown.Escape(l.Label), markdown.Escape(l.Text))
	}
	for _, t := range f.Tables {
		fmt.Fprintf(b, "\n#### %s\n\n", markdown.Escape(t.Title))
		t.markdown(b)
	}
}
