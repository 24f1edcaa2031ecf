package chart

import (
	"fmt"
	"strings"

	"github.com/talimat/talimat-plan/internal/report"
	"github.com/talimat/talimat-plan/internal/unit"
	"github.com/talimat/talimat-plan/internal/words"
)

// fraction is the measure of shares, in percent.
func fraction() measure { return measure{words.Label{Kind: unit.KindRatio}} }

// mostFull is the share up to which the chart of the database is drawn: what is
// asked of it beyond that is told by the label.
const mostFull = 2

// databasePicture shows how full the database is, by resource and tier.
func databasePicture(plan *report.Charts, t *theme, _ point) (picture, error) {
	u := plan.Database
	if u == nil || len(u.Tiers) == 0 {
		return picture{}, nothing("the plan has no database")
	}
	pic := picture{
		title:    "How full the database is",
		subtitle: "Needed at peak, of what the tier and its read replicas have; CPU up to its planned utilization · tiers shaded",
		alt:      databaseWords(plan),
		draw:     func(s *sheet, area box) { s.drawDatabase(plan, area) },
	}
	for _, r := range u.Resources {
		if _, high := span(r.Values); high > mostFull {
			pic.subtitle += " · beyond " + fraction().value(mostFull) + " at the edge"
			break
		}
	}
	return pic, nil
}

func (s *sheet) drawDatabase(plan *report.Charts, area box) {
	u := plan.Database
	last := len(u.Tiers) - 1
	var labels []endLabel
	top := make([]float64, last+1)
	for i, r := range u.Resources {
		color := s.theme.palette[i%len(s.theme.palette)]
		labels = append(labels, endLabel{text: r.Name + "  " + fraction().value(r.Values[last]), ink: s.theme.text, pen: pen{color: color, width: 2.25}})
		for m, v := range r.Values {
			top[m] = max(top[m], min(v, mostFull))
		}
	}
	most := s.aside(&area, labels)
	area.bottom -= timeRoom
	_, high := span(top)
	p := newPanel(s, tiered(plan), area, plotted{measure: fraction(), high: max(high, 1.04), envelope: top, last: last, pad: 0.5, names: true})
	p.backdrop()
	for i, r := range u.Resources {
		shown := make([]float64, len(r.Values))
		for m, v := range r.Values {
			shown[m] = min(v, mostFull)
		}
		p.line(labels[i].pen, p.steps(0, shown))
		labels[i].y = p.y(shown[last])
	}
	p.timeAxis()
	y := p.y(1)
	p.taken = append(p.taken, box{p.left, y - 1.5, p.right, y + 1.5}) // of the line that is drawn last
	p.steppedUp(u)
	p.level(s.theme.alarm, 1, 0, last, "All that the tier has")
	for _, w := range u.Walls {
		text := "Short from " + p.date(w.Month)
		p.callout(s.theme.alarm, point{p.x(float64(w.Month) - p.pad), p.y(min(top[w.Month], p.axis.high))}, text+": "+w.Of, text)
	}
	p.ends(labels, most)
}

// tiered is a plan whose phases are the tiers of its database.
func tiered(plan *report.Charts) *report.Charts {
	with := *plan
	with.Phases = nil
	for m, name := range plan.Database.Tiers {
		if m > 0 && name == plan.Database.Tiers[m-1] {
			with.Phases[len(with.Phases)-1].Last = m
			continue
		}
		with.Phases = append(with.Phases, report.PhaseSpan{Name: name, First: m, Last: m})
	}
	return &with
}

// steppedUp says at each change of the tier what asked for it, where that is full.
func (p *panel) steppedUp(u *report.DatabaseUse) {
	for _, step := range u.Steps {
		if step.Resource >= 0 {
			full := u.Resources[step.Resource]
			p.callout(p.theme.ink, p.at(step.Month-1, min(full.Values[step.Month-1], mostFull)), step.To+" for its "+lower(full.Name), step.To)
		}
	}
}

// lower is a name within a sentence.
func lower(name string) string {
	if name == strings.ToUpper(name) {
		return name // an acronym
	}
	return strings.ToLower(name)
}

func databaseWords(plan *report.Charts) string {
	u := plan.Database
	last := len(u.Tiers) - 1
	var parts []string
	for _, r := range u.Resources {
		parts = append(parts, fmt.Sprintf("%s %s, then %s", r.Name, fraction().value(r.Values[0]), fraction().value(r.Values[last])))
	}
	text := fmt.Sprintf("Line chart. Shares of the database tier that are needed in %s, of %s, and in %s, of %s: %s.",
		date(plan.Start, 0), u.Tiers[0], date(plan.Start, last), u.Tiers[last], strings.Join(parts, "; "))
	for _, w := range u.Walls {
		text += " From " + date(plan.Start, w.Month) + " on it lacks " + w.Of + "."
	}
	return text
}
