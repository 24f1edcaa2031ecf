package report

import (
	"fmt"

	terminal "github.com/talimat/talimat-plan/internal/render/text"
)

// The width of text: what it is when nothing is known, and the least there is.
const (
	defaultWidth = 80
	leastWidth   = 40
)

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

// paint colours a severity or a bad verdict; other words stay as they are.
func paint(word string) string { return terminal.Paint(word, judged(word).Tone) }
