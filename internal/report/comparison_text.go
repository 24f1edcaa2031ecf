package report

import (
	"fmt"
	"io"
	"strings"

	terminal "github.com/talimat/talimat-plan/internal/render/text"
)

// longest is how much of a section or list an input shows.
const longest = 200

// Text writes the comparison for a terminal, the verdict first. No line is wider
// than the options say.
func (r *Comparison) Text(w io.Writer) error {
	width := r.options.Width
	if width == 0 {
		width = defaultWidth
	}
	width = max(width, leastWidth)
	out := &trimmer{}
	out.lines(terminal.Wrap(r.Verdict, width))
	if !r.IsEmpty() {
		for _, line := range r.Frame {
			out.lines(terminal.Wrap(line, width))
		}
	}
	if len(r.Document.Inputs) > 0 {
		out.lines([]string{"", "Inputs"})
		out.lines(r.inputLines(width))
	}
	if len(r.Attribution.Rows) > 0 {
		if err := r.section(out, r.Attribution, width); err != nil {
			return err
		}
	}
	if a := r.Document.Attribution; a != nil && a.Missing != "" {
		out.lines(append([]string{""}, terminal.Wrap(r.missing(), width)...))
	}
	if len(r.Document.Faults) > 0 {
		out.lines([]string{"", "Findings, limits and claims"})
		out.lines(r.faultLines(width))
	}
	for _, t := range r.Tables {
		if err := r.section(out, t, width); err != nil {
			return err
		}
	}
	if err := r.futuresText(out, width); err != nil {
		return err
	}
	_, err := io.WriteString(w, out.text())
	return err
}

// futuresText writes the section on futures, its verdict first.
func (r *Comparison) futuresText(out *trimmer, width int) error {
	f := r.Futures
	if f == nil {
		return nil
	}
	out.lines([]string{"", futuresTitle})
	out.lines(terminal.Wrap(f.Verdict, width))
	out.lines(terminal.Wrap(f.Design, width))
	out.lines(textLines(f.Notes, width))
	for _, t := range f.Tables {
		if err := r.section(out, t, width); err != nil {
			return err
		}
	}
	return nil
}

// section writes a table below its title.
func (r *Comparison) section(out *trimmer, t Table, width int) error {
	out.lines(append([]string{""}, terminal.Wrap(t.Title, width)...))
	return out.table(t, width, r.options.Color)
}

// missing says why there are no shares.
func (r *Comparison) missing() string {
	return "What each change does to " + r.Document.Attribution.Metric + " cannot be told: " + r.Document.Attribution.Missing + "."
}

// inputLines writes each change with its number, and below it its places.
func (r *Comparison) inputLines(width int) []string {
	var lines []string
	for i := range r.Document.Inputs {
		c := &r.Document.Inputs[i]
		lines = append(lines, terminal.Hang(fmt.Sprintf("%3d  ", i+1), c.sentence(), width)...)
		lines = append(lines, terminal.Hang("     ", c.places(), width)...)
	}
	return lines
}

// sentence says what changed.
func (c *InputChange) sentence() string {
	text := c.Path + " " + c.Change + ": "
	switch {
	case c.Old == nil:
		text += terminal.Truncate(c.New.Text, longest)
	case c.New == nil:
		text += terminal.Truncate(c.Old.Text, longest)
	case c.Change == "changed":
		text = c.Path + ": " + c.Old.words() + " → " + c.New.words()
	default:
		text += c.Old.words() + " → " + c.New.words()
	}
	if c.Change == "changed" && c.Old.Text == c.New.Text {
		text += " (the file holds other figures)"
	}
	switch {
	case c.OnlySpread:
		text += " (only the spread changed: no figure rests on it)"
	case !c.AffectsFigures:
		text += " (no figure rests on it)"
	}
	return text
}

// words is what is stated, shortened, with a word when it is the default.
func (s *Stated) words() string {
	text := terminal.Truncate(s.Text, longest)
	if s.Default {
		text += " (default)"
	}
	return text
}

// places is "old.yaml:21 → new.yaml:21".
func (c *InputChange) places() string {
	var all []string
	for _, s := range []*Stated{c.Old, c.New} {
		if s != nil {
			all = append(all, s.place())
		}
	}
	return strings.Join(all, " → ")
}

// faultLines writes what appeared, vanished or moved.
func (r *Comparison) faultLines(width int) []string {
	var lines []string
	for i := range r.Document.Faults {
		f := &r.Document.Faults[i]
		severity := f.Severity
		if r.options.Color {
			severity = paint(severity)
		}
		if f.Change == "moved" && f.OldSeverity != f.Severity {
			severity = f.OldSeverity + " → " + severity
		}
		line := terminal.Hang(strings.Repeat(" ", 12), f.head(severity), width)
		line[0] = fmt.Sprintf("  %-8s  ", f.Change) + strings.TrimPrefix(line[0], strings.Repeat(" ", 12))
		lines = append(lines, line...)
		lines = append(lines, terminal.Hang(strings.Repeat(" ", 12), f.Message, width)...)
	}
	return lines
}

// head is "high finding replica-cap · month 21 → 18 · plan.yaml:41".
func (f *FaultDifference) head(severity string) string {
	parts := []string{strings.TrimSpace(severity + " " + f.Kind + " " + f.Name)}
	month := func(m *int) string {
		if m == nil {
			return "no month"
		}
		return fmt.Sprintf("month %d", *m)
	}
	switch {
	case f.Change == "moved" && (f.OldMonth != nil || f.Month != nil):
		parts = append(parts, month(f.OldMonth)+" → "+month(f.Month))
	case f.Month != nil:
		parts = append(parts, month(f.Month))
	case f.OldMonth != nil:
		parts = append(parts, month(f.OldMonth))
	}
	if f.File != "" {
		place := f.File
		if f.Line != nil {
			place = fmt.Sprintf("%s:%d", f.File, *f.Line)
		}
		parts = append(parts, place)
	}
	return strings.Join(parts, " · ")
}
