package chart

import (
	"cmp"
	"fmt"
	"image/color"
	"math"
	"slices"
	"strings"

	"github.com/talimat/talimat-plan/internal/report"
	"github.com/talimat/talimat-plan/internal/unit"
	"github.com/talimat/talimat-plan/internal/words"
)

// duration is the measure of response times, in milliseconds up to ten seconds.
func duration() measure { return measure{words.Label{Kind: unit.KindSeconds}} }

// latencyPicture shows how long users wait against what is promised: a bar for
// each region, today and at the horizon.
func latencyPicture(plan *report.Charts, t *theme, _ point) (picture, error) {
	l := plan.Latency
	if l == nil || len(l.Slowest) == 0 {
		return picture{}, &EmptyError{"the plan states no response times", `write latency: 120 ms for each service`}
	}
	pic := picture{
		title:    "How long users wait",
		subtitle: "Slowest call at the peak, at the horizon, by region: 95th percentile of the service under its load, and its round trips",
		alt:      latencyWords(plan),
		draw:     func(s *sheet, area box) { drawLatency(s, plan, area) },
	}
	if len(l.Regions) == 1 {
		pic.subtitle = "Slowest call at the peak, at the horizon: 95th percentile of the service under its load"
	}
	if l.Objective != nil {
		pic.keys = []key{swatchKey("Within the objective", t.demand), swatchKey("Beyond it", t.loss)}
	}
	if slices.ContainsFunc(l.Regions, func(r report.RegionLatency) bool { return changed(r.Values) }) {
		pic.keys = append(pic.keys, swatchKey("Today", t.soft))
	}
	return pic, nil
}

// changed reports whether a response time ends otherwise than it begins.
func changed(values []float64) bool {
	d := values[0] - values[len(values)-1]
	return d > 5e-4 || d < -5e-4 // half of what a reader sees
}

// slowest is the regions for which there is room, the slowest first.
func slowest(l *report.LatencySeries, area box) []report.RegionLatency {
	all := slices.Clone(l.Regions)
	slices.SortStableFunc(all, func(a, b report.RegionLatency) int {
		return cmp.Compare(b.Values[len(b.Values)-1], a.Values[len(a.Values)-1])
	})
	return all[:min(len(all), rowsIn(area))]
}

func drawLatency(s *sheet, plan *report.Charts, area box) {
	l := plan.Latency
	if l.Missed != nil {
		alarm := style{semibold, 9.5, s.theme.alarm}
		s.write(alarm, leftAligned, point{area.left, area.top + 9}, s.fit(alarm, s.first(alarm, area.width(), missed(plan, true), missed(plan, false)), area.width()))
		area.top += 18
	}
	if l.Objective != nil {
		area.top += 14 // its name
	}
	shown := slowest(l, area)
	names, high := make([]string, len(shown)), 0.0
	for i, r := range shown {
		names[i] = cmp.Or(r.Name, "everywhere")
		for _, v := range r.Values {
			if !math.IsNaN(v) {
				high = max(high, v)
			}
		}
	}
	b := newBars(s, names, area)
	b.area.right -= s.measure(b.labelStyle(), "1,000 ms, today 1,000 ms") * room(s.size)
	b.axis = duration().axis(0, within(high, values(l.Objective)...), min(max(int(b.area.width()/70), 2), 8))
	b.backdrop(b.axis.label)
	for i, r := range shown {
		b.name(i, names[i])
		b.wait(plan, r, b.middle(i))
	}
	b.zero()
	if l.Objective != nil && b.axis.has(*l.Objective) {
		b.promise(*l.Objective)
	}
	for i, r := range shown {
		b.waitLabel(r, b.middle(i))
	}
}

// room is how much of a label is written beside its bar.
func room(size point) float64 {
	if isNarrow(size) {
		return 0.4
	}
	return 1
}

// wait draws the bar of a region, and below it what its users wait today.
func (b *bars) wait(plan *report.Charts, r report.RegionLatency, y float64) {
	last, half := r.Values[len(r.Values)-1], b.half()
	if math.IsNaN(last) {
		b.rectangle(b.theme.loss, box{b.x(0), y - half, b.area.right, y + half})
		return
	}
	b.rectangle(b.waited(plan.Latency, last), box{b.x(0), y - half, b.x(last), y + half})
	if changed(r.Values) {
		b.rectangle(b.theme.soft, box{b.x(0), y + half*0.4, b.x(r.Values[0]), y + half})
	}
}

// waitLabel writes the response times of a region behind its bar.
func (b *bars) waitLabel(r report.RegionLatency, y float64) {
	last, st := r.Values[len(r.Values)-1], b.labelStyle()
	texts := []string{waiting(last)}
	if changed(r.Values) {
		texts = []string{texts[0] + ", today " + waiting(r.Values[0]), texts[0]}
	}
	x := b.area.right + 5
	if !math.IsNaN(last) {
		x = max(b.x(last), b.x(drawable(r.Values[0]))) + 5
	}
	space := b.size.x - margin(b.size) - x
	text := b.fit(st, b.first(st, space, texts...), space)
	b.rectangle(b.theme.paper, b.extent(st, leftAligned, point{x, y + 3.2}, text).grow(1))
	b.write(st, leftAligned, point{x, y + 3.2}, text)
}

// waiting writes a response time; of what gets more than it can do there is no end to it.
func waiting(v float64) string {
	if math.IsNaN(v) {
		return "no end"
	}
	return duration().value(v)
}

// drawable is a response time that has a place on an axis.
func drawable(v float64) float64 {
	if math.IsNaN(v) {
		return 0
	}
	return v
}

// waited is the colour of a response time.
func (b *bars) waited(l *report.LatencySeries, v float64) color.RGBA {
	if l.Objective != nil && v > *l.Objective*(1+1e-9) {
		return b.theme.loss
	}
	return b.theme.demand
}

// promise draws the objective across all rows.
func (b *bars) promise(v float64) {
	x := b.x(v)
	b.stroke(pen{b.theme.alarm, 1.5, dashed()}, point{x, b.area.top - 3}, point{x, b.area.bottom})
	st := style{semibold, 9.25, b.theme.alarm}
	text := "Objective " + duration().value(v)
	w := b.measure(st, text)
	b.write(st, leftAligned, point{min(max(x-w/2, b.left), b.size.x-margin(b.size)-w), b.area.top - 6}, text)
}

// missed says from when on the objective is missed and, in full, by which call.
func missed(plan *report.Charts, full bool) string {
	l := plan.Latency
	text := "Objective missed from " + date(plan.Start, *l.Missed)
	if !full || l.Service == "" {
		return text
	}
	text += ": calls to " + l.Service
	if l.Region != "" {
		text += " from " + l.Region
	}
	return text
}

// latencyWords says what the chart shows.
func latencyWords(plan *report.Charts) string {
	l := plan.Latency
	last := len(l.Slowest) - 1
	var b strings.Builder
	fmt.Fprintf(&b, "Bar chart. The slowest call of any user takes %s in %s and %s in %s, at the 95th percentile.",
		waiting(l.Slowest[0]), date(plan.Start, 0), waiting(l.Slowest[last]), date(plan.Start, last))
	for _, r := range l.Regions {
		if r.Name != "" {
			fmt.Fprintf(&b, " From %s: %s, then %s.", r.Name, waiting(r.Values[0]), waiting(r.Values[last]))
		}
	}
	if l.Objective != nil {
		verdict := "is met in every month"
		if l.Missed != nil {
			verdict = "is missed from " + date(plan.Start, *l.Missed) + " on"
		}
		fmt.Fprintf(&b, " The objective of %s %s.", duration().value(*l.Objective), verdict)
	}
	return b.String()
}
