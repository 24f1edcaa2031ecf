package chart

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/talimat/talimat-plan/internal/report"
)

// costPicture stacks the effective cost by category, with its limits and why it
// jumps.
func costPicture(plan *report.Charts, t *theme, _ point) (picture, error) {
	if len(plan.Cost.Total) == 0 {
		return picture{}, nothing("the plan has no costs")
	}
	st := newStack(plan.Cost.Categories)
	st.total, st.bounds, st.causes, st.color = plan.Cost.Total, plan.Cost.Bounds, true, byCategory
	return picture{
		title:    "Where the money goes",
		subtitle: "Effective cost per month by category, " + plan.Currency + phasesShaded(plan),
		alt:      st.words(plan, "The effective cost per month"),
		draw:     func(s *sheet, area box) { s.drawStack(plan, st, area) },
	}, nil
}

// servicesPicture stacks the servers by service.
func servicesPicture(plan *report.Charts, t *theme, _ point) (picture, error) {
	return serversPicture(plan, plan.Cost.Services, "service", nothing("no two services have a part of the servers"))
}

// regionsPicture stacks the servers by region.
func regionsPicture(plan *report.Charts, t *theme, _ point) (picture, error) {
	return serversPicture(plan, plan.Cost.Regions, "region", nothing("no two regions have servers"))
}

// serversPicture stacks the cost of servers by what they are for.
func serversPicture(plan *report.Charts, parts []report.NamedSeries, by string, empty error) (picture, error) {
	st := newStack(parts)
	if len(st.parts) < 2 {
		return picture{}, empty
	}
	return picture{
		title:    "Servers, by " + by,
		subtitle: "Effective cost of servers per month, " + plan.Currency + "; the database and all else that no " + by + " has a part of left out" + phasesShaded(plan),
		alt:      st.words(plan, "The effective cost of servers per month"),
		draw:     func(s *sheet, area box) { s.drawStack(plan, st, area) },
	}, nil
}

// unitPicture shows what a unit of demand costs, with the limits on that.
func unitPicture(plan *report.Charts, t *theme, _ point) (picture, error) {
	c := &plan.Cost
	if !slices.ContainsFunc(c.PerUnit, func(v float64) bool { return v > 0 }) {
		return picture{}, nothing("nothing that it costs is for a " + orUser(c.Unit))
	}
	in := money(plan.Currency)
	from, to := existing(c.PerUnit)
	alt := fmt.Sprintf("Line chart. A %s costs %s a month in %s and %s in %s.", c.Unit,
		in.value(c.PerUnit[from]), date(plan.Start, from), in.value(c.PerUnit[to]), date(plan.Start, to))
	return picture{
		title:    "What a " + c.Unit + " costs",
		subtitle: "Effective cost per " + c.Unit + " and month, " + plan.Currency + phasesShaded(plan),
		alt:      alt + boundWords(plan, c.UnitBounds, in),
		draw:     func(s *sheet, area box) { s.drawUnit(plan, area) },
	}, nil
}

func orUser(unit string) string {
	if unit == "" {
		return "user"
	}
	return unit
}

// existing is the first and the last month in which a series exists.
func existing(series []float64) (from, to int) {
	from, to = -1, 0
	for m, v := range series {
		if !math.IsNaN(v) {
			if to = m; from < 0 {
				from = m
			}
		}
	}
	return max(from, 0), to
}

func (s *sheet) drawUnit(plan *report.Charts, area box) {
	c, in := &plan.Cost, money(plan.Currency)
	from, to := existing(c.PerUnit)
	known := c.PerUnit[from : to+1]
	labels := []endLabel{{bold: in.value(c.PerUnit[to]), text: "a " + c.Unit, ink: s.theme.demand}}
	most := s.aside(&area, labels)
	area.bottom -= timeRoom
	_, high := span(known)
	p := newPanel(s, plan, area, plotted{
		measure: in, high: within(high, heights(c.UnitBounds)...), envelope: zeroed(c.PerUnit), last: len(c.PerUnit) - 1, pad: 0.5, names: true,
	})
	p.backdrop()
	for _, r := range runs(c.PerUnit) {
		p.under(s.theme.area, p.steps(r[0], c.PerUnit[r[0]:r[1]]))
		p.line(pen{color: s.theme.demand, width: 2.25}, p.steps(r[0], c.PerUnit[r[0]:r[1]]))
	}
	p.timeAxis()
	p.peak(zeroed(c.PerUnit), in)
	p.bounds(c.UnitBounds, zeroed(c.PerUnit), in.value)
	p.ends(p.endsOf(labels, known), most)
}

// runs are the spans of months, each from its first to before its end, in which a
// series exists.
func runs(series []float64) [][2]int {
	var all [][2]int
	for m, v := range series {
		switch {
		case math.IsNaN(v):
		case m == 0 || math.IsNaN(series[m-1]):
			all = append(all, [2]int{m, m + 1})
		default:
			all[len(all)-1][1] = m + 1
		}
	}
	return all
}

// zeroed is a series with 0 where it does not exist: there nothing is drawn.
func zeroed(series []float64) []float64 {
	all := slices.Clone(series)
	for m, v := range all {
		if math.IsNaN(v) {
			all[m] = 0
		}
	}
	return all
}

// phasesShaded is said where bands are drawn.
func phasesShaded(plan *report.Charts) string {
	if len(plan.Phases) == 0 {
		return ""
	}
	return " · phases shaded"
}

// boundWords says what the limits of a chart are and whether they hold.
func boundWords(plan *report.Charts, bounds []report.Bound, in measure) string {
	var b strings.Builder
	for i := range bounds {
		verdict := "holds"
		if at := bounds[i].Broken; at != nil {
			verdict = "is broken from " + date(plan.Start, *at) + " on"
		}
		fmt.Fprintf(&b, " The limit %s of %s %s.", bounds[i].Name, boundValue(&bounds[i], in.value), verdict)
	}
	return b.String()
}
