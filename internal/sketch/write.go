package sketch

import "strings"

// writer gathers the lines of a picture.
type writer struct {
	width  int
	glyphs glyphs
	lines  []string
}

// line adds a line without the spaces at its end.
func (w *writer) line(text string) { w.lines = append(w.lines, strings.TrimRight(text, " ")) }

// prose adds words behind a prefix, wrapped; further lines stand below the
// beginning of the first. What is longer than a line by itself is broken at its
// spaces, or else cut.
func (w *writer) prose(prefix string, words ...string) {
	room := max(w.width-columns(prefix), 1)
	line := ""
	flush := func() {
		w.line(prefix + line)
		prefix, line = strings.Repeat(" ", columns(prefix)), ""
	}
	add := func(word string) {
		if line != "" && columns(line)+1+columns(word) > room {
			flush()
		}
		if line != "" {
			line += " "
		}
		line += word
	}
	for _, word := range words {
		word = strings.Join(strings.Fields(w.glyphs.plain(word)), " ")
		if columns(word) <= room {
			add(word)
			continue
		}
		for part := range strings.FieldsSeq(word) {
			add(cut(part, room))
		}
	}
	flush()
}

// cut is as much of a text as has room.
func cut(text string, room int) string {
	n := 0
	for i, r := range text {
		if n += wide(r); n > room {
			return text[:i]
		}
	}
	return text
}
