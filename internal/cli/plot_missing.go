package cli

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"github.com/talimat/talimat-plan/internal/chart"
)

// noteMissing says once which letters no font has.
func (p *program) noteMissing(letters []rune) {
	slices.Sort(letters)
	letters = slices.Compact(letters)
	if len(letters) == 0 {
		return
	}
	const most = 8
	words := make([]string, min(len(letters), most))
	for i := range words {
		words[i] = string(letters[i])
		if unicode.IsMark(letters[i]) {
			words[i] = "◌" + words[i] // a mark stands on a letter
		}
	}
	text := strings.Join(words, " ")
	if more := len(letters) - most; more > 0 {
		text += fmt.Sprintf(" and %d more", more)
	}
	p.note("drawn as %c, because the fonts of charts do not have it: %s", chart.Missing, text)
}
