package plan

import (
	"github.com/talimat/talimat-plan/internal/cost"
	"github.com/talimat/talimat-plan/internal/forecast"
	"github.com/talimat/talimat-plan/internal/metric"
	"github.com/talimat/talimat-plan/internal/model"
)

// This file groups the lines of the bill.

// category is what a category costs, by month: the lines of the tool that are in it, and
// the charges.
func (s *source) category(index int) func(m int) float64 {
	name := s.Scenario.Categories()[index]
	var rows [][]float64
	if index < len(s.rows.Categories) {
		rows = append(rows, s.rows.Categories[index])
	}
	for i, line := range s.Scenario.Lines() {
		if line.Category == name {
			rows = append(rows, s.rows.Charges[i])
		}
	}
	return func(m int) float64 {
		total := 0.0
		for _, r := range rows {
			total += r[m]
		}
		return s.amount(total)
	}
}

// line is what a line of the bill costs, by month. No lever acts on load balancers and
// backups: what is left of their category is that of the other line.
func (s *source) line(name string) func(m int) float64 {
	for i, line := range s.Scenario.Lines() {
		if line.Derived() && line.Name == name {
			return func(m int) float64 { return s.rows.Charges[i][m] }
		}
	}
	category := map[string]cost.Category{
		"nodes": cost.Infrastructure, "load_balancers": cost.Infrastructure, "database": cost.Databases, "cache": cost.Caches,
		"files": cost.Storage, "backups": cost.Storage, "egress": cost.Network, "cdn": cost.CDN, "monitoring": cost.Monitoring,
	}[name]
	apart := func(m int) float64 {
		switch lines := s.cost.Lines(m); name {
		case "nodes", "load_balancers":
			return s.amount(lines.Balancers)
		case "files", "backups":
			return s.amount(lines.Backups)
		}
		return 0
	}
	return func(m int) float64 {
		if name == "load_balancers" || name == "backups" {
			return apart(m)
		}
		return s.amount(s.rows.Categories[category][m] - apart(m))
	}
}

// linesOf is what some lines of the bill cost, by month.
func (s *source) linesOf(some func(line *model.Charge) bool) func(m int) float64 {
	var rows [][]float64
	for i, line := range s.Scenario.Lines() {
		if some(&line) {
			rows = append(rows, s.rows.Charges[i])
		}
	}
	return func(m int) (total float64) {
		for _, r := range rows {
			total += r[m]
		}
		return s.amount(total)
	}
}

// stream is a stream of work, by its place among those that are not requests.
func (s *source) stream(i int) *forecast.Stream {
	name := metric.Streams(s.Scenario)[i]
	return &s.Demand.Streams[s.Scenario.Load.Stream(name)]
}

// count is how many of a stream come in during a month.
func (s *source) count(of *forecast.Stream, m int) float64 {
	return of.Average[m] * 3600 * float64(s.Scenario.Assumptions.HoursPerMonth)
}

// units are what a cost is divided by: the other drivers and after them the streams.
func (s *source) units(i, m int) float64 {
	if n := len(s.Scenario.Drivers.Other); i >= n {
		return s.count(s.stream(i-n), m)
	}
	return s.Demand.Other[i][m]
}

// granted is the share of the calls of a service outside that its quota grants.
func (s *source) granted(service int) func(m int) float64 {
	share := make([]float64, s.Scenario.Months()+1)
	return func(m int) float64 {
		s.capacity.Granted(service, s.Demand, share)
		return share[m]
	}
}

// rate is what one unit of another currency costs in a month.
func (s *source) rate(r *model.Rate) func(m int) float64 {
	moved := s.cost.Exchange(r.Name)
	return func(m int) float64 { return float64(r.Worth) * moved[m] }
}

// counted is the driver that revenue is for each of: what totals are divided by.
func (s *source) counted() []float64 {
	name := s.Scenario.Counted().Name
	for i := range s.Scenario.Drivers.Other {
		if s.Scenario.Drivers.Other[i].Name == name {
			return s.Demand.Other[i]
		}
	}
	return s.Demand.Users
}

// CountedSeries is the name of the result that says what totals are divided by: how many
// there are of a driver, or come in of a stream; empty where there is nothing.
func CountedSeries(s *model.Scenario) string {
	switch u := s.Counted(); {
	case u.Name == "" || u.Name == "users":
		return u.Name
	case s.DriverNamed(u.Name) != nil:
		return "drivers." + u.Name
	case u.Name == model.Requests:
		return "average_rps"
	default:
		return "load." + u.Name + ".count"
	}
}
