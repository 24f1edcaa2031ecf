package text

import (
	"strings"

	"github.com/olekukonko/tablewriter/pkg/twwidth"

	"github.com/talimat/talimat-plan/internal/unit"
)

// Truncate cuts a text that is wider than so many columns, and says so with "…".
func Truncate(text string, width int) string {
	if Columns(text) <= width {
		return text
	}
	head, _ := split(text, width-1)
	return head + "…"
}

// split is as much of a text as width allows, and at least a character, and the rest.
func split(text string, width int) (head, rest string) {
	end := 0
	for i, r := range text {
		if next := i + len(string(r)); i == 0 || Columns(text[:next]) <= width {
			end = next
			continue
		}
		break
	}
	return text[:end], text[end:]
}

// Wrap breaks a text into lines of at most width columns; a word that is wider is
// cut. Nothing in the lines is obeyed by a terminal.
func Wrap(text string, width int) []string {
	var lines []string
	line := ""
	for _, word := range strings.Fields(unit.Printable(text)) {
		if line != "" && Columns(line)+1+Columns(word) <= width {
			line += " " + word
			continue
		}
		if line != "" {
			lines = append(lines, line)
		}
		for Columns(word) > width {
			var head string
			head, word = split(word, width)
			lines = append(lines, head)
		}
		line = word
	}
	if line != "" {
		lines = append(lines, line)
	}
	return lines
}

// Hang wraps a text behind a prefix, and its further lines below its first word.
func Hang(prefix, text string, width int) []string {
	indent := Columns(prefix)
	lines := Wrap(text, max(width-indent, 1))
	if len(lines) == 0 {
		lines = []string{""}
	}
	for i, line := range lines {
		if i == 0 {
			lines[i] = prefix + line
		} else {
			lines[i] = strings.Repeat(" ", indent) + line
		}
	}
	return lines
}

// Columns is the width of a text in a terminal, in cells.
func Columns(text string) int {
	for i := range len(text) {
		if text[i] < ' ' || text[i] > '~' {
			return twwidth.WidthWithOptions(text, twwidth.Options{})
		}
	}
	return len(text)
}
