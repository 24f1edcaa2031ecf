package workbook

import (
	"slices"

	"github.com/talimat/talimat-plan/internal/metric"
	"github.com/talimat/talimat-plan/internal/xlsx"
)

// named is a result with its heading.
type named struct{ title, metric string }

// monthly is the sheet of all results that are not about one component.
func (b *builder) monthly() xlsx.Sheet {
	s := b.result.Scenario
	columns := b.calendar()
	if !s.Drivers.Users.Absent {
		columns = append(columns, b.series("Users", "users"))
	}
	for i := range s.Drivers.Other {
		columns = append(columns, b.series(capitalised(s.Drivers.Other[i].Name), "drivers."+s.Drivers.Other[i].Name))
	}
	add := func(wanted bool, list ...named) {
		for _, n := range list {
			if wanted {
				columns = append(columns, b.series(n.title, n.metric))
			}
		}
	}
	add(true, named{"Requests/s, average", "average_rps"}, named{"Requests/s, peak", "peak_rps"}, named{"Complexity", "complexity"})
	add(s.Drivers.Database != nil, named{"Data in the database", "database_bytes"})
	add(s.Drivers.Files != nil, named{"Files", "file_bytes"})
	add(true, named{"Traffic", "traffic_bytes"}, named{"Nodes at peak", "nodes"}, named{"Nodes on average", "average_nodes"})
	if s.Database != nil {
		columns = append(columns, labels("Database tier", b.databaseTiers()))
		add(true, named{"Read replicas", "database.read_replicas"})
	}
	add(true, named{"Baseline cost", "cost.baseline"}, named{"List cost", "cost.list"},
		named{"Effective cost", "cost.effective"}, named{"Billed", "cost.billed"})
	for _, category := range s.Categories() {
		name := "cost.categories." + category
		add(acts(b.result.Series(name)), named{capitalised(category), name})
	}
	add(true, named{"Saved", "cost.saved"})
	add(s.PerUnit() != "", named{"Cost per " + s.Counted().One, s.PerUnit()})
	add(b.result.Series("margin") != nil, named{"Revenue", "revenue"}, named{"Margin", "margin"})
	sheet := table("Monthly", 2, columns)
	b.foot(&sheet, columns)
	return sheet
}

// savings is the sheet of the way from baseline to effective cost.
func (b *builder) savings() xlsx.Sheet {
	columns := append(b.calendar(), b.series("Baseline cost", "cost.baseline"))
	var rates []column
	for _, lever := range metric.Levers() {
		if lever == "reserved" {
			columns = append(columns, b.series("List cost", "cost.list"))
		}
		name := "cost.savings." + lever
		if !acts(b.result.Series(name)) {
			continue
		}
		title := "Saved by " + lever
		if slices.Contains(b.forecast.Claimed(), lever) {
			title += " (claimed)"
		}
		columns = append(columns, b.series(title, name))
		rates = append(rates, b.series(capitalised(lever)+" rate", "cost.savings_rate."+lever))
	}
	columns = append(columns, b.series("Effective cost", "cost.effective"), b.series("Saved", "cost.saved"))
	sheet := table("Savings", 2, append(columns, rates...))
	b.foot(&sheet, append(columns, rates...))
	sheet.Rows = append(sheet.Rows, []xlsx.Cell{muted(
		"Levers apply from left to right, each to what the ones before it leave. A rate is a saving as a share of the cost that the lever acts on.")})
	return sheet
}

// acts reports whether a series is ever anything but zero.
func acts(series []float64) bool {
	return slices.ContainsFunc(series, func(v float64) bool { return v != 0 })
}
