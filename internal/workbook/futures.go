package workbook

import (
	"fmt"

	"github.com/talimat/talimat-plan/internal/report"
	"github.com/talimat/talimat-plan/internal/unit"
	"github.com/talimat/talimat-plan/internal/words"
	"github.com/talimat/talimat-plan/internal/xlsx"
)

// outcome is one row of the sheet of futures: the quantiles of a result in a
// month, or of a single figure.
type outcome struct {
	name  string
	month *int // nil for a single figure
	band  *report.Band
}

// futureSheet is the sheet of what a simulation yielded: a row for each result in
// each month, so that filters and pivots find them. It is left out when nothing
// is uncertain.
func (b *builder) futureSheet() xlsx.Sheet {
	if b.futures == nil {
		return xlsx.Sheet{}
	}
	rows := b.outcomes()
	month, day := column{title: "Month", right: true}, column{title: "Date", right: true}
	for _, r := range rows {
		month.cells = append(month.cells, maybe(r.month))
		if r.month != nil {
			day.cells = append(day.cells, date(b.result.Scenario.Start.Add(*r.month)))
		} else {
			day.cells = append(day.cells, xlsx.Cell{})
		}
	}
	columns := []column{labels("Result", each(rows, func(r outcome) string { return r.name })), month, day}
	for i, title := range []string{"P5", "P10", "P25", "P50", "P75", "P90", "P95"} {
		columns = append(columns, b.mixed(title, rows, func(band *report.Band) *float64 { return quantiles(band)[i] }))
	}
	for i, title := range []string{"± P5", "± P10", "± P25", "± P50", "± P75", "± P90", "± P95"} {
		columns = append(columns, b.mixed(title, rows, func(band *report.Band) *float64 { return halves(band)[i] }))
	}
	sheet := table("Futures", 3, columns)
	s := &b.futures.Sampling
	sheet.Rows = append(sheet.Rows, nil, []xlsx.Cell{muted(fmt.Sprintf(
		"Quantiles over %s futures (%s, %d × %s, seed %d); ± is the half width of the 95%% confidence interval. A quantile that is empty is never reached.",
		words.Decimal(float64(s.Futures), 0), s.Method, s.Replicates, words.Decimal(float64(s.Points), 0), s.Seed))})
	return sheet
}

// outcomes lists the rows, in the order of the simulation.
func (b *builder) outcomes() []outcome {
	var rows []outcome
	for i := range b.futures.Series {
		for m := range b.futures.Series[i].Months {
			one := &b.futures.Series[i].Months[m]
			rows = append(rows, outcome{b.futures.Series[i].Metric, &one.Month, &one.Band})
		}
	}
	for i := range b.futures.Figures {
		rows = append(rows, outcome{b.futures.Figures[i].Metric, nil, &b.futures.Figures[i].Band})
	}
	return rows
}

// mixed is a column of numbers whose kind depends on their row.
func (b *builder) mixed(title string, rows []outcome, get func(*report.Band) *float64) column {
	c := column{title: title, right: true}
	for _, r := range rows {
		kind, v := b.metrics[r.name].Kind, get(r.band)
		c.cells = append(c.cells, b.value(kind, v))
		if v != nil && kind != unit.KindBytes {
			c.width = min(max(c.width, b.width(kind, *v)), largestWidth)
		}
	}
	return c
}

func quantiles(b *report.Band) [7]*float64 {
	return [7]*float64{b.P5, b.P10, b.P25, b.P50, b.P75, b.P90, b.P95}
}

func halves(b *report.Band) [7]*float64 {
	return [7]*float64{b.P5Half, b.P10Half, b.P25Half, b.P50Half, b.P75Half, b.P90Half, b.P95Half}
}
