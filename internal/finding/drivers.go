package finding

import (
	"fmt"

	"github.com/talimat/talimat-plan/internal/model"
	"github.com/talimat/talimat-plan/internal/words"
)

// grown is a driver with what it becomes.
type grown struct {
	path, name string
	driver     *model.Driver
	series     []float64
}

// grownDrivers lists the drivers in the order of the scenario.
func (e *Evidence) grownDrivers() []grown {
	all := []grown{{"drivers.users", "users", &e.Scenario.Drivers.Users, e.Demand.Users}}
	for i := range e.Scenario.Drivers.Other {
		d := &e.Scenario.Drivers.Other[i]
		all = append(all, grown{"drivers.other." + d.Name, d.Name, d, e.Demand.Other[i]})
	}
	return all
}

// ceilings: a logistic ceiling lies below today's count, or a season passes it.
// The ceiling is one of the growth; the season comes after it.
func ceilings(e *Evidence) []Finding {
	var all []Finding
	for _, g := range e.grownDrivers() {
		l := g.driver.Growth.Logistic
		if l == nil {
			continue
		}
		ceiling, path := float64(l.Ceiling), g.path+".growth.logistic.ceiling"
		if now := float64(g.driver.Now); now > ceiling {
			all = append(all, Finding{
				Code: "ceiling-below-today", Severity: Medium, Month: new(int), Path: path,
				Message:    fmt.Sprintf("the ceiling of %s %s lies below today's %s, so that they become fewer", words.Count(ceiling), g.name, words.Count(now)),
				Arithmetic: fmt.Sprintf("%s in month 0, %s in month %d", words.Count(now), words.Count(g.series[len(g.series)-1]), len(g.series)-1),
				Remedy:     "a ceiling above today's count, or a decline that says so",
			})
			continue
		}
		for month, v := range g.series {
			if v <= ceiling*(1+1e-9) {
				continue
			}
			most, at := highest(g.series)
			all = append(all, Finding{
				Code: "ceiling-passed", Severity: Medium, Month: &month, Path: path,
				Message:    fmt.Sprintf("the season takes %s past the ceiling of %s from month %d on: the ceiling bounds growth, before the season", g.name, words.Count(ceiling), month),
				Arithmetic: fmt.Sprintf("%s in month %d, at most %s in month %d", words.Count(v), month, words.Count(most), at),
				Remedy:     fmt.Sprintf("if no month may pass it, a ceiling of %s: %s × %s ÷ %s", words.Count(ceiling*ceiling/most), words.Count(ceiling), words.Count(ceiling), words.Count(most)),
			})
			break
		}
	}
	return all
}

// highest is the largest value of a series and its first month.
func highest(series []float64) (most float64, at int) {
	for month, v := range series {
		if v > most {
			most, at = v, month
		}
	}
	return most, at
}

// driverGone: a driver that is there today falls to nothing.
func driverGone(e *Evidence) []Finding {
	var all []Finding
	for _, g := range e.grownDrivers() {
		now := g.series[0]
		gone := func(v float64) bool { return v < 0.5 && v < now/100 }
		for month, v := range g.series {
			if now <= 0 || !gone(v) {
				continue
			}
			back := -1
			for later := month + 1; later < len(g.series) && back < 0; later++ {
				if !gone(g.series[later]) {
					back = later
				}
			}
			f := Finding{
				Code: "driver-gone", Severity: Medium, Month: &month, Path: g.path + ".growth",
				Message:    fmt.Sprintf("no %s are left from month %d on", g.name, month),
				Arithmetic: fmt.Sprintf("%s in month 0, %s in month %d, %s in month %d", words.Count(now), words.Number(g.series[month-1]), month-1, words.Number(v), month),
				Remedy:     "check growth, steps and season; costs that depend on none are still there",
			}
			if back > 0 {
				f.Message = fmt.Sprintf("there are no %s in month %d, and again some in month %d", g.name, month, back)
			}
			all = append(all, f)
			break
		}
	}
	return all
}
