package chart

import (
	"fmt"
	"image/color"
	"slices"
	"strings"

	"github.com/talimat/talimat-plan/internal/report"
	"github.com/talimat/talimat-plan/internal/words"
)

// The panels of one chart: how many there may be, and the room that each needs.
const (
	mostServices = 6
	panelWidth   = 150
	panelHeight  = 125
)

// grid is how many panels fit beside and above each other on a sheet.
func grid(size point) (across, down int) {
	width, height := float64(panelWidth), float64(panelHeight)
	if isNarrow(size) {
		width, height = 125, 110
	}
	return max(int((size.x-2*margin(size))/width), 1), max(int((size.y-105)/height), 1)
}

// capacityPicture shows for each service the replicas that are needed and those
// that are provisioned, side by side.
func capacityPicture(plan *report.Charts, t *theme, size point) (picture, error) {
	if len(plan.Services) == 0 {
		return picture{}, nothing("the plan has no services")
	}
	services := chosen(plan.Services, size)
	pic := picture{
		title:    "Replicas: needed and provisioned",
		subtitle: "Replicas at peak by service, each on a scale of its own" + regional(services),
		alt:      capacityWords(plan, services),
		keys:     []key{lineKey("Provisioned", pen{color: t.ink, width: 2}), lineKey("Needed", pen{color: t.demand, width: 2})},
		draw:     func(s *sheet, area box) { drawCapacity(s, plan, services, area) },
	}
	if slices.ContainsFunc(services, func(r report.ReplicaSpan) bool { return nearMax(&r) }) {
		pic.keys = append(pic.keys, lineKey("Most that are allowed", pen{t.alarm, 1.5, dashed()}))
	}
	if slices.ContainsFunc(services, func(r report.ReplicaSpan) bool { return r.Short != nil }) {
		pic.keys = append(pic.keys, swatchKey("Missing", t.shortage))
	}
	if left := len(plan.Services) - len(services); left > 0 {
		pic.subtitle += fmt.Sprintf(" · %d of %d services: those that run short, then the largest", len(services), len(plan.Services))
	}
	return pic, nil
}

// nearMax reports whether a service comes near enough to its maximum for it to
// be drawn on the scale of the replicas.
func nearMax(r *report.ReplicaSpan) bool {
	_, high := span(r.Need, r.Replicas)
	return r.Max != nil && *r.Max <= high*farAway
}

// regional is said where services are shown in one of their regions.
func regional(services []report.ReplicaSpan) string {
	if !slices.ContainsFunc(services, func(r report.ReplicaSpan) bool { return r.Region != "" }) {
		return ""
	}
	return "; in all regions or, where each has a maximum, in the one that comes nearest to it"
}

// title is the name of a service, and where it is shown.
func title(r *report.ReplicaSpan) string {
	if r.Region == "" {
		return r.Name
	}
	return r.Name + " in " + r.Region
}

// chosen is the services for which there is room: those that run short first,
// then the largest; in the order of the scenario.
func chosen(all []report.ReplicaSpan, size point) []report.ReplicaSpan {
	across, down := grid(size)
	room := min(mostServices, min(across, 3)*down)
	if len(all) <= room {
		return all
	}
	order := make([]int, len(all))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int {
		if short := (all[a].Short != nil); short != (all[b].Short != nil) {
			if short {
				return -1
			}
			return 1
		}
		_, x := span(all[a].Need, all[a].Replicas)
		_, y := span(all[b].Need, all[b].Replicas)
		switch {
		case x > y:
			return -1
		case x < y:
			return 1
		}
		return 0
	})
	order = order[:room]
	slices.Sort(order)
	kept := make([]report.ReplicaSpan, len(order))
	for i, index := range order {
		kept[i] = all[index]
	}
	return kept
}

// columns is how many panels stand beside each other.
func columns(n int, size point) int {
	across, down := grid(size)
	switch {
	case n == 4 && down > 1:
		return min(2, across)
	case n > 2:
		return min(3, across)
	}
	return min(n, across)
}

// drawCapacity draws a grid of panels. Where the grid would have a gap the
// servers under the replicas fill it.
func drawCapacity(s *sheet, plan *report.Charts, services []report.ReplicaSpan, area box) {
	const gapX, head, foot = 26, 34, timeRoom + 12
	cells := len(services)
	if across, down := grid(s.size); cells%2 == 1 && cells == len(plan.Services) && cells < min(across, 3)*down {
		cells++
	}
	across := columns(cells, s.size)
	down := (cells + across - 1) / across
	width := (area.width() - gapX*float64(across-1)) / float64(across)
	height := (area.height() + 12) / float64(down)
	for i := range cells {
		left := area.left + float64(i%across)*(width+gapX)
		top := area.top + float64(i/across)*height
		cell := box{left, top + head, left + width, top + height - foot}
		if i < len(services) {
			s.heading(title(&services[i]), replicaNotes(&services[i]), point{left, top + 12}, cell.right)
			s.service(plan, &services[i], cell)
			continue
		}
		servers := count().value(plan.Servers[len(plan.Servers)-1])
		s.heading("Servers", []string{servers + " at the horizon, under all services", servers + " at the horizon"}, point{left, top + 12}, cell.right)
		s.service(plan, &report.ReplicaSpan{Replicas: plan.Servers}, cell)
	}
}

// service draws what a service needs and has.
func (s *sheet) service(plan *report.Charts, r *report.ReplicaSpan, area box) {
	_, top := span(r.Need, r.Replicas)
	if nearMax(r) {
		top = within(top, *r.Max)
	}
	p := newPanel(s, plan, area, plotted{measure: count(), high: top, last: len(r.Replicas) - 1, pad: 0.5})
	p.backdrop()
	p.shortfall(p.theme.shortage, r.Need, r.Replicas)
	p.under(p.theme.area, p.steps(0, r.Replicas))
	p.line(pen{color: p.theme.ink, width: 2}, p.steps(0, r.Replicas))
	if nearMax(r) {
		p.line(pen{p.theme.alarm, 1.25, dashed()}, []point{{p.left, p.y(*r.Max)}, {p.right, p.y(*r.Max)}})
	}
	p.line(pen{color: p.theme.demand, width: 1.75}, p.steps(0, r.Need))
	p.timeAxis()
	if r.Short != nil {
		m := *r.Short
		p.callout(p.theme.alarm, p.at(m, r.Replicas[m]), "Short from "+p.date(m), "Short from "+words.ShortMonth(plan.Start.Add(m)))
	} else {
		p.peak(r.Replicas, count())
	}
}

// replicaNotes say what a service comes to, the longest first.
func replicaNotes(r *report.ReplicaSpan) []string {
	last := len(r.Need) - 1
	have, need := count().value(r.Replicas[last]), count().value(r.Need[last])
	notes := []string{have + " at the horizon", have}
	if r.Need[last] > r.Replicas[last] {
		notes = []string{have + " at the horizon, " + need + " needed", have + " of " + need + " needed"}
	}
	if r.Region != "" {
		all := " · " + count().value(r.Total) + " in all regions"
		notes = append([]string{notes[0] + all, notes[1] + all}, notes...)
	}
	return notes
}

// heading writes the name of a panel and below it the first of some notes that fits.
func (s *sheet) heading(name string, notes []string, at point, right float64) {
	bold := style{semibold, 11, s.theme.ink}
	s.write(bold, leftAligned, at, s.fit(bold, name, right-at.x))
	small := style{regular, 9, s.theme.muted}
	s.write(small, leftAligned, point{at.x, at.y + 12.5}, s.fit(small, s.first(small, right-at.x, notes...), right-at.x))
}

// shortfall fills what is needed beyond what is there, month by month.
func (p *panel) shortfall(c color.RGBA, need, have []float64) {
	if len(need) == 0 {
		return
	}
	upper := make([]float64, len(need))
	for m := range need {
		upper[m] = max(need[m], have[m])
	}
	shape, floor := p.steps(0, upper), p.steps(0, have)
	slices.Reverse(floor)
	p.fill(c, append(shape, floor...)...)
}

func capacityWords(plan *report.Charts, services []report.ReplicaSpan) string {
	var parts []string
	for _, r := range services {
		last := len(r.Need) - 1
		text := fmt.Sprintf("%s has %s replicas at the end and needs %s", title(&r), count().value(r.Replicas[last]), count().value(r.Need[last]))
		if r.Short != nil {
			text += ", short from " + date(plan.Start, *r.Short) + " on"
		}
		parts = append(parts, text)
	}
	return "Small line charts of the replicas at peak. " + strings.Join(parts, "; ") + "."
}
