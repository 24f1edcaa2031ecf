package chart

import (
	"github.com/talimat/talimat-plan/internal/unit"
	"github.com/talimat/talimat-plan/internal/words"
)

// timeAxis draws the line of the months below a panel, with a tick for each
// month and labels as far as there is room: months, and years below them; or
// years alone.
func (p *panel) timeAxis() {
	y := snap(p.bottom)
	p.stroke(hairline(p.theme.axis), point{p.left, y}, point{p.right, y})
	every := p.monthStep(4)
	for m := range p.last + 1 {
		if p.onStep(m, every) {
			x := snap(p.x(float64(m)))
			p.stroke(hairline(p.theme.axis), point{x, y}, point{x, y + 2.5})
		}
	}
	step := p.monthStep(34)
	said := "" // the last year that was written
	free := p.left - 20
	for _, m := range p.labelled(step) {
		d := p.plan.Start.Add(m)
		x := p.x(float64(m))
		year := d.String()[:4]
		if step >= 12 {
			p.write(p.tick(), centered, point{p.within(x, year), p.bottom + 13.5}, year)
			continue
		}
		p.stroke(hairline(p.theme.axis), point{snap(x), y}, point{snap(x), y + 4})
		p.write(p.tick(), centered, point{p.within(x, words.ShortMonth(d)), p.bottom + 13.5}, words.ShortMonth(d))
		if year != said && x > free {
			p.write(p.tick(), centered, point{p.within(x, year), p.bottom + 25}, year)
			said, free = year, x+26
		}
	}
}

// within is x, moved so that a label in the middle of it stays on the sheet.
func (p *panel) within(x float64, label string) float64 {
	half := p.measure(p.tick(), label)/2 + 2
	return min(max(x, half), p.size.x-half)
}

// monthStep is the least step of months that leaves so much room for each.
func (p *panel) monthStep(room float64) int {
	each := p.x(1) - p.x(0)
	for _, step := range []int{1, 3, 6, 12, 24, 60} {
		if each*float64(step) >= room {
			return step
		}
	}
	return 120
}

// onStep reports whether a month of the plan begins a step of the calendar.
func (p *panel) onStep(month, step int) bool {
	d := p.plan.Start.Add(month)
	return (d.Year*12+d.Month-1)%step == 0
}

// labelled is the months that get a label: the steps of the calendar and, where
// there is room, the first month.
func (p *panel) labelled(step int) []int {
	var all []int
	for m := range p.last + 1 {
		if p.onStep(m, step) {
			all = append(all, m)
		}
	}
	if step < 12 && (len(all) == 0 || p.x(float64(all[0]))-p.x(0) >= 30) {
		all = append([]int{0}, all...)
	}
	if len(all) == 0 {
		all = []int{0}
	}
	return all
}

// date is the calendar month of a month of the plan: "Jan 2027".
func (p *panel) date(month int) string { return date(p.plan.Start, month) }

func date(start unit.Date, month int) string { return words.MonthName(start.Add(month)) }
