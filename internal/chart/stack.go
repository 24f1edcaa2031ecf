package chart

import (
	"fmt"
	"github.com/talimat/talimat-plan/internal/metric"
	"image/color"
	"slices"
	"strings"

	"github.com/talimat/talimat-plan/internal/report"
	"github.com/talimat/talimat-plan/internal/words"
)

// stack is amounts by month that add up to a total.
type stack struct {
	parts  []report.NamedSeries
	total  []float64
	bounds []report.Bound // limits on the total
	causes bool           // whether the causes of jumps are named
	color  func(t *theme, i int, name string) color.RGBA
}

// shown is how many parts a chart shows before the rest become one.
const shown = 6

// other is what joins the parts for which there is no colour.
const other = "Other"

// newStack keeps the parts, and where there are more than seven joins those that
// cost least at the end.
func newStack(all []report.NamedSeries) stack {
	st := stack{color: byPlace}
	for _, s := range all {
		if _, high := span(s.Values); high > 0 {
			st.parts = append(st.parts, s)
		}
	}
	if len(st.parts) == 0 {
		return st
	}
	st.total = make([]float64, len(st.parts[0].Values))
	for _, s := range st.parts {
		add(st.total, s.Values)
	}
	if len(st.parts) <= shown+1 {
		return st
	}
	last := func(s report.NamedSeries) float64 { return s.Values[len(s.Values)-1] }
	rest := report.NamedSeries{Name: other, Values: make([]float64, len(st.total))}
	for len(st.parts) > shown {
		least := 0
		for i := range st.parts {
			if last(st.parts[i]) < last(st.parts[least]) {
				least = i
			}
		}
		add(rest.Values, st.parts[least].Values)
		st.parts = slices.Delete(st.parts, least, least+1)
	}
	st.parts = append(st.parts, rest)
	return st
}

func add(to, values []float64) {
	for m, v := range values {
		to[m] += v
	}
}

// byPlace gives each part the colour of its place; what joins the rest is grey.
func byPlace(t *theme, i int, name string) color.RGBA {
	if name == other || i >= len(t.palette) {
		i = len(t.palette) - 1
	}
	return t.palette[i]
}

// byCategory gives a category the same colour in every chart; what is none of
// them is grey.
func byCategory(t *theme, _ int, name string) color.RGBA {
	i := slices.Index(metric.Categories(), strings.ToLower(name))
	if i < 0 || i >= len(t.palette) {
		i = len(t.palette) - 1
	}
	return t.palette[i]
}

// drawStack draws the parts above each other, each month a step.
func (s *sheet) drawStack(plan *report.Charts, st stack, area box) {
	in, last := money(plan.Currency), len(st.total)-1
	labels := st.labels(s.theme, in)
	most := s.aside(&area, labels)
	low, high := span(st.total)
	area.bottom -= timeRoom
	p := newPanel(s, plan, area, plotted{
		measure: in, low: min(low, 0), high: within(high, heights(st.bounds)...), envelope: st.total, last: last, pad: 0.5, names: true,
	})
	p.backdrop()
	tops := st.tops()
	for i := len(tops) - 1; i >= 0; i-- { // the upper ones first: each hides the foot of the one above it
		outline := p.steps(0, tops[i])
		p.under(st.color(s.theme, i, st.parts[i].Name), outline)
		if i < len(tops)-1 {
			p.stroke(pen{color: s.theme.paper, width: 0.9}, outline...)
		}
		p.avoid(outline)
		labels[len(tops)-i].y = p.y(middle(tops, i, last))
	}
	p.line(pen{color: s.theme.ink, width: 1.75}, p.steps(0, st.total))
	p.timeAxis()
	p.bounds(st.bounds, st.total, in.value)
	if st.causes {
		p.jumps(st.bounds, st.total)
	}
	p.peak(st.total, in)
	labels[0].y = p.y(st.total[last])
	if len(labels) > 1 {
		labels[0].y = min(labels[0].y, labels[1].y-endGap)
	}
	p.ends(labels, most)
}

// tops are the running totals of the parts.
func (st *stack) tops() [][]float64 {
	tops := make([][]float64, len(st.parts))
	for i, c := range st.parts {
		tops[i] = slices.Clone(c.Values)
		if i > 0 {
			add(tops[i], tops[i-1])
		}
	}
	return tops
}

// middle is the middle of a layer in a month.
func middle(tops [][]float64, i, month int) float64 {
	if i == 0 {
		return tops[0][month] / 2
	}
	return (tops[i-1][month] + tops[i][month]) / 2
}

// labels names the total, and from the top down the layers with their shares of
// the last month.
func (st *stack) labels(t *theme, in measure) []endLabel {
	last := len(st.total) - 1
	total := st.total[last]
	labels := []endLabel{{bold: "Total " + in.value(total), ink: t.ink}}
	for i := len(st.parts) - 1; i >= 0; i-- {
		c := st.parts[i]
		text := c.Name
		if total > 0 {
			text += "  " + words.Share(c.Values[last]/total)
		}
		labels = append(labels, endLabel{text: text, ink: t.text, color: st.color(t, i, c.Name)})
	}
	return labels
}

// words says what the chart shows.
func (st *stack) words(plan *report.Charts, what string) string {
	in, last := money(plan.Currency), len(st.total)-1
	var b strings.Builder
	fmt.Fprintf(&b, "Stacked steps. %s goes from %s in %s to %s in %s.",
		what, in.value(st.total[0]), date(plan.Start, 0), in.value(st.total[last]), date(plan.Start, last))
	if m := peakOf(st.total); m != last {
		fmt.Fprintf(&b, " Its peak is %s in %s.", in.value(st.total[m]), date(plan.Start, m))
	}
	var parts []string
	for _, c := range st.parts {
		parts = append(parts, fmt.Sprintf("%s %s", c.Name, in.value(c.Values[last])))
	}
	if len(parts) > 0 {
		fmt.Fprintf(&b, " At the end: %s.", strings.Join(parts, ", "))
	}
	b.WriteString(boundWords(plan, st.bounds, in))
	return b.String()
}
