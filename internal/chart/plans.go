package chart

import (
	"fmt"
	"math"
	"strings"

	"github.com/talimat/talimat-plan/internal/report"
)

// Plans is the name of the chart that shows the plan beside others.
const Plans = "plans"

// plansPicture shows the cost of the plan and of those it is held against.
func plansPicture(plan *report.Charts, t *theme, _ point) (picture, error) {
	if len(plan.Against) == 0 || len(plan.Cost.Total) == 0 {
		return picture{}, &EmptyError{"there is no other plan to show it beside", "name one with --against FILE"}
	}
	pic := picture{
		title:    "This plan beside another",
		subtitle: "Effective cost per month, " + plan.Currency,
		alt:      plansWords(plan),
		draw:     func(s *sheet, area box) { s.drawPlans(plan, area) },
	}
	if len(plan.Against) > 1 {
		pic.title = "This plan beside others"
		return pic, nil
	}
	more := dearer(plan, &plan.Against[0])
	pic.subtitle += " · " + inAll(plan, more)
	pic.keys = []key{swatchKey("Costs more than "+plan.Against[0].Name, mix(t.paper, t.loss, 0.45)), swatchKey("Costs less", mix(t.paper, t.gain, 0.45))}
	return pic, nil
}

// dearer is how much more the plan costs than another in the months of both.
func dearer(plan *report.Charts, other *report.NamedSeries) float64 {
	more := 0.0
	for m, v := range other.Values {
		if !math.IsNaN(v) && m < len(plan.Cost.Total) {
			more += plan.Cost.Total[m] - v
		}
	}
	return more
}

// inAll is "$1,200 more in all".
func inAll(plan *report.Charts, more float64) string {
	verb := " more in all"
	if more < 0 {
		verb = " less in all"
	}
	return money(plan.Currency).value(math.Abs(more)) + verb
}

func (s *sheet) drawPlans(plan *report.Charts, area box) {
	in, total := money(plan.Currency), plan.Cost.Total
	last := len(total) - 1
	labels := []endLabel{{bold: in.value(total[last]), text: plan.Scenario, ink: s.theme.demand, value: total[last], pen: pen{color: s.theme.demand, width: 2.25}}}
	low, high := span(total)
	for i, o := range plan.Against {
		_, to := existing(o.Values)
		a, b := span(o.Values[:0], known(o.Values))
		low, high = min(low, a), max(high, b)
		with := pen{color: s.theme.ink, width: 1.75}
		if i > 0 {
			with.color = s.theme.palette[i%len(s.theme.palette)]
		}
		labels = append(labels, endLabel{bold: in.value(o.Values[to]), text: o.Name, ink: s.theme.text, value: o.Values[to], pen: with})
	}
	most := s.aside(&area, labels)
	area.bottom -= timeRoom
	p := newPanel(s, plan, area, plotted{measure: in, low: min(low, 0), high: high, envelope: total, last: last, pad: 0.5, names: true})
	p.backdrop()
	if len(plan.Against) == 1 {
		p.apart(total, plan.Against[0].Values)
	}
	for i, o := range plan.Against {
		for _, r := range runs(o.Values) {
			p.line(labels[i+1].pen, p.steps(r[0], o.Values[r[0]:r[1]]))
		}
	}
	p.line(labels[0].pen, p.steps(0, total))
	p.timeAxis()
	p.ends(p.placed(labels), most)
}

// known is the values of a series that exist.
func known(series []float64) []float64 {
	var all []float64
	for _, r := range runs(series) {
		all = append(all, series[r[0]:r[1]]...)
	}
	return all
}

// apart fills what lies between two plans, month by month.
func (p *panel) apart(values, others []float64) {
	for m, v := range others {
		if m >= len(values) || math.IsNaN(v) {
			continue
		}
		c := p.theme.loss
		if values[m] < v {
			c = p.theme.gain
		}
		p.rectangle(mix(p.theme.paper, c, 0.45), box{p.x(float64(m) - 0.5), p.y(max(v, values[m])), p.x(float64(m) + 0.5), p.y(min(v, values[m]))})
	}
}

func plansWords(plan *report.Charts) string {
	in, total := money(plan.Currency), plan.Cost.Total
	last := len(total) - 1
	var parts []string
	for i := range plan.Against {
		o := &plan.Against[i]
		_, to := existing(o.Values)
		parts = append(parts, fmt.Sprintf("of %s %s in %s (%s costs %s)", o.Name, in.value(o.Values[to]), date(plan.Start, to), plan.Scenario, inAll(plan, dearer(plan, o))))
	}
	return fmt.Sprintf("Line chart. The effective cost per month of %s is %s in %s; %s.", plan.Scenario, in.value(total[last]), date(plan.Start, last), strings.Join(parts, "; "))
}
