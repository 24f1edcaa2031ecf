package chart

import (
	"image/color"
	"slices"

	"github.com/talimat/talimat-plan/internal/report"
)

// heights is how high the limits of a panel are where they are highest.
func heights(bounds []report.Bound) []float64 {
	var all []float64
	for i := range bounds {
		_, high := span(bounds[i].Values)
		all = append(all, high)
	}
	return all
}

// boundValue is "$3,700", "$2,000 to $4,000" or of a total "$9,000 in 3 months".
func boundValue(b *report.Bound, write func(float64) string) string {
	if b.Total != 0 {
		return write(b.Total) + " in " + months(len(b.Values))
	}
	text := write(b.Values[0])
	if _, level := b.Level(); !level {
		text += " to " + write(b.Values[len(b.Values)-1])
	}
	return text
}

// bounds draws the limits on a series, and where it breaks them and why.
func (p *panel) bounds(bounds []report.Bound, series []float64, write func(float64) string) {
	for i := range bounds {
		p.bound(&bounds[i], write)
	}
	for i := range bounds {
		b := &bounds[i]
		if b.Broken == nil || *b.Broken >= len(series) {
			continue
		}
		verb := " exceeded from "
		if !b.Upper {
			verb = " missed from "
		}
		text := b.Name + verb + p.date(*b.Broken)
		if b.Total != 0 {
			text = b.Name + " spent in " + p.date(*b.Broken)
		}
		texts := []string{text}
		if cause := p.cause(*b.Broken); cause != "" {
			texts = []string{text + ": " + cause, text}
		}
		p.callout(p.limitColor(b.Warn), p.crossing(b, series), texts...)
	}
}

// bound draws one limit: a level, or steps where it differs from month to month.
func (p *panel) bound(b *report.Bound, write func(float64) string) {
	if len(b.Values) == 0 {
		return
	}
	c := p.limitColor(b.Warn)
	text := b.Name + " " + boundValue(b, write)
	if !b.Upper {
		text = b.Name + " at least " + boundValue(b, write)
	}
	if b.Total != 0 {
		text += ", " + write(b.Values[0]) + " each"
	}
	if v, ok := b.Level(); ok {
		p.level(c, v, b.From, b.Last(), text)
		return
	}
	p.climb(c, b, text)
}

// climb draws a limit that differs from month to month as far as the axis reaches.
func (p *panel) climb(c color.RGBA, b *report.Bound, text string) {
	st := style{semibold, 9.25, c}
	end := 0
	for end < len(b.Values) && p.axis.has(b.Values[end]) {
		end++
	}
	low, _ := span(b.Values)
	if end == 0 {
		p.offScale(st, low > p.axis.high, text)
		return
	}
	points := p.steps(b.From, b.Values[:end])
	if p.pad == 0 {
		points = points[:0]
		for i, v := range b.Values[:end] {
			points = append(points, p.at(b.From+i, v))
		}
	}
	p.line(pen{c, 1.5, dashed()}, points)
	text = p.fit(st, text, p.width()-12)
	p.plate(st, p.best(around(points[len(points)/2], p.measure(st, text)+8, plateHeight)), text)
}

// limitColor is that of a limit that only warns, or of one that denies.
func (p *panel) limitColor(warns bool) color.RGBA {
	if warns {
		return p.theme.caution
	}
	return p.theme.alarm
}

// crossing is where a line meets the limit that it breaks: between the last
// month that keeps it and the first that does not, or at that one if the limit
// begins to apply there. Steps do so where the month begins.
func (p *panel) crossing(b *report.Bound, series []float64) point {
	m := *b.Broken
	at := p.at(m, series[m])
	if m <= b.From || b.Total != 0 {
		return at
	}
	limit := b.Values[m-b.From]
	if !p.axis.has(limit) {
		return at
	}
	before := series[m-1]
	if share := (limit - before) / (series[m] - before); share >= 0 && share <= 1 {
		if p.pad > 0 {
			share = 1 - p.pad
		}
		return point{p.x(float64(m-1) + share), p.y(limit)}
	}
	return at
}

// cause is what happens in a month, in its first words; "" where it only grows.
func (p *panel) cause(month int) string {
	i := slices.IndexFunc(p.plan.Turns, func(t report.Turn) bool { return t.Month == month })
	if i < 0 || len(p.plan.Turns[i].What) == 0 || p.plan.Turns[i].What[0] == "growth" {
		return ""
	}
	return p.plan.Turns[i].What[0]
}

// The jumps that are worth their name: how much of the highest cost they are, and
// how much room each needs.
const (
	leastJump = 0.03
	jumpRoom  = 160 // points of width
	mostJumps = 4
)

// jumps names what makes the cost leap, where no limit does so already.
func (p *panel) jumps(bounds []report.Bound, series []float64) {
	_, high := span(series)
	told := map[int]bool{}
	for i := range bounds {
		if b := bounds[i].Broken; b != nil {
			told[*b] = true
		}
	}
	var all []report.Turn
	for _, t := range p.plan.Turns {
		if t.Month > 0 && t.Month < len(series) && t.More != 0 && !told[t.Month] && p.cause(t.Month) != "" && max(t.More, -t.More) >= high*leastJump {
			all = append(all, t)
		}
	}
	slices.SortStableFunc(all, func(a, b report.Turn) int {
		if x, y := max(a.More, -a.More), max(b.More, -b.More); x > y {
			return -1
		} else if x < y {
			return 1
		}
		return a.Month - b.Month
	})
	in := money(p.plan.Currency)
	for _, t := range all[:min(len(all), mostJumps, int(p.width()/jumpRoom))] {
		at := point{p.x(float64(t.Month) - p.pad), p.y(series[t.Month])}
		more := signed(in.value, t.More)
		p.callout(p.theme.ink, at, more+": "+p.cause(t.Month), more+" in "+p.date(t.Month))
	}
}

// peakOf is the month in which a series is highest; the last one unless another
// is higher by half a hundredth.
func peakOf(series []float64) int {
	peak := len(series) - 1
	for m, v := range series {
		if v > series[peak]*1.005 {
			peak = m
		}
	}
	return peak
}

// peak names the highest value of a series that does not end with it.
func (p *panel) peak(series []float64, in measure) {
	if m := peakOf(series); m < len(series)-1 && series[m] > 0 {
		p.callout(p.theme.ink, p.at(m, series[m]), "Peak "+in.value(series[m])+" in "+p.date(m), "Peak "+in.value(series[m]))
	}
}
