// Package workbook arranges the result of a plan as a workbook for people who
// go on computing with it: numbers as numbers, months as dates, a table to a
// sheet. It computes no result of its own; the formulas in it are checks that
// the reader's program recomputes from the cells beside them.
package workbook

import (
	"io"

	"github.com/talimat/talimat-plan/internal/document"
	"github.com/talimat/talimat-plan/internal/metric"
	"github.com/talimat/talimat-plan/internal/model"
	"github.com/talimat/talimat-plan/internal/plan"
	"github.com/talimat/talimat-plan/internal/report"
	"github.com/talimat/talimat-plan/internal/xlsx"
)

// Write writes the workbook of a result. The inputs are those of its scenario,
// the futures its [report.Quantiles], nil when nothing in it is uncertain; the options name the scenario
// and find its lines, and select nothing: every month is in the workbook.
func Write(w io.Writer, r *plan.Result, inputs model.Inputs, futures *document.Table, o report.Options) error {
	return xlsx.Write(w, arrange(r, inputs, futures, o))
}

// arrange builds the sheets. Those that the plan has nothing for are left out.
func arrange(r *plan.Result, inputs model.Inputs, futures *document.Table, o report.Options) *xlsx.Book {
	o.By, o.Months, o.From, o.To = "", nil, nil, nil
	b := &builder{
		result: r, inputs: inputs, futures: futures, options: o, forecast: report.Build(r, o),
		metrics: map[string]metric.Metric{}, styles: newStyles(r.Scenario.Currency),
	}
	for _, m := range metric.Of(r.Scenario) {
		b.metrics[m.Name] = m
	}
	book := &xlsx.Book{Title: b.forecast.Title, Tool: o.Tool}
	for _, sheet := range []xlsx.Sheet{
		b.summary(), b.monthly(), b.quarterly(), b.components(), b.savings(), b.finance(), b.cashFlow(), b.futureSheet(),
		b.inputSheet(), b.assumptions(), b.checks(), b.findings(),
	} {
		if len(sheet.Rows) > 0 {
			book.Sheets = append(book.Sheets, sheet)
		}
	}
	return book
}

// builder is a result with what its sheets have in common.
type builder struct {
	result   *plan.Result
	inputs   model.Inputs
	futures  *document.Table // nil when nothing is uncertain
	options  report.Options
	forecast *report.Forecast
	metrics  map[string]metric.Metric // by name
	styles   styles
}

// months is the last month of the plan.
func (b *builder) months() int { return b.result.Months() }

// line is the line of an input in the scenario; 0 when it is not known.
func (b *builder) line(path string) int {
	if b.options.Locate == nil {
		return 0
	}
	return b.options.Locate(path).Line
}
