package report

import (
	"fmt"
	"io"
	"strings"

	"github.com/talimat/talimat-plan/internal/document"
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
	o := terminal.Options{Width: f.options.Width, Color: f.options.Color, Flat: true}
	width := o.Columns()
	glance, err := terminal.Lines(f.glance(), o)
	if err != nil {
		return err
	}
	pays, err := terminal.Lines(&document.Lines{Lines: f.pays()}, o)
	if err != nil {
		return err
	}
	blocks := [][]string{
		{terminal.Truncate(unit.Printable(f.Title), width), terminal.Truncate(unit.Printable(f.Frame), width)},
		answerLines(f.answer(), width), glance, f.Pictures, nil, pays, f.worst(width), {terminal.Truncate(more, width)},
	}
	const timeline = 4
	turns, weights := f.timeline()
	apart, room := arrange(blocks, timeline, min(len(turns.Rows), leastTurns)+turnsHead)
	if blocks[timeline], err = turnLines(turns, weights, room-turnsHead, o); err != nil {
		return err
	}
	var out strings.Builder
	for i, b := range blocks {
		if i > 0 && apart[i] && len(b) > 0 {
			out.WriteByte('\n')
		}
		for _, line := range b {
			out.WriteString(strings.TrimRight(line, " ") + "\n")
		}
	}
	_, err = io.WriteString(w, out.String())
	return err
}

// more says what to type for the rest.
const more = "More: --all, --show months,costs,findings · talimat-plan explain cost.effective"

// answerLines writes the answer, the verdict first. What is longer than two lines
// ends in an ellipsis: forecast --show summary has it whole.
func answerLines(answer []Line, width int) []string {
	label := 0
	for _, l := range answer {
		label = max(label, terminal.Columns(l.Label)+len(gap))
	}
	var lines []string
	for _, l := range answer {
		part := terminal.Hang(fmt.Sprintf("%-*s", label, l.Label), l.Text, width)
		if len(part) > answerEach {
			part = part[:answerEach]
			part[answerEach-1] = terminal.Truncate(part[answerEach-1]+" …", width)
		}
		lines = append(lines, part...)
	}
	return lines
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

// turnsHead is the lines of a timeline before its rows: headings and a rule.
const turnsHead = 2

// turnLines writes the timeline with at most so many rows: those of most weight, in
// their order.
func turnLines(t *document.Table, weights []float64, rows int, o terminal.Options) ([]string, error) {
	t.Title = ""
	if n := max(rows, leastTurns); len(t.Rows) > n {
		t.Columns[1].Title += fmt.Sprintf(" (%d more: --show timeline)", len(t.Rows)-n)
		var kept [][]document.Cell
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
	}
	return terminal.Lines(t, o)
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
