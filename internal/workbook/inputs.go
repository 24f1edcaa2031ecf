package workbook

import (
	"strings"

	"github.com/talimat/talimat-plan/internal/model"
	"github.com/talimat/talimat-plan/internal/unit"
	"github.com/talimat/talimat-plan/internal/xlsx"
)

// inputSheet is the sheet of every number of the scenario, in the order of the
// file: its value in the unit beside it, as it is written, and where.
func (b *builder) inputSheet() xlsx.Sheet {
	if len(b.inputs) == 0 {
		return xlsx.Sheet{}
	}
	paths := labels("Input", each(b.inputs, func(in model.Input) string { return in.Path }))
	value, low, high := column{title: "Value", width: 14, right: true}, column{title: "P5", width: 12, right: true}, column{title: "P95", width: 12, right: true}
	lines := column{title: "Line", right: true}
	var units, origins []string
	for i := range b.inputs {
		in := &b.inputs[i]
		divisor, name := unit.Scale(in.Kind, []float64{*in.At})
		style := xlsx.Style{Format: valueFormat}
		scaled := func(v float64) xlsx.Cell { return xlsx.Number(tidy(v/divisor), style) }
		value.cells = append(value.cells, scaled(*in.At))
		if d := in.Distribution; d != nil {
			low.cells, high.cells = append(low.cells, scaled(rounded(d.Quantile(0.05), 6))), append(high.cells, scaled(rounded(d.Quantile(0.95), 6)))
		} else {
			low.cells, high.cells = append(low.cells, xlsx.Cell{}), append(high.cells, xlsx.Cell{})
		}
		units = append(units, b.unitOf(in, name))
		if in.Default {
			origins = append(origins, "default")
			lines.cells = append(lines.cells, xlsx.Cell{})
		} else {
			origins = append(origins, "scenario")
			lines.cells = append(lines.cells, line(b.line(in.Path)))
		}
	}
	written := labels("As written", each(b.inputs, func(in model.Input) string { return in.Text }))
	return table("Inputs", 1, []column{paths, value, labels("Unit", units), low, high, written, labels("From", origins), lines})
}

// unitOf completes the unit of a number: amounts have a currency before it,
// growth rates the period that they are written for.
func (b *builder) unitOf(in *model.Input, name string) string {
	switch {
	case in.Kind.Money():
		return b.styles.code + name
	case in.Kind == unit.KindGrowth:
		if i := strings.LastIndexByte(in.Text, '/'); i >= 0 {
			period := in.Text[i:]
			end := strings.IndexFunc(period[1:], func(r rune) bool { return r < 'a' || r > 'z' })
			if end >= 0 {
				period = period[:end+1]
			}
			return name + period
		}
	case in.Kind == unit.KindCores:
		if name == "" {
			return "cores"
		}
	}
	return name
}
