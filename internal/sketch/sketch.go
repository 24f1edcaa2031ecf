// Package sketch draws series by month with characters, for terminals and for
// text that is piped. A picture is lines of text without colour that are no
// wider than they may be: the axis of values at the left, months and dates
// below, the series in Braille dots or, where only ASCII can be shown, in stars.
package sketch

import (
	"math"
	"slices"
	"strings"

	"github.com/talimat/talimat-plan/internal/unit"
	"github.com/talimat/talimat-plan/internal/words"
)

// Picture is a series with what is drawn around it.
type Picture struct {
	Title    string    // what the series is
	Kind     unit.Kind // what it measures; amounts are in Currency
	Currency string    // ISO 4217 code
	Start    unit.Date // calendar month of month 0
	Values   []float64 // by month from 0 on
	Low      []float64 // lower edge of a band around the series, by month; nil for none
	High     []float64 // its upper edge
	Band     string    // what the band is, as in "P10–P90"
	Levels   []Level   // limits
	Marks    []Mark    // moments
	MayLog   bool      // a logarithmic scale is taken where the values need it
	Rows     int       // about so many lines for the series; 9 when 0
	Compact  bool      // the field alone, with dates on its axis: no title, no legend
}

// Level is a horizontal line.
type Level struct {
	Name     string  // of the limit
	Value    float64 // in the unit of the series
	From, To int     // months, both inclusive
	Remark   string  // said behind its value; may be empty
}

// Mark is a moment with a name.
type Mark struct {
	Name  string // of what begins
	Month int    // in which it begins
}

// Options say what the picture is drawn on.
type Options struct {
	Width int  // columns; 80 when 0, at least 40
	ASCII bool // nothing but ASCII can be shown
}

// The width of a picture, the number of its lines, and the largest magnitude
// that it can show.
const (
	defaultWidth = 80
	leastWidth   = 40
	defaultRows  = 9
	largestValue = 1e300
)

// Lines draws pictures, one below the other and with a blank line between them.
// What cannot be drawn is said instead.
func Lines(o Options, pictures ...*Picture) []string {
	if o.Width == 0 {
		o.Width = defaultWidth
	}
	w := writer{width: max(o.Width, leastWidth), glyphs: unicodeGlyphs}
	if o.ASCII {
		w.glyphs = asciiGlyphs
	}
	gutter := 0 // one for all, so that months stand below each other
	scales := make([]*scale, len(pictures))
	for i, p := range pictures {
		if p.drawable() {
			scales[i] = newScale(p, measure{words.Label{Kind: p.Kind, Currency: words.Currency(p.Currency), ASCII: o.ASCII}})
			gutter = max(gutter, scales[i].gutter())
		}
	}
	for i, p := range pictures {
		if i > 0 {
			w.line("")
		}
		if scales[i] == nil {
			w.prose("", strings.Fields(p.Title+": not drawn, because a value is missing or too large")...)
			continue
		}
		p.draw(&w, scales[i], gutter)
	}
	return w.lines
}

// draw adds a picture.
func (p *Picture) draw(w *writer, s *scale, gutter int) {
	d := newDrawing(p, s, w.glyphs, w.width, gutter)
	if p.Compact {
		d.writeField(w)
		d.writeDates(w)
		return
	}
	title := p.Title
	if s.log {
		title += " (logarithmic scale)"
	}
	w.prose("", strings.Fields(title)...)
	d.write(w)
	d.legend(w)
}

// drawable reports whether there is a finite value for each month.
func (p *Picture) drawable() bool {
	sound := func(values []float64) bool {
		return !slices.ContainsFunc(values, func(v float64) bool { return !(math.Abs(v) <= largestValue) })
	}
	banded := len(p.Low) == len(p.Values) && len(p.High) == len(p.Values)
	return len(p.Values) > 0 && sound(p.Values) && (p.Low == nil && p.High == nil || banded) && sound(p.Low) && sound(p.High)
}

// legend names levels, band and marks below the picture.
func (d *drawing) legend(w *writer) {
	key := func(r rune) string { return d.indent() + repeat(r, 2) + " " }
	for _, l := range d.Levels {
		if !(math.Abs(l.Value) <= largestValue) {
			continue
		}
		text := l.Name + " " + d.scale.measure.value(l.Value)
		if !d.scale.holds(l.Value) {
			text += ", off the scale"
		}
		if l.Remark != "" {
			text += ", " + l.Remark
		}
		w.prose(key(d.glyphs.level), strings.Fields(text)...)
	}
	if d.Low != nil {
		w.prose(key(d.glyphs.band), strings.Fields(d.Band)...)
	}
	if names := d.markNames(); names != nil {
		w.prose(d.indent(), names...)
	}
}
