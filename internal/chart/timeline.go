package chart

import (
	"fmt"
	"image/color"
	"math"
	"slices"
	"strings"

	"github.com/talimat/talimat-plan/internal/report"
	"github.com/talimat/talimat-plan/internal/words"
)

// timelinePicture lists what changes when, with what the month costs more for it.
func timelinePicture(plan *report.Charts, t *theme, _ point) (picture, error) {
	if len(plan.Turns) == 0 {
		return picture{}, nothing("nothing begins, grows by a step or breaks within the plan")
	}
	return picture{
		title:    "What changes, and when",
		subtitle: "What begins, grows by a step or breaks, and how much more the month costs than the one before, " + plan.Currency,
		alt:      timelineWords(plan),
		keys:     []key{swatchKey("More", t.loss), swatchKey("Less", t.gain)},
		draw:     func(s *sheet, area box) { s.drawTimeline(plan, area) },
	}, nil
}

// entry is a month of a timeline, broken into lines.
type entry struct {
	report.Turn
	lines  []string
	breaks string
}

// The measures of a timeline.
const (
	lineHeight = 12.5
	leastGap   = 5.0
	mostGap    = 26.0
	noteRoom   = 14.0 // for what is said of what is left out
)

func (e *entry) height() float64 {
	n := len(e.lines)
	if e.breaks != "" {
		n++
	}
	return float64(n)*lineHeight + leastGap
}

// weight orders entries by how much they matter: what breaks before what costs.
func (e *entry) weight() float64 {
	if e.breaks != "" || e.Short {
		return math.Inf(1)
	}
	return math.Abs(e.More)
}

// entries are the months for which there is room, and how many there is none for.
func (s *sheet) entries(plan *report.Charts, width, height float64) (all []entry, left int) {
	total := 0.0
	for _, t := range plan.Turns {
		e := entry{Turn: t, lines: s.wrap(s.entryStyle(), strings.Join(t.What, "; "), width, 2)}
		if len(t.Breaks) > 0 {
			e.breaks = "breaks " + words.List(t.Breaks)
		}
		all, total = append(all, e), total+e.height()
	}
	for total > height && len(all) > 1 {
		lightest := 0
		for i := range all {
			if all[i].weight() < all[lightest].weight() {
				lightest = i
			}
		}
		total -= all[lightest].height()
		all, left = slices.Delete(all, lightest, lightest+1), left+1
	}
	return all, left
}

func (s *sheet) entryStyle() style { return style{regular, 9.5, s.theme.text} }

func (s *sheet) drawTimeline(plan *report.Charts, area box) {
	dates := s.measure(style{semibold, 9.5, s.theme.ink}, "Mmm 2000") + 8
	amounts, bar := 64.0, area.width()*0.2
	if s.size.x < 1.3*narrow {
		bar = 0
	}
	text := box{area.left + dates + 16, area.top, area.right - amounts - bar, area.bottom - noteRoom}
	shown, left := s.entries(plan, text.width()-8, text.height())
	need := 0.0
	for i := range shown {
		need += shown[i].height()
	}
	gap := min((text.height()-need)/float64(len(shown)), mostGap)
	write, high := s.amounts(plan, shown)
	x, y := area.left+dates+4, area.top
	s.stroke(hairline(s.theme.axis), point{x, y + 4}, point{x, y + need + gap*float64(len(shown)) - gap - 4})
	for i := range shown {
		e := &shown[i]
		s.entry(plan, e, point{area.left, y}, x, text)
		s.more(e, write, high, box{text.right, y, area.right, y + lineHeight}, bar)
		y += e.height() + gap
	}
	if left > 0 {
		small := style{regular, 8.5, s.theme.muted}
		note := fmt.Sprintf("%d more months, in which less changes, are not shown.", left)
		s.write(small, leftAligned, point{area.left, area.bottom - 2}, s.fit(small, note, area.width()))
	}
}

// amounts is how the changes of the cost are written, and the largest of them.
func (s *sheet) amounts(plan *report.Charts, shown []entry) (write func(float64) string, high float64) {
	var all []float64
	for i := range shown {
		all = append(all, shown[i].More)
		high = max(high, math.Abs(shown[i].More))
	}
	return money(plan.Currency).column(all...), high
}

// entry writes the month and what changes in it, and marks it on the line at x.
func (s *sheet) entry(plan *report.Charts, e *entry, at point, x float64, text box) {
	bold := style{semibold, 9.5, s.theme.ink}
	s.write(bold, leftAligned, point{at.x, at.y + 9}, date(plan.Start, e.Month))
	c := s.theme.demand
	if e.breaks != "" || e.Short {
		c = s.theme.alarm
	}
	s.dot(c, point{x, at.y + 5.5})
	y := at.y + 9
	for _, line := range e.lines {
		s.write(s.entryStyle(), leftAligned, point{text.left, y}, line)
		y += lineHeight
	}
	if e.breaks != "" {
		alarm := style{semibold, 9.5, s.theme.alarm}
		s.write(alarm, leftAligned, point{text.left, y}, s.fit(alarm, e.breaks, text.width()-8))
	}
}

// more writes how much more a month costs, beside a bar where there is room.
func (s *sheet) more(e *entry, write func(float64) string, high float64, area box, bar float64) {
	st := style{regular, 9.5, s.theme.text}
	if e.More == 0 {
		st.color = s.theme.muted
	}
	text := signed(write, e.More)
	if bar == 0 {
		s.write(st, rightAligned, point{area.right, area.top + 9}, text)
		return
	}
	start := area.left + 60
	s.write(st, rightAligned, point{start, area.top + 9}, text)
	if high > 0 {
		c := map[bool]color.RGBA{true: s.theme.loss, false: s.theme.gain}[e.More > 0]
		s.rectangle(c, box{start + 6, area.top + 1, start + 6 + math.Abs(e.More)/high*(area.right-start-6), area.top + 10})
	}
}

func timelineWords(plan *report.Charts) string {
	write := money(plan.Currency).value
	var parts []string
	for _, t := range plan.Turns {
		text := date(plan.Start, t.Month) + ": " + strings.Join(t.What, "; ")
		if len(t.Breaks) > 0 {
			text += ", breaks " + words.List(t.Breaks)
		}
		parts = append(parts, text+" ("+signed(write, t.More)+")")
	}
	return "Timeline. " + strings.Join(parts, ". ") + "."
}
