package unit

import (
	"strings"
	"unicode"
)

// Printable is a text on one line with nothing in it that a terminal, a log or a CI system would obey or hide: line
// breaks and tabs are spaces, other controls, marks of direction and characters without width are shown as "·". So
// are the first signs of the commands that CI systems look for in logs, "::" where a line may begin and "##[". Names
// and values of the user pass through it wherever they are shown.
func Printable(text string) string {
	shown := strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\r' || r == '\t':
			return ' '
		case unicode.IsPrint(r):
			return r
		}
		return '·'
	}, text)
	if rest, found := strings.CutPrefix(shown, "::"); found {
		shown = "·:" + rest
	}
	return strings.ReplaceAll(strings.ReplaceAll(shown, " ::", " ·:"), "##[", "#·[")
}
