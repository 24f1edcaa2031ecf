package plan

import (
	"github.com/talimat/talimat-plan/internal/cost"
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
	for i := range s.Scenario.Charges {
		if s.Scenario.Charges[i].Category == name {
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
