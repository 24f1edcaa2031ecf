package report

import (
	"fmt"
	"io"
	"slices"
	"strings"

	terminal "github.com/talimat/talimat-plan/internal/render/text"
)

// The width of text: what it is when nothing is known, and the least there is.
const (
	defaultWidth = 80
	leastWidth   = 40
)

// Text writes the report for a terminal: everything, or the sections that are
// shown by name, in their order. No line is wider than Options.Width.
func (f *Forecast) Text(w io.Writer) error {
	width := f.options.columns()
	out := &trimmer{}
	all := append(terminal.Wrap(f.Title, width), terminal.Wrap(f.Frame, width)...)
	for _, name := range SectionNames() {
		if len(f.options.Show) > 0 && !slices.Contains(f.options.Show, name) {
			continue
		}
		if err := f.write(out, name, width); err != nil {
			return err
		}
		if section := out.take(); len(section) > 0 {
			all = append(append(all, ""), section...)
		}
	}
	out.lines(all)
	_, err := io.WriteString(w, out.text())
	return err
}

// SectionNames are the sections of the text of a forecast, in their order.
func SectionNames() []string {
	return []string{"summary", "chart", "timeline", "months", "costs", "savings", "services", "limits", "claims", "findings", "assumptions"}
}

// write writes a section; nothing for one that the plan does not have.
func (f *Forecast) write(out *trimmer, name string, width int) error {
	switch name {
	case "summary":
		if err := f.section(out, f.Summary, width); err != nil {
			return err
		}
		out.WriteByte('\n')
		out.lines(textLines(f.Verdicts, width))
	case "chart":
		out.lines(f.Pictures)
	case "timeline":
		if len(f.Timeline.Rows) > 0 {
			return f.section(out, f.changes, width)
		}
	case "months":
		return f.section(out, f.Months, width)
	case "findings":
		if len(f.Findings) > 0 {
			out.lines([]string{"Findings"})
			out.lines(FindingLines(f.Findings, width, f.options.Color))
		}
	case "assumptions":
		out.lines([]string{"Assumptions"})
		for _, a := range f.Assumptions {
			out.lines(terminal.Hang("  - ", a, width))
		}
	default:
		for _, t := range f.Sections {
			if t.Name == name || name == "costs" && t.Name == "categories" {
				return f.section(out, t, width)
			}
		}
	}
	return nil
}

// columns is the width of text.
func (o *Options) columns() int {
	if o.Width == 0 {
		return defaultWidth
	}
	return max(o.Width, leastWidth)
}

// section writes a table below its title.
func (f *Forecast) section(out *trimmer, t Table, width int) error {
	out.lines([]string{t.Title})
	if len(t.Rows) > 0 {
		if err := out.table(t, width, f.options.Color); err != nil {
			return err
		}
	} else {
		out.lines([]string{"No month of the plan is selected."})
	}
	return nil
}

// textLines aligns the texts of lines behind their labels.
func textLines(lines []Line, width int) []string {
	widest := 0
	for _, l := range lines {
		widest = max(widest, terminal.Columns(l.Label))
	}
	var all []string
	for _, l := range lines {
		all = append(all, terminal.Hang(fmt.Sprintf("%-*s", widest+len(gap), l.Label), l.Text, width)...)
	}
	return all
}

// FindingLines writes findings for a terminal: a line that says what, when and
// where, and below it the message, its arithmetic and the remedy.
func FindingLines(findings []Finding, width int, color bool) []string {
	const indent = "        "
	var lines []string
	for i, f := range findings {
		if i > 0 {
			lines = append(lines, "")
		}
		severity := f.Severity
		if color {
			severity = paint(severity)
		}
		head := f.Code
		if f.Month != nil {
			head += fmt.Sprintf(" · month %d, %s", *f.Month, f.date)
		}
		if place := f.place(); place != "" {
			head += " · " + place
		}
		first := terminal.Hang(indent, head, width)
		first[0] = severity + strings.Repeat(" ", max(len(indent)-len(f.Severity), 1)) + strings.TrimPrefix(first[0], indent)
		lines = append(lines, first...)
		lines = append(lines, terminal.Hang(indent, f.Message, width)...)
		if f.Arithmetic != "" {
			lines = append(lines, terminal.Hang(indent+"= ", f.Arithmetic, width)...)
		}
		if f.Remedy != "" {
			lines = append(lines, terminal.Hang(indent+"→ ", f.Remedy, width)...)
		}
	}
	return lines
}

// paint colours a severity or a bad verdict; other words stay as they are.
func paint(word string) string {
	style := map[string]string{"high": "1;31", "broken": "1;31", "fails": "33", "medium": "33", "low": "36"}[word]
	if style == "" {
		return word
	}
	return "\x1b[" + style + "m" + word + "\x1b[0m"
}
