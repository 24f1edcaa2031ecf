// Package text writes documents for a terminal: no line is wider than the window,
// columns that do not fit leave by their importance and are named, and nothing
// that a scenario says is obeyed.
package text

import (
	"cmp"
	"fmt"
	"io"
	"strings"

	"github.com/talimat/talimat-plan/internal/document"
	"github.com/talimat/talimat-plan/internal/unit"
)

// Options are those of the reader's window.
type Options struct {
	Width int  // columns; 80 when 0, at least 40
	Color bool // whether tones are coloured
	Flat  bool // rows of tables stand on a line each: what would wrap is cut
}

// The usual and the least width of text.
const (
	usualWidth = 80
	leastWidth = 40
)

// Columns is the width that is written to.
func (o Options) Columns() int {
	if o.Width == 0 {
		return usualWidth
	}
	return max(o.Width, leastWidth)
}

// Write writes a document. An empty line stands between its parts.
func Write(w io.Writer, d *document.Document, o Options) error {
	p := &page{options: o, width: o.Columns()}
	p.head(d)
	for _, b := range d.Blocks {
		if err := p.block(b); err != nil {
			return err
		}
	}
	_, err := io.WriteString(w, p.text())
	return err
}

// Lines are those of a part of a document, as [Write] writes them.
func Lines(b document.Block, o Options) ([]string, error) {
	p := &page{options: o, width: o.Columns()}
	if err := p.block(b); err != nil || p.Len() == 0 {
		return nil, err
	}
	return strings.Split(strings.TrimSuffix(p.text(), "\n"), "\n"), nil
}

// head writes what a document begins with.
func (p *page) head(d *document.Document) {
	p.lines(Wrap(d.Title, p.width))
	verdict := Wrap(d.Verdict, p.width)
	if d.Title == "" {
		p.lines(verdict)
		p.part(len(verdict) > 0 && len(d.Frame) > 0)
	}
	for _, line := range d.Frame {
		p.lines(Wrap(line, p.width))
	}
	if d.Title != "" {
		p.part(len(verdict) > 0)
		p.lines(verdict)
	}
}

// part begins a new part with an empty line, when there is something to part.
func (p *page) part(there bool) {
	if there && p.Len() > 0 {
		p.WriteByte('\n')
	}
}

// block writes a part of a document.
func (p *page) block(b document.Block) error {
	switch b := b.(type) {
	case *document.Lines:
		p.part(true)
		p.lines(Wrap(b.Title, p.width))
		p.labelled(b)
	case *document.Entries:
		p.part(true)
		p.lines(Wrap(b.Title, p.width))
		p.entries(b.Entries)
	case *document.List:
		if len(b.Items) == 0 {
			return nil
		}
		p.part(true)
		p.lines(Wrap(b.Title, p.width))
		for _, item := range b.Items {
			p.lines(Hang("  - ", item, p.width))
		}
	case *document.Raw:
		p.part(true)
		p.lines(b.Lines)
	case *document.Command:
		p.part(true)
		p.lines(joined(b.Words, p.width))
	case *document.Table:
		if !b.For.Of(document.People) || len(b.Rows) == 0 && b.Empty == "" {
			return nil
		}
		p.part(true)
		p.lines(Wrap(b.Title, p.width))
		if len(b.Rows) == 0 {
			p.lines(Wrap(b.Empty, p.width))
			return nil
		}
		return p.table(b)
	}
	return nil
}

// joined is words of a command on as many lines as they take, which a shell joins.
func joined(words []string, width int) (lines []string) {
	const end = ` \`
	for _, word := range words {
		last := len(lines) - 1
		switch {
		case last < 0:
			lines = append(lines, word)
		case Columns(lines[last])+1+Columns(word)+len(end) <= width:
			lines[last] += " " + word
		default:
			lines[last] += end
			lines = append(lines, word)
		}
	}
	return lines
}

// leastText is the room that a text keeps beside its label; with less it stands below it.
const leastText = 20

// labelled writes lines with their labels in a column of their own, below a title a
// little to the right.
func (p *page) labelled(b *document.Lines) {
	indent, widest := "", 0
	if b.Title != "" {
		indent = gap
	}
	for _, l := range b.Lines {
		widest = max(widest, Columns(unit.Printable(l.Label)))
	}
	if widest > 0 {
		widest += len(gap)
	}
	for _, l := range b.Lines {
		label := unit.Printable(l.Label)
		if len(indent)+widest+leastText > p.width && label != "" {
			p.lines(Hang(indent, label, p.width))
			p.lines(Hang(indent+gap, l.Text, p.width))
			continue
		}
		p.lines(Hang(indent+label+strings.Repeat(" ", widest-Columns(label)), l.Text, p.width))
	}
}

// labelWidth is the least width of the column of labels before paragraphs.
const labelWidth = 8

// entries writes paragraphs: marks stand below the heads, or where there are labels
// in a column of their own.
func (p *page) entries(all []document.Entry) {
	widest := 0
	for i := range all {
		if label := Columns(all[i].Label); label > 0 {
			widest = max(widest, label+len(gap), labelWidth)
		}
	}
	indent := strings.Repeat(" ", widest)
	for i := range all {
		p.part(i > 0)
		e := &all[i]
		head := Hang(indent, e.Head, p.width)
		if e.Label != "" {
			label := e.Label
			if p.options.Color {
				label = Paint(label, e.Tone)
			}
			head[0] = label + strings.TrimPrefix(head[0], indent[:Columns(e.Label)])
		}
		p.lines(head)
		if e.Text != "" {
			p.lines(Hang(indent, e.Text, p.width))
		}
		for _, mark := range e.Marks {
			p.lines(Hang(cmp.Or(indent, gap)+fmt.Sprintf("%-2s", mark.Label), mark.Text, p.width))
		}
	}
}

// Paint colours a text by its tone.
func Paint(text string, tone document.Tone) string {
	style := ""
	switch tone {
	case document.Bad:
		style = "1;31"
	case document.Warn:
		style = "33"
	case document.Note:
		style = "36"
	}
	if style == "" || text == "" {
		return text
	}
	return "\x1b[" + style + "m" + text + "\x1b[0m"
}

// page is what was written so far.
type page struct {
	strings.Builder
	options Options
	width   int
	writer  *writer // of every table here; nil before the first

	explained bool // what intervals are has been said
}

// lines writes lines.
func (p *page) lines(lines []string) {
	for _, line := range lines {
		p.WriteString(line + "\n")
	}
}

// text is the page without spaces at the ends of its lines.
func (p *page) text() string {
	lines := strings.Split(p.String(), "\n")
	for i, line := range lines {
		lines[i] = strings.TrimRight(line, " ")
	}
	return strings.Join(lines, "\n")
}
