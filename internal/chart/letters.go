package chart

import (
	"slices"
	"unicode"

	"golang.org/x/image/font"
	"golang.org/x/image/font/gofont/gobold"
	"golang.org/x/image/font/gofont/goregular"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/text/unicode/norm"
)

// Missing stands for a letter that no font has.
const Missing = '•'

// letters is what is set of a text: spaces for what is one, nothing for what
// does not print, and Missing for what no font has. The parts of an emoji are
// one sign.
func (t *typeface) letters(f *face, text string) []rune {
	var set []rune
	var before rune
	for _, r := range norm.NFC.String(text) {
		joined := before == joiner
		before = r
		switch {
		case unicode.IsSpace(r):
			set = append(set, ' ')
		case !unicode.IsPrint(r) || isSelector(r):
		case f.glyph(r).known:
			set = append(set, r)
		default:
			if !slices.Contains(t.missing, r) {
				t.missing = append(t.missing, r)
			}
			part := joined || unicode.IsMark(r) || isSkin(r)
			if !part || len(set) == 0 || set[len(set)-1] != Missing {
				set = append(set, Missing)
			}
		}
	}
	return set
}

// joiner makes one emoji of two.
const joiner = '\u200d'

// isSelector reports a choice between two forms of the sign before it.
func isSelector(r rune) bool { return r >= 0xFE00 && r <= 0xFE0F }

// isSkin reports a tone of the emoji before it.
func isSkin(r rune) bool { return r >= 0x1F3FB && r <= 0x1F3FF }

// glyph loads the outline of a letter, from the second font if the first does
// not have it. It is unknown when neither has.
func (f *face) glyph(r rune) *glyph {
	if g, ok := f.glyphs[r]; ok {
		return g
	}
	g := &glyph{}
	if index, err := f.font.GlyphIndex(&f.buffer, r); err == nil && index != 0 {
		f.load(g, f.font, index)
		g.index = index
	} else if index, err := f.second.GlyphIndex(&f.buffer, r); err == nil && index != 0 {
		f.load(g, f.second, index)
	}
	f.glyphs[r] = g
	return g
}

// load fills a glyph. It is asked for at the em of the first font, so that both
// fonts come in the same units.
func (f *face) load(g *glyph, from *sfnt.Font, index sfnt.GlyphIndex) {
	advance, err := from.GlyphAdvance(&f.buffer, index, f.unit, font.HintingNone)
	if err != nil {
		return
	}
	segments, err := from.LoadGlyph(&f.buffer, index, f.unit, nil)
	if err != nil {
		return
	}
	g.known, g.advance, g.segments = true, float64(advance), append(sfnt.Segments(nil), segments...)
}

// secondFont parses the font of letters that the first lacks.
func secondFont(w weight) (*sfnt.Font, error) {
	return sfnt.Parse([][]byte{goregular.TTF, gobold.TTF}[w])
}
