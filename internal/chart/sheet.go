package chart

import (
	"image/color"
	"math"

	"gonum.org/v1/plot/vg"
)

// point is a place on a sheet in points of 1/72 inch, y from the top down.
type point struct{ x, y float64 }

// box is a rectangle on a sheet.
type box struct{ left, top, right, bottom float64 }

func (b box) width() float64  { return b.right - b.left }
func (b box) height() float64 { return b.bottom - b.top }

// overlap is the area that two boxes share.
func (b box) overlap(o box) float64 {
	w := min(b.right, o.right) - max(b.left, o.left)
	h := min(b.bottom, o.bottom) - max(b.top, o.top)
	return max(w, 0) * max(h, 0)
}

// holds reports whether a point lies in the box.
func (b box) holds(p point) bool {
	return p.x > b.left && p.x < b.right && p.y > b.top && p.y < b.bottom
}

// grow is the box with a margin around it.
func (b box) grow(margin float64) box {
	return box{b.left - margin, b.top - margin, b.right + margin, b.bottom + margin}
}

// canvas is the part of a vg.Canvas that is needed here.
type canvas interface {
	SetColor(color.Color)
	SetLineWidth(vg.Length)
	SetLineDash(pattern []vg.Length, offset vg.Length)
	Stroke(vg.Path)
	Fill(vg.Path)
}

// lettering is a canvas that sets text in a way of its own.
type lettering interface {
	canvas
	fillText(t *typeface, st style, x, y float64, text string)
}

// sheet is what a chart is drawn on: a canvas with a theme and a typeface.
type sheet struct {
	canvas  canvas
	theme   *theme
	letters *typeface
	size    point // width and height
}

// pen is how a line looks; dash is empty for a solid one.
type pen struct {
	color color.RGBA
	width float64
	dash  []vg.Length
}

// hairline is the thinnest line, one pixel wide.
func hairline(c color.RGBA) pen { return pen{color: c, width: pixel} }

// pixel is the width of a pixel at 96 dots per inch, and of a hairline.
const pixel = 0.75

// snap moves a hairline to the middle of a pixel, so that it is drawn sharp.
func snap(v float64) float64 { return math.Floor(v/pixel)*pixel + pixel/2 }

// round keeps a hundredth of a point, so that the last bits of a float never
// reach a file.
func round(v float64) vg.Length { return vg.Length(math.Round(v*100) / 100) }

// flip is a point for the canvas, whose y points up.
func (s *sheet) flip(p point) vg.Point { return vg.Point{X: round(p.x), Y: round(s.size.y - p.y)} }

func (s *sheet) path(points []point) vg.Path {
	p := make(vg.Path, 0, len(points)+1)
	for i, q := range points {
		if i == 0 {
			p.Move(s.flip(q))
		} else {
			p.Line(s.flip(q))
		}
	}
	return p
}

// fill fills a polygon.
func (s *sheet) fill(c color.Color, points ...point) {
	if len(points) < 3 {
		return
	}
	p := s.path(points)
	p.Close()
	s.canvas.SetColor(c)
	s.canvas.Fill(p)
}

// rectangle fills a box.
func (s *sheet) rectangle(c color.Color, b box) {
	s.fill(c, point{b.left, b.top}, point{b.right, b.top}, point{b.right, b.bottom}, point{b.left, b.bottom})
}

// stroke draws a line through points.
func (s *sheet) stroke(with pen, points ...point) {
	if len(points) < 2 {
		return
	}
	s.canvas.SetColor(with.color)
	s.canvas.SetLineWidth(vg.Length(with.width))
	s.canvas.SetLineDash(with.dash, 0)
	s.canvas.Stroke(s.path(points))
}

// dot is a point with a ring of paper around it.
func (s *sheet) dot(c color.Color, p point) {
	s.disc(s.theme.paper, p, 5)
	s.disc(c, p, 3.5)
}

// disc fills a circle, made of four curves because not every canvas fills arcs.
func (s *sheet) disc(c color.Color, p point, r float64) {
	k := r * 0.5522847498 // 4/3·(√2 − 1)
	to := func(dx, dy float64) vg.Point { return s.flip(point{p.x + dx, p.y + dy}) }
	var path vg.Path
	path.Move(to(r, 0))
	path.CubeTo(to(r, k), to(k, r), to(0, r))
	path.CubeTo(to(-k, r), to(-r, k), to(-r, 0))
	path.CubeTo(to(-r, -k), to(-k, -r), to(0, -r))
	path.CubeTo(to(k, -r), to(r, -k), to(r, 0))
	path.Close()
	s.canvas.SetColor(c)
	s.canvas.Fill(path)
}

// align is where a text lies beside its point.
type align float64

const (
	leftAligned  align = 0
	centered     align = 0.5
	rightAligned align = 1
)

// style is how a text looks.
type style struct {
	weight weight
	size   float64
	color  color.RGBA
}

func (s *sheet) measure(st style, text string) float64 {
	return s.letters.width(st.weight, st.size, text)
}

func (s *sheet) fit(st style, text string, max float64) string {
	return s.letters.fit(st.weight, st.size, text, max)
}

// first is the first of some texts that fits, or the last one.
func (s *sheet) first(st style, max float64, texts ...string) string {
	for _, text := range texts {
		if s.measure(st, text) <= max {
			return text
		}
	}
	return texts[len(texts)-1]
}

// write sets a text with its baseline at p.
func (s *sheet) write(st style, a align, p point, text string) {
	x := p.x - float64(a)*s.measure(st, text)
	if c, ok := s.canvas.(lettering); ok {
		c.SetColor(st.color)
		c.fillText(s.letters, st, x, s.size.y-p.y, text)
		return
	}
	if path := s.letters.path(st.weight, st.size, text, x, s.size.y-p.y); len(path) > 0 {
		s.canvas.SetColor(st.color)
		s.canvas.Fill(path)
	}
}

// extent is the box that a text with its baseline at p fills.
func (s *sheet) extent(st style, a align, p point, text string) box {
	w := s.measure(st, text)
	left := p.x - float64(a)*w
	return box{left, p.y - st.size*0.78, left + w, p.y + st.size*0.24}
}
