package chart

import (
	"fmt"
	"strings"

	"github.com/talimat/talimat-plan/internal/report"
)

// quartersPicture shows what each quarter costs against what it may.
func quartersPicture(plan *report.Charts, t *theme, _ point) (picture, error) {
	if len(plan.Quarters) < 2 {
		return picture{}, nothing("the plan is no longer than a quarter")
	}
	pic := picture{
		title:    "What each quarter costs",
		subtitle: "Effective cost by quarter, " + plan.Currency,
		alt:      quarterWords(plan),
		keys:     []key{swatchKey("Cost", t.palette[0])},
		draw:     func(s *sheet, area box) { s.drawQuarters(plan, area) },
	}
	if _, ok := overBudget(plan); ok {
		pic.title = "Each quarter against its budget"
		pic.subtitle += "; the budget of a quarter is that of its months"
		pic.keys = append(pic.keys, swatchKey("Beyond the budget", t.loss), lineKey("Budget", pen{t.alarm, 1.5, dashed()}))
	}
	return pic, nil
}

// overBudget counts the quarters that cost more than they may; false where there
// is no budget for any.
func overBudget(plan *report.Charts) (n int, ok bool) {
	for _, q := range plan.Quarters {
		if q.Budget != nil {
			ok = true
			if q.Cost > *q.Budget*(1+1e-9) {
				n++
			}
		}
	}
	return n, ok
}

func (s *sheet) drawQuarters(plan *report.Charts, area box) {
	area.bottom -= timeRoom
	area.top += 16 // the amounts
	var costs []float64
	var budgets []float64
	for _, q := range plan.Quarters {
		costs, budgets = append(costs, q.Cost), append(budgets, values(q.Budget)...)
	}
	in := money(plan.Currency)
	_, high := span(costs)
	_, most := span(budgets)
	last := plan.Quarters[len(plan.Quarters)-1].Last
	p := newPanel(s, &report.Charts{Start: plan.Start, Currency: plan.Currency}, area, plotted{measure: in, high: within(high, most), last: last, pad: 0.5})
	p.backdrop()
	write := in.column(costs...)
	for _, q := range plan.Quarters {
		p.quarter(q)
	}
	p.timeAxis()
	for _, q := range plan.Quarters {
		if q.Budget != nil && p.axis.has(*q.Budget) {
			y := p.y(*q.Budget)
			p.stroke(pen{p.theme.alarm, 1.5, dashed()}, point{p.x(float64(q.First) - 0.5), y}, point{p.x(float64(q.Last) + 0.5), y})
		}
	}
	for _, q := range plan.Quarters {
		p.quarterCost(q, write(q.Cost))
	}
}

// spans is where the bar of a quarter begins and ends.
func (p *panel) spans(q report.Quarter) (left, right float64) {
	return p.x(float64(q.First)-0.5) + 1, p.x(float64(q.Last)+0.5) - 1
}

// quarter draws the bar of a quarter.
func (p *panel) quarter(q report.Quarter) {
	left, right := p.spans(q)
	p.rectangle(p.theme.palette[0], box{left, p.y(q.Cost), right, p.y(0)})
	if q.Budget != nil && q.Cost > *q.Budget*(1+1e-9) {
		p.rectangle(p.theme.loss, box{left, p.y(q.Cost), right, p.y(*q.Budget)})
	}
}

// quarterCost writes the amount of a quarter above its bar, where it has room.
func (p *panel) quarterCost(q report.Quarter, amount string) {
	left, right := p.spans(q)
	st := style{semibold, 9.5, p.theme.ink}
	for st.size > smallest && p.measure(st, amount) > right-left {
		st.size -= 0.5
	}
	if p.measure(st, amount) <= right-left+1 {
		p.masked(st, point{(left + right) / 2, p.y(q.Cost) - 5}, amount)
	}
}

func quarterWords(plan *report.Charts) string {
	in := money(plan.Currency)
	var parts []string
	for _, q := range plan.Quarters {
		text := fmt.Sprintf("%s to %s %s", date(plan.Start, q.First), date(plan.Start, q.Last), in.value(q.Cost))
		if q.Budget != nil {
			text += " of " + in.value(*q.Budget)
		}
		parts = append(parts, text)
	}
	text := "Bar chart of the cost by quarter: " + strings.Join(parts, ", ") + "."
	if n, ok := overBudget(plan); ok {
		text += fmt.Sprintf(" %d of %d quarters cost more than their budget.", n, len(plan.Quarters))
	}
	return text
}
