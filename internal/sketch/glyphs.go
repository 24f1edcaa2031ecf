package sketch

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
	"golang.org/x/text/width"
)

// glyphs are the characters of a picture.
type glyphs struct {
	ascii                        bool
	across, down                 int // dots of the series in a character
	band, level, mark            rune
	bar, tick, corner, foot, rim rune // of the axes
}

var (
	unicodeGlyphs = glyphs{false, 2, 4, '░', '┄', '┊', '│', '┤', '└', '┬', '─'}
	asciiGlyphs   = glyphs{true, 1, 1, ':', '-', '|', '|', '+', '+', '+', '-'}
)

// dots is the character with the dots of the series that are set, a bit for
// each as in the Braille block of Unicode.
func (g *glyphs) dots(set uint8) rune {
	if g.ascii {
		return '*'
	}
	return 0x2800 + rune(set)
}

// braille is the bit of the dot in a column and row of a character, from above.
func braille(column, row int) uint8 {
	return [2][4]uint8{{0x01, 0x02, 0x04, 0x40}, {0x08, 0x10, 0x20, 0x80}}[column][row]
}

// plain is a text with nothing in it that a terminal obeys or, with ASCII, does
// not show: letters lose their marks, and what has no plain letter is "?".
func (g *glyphs) plain(text string) string {
	if g.ascii {
		text = norm.NFD.String(strings.NewReplacer("–", "-", "−", "-", "ı", "i").Replace(text))
	}
	return strings.Map(func(r rune) rune {
		switch {
		case g.ascii && unicode.Is(unicode.Mn, r):
			return -1
		case g.ascii && r > '~':
			return '?'
		case unicode.IsPrint(r):
			return r
		case g.ascii:
			return ' '
		default:
			return '·'
		}
	}, text)
}

// columns is the width of a text in a terminal.
func columns(text string) int {
	n := 0
	for _, r := range text {
		n += wide(r)
	}
	return n
}

func wide(r rune) int {
	if unicode.In(r, unicode.Mn, unicode.Me) {
		return 0
	}
	switch width.LookupRune(r).Kind() {
	case width.EastAsianWide, width.EastAsianFullwidth:
		return 2
	}
	return 1
}

func repeat(r rune, n int) string { return strings.Repeat(string(r), n) }
