package chart

import (
	"fmt"
	"image/color"
	"slices"
	"strconv"

	"github.com/talimat/talimat-plan/internal/report"
	"github.com/talimat/talimat-plan/internal/words"
)

// fanPicture shows the cost of each month over the futures of a simulation.
func fanPicture(plan *report.Charts, t *theme, size point) (picture, error) {
	f := plan.Fan
	if f == nil || len(f.P50) == 0 {
		return picture{}, &EmptyError{"nothing in the scenario is uncertain", `write a range such as "40% to 60%/quarter" for what is not certain`}
	}
	futures := words.Decimal(float64(f.Futures), 0)
	scale := newFanScale(plan)
	pic := picture{
		title:    "What each month may cost",
		subtitle: "Effective cost per month in " + futures + " simulated futures, " + plan.Currency + scale.words(plan) + phasesShaded(plan),
		alt:      fanWords(plan),
		source:   "seed " + strconv.FormatUint(f.Seed, 10) + " · " + futures + " futures",
		keys:     fanKeys(plan, t),
		draw:     func(s *sheet, area box) { drawFan(s, plan, scale, area) },
	}
	if n := len(shownBounds(f)); n < len(f.Bounds) {
		pic.subtitle += fmt.Sprintf(" · the first %d of %d limits", n, len(f.Bounds))
	}
	if isNarrow(size) { // the labels of the ends are keys
		pic.keys = nil
	}
	return pic, nil
}

func fanKeys(plan *report.Charts, t *theme) []key {
	keys := []key{
		lineKey("P50 (median)", pen{color: t.demand, width: 2.25}),
		swatchKey("P25–P75", t.bands[2]), swatchKey("P10–P90", t.bands[1]), swatchKey("P5–P95", t.bands[0]),
	}
	if len(plan.Cost.Total) == len(plan.Fan.P50) {
		keys = append(keys, lineKey("Forecast, every input at its median", forecastPen(t)))
	}
	return keys
}

// forecastPen draws the forecast beside the futures.
func forecastPen(t *theme) pen { return pen{color: t.ink, width: 1, dash: fine()} }

// fanScale is what the axis of a fan must show.
type fanScale struct {
	low, high float64
	log       bool
}

func newFanScale(plan *report.Charts) fanScale {
	f := plan.Fan
	var s fanScale
	s.low, s.high = span(f.P5, f.P95, plan.Cost.Total)
	s.log = needsLog(s.low, s.high)
	for _, b := range shownBounds(f) {
		for _, v := range b.Values {
			switch {
			case v > s.high:
				s.high = within(s.high, v)
			case v < s.low && v*farAway >= s.low:
				s.low = v
			}
		}
	}
	if s.log {
		return s
	}
	if room := s.high * 0.1; s.high-s.low < room { // what hardly changes must not look as if it did
		s.low = min(s.low, s.high-room)
	}
	switch {
	case s.low < s.high*nearZero:
		s.low = min(s.low, 0)
	default: // so that no line lies on the foot
		s.low -= (s.high - s.low) * 0.05
	}
	return s
}

// nearZero is the share of the highest value below which an axis begins at zero:
// from there on it costs less room than it gives honesty.
const nearZero = 0.3

// words says what a reader must know about the axis.
func (s fanScale) words(plan *report.Charts) string {
	switch {
	case s.log:
		return " · logarithmic scale"
	case s.low > 0:
		return " · the scale does not begin at " + money(plan.Currency).value(0)
	}
	return ""
}

func drawFan(s *sheet, plan *report.Charts, scale fanScale, area box) {
	f := plan.Fan
	last := len(f.P50) - 1
	in := money(plan.Currency)
	labels := fanEnds(s.theme, plan, isNarrow(s.size) || area.height()-timeRoom < 8*endGap)
	most := s.aside(&area, labels)
	area.bottom -= timeRoom
	p := newPanel(s, plan, area, plotted{
		measure: in, low: scale.low, high: scale.high, envelope: f.P95, last: last, names: true, log: scale.log,
	})
	p.backdrop()
	p.between(s.theme.bands[0], f.P5, f.P95)
	p.between(s.theme.bands[1], f.P10, f.P90)
	p.between(s.theme.bands[2], f.P25, f.P75)
	p.borders()
	p.avoidBetween(f.P5, f.P95)
	if len(plan.Cost.Total) == len(f.P50) {
		p.line(forecastPen(s.theme), p.series(plan.Cost.Total))
	}
	p.line(pen{color: s.theme.demand, width: 2.25}, p.series(f.P50))
	p.timeAxis()
	p.fanBounds(f)
	p.ends(p.placed(labels), most)
}

// between fills the area between two lines.
func (p *panel) between(c color.RGBA, low, high []float64) {
	shape, floor := p.series(high), p.series(low)
	slices.Reverse(floor)
	p.fill(c, append(shape, floor...)...)
}

// avoidBetween keeps texts away from the area between two lines.
func (p *panel) avoidBetween(low, high []float64) {
	const step = 7
	upper, lower := p.series(high), p.series(low)
	for m := 1; m < len(upper); m++ {
		for x := upper[m-1].x; x < upper[m].x; x += step {
			share := (x - upper[m-1].x) / (upper[m].x - upper[m-1].x)
			top := upper[m-1].y + (upper[m].y-upper[m-1].y)*share
			bottom := lower[m-1].y + (lower[m].y-lower[m-1].y)*share
			for y := top; y < bottom; y += step {
				p.curves = append(p.curves, point{x, y})
			}
		}
	}
}

// fanEnds names the series at the right edge. None is left out: where there is
// little room the two ends of a band share a label.
func fanEnds(t *theme, plan *report.Charts, brief bool) []endLabel {
	f, last := plan.Fan, len(plan.Fan.P50)-1
	write := money(plan.Currency).value
	bands := []struct {
		low, high string
		from, to  []float64
		color     color.RGBA
	}{
		{"P5", "P95", f.P5, f.P95, t.bands[0]}, {"P10", "P90", f.P10, f.P90, t.bands[1]}, {"P25", "P75", f.P25, f.P75, t.bands[2]},
	}
	labels := []endLabel{{bold: "P50 " + write(f.P50[last]), ink: t.demand, value: f.P50[last]}}
	if len(plan.Cost.Total) == last+1 {
		labels = append(labels, endLabel{text: "Forecast " + write(plan.Cost.Total[last]), ink: t.text, value: plan.Cost.Total[last], pen: forecastPen(t)})
	}
	for _, b := range bands {
		low, high := b.from[last], b.to[last]
		if brief {
			text := b.low + "–" + b.high + " " + write(low) + " to " + write(high)
			labels = append(labels, endLabel{text: text, ink: t.muted, value: high, color: b.color})
			continue
		}
		labels = append(labels,
			endLabel{text: b.high + " " + write(high), ink: t.muted, value: high},
			endLabel{text: b.low + " " + write(low), ink: t.muted, value: low})
	}
	return labels
}

// placed puts labels at the values that they name.
func (p *panel) placed(labels []endLabel) []endLabel {
	for i := range labels {
		labels[i].y = p.y(labels[i].value)
	}
	return labels
}
