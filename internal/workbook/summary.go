package workbook

import (
	"slices"

	"github.com/talimat/talimat-plan/internal/plan"
	"github.com/talimat/talimat-plan/internal/unit"
	"github.com/talimat/talimat-plan/internal/xlsx"
)

// summary is the sheet of the main figures now, at the target and at the
// horizon, and of the judgement on the plan.
func (b *builder) summary() xlsx.Sheet {
	s := xlsx.Sheet{Name: "Summary", Widths: []float64{32, 18, 18, 18}, Lines: []int{2, 1, 1, 2}}
	s.Rows = append(s.Rows,
		[]xlsx.Cell{xlsx.Text(b.forecast.Title, xlsx.Style{Look: xlsx.Title})},
		[]xlsx.Cell{muted(b.forecast.Frame)}, nil)
	head := []xlsx.Cell{heading("", false)}
	for _, c := range b.forecast.Summary.Columns[1:] { // the moments have their labels there
		head = append(head, heading(c.Title, true))
	}
	s.Rows = append(s.Rows, head)
	for _, row := range b.figures() {
		s.Rows = append(s.Rows, b.figure(row))
	}
	s.Rows = append(s.Rows, nil)
	for _, v := range b.forecast.Verdicts {
		s.Rows = append(s.Rows, []xlsx.Cell{label(v.Label), indented(v.Text)})
	}
	for _, note := range b.forecast.Summary.Notes {
		s.Rows = append(s.Rows, []xlsx.Cell{muted(note)})
	}
	return s
}

// moments are the months of the summary's columns, see report.Build.
func (b *builder) moments() []int {
	all := []int{0}
	if at := b.result.Reached.Users; at != nil {
		all = append(all, *at)
	}
	return slices.Compact(append(all, b.months()))
}

// figures are the rows of the summary.
func (b *builder) figures() []named {
	s := b.result.Scenario
	var rows []named
	if name := plan.CountedSeries(s); name != "" {
		rows = append(rows, named{capitalised(s.Counted().Name), name})
	}
	rows = append(rows, named{"Requests/s, average", "average_rps"}, named{"Requests/s, peak", "peak_rps"})
	if s.Drivers.Database != nil {
		rows = append(rows, named{"Data in the database", "database_bytes"})
	}
	if s.Drivers.Files != nil {
		rows = append(rows, named{"Files", "file_bytes"})
	}
	rows = append(rows, named{"Nodes at peak", "nodes"})
	if s.Database != nil {
		rows = append(rows, named{"Database", ""}, named{"Read replicas", "database.read_replicas"})
	}
	rows = append(rows,
		named{"Cost per month, baseline", "cost.baseline"}, named{"Cost per month, list", "cost.list"},
		named{"Cost per month, effective", "cost.effective"}, named{"Cost per month, billed", "cost.billed"},
		named{"Saved per month", "cost.saved"})
	if b.result.Series("margin") != nil {
		rows = append(rows, named{"Revenue per month", "revenue"}, named{"Margin per month", "margin"})
	}
	if per := s.PerUnit(); per != "" {
		rows = append(rows, named{"Cost per " + s.Counted().One + " and month", per})
	}
	return rows
}

// figure is a row of the summary: its label and a cell for each moment.
func (b *builder) figure(row named) []xlsx.Cell {
	if row.metric == "" {
		tiers := b.databaseTiers()
		cells := []xlsx.Cell{indented(row.title)}
		for _, m := range b.moments() {
			cells = append(cells, xlsx.Text(tiers[m], xlsx.Style{Right: true}))
		}
		return cells
	}
	series := b.result.Series(row.metric)
	var values []float64
	for _, m := range b.moments() {
		values = append(values, series[m])
	}
	kind, divisor, title := b.metrics[row.metric].Kind, 1.0, row.title
	if kind == unit.KindBytes {
		var suffix string
		divisor, suffix = unit.Scale(kind, values)
		title += ", " + suffix
	}
	column := b.numbers("", kind, values, divisor)
	return append([]xlsx.Cell{indented(title)}, column.cells...)
}

// assumptions is the sheet of what the figures rest on, in sentences.
func (b *builder) assumptions() xlsx.Sheet {
	c := prose("What the figures rest on", 120, b.forecast.Assumptions)
	s := table("Assumptions", 0, []column{c})
	s.Filter = nil // a list is nothing to filter
	return s
}
