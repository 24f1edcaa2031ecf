package chart

import (
	"image/color"
	"math"

	"gonum.org/v1/plot/vg"

	"github.com/talimat/talimat-plan/internal/report"
)

// panel is one coordinate system on a sheet: months to the right, values up.
type panel struct {
	*sheet
	box
	axis   axis
	plan   *report.Charts
	last   int          // the last month
	pad    float64      // months of room at both ends, for bars
	names  []phaseLabel // of the phases
	taken  []box        // where nothing more may be written
	curves []point      // points of lines that texts keep away from
}

// plotted says what a panel must show.
type plotted struct {
	measure   measure
	low, high float64   // of the values
	envelope  []float64 // the highest value by month; names of phases keep above it
	last      int       // the last month
	pad       float64   // months of room at both ends, for bars
	names     bool      // whether phases are named
	log       bool      // whether the scale is logarithmic; all values are above 0 then
}

// axis is the scale up to a value.
func (w *plotted) axis(high float64, steps int) axis {
	if w.log {
		return w.measure.logAxis(w.low, high, steps)
	}
	return w.measure.axis(w.low, high, steps)
}

// The room a panel needs around it.
const (
	timeRoom = 28 // points below a panel for the labels of the months
	tickRoom = 46 // points of height for one step of the axis
)

// dashed is the pattern of limits and targets.
func dashed() []vg.Length { return []vg.Length{5, 3} }

// fine is the pattern of what a line is compared with.
func fine() []vg.Length { return []vg.Length{2, 2} }

// newPanel lays a panel out within an area that includes the labels of its
// values, but not those of its months.
func newPanel(s *sheet, plan *report.Charts, area box, what plotted) *panel {
	p := &panel{sheet: s, box: area, plan: plan, last: max(what.last, 1), pad: what.pad}
	steps := min(max(int(area.height()/tickRoom+0.5), 1), 8)
	if what.high > 0 { // so that no line lies on the edge
		what.high += (what.high - what.low) * 0.02
	}
	p.axis = what.axis(what.high, steps)
	p.left = area.left + p.gutter()
	if what.names && !isNarrow(s.size) { // there names would hide the data
		p.names = p.nameRows()
		if high := p.headroom(what); high > p.axis.high {
			p.axis = what.axis(high, steps)
			p.left = area.left + p.gutter()
			p.names = p.nameRows()
		}
	}
	return p
}

// gutter is the width of the labels of the values.
func (p *panel) gutter() float64 {
	widest := 0.0
	for _, v := range p.axis.ticks() {
		widest = max(widest, p.measure(p.tick(), p.axis.label(v)))
	}
	return widest + 6
}

// alignLeft gives panels above each other the same left edge.
func alignLeft(panels ...*panel) {
	left := 0.0
	for _, p := range panels {
		left = max(left, p.left)
	}
	for _, p := range panels {
		p.left = left
		if p.names != nil {
			p.names = p.nameRows()
		}
	}
}

func (p *panel) tick() style { return style{regular, 9.5, p.theme.muted} }

// x is where a month lies.
func (p *panel) x(month float64) float64 {
	return p.left + (month+p.pad)/(float64(p.last)+2*p.pad)*p.width()
}

// y is where a value lies.
func (p *panel) y(v float64) float64 { return p.bottom - p.axis.share(v)*p.height() }

// at is where a month's value lies.
func (p *panel) at(month int, v float64) point { return point{p.x(float64(month)), p.y(v)} }

// backdrop draws what lies behind the data: phases and the grid with its labels.
func (p *panel) backdrop() {
	p.bands()
	for _, v := range p.axis.ticks() {
		y := snap(p.y(v))
		p.stroke(hairline(p.theme.grid), point{p.left, y}, point{p.right, y})
		p.write(p.tick(), rightAligned, point{p.left - 5, y + 3.4}, p.axis.label(v))
	}
	p.boundaries()
}

// series is the points of a line, month by month.
func (p *panel) series(values []float64) []point {
	points := make([]point, len(values))
	for m, v := range values {
		points[m] = p.at(m, v)
	}
	return points
}

// steps is the points of a line that keeps each value for its month, from half
// a month before the middle to half a month after it.
func (p *panel) steps(from int, values []float64) []point {
	var points []point
	for i, v := range values {
		left, right := p.x(float64(from+i)-0.5), p.x(float64(from+i)+0.5)
		if i == 0 || v != values[i-1] {
			points = append(points, point{left, p.y(v)})
		}
		if i == len(values)-1 || v != values[i+1] {
			points = append(points, point{right, p.y(v)})
		}
	}
	return points
}

// line draws a line that texts keep away from.
func (p *panel) line(with pen, points []point) {
	p.stroke(with, points...)
	p.avoid(points)
}

// avoid keeps texts away from a line.
func (p *panel) avoid(points []point) {
	for i := 1; i < len(points); i++ {
		a, b := points[i-1], points[i]
		n := int(math.Hypot(b.x-a.x, b.y-a.y)/4) + 1
		for k := range n {
			t := float64(k) / float64(n)
			p.curves = append(p.curves, point{a.x + (b.x-a.x)*t, a.y + (b.y-a.y)*t})
		}
	}
}

// under fills the area between a line and the foot of the panel.
func (p *panel) under(c color.Color, points []point) {
	if len(points) == 0 {
		return
	}
	base := p.y(max(p.axis.low, 0))
	shape := append([]point{{points[0].x, base}}, points...)
	p.fill(c, append(shape, point{points[len(points)-1].x, base})...)
}
