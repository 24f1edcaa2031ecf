package chart

import (
	"fmt"
	"slices"

	"github.com/talimat/talimat-plan/internal/report"
)

// cashPicture shows the cumulative cash flow with the investments that it pays back.
func cashPicture(plan *report.Charts, t *theme, size point) (picture, error) {
	c := &plan.Cash
	low, high := span(c.Cumulative)
	if len(c.Cumulative) == 0 || low == 0 && high == 0 && c.Investment == 0 {
		return picture{}, nothing("the plan neither invests nor saves")
	}
	saving := c.Saving
	pic := picture{
		title:    "When the investment pays back",
		subtitle: "Cumulative cash flow: " + saving + " less investments, " + plan.Currency + phasesShaded(plan),
		alt:      cashWords(plan),
		keys:     []key{lineKey("Cumulative cash", pen{color: t.demand, width: 2}), swatchKey("Investment of the month", t.loss)},
		draw:     func(s *sheet, area box) { drawCash(s, plan, area) },
	}
	if isNarrow(size) {
		pic.keys = pic.keys[1:]
	}
	if c.Investment == 0 {
		pic.title = "What the plan saves"
		pic.subtitle = "Cumulative cash flow: " + saving + ", without any investment, " + plan.Currency
		pic.keys = nil
	}
	return pic, nil
}

func drawCash(s *sheet, plan *report.Charts, area box) {
	c := &plan.Cash
	in := money(plan.Currency)
	write := in.column(append(slices.Clone(c.Cumulative), c.Invested...)...)
	last := len(c.Cumulative) - 1
	low, high := span(c.Cumulative, []float64{0})
	high = max(high, (high-low)*0.05) // room above zero for the amounts
	_, largest := span(c.Invested)
	ends := []endLabel{{bold: write(c.Cumulative[last]), text: "after " + months(last), ink: s.theme.demand}}
	most := s.aside(&area, ends)
	area.bottom -= timeRoom
	p := newPanel(s, plan, area, plotted{
		measure: in, low: min(low, -largest), high: high, envelope: above(c.Cumulative), last: last, pad: 0.5, names: area.height() > 220, // above zero and beside the bars
	})
	p.backdrop()
	wide := min((p.x(1)-p.x(0))*0.7, 26)
	for m, v := range c.Invested {
		if v > 0 {
			x := p.x(float64(m))
			b := box{x - wide/2, p.y(0), x + wide/2, p.y(-v)}
			p.rectangle(s.theme.loss, b)
		}
	}
	zero := snap(p.y(0))
	p.stroke(pen{color: s.theme.ink, width: 1}, point{p.left, zero}, point{p.right, zero})
	p.line(pen{color: s.theme.demand, width: 2.25}, p.series(c.Cumulative))
	p.timeAxis()
	p.investments(c, write)
	if c.Payback != nil && *c.Payback > 0 {
		m := *c.Payback
		p.callout(s.theme.demand, p.reachedAt(c.Cumulative, m, 0), fmt.Sprintf("Paid back in %s, after %s", p.date(m), months(m)))
	} else if c.Payback == nil && c.Investment > 0 && c.Cumulative[last] < 0 {
		p.callout(s.theme.alarm, p.at(last, c.Cumulative[last]), "Not paid back within "+months(last))
	}
	p.ends(p.endsOf(ends, c.Cumulative), most)
}

// above is a series where it is above zero, and zero elsewhere.
func above(series []float64) []float64 {
	all := make([]float64, len(series))
	for i, v := range series {
		all[i] = max(v, 0)
	}
	return all
}

// investments writes the amounts above the bars or, where something lies there,
// below them.
func (p *panel) investments(c *report.CashSeries, write func(float64) string) {
	st := style{regular, 8.5, p.theme.text}
	for m, v := range c.Invested {
		if v <= 0 {
			continue
		}
		for _, y := range []float64{p.y(0) - 4.5, p.y(-v) + 10.5} {
			at := point{p.x(float64(m)), y}
			if b := p.extent(st, centered, at, write(v)).grow(1); !p.occupied(b) && b.bottom < p.bottom && b.left > p.left {
				p.write(st, centered, at, write(v))
				p.taken = append(p.taken, b)
				break
			}
		}
	}
}

// months is "1 month", "36 months".
func months(n int) string {
	if n == 1 {
		return "1 month"
	}
	return fmt.Sprintf("%d months", n)
}

func cashWords(plan *report.Charts) string {
	c := &plan.Cash
	write := money(plan.Currency).column(append(slices.Clone(c.Cumulative), c.Invested...)...)
	last := len(c.Cumulative) - 1
	text := fmt.Sprintf("Line chart. The cumulative cash flow is %s after %s", write(c.Cumulative[last]), months(last))
	switch {
	case c.Investment == 0:
		return text + ", without any investment."
	case c.Payback != nil && *c.Payback == 0:
		return text + fmt.Sprintf(" and never below zero: the investment of %s is paid back at once.", write(c.Investment))
	case c.Payback != nil:
		return text + fmt.Sprintf(". The investment of %s is paid back in %s, after %s.", write(c.Investment), date(plan.Start, *c.Payback), months(*c.Payback))
	}
	return text + fmt.Sprintf(". The investment of %s is not paid back within that time.", write(c.Investment))
}
