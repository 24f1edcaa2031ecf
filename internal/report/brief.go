package report

import (
	"fmt"
	"io"
	"strings"

	"github.com/talimat/talimat-plan/internal/render/markdown"
	terminal "github.com/talimat/talimat-plan/internal/render/text"
)

// brief is what the reports on futures have in common: an answer in a few lines,
// then tables.
type brief struct {
	head     []string // lines at the top; "" is an empty one
	verdicts []Line
	tables   []Table
}

// text writes a brief for a terminal. No line is wider than Options.Width.
func (b *brief) text(w io.Writer, o Options) error {
	width := o.Width
	if width == 0 {
		width = defaultWidth
	}
	width = max(width, leastWidth)
	out := &trimmer{}
	for _, text := range b.head {
		lines := terminal.Wrap(text, width)
		if text == "" {
			lines = []string{""}
		}
		out.lines(lines)
	}
	out.lines(textLines(b.verdicts, width))
	for _, t := range b.tables {
		out.WriteByte('\n')
		out.lines(terminal.Wrap(t.Title, width))
		if err := out.table(t, width, o.Color); err != nil {
			return err
		}
	}
	_, err := io.WriteString(w, out.text())
	return err
}

// markdown writes a brief in GitHub's flavour, below a title that is markup.
func (b *brief) markdown(w io.Writer, title string, frame ...string) error {
	var out strings.Builder
	fmt.Fprintf(&out, "%s\n\n%s\n\n", title, strings.Join(each(frame, markdown.Escape), "<br>"))
	for _, l := range b.verdicts {
		fmt.Fprintf(&out, "- **%s**: %s\n", markdown.Escape(l.Label), markdown.Escape(l.Text))
	}
	out.WriteByte('\n')
	for i := range b.tables {
		fmt.Fprintf(&out, "## %s\n\n", markdown.Escape(b.tables[i].Title))
		b.tables[i].markdown(&out)
	}
	_, err := io.WriteString(w, out.String())
	return err
}
