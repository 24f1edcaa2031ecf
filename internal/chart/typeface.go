package chart

import (
	_ "embed" // for the fonts

	"golang.org/x/image/font"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
	"golang.org/x/text/unicode/norm"
	"gonum.org/v1/plot/vg"
)

// The fonts are subsets of Inter 4.0 (Debian package fonts-inter 4.0~beta7), made
// for Regular and SemiBold by pyftsubset (fonttools 4.38) with
//
//	pyftsubset Inter-Regular.otf --output-file=Inter-Regular.otf --layout-features=kern \
//	  --no-hinting --notdef-outline --name-IDs=0,1,2,13,14 --unicodes=\
//	U+0020-007E,U+00A0-017F,U+0192,U+0218-021B,U+02C6-02C7,U+02D8-02DD,U+0384-03CE,U+0400-045F,\
//	U+1E9E,U+2009-200A,U+2010-2015,U+2018-201E,U+2020-2022,U+2026,U+202F,U+2030,U+2032-2033,\
//	U+2039-203A,U+2044,U+20A0-20BF,U+2116,U+2122,U+2190-2193,U+2202,U+2206,U+2211-2212,U+2215,\
//	U+2219-221A,U+221E,U+2248,U+2260,U+2264-2265,U+25A1,U+25CF,U+FFFD
//
// Latin, Greek and Cyrillic letters, all currency signs, arrows and mathematics
// are there. A letter that is not comes from the Go fonts, which the canvases
// bring along anyway; one that no font has is drawn as a dot, never left out.
var (
	//go:embed font/Inter-Regular.otf
	regularFont []byte
	//go:embed font/Inter-SemiBold.otf
	semiboldFont []byte
)

// weight is a weight of the typeface.
type weight int

const (
	regular weight = iota
	semibold
)

// typeface turns text into outlines. Its faces are parsed when the first text
// of their weight is set.
type typeface struct {
	faces   [2]*face
	err     error  // the first fault of a font
	missing []rune // letters that no font has, in the order of their first use
}

// face is one weight with the glyphs that have been used.
type face struct {
	font   *sfnt.Font
	second *sfnt.Font // of letters that font lacks
	buffer sfnt.Buffer
	unit   fixed.Int26_6 // font units per em: at this size a 26.6 number is a font unit
	glyphs map[rune]*glyph
	kerns  map[[2]sfnt.GlyphIndex]float64
}

// glyph is a letter in font units; y points down.
type glyph struct {
	index    sfnt.GlyphIndex // in the first font; 0 for a letter of another
	known    bool            // whether a font has it
	advance  float64
	segments sfnt.Segments
}

// face returns the face of a weight, or nil when its font is damaged.
func (t *typeface) face(w weight) *face {
	if t.faces[w] == nil && t.err == nil {
		parsed, err := sfnt.Parse([][]byte{regularFont, semiboldFont}[w])
		if err != nil {
			t.err = err
			return nil
		}
		second, err := secondFont(w)
		if err != nil {
			t.err = err
			return nil
		}
		t.faces[w] = &face{
			font: parsed, second: second, unit: fixed.Int26_6(parsed.UnitsPerEm()),
			glyphs: map[rune]*glyph{}, kerns: map[[2]sfnt.GlyphIndex]float64{},
		}
	}
	return t.faces[w]
}

// unit is the number of font units per em of a weight.
func (t *typeface) unit(w weight) float64 {
	if f := t.face(w); f != nil {
		return float64(f.unit)
	}
	return 1
}

// kern is the correction between two neighbours in font units. It is asked for
// at the size of the em, because sfnt does not scale it at any other.
func (f *face) kern(left, right sfnt.GlyphIndex) float64 {
	if left == 0 || right == 0 { // of different fonts
		return 0
	}
	pair := [2]sfnt.GlyphIndex{left, right}
	k, ok := f.kerns[pair]
	if !ok {
		if v, err := f.font.Kern(&f.buffer, left, right, f.unit, font.HintingNone); err == nil {
			k = float64(v)
		}
		f.kerns[pair] = k
	}
	return k
}

// layout calls place for every letter of a text with its distance from the
// beginning, and returns the width. Size and distances are in points.
func (t *typeface) layout(w weight, size float64, text string, place func(g *glyph, x, scale float64)) float64 {
	f := t.face(w)
	if f == nil {
		return 0
	}
	scale, x := size/float64(f.unit), 0.0
	var before *glyph
	for _, r := range t.letters(f, text) {
		g := f.glyph(r)
		if before != nil {
			x += f.kern(before.index, g.index) * scale
		}
		if place != nil {
			place(g, x, scale)
		}
		x += g.advance * scale
		before = g
	}
	return x
}

// width is the width of a text in points.
func (t *typeface) width(w weight, size float64, text string) float64 {
	return t.layout(w, size, text, nil)
}

// path is the outline of a text whose baseline begins at (x, y); y points up.
func (t *typeface) path(w weight, size float64, text string, x, y float64) vg.Path {
	var p vg.Path
	t.layout(w, size, text, func(g *glyph, dx, scale float64) {
		at := func(a fixed.Point26_6) vg.Point {
			return vg.Point{X: round(x + dx + float64(a.X)*scale), Y: round(y - float64(a.Y)*scale)}
		}
		open := false
		for _, s := range g.segments {
			switch s.Op {
			case sfnt.SegmentOpMoveTo:
				if open {
					p.Close()
				}
				p.Move(at(s.Args[0]))
				open = true
			case sfnt.SegmentOpLineTo:
				p.Line(at(s.Args[0]))
			case sfnt.SegmentOpQuadTo:
				p.QuadTo(at(s.Args[0]), at(s.Args[1]))
			case sfnt.SegmentOpCubeTo:
				p.CubeTo(at(s.Args[0]), at(s.Args[1]), at(s.Args[2]))
			}
		}
		if open {
			p.Close()
		}
	})
	return p
}

// fit shortens a text with an ellipsis until it is no wider than max.
func (t *typeface) fit(w weight, size float64, text string, max float64) string {
	if t.width(w, size, text) <= max {
		return text
	}
	letters := []rune(norm.NFC.String(text))
	low, high := 0, len(letters) // the longest beginning that fits has low letters
	for low < high {
		middle := (low + high + 1) / 2
		if t.width(w, size, string(letters[:middle])+"…") <= max {
			low = middle
		} else {
			high = middle - 1
		}
	}
	for low > 0 && letters[low-1] == ' ' {
		low--
	}
	return string(letters[:low]) + "…"
}
