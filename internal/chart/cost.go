package chart

import (
	"fmt"
	"image/color"
	"slices"
	"strings"

	"github.com/talimat/talimat-plan/internal/metric"
	"github.com/talimat/talimat-plan/internal/report"
)

// shown is how many categories a chart shows before the rest become one.
const shown = 6

// costPicture stacks the effective cost by category, with its limits.
func costPicture(plan *report.Charts, t *theme, _ point) (picture, error) {
	if len(plan.Cost.Total) == 0 {
		return picture{}, nothing("the plan has no costs")
	}
	stack := stackOf(plan.Cost.Categories)
	return picture{
		title:    "Where the money goes",
		subtitle: "Effective cost per month by category, " + plan.Currency + phasesShaded(plan),
		alt:      costWords(plan),
		draw:     func(s *sheet, area box) { drawCost(s, plan, stack, area) },
	}, nil
}

// stackOf keeps the categories of a plan, and where there are more than seven
// joins those that cost least at the end.
func stackOf(all []report.NamedSeries) []report.NamedSeries {
	if len(all) <= shown+1 {
		return all
	}
	last := func(s report.NamedSeries) float64 { return s.Values[len(s.Values)-1] }
	kept := append([]report.NamedSeries(nil), all...)
	other := report.NamedSeries{Name: "Other", Values: make([]float64, len(all[0].Values))}
	for len(kept) > shown {
		least := 0
		for i := range kept {
			if last(kept[i]) < last(kept[least]) {
				least = i
			}
		}
		for m, v := range kept[least].Values {
			other.Values[m] += v
		}
		kept = append(kept[:least], kept[least+1:]...)
	}
	return append(kept, other)
}

// phasesShaded is said where bands are drawn.
func phasesShaded(plan *report.Charts) string {
	if len(plan.Phases) == 0 {
		return ""
	}
	return " · phases shaded"
}

func drawCost(s *sheet, plan *report.Charts, stack []report.NamedSeries, area box) {
	in := money(plan.Currency)
	total := plan.Cost.Total
	last := len(total) - 1
	var limits []float64
	for _, b := range plan.Cost.Bounds {
		limits = append(limits, b.Value)
	}
	labels := costLabels(s.theme, plan, stack)
	most := max(area.width()*0.3, leastEnds)
	low, high := span(total)
	area.right -= s.endRoom(labels, most)
	area.bottom -= timeRoom
	p := newPanel(s, plan, area, plotted{
		measure: in, low: min(low, 0), high: within(high, limits...), envelope: total, last: last, names: true,
	})
	p.backdrop()
	tops := make([][]float64, len(stack)) // running totals
	for i, c := range stack {
		tops[i] = make([]float64, len(total))
		for m, v := range c.Values {
			tops[i][m] = v
			if i > 0 {
				tops[i][m] += tops[i-1][m]
			}
		}
		labels[i].y = p.y(middle(tops, i, last))
	}
	for i := len(stack) - 1; i >= 0; i-- { // the upper ones first: each hides the foot of the one above it
		p.under(categoryColor(s.theme, stack[i].Name), p.series(tops[i]))
		if i < len(stack)-1 {
			p.stroke(pen{color: s.theme.paper, width: 0.9}, p.series(tops[i])...)
		}
	}
	for _, layer := range tops {
		p.avoid(p.series(layer))
	}
	p.line(pen{color: s.theme.ink, width: 1.75}, p.series(total))
	p.timeAxis()
	p.bounds(plan.Cost.Bounds, total, in.value)
	labels[len(stack)].y = min(p.y(total[last]), labels[max(len(stack)-1, 0)].y-13)
	p.ends(labels, most)
}

// categoryColor gives a category the same colour in every chart; what is none
// of them is grey.
func categoryColor(t *theme, name string) color.RGBA {
	i := slices.Index(metric.Categories(), strings.ToLower(name))
	if i < 0 || i >= len(t.palette) {
		i = len(t.palette) - 1
	}
	return t.palette[i]
}

// middle is the middle of a layer in a month.
func middle(tops [][]float64, i, month int) float64 {
	if i == 0 {
		return tops[0][month] / 2
	}
	return (tops[i-1][month] + tops[i][month]) / 2
}

// costLabels names the layers with their shares of the last month, and the total.
func costLabels(t *theme, plan *report.Charts, stack []report.NamedSeries) []endLabel {
	last := len(plan.Cost.Total) - 1
	total := plan.Cost.Total[last]
	var labels []endLabel
	for _, c := range stack {
		share := ""
		if total > 0 {
			share = "  " + percent(c.Values[last]/total)
		}
		labels = append(labels, endLabel{text: c.Name + share, ink: t.text})
	}
	return append(labels, endLabel{bold: "Total " + money(plan.Currency).value(total), ink: t.ink})
}

// costWords says what the chart shows.
func costWords(plan *report.Charts) string {
	in, total := money(plan.Currency), plan.Cost.Total
	last := len(total) - 1
	var b strings.Builder
	fmt.Fprintf(&b, "Stacked area chart. The effective cost per month goes from %s in %s to %s in %s.",
		in.value(total[0]), date(plan.Start, 0), in.value(total[last]), date(plan.Start, last))
	var parts []string
	for _, c := range plan.Cost.Categories {
		parts = append(parts, fmt.Sprintf("%s %s", c.Name, in.value(c.Values[last])))
	}
	if len(parts) > 0 {
		fmt.Fprintf(&b, " At the end: %s.", strings.Join(parts, ", "))
	}
	for _, bound := range plan.Cost.Bounds {
		verdict := "holds"
		if bound.Broken != nil {
			verdict = "is broken from " + date(plan.Start, *bound.Broken) + " on"
		}
		fmt.Fprintf(&b, " The limit %s of %s %s.", bound.Name, in.value(bound.Value), verdict)
	}
	return b.String()
}
