package sketch

import (
	"fmt"
	"math"
	"strings"
)

// drawing is the field of a picture, from the top line down.
type drawing struct {
	*Picture
	scale  *scale
	glyphs glyphs
	gutter int      // columns of the labels of values, before the axis
	width  int      // columns of the field
	cells  [][]rune // by line and column
}

func newDrawing(p *Picture, s *scale, g glyphs, width, gutter int) *drawing {
	d := &drawing{Picture: p, scale: s, glyphs: g, gutter: gutter, width: width - gutter - 2}
	d.cells = make([][]rune, d.scale.rows)
	for i := range d.cells {
		d.cells[i] = []rune(strings.Repeat(" ", d.width))
	}
	d.drawMarks()
	d.drawBand()
	d.drawLevels()
	d.drawSeries()
	return d
}

// last is the last month.
func (d *drawing) last() int { return len(d.Values) - 1 }

// column is the column of a month.
func (d *drawing) column(month int) int {
	if d.last() == 0 {
		return 0
	}
	return int(math.Round(float64(min(max(month, 0), d.last())) / float64(d.last()) * float64(d.width-1)))
}

// shares is how far up the values of a series lie. Between months a line is
// straight on the scale.
func (d *drawing) shares(values []float64) []float64 {
	all := make([]float64, len(values))
	for m, v := range values {
		all[m] = d.scale.share(v)
	}
	return all
}

// over is the least and the largest value of a series, as a line from month to
// month, over one of so many columns; neighbours touch.
func (d *drawing) over(values []float64, i, columns int) (low, high float64) {
	last := float64(d.last())
	at := func(column float64) float64 { return min(max(column/float64(max(columns-1, 1))*last, 0), last) }
	from, to := at(float64(i)-0.5), at(float64(i)+0.5)
	low, high = between(values, from), between(values, to)
	low, high = min(low, high), max(low, high)
	for m := int(math.Ceil(from)); m <= int(to); m++ {
		low, high = min(low, values[m]), max(high, values[m])
	}
	return low, high
}

// between is the value of a series at a moment, on the line from month to month.
func between(values []float64, at float64) float64 {
	m := int(at)
	if m >= len(values)-1 {
		return values[len(values)-1]
	}
	part := at - float64(m)
	return float64(values[m]*(1-part)) + float64(values[m+1]*part)
}

// set puts a character on a line, counted from below.
func (d *drawing) set(line, column int, r rune) { d.cells[d.scale.rows-1-line][column] = r }

func (d *drawing) drawMarks() {
	for _, m := range d.Marks {
		if m.Month < 0 || m.Month > d.last() {
			continue
		}
		for line := range d.scale.rows {
			d.set(line, d.column(m.Month), d.glyphs.mark)
		}
	}
}

func (d *drawing) drawBand() {
	if d.Low == nil {
		return
	}
	lower, upper := d.shares(d.Low), d.shares(d.High)
	for c := range d.width {
		low, _ := d.over(lower, c, d.width)
		_, high := d.over(upper, c, d.width)
		for line := d.scale.dot(low, 1); line <= d.scale.dot(high, 1); line++ {
			d.set(line, c, d.glyphs.band)
		}
	}
}

func (d *drawing) drawLevels() {
	for _, l := range d.Levels {
		if !d.scale.holds(l.Value) || l.To < l.From || l.From > d.last() || l.To < 0 {
			continue
		}
		for c := d.column(l.From); c <= d.column(l.To); c++ {
			d.set(d.scale.dot(d.scale.share(l.Value), 1), c, d.glyphs.level)
		}
	}
}

// drawSeries sets the dots of the series and joins them.
func (d *drawing) drawSeries() {
	across, down := d.glyphs.across, d.glyphs.down
	dots := make([][]uint8, d.scale.rows)
	for i := range dots {
		dots[i] = make([]uint8, d.width)
	}
	values := d.shares(d.Values)
	for i := range d.width * across {
		low, high := d.over(values, i, d.width*across)
		for dot := d.scale.dot(low, down); dot <= d.scale.dot(high, down); dot++ {
			dots[dot/down][i/across] |= braille(i%across, (down-1-dot%down)%4)
		}
	}
	for line, row := range dots {
		for c, set := range row {
			if set != 0 {
				d.set(line, c, d.glyphs.dots(set))
			}
		}
	}
}

// indent is the space below the labels of values.
func (d *drawing) indent() string { return strings.Repeat(" ", d.gutter+2) }

// write adds the field with its axes.
func (d *drawing) write(w *writer) {
	if row := d.markRow(); row != "" {
		w.line(row)
	}
	d.writeField(w)
	d.writeMonths(w)
}

// writeField adds the field with its axis of values.
func (d *drawing) writeField(w *writer) {
	labels := make([]string, d.scale.rows)
	for i, t := range d.scale.ticks {
		labels[d.scale.rows-1-d.scale.dot(d.scale.share(t), 1)] = d.scale.labels[i]
	}
	for i, row := range d.cells {
		label, edge := cut(labels[i], d.gutter), d.glyphs.bar
		if label != "" {
			edge = d.glyphs.tick
		}
		w.line(fmt.Sprintf("%s%s %c%s", strings.Repeat(" ", d.gutter-columns(label)), label, edge, string(row)))
	}
}
