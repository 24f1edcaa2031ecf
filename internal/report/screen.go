package report

import (
	"fmt"
	"io"
	"slices"
	"strings"

	terminal "github.com/talimat/talimat-plan/internal/render/text"
	"github.com/talimat/talimat-plan/internal/unit"
)

// This file is the answer on one screen: the verdict and what breaks first, what
// the plan costs, when what must grow and why, whether it pays and the worst that
// was found, in the order in which they matter.

// Lines of the screen: in all, of the timeline at least, of findings, and of each
// part of the answer.
const (
	screenLines   = 40
	leastTurns    = 5
	worstFindings = 3
	answerEach    = 2
)

// Screen writes the answer for a terminal: at most 40 lines in 80 columns, fewer
// for a plan that has less to say. Where there is not room for all that changes,
// what costs or breaks most is kept, in its order.
func (f *Forecast) Screen(w io.Writer) error {
	width := f.options.columns()
	out := &trimmer{}
	if err := out.table(f.Glance, width, f.options.Color); err != nil {
		return err
	}
	blocks := [][]string{
		{terminal.Truncate(unit.Printable(f.Title), width), terminal.Truncate(unit.Printable(f.Frame), width)},
		f.answerLines(width), out.take(), f.Pictures, nil, textLines(f.Pays, width), f.worst(width), {terminal.Truncate(f.more(), width)},
	}
	const timeline = 4
	apart, room := arrange(blocks, timeline, min(len(f.Timeline.Rows), leastTurns)+turnsHead)
	if err := f.turnsIn(out, room-turnsHead, width); err != nil {
		return err
	}
	blocks[timeline] = out.take()
	for i, b := range blocks {
		if i > 0 && apart[i] && len(b) > 0 {
			out.WriteByte('\n')
		}
		out.lines(b)
	}
	_, err := io.WriteString(w, out.text())
	return err
}

// arrange says before which blocks stands a blank line, so that a screen holds them
// and so many lines of one more, and how many lines are left for that.
func arrange(blocks [][]string, more, least int) (apart []bool, room int) {
	room = screenLines
	apart = make([]bool, len(blocks))
	for i, b := range blocks {
		if room -= len(b); len(b) > 0 || i == more {
			apart[i] = true
			room--
		}
	}
	room++                                // none before the first
	for _, i := range []int{3, 7, 6, 5} { // the picture, the last line, findings, what the plan is worth
		if room < least && apart[i] {
			apart[i] = false
			room++
		}
	}
	return apart, room
}

// take empties the trimmer of the lines written so far.
func (t *trimmer) take() []string {
	text := strings.TrimSuffix(t.text(), "\n")
	t.Reset()
	if text == "" {
		return nil
	}
	return strings.Split(text, "\n")
}

// turnsHead is the lines of a timeline before its rows: headings and a rule.
const turnsHead = 2

// turnsIn writes the timeline with at most so many rows.
func (f *Forecast) turnsIn(out *trimmer, rows, width int) error {
	t := f.Timeline
	if len(t.Rows) == 0 {
		return nil
	}
	if n := max(rows, leastTurns); len(t.Rows) > n {
		left := len(t.Rows) - n
		t = t.heaviest(f.weights, n)
		t.Columns = slices.Clone(t.Columns)
		t.Columns[1].Title += fmt.Sprintf(" (%d more: --show timeline)", left)
	}
	return out.table(t.oneLine(width), width, f.options.Color)
}

// heaviest is the n rows with most weight, in their order.
func (t Table) heaviest(weights []float64, n int) Table {
	kept := make([][]string, 0, n)
	for i, row := range t.Rows {
		before := 0
		for j, w := range weights {
			if w > weights[i] || w == weights[i] && j < i {
				before++
			}
		}
		if before < n {
			kept = append(kept, row)
		}
	}
	t.Rows = kept
	return t
}

// oneLine is the table with its widest column cut so that it is no wider than that.
func (t Table) oneLine(width int) Table {
	t = t.printable()
	over := t.wide() - width
	if over <= 0 {
		return t
	}
	longest, at := 0, 0
	for i, w := range t.widths() {
		if w > longest {
			longest, at = w, i
		}
	}
	t.cut(at, max(longest-over, 1))
	return t
}

// worst is the worst findings, a line each.
func (f *Forecast) worst(width int) []string {
	if len(f.Findings) == 0 {
		return nil
	}
	n := min(len(f.Findings), worstFindings)
	lines := []string{"Worst of " + counting(len(f.Findings), "finding", "findings")}
	if n == len(f.Findings) {
		lines[0] = "Findings"
	}
	code := 0
	for _, finding := range f.Findings[:n] {
		code = max(code, terminal.Columns(finding.Code))
	}
	for _, finding := range f.Findings[:n] {
		severity := fmt.Sprintf("%-6s", finding.Severity)
		place := ""
		if finding.Line != nil {
			place = fmt.Sprintf("  :%d", *finding.Line)
		}
		head := fmt.Sprintf("%s  %-*s  ", severity, code, finding.Code)
		text := finding.Message
		if finding.Arithmetic != "" {
			text += " = " + finding.Arithmetic
		}
		text = terminal.Truncate(unit.Printable(text), max(width-terminal.Columns(head)-terminal.Columns(place), 1))
		line := head + text + strings.Repeat(" ", max(width-terminal.Columns(head)-terminal.Columns(text)-terminal.Columns(place), 0)) + place
		if f.options.Color {
			line = paint(finding.Severity) + strings.TrimPrefix(line, finding.Severity)
		}
		lines = append(lines, line)
	}
	return lines
}

// more says what to type for the rest.
func (f *Forecast) more() string {
	return "More: --all, --show months,costs,findings · talimat-plan explain cost.effective"
}
