package workbook

import (
	"slices"

	"github.com/talimat/talimat-plan/internal/document"
	"github.com/talimat/talimat-plan/internal/unit"
	"github.com/talimat/talimat-plan/internal/xlsx"
)

// futureSheet is the sheet of what a simulation yielded: a row for each result in
// each month, so that filters and pivots find them. It is left out when nothing
// is uncertain.
func (b *builder) futureSheet() xlsx.Sheet {
	if b.futures == nil {
		return xlsx.Sheet{}
	}
	rows := slices.Collect(b.futures.All())
	at := func(key string) int {
		return slices.IndexFunc(b.futures.Columns, func(c document.Column) bool { return c.Key == key })
	}
	metric, months := at("metric"), at("month")
	month, day := column{title: "Month", right: true}, column{title: "Date", right: true}
	for _, row := range rows {
		n, of := row[months].Value()
		if !of {
			month.cells, day.cells = append(month.cells, xlsx.Cell{}), append(day.cells, xlsx.Cell{})
			continue
		}
		month.cells = append(month.cells, whole(int(n)))
		day.cells = append(day.cells, date(b.result.Scenario.Start.Add(int(n))))
	}
	columns := []column{labels("Result", each(rows, func(row []document.Cell) string { return row[metric].String() })), month, day}
	levels := []string{"P5", "P10", "P25", "P50", "P75", "P90", "P95"}
	first := at("p5")
	for i, title := range levels {
		columns = append(columns, b.mixed(title, rows, func(row []document.Cell) (float64, bool) { return row[first+i].Value() }, first+i))
	}
	for i, title := range levels {
		columns = append(columns, b.mixed("± "+title, rows, func(row []document.Cell) (float64, bool) { return row[first+i].Half() }, first+i))
	}
	sheet := table("Futures", 3, columns)
	for _, note := range b.futures.Notes {
		sheet.Rows = append(sheet.Rows, nil, []xlsx.Cell{muted(note)})
	}
	return sheet
}

// mixed is a column of numbers whose kind is that of a cell of their row.
func (b *builder) mixed(title string, rows [][]document.Cell, get func(row []document.Cell) (float64, bool), of int) column {
	c := column{title: title, right: true}
	for _, row := range rows {
		v, ok := get(row)
		if !ok {
			c.cells = append(c.cells, xlsx.Cell{})
			continue
		}
		form := row[of].Form
		v = form.Round(v)
		c.cells = append(c.cells, b.value(form.Kind, &v))
		if form.Kind != unit.KindBytes {
			c.width = min(max(c.width, b.width(form.Kind, v)), largestWidth)
		}
	}
	return c
}
