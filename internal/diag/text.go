package diag

import (
	"strings"
	"unicode"
)

// tabColumns is the width a tab is shown with. It is fixed, instead of running
// to the next stop, so that the width of a text does not depend on where it starts.
const tabColumns = 4

// wide holds the runes a terminal draws two columns wide. It is the bulk of
// East Asian Wide and Fullwidth plus the emoji blocks; a rune missed here moves
// a caret by one column and nothing else.
var wide = &unicode.RangeTable{
	R16: []unicode.Range16{
		{Lo: 0x1100, Hi: 0x115f, Stride: 1}, // Hangul Jamo
		{Lo: 0x2e80, Hi: 0x303e, Stride: 1}, // CJK radicals and punctuation
		{Lo: 0x3041, Hi: 0xa4cf, Stride: 1}, // Kana, CJK, Yi
		{Lo: 0xa960, Hi: 0xa97f, Stride: 1}, // Hangul Jamo, extended
		{Lo: 0xac00, Hi: 0xd7a3, Stride: 1}, // Hangul syllables
		{Lo: 0xf900, Hi: 0xfaff, Stride: 1}, // CJK compatibility
		{Lo: 0xfe30, Hi: 0xfe6f, Stride: 1}, // CJK compatibility forms
		{Lo: 0xff01, Hi: 0xff60, Stride: 1}, // fullwidth ASCII
		{Lo: 0xffe0, Hi: 0xffe6, Stride: 1}, // fullwidth signs
	},
	R32: []unicode.Range32{
		{Lo: 0x1f300, Hi: 0x1f64f, Stride: 1}, // pictographs and faces
		{Lo: 0x1f680, Hi: 0x1f6ff, Stride: 1}, // transport
		{Lo: 0x1f900, Hi: 0x1faff, Stride: 1}, // supplemental pictographs
		{Lo: 0x20000, Hi: 0x3fffd, Stride: 1}, // CJK extensions
	},
}

// visible returns r, or "·" for what must not reach a terminal: controls and
// escapes, and the invisible runes that reorder or hide text.
func visible(r rune) rune {
	if unicode.IsPrint(r) {
		return r
	}
	return '·'
}

// printable returns s on one line, with nothing in it that a terminal would
// obey. Bytes that are not UTF-8 become U+FFFD.
func printable(s string) string { return strings.Map(visible, s) }

// columns returns how many terminal columns the runes of a source line take.
func columns(runes []rune) int {
	n := 0
	for _, r := range runes {
		n += runeColumns(r)
	}
	return n
}

// runeColumns is the width of one rune as [expand] shows it.
func runeColumns(r rune) int {
	switch {
	case r == '\t':
		return tabColumns
	case r < 0x300:
		return 1
	case unicode.In(r, unicode.Mn, unicode.Me):
		return 0
	case unicode.Is(wide, r) && unicode.IsPrint(r):
		return 2
	}
	return 1
}

// expand returns the runes of a source line as they are shown: tabs as spaces,
// the rest made [visible].
func expand(runes []rune) string {
	var b strings.Builder
	for _, r := range runes {
		if r == '\t' {
			b.WriteString(strings.Repeat(" ", tabColumns))
		} else {
			b.WriteRune(visible(r))
		}
	}
	return b.String()
}
