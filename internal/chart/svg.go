package chart

import (
	"bytes"
	"encoding/hex"
	"fmt"
	"html"
	"image/color"
	"math"
	"slices"
	"strconv"

	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
	"gonum.org/v1/plot/vg"
)

// svg is a canvas that writes an SVG. Unlike the one of gonum/plot it keeps each
// glyph once, whatever the text, which makes files a third of the size.
type svg struct {
	size   point
	name   string // of the chart; ids begin with it, so that charts can share a page
	body   []byte
	color  string
	width  float64
	dash   []vg.Length
	glyphs []*glyph          // in the order of their first use
	ids    map[*glyph]string // of their outlines
}

func newSVG(size point, name string) *svg {
	return &svg{size: size, name: name, ids: map[*glyph]string{}}
}

// SetColor is part of canvas.
func (s *svg) SetColor(c color.Color) {
	r, g, b, _ := c.RGBA()
	s.color = "#" + hex.EncodeToString([]byte{byte(r >> 8), byte(g >> 8), byte(b >> 8)})
}

// SetLineWidth is part of canvas.
func (s *svg) SetLineWidth(w vg.Length) { s.width = float64(w) }

// SetLineDash is part of canvas.
func (s *svg) SetLineDash(pattern []vg.Length, _ vg.Length) { s.dash = pattern }

// Fill is part of canvas.
func (s *svg) Fill(p vg.Path) {
	s.body = fmt.Appendf(s.body, `<path fill="%s" d="`, s.color)
	s.path(p)
	s.body = append(s.body, "\"/>\n"...)
}

// Stroke is part of canvas.
func (s *svg) Stroke(p vg.Path) {
	s.body = fmt.Appendf(s.body, `<path fill="none" stroke="%s" stroke-linejoin="round" stroke-width="`, s.color)
	s.number(s.width)
	if len(s.dash) > 0 {
		s.body = append(s.body, `" stroke-dasharray="`...)
		for i, d := range s.dash {
			if i > 0 {
				s.body = append(s.body, ' ')
			}
			s.number(float64(d))
		}
	}
	s.body = append(s.body, `" d="`...)
	s.path(p)
	s.body = append(s.body, "\"/>\n"...)
}

// fillText sets a text whose baseline begins at (x, y), y pointing up.
func (s *svg) fillText(t *typeface, st style, x, y float64, text string) {
	s.body = append(s.body, `<g fill="`+s.color+`" transform="translate(`...)
	s.number(x)
	s.body = append(s.body, ' ')
	s.number(s.size.y - y)
	s.body = append(s.body, `) scale(`...)
	scale := st.size / t.unit(st.weight)
	s.body = strconv.AppendFloat(s.body, scale, 'g', 5, 64)
	s.body = append(s.body, ")\">"...)
	t.layout(st.weight, st.size, text, func(g *glyph, x, scale float64) {
		if len(g.segments) == 0 {
			return
		}
		s.body = append(s.body, `<use href="#`+s.id(g)+`" x="`...)
		s.body = strconv.AppendInt(s.body, int64(math.Round(x/scale)), 10)
		s.body = append(s.body, `"/>`...)
	})
	s.body = append(s.body, "</g>\n"...)
}

// id is the name of a glyph's outline in the file.
func (s *svg) id(g *glyph) string {
	id, ok := s.ids[g]
	if !ok {
		id = s.name + "-" + strconv.Itoa(len(s.glyphs))
		s.ids[g] = id
		s.glyphs = append(s.glyphs, g)
	}
	return id
}

// path writes the commands of a path.
func (s *svg) path(p vg.Path) {
	for _, c := range p {
		switch c.Type {
		case vg.MoveComp:
			s.command('M', c.Pos)
		case vg.LineComp:
			s.command('L', c.Pos)
		case vg.CurveComp:
			s.command("_QC"[len(c.Control)], append(slices.Clone(c.Control), c.Pos)...)
		case vg.CloseComp:
			s.body = append(s.body, 'Z')
		}
	}
}

func (s *svg) command(letter byte, points ...vg.Point) {
	s.body = append(s.body, letter)
	for i, p := range points {
		if i > 0 {
			s.body = append(s.body, ' ')
		}
		s.number(float64(p.X))
		s.body = append(s.body, ' ')
		s.number(s.size.y - float64(p.Y))
	}
}

// number writes a number with at most two decimals.
func (s *svg) number(v float64) {
	s.body = strconv.AppendFloat(s.body, math.Round(v*100)/100, 'f', -1, 64)
}

// file is the whole SVG, with a title and a description for those who hear it.
func (s *svg) file(pic picture, zoom float64) []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, `<?xml version="1.0" encoding="UTF-8"?>
<svg xmlns="http://www.w3.org/2000/svg" width="%gpt" height="%gpt" viewBox="0 0 %[6]g %[7]g" role="img" aria-labelledby="%[3]s-title %[3]s-desc">
<title id="%[3]s-title">%[4]s</title>
<desc id="%[3]s-desc">%[5]s</desc>
<defs>
`, hundredth(s.size.x*zoom), hundredth(s.size.y*zoom), s.name, html.EscapeString(pic.title), html.EscapeString(pic.alt), hundredth(s.size.x), hundredth(s.size.y))
	for _, g := range s.glyphs {
		fmt.Fprintf(&b, "<path id=\"%s\" d=\"%s\"/>\n", s.ids[g], outline(g.segments))
	}
	b.WriteString("</defs>\n")
	b.Write(s.body)
	b.WriteString("</svg>\n")
	return b.Bytes()
}

// outline is the outline of a glyph in font units, relative from point to point.
func outline(segments sfnt.Segments) []byte {
	var d []byte
	var at fixed.Point26_6
	for i, seg := range segments {
		points := seg.Args[:1]
		letter := byte('l')
		switch seg.Op {
		case sfnt.SegmentOpMoveTo:
			if i > 0 {
				d = append(d, 'z')
			}
			d = append(d, 'M')
			d = strconv.AppendInt(d, int64(points[0].X), 10)
			d = append(d, ' ')
			d = strconv.AppendInt(d, int64(points[0].Y), 10)
			at = points[0]
			continue
		case sfnt.SegmentOpQuadTo:
			letter, points = 'q', seg.Args[:2]
		case sfnt.SegmentOpCubeTo:
			letter, points = 'c', seg.Args[:3]
		}
		d = append(d, letter)
		for k, p := range points {
			if k > 0 {
				d = append(d, ' ')
			}
			d = strconv.AppendInt(d, int64(p.X-at.X), 10)
			d = append(d, ' ')
			d = strconv.AppendInt(d, int64(p.Y-at.Y), 10)
		}
		at = points[len(points)-1]
	}
	return append(d, 'z')
}
