package chart

import (
	"fmt"

	"github.com/talimat/talimat-plan/internal/report"
)

// usersPicture shows the users above the requests that they make.
func usersPicture(plan *report.Charts, t *theme, _ point) (picture, error) {
	u := &plan.Users
	if len(u.Users) == 0 {
		return picture{}, nothing("the plan has no users")
	}
	return picture{
		title:    "Users, and the load they bring",
		subtitle: "Top: concurrent users · Bottom: requests per second, at the peak of the week and on the average" + phasesShaded(plan),
		alt:      userWords(plan),
		draw:     func(s *sheet, area box) { drawUsers(s, plan, area) },
	}, nil
}

// split cuts an area into two panels above each other, the upper one with so
// much of the height.
func split(area box, share, gap float64) (upper, lower box) {
	upper, lower = area, area
	height := area.height() - gap
	upper.bottom = area.top + height*share
	lower.top = upper.bottom + gap
	return upper, lower
}

func drawUsers(s *sheet, plan *report.Charts, area box) {
	u := &plan.Users
	last := len(u.Users) - 1
	endUsers := []endLabel{{bold: count().value(u.Users[last]), text: "users", ink: s.theme.demand}}
	endLoad := []endLabel{
		{bold: rate().value(u.PeakRPS[last]), text: "peak", ink: s.theme.demand},
		{text: rate().value(u.AverageRPS[last]) + "  average", ink: s.theme.text, pen: pen{color: s.theme.soft, width: 1.75}},
	}
	most := s.aside(&area, endUsers, endLoad)
	area.bottom -= timeRoom
	upper, lower := split(area, 0.6, 24)
	_, highUsers := span(u.Users)
	_, highLoad := span(u.PeakRPS, u.AverageRPS)
	top := newPanel(s, plan, upper, plotted{
		measure: count(), high: within(highUsers, values(u.Target)...), envelope: u.Users, last: last, names: true,
	})
	bottom := newPanel(s, plan, lower, plotted{measure: rate(), high: within(highLoad, values(u.Throughput)...), last: last})
	alignLeft(top, bottom)
	for _, p := range []*panel{top, bottom} {
		p.backdrop()
	}
	strong := pen{color: s.theme.demand, width: 2.25}
	top.under(s.theme.area, top.series(u.Users))
	top.line(strong, top.series(u.Users))
	bottom.under(s.theme.area, bottom.series(u.PeakRPS))
	bottom.line(pen{color: s.theme.soft, width: 1.75}, bottom.series(u.AverageRPS))
	bottom.line(strong, bottom.series(u.PeakRPS))
	top.baseline()
	bottom.timeAxis()
	if u.Target != nil {
		top.level(s.theme.ink, *u.Target, 0, last, "Target "+count().value(*u.Target)+" users")
		if u.Reached != nil {
			top.callout(s.theme.demand, top.reachedAt(u.Users, *u.Reached, *u.Target), count().value(*u.Target)+" users in "+top.date(*u.Reached))
		}
	}
	if u.Throughput != nil {
		bottom.level(s.theme.ink, *u.Throughput, 0, last, "Objective "+rate().value(*u.Throughput))
		if u.Exceeded != nil {
			bottom.callout(s.theme.alarm, bottom.reachedAt(u.PeakRPS, *u.Exceeded, *u.Throughput), "Objective exceeded from "+bottom.date(*u.Exceeded))
		}
	}
	top.peak(u.Users, count())
	bottom.peak(u.PeakRPS, rate())
	endUsers[0].y = top.y(u.Users[last])
	endLoad[0].y, endLoad[1].y = bottom.y(u.PeakRPS[last]), bottom.y(u.AverageRPS[last])
	top.ends(endUsers, most)
	bottom.ends(endLoad, most)
}

// baseline draws the line of zero of a panel without a time axis.
func (p *panel) baseline() {
	y := snap(p.y(max(p.axis.low, min(0, p.axis.high))))
	p.stroke(hairline(p.theme.axis), point{p.left, y}, point{p.right, y})
}

// reachedAt is where a line reaches a value on its way to a month.
func (p *panel) reachedAt(series []float64, month int, value float64) point {
	if month > 0 {
		before, after := series[month-1], series[month]
		if share := (value - before) / (after - before); share >= 0 && share <= 1 {
			return point{p.x(float64(month-1) + share), p.y(value)}
		}
	}
	return p.at(month, series[month])
}

// values is a list of what exists.
func values(optional ...*float64) []float64 {
	var all []float64
	for _, v := range optional {
		if v != nil {
			all = append(all, *v)
		}
	}
	return all
}

func userWords(plan *report.Charts) string {
	u := &plan.Users
	last := len(u.Users) - 1
	text := fmt.Sprintf("Two line charts. Concurrent users go from %s in %s to %s in %s; requests per second at the peak of the week from %s to %s.",
		count().value(u.Users[0]), date(plan.Start, 0), count().value(u.Users[last]), date(plan.Start, last),
		count().value(u.PeakRPS[0]), count().value(u.PeakRPS[last]))
	if u.Target != nil {
		reached := "not reached"
		if u.Reached != nil {
			reached = "reached in " + date(plan.Start, *u.Reached)
		}
		text += fmt.Sprintf(" The target of %s users is %s.", count().value(*u.Target), reached)
	}
	return text
}
