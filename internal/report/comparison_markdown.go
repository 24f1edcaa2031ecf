package report

import (
	"fmt"
	"io"
	"strings"
)

// Markdown writes the comparison for a review: the verdict, what changed and
// why; the rest is folded. When nothing changed it is one line.
func (r *Comparison) Markdown(w io.Writer) error {
	var b strings.Builder
	fmt.Fprintf(&b, "**%s**\n", escape(r.Verdict))
	if !r.IsEmpty() {
		for _, line := range r.Frame {
			b.WriteString("\n" + escape(line) + "\n")
		}
	}
	if len(r.Document.Inputs) > 0 {
		b.WriteString("\n### Inputs\n\n")
		for i := range r.Document.Inputs {
			c := &r.Document.Inputs[i]
			fmt.Fprintf(&b, "%d. %s<br>%s\n", i+1, escape(c.sentence()), escape(c.places()))
		}
	}
	if len(r.Attribution.Rows) > 0 {
		fmt.Fprintf(&b, "\n### %s\n\n", escape(r.Attribution.Title))
		r.Attribution.markdown(&b)
	}
	if a := r.Document.Attribution; a != nil && a.Missing != "" {
		fmt.Fprintf(&b, "\n%s\n", escape(r.missing()))
	}
	if len(r.Document.Faults) > 0 {
		b.WriteString("\n### Findings, limits and claims\n\n")
		for i := range r.Document.Faults {
			f := &r.Document.Faults[i]
			fmt.Fprintf(&b, "- **%s** %s<br>%s\n", f.Change, escape(f.head(f.Severity)), escape(f.Message))
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
	fmt.Fprintf(b, "\n### %s\n\n**%s**\n\n%s\n\n", futuresTitle, escape(f.Verdict), escape(f.Design))
	for _, l := range f.Notes {
		fmt.Fprintf(b, "- **%s**: %s\n", escape(l.Label), escape(l.Text))
	}
	for _, t := range f.Tables {
		fmt.Fprintf(b, "\n#### %s\n\n", escape(t.Title))
		t.markdown(b)
	}
}
