package xlsx

import (
	"bytes"
	"unicode/utf16"
	"unicode/utf8"
)

// escape writes a text between tags or in an attribute. What XML cannot hold is
// shown as "·"; a carriage return is left out, as readers would make it a line
// break. "_x0041_" in a text is not the letter A: its first underscore is
// written as "_x005F_" (ST_Xstring, ISO/IEC 29500-1, 22.9.2.19).
func escape(b *bytes.Buffer, s string) {
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		switch {
		case r == '&':
			b.WriteString("&amp;")
		case r == '<':
			b.WriteString("&lt;")
		case r == '>':
			b.WriteString("&gt;")
		case r == '"':
			b.WriteString("&quot;")
		case r == '\r':
		case r == '\n' || r == '\t':
			b.WriteByte(byte(r))
		case r < ' ' || r == utf8.RuneError && size == 1 || r == 0xFFFE || r == 0xFFFF:
			b.WriteString("·")
		case r == '_' && isEscape(s[i:]):
			b.WriteString("_x005F_")
		default:
			b.WriteString(s[i : i+size])
		}
		i += size
	}
}

// isEscape reports whether a text begins with what readers take for the number
// of a character.
func isEscape(s string) bool {
	if len(s) < 7 || s[1] != 'x' || s[6] != '_' {
		return false
	}
	for _, c := range []byte(s[2:6]) {
		if !('0' <= c && c <= '9' || 'a' <= c && c <= 'f' || 'A' <= c && c <= 'F') {
			return false
		}
	}
	return true
}

// bounded cuts a text to what a cell can hold, with an ellipsis for the rest.
func bounded(s string) string {
	if len(s) <= MaxText { // a byte is at most one unit
		return s
	}
	units := 0
	for i, r := range s {
		n := utf16.RuneLen(r)
		if units+n > MaxText-1 && len(utf16.Encode([]rune(s[i:])))+units > MaxText {
			return s[:i] + "…"
		}
		units += n
	}
	return s
}

// isRisky reports whether a program would read a text as a formula if somebody
// typed it, or edited the cell.
func isRisky(s string) bool {
	return s != "" && bytes.IndexByte([]byte("=+-@\t\r"), s[0]) >= 0
}
