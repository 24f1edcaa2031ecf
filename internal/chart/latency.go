package chart

import (
	"fmt"
	"image/color"
	"strings"

	"github.com/talimat/talimat-plan/internal/report"
	"github.com/talimat/talimat-plan/internal/unit"
	"github.com/talimat/talimat-plan/internal/words"
)

// duration is the measure of response times, in milliseconds up to ten seconds.
func duration() measure { return measure{unit.KindSeconds, nil} }

// latencyPicture shows how long users wait against what is promised.
func latencyPicture(plan *report.Charts, t *theme, _ point) (picture, error) {
	l := plan.Latency
	if l == nil || len(l.Slowest) == 0 {
		return picture{}, &EmptyError{"the plan states no response times", `write latency: 120 ms for each service`}
	}
	pic := picture{
		title:    "How long users wait",
		subtitle: "Slowest call by region: stated 95th percentile of the service, and a round trip where it leaves the region; load does not change it",
		alt:      latencyWords(plan),
		draw:     func(s *sheet, area box) { drawLatency(s, plan, area) },
	}
	if len(l.Regions) == 1 {
		pic.subtitle = "Slowest call: stated 95th percentile of the service; load does not change it"
	}
	pic.subtitle += phasesShaded(plan)
	return pic, nil
}

// wait is regions whose users wait equally long in every month.
type wait struct {
	names  []string
	values []float64
	color  color.RGBA
}

// waits joins regions with the same response times: their lines would hide each
// other. What is left beyond the palette is grey.
func waits(t *theme, l *report.LatencySeries) []wait {
	var all []wait
	for _, r := range l.Regions {
		joined := false
		for i := range all {
			if equal(all[i].values, r.Values) {
				all[i].names = append(all[i].names, r.Name)
				joined = true
				break
			}
		}
		if !joined {
			c := t.palette[min(len(all), len(t.palette)-1)]
			all = append(all, wait{[]string{r.Name}, r.Values, c})
		}
	}
	if len(all) == 1 {
		all[0].color = t.demand
	}
	return all
}

// equal reports whether two series differ by less than a reader could see.
func equal(a, b []float64) bool {
	for m := range a {
		if d := a[m] - b[m]; d > 1e-9 || d < -1e-9 {
			return false
		}
	}
	return true
}

func drawLatency(s *sheet, plan *report.Charts, area box) {
	l := plan.Latency
	last := len(l.Slowest) - 1
	all := waits(s.theme, l)
	var labels []endLabel
	for _, w := range all {
		labels = append(labels, endLabel{bold: duration().value(w.values[last]), text: nameAll(w.names), ink: s.theme.text})
	}
	most := max(area.width()*0.24, leastEnds)
	_, high := span(l.Slowest)
	area.right -= s.endRoom(labels, most)
	area.bottom -= timeRoom
	p := newPanel(s, plan, area, plotted{
		measure: duration(), high: within(high, values(l.Objective)...), envelope: l.Slowest, last: last, pad: 0.5, names: true,
	})
	p.backdrop()
	for i := len(all) - 1; i >= 0; i-- {
		w := &all[i]
		if len(all) == 1 {
			p.under(s.theme.area, p.steps(0, w.values))
		}
		p.line(pen{color: w.color, width: 2.25}, p.steps(0, w.values))
		labels[i].y = p.y(w.values[last])
	}
	p.timeAxis()
	if l.Objective != nil && p.axis.has(*l.Objective) { // drawn last, where callouts leave room for its name
		y := p.y(*l.Objective)
		p.avoid([]point{{p.left, y}, {p.right, y}})
	}
	if l.Missed != nil {
		m := *l.Missed
		missed := "Objective missed from " + p.date(m)
		p.callout(s.theme.alarm, p.at(m, l.Slowest[m]), p.culprit(missed), missed)
	}
	p.openings(l)
	if l.Objective != nil {
		p.level(s.theme.alarm, *l.Objective, 0, last, "Objective "+duration().value(*l.Objective))
	}
	p.ends(labels, most)
}

// culprit adds the slowest call to a text.
func (p *panel) culprit(text string) string {
	l := p.plan.Latency
	if l.Service == "" {
		return text
	}
	text += ": calls to " + l.Service
	if l.Region != "" {
		text += " from " + l.Region
	}
	return text
}

// openings says where users wait less since their region is open: one callout a
// month, at the region that gains most.
func (p *panel) openings(l *report.LatencySeries) {
	for m := 1; m < len(l.Slowest); m++ {
		var names []string
		var at point
		most := 0.0
		for _, r := range l.Regions {
			gain := r.Values[m-1] - r.Values[m]
			if r.Opens != m || gain <= 0 {
				continue
			}
			names = append(names, r.Name)
			if gain > most {
				most, at = gain, p.at(m, r.Values[m])
			}
		}
		if len(names) > 0 {
			verb := " opens in "
			if len(names) > 1 {
				verb = " open in "
			}
			p.callout(p.theme.demand, at, nameAll(names)+verb+p.date(m))
		}
	}
}

// nameAll is "a", "a and b", "a, b and c", "a, b and 3 more".
func nameAll(names []string) string {
	if n := len(names); n > 3 {
		return fmt.Sprintf("%s, %s and %d more", names[0], names[1], n-2)
	}
	return words.List(names)
}

// latencyWords says what the chart shows.
func latencyWords(plan *report.Charts) string {
	l := plan.Latency
	last := len(l.Slowest) - 1
	var b strings.Builder
	fmt.Fprintf(&b, "Line chart. The slowest call of any user takes %s in %s and %s in %s, at the 95th percentile.",
		duration().value(l.Slowest[0]), date(plan.Start, 0), duration().value(l.Slowest[last]), date(plan.Start, last))
	for _, r := range l.Regions {
		if r.Name != "" {
			fmt.Fprintf(&b, " From %s: %s, then %s.", r.Name, duration().value(r.Values[0]), duration().value(r.Values[last]))
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
