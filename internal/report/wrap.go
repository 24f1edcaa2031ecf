package report

import (
	"strings"

	"github.com/olekukonko/tablewriter/pkg/twwidth"

	"github.com/talimat/talimat-plan/internal/unit"
)

// printable is a text as [unit.Printable] shows it.
func printable(text string) string { return unit.Printable(text) }

// truncate shortens a text to a width, with an ellipsis in place of its end.
func truncate(text string, width int) string {
	if columns(text) <= width {
		return text
	}
	head, _ := split(text, width-1)
	return head + "…"
}

// split cuts a text behind as many characters as fit in a width; at least one,
// so that whoever goes on with the rest comes to an end.
func split(text string, width int) (head, rest string) {
	end := 0
	for i, r := range text {
		if next := i + len(string(r)); i == 0 || columns(text[:next]) <= width {
			end = next
			continue
		}
		break
	}
	return text[:end], text[end:]
}

// wrap breaks prose into lines of a width. Words longer than a line are broken.
func wrap(text string, width int) []string {
	var lines []string
	line := ""
	for _, word := range strings.Fields(printable(text)) {
		if line != "" && columns(line)+1+columns(word) <= width {
			line += " " + word
			continue
		}
		if line != "" {
			lines = append(lines, line)
		}
		for columns(word) > width {
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

// hang wraps prose behind a prefix; further lines stand below its beginning.
func hang(prefix, text string, width int) []string {
	indent := columns(prefix)
	lines := wrap(text, max(width-indent, 1))
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

// columns is the width of a text in terminal cells, measured as tablewriter does
// while no language makes characters wide.
func columns(text string) int {
	for i := range len(text) {
		if text[i] < ' ' || text[i] > '~' {
			return twwidth.WidthWithOptions(text, twwidth.Options{})
		}
	}
	return len(text)
}
